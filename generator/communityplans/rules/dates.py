"""Dates that contradict each other, and dates that the calendar has overtaken."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from ..model.dates import When, say_day
from ..model.fields import spec_of
from ..model.items import Tracked
from ..reckoning.lateness import has_passed
from ..reckoning.reviews import guide_due
from ..text.diagnostic import Severity
from .freshness import by_stage
from .rule import Checked, Finding

# Pairs of fields of one group, of which the first may not come after the second.
ORDERED = (("start", "due"), ("start", "completed"), ("from_", "until"), ("last_reviewed", "next_review"))


def date_order(checked: Checked) -> Iterator[Finding]:
    """Something ends before it starts."""
    for document, values in checked.values:
        groups = [((), document.model)] + [(path, value) for path, _, value in values if isinstance(value, BaseModel)]
        for path, group in groups:
            for first, second in ORDERED:
                start, end = getattr(group, first, None), getattr(group, second, None)
                earliest, latest = _earliest(start), _latest(end)
                if earliest and latest and latest < earliest:
                    a, b = spec_of(type(group), first), spec_of(type(group), second)
                    at = document.at((*path, a.key)).line
                    yield Finding(document, (*path, b.key), f"{b.title} ({_words(end)}) comes before {a.title.lower()} ({_words(start)}, line {at}).",
                                  "Swap the two dates, or put the wrong one right.")


def date_passed(checked: Checked) -> Iterator[Finding]:
    """An item was due, its date has passed, and nothing says that it was done or closed. The page says so too.

    It depends on the day, so it never stops a build.
    """
    for document in checked.in_force:
        for path, _, value in checked.values_of(document):
            if isinstance(value, Tracked) and has_passed(value, checked.today):
                yield Finding(document, (*path, "due"), f"{value.title} was due {_words(value.due)}; that has passed, and its status is {value.status.label}.",
                              "Write what became of it, or the new date and why.", by_stage(document.model))


def review_due(checked: Checked) -> Iterator[Finding]:
    """A plan or a guide should have been gone through by now, or must be soon. The page says so too."""
    days = checked.content.settings.model.review_warning_days if checked.content.settings else 28
    for plan in checked.in_force:
        due = plan.model.next_review
        if isinstance(due, date) and (due - checked.today).days <= days:
            yield Finding(plan, ("next_review",), f"The review of this plan {_was_or_is(due, checked.today)}.", "Review it, and write the next date.", Severity.warning)
    for guide in checked.content.guides:
        due = guide_due(guide.model.last_reviewed, guide.model.review_in_months)
        if (due - checked.today).days <= days:
            yield Finding(guide, ("last_reviewed",), f"The review of this page {_was_or_is(due, checked.today)}.", "Check the page, and write the day.", Severity.warning)


def _was_or_is(due: date, today: date) -> str:
    return f"was due on {say_day(due)}" if due < today else f"is due on {say_day(due)}"


def _earliest(value: object) -> date | None:
    return value if isinstance(value, date) else value.earliest if isinstance(value, When) else None


def _latest(value: object) -> date | None:
    return value if isinstance(value, date) else value.latest if isinstance(value, When) else None


def _words(value: object) -> str:
    return say_day(value) if isinstance(value, date) else str(value)
