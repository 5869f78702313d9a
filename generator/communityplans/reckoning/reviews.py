"""When something must be gone through again."""

import calendar
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def guide_due(last: date, months: int) -> date:
    """The day by which a page that was reviewed on `last` must be reviewed again, so many months later."""
    year, month = last.year + (last.month - 1 + months) // 12, (last.month - 1 + months) % 12 + 1
    return date(year, month, min(last.day, calendar.monthrange(year, month)[1]))
