"""When something is due or overdue: reviews, answers to suggestions, updates; and what has grown old."""

import calendar
from datetime import date, timedelta
from functools import lru_cache

from ..model.dates import FuzzyDate
from ..model.engagement import Meeting
from ..model.measures import Timeliness
from ..model.plan import Frequency, Plan
from ..model.suggestion import Suggestion
from ..model.tracked import CLOSED, Status, Tracked


@lru_cache(maxsize=4096)
def guide_due(last: date, months: int) -> date:
    """The day by which a page that was reviewed on `last` must be reviewed again, so many months later."""
    year, month = last.year + (last.month - 1 + months) // 12, (last.month - 1 + months) % 12 + 1
    if year > date.max.year:  # Any number of months may be written; no calendar goes further.
        return date.max
    return date(year, month, min(last.day, calendar.monthrange(year, month)[1]))


def ended(plan: Plan, today: date) -> date | None:
    """The last day of a plan whose time has run out.

    Such a plan owes nothing for the time after it: no reviews, meetings or reports.
    """
    end = plan.term.end if plan.term else None
    return end.latest if isinstance(end, FuzzyDate) and end.latest and end.latest < today else None


# Counting what falls into twelve months, and what has grown old.


YEAR = timedelta(days=365)
MONTHS = {Frequency.monthly: 1, Frequency.quarterly: 3, Frequency.half_yearly: 6, Frequency.yearly: 12}


def most_meetings(meetings: tuple[Meeting, ...], today: date) -> int:
    """The most meetings, held or planned, in any twelve months that contain today."""
    days = sorted(m.on.earliest for m in meetings if not m.cancelled and m.on.earliest)
    starts = [today - YEAR, *(day for day in days if today - YEAR <= day <= today)]
    return max(sum(start <= day <= start + YEAR for day in days) for start in starts)


def months_until_old(plan: Plan, usual: int) -> int:
    """After how many months a fact of this plan counts as old: as often as it is reviewed, or as is usual."""
    return MONTHS[plan.review_frequency] if plan.review_frequency else usual


def is_old(when: object, months: int, today: date) -> bool:
    """Whether something that was last looked at then should have been looked at again by now."""
    return isinstance(when, FuzzyDate) and when.latest is not None and guide_due(when.latest, months) < today


# When a suggestion should have its answer.


def answer_due(suggestion: Suggestion, within_days: int) -> date:
    """The last day on which an answer comes in time."""
    return suggestion.received + timedelta(days=within_days)


def is_overdue(suggestion: Suggestion, within_days: int, today: date) -> bool:
    """Whether nobody has answered and the time for it is over."""
    return suggestion.answer is None and answer_due(suggestion, within_days) < today


# What the calendar has overtaken. Depends on the day of the build, so nothing here can stop one. "Late" is
# said only where the publisher's own facts show it: it says so, or it says of a time after the due date
# that the item was still open. A date that has passed without any of that is "date passed, no update
# published": nobody knows whether it was kept.


_NOT_WAITED_FOR = CLOSED | {Status.ongoing}
_TELLS_NOTHING = CLOSED | {Status.unknown}


def has_passed(item: Tracked, today: date) -> bool:
    """Whether an item is past its due date without having been closed, and is not the kind that never ends."""
    due = item.due
    return (
        isinstance(due, FuzzyDate)
        and due.latest is not None
        and due.latest < today
        and item.status not in _NOT_WAITED_FOR
    )


def is_late(item: Tracked, today: date) -> bool:
    """Whether the publisher's own facts show that an open item is late (Birmingham paper, section 9)."""
    if item.status in CLOSED:
        return False
    return item.timeliness is Timeliness.late or (has_passed(item, today) and _open_after(item, today))


def no_update(item: Tracked, today: date) -> bool:
    """Whether the due date of an item has passed, and nothing was published that says whether it was kept."""
    return has_passed(item, today) and not is_late(item, today)


def _open_after(item: Tracked, today: date) -> bool:
    """Whether the item was said to be open at a time that lies after its due date, and not after today."""
    told = [(item.status, item.status_date), *((event.status, event.on) for event in item.history)]
    return any(
        status is not None
        and status not in _TELLS_NOTHING
        and isinstance(when, FuzzyDate)
        and when.earliest is not None
        and item.due.latest < when.earliest <= today
        for status, when in told
    )
