"""Renders the card of an item: its status, its text, its facts, and the links below it.

A large plan is mostly cards, and as a Jinja template they took two thirds of a build. So this layout is
written in Python; every value still comes escaped through a `View`, and `rest` still shows each field that
was not placed.
"""

import re
from collections.abc import Mapping, Sequence
from operator import itemgetter
from string import Formatter
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from ..content.documents import Document
from ..derived.outcomes import series
from ..i18n import _
from ..model.items import Alignment, Issue
from ..model.tracked import Tracked
from ..source.markdown import render_field_markdown
from .charts import readings
from .document_history import Revision
from .field_html import GAPS, FieldHtml, View, label
from .link_check import rebased
from .source_links import SUBJECT, SourceLinks, quoted
from .status_icons import MARKS
from .template_i18n import gettext

# The links below an item of a plan: suggest a change, ask a question, print a form, see the source line.


class Actions:
    """The links below the items of a document. Without `origin` (a dated page) there are none.

    Only the item's own values differ from item to item, so the rest of the HTML is rendered once.
    """

    def __init__(self, document: Document[Any], origin: SourceLinks | None):
        self._document, self._origin = document, origin
        cut = (
            [
                (words.replace("%", "%%"), name)
                for words, name, _, _ in Formatter().parse(_layout(document, origin))
            ]
            if origin
            else []
        )
        self._fixed = "".join(f"{words}%s" if name else words for words, name in cut)
        self._own = itemgetter(*(name for _, name in cut if name)) if origin else None

    def of(self, raw: Tracked | Alignment) -> Markup:
        """The links below an item, as HTML; empty where there is nothing to link to."""
        if self._origin is None or self._own is None:
            return Markup("")
        words, document = getattr(raw, "title", raw.id), self._document
        whole = quoted(words)
        own = {
            "id": raw.id,
            "title": escape(words),
            "quoted": whole,
            "subject": whole if len(words) <= SUBJECT else quoted(words[:SUBJECT]),
            "line": self._origin.line(document.source.path, raw.id, document.lines[raw.id]),
        }
        return Markup(self._fixed % self._own(own))


def _layout(document: Document[Any], origin: SourceLinks) -> str:
    """The HTML of the links with placeholders for the values of an item: `id`, `line`, `title` as HTML, the
    title `quoted` for an address, and cut short as `subject`.
    """
    links, place = "", f"{quote(document.slug)}/{{id}}"
    form, letter = origin.change(document.slug, "../../", "{id}"), origin.suggestion(place)
    if form:
        said = _('Suggest a change<span class="cp-sr"> to {title}</span>')
        links += f'<a href="{escape(form)}">{said}</a> '
    if letter:
        said = (
            _('Suggest a change by e-mail<span class="cp-sr"> to {title}</span>')
            if form
            else _('Suggest a change<span class="cp-sr"> to {title}</span>')
        )
        links += f'<a href="{escape(letter)}">{said}</a> '
    if origin.has_mailbox:
        said = _('Ask about this<span class="cp-sr">: {title}</span>')
        links += f'<a href="{escape(origin.question(place))}">{said}</a> '
    if origin.can_write:
        said = _('Form to print<span class="cp-sr">, to suggest a change to {title}</span>')
        links += f'<a href="suggest/#{{id}}">{said}</a> '
    return f'<p class="cp-actions">{links}{origin.place(document.source.path)}</p>'


# Renders a measure: what is counted, a chart of its readings and target, and the table with the numbers.


_ROW = Markup('<tr role="row"><th scope="row" role="rowheader">{}</th><td role="cell">{}</td></tr>')


def measures(views: list[View] | FieldHtml | None) -> Markup:
    """The measures of an item or an outcome; the reason if the file states a gap; "" if there are none."""
    if isinstance(views, FieldHtml):
        return Markup("<p>{}</p>").format(views)
    return Markup("").join(measure(view) for view in views or ())


def measure(view: View) -> Markup:
    """One measure."""
    what = view.what
    counted = Markup(", ").join(
        shown for shown in (view.unit, view.direction and view.raw.direction.label.lower()) if shown
    )
    title = what if not counted else Markup('{} <span class="cp-quiet">({})</span>').format(what, counted)
    rows = ([_reading(view.baseline, _("At the start"))] if view.baseline else []) + [
        _reading(one, "") for one in view.readings or ()
    ]
    if view.target:
        rows.append(_target(view.target))
    found = series(view.raw)
    picture = readings(found) if found else ""
    rest = Markup("").join(Markup("<p>{}: {}</p>").format(title, html) for title, html in view.rest())
    head = Markup(
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{}</th><th scope="col"'
        ' role="columnheader">{}</th></tr></thead>'
    ).format(_("When"), _("Figure"))
    named = Markup("<p><b>{}</b></p>").format(title)
    if not rows:
        return Markup('<div class="cp-measure">{}{}</div>').format(named, rest)
    table = Markup(
        '<table role="table" class="cp-small-table"><caption>{}</caption>{}<tbody'
        ' role="rowgroup">{}</tbody></table>'
    ).format(_("The figures") if picture else title, head, Markup("").join(rows))
    return Markup('<div class="cp-measure">{}{}{}{}</div>').format(
        named if picture else "", picture, table, rest
    )


