"""All pages of the site, from what was read."""

from datetime import date

from ..model.settings import Settings
from .elections import election_pages
from .guide import guide_page, guide_pages
from .history import dated_pages, edition_pages, gone, history_page, moved_plan, plan_history, removed_from
from .home import home_page, plans_page
from .names import Directory
from .origin import Origin
from .page import Page
from .plan import plan_page
from .reference import reference_page
from .rules import rule_pages
from .showing import Showing
from .statements import statement_pages
from .suggestions import suggestion_pages, suggestions


def pages(showing: Showing, today: date) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file."""
    content = showing.content
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1))
    directory = Directory(content)
    known = frozenset(edition.id for edition in showing.editions)
    made = [home_page(showing), plans_page(content)]
    for plan in content.plans:
        past = showing.pasts.get(plan.slug)
        made.append(plan_page(plan, content, directory, origin, today, past, suggestions(content, origin, directory, today, known, "../../", plan.slug), draft=showing.draft))
        if past:
            made += plan_history(plan, past, directory, removed_from(plan, past, origin.settings.withheld)) + moved_plan(past)
    made += guide_pages(content, directory, origin, today, showing.guide_pasts, draft=showing.draft)
    made += election_pages(showing, origin, directory) + suggestion_pages(content, origin, directory, today, known)
    return [*made, *_past_pages(showing), reference_page(), *rule_pages(), *statement_pages(content, directory, origin)]


def _past_pages(showing: Showing) -> list[Page]:
    """What was published so far: each document as it stood in each edition, those that are gone, the editions as a whole."""
    if not showing.editions:
        return []
    directories = {edition.id: Directory(edition.content) for edition in showing.editions}
    plans, guides = {plan.slug for plan in showing.content.plans}, {guide.slug for guide in showing.content.guides}
    made = []
    for slug, past in showing.pasts.items():
        made += gone(past) if slug not in plans else []
        made += dated_pages(past, lambda step, past=past: plan_page(step.document, step.edition.content, directories[step.edition.id], None, step.day, past, dated=step.edition))
    for slug, past in showing.guide_pasts.items():
        made += gone(past) if slug not in guides else [history_page(past.title, past, [])]
        made += dated_pages(past, lambda step, past=past: guide_page(step.document, step.edition.content, directories[step.edition.id], None, step.day, past, dated=step.edition))
    return made + edition_pages(showing)
