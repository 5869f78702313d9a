"""Renders the page of all meetings: future and past ones, decisions, and responses to what people said."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..content.documents import Content
from ..derived.meetings import DatedMeeting, is_over, meetings
from ..i18n import _
from .field_html import View
from .page import Heading, Page
from .references import ReferenceDirectory
from .render import render

# Meetings that were held longer ago stand on the page of their plan.
RECENT = timedelta(days=730)


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as the page shows it, with the words of its own page for links."""

    met: DatedMeeting
    view: View


def meetings_page(
    content: Content, directory: ReferenceDirectory, today: date, calendars: frozenset[str] = frozenset()
) -> Page:
    """The page. `calendars` are the plans that have a calendar."""
    plans = [plan for plan in content.plans if plan.model.withdrawn is None]
    found = meetings(content)
    asked = [plan for plan in plans if plan.model.you_said_we_did or plan.model.engagement]
    spoken = {plan.slug: plan for plan in (*(met.plan for met in found), *asked)}
    names = {
        slug: directory.names(plan, f"../plans/{slug}/", up=f"../plans/{slug}/")
        for slug, plan in spoken.items()
    }
    rows = [MeetingRow(met, View(met.meeting, names[met.plan.slug])) for met in found]
    coming = [row for row in rows if not is_over(row.met.meeting, today)]
    past = [row for row in reversed(rows) if is_over(row.met.meeting, today)]
    recent = [row for row in past if (row.met.meeting.on.latest or today) >= today - RECENT]
    told = [
        (
            plan,
            [View(one, names[plan.slug]) for one in plan.model.you_said_we_did],
            [View(one, names[plan.slug]) for one in plan.model.engagement],
        )
        for plan in asked
    ]
    body = render(
        "meetings",
        coming=coming,
        recent=recent,
        older=len(past) - len(recent),
        told=told,
        today=today,
        calendars=calendars,
        plans=[plan for plan in plans if plan.slug in calendars],
    )
    headings = (
        Heading(2, "part_coming", _("To come")),
        Heading(2, "part_held", _("Held")),
        *([Heading(2, "part_told", _("You said, we did"))] if told else []),
    )
    return Page(
        "meetings/",
        "meetings",
        _("Meetings"),
        body,
        _("Meetings about the community plans, to come and held, and what was decided."),
        "meetings/",
        headings=headings,
    )
