"""Calendars as iCalendar files (RFC 5545): one for all areas, and one for each plan that has entries.

The same content gives the same bytes: the UID of an entry is made from ids that never change, its DTSTAMP
from the day of its content.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from ..derived.calendar_events import CalendarEvent
from ..i18n import _, current_language
from ..model.council import Council
from ..source.files import suggested_slug
from .page import SiteFile
from .tasks import Task, task_key

if TYPE_CHECKING:
    from icalendar import Event as Entry
from dataclasses import replace
from typing import Any

from ..content.documents import Document
from ..derived.meetings import DatedMeeting, clock_times
from ..model.plan import Plan
from ..model.types import listed
from .document_history import DocumentHistory
from .render_context import RenderContext

_DAY = timedelta(days=1)


def calendar_jobs(
    events: Iterable[CalendarEvent],
    council: Council,
    zone: str,
    url: str | None,
    titles: dict[str, str],
    notice: str = "",
) -> Iterator[Task]:
    """The tasks for the calendar files of a site: of all areas, and of each plan in `titles` that has
    entries. None if there is no entry at all.
    """
    events = list(events)
    mine: dict[str, list[CalendarEvent]] = {}
    for event in events:
        mine.setdefault(event.plan, []).append(event)
    if events:
        yield _job(
            "all",
            _("Community plans for {place}").format(place=council.place),
            events,
            council,
            zone,
            url,
            notice,
        )
    for slug, title in titles.items():
        if slug in mine:
            name = _("{title}: community plan").format(title=title)
            yield _job(slug, name, mine[slug], council, zone, url, notice)


def _job(
    slug: str,
    name: str,
    events: list[CalendarEvent],
    council: Council,
    zone: str,
    url: str | None,
    notice: str,
) -> Task:
    key = task_key("calendar", current_language(), slug, name, events, council.name, zone, url, notice)
    return Task("calendar", key, calendar_file, (slug, name, events, council, zone, url, notice))


def calendar_file(
    slug: str,
    name: str,
    events: list[CalendarEvent],
    council: Council,
    zone: str,
    url: str | None,
    notice: str,
) -> list[SiteFile]:
    """The calendar of a plan, or of all areas."""
    return [SiteFile(f"calendar/{slug}.ics", calendar(name, events, council, zone, url, notice))]


def calendar(
    name: str,
    events: Iterable[CalendarEvent],
    council: Council,
    zone: str,
    url: str | None,
    notice: str = "",
) -> bytes:
    """An iCalendar file. Entries have links to the site if its address `url` is known; `notice` describes it."""
    # Imported late: it takes a tenth of a second, and most builds take every calendar from the store.
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Community Plans//community-plans//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    if notice:
        made.add("x-wr-caldesc", notice)
    for event in events:
        made.add_component(_entry(event, council, ZoneInfo(zone), url))
    data: bytes = made.to_ical()
    return data


def _entry(event: CalendarEvent, council: Council, zone: ZoneInfo, url: str | None) -> "Entry":
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", f"{event.key}.{event.area}.{suggested_slug(council.name)}@community-plans")
    entry.add("dtstamp", datetime.combine(event.changed, time(12), UTC))
    entry.add("sequence", event.sequence)
    entry.add("last-modified", datetime.combine(event.modified or event.changed, time(12), UTC))
    if event.times:
        start, end = event.times
        entry.add("dtstart", _moment(event.day, start, zone))
        if end:
            entry.add("dtend", _moment(event.day, end, zone))
    else:
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + _DAY)
    entry.add("summary", event.title)
    if event.place:
        entry.add("location", event.place)
    if event.notes:
        entry.add("description", "\n".join(event.notes))
    if url:
        entry.add("url", urljoin(url, event.address))
    entry.add("categories", [_("Meeting") if event.meeting else _("Due")])
    entry.add("transp", "OPAQUE" if event.meeting and not event.cancelled else "TRANSPARENT")
    if event.meeting:
        entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    return entry


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A time in UTC, which needs no VTIMEZONE component."""
    return datetime.combine(day, at, zone).astimezone(UTC)


# Computes the sequence number of each meeting from the editions, by which calendar programs replace
# entries. RFC 5546, section 2.1.4: an entry that keeps its UID and changes its time must have a higher
# SEQUENCE, or clients keep the old time. A meeting that was removed, or has no day any more, is listed once
# as cancelled.


# The values of a meeting that matter to a calendar: day, start, end, place, cancelled, title.
Said = list[Any]


