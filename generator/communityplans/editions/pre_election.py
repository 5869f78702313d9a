"""What may not be published before an election: new promises, and words of councillors.

Which fields those are is declared on the fields.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from ..model.fields import iter_values, spec_of
from ..model.plan import Plan
from ..model.settings import PreElection
from ..model.tracked import CLOSED, Status
from .change_severity import PROMISES
from .compare import Change, ChangeSeverity, Kind

PROMISE = "It is a new promise."
WORDS = "It is said by a councillor, or names one."


def pre_election_reason(change: Change) -> str:
    """Why a change waits until the polls close, in a sentence; "" for one that may go: a fact, a status,
    something taken out.
    """
    if change.kind is Kind.added and change.field is None:
        return PROMISE if isinstance(change.new, PROMISES) else WORDS if speaks(change.new) else ""
    if _taken_up(change):
        return PROMISE
    if (
        change.field is None
        or change.new is None
        or _says_how_it_goes(change)
        or change.kind in (Kind.removed, Kind.reordered, Kind.moved)
    ):
        return ""
    if change.field.attributed or speaks(change.new):
        return WORDS
    promised = change.field.commitment or _promises(change)
    return PROMISE if promised and change.class_ is not ChangeSeverity.correction else ""


def _taken_up(change: Change) -> bool:
    """Whether an idea for later became something that is meant to happen."""
    if change.kind is Kind.moved:
        return spec_of(Plan, "future_priorities").title in change.old
    return _says_how_it_goes(change) and change.old is Status.proposed and change.new not in CLOSED


def _says_how_it_goes(change: Change) -> bool:
    return (
        change.kind is Kind.changed
        and change.field is not None
        and change.field.leaf is not None
        and change.field.leaf.name == "status"
    )


def why_new(model: BaseModel) -> str:
    """Why a whole new plan waits: it promises something, or a councillor speaks in it. "" if neither."""
    if any(isinstance(value, PROMISES) for _, _, value in iter_values(model)):
        return PROMISE
    return WORDS if speaks(model) else ""


def speaks(value: Any) -> bool:
    """Whether there is a field in a group in which a councillor speaks or is named, and it holds something."""
    if isinstance(value, tuple):
        return any(map(speaks, value))
    return isinstance(value, BaseModel) and any(
        spec.attributed and not isinstance(held, BaseModel) for _, spec, held in iter_values(value)
    )


def _promises(change: Change) -> bool:
    """Whether a group of fields that was added holds a promise: a target with its date, for example."""
    return (
        change.old is None
        and isinstance(change.new, BaseModel)
        and any(spec.commitment for _, spec, _ in iter_values(change.new))
    )


# Pre-election periods: whether a day is in one, and when what is held back can go.


def period_on(periods: Iterable[PreElection], day: date) -> PreElection | None:
    """The period that a day is in, its first and its last day included."""
    return next((one for one in periods if one.notice <= day <= one.close_of_poll), None)


def free_on(periods: Iterable[PreElection], day: date) -> date:
    """The first day from `day` on that is in no period. Two periods may follow each other, or overlap."""
    periods = list(periods)
    while (inside := period_on(periods, day)) is not None:
        day = inside.close_of_poll + timedelta(days=1)
    return day
