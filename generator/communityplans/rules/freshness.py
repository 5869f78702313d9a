"""What has grown old. All of this depends on the day, so it never stops a build; the page shows the same."""

from collections.abc import Iterator

from ..content.documents import Content
from ..derived.obligations import settings_of
from ..derived.staleness import is_old, months_until_old, most_meetings
from ..model.council import Ward
from ..model.place import Asset
from ..model.plan import Plan
from ..model.stages import Stage
from ..model.tracked import CLOSED, Tracked
from ..model.types import listed
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

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
