"""All pages of the site, from what was read."""

from collections.abc import Callable
from datetime import date

from ..model.settings import Settings
from .archive import key
from .elections import election_pages
from .find import find_pages, search_page
from .guide import guide_page, guide_pages
from .history import dated_page, edition_pages, gone, history_page, moved_plan, plan_history, removed_from
from .home import home_page, plans_page
from .names import Directory
from .origin import Origin
from .page import Page
from .plan import plan_page
from .reference import reference_page
from .rules import rule_pages
from .showing import Showing
from .statements import statement_pages
from .suggestions import Suggestions


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
    for plan in content.plans:
        past = showing.pasts.get(plan.slug)
        made.append(plan_page(plan, content, directory, origin, today, past, said.shown("../../", plan.slug), draft=showing.draft, paper=papers))
        if past:
            made += plan_history(plan, past, directory, removed_from(plan, past, origin.settings.withheld)) + moved_plan(past)
    made += guide_pages(content, directory, origin, today, showing.guide_pasts, draft=showing.draft)
    made += election_pages(showing, origin, directory) + said.pages()
    return [*made, *_past_pages(showing, keep), reference_page(), *rule_pages(), *statement_pages(content, directory, origin)]


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
