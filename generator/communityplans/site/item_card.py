"""Renders the card of an item: its status, its text, its facts, and the links below it.

A large plan is mostly cards, and as a Jinja template they took two thirds of a build. So this layout is
written in Python; every value still comes escaped through a `View`, and `rest` still shows each field that
was not placed.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from ..i18n import _
from ..model.items import Issue
from .document_history import Revision
from .field_html import View, label
from .item_actions import Actions
from .measure_html import measures
from .not_published import GAPS
from .status_icons import MARKS
from .template_i18n import gettext

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
    return (
        f'<article class="cp-item" id="{raw.id}">{_status(view)}<div'
        f' class="cp-item__body"><h{level}>{number}{view.cell("title")}</h{level}>'
        f"{_body(view)}{_changed(raw.id, step)}</div><dl"
        f' class="cp-facts">{_facts(view, passed.get(raw.id, ""), first.get(raw.id))}</dl>{actions.of(raw)}</article>'
    )


def alignments(views: Sequence[View], actions: Actions) -> Markup:
    """The cards of the council-wide priorities: what each means in this area."""
    return Markup(
        "".join(
            f'<li>\n\n<article class="cp-item cp-item--plain" id="{view.raw.id}">\n<div'
            f' class="cp-item__body"><h3>{view.cell("priority")}</h3>\n<div'
            f' class="cp-text">{view.cell("local_work")}</div>\n{_role(view)}</div>\n<dl'
            f' class="cp-facts">{_facts_of_alignment(view)}</dl>\n{actions.of(view.raw)}\n</article>\n</li>\n'
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
    """The icon and the text of a status: the publisher's own words if they differ, with ours below."""
    raw = view.raw
    words, when = label(raw.status.label), view.cell("status_date")
    note = f"<small>{view.cell('status_note')}</small>" if raw.status_note else ""
    if raw.status_label:
        said = f"{view.cell('status_label')}<small>{words}{f', {when}' if when else ''}</small>"
    else:
        said = f"{words}<small>{when}</small>" if when else words
    return f'<p class="cp-status">{MARKS[raw.status]}<span>{said}{note}</span></p>'


def _body(view: View) -> str:
    raw, cell, parts = view.raw, view.cell, []
    if raw.description:
        parts.append(f'<div class="cp-text">{cell("description")}</div>')
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
        parts.append(f"<div><p><b>{_('How we will know')}</b></p>{measures(view.measures)}</div>")
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


def _facts(view: View, passed: str, first: str | None) -> str:
    """The facts beside the text: date, money, lead, other fields, and what is not published."""
    raw, cell, rows = view.raw, view.cell, []
    if raw.due:
        rows.append(
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
        rows.append((_("Lead"), lead(view.lead)))
    if raw.funding:
        rows.append((_("Money from"), "".join(_funding(one) for one in view.funding)))
    rows += [(label(title), html) for title, html in view.rest(PLACED)]
    if raw.as_of:
        rows.append((_("As of"), cell("as_of")))
    facts = _rows(rows)
    if raw.sources:
        facts += _sources(view)
    return facts + "".join(
        f'<div class="cp-missing"><dt>{title}</dt><dd>{"; ".join(missing)}</dd></div>'
        for title, missing in view.missing().items()
    )


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
