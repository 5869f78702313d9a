"""What stands where there is no answer: which of the four gaps it is (model/types.GapKind), why, and when
somebody looked.
"""

from markupsafe import Markup, escape

from ..i18n import _
from ..model.dates import display_day
from ..model.types import NoneKnown, NotPublished, Redacted
from .references import ReferenceNames

# A stated gap is known by its class: pydantic answers isinstance in Python, and this is asked for every value
# of a page.
GAPS = frozenset({NotPublished, *NotPublished.__subclasses__()})


def gap(value: NotPublished, names: ReferenceNames) -> Markup:
    """A stated gap: which it is, why, and when somebody looked (and where, if the file says so)."""
    if isinstance(value, Redacted):
        return Markup(f'<span class="cp-gap">{escape(value.not_published)}</span>')
    where = f" ({names.show('source', value.source)})" if value.source else ""
    reason = escape(value.not_published.rstrip("."))
    return Markup(
        f'<span class="cp-gap">{escape(value.gap.label)}</span>. {reason}. <span'
        f' class="cp-quiet">{_("Checked {day}").format(day=display_day(value.as_of))}{where}.</span>'
    )


def why(value: NotPublished, names: ReferenceNames) -> Markup:
    """The same on one line, for behind a word: why, when somebody looked, and where."""
    return Markup(_("{}, checked {}{}")).format(
        value.not_published.rstrip("."),
        display_day(value.as_of),
        Markup(" ") + names.cite(value.source) if value.source else "",
    )


def none_known(value: NoneKnown) -> Markup:
    """Why a section is empty, and when somebody looked."""
    return Markup(
        f"{escape(value.none_reason.rstrip('.'))}. {_('Checked {day}').format(day=display_day(value.as_of))}."
    )
