"""What should be better in the end, in all areas: each outcome with the items that serve it and what its
evaluation found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..content.documents import Content, Document
from ..i18n import _
from ..model.dates import FuzzyDate
from ..model.measures import Evaluation, Measure, Outcome, Reading, Target
from ..model.plan import Plan
from ..model.tracked import Tracked
from ..model.types import NotPublished, listed


@dataclass(frozen=True)
class OutcomeSummary:
    """An outcome of a plan, the promises that serve it, and how somebody looks whether it comes about."""

    plan: Document[Plan]
    outcome: Outcome
    served_by: tuple[Tracked, ...]
    evaluations: tuple[Evaluation, ...]

    @property
    def measured(self) -> bool:
        """Whether anything has been counted since the start."""
        return any(measure.readings for measure in self.outcome.measures)


@dataclass(frozen=True)
class AreaOutcomes:
    """The outcomes of a plan; `other` are evaluations of the plan as a whole.

    `why` says why it has no outcomes, where it does; `unevaluated` the same of evaluations.
    """

    plan: Document[Plan]
    aims: tuple[OutcomeSummary, ...]
    other: tuple[Evaluation, ...]
    why: NotPublished | None
    unevaluated: NotPublished | None


def outcomes(content: Content) -> list[AreaOutcomes]:
    """The outcomes of every plan in force, by area."""
    return [
        _of(plan)
        for plan in sorted(content.plans, key=lambda one: (one.model.title.casefold(), one.slug))
        if plan.model.withdrawn is None
    ]


def by_priority(areas: list[AreaOutcomes]) -> dict[str, list[OutcomeSummary]]:
    """The outcomes that serve each priority of the council, by its id; those that serve none under the empty
    word.
    """
    found: dict[str, list[OutcomeSummary]] = {}
    for area in areas:
        for aim in area.aims:
            found.setdefault(aim.outcome.corporate_priority or "", []).append(aim)
    return found


def _of(plan: Document[Plan]) -> AreaOutcomes:
    model = plan.model
    evaluations = listed(model.evaluation)
    serving: dict[str, list[Tracked]] = {}
    for item in _tracked(model) if listed(model.outcomes) else ():
        for outcome in item.outcomes:
            serving.setdefault(outcome, []).append(item)
    aims = tuple(
        OutcomeSummary(
            plan, one, tuple(serving.get(one.id, ())), tuple(e for e in evaluations if e.outcome == one.id)
        )
        for one in listed(model.outcomes)
    )
    why, unevaluated = (
        value if isinstance(value, NotPublished) else None for value in (model.outcomes, model.evaluation)
    )
    return AreaOutcomes(plan, aims, tuple(e for e in evaluations if not e.outcome), why, unevaluated)


def _tracked(plan: Plan) -> Iterator[Tracked]:
    for name in ("investments", "projects", "shared_issues", "future_priorities"):
        for item in listed(getattr(plan, name)):
            yield item
            yield from getattr(item, "actions", ())


# The readings of a measure as numbers in time, where its printed figures are plain numbers of one kind.


_NUMBER = re.compile(
    r"(?P<before>[£€$]?) ?(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?) ?(?P<behind>\D{0,30})\Z"
)


@dataclass(frozen=True)
class Point:
    """One figure: its number, as it was printed, and when it was so or should be."""

    value: Decimal
    said: str
    day: date | None = None
    when: str = ""

    @property
    def short(self) -> str:
        """The figure in few enough signs to stand in a picture."""
        found = _NUMBER.match(self.said.strip())
        brief = (
            found["before"]
            + found["number"]
            + found["behind"].strip()[:1].strip("abcdefghijklmnopqrstuvwxyz")
        )
        return self.said if len(self.said) <= 8 else brief


@dataclass(frozen=True)
class Series:
    """The figures of a measure, oldest first, and its target if that is a number of the same kind."""

    what: str
    points: tuple[Point, ...]
    target: Point | None


def series(measure: Measure) -> Series | None:
    """The figures of a measure in time.

    None where there are not two to compare, one may be the target, or where they are of several kinds.
    """
    found = [one for one in (measure.baseline, *measure.readings) if isinstance(one, Reading)]
    kinds = {_kind(one.value) for one in found}
    days = [_middle(one.on) for one in found]
    if not found or len(kinds) != 1 or None in kinds or None in days or len(set(days)) != len(days):
        return None
    points = sorted(
        (
            Point(_number(one.value), one.value, day, one.on.words)
            for one, day in zip(found, days, strict=True)
        ),
        key=lambda point: point.day,
    )
    aim = (
        measure.target
        if isinstance(measure.target, Target) and _kind(measure.target.value) in kinds
        else None
    )
    if len(points) + (aim is not None) < 2:
        return None
    by = (
        (aim.by.words if aim.by.printed.startswith("by ") else _("by {time}").format(time=aim.by.words))
        if aim and aim.by
        else ""
    )
    return Series(
        measure.what, tuple(points), Point(_number(aim.value), aim.value, None, by) if aim else None
    )


def numbers(printed: Sequence[str]) -> list[Decimal] | None:
    """Some printed figures as numbers.

    None where they are not plain numbers of one kind, none of them below zero.
    """
    kinds = {_kind(one) for one in printed}
    if len(kinds) != 1 or None in kinds:
        return None
    found = [_number(one) for one in printed]
    return found if min(found) >= 0 < max(found) else None


def _kind(printed: str) -> tuple[str, str] | None:
    """What a figure counts: the sign before its number and the words behind it.

    None where it is not one plain number.
    """
    found = _NUMBER.match(printed.strip())
    return (found["before"], found["behind"].strip().casefold()) if found else None


def _number(printed: str) -> Decimal:
    return Decimal(_NUMBER.match(printed.strip())["number"].replace(",", ""))


def _middle(when: FuzzyDate) -> date | None:
    """The day in the middle of what a printed time can mean."""
    if when.earliest is None or when.latest is None:
        return when.earliest or when.latest
    return when.earliest + (when.latest - when.earliest) / 2
