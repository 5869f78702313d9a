"""What the calendar has overtaken. Depends on the day of the build, so nothing here can stop one.

"Late" is said only where the publisher's own facts show it: it says so, or it says of a time after the due
date that the item was still open. A date that has passed without any of that is "date passed, no update
published": nobody knows whether it was kept.
"""

from datetime import date

from ..model.dates import FuzzyDate
from ..model.measures import Timeliness
from ..model.tracked import CLOSED, Status, Tracked

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
