"""The tracker: one row for each item, in all areas, with how it stands on a day (Birmingham paper, section 9); how
many items have which status; and the newest fact of a plan.

A row is a view of the plan's own words. What depends on the day (late, due soon, not updated) is worked out
from the day that is given, and never typed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ..content.documents import Content, Document
from ..i18n import N_, _
from ..model.dates import FuzzyDate, display_month
from ..model.fields import iter_values
from ..model.items import Issue
from ..model.measures import Timeliness
from ..model.people import Lead
from ..model.plan import Plan
from ..model.tracked import CLOSED, Status, Tracked
from ..model.types import GapKind, NotPublished, listed
from .due_dates import ended, guide_due, is_late, months_until_old, no_update

# How a plan is going: the items in it, counted by status. An item is an investment, a project, an issue, or
# an action on an issue: each counts once, and this is the only definition. The page of a plan, the tracker,
# its files and the reports all count `items`. Ideas for later and council-wide priorities are not counted.
# None of them is called a promise: the model does not know who promised what.


# Future priorities are ideas, and council-wide priorities belong to no one area: neither is counted.
COUNTED = ("investments", "projects", "shared_issues")


def placed(plan: Plan) -> Iterator[tuple[str, Tracked, Issue | None]]:
    """Each item that counts, in the order of the plan, with the field that it stands in and the issue that an
    action is about.
    """
    for name in COUNTED:
        for item in listed(getattr(plan, name)):
            yield name, item, None
            if isinstance(item, Issue):
                yield from ((name, action, item) for action in item.actions)


def items(plan: Plan) -> Iterator[Tracked]:
    """Each item that counts: investments, projects, issues and their actions, each once."""
    return (item for _name, item, _issue in placed(plan))


def tally(plan: Plan) -> Counter[Status]:
    """How many items of the plan have each status."""
    return Counter(item.status for item in items(plan))


# What comes due within so many days counts as due soon.
SOON_DAYS = 90
KINDS = {"investments": N_("Investment"), "projects": N_("Project"), "shared_issues": N_("Issue")}
ACTION = N_("Action")
LATE, PASSED, DUE_SOON, NOT_UPDATED, NO_LEAD, UNKNOWN = (
    "late",
    "date-passed",
    "due-soon",
    "not-updated",
    "no-lead",
    "unknown",
)
# Each view, with what it is called and what it shows, for `view_words`.
VIEWS = {
    LATE: (
        N_("Late"),
        N_("What was published says so: that it is late, or that it was still open after its date."),
    ),
    PASSED: (
        N_("Date passed, no update"),
        N_("The date that was published has passed, and no update says whether it was kept."),
    ),
    DUE_SOON: (N_("Due soon"), N_("Due within {days} days.")),
    NOT_UPDATED: (
        N_("Not updated"),
        N_(
            "Not closed, and the plan says nothing newer than its own reviews should bring; or it gives no"
            " date at all."
        ),
    ),
    NO_LEAD: (
        N_("No lead"),
        N_("Open, and nobody is named as responsible. An issue needs no lead of its own."),
    ),
    UNKNOWN: (N_("Not known"), N_("No source says how it is going.")),
}
_NEVER_DUE = CLOSED | {Status.ongoing}
# Behind every day.
_NO_DAY = date.max.isoformat()


def view_words() -> dict[str, tuple[str, str]]:
    """What each view is called and what it shows, in the language of the moment."""
    return {view: (_(title), _(said).format(days=SOON_DAYS)) for view, (title, said) in VIEWS.items()}


class TrackerRow(NamedTuple):
    """One item, in plain words, so that it can be kept.

    Whatever is not said is "". `number` is its place among all rows, `place` that among those of its plan;
    `area` a name, `plan` and `id` what it stands in and is called there; `kind` in the words of the
    catalogue; `under` the issue that an action is about; `since` when its status began, as printed;
    `timeliness` whether it is on time: what the calendar says, else what the plan says; `due` when it should
    be done, as printed, `due_by` the last day that this can mean, `gap` why there is no date and `gap_kind`
    which gap that is; `lead` who is answerable; `last` the newest day of which the plan says anything about
    it, as printed, `last_on` the last day that this can mean; `views` those that it stands in on the day.
    Days are written as 2026-11-22, and sort as they read.
    """

    number: int
    place: int
    area: str
    plan: str
    id: str
    kind: str
    title: str
    under: str
    theme: str
    status: str
    status_label: str
    since: str
    timeliness: str
    due: str
    due_by: str
    gap: str
    lead: str
    last: str
    last_on: str
    gap_kind: str
    views: frozenset[str]

    @property
    def due_words(self) -> str:
        """When it should be done, as printed, or that no date is known."""
        return self.due or self.gap_label or _("No date")

    @property
    def gap_label(self) -> str:
        """Which of the four gaps stands in place of a date, in words; "" where none does."""
        return GapKind(self.gap_kind).label if self.gap_kind else ""

    @property
    def lead_words(self) -> str:
        """Who is responsible; that nobody is named where somebody should be; or that nobody needs to be: an
        issue, or a closed item.
        """
        return self.lead or (_("Nobody named") if NO_LEAD in self.views else _("Not needed"))


@dataclass(frozen=True)
class TrackerBasis:
    """All that the rows of a plan are made of: the plan, the name of its area, after how many months a fact
    counts as old if the plan does not say how often it is reviewed, the day, and the day of the newest
    edition in which an item changed, by its id.
    """

    plan: Document[Plan]
    area: str
    usual: int
    today: date
    changed: Mapping[str, date]


def tracker(
    content: Content, today: date, changed: Mapping[str, Mapping[str, date]] = {}
) -> list[TrackerRow]:
    """Every item of every plan in force: by area, each plan in its own order, an issue before its actions.

    `changed` has the day of the newest edition in which an item changed, by plan and id.
    """
    return numbered((basis, plan_rows(basis)) for basis in tracker_bases(content, today, changed))


def tracker_bases(
    content: Content, today: date, changed: Mapping[str, Mapping[str, date]] = {}
) -> list[TrackerBasis]:
    """What the rows of each plan in force are made of, by area."""
    usual = content.settings.model.stale_after_months if content.settings else 12
    areas = {area.id: area.name for area in content.council.model.areas} if content.council else {}
    in_force = sorted(
        (one for one in content.plans if one.model.withdrawn is None),
        key=lambda one: (one.model.title.casefold(), one.slug),
    )
    return [
        TrackerBasis(
            plan, areas.get(plan.model.area, plan.model.title), usual, today, changed.get(plan.slug, {})
        )
        for plan in in_force
    ]


def plan_rows(basis: TrackerBasis) -> list[tuple]:
    """The rows of one plan: all that stands in a `Row` behind its plan, the views in one text."""
    plan, today = basis.plan.model, basis.today
    months = months_until_old(plan, basis.usual)
    themes = {theme.id: theme.title for theme in plan.themes}
    rows = []
    over = ended(plan, today) is not None
    for field, item, issue in placed(plan):
        kind, under = (ACTION, issue.title) if issue else (KINDS[field], "")
        day, last = last_known(item, today, basis.changed.get(item.id))
        due = item.due if isinstance(item.due, FuzzyDate) else None
        theme = themes.get(item.theme or "", "") or getattr(item, "category", None) or ""
        since = (
            ""
            if item.status_date is None or isinstance(item.status_date, NotPublished)
            else item.status_date.words
        )
        views = " ".join(_views(item, day, months, today, over=over))
        rows.append(
            (
                item.id,
                kind,
                item.title,
                under,
                theme,
                item.status.value,
                item.status_label or "",
                since,
                _timeliness(item, views.split()),
                due.words if due else "",
                due.latest.isoformat() if due and due.latest else "",
                item.due.not_published if isinstance(item.due, NotPublished) else "",
                lead_words(item),
                last,
                day.isoformat() if day else "",
                item.due.gap.value if isinstance(item.due, NotPublished) else "",
                views,
            )
        )
    return rows


def numbered(plans: Iterable[tuple[TrackerBasis, Iterable[Sequence]]]) -> list[TrackerRow]:
    """The rows of all plans, from those of each."""
    rows: list[TrackerRow] = []
    for basis, found in plans:
        first = len(rows)
        rows += [
            TrackerRow(first + place, place, basis.area, basis.plan.slug, *said, _known_views(views))
            for place, (*said, views) in enumerate(found)
        ]
    return rows


def by_lead(rows: Iterable[TrackerRow]) -> dict[str, list[TrackerRow]]:
    """The rows of everybody who leads something, by name."""
    found: dict[str, list[TrackerRow]] = {}
    for row in rows:
        if row.lead:
            found.setdefault(row.lead, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def in_view(rows: Iterable[TrackerRow], view: str) -> list[TrackerRow]:
    """The rows of a view, the most pressing first: what should have been done first, or what nobody has
    touched for longest.
    """
    found = [row for row in rows if view in row.views]
    if view in (LATE, PASSED, DUE_SOON):
        found.sort(key=lambda row: (row.due_by or _NO_DAY, row.number))
    if view == NOT_UPDATED:
        found.sort(key=lambda row: (row.last_on or _NO_DAY, row.number))
    return found


def lead_words(item: Tracked) -> str:
    """Who is answerable: name, post, organisation, as far as they are published. Nothing where no post is."""
    lead = item.lead
    if not isinstance(lead, Lead):
        return ""
    name = lead.name if isinstance(lead.name, str) else ""
    return ", ".join(part for part in (name, lead.post, lead.organisation or "") if part)


def last_known(item: Tracked, today: date, changed: date | None = None) -> tuple[date | None, str]:
    """The newest day of which the plan says anything about an item, and how it is printed.

    What is still to come tells nothing of now.
    """
    told = [
        item.status_date,
        item.as_of,
        item.completed,
        item.start if item.status not in (Status.not_started, Status.proposed) else None,
        *(event.on for event in item.history),
        *(step.done_on for step in item.milestones),
    ]
    told += [reading.on for measure in listed(item.measures) for reading in measure.readings]
    days = [
        (min(when.latest, today), when.words)
        for when in told
        if isinstance(when, FuzzyDate) and when.latest and (when.earliest is None or when.earliest <= today)
    ]
    if changed and changed <= today:
        days.append((changed, _("in an edition")))
    return max(days, key=lambda pair: pair[0], default=(None, ""))


def _timeliness(item: Tracked, views: Collection[str]) -> str:
    """Whether an item is on time: what the calendar says, else what the plan says, else nothing."""
    said = item.timeliness
    if LATE in views:
        return Timeliness.late.label
    if PASSED in views:
        return _(VIEWS[PASSED][0])
    if DUE_SOON in views and said in (None, Timeliness.unknown):
        return _(VIEWS[DUE_SOON][0])
    return "" if said in (None, Timeliness.unknown) or item.status in CLOSED else said.label


@cache
def _known_views(views: str) -> frozenset[str]:
    return frozenset(views.split())


def _views(item: Tracked, last: date | None, months: int, today: date, *, over: bool) -> Iterator[str]:
    if item.status is Status.unknown:
        yield UNKNOWN
    if item.status in CLOSED:
        return
    if is_late(item, today):
        yield LATE
    elif no_update(item, today):
        yield PASSED
    elif (
        item.status not in _NEVER_DUE
        and isinstance(item.due, FuzzyDate)
        and item.due.latest
        and item.due.latest <= today + timedelta(days=SOON_DAYS)
    ):
        yield DUE_SOON
    if not over and (last is None or guide_due(last, months) < today):
        yield NOT_UPDATED
    needed = not (isinstance(item.lead, NotPublished) and item.lead.gap is GapKind.not_needed)
    if needed and not isinstance(item.lead, Lead) and "lead" not in item.exempt:
        yield NO_LEAD


# How new what a plan says is, which is another thing than when somebody last checked it.


# When somebody looked, and what the publisher says of its own page: no facts about the area.
_LOOKED = frozenset(
    {
        "as_of",
        "last_checked",
        "read_on",
        "last_reviewed",
        "checked",
        "accessed",
        "change_notes",
        "last_updated",
    }
)
_PLANNED = frozenset({"due", "by", "stage_due", "next_review", "term"})


def newest_fact(plan: Plan, today: date) -> str:
    """The month of the newest day of which the plan knows anything; "" where it names no such day.

    A day after the one on which the facts were checked was planned then, and so is a date by which something is due:
    that it has passed since tells nothing.
    """
    known = min(today, plan.as_of)
    days = [
        day
        for path, spec, value in iter_values(plan)
        if spec.leaf and spec.leaf.name in ("when", "day") and not (_LOOKED | _PLANNED) & set(path)
        for day in [_day(value)]
        if day and day <= known
    ]
    newest = max(days, default=None)
    return display_month(newest.year, newest.month) if newest else ""


def _day(value: object) -> date | None:
    """The last day that a time can mean; nothing of one whose end is open."""
    return value.latest if isinstance(value, FuzzyDate) else value if isinstance(value, date) else None
