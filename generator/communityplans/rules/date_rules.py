"""Dates that contradict each other, and dates that the calendar has overtaken."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from pydantic import BaseModel

from ..derived.meetings import half_of_day_unsaid
from ..derived.obligations import settings_of
from ..derived.overdue import has_passed
from ..derived.review_dates import guide_due
from ..model.dates import FuzzyDate, display_day
from ..model.engagement import Meeting
from ..model.fields import spec_of
from ..model.funds import Entry, EntryState
from ..model.measures import Reading
from ..model.succession import Approval, StageChange
from ..model.tracked import Event, Tracked
from ..source.diagnostic import Severity
from .freshness import by_stage
from .rule_context import CheckContext, Finding

# Pairs of fields of one group, of which the first may not come after the second.
ORDERED = (
    ("start", "due"),
    ("start", "end"),
    ("start", "completed"),
    ("from_", "until"),
    ("last_reviewed", "next_review"),
)

# Kinds of groups whose `on` says when something was; of meetings and decisions about money, only of some.
HAPPENED = (Event, StageChange, Reading, Approval, Meeting, Entry)
# States of a decision about money that nobody has decided yet, or that do not say.
UNDECIDED = (EntryState.planned, EntryState.applied, EntryState.unknown)

# Fields that say when something was, wherever they stand.
PAST = ("completed", "as_of", "accessed", "last_checked", "last_reviewed")


def date_order(checked: CheckContext) -> Iterator[Finding]:
    """Something ends before it starts.

    Fails:
        projects: [{id: garden, title: Garden, status: planning, start: 2027-03, due: 2026-09}]
    Passes:
        projects: [{id: garden, title: Garden, status: planning, start: 2026-09, due: 2027-03}]
    From: this template
    """
    for document in checked.content.documents:
        for path, group in checked.of(document).groups_that(_ordered):
            for first, second in _ordered(type(group)):
                start = getattr(group, first)
                if start is None:  # As nearly always, and there are many.
                    continue
                end = getattr(group, second)
                earliest, latest = _earliest(start), _latest(end)
                if earliest and latest and latest < earliest:
                    a, b = spec_of(type(group), first), spec_of(type(group), second)
                    at = document.at((*path, a.key)).line
                    yield Finding(
                        document,
                        (*path, b.key),
                        f"{b.title} ({_words(end)}) comes before {a.title.lower()} ({_words(start)}, line"
                        f" {at}).",
                        "Swap the two dates, or put the wrong one right.",
                    )


def future_fact(checked: CheckContext) -> Iterator[Finding]:
    """Something that has happened, or a fact that was looked at, has a date that is still to come.

    Fails:
        projects: [{id: garden, title: Garden, status: complete, completed: 2031-05}]
    Passes:
        projects: [{id: garden, title: Garden, status: planning, due: 2031-05}]
    From: this template
    """
    for document in checked.content.documents:
        for path, group in checked.of(document).groups_that(_past_fields):
            for name in _past_fields(type(group)):
                value = getattr(group, name)
                earliest = _earliest(value) if value is not None else None
                if name == "on" and not _has_happened(group):
                    continue
                if earliest and earliest > checked.today:
                    spec = spec_of(type(group), name)
                    yield Finding(
                        document,
                        (*path, spec.key),
                        f"{spec.title} ({_words(value)}) has not come yet, but this is about what has"
                        " happened.",
                        "Put the date right. What is planned goes in due, or in the text.",
                        Severity.warning,
                    )


def _has_happened(group: BaseModel) -> bool:
    """Whether a group says that something has happened: a meeting by what came of it, a decision about money by
    its state, anything else by what it is.
    """
    if isinstance(group, Meeting):
        return bool(group.decisions or group.attendance or group.minutes)
    return not isinstance(group, Entry) or group.state not in UNDECIDED


@cache
def _past_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a kind of group that say when something was: so in every group, or in those of what
    happened.
    """
    named = (*PAST, "on") if issubclass(model, HAPPENED) else PAST
    return tuple(name for name in named if name in model.model_fields)


@cache
def _ordered(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The pairs of ORDERED that a kind of group has both of."""
    return tuple((a, b) for a, b in ORDERED if a in model.model_fields and b in model.model_fields)


def date_passed(checked: CheckContext) -> Iterator[Finding]:
    """An item was due, its date has passed, and nothing says that it was done or closed. The page says so
    too.

    It depends on the day, so it never stops a build.

    Fails:
        projects: [{id: garden, title: Garden, status: planning, due: 2021-04}]
    Passes:
        projects: [{id: garden, title: Garden, status: complete, due: 2021-04, completed: 2021-05}]
    From: Birmingham paper, section 9
    """
    for document in checked.in_force:
        for path, value in checked.of(document).groups(Tracked):
            if has_passed(value, checked.today):
                yield Finding(
                    document,
                    (*path, "due"),
                    f"{value.title} was due {_words(value.due)}; that has passed, and no update is written"
                    f" here: its status is {value.status.label}.",
                    "Write what became of it, or the new date and why.",
                    by_stage(document.model),
                )


def review_due(checked: CheckContext) -> Iterator[Finding]:
    """A plan or a guide should have been gone through by now, or must be soon. The page says so too.

    Fails:
        next_review: 2026-10-01
    Passes:
        next_review: 2027-03-31
    From: Stevenage report 4.6.4
    """
    days = settings_of(checked.around.content).review_warning_days
    for plan in checked.running:
        due = _latest(plan.model.next_review)
        if due and (due - checked.today).days <= days:
            yield Finding(
                plan,
                ("next_review",),
                f"The review of this plan {_was_or_is(due, checked.today)}.",
                "Review it, and write the next date.",
                Severity.warning,
            )
    for guide in checked.content.guides:
        due = guide_due(guide.model.last_reviewed, guide.model.review_in_months)
        if (due - checked.today).days <= days:
            yield Finding(
                guide,
                ("last_reviewed",),
                f"The review of this page {_was_or_is(due, checked.today)}.",
                "Check the page, and write the day.",
                Severity.warning,
            )


def _was_or_is(due: date, today: date) -> str:
    return f"was due on {display_day(due)}" if due < today else f"is due on {display_day(due)}"


def _earliest(value: object) -> date | None:
    return value if isinstance(value, date) else value.earliest if isinstance(value, FuzzyDate) else None


def _latest(value: object) -> date | None:
    return value if isinstance(value, date) else value.latest if isinstance(value, FuzzyDate) else None


def _words(value: object) -> str:
    return display_day(value) if isinstance(value, date) else str(value)


def half_of_day(checked: CheckContext) -> Iterator[Finding]:
    """The time of a meeting may be in the morning or in the evening.

    The page shows the words as they are, and the calendar the whole day, because it would be wrong for half
    of those who read 7.30.

    Fails:
        meetings: [{id: forum, on: 2027-02-03, kind: forum, time: "7.30"}]
    Passes:
        meetings: [{id: forum, on: 2027-02-03, kind: forum, time: 7.30pm}]
    From: GOV.UK, style guide: times
    """
    for document in checked.in_force:
        for path, meeting in checked.of(document).groups(Meeting):
            if half_of_day_unsaid(meeting.time):
                yield Finding(
                    document,
                    (*path, "time"),
                    f"“{meeting.time[:60]}” may be in the morning or in the evening. The calendar shows the whole"
                    " day.",
                    "Add am or pm, or write it like this: 19:30",
                    Severity.note,
                )
