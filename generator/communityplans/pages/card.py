"""The card of one item: its status, what it is, then the facts, then what one can do about it.

A large plan is mostly cards, and as a template they took two thirds of a build. So this one piece of layout is written here;
every value still comes through a `View`, escaped, and `rest` still shows each field that is not placed.
"""

from collections.abc import Collection, Mapping

from markupsafe import Markup, escape

from ..content.documents import Document
from ..model.types import NotPublished
from ..text.catalogue import _
from .marks import MARKS
from .measure import measures
from .origin import Origin
from .past import Step
from .show import Shown, View

# The fields that stand in a place of their own; all others are listed among the facts.
PLACED = ("status", "status_label", "status_date", "status_note", "title", "description", "history", "resident_role", "open_to_all", "conflicts",
          "to_confirm", "due", "cost", "lead", "sources", "number", "actions", "rationale", "as_of", "funding", "figures", "measures")


def card(view: View, document: Document, origin: Origin | None, passed: Collection[str], level: int = 3, step: Step | None = None,
         first: Mapping[str, str] = {}) -> Markup:
    """The card of an item, an issue or an action. `passed` has the ids whose date has passed; `level` is that of the heading;
    `step` is the newest edition, if what changed in it should be said; `first` has the words of the date first promised, by id,
    where it was put off. Without `origin` there are no links that write to anybody."""
    view.place(*PLACED)
    raw = view.raw
    number = f"{view.number}. " if view.get("number") else ""
    return Markup(
        f'<article class="cp-item" id="{raw.id}">{_status(view)}<div class="cp-item__body"><h{level}>{number}{view.title}</h{level}>'
        f'{_body(view)}{_changed(raw.id, step)}</div><dl class="cp-facts">{_facts(view, raw.id in passed, first.get(raw.id))}</dl>{actions(raw, document, origin)}</article>'
    )


def actions(raw, document: Document, origin: Origin | None) -> Markup:
    """What a reader can do about an item: suggest, ask, and see the line it comes from."""
    if origin is None:
        return Markup("")
    words, place = getattr(raw, "title", raw.id), f"{document.slug}/{raw.id}"
    shown = escape(words)
    path = document.source.path
    change = origin.change(document.slug, "../../") or origin.suggest(words, place)
    links, paper = "", ""
    if change:
        said = _('Suggest a change<span class="cp-sr"> to {title}</span>').format(title=shown)
        links += f'<a href="{escape(change)}">{said}</a> '
    if origin.has_mailbox:
        said = _('Ask about this<span class="cp-sr">: {title}</span>').format(title=shown)
        links += f'<a href="{escape(origin.ask(words, place))}">{said}</a> '
    if origin.can_write:
        said = _('Form to print<span class="cp-sr">, to suggest a change to {title}</span>').format(title=shown)
        paper = f'<a href="suggest/#{raw.id}">{said}</a> '
    return Markup(f'<p class="cp-actions">{links}{paper}{origin.source(path, origin.line(path, raw.id, document.lines[raw.id]), words)}</p>')


def chain(events: list[View]) -> Markup:
    """What happened, one step after the other."""
    if not events:
        return Markup("")
    steps = []
    for position, event in enumerate(events, 1):
        then = f' <span class="cp-quiet">{_("Status: {status}").format(status=escape(event.raw.status.label))}</span>' if event.raw.status else ""
        last = ' class="yes"' if position == len(events) else ""
        steps.append(f'<li{last}><b>{event.on}</b>{event.what}{event.cite("source")}{then}</li>')
    wide = " cp-chain--wide" if len(events) in (2, 3) else ""
    return Markup(f'<ol class="cp-chain{wide}">{"".join(steps)}</ol>')


def lead(view: View) -> Markup:
    """Who is answerable: name, post, organisation, since when."""
    name = view.name
    before = f"{name}, " if name and not name.gap else ""
    after = "".join((f", {view.organisation}" if view.organisation else "", _(" (since {day})").format(day=view.since) if view.since else "",
                     _(". Name: {name}").format(name=name) if name and name.gap else ""))
    return Markup(f'{before}{view.post}{after}{view.cite("source")}')


