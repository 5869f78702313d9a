"""Counting what falls into twelve months, and what has grown old."""

from datetime import date, timedelta

from ..model.dates import FuzzyDate
from ..model.engagement import Meeting
from ..model.plan import Frequency, Plan
from .review_dates import guide_due

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