def with_versions(found: Iterable[CalendarEvent], showing: RenderContext) -> list[CalendarEvent]:
    """Add the sequence numbers, and the cancelled meetings, to the entries of a calendar.

    Args:
        found: The entries as they are now.
        showing: What is shown, and the editions that are due.

    Returns:
        The same entries, meetings with their sequence and the day of their last change, and cancelled meetings.
    """
    known: dict[tuple[str, str], list[tuple[date, Said | None]]] = {}
    areas = {plan.slug: plan.model.area for plan in showing.content.plans}
    for past, said in _said(showing):
        for day, meetings in said:
            for id in {*meetings, *(one for slug, one in known if slug == past.slug)}:
                known.setdefault((past.slug, id), []).append((day, meetings.get(id)))
    made, here = [], set()
    for event in found:
        id = event.key.removeprefix("meeting.")
        if not event.meeting:
            made.append(event)
            continue
        here.add((event.plan, id))
        changes, changed = _changes([*known.get((event.plan, id), []), (event.changed, _of_event(event))])
        made.append(replace(event, sequence=changes, modified=changed))
    gone = (
        _called_off(slug, id, areas[slug], versions)
        for (slug, id), versions in known.items()
        if (slug, id) not in here and slug in areas
    )
    made += [event for event in gone if event is not None]
    return sorted(made, key=lambda event: (event.day, event.area, event.key))


def _said(
    showing: RenderContext,
) -> Iterator[tuple[DocumentHistory, list[tuple[date, dict[str, Said | None]]]]]:
    """The meetings of each plan in each edition that changed it, oldest first. Each text is parsed once, as a
    task with a key.
    """
    masks = [repr(place) for place in showing.content.withheld]
    lines = [
        (past, step, step.document)
        for past in showing.pasts.values()
        for step in reversed(past.steps)
        if step.document is not None
    ]
    tasks = [
        Task(
            "meetings",
            task_key(step.slug, document.text_id, masks, step.edition.id if masks else ""),
            meetings_of_text,
            (document,),
            "values",
        )
        for _past, step, document in lines
    ]
    told: dict[str, list[tuple[date, dict[str, Said | None]]]] = {}
    for (past, step, _document), made in zip(lines, showing.run(tasks), strict=True):
        told.setdefault(past.slug, []).append((step.edition.public_from, made))
    yield from ((past, told[past.slug]) for past in showing.pasts.values() if past.slug in told)


def meetings_of_text(document: Document[Plan]) -> dict[str, Said | None]:
    """The calendar values of each meeting in a version of a plan, by id; None for one without a day."""
    plan = document.model
    said: dict[str, Said | None] = {}
    for one in listed(plan.meetings) if plan.withdrawn is None else ():
        met = DatedMeeting(document, one)
        times = clock_times(one.time) or (None, None)
        said[one.id] = (
            None
            if met.day is None
            else [
                met.day.isoformat(),
                *(at and at.isoformat() for at in times),
                one.venue or "",
                bool(one.cancelled),
                f"{plan.title}: {met.title}",
            ]
        )
    return said


def _of_event(event: CalendarEvent) -> Said:
    times = event.times or (None, None)
    return [
        event.day.isoformat(),
        *(at and at.isoformat() for at in times),
        event.place,
        event.cancelled,
        event.title,
    ]


def _changes(versions: list[tuple[date, Said | None]]) -> tuple[int, date]:
    """The number of changes of a meeting that matter to a calendar, and the day of the last one. A change of
    the title alone does not count.
    """
    count, changed = 0, versions[0][0]
    last = versions[0][1]
    for day, said in versions[1:]:
        if (said and said[:5]) != (last and last[:5]):
            count, changed = count + 1, day
        last = said
    return count, changed


def _called_off(
    slug: str, id: str, area: str, versions: list[tuple[date, Said | None]]
) -> CalendarEvent | None:
    """The entry for a cancelled meeting: one that was still to come when an edition removed it or its day."""
    last = max((number for number, (_day, said) in enumerate(versions) if said), default=-1)
    if last < 0 or last + 1 == len(versions):
        return None
    said, gone = versions[last][1], versions[last + 1][0]
    assert said is not None
    day = date.fromisoformat(said[0])
    if day < gone:
        return None
    start, end = (time.fromisoformat(at) if at else None for at in said[1:3])
    count, changed = _changes(versions)
    return CalendarEvent(
        f"meeting.{id}",
        area,
        slug,
        day,
        _("Cancelled: {title}").format(title=said[5]),
        changed,
        f"plans/{slug}/",
        (start, end) if start else None,
        said[3],
        cancelled=True,
        sequence=count,
        modified=changed,
    )
