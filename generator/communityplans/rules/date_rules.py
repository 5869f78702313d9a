"""Dates that contradict each other, dates that have passed, and facts that are out of date."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from pydantic import BaseModel

from ..content.documents import Content
from ..derived.due_dates import guide_due, has_passed, is_old, months_until_old, most_meetings
from ..derived.meetings import half_of_day_unsaid
from ..derived.obligations import settings_of
from ..model.council import Ward
from ..model.dates import FuzzyDate, display_day
from ..model.engagement import Meeting
from ..model.fields import spec_of
from ..model.funds import Entry, EntryState
from ..model.measures import Reading
from ..model.place import Asset
from ..model.plan import Plan
from ..model.stages import Stage
from ..model.succession import Approval, StageChange
from ..model.tracked import CLOSED, Event, Tracked
from ..model.types import listed
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

# What has grown old. All of this depends on the day, so it never stops a build; the page shows the same.


# Plans of which little is asked yet, or of which nobody says how far they have got.
EARLY = frozenset({Stage.preliminary, Stage.not_stated})


def by_stage(plan: Plan) -> Severity:
    """How much something that depends on the day matters: a note on a first-stage plan, else a warning."""
    return Severity.note if plan.stage in EARLY else Severity.warning


def old_status(checked: CheckContext) -> Iterator[Finding]:
    """The status of an item is older than the plan's own reviews should allow.

    Fails:
        projects:
          - {id: garden, title: Garden, status: in_progress, status_date: 2015}
    Passes:
        projects:
          - {id: garden, title: Garden, status: complete, status_date: 2015}
    From: Birmingham paper, section 9
    """
    usual = settings_of(checked.around.content).stale_after_months
    for document in checked.running:
        months = months_until_old(document.model, usual)
        for path, value in checked.of(document).groups(Tracked):
            if value.status not in CLOSED and is_old(value.status_date, months, checked.today):
                yield Finding(
                    document,
                    (*path, "status_date"),
                    f"The status of “{value.title}” is from {value.status_date}, more than {months} months"
                    " ago.",
                    "Find out how it is going, and write the day.",
                    by_stage(document.model),
                )


def asset_not_checked(checked: CheckContext) -> Iterator[Finding]:
    """Nobody has checked an entry of the list of what there is for a long time. Wrong opening hours annoy
    people.

    Fails:
        assets:
          - {id: hall, name: Hall, kind: building, last_checked: 2015}
    Passes:
        assets:
          - {id: hall, name: Hall, kind: building, last_checked: {not_published: "Nobody has checked it yet", as_of: 2026-11-22}}
    From: Rotherham report 4.1-1b
    """
    usual = settings_of(checked.around.content).stale_after_months
    for document in checked.running:
        for path, value in checked.of(document).groups(Asset):
            if is_old(value.last_checked, usual, checked.today):
                yield Finding(
                    document,
                    (*path, "last_checked"),
                    f"“{value.name}” was last checked in {value.last_checked}, more than {usual} months ago.",
                    "Check it, and write the day.",
                    by_stage(document.model),
                )


def too_few_meetings(checked: CheckContext) -> Iterator[Finding]:
    """Fewer meetings than promised are held or planned in any twelve months around today.

    Fails:
        stage: co_produced
        meetings: [{id: forum, on: 2026-10-18, kind: forum}]
    Passes:
        stage: preliminary
        meetings: [{id: forum, on: 2026-10-18, kind: forum}]
    From: Rotherham report 4.1-2c
    """
    usual = settings_of(checked.around.content).meetings_a_year
    for document in checked.running:
        plan = document.model
        least = plan.meeting_minimum if plan.meeting_minimum is not None else usual
        if plan.stage in EARLY or not isinstance(plan.meetings, tuple) or not plan.meetings:
            continue
        most = most_meetings(plan.meetings, checked.today)
        if most < least:
            yield Finding(
                document,
                ("meetings",),
                f"{most} of {least} meetings are held or planned in any twelve months around today.",
                "Add the meetings that are planned.",
                Severity.warning,
                of_key=True,
            )


def past_ward(checked: CheckContext) -> Iterator[Finding]:
    """A plan names a ward that no longer exists. Readers look for their ward by its name of today.

    Fails:
        wards: [old-ward]
    Passes:
        wards: [new-ward]
    From: Stevenage wards of 2 May 2024
    """
    wards = checked.around.once(_wards)
    for document in checked.in_force:
        for number, id in enumerate(listed(document.model.wards)):
            ward = wards.get(id)
            if ward and ward.until and ward.until < checked.today:
                now = [w.name for w in wards.values() if id in w.formerly]
                yield Finding(
                    document,
                    ("wards", number),
                    f"The ward {ward.name} ended on {ward.until.isoformat()}."
                    + (f" It is now {now[0]}." if now else ""),
                    "Name the ward of today; keep the old name in council.yml, under formerly.",
                    by_stage(document.model),
                )


def _wards(content: Content) -> dict[str, Ward]:
    return {ward.id: ward for ward in content.council.model.wards} if content.council else {}


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
