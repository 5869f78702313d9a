"""Formats obligations as plain text, JSON, or a calendar, for `plans duties`."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urljoin

from ..content.documents import Content
from ..derived.calendar_events import due_event
from ..derived.obligations import Obligation, settings_of
from ..model.dates import display_day
from ..source.characters import escape_invisible
from .calendar_files import calendar


def obligations_as_text(found: Sequence[Obligation], content: Content, today: date, days: int) -> str:
    """Plain text, grouped by status; each obligation with its day, plan, description and owner."""
    if not found:
        return (
            f"Nothing is overdue or missing, and nothing is due within {days} days of {display_day(today)}."
        )
    lines = []
    for kept, group in groupby(found, key=lambda duty: duty.kept):
        lines.append(f"{kept.label}:")
        for duty in group:
            day = duty.due.isoformat() if duty.due else "no day    "
            lines.append(escape_invisible(f"  {day}  {duty.title}: {duty.words} Who: {duty.owner}"))
    return "\n".join(lines)


def obligations_as_json(found: Sequence[Obligation], content: Content, today: date, days: int) -> str:
    """A JSON list: plan, key, kind, state, due, owner, sentence, and the address of the page, absolute if the
    address of the site is known.
    """
    url = settings_of(content).url
    return json.dumps(
        [
            {
                "plan": duty.plan,
                "title": duty.title,
                "key": duty.key,
                "kind": duty.kind,
                "state": duty.kept.value,
                "due": duty.due and duty.due.isoformat(),
                "owner": duty.owner,
                "what": duty.short,
                "sentence": duty.words,
                "address": urljoin(url, duty.address) if url else duty.address,
            }
            for duty in found
        ],
        indent=2,
        ensure_ascii=False,
    )


def obligations_as_calendar(found: Sequence[Obligation], content: Content, today: date, days: int) -> str:
    """A calendar with an entry for each obligation that has a due day."""
    plans = {plan.slug: plan for plan in content.plans}
    settings, council = settings_of(content), content.required_council
    entries = [due_event(duty, plans.get(duty.plan), None) for duty in found if duty.due]
    return calendar(
        f"What is due: community plans for {council.place}",
        entries,
        council,
        settings.time_zone,
        settings.url,
        content.notice,
    ).decode()


FORMS: dict[str, Callable[[Sequence[Obligation], Content, date, int], str]] = {
    "text": obligations_as_text,
    "json": obligations_as_json,
    "ical": obligations_as_calendar,
}
