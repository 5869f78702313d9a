"""Renders lists of a plan as tables: responsibilities, partners, service promises, assets, and the profile in
figures.

On a phone each row is a card (theme). A column without values is left out; fields without a column of their
own are in the last one.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

from ..i18n import N_, _
from ..model.fields import FieldSpec, spec_of
from ..model.place import Profile, Stat
from .charts import beside
from .field_html import View

# The list of a plan -> the fields that have a column; the first names the row.
COLUMNS = {
    "roles": ("who", "commits_to"),
    "partners": ("organisation", "kind", "contribution", "champion", "contact"),
    "partner_plans": ("body", "title", "date", "relevant"),
    "communications": ("audience", "message", "channel", "when", "owner", "state"),
    "charter": ("service", "standard", "provider", "measured", "result"),
    "assets": ("name", "kind", "address", "hours", "accessibility", "last_checked"),
    "councillors": ("ward", "name", "tier", "party", "contact"),
    "team": ("function", "post", "name"),
    "risks": ("risk", "effect", "mitigation", "owner"),
}

# The column for all other fields: each value in it has its title, so a card does not name the column.
_MORE = N_("More")


def register(spec: FieldSpec, views: Sequence[View], anchors: bool) -> Markup:
    """A list of a plan as a table, or the profile of the place; "" for any other list.

    With `anchors`, rows have their ids.
    """
    if spec.name == "profile" and views and isinstance(views[0].raw, Profile):
        return _profile(views[0])
    names = COLUMNS.get(spec.name)
    if not names or any(not hasattr(views[0].raw, name) for name in names):
        return Markup("")
    cells = [[view.cell(name) for name in names] for view in views]
    if spec.name == "charter":
        # A service promise without a published result says so.
        cells = [
            [*row[:-1], row[-1] or Markup('<span class="cp-gap">{}</span>').format(_("Not published"))]
            for row in cells
        ]
    rest = [
        Markup("<br>").join(
            Markup('<span class="cp-quiet">{}:</span> {}').format(title, html) for title, html in view.rest()
        )
        for view in views
    ]
    kept = [number for number in range(len(names)) if number == 0 or any(row[number] for row in cells)]
    group = type(views[0].raw)
    heads = [spec_of(group, names[number]).title for number in kept] + ([_(_MORE)] if any(rest) else [])
    rows = [
        [row[number] for number in kept] + ([more] if any(rest) else [])
        for row, more in zip(cells, rest, strict=True)
    ]
    return _table(spec.title, heads, rows, [getattr(view.raw, "id", "") if anchors else "" for view in views])


def _table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[Markup]], ids: Sequence[str]
) -> Markup:
    unnamed = _(_MORE)
    head = "".join(f'<th scope="col" role="columnheader">{escape(one)}</th>' for one in heads)
    body = ""
    for (first, *others), id in zip(rows, ids, strict=True):
        cells = "".join(
            (
                f'<td role="cell"{f" data-label={chr(34)}{escape(head)}{chr(34)}" if head != unnamed else ""}>{html}</td>'
                if html
                else '<td role="cell"></td>'
            )
            for head, html in zip(heads[1:], map(escape, others), strict=True)
        )
        body += (
            f'<tr role="row"{f" id={chr(34)}{escape(id)}{chr(34)}" if id else ""}><th scope="row"'
            f' role="rowheader">{escape(first)}</th>{cells}</tr>'
        )
    return Markup(
        '<table role="table" class="cp-table cp-register"><caption'
        f' class="cp-sr">{escape(caption)}</caption><thead role="rowgroup"><tr'
        f' role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _profile(view: View) -> Markup:
    """The profile of a place: its text, and each figure with those of other places, as a chart where possible
    and as a table.
    """
    words = (
        Markup('<div class="cp-text">{}</div>').format(view.cell("narrative")) if view.raw.narrative else ""
    )
    stats = [View(one, view.names) for one in view.raw.stats]
    view.place("stats")
    places = list(dict.fromkeys(one.place for stat in stats for one in stat.raw.comparators))
    rows = [_figure(stat, places) for stat in stats]
    table = (
        _table(_("The place in figures"), [_("Figure"), _("Here"), *places, _(_MORE)], rows, [""] * len(rows))
        if rows
        else ""
    )
    pictures = Markup("").join(_pictured(stat.raw) for stat in stats)
    facts = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(title, html) for title, html in view.rest()
    )
    return Markup('{}<div class="cp-beside">{}</div>{}<dl class="cp-facts cp-facts--wide">{}</dl>').format(
        words, pictures, table, facts
    )


def _figure(stat: View, places: Sequence[str]) -> list[Markup]:
    """The row of one figure: its title, its value here and in other places, and all other fields."""
    here = Markup(", ").join(one for one in (stat.cell("value"), stat.cell("count")) if one)
    elsewhere = {one.place: one for one in stat.raw.comparators}
    others = [
        (
            Markup("{}{}").format(
                found.value, Markup(" <small>{}</small>").format(found.note) if found.note else ""
            )
            if (found := elsewhere.get(place))
            else Markup("")
        )
        for place in places
    ]
    stat.place("comparators")
    first = stat.cell("indicator")
    rest = Markup("<br>").join(
        Markup('<span class="cp-quiet">{}:</span> {}').format(title, html) for title, html in stat.rest()
    )
    return [first, here, *others, rest]


def _pictured(stat: Stat) -> Markup:
    """A chart of a figure and those of other places. A rank is not an amount, so it has none."""
    if stat.rank_direction or not stat.value or not stat.comparators:
        return Markup("")
    drawn = beside(
        stat.indicator, [(_("Here"), stat.value), *((one.place, one.value) for one in stat.comparators)]
    )
    return Markup("<div><p><b>{}</b></p>{}</div>").format(stat.indicator, drawn) if drawn else Markup("")
