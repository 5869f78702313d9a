"""Pre-election periods: whether a day is in one, and when what is held back can go."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..model.pre_election_periods import PreElection


def period_on(periods: Iterable[PreElection], day: date) -> PreElection | None:
    """The period that a day is in, its first and its last day included."""
    return next((one for one in periods if one.notice <= day <= one.close_of_poll), None)


def free_on(periods: Iterable[PreElection], day: date) -> date:
    """The first day from `day` on that is in no period. Two periods may follow each other, or overlap."""
    periods = list(periods)
    while (inside := period_on(periods, day)) is not None:
        day = inside.close_of_poll + timedelta(days=1)
    return day