def _status(view: View) -> str:
    """The mark and the words: the publisher's own where they differ, with ours below."""
    label, when = escape(view.raw.status.label), view.status_date
    note = f"<small>{view.status_note}</small>" if view.status_note else ""
    if view.status_label:
        words = f"{view.status_label}<small>{label}{f', {when}' if when else ''}</small>"
    else:
        words = f"{label}{f'<small>{when}</small>' if when else ''}"
    return f'<p class="cp-status">{MARKS[view.raw.status]}<span>{words}{note}</span></p>'


def _body(view: View) -> str:
    parts = []
    if view.description:
        parts.append(f'<div class="cp-text">{view.description}</div>')
    if view.get("rationale"):
        parts.append(f'<div class="cp-text"><p><b>{_("Why it matters")}</b></p>{view.rationale}</div>')
    if view.to_confirm:
        parts.append(f'<p class="cp-confirm">{view.to_confirm}</p>')
    figures = view.get("figures")
    if figures:
        rows = "".join(f'<li>{one.label}: <b>{one.value}</b>{f" ({one.as_of})" if one.as_of else ""}{one.cite("source")}</li>' for one in figures)
        parts.append(f'<ul class="cp-figures">{rows}</ul>')
    if view.raw.history:
        parts.append(chain(view.history))
    if view.raw.measures:
        parts.append(f'<div><p><b>{_("How we will know")}</b></p>{measures(view.measures)}</div>')
    if view.resident_role:
        parts.append(f'<div class="cp-text"><p><b>{_("What you can do")}</b></p>{view.resident_role}</div>')
    if view.raw.open_to_all is not None:
        parts.append(f"<p>{_('Anyone can take part.') if view.raw.open_to_all else _('Not open to all.')}</p>")
    parts += [_conflict(one) for one in view.conflicts]
    return "".join(parts)


def _conflict(view: View) -> str:
    rows = "".join(f'<li>“{one.says}”{f" ({one.as_of})" if one.as_of else ""}{one.cite("source")}</li>' for one in view.statements)
    return f'<div class="cp-conflict"><p><b>{_("Sources disagree: {what}").format(what=view.on_what)}</b></p><ul>{rows}</ul></div>'


def _changed(id: str, step: Step | None) -> str:
    said = step.told.items.get(id) if step else None
    return f'<div class="cp-changed"><p><b>{_("Changed {when}.").format(when=step.edition.on)}</b> {escape(" ".join(said))}</p></div>' if said else ""


def _facts(view: View, passed: bool, first: str | None) -> str:
    """The facts beside the text: when, money, who, the rest, and what is not published."""
    rows = []
    if view.due:
        rows.append((_("When"), f"{view.due}{_('; <b>this has passed</b>') if passed else ''}{_(' (first promised for {time})').format(time=escape(first)) if first else ''}"))
    cost = view.get("cost")
    if cost and not cost.gap:
        rows.append((_("Money"), cost.html))
    if view.raw.lead and not isinstance(view.raw.lead, NotPublished):
        rows.append((_("Lead"), lead(view.lead)))
    if view.get("funding"):
        rows.append((_("Money from"), "".join(_funding(one) for one in view.funding)))
    rows += [(escape(title), html) for title, html in view.rest()]
    if view.as_of:
        rows.append((_("As of"), view.as_of.html))
    facts = "".join(f"<div><dt>{title}</dt><dd>{html}</dd></div>" for title, html in rows)
    sources: list[Shown] = view.sources
    if sources:
        facts += f'<div class="src"><dt>{_("Sources") if len(sources) > 1 else _("Source")}</dt><dd>{"; ".join(one.html for one in sources)}</dd></div>'
    missing = view.missing()
    return facts + (f'<div class="cp-missing"><dt>{_("Not published")}</dt><dd>{"; ".join(missing)}</dd></div>' if missing else "")


def _funding(one: View) -> str:
    """One funder: how much, from whom, and how sure that is."""
    details = "; ".join(str(part) for part in (escape(one.raw.state.label.lower()), escape(one.raw.kind.label.lower()) if one.kind else "", one.as_of or "") if part)
    note = f". {one.note}" if one.note else ""
    return f'<p>{_("{amount} from {funder}").format(amount=one.amount, funder=one.funder)} ({details}){note}{one.cite("source")}</p>'
