"""The readings of a measure as numbers in time, where its printed figures are plain numbers of one kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..i18n import _
from ..model.dates import FuzzyDate
from ..model.measures import Measure, Reading, Target

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
