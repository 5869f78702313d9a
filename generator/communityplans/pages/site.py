"""All pages of the site, from what was read."""

from datetime import date

from ..model.settings import Settings
from .guide import guide_pages
from .history import edition_pages, plan_history
from .home import home_page, plans_page
from .names import Directory
from .origin import Origin
from .page import Page
from .past import past_of
from .plan import plan_page
from .reference import reference_page
from .rules import rule_pages
from .showing import Showing
from .statements import statement_pages


def pages(showing: Showing, today: date, *, papers: bool = False) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file. With `papers`, those of plans have a place for a link to a PDF."""
    content = showing.content
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1))
    directory = Directory(content)
    pasts = {plan.slug: past_of(plan.slug, plan.source.path, showing.editions) for plan in content.plans} if showing.editions else {}
    made = [home_page(showing), plans_page(content)]
    for plan in content.plans:
        past = pasts.get(plan.slug)
        made.append(plan_page(plan, content, directory, origin, today, past, draft=showing.draft, paper=papers))
        if past:
            made += plan_history(plan, past, directory)
    if showing.editions:
        made += edition_pages(showing, pasts)
    return [*made, *guide_pages(content, directory, origin, today), reference_page(), *rule_pages(), *statement_pages(content, directory, origin)]
