"""How new what a plan says is, which is another thing than when somebody last checked it."""

from datetime import date

from ..model.dates import FuzzyDate, display_month
from ..model.fields import iter_values
from ..model.plan import Plan

# Days on which somebody looked, and not days of which something is known.
_LOOKED = frozenset({"as_of", "last_checked", "read_on", "last_reviewed", "checked"})


def newest_fact(plan: Plan, today: date) -> str:
    """The month of the newest day, not after today, of which the plan says anything; "" where it names no
    such day.
    """
    days = [
        day
        for path, spec, value in iter_values(plan)
        if spec.leaf and spec.leaf.name in ("when", "day") and not _LOOKED & set(path)
        for day in [_day(value)]
        if day and day <= today
    ]
    newest = max(days, default=None)
    return display_month(newest.year, newest.month) if newest else ""


def _day(value: object) -> date | None:
    """The last day that a time can mean; nothing of one whose end is open."""
    return value.latest if isinstance(value, FuzzyDate) else value if isinstance(value, date) else None
