"""Renders the pages about outcomes: what should improve, its measures and evaluations; for all areas and for
each.
"""

from dataclasses import dataclass

from markupsafe import Markup

from ..content.documents import Content
from ..derived.outcomes import AreaOutcomes, OutcomeSummary, by_priority, outcomes, series
from ..i18n import _
from .addresses import OUTCOMES as ROOT
from .addresses import has_outcomes
from .field_html import View
from .page import Heading, Page
from .references import ReferenceDirectory
from .render import render
from .status_icons import MARKS


@dataclass(frozen=True)
class OutcomeView:
    """An outcome as the page of its area shows it."""

    aim: OutcomeSummary
    view: View
    evaluations: list[View]


def outcome_pages(content: Content, directory: ReferenceDirectory) -> list[Page]:
    """The page of the outcomes of all areas by the council's priorities, and a page for each area with
    outcomes.
    """
    council = content.required_council
    areas = outcomes(content)
    told = [area for area in areas if has_outcomes(area.plan.model)]
    found = by_priority(areas)
    titles = {one.id: one.title for one in council.corporate_priorities}
    groups = [(titles[id], found[id]) for id in titles if id in found] + (
        [(_("No priority of the council is named"), found[""])] if "" in found else []
    )
    body = render(
        "outcomes",
        council=council,
        groups=groups,
        areas=areas,
        told={area.plan.slug for area in told},
        latest=_latest,
        evaluated=_evaluated,
        count=sum(len(area.aims) for area in areas),
        measured=sum(aim.measured for area in areas for aim in area.aims),
    )
    made = [
        Page(
            ROOT,
            "outcomes",
            _("Outcomes"),
            body,
            _("What should be better for people in {place}, and how one can tell.").format(
                place=council.place
            ),
            "tracker/",
            headings=(Heading(2, "part_areas", _("By area")),),
        )
    ]
    return made + [_area(area, directory) for area in told]


def _latest(aim: OutcomeSummary) -> list[str]:
    """For each measure with readings: what is counted, the newest figure, and the target."""
    said = []
    for measure in aim.outcome.measures:
        found = series(measure)
        newest = found.points[-1] if found and measure.readings else None
        last = (
            (newest.said, newest.when)
            if newest
            else (measure.readings[-1].value, measure.readings[-1].on.words)
            if measure.readings
            else None
        )
        if last:
            aimed = getattr(measure.target, "value", "")
            said.append(
                f"{measure.what}: {last[0]}"
                f" ({last[1]}{_('; target {figure}').format(figure=aimed) if aimed else ''})"
            )
    return said


def _evaluated(area: AreaOutcomes) -> int:
    """The number of outcomes of an area that have been evaluated."""
    return sum(any(isinstance(one.result, str) for one in aim.evaluations) for aim in area.aims)


def _area(area: AreaOutcomes, directory: ReferenceDirectory) -> Page:
    plan = area.plan.model
    home = f"../../plans/{area.plan.slug}/"
    names = directory.names(area.plan, home)
    shown = []
    for aim in area.aims:
        view = View(aim.outcome, names)
        view.place("statement", "measures")
        evaluations = [View(one, names) for one in aim.evaluations]
        for one in evaluations:
            one.place("outcome")
        shown.append(OutcomeView(aim, view, evaluations))
    served = {
        id: Markup('{} <a href="{}#{}">{}</a>').format(MARKS[item.status], home, item.id, item.title)
        for aim in area.aims
        for item in aim.served_by
        for id in [item.id]
    }
    body = render(
        "outcomes_area",
        plan=plan,
        home=home,
        shown=shown,
        other=[View(one, names) for one in area.other],
        served=served,
        whole=View(plan, names),
        area=area,
    )
    return Page(
        f"{ROOT}{area.plan.slug}/",
        "outcomes",
        _("Outcomes: {title}").format(title=plan.title),
        body,
        _("What should be better in {title}, and how one can tell.").format(title=plan.title),
        "tracker/",
        headings=tuple(
            Heading(2, one.aim.outcome.id, " ".join(one.view.statement.html.striptags().split()))
            for one in shown
        ),
    )
