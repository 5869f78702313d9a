"""When a suggestion should have its answer."""

from datetime import date, timedelta

from ..model.suggestion import Suggestion


def answer_due(suggestion: Suggestion, within_days: int) -> date:
    """The last day on which an answer comes in time."""
    return suggestion.received + timedelta(days=within_days)


def is_overdue(suggestion: Suggestion, within_days: int, today: date) -> bool:
    """Whether nobody has answered and the time for it is over."""
    return suggestion.answer is None and answer_due(suggestion, within_days) < today
