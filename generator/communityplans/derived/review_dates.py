"""When something must be gone through again."""

import calendar
from datetime import date
from functools import lru_cache

from ..model.dates import FuzzyDate
from ..model.plan import Plan


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
