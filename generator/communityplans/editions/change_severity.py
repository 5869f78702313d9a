"""How much a change matters: a slip of the pen, something new, or a promise that reads differently."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from ..model.dates import FuzzyDate
from ..model.fields import FieldSpec, iter_fields
from ..model.funds import Entry, Fund
from ..model.items import Alignment
from ..model.measures import Outcome
from ..model.money import Money
from ..model.responsibilities import Standard
from ..model.tracked import CLOSED, Status, Tracked
from ..model.types import NotPublished
from .typo_fix import is_typo_fix


class ChangeSeverity(StrEnum):
    """How much a change matters."""

    correction = "correction"
    update = "update"
    commitment = "commitment"


# What counts as promised once it has been published. A source or a theme may go; a promise may not.
PROMISES = (Tracked, Alignment, Outcome, Standard, Fund, Entry)
# A status from which on a promise is no longer worked at: to reach it needs a reason, like a later date.
GIVEN_UP = frozenset({Status.paused, Status.deferred, Status.declined, Status.closed_not_delivered})
# The day on which somebody looked: to look again changes nothing that was said.
LOOKED = frozenset({"as_of", "accessed"})


def classify(spec: FieldSpec, old: Any, new: Any, *, promised: bool = False) -> ChangeSeverity:
    """How much it matters that a field reads differently.

    `promised`: the group that it is in is promised as a whole.
    """
    if spec.leaf and spec.leaf.name == "status":
        reopened = old in CLOSED and new not in CLOSED
        return (
            ChangeSeverity.commitment
            if old is not None and (reopened or new in GIVEN_UP or new is None)
            else ChangeSeverity.update
        )
    if isinstance(old, NotPublished):
        return (
            ChangeSeverity.correction
            if isinstance(new, NotPublished) and is_typo_fix(old.not_published, new.not_published)
            else ChangeSeverity.update
        )
    if same_meaning(spec, old, new) or (spec.key in LOOKED and old is not None and new is not None):
        return ChangeSeverity.correction
    if isinstance(old, FuzzyDate) and isinstance(new, FuzzyDate) and old.latest and old.latest == new.latest:
        return ChangeSeverity.correction if None in (old.earliest, new.earliest) else ChangeSeverity.update
    bound = spec.commitment or (promised and (spec.leaf is None or spec.leaf.name == "text"))
    return ChangeSeverity.commitment if bound and old not in (None, ()) else ChangeSeverity.update


def loses_content(spec: FieldSpec, row: BaseModel) -> ChangeSeverity:
    """How much it matters that a group without an id is no longer there: whether anything in it was promised."""
    inside = any(one.commitment for _, one in iter_fields(type(row)))
    return ChangeSeverity.commitment if spec.commitment or inside else ChangeSeverity.update


def same_meaning(spec: FieldSpec, old: Any, new: Any) -> bool:
    """Whether two values say the same and are only written differently."""
    if type(old) is not type(new):
        return False
    if isinstance(old, FuzzyDate):
        return _same(old, new, ("earliest", "latest", "ongoing"))
    if isinstance(old, Money):
        return _same(old, new, ("least", "most", "approximate"))
    return (
        isinstance(old, str)
        and spec.leaf is not None
        and spec.leaf.name in ("text", "prose")
        and is_typo_fix(old, new)
    )


def _same(old: Any, new: Any, names: tuple[str, ...]) -> bool:
    """Whether two times or amounts are the same; where neither is known, whether their words are."""
    values = [getattr(old, name) for name in names]
    return values == [getattr(new, name) for name in names] and (
        any(v is not None and v is not False for v in values) or is_typo_fix(old.words, new.words)
    )
