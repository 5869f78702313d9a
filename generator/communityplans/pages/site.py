"""All pages of the site, from what was read."""

from datetime import date

from ..model.settings import Settings
from .guide import guide_pages
from .history import dated_pages, edition_pages, gone_plan, moved_plan, plan_history, removed_from
from .home import home_page, plans_page
from .names import Directory
from .origin import Origin
from .page import Page
from .plan import plan_page
from .reference import reference_page
from .rules import rule_pages
from .showing import Showing
from .statements import statement_pages


def pages(showing: Showing, today: date, *, form: bool = False) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file. `form`: the site has one at /edit/."""
    content = showing.content
    lines = {plan.source.path: plan.lines for plan in (showing.working or content).plans}
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1), lines, form)
    directory = Directory(content)
    pasts = showing.pasts
    made, directories = [home_page(showing), plans_page(content)], {}
    for plan in content.plans:
        past = pasts.get(plan.slug)
        made.append(plan_page(plan, content, directory, origin, today, past, draft=showing.draft))
        if past:
            made += plan_history(plan, past, directory, removed_from(plan, past, origin.settings.withheld)) + dated_pages(past, directories) + moved_plan(past)
    shown = {plan.slug for plan in content.plans}
    for slug, past in pasts.items():
        if slug not in shown:
            made += gone_plan(past) + dated_pages(past, directories)
    if showing.editions:
        made += edition_pages(showing, pasts)
    return [*made, *guide_pages(content, directory, origin, today), reference_page(), *rule_pages(), *statement_pages(content, directory, origin)]
