"""Renders a stated gap: its kind (`model/types.GapKind`), the reason, and the day on which it was checked."""

from markupsafe import Markup, escape

from ..i18n import _
from ..model.dates import display_day
from ..model.types import NoneKnown, NotPublished, Redacted
from .references import ReferenceNames

# Gaps are recognised by their exact class, because isinstance of pydantic models is slow, and every value of
# a page is tested.
GAPS = frozenset({NotPublished, *NotPublished.__subclasses__()})


def gap(value: NotPublished, names: ReferenceNames) -> Markup:
    """A stated gap as HTML: its kind, the reason, the day of the check, and where was looked, if stated."""
    if isinstance(value, Redacted):
        return Markup(f'<span class="cp-gap">{escape(value.not_published)}</span>')
    where = f" ({names.show('source', value.source)})" if value.source else ""
    reason = escape(value.not_published.rstrip("."))
    return Markup(
        f'<span class="cp-gap">{escape(value.gap.label)}</span>. {reason}. <span'
        f' class="cp-quiet">{_("Checked {day}").format(day=display_day(value.as_of))}{where}.</span>'
    )


def why(value: NotPublished, names: ReferenceNames) -> Markup:
    """The reason for a gap on one line: why, the day of the check, and where was looked."""
    return Markup(_("{}, checked {}{}")).format(
        value.not_published.rstrip("."),
        display_day(value.as_of),
        Markup(" ") + names.cite(value.source) if value.source else "",
    )


def none_known(value: NoneKnown) -> Markup:
    """Why a section is empty, and the day of the check."""
    return Markup(
        f"{escape(value.none_reason.rstrip('.'))}. {_('Checked {day}').format(day=display_day(value.as_of))}."
    )
