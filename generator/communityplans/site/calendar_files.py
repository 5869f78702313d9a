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