def _reading(view: View | FieldHtml, first: str) -> Markup:
    """The row of a reading, or of a stated gap in its place."""
    if not isinstance(view, View):
        return _ROW.format(first, view)
    when = Markup("{}, {}").format(first, view.on) if first else view.on
    return _ROW.format(
        when,
        Markup("{}{}{}").format(
            view.value,
            view.cite("source"),
            Markup("<br><small>{}</small>").format(view.note) if view.note else "",
        ),
    )


def _target(view: View | FieldHtml) -> Markup:
    if not isinstance(view, View):
        return _ROW.format(_("Target"), view)
    when = (
        Markup("{}, {}").format(
            _("Target"),
            view.by if view.raw.by.printed.startswith("by ") else Markup(_("by {time}")).format(time=view.by),
        )
        if view.by
        else _("Target")
    )
    return _ROW.format(when, Markup("<b>{}</b>").format(view.value))


# The fields that have their own place on a card; all others are listed among the facts.
PLACED = frozenset(
    {
        "status",
        "status_label",
        "status_date",
        "status_note",
        "title",
        "description",
        "history",
        "resident_role",
        "open_to_all",
        "conflicts",
        "to_confirm",
        "due",
        "cost",
        "lead",
        "sources",
        "number",
        "actions",
        "rationale",
        "as_of",
        "funding",
        "figures",
        "measures",
    }
)

ALIGNED = frozenset({"priority", "local_work", "resident_role", "sources", "lead", "as_of"})


def cards(
    views: Sequence[View],
    actions: Actions,
    passed: Mapping[str, str],
    step: Revision | None = None,
    first: Mapping[str, str] = {},
) -> Markup:
    """The cards of a list of items, each issue with the cards of its actions. The arguments are those of
    `card`.
    """
    entries = []
    for view in views:
        raw, inner = view.raw, ""
        if isinstance(raw, Issue) and raw.actions:
            below = "".join(
                [
                    f"<li>{card(View(one, view.names), actions, passed, 4, step, first)}</li>"
                    for one in raw.actions
                ]
            )
            inner = (
                '<ul class="cp-items cp-items--inner"'
                f' aria-label="{gettext("Actions on: %(title)s", title=raw.title)}">\n{below}</ul>\n'
            )
        entries.append(f"<li>\n{card(view, actions, passed, 3, step, first)}\n{inner}</li>\n")
    return Markup("".join(entries))


def card(
    view: View,
    actions: Actions,
    passed: Mapping[str, str],
    level: int = 3,
    step: Revision | None = None,
    first: Mapping[str, str] = {},
) -> str:
    """The card of an item, an issue or an action.

    Args:
        view: The item.
        actions: Renders the links below it.
        passed: A sentence about the date of each item that is late or whose date has passed, by id.
        level: The level of its heading.
        step: The newest revision of the plan, if the card should say what changed in it.
        first: The date first promised, as printed, of each item that was postponed, by id.
    """
    raw = view.raw
    number = f"{view.cell('number')}. " if raw.__dict__.get("number") else ""
    opening, rest = _opening(view)
    first_facts, other_facts = _facts(view, passed.get(raw.id, ""), first.get(raw.id))
    return (
        f'<article class="cp-item" id="{raw.id}"><div class="cp-item__head">'
        f"<h{level}>{number}{view.cell('title')}</h{level}>{_status(view)}</div>{opening}"
        + (f'<dl class="cp-facts cp-facts--first">{first_facts}</dl>' if first_facts else "")
        + _details(
            raw.title, f"{rest}{_body(view)}{_changed(raw.id, step)}", other_facts, str(actions.of(raw))
        )
        + "</article>"
    )


def _details(title: str, body: str, facts: str, links: str) -> str:
    """What a card shows on request: the rest of its text, its other facts, and the links below it."""
    inside = f'<div class="cp-item__body">{body}</div>' if body else ""
    inside += f'<dl class="cp-facts">{facts}</dl>' if facts else ""
    if not inside and not links:
        return ""
    return (
        f'<details class="cp-more"><summary>{gettext("Details")}<span class="cp-sr">:'
        f' {escape(title)}</span></summary><div class="cp-more__in">{inside}{links}</div></details>'
    )


