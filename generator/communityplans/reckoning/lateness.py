"""What the calendar has overtaken. Depends on the day of the build, so nothing here can stop one."""

from datetime import date

from ..model.dates import When
from ..model.tracked import CLOSED, Status, Tracked

_NOT_WAITED_FOR = CLOSED | {Status.ongoing}


def has_passed(item: Tracked, today: date) -> bool:
    """Whether an item is past its due date without having been closed, and is not the kind that never ends."""
    due = item.due
    return isinstance(due, When) and due.latest is not None and due.latest < today and item.status not in _NOT_WAITED_FOR
