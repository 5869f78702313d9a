"""Renders a measure: what is counted, a chart of its readings and target, and the table with the numbers."""

from markupsafe import Markup

from ..derived.reading_series import series
from ..i18n import _
from .charts import readings
from .field_html import FieldHtml, View

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