def _opening(view: View) -> tuple[str, str]:
    """The first sentence of the description, as HTML, and the rest of it; all of it where it is short, or has
    more to it than words.
    """
    text = view.raw.description
    if not text:
        return "", ""
    cut = first_sentence(text) if type(text) is str else None
    parts = [rebased(render_field_markdown(part), view.names.up) for part in cut or ()]
    shown = [f'<div class="cp-text">{html}</div>' for html in parts or (view.cell("description"),)]
    return shown[0], "".join(shown[1:])


# A text with less than this after its first sentence is shown whole.
WORTH_OPENING = 80
_SENTENCE = re.compile(r"(?<=[^\W_]{4})[.!?][”’\"')]*(?=\s+[^\s*_`#>|<\[-])|(?=\n[ \t]*\n)")


def first_sentence(text: str) -> tuple[str, str] | None:
    """A text as its first sentence and the rest; None where it is short, or the cut would fall inside of a link,
    a list or emphasis.
    """
    found = _SENTENCE.search(text)
    if found is None:
        return None
    opening, rest = text[: found.end()], text[found.end() :].strip()
    whole = all(opening.count(mark) % 2 == 0 for mark in "*_`") and opening.count("[") == opening.count("]")
    if len(rest) < WORTH_OPENING or not whole or opening.count("(") != opening.count(")"):
        return None
    return None if re.match(r"\s*([-*+>#|]|\d+[.)])", opening) else (opening, rest)


def alignments(views: Sequence[View], actions: Actions) -> Markup:
    """The cards of the council-wide priorities: what each means in this area."""
    return Markup(
        "".join(
            f'<li>\n<article class="cp-item cp-item--folded" id="{view.raw.id}"><details class="cp-more">'
            f'<summary><h3>{view.cell("priority")}</h3></summary><div class="cp-more__in"><div'
            f' class="cp-item__body"><div class="cp-text">{view.cell("local_work")}</div>{_role(view)}</div>'
            f'<dl class="cp-facts">{_facts_of_alignment(view)}</dl>{actions.of(view.raw)}</div></details>'
            "</article>\n</li>\n"
            for view in views
        )
    )


def _role(view: View) -> str:
    return (
        f'<div class="cp-text"><p>{gettext("<b>What you can do</b>")}</p>{view.cell("resident_role")}</div>'
        if view.raw.resident_role
        else ""
    )


def _facts_of_alignment(view: View) -> str:
    raw, rows = view.raw, []
    if raw.lead:
        rows.append((_("Lead"), view.cell("lead") if type(raw.lead) in GAPS else lead(view.lead)))
    rows += [(label(title), html) for title, html in view.rest(ALIGNED)]
    if raw.as_of:
        rows.append((_("As of"), view.cell("as_of")))
    return _rows(rows) + (f"{_sources(view)}\n" if raw.sources else "")


def chain(events: Sequence[View]) -> Markup:
    """The events of an item as a list, in order."""
    if not events:
        return Markup("")
    steps = []
    for position, event in enumerate(events, 1):
        then = (
            " <span"
            f' class="cp-quiet">{_("Status: {status}").format(status=label(event.raw.status.label))}</span>'
            if event.raw.status
            else ""
        )
        last = ' class="yes"' if position == len(events) else ""
        steps.append(
            f"<li{last}><b>{event.cell('on')}</b>{event.cell('what')}{event.cite('source')}{then}</li>"
        )
    wide = " cp-chain--wide" if len(events) in (2, 3) else ""
    return Markup(f'<ol class="cp-chain{wide}">{"".join(steps)}</ol>')


def lead(view: View) -> Markup:
    """The person responsible: name, post, organisation, since when."""
    raw, name = view.raw, view.cell("name")
    unnamed = type(raw.name) in GAPS
    before = f"{name}, " if name and not unnamed else ""
    organisation = f", {view.cell('organisation')}" if raw.organisation else ""
    since = _(" (since {day})").format(day=view.cell("since")) if raw.since else ""
    after = _(". Name: {name}").format(name=name) if unnamed else ""
    return Markup(f"{before}{view.cell('post')}{organisation}{since}{after}{view.cite('source')}")


def _status(view: View) -> str:
    """The icon and the text of a status: our word for it, then the publisher's own words and the date, small."""
    raw = view.raw
    own = f"“{view.cell('status_label')}”" if raw.status_label else ""
    more = ", ".join(filter(None, (own, view.cell("status_date"))))
    notes = (more, view.cell("status_note") if raw.status_note else "")
    small = "".join(f"<small>{one}</small>" for one in notes if one)
    return f'<p class="cp-status">{MARKS[raw.status]}<span>{label(raw.status.label)}{small}</span></p>'


