"""Meetings of all areas: what is to come, what was held, and when exactly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from ..content.documents import Content, Document
from ..model.engagement import Meeting
from ..model.plan import Plan
from ..model.types import listed
from .reporting_periods import ReportingPeriod

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))? ?(?P<half>am|pm|noon)?\Z", re.IGNORECASE)
_BETWEEN = re.compile(r" ?(?:to|until|-|–) ?", re.IGNORECASE)


@dataclass(frozen=True)
class DatedMeeting:
    """A meeting with the plan that it belongs to."""

    plan: Document[Plan]
    meeting: Meeting

    @property
    def day(self) -> date | None:
        """The day, where it is exactly known."""
        on = self.meeting.on
        return on.earliest if on.earliest and on.earliest == on.latest else None

    @property
    def title(self) -> str:
        """What it is called, or what sort of meeting it is."""
        return self.meeting.title or self.meeting.kind.label


def meetings(content: Content) -> list[DatedMeeting]:
    """The meetings of the plans in force, the earliest first; those of which nothing is known about the day
    come last.
    """
    found = [
        DatedMeeting(plan, one)
        for plan in content.plans
        if plan.model.withdrawn is None
        for one in listed(plan.model.meetings)
    ]
    return sorted(
        found,
        key=lambda met: (
            met.meeting.on.earliest or met.meeting.on.latest or date.max,
            met.plan.model.title.casefold(),
            met.meeting.id,
        ),
    )


def is_over(meeting: Meeting, today: date) -> bool:
    """Whether the last day that a meeting can have been on has passed.

    One of which no day is known may still come.
    """
    last = meeting.on.latest or meeting.on.earliest
    return last is not None and last < today


def held_meetings(meetings: Iterable[Meeting], period: ReportingPeriod, today: date) -> int:
    """How many meetings of a period were held by a day."""
    return sum(not one.cancelled and period.holds(one.on) and is_over(one, today) for one in meetings)


def upcoming_meetings(meetings: Iterable[Meeting], period: ReportingPeriod, today: date) -> int:
    """How many meetings of a period have a date and are still to come."""
    return sum(not one.cancelled and period.holds(one.on) and not is_over(one, today) for one in meetings)


def clock_times(words: str | None) -> tuple[time, time | None] | None:
    """From when to when, out of words such as "7pm to 9pm" or "19:00-20:30". None where they cannot be told for certain."""
    parts = _BETWEEN.split(words.strip()) if words else []
    if not 1 <= len(parts) <= 2:
        return None
    found = [_CLOCK.match(part.strip()) for part in parts]
    if None in found:
        return None
    last = found[-1]
    # "7 to 9pm": the half of the day stands once. "7" and "7.30" may be morning or evening, "19:00" and
    # "07:30" may not.
    times = [_time(one, one["half"] or last["half"]) for one in found]
    if None in times or (len(times) == 2 and times[1] <= times[0]):
        return None
    return times[0], times[1] if len(times) == 2 else None


def half_of_day_unsaid(words: str | None) -> bool:
    """Whether words such as "7.30" or "7 to 9" are a time, and do not say whether of the morning or of the
    evening.
    """
    found = [_CLOCK.match(part.strip()) for part in _BETWEEN.split(words.strip())] if words else []
    return 1 <= len(found) <= 2 and all(found) and not found[-1]["half"] and any(map(_half_unsaid, found))


def _half_unsaid(found: re.Match[str]) -> bool:
    """Whether a time may be one of the morning or of the evening: 7, 7.30 and 10.30; not 07:30, 10:30 or 19."""
    hour = found["hour"]
    in_full = len(hour) == 2 and ":" in found[0]
    return not found["half"] and 1 <= int(hour) <= 11 and not in_full


def _time(found: re.Match, half: str | None) -> time | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half and hour <= 12 and hour:
        hour = hour % 12 + (12 if half.casefold() in ("pm", "noon") else 0)
    elif half or not found["minute"] or _half_unsaid(found):
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None
