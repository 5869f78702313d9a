"""All pages of the site, from what was read."""

from collections.abc import Callable
from datetime import date

from ..model.settings import Settings
from ..reckoning.duties import duties
from ..reckoning.events import events
from .archive import key
from .data import data_pages
from .elections import election_pages
from .find import find_pages, search_page
from .guide import guide_page, guide_pages
from .history import dated_page, edition_pages, gone, history_page, moved_plan, plan_history, removed_from
from .home import home_page, plans_page
from .kept import Panel
from .meetings import meetings_page
from .money import money_pages
from .names import Directory
from .origin import Origin
from .outcomes import outcome_pages
from .page import Page
from .plan import plan_page
from .reference import reference_page
from .reports import report_pages, shown_reports
from .rules import rule_pages
from .showing import Showing
from .statements import statement_pages
from .suggestions import Suggestions
from .tracker import tracker_pages
from .tried import tried_page


Keep = Callable[[str, Callable[[], Page]], Page]


def make_now(key: str, make: Callable[[], Page]) -> Page:
    """The page, made now: nothing is kept."""
    return make()


def pages(showing: Showing, today: date, keep: Keep = make_now, *, papers: bool = False, form: bool = False) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file.

    Dated pages never change, so `keep` may have one of them from before, under its key. With `papers`, the pages of
    plans as they are now have a place for a link to a PDF. With `form`, the site has the form at /edit/, and plans lead into it.
    """
    content = showing.content
    lines = {plan.source.path: plan.lines for plan in (showing.working or content).plans}
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1), lines, form)
    directory = Directory(content)
    said = Suggestions(content, origin, directory, today, frozenset(edition.id for edition in showing.editions))
    made = [home_page(showing), plans_page(content), *find_pages(content), search_page(content)]
    owed, reports = duties(content, today), shown_reports(content, draft=showing.draft)
    in_calendars = frozenset(event.plan for event in events(content, owed, None))
    made.append(meetings_page(content, directory, today, in_calendars))
    for plan in content.plans:
        past = showing.pasts.get(plan.slug)
        mine = [duty for duty in owed if duty.plan == plan.slug]
        mine_too = [one for one in reports if one.model.area == plan.model.area]
        kept = Panel(mine, f"calendar/{plan.slug}.ics" if plan.slug in in_calendars else "", mine_too) if mine or mine_too else None
        made.append(plan_page(plan, content, directory, origin, today, past, said.shown("../../", plan.slug), kept=kept, draft=showing.draft, paper=papers))
        if past:
            made += plan_history(plan, past, directory, removed_from(plan, past, origin.settings.withheld)) + moved_plan(past)
    made += guide_pages(content, directory, origin, today, showing.guide_pasts, draft=showing.draft)
    made += election_pages(showing, origin, directory) + said.pages() + report_pages(content, draft=showing.draft, paper=papers)
    made += view_pages(showing, today)
    return [*made, *_past_pages(showing, keep), reference_page(), *rule_pages(), tried_page(), *statement_pages(content, directory, origin)]


def view_pages(showing: Showing, today: date) -> list[Page]:
    """The views over all areas: progress, money, outcomes and open data."""
    content = showing.content
    directory = Directory(content)
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1))
    return tracker_pages(showing, today) + money_pages(content, directory, today) + outcome_pages(content, directory) + data_pages(showing, origin)


def _past_pages(showing: Showing, keep: Keep) -> list[Page]:
    """What was published so far: each document as it stood in each edition, those that are gone, the editions as a whole."""
    if not showing.editions:
        return []
    settings = showing.content.settings
    withheld = settings.model.withheld if settings else ()
    directories = {edition.id: Directory(edition.content) for edition in showing.editions}
    made = []
    for pasts, shown, page_of in ((showing.pasts, showing.content.plans, plan_page), (showing.guide_pasts, showing.content.guides, guide_page)):
        slugs = {document.slug for document in shown}
        for slug, past in pasts.items():
            if slug not in slugs:
                made += gone(past)
            elif past.folder == "guides":
                made.append(history_page(past.title, past, []))
            for step in past.steps:
                made.append(keep(key(past, step, withheld), lambda past=past, step=step, page_of=page_of: dated_page(past, step, page_of, directories[step.edition.id])))
    return made + edition_pages(showing)