def _body(view: View) -> str:
    raw, cell, parts = view.raw, view.cell, []
    if raw.__dict__.get("rationale"):
        parts.append(f'<div class="cp-text"><p><b>{_("Why it matters")}</b></p>{cell("rationale")}</div>')
    if raw.to_confirm:
        parts.append(f'<p class="cp-confirm">{cell("to_confirm")}</p>')
    if raw.__dict__.get("figures"):
        rows = "".join(
            f"<li>{one.cell('label')}: <b>{one.cell('value')}</b>{_as_of(one)}{one.cite('source')}</li>"
            for one in view.figures
        )
        parts.append(f'<ul class="cp-figures">{rows}</ul>')
    if raw.history:
        parts.append(chain(view.history))
    if raw.measures:
        parts.append(f"<div><p><b>{_('Measures')}</b></p>{measures(view.measures)}</div>")
    if raw.resident_role:
        parts.append(
            f'<div class="cp-text"><p><b>{_("What you can do")}</b></p>{cell("resident_role")}</div>'
        )
    if raw.open_to_all is not None:
        parts.append(f"<p>{_('Anyone can take part.') if raw.open_to_all else _('Not open to all.')}</p>")
    if raw.conflicts:
        parts += [_conflict(one) for one in view.conflicts]
    return "".join(parts)


def _as_of(view: View) -> str:
    """The "as of" date in brackets; "" if there is none."""
    return f" ({view.cell('as_of')})" if view.raw.as_of else ""


def _conflict(view: View) -> str:
    rows = "".join(
        f"<li>“{one.cell('says')}”{_as_of(one)}{one.cite('source')}</li>" for one in view.statements
    )
    return (
        "<div"
        f' class="cp-conflict"><p><b>{_("Sources disagree: {what}").format(what=view.cell("on_what"))}</b></p><ul>{rows}</ul></div>'
    )


def _changed(id: str, step: Revision | None) -> str:
    said = step.told.items.get(id) if step else None
    return (
        f'<div class="cp-changed"><p><b>{_("Changed {when}.").format(when=step.edition.on)}</b>'
        f" {escape(' '.join(said))}</p></div>"
        if step and said
        else ""
    )


def _facts(view: View, passed: str, first: str | None) -> tuple[str, str]:
    """The facts that are always shown (when, and who is responsible), and the others: money, other fields,
    sources, and what is not published.
    """
    raw, cell = view.raw, view.cell
    opening: list[tuple[str, str]] = []
    rows: list[tuple[str, str]] = []
    if raw.due:
        opening.append(
            (
                _("When"),
                (
                    f"{cell('due')}{f' (<b>{escape(passed)}</b>)' if passed else ''}{_(' (first planned for {time})').format(time=escape(first)) if first else ''}"
                ),
            )
        )
    if raw.cost and type(raw.cost) not in GAPS:
        rows.append((_("Money"), cell("cost")))
    if raw.lead and type(raw.lead) not in GAPS:
        opening.append((_("Responsible"), lead(view.lead)))
    if raw.funding:
        rows.append((_("Money from"), "".join(_funding(one) for one in view.funding)))
    rows += [(label(title), html) for title, html in view.rest(PLACED)]
    if raw.as_of:
        rows.append((_("As of"), cell("as_of")))
    facts = _rows(rows)
    if raw.sources:
        facts += _sources(view)
    missing = "".join(
        f'<div class="cp-missing"><dt>{title}</dt><dd>{"; ".join(fields)}</dd></div>'
        for title, fields in view.missing().items()
    )
    return _rows(opening), facts + missing


def _rows(rows: Sequence[tuple[str, str]]) -> str:
    return "".join([f"<div><dt>{title}</dt><dd>{html}</dd></div>" for title, html in rows])


def _sources(view: View) -> str:
    shown = [view.names.show("source", id) for id in view.raw.sources]
    return (
        "<div"
        f' class="src"><dt>{_("Sources") if len(shown) > 1 else _("Source")}</dt><dd>{"; ".join(shown)}</dd></div>'
    )


def _funding(one: View) -> str:
    """One funder: how much, from whom, and how sure that is."""
    raw = one.raw
    details = "; ".join(
        part
        for part in (
            label(raw.state.label.lower()),
            label(raw.kind.label.lower()) if raw.kind else "",
            one.cell("as_of"),
        )
        if part
    )
    note = f". {one.cell('note')}" if raw.note else ""
    return (
        f"<p>{_('{amount} from {funder}').format(amount=one.cell('amount'), funder=one.cell('funder'))}"
        f" ({details}){note}{one.cite('source')}</p>"
    )
