"""Computes the sequence number of each meeting from the editions, by which calendar programs replace entries.

RFC 5546, section 2.1.4: an entry that keeps its UID and changes its time must have a higher SEQUENCE, or
clients keep the old time. A meeting that was removed, or has no day any more, is listed once as cancelled.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any

from ..content.documents import Document
from ..derived.calendar_events import CalendarEvent
from ..derived.meetings import DatedMeeting, clock_times
from ..i18n import _
from ..model.plan import Plan
from ..model.types import listed
from .document_history import DocumentHistory
from .render_context import RenderContext
from .tasks import Task, task_key

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
