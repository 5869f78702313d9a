"""What stands in a calendar: meetings whose day is known, and the days on which reviews and reports are due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from ..content.documents import Content, Document
from ..i18n import _
from ..model.plan import Plan
from ..model.types import NotPublished
from .meetings import DatedMeeting, clock_times, meetings
from .obligations import Obligation

# What residents wait for. All else that is owed concerns those who do it: `plans duties` has it.
PUBLIC = frozenset({"next_review", "quarterly_updates", "annual_reports"})


@dataclass(frozen=True)
class CalendarEvent:
    """One entry of a calendar.

    `key` names it for ever, below the area in `area`; `times` are None for a whole day; `changed` is the day
    from which its words are; `notes` are lines; `address` is its page below the root of the site. `sequence`
    counts how often it was moved or called off, `modified` is the day of the last time
    (exports/meeting_versions).
    """

    key: str
    area: str
    plan: str
    day: date
    title: str
    changed: date
    address: str
    times: tuple[time, time | None] | None = None
    place: str = ""
    notes: tuple[str, ...] = field(default=())
    cancelled: bool = False
    meeting: bool = True
    sequence: int = 0
    modified: date | None = None


def calendar_events(
    content: Content, owed: Iterable[Obligation], edition: date | None
) -> list[CalendarEvent]:
    """The public calendar of a content: meetings, and when reviews and reports are due; by day.

    `edition` is the day of the edition that the content is from, if it is from one.
    """
    plans = {plan.slug: plan for plan in content.plans}
    found = [_meeting(met, edition) for met in meetings(content) if met.day]
    found += [
        due_event(duty, plans.get(duty.plan), edition)
        for duty in owed
        if duty.kind in PUBLIC and is_open(duty)
    ]
    return sorted(found, key=lambda event: (event.day, event.area, event.key))


def is_open(duty: Obligation) -> bool:
    """Whether a duty has a day and is still to be done."""
    return duty.due is not None and duty.kept.value != "kept"


def due_event(duty: Obligation, plan: Document[Plan] | None, edition: date | None) -> CalendarEvent:
    """The day on which something is due, as an entry for the whole day."""
    changed = edition or (plan.model.as_of if plan else duty.due)
    return CalendarEvent(
        f"due.{duty.key}",
        plan.model.area if plan else duty.plan.replace("/", "."),
        duty.plan,
        duty.due,
        _("Due: {what}, {title}").format(what=duty.short[:1].lower() + duty.short[1:], title=duty.title),
        changed,
        duty.address,
        notes=(_("Responsible: {owner}").format(owner=duty.owner),),
        meeting=False,
    )


def _meeting(met: DatedMeeting, edition: date | None) -> CalendarEvent:
    one, plan = met.meeting, met.plan.model
    said = [
        ("", one.time if one.time and not clock_times(one.time) else None),
        (_("About:"), "; ".join(one.topics) or None),
        (_("Access:"), one.access),
        (_("Join online:"), one.online),
        (_("Agenda:"), one.agenda),
        (_("Minutes:"), one.minutes),
    ]
    notes = [
        f"{words} {value}".lstrip() for words, value in said if value and not isinstance(value, NotPublished)
    ]
    if one.public is not None:
        notes.insert(0, _("Open to all.") if one.public else _("Not open to all."))
    title = f"{plan.title}: {met.title}"
    return CalendarEvent(
        f"meeting.{one.id}",
        plan.area,
        met.plan.slug,
        met.day,
        _("Cancelled: {title}").format(title=title) if one.cancelled else title,
        edition or plan.as_of,
        f"plans/{met.plan.slug}/#{one.id}",
        clock_times(one.time),
        one.venue or "",
        tuple(notes),
        bool(one.cancelled),
    )
