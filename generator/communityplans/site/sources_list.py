"""Renders the lists of change notes and sources at the foot of a page. They are long, so they are rendered in
Python, which is faster than a template.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

from ..model.types import WithheldText
from .field_html import View, label
from .not_published import GAPS, why
from .template_i18n import gettext as _

# The fields of a source that have their own place; all others follow.
PLACED = frozenset({"title", "publisher", "published", "url", "kind", "note", "accessed"})


def notes(views: Sequence[View]) -> Markup:
    """The entries of the list of change notes."""
    return Markup(
        "".join(
            f'<li><b>{view.cell("on")}</b><div class="cp-text">{view.cell("text")}</div></li>'
            for view in views
        )
    )


def sources(views: Sequence[View]) -> Markup:
    """The entries of the list of sources, each with its id as anchor."""
    return Markup("".join(f'<li id="{view.raw.id}">{_source(view)}</li>\n' for view in views))


def _source(view: View) -> str:
    """A source: title, publisher and date, then all other fields."""
    raw, cell = view.raw, view.cell
    title = cell("title")
    undated, unlinked = type(raw.published) in GAPS, type(raw.url) in GAPS
    removed = isinstance(raw.url, WithheldText)
    if not unlinked and not removed:
        address = escape(raw.url)
        title = Markup('<a href="{0}" data-host="{0}">{1}</a>').format(address, title)
    more = [f"{cell('kind')}."]
    if undated:
        more.append(
            _(
                "Date: %(gap)s. %(why)s.",
                gap=raw.published.gap.label.lower(),
                why=why(raw.published, view.names),
            )
        )
    if unlinked:
        more.append(
            _("Address: %(gap)s. %(why)s.", gap=raw.url.gap.label.lower(), why=why(raw.url, view.names))
        )
    if removed:
        more.append(cell("url"))
    if raw.note:
        more.append(f"{cell('note')}.")
    if raw.accessed:
        more.append(_("Read on %(day)s.", day=cell("accessed")))
    more += [f"{label(name)}: {html}." for name, html in view.rest(PLACED)]
    published = "" if undated else f", {cell('published')}"
    return f'<p>{title}. {cell("publisher")}{published}.</p>\n<p class="cp-quiet">{" ".join(more)}</p>\n'
