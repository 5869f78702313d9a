"""All pages of the site, from what was read."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import TypeVar

from ..content.documents import Document
from ..model.plan import Plan
from ..model.settings import Settings
from ..reckoning.duties import duties
from ..reckoning.events import events
from .archive import Keys, key
from .data import data_page, fields_page
from .elections import election_pages
from .find import find_pages, search_page
from .guide import guide_page, guide_pages
from .history import dated_page, edition_pages, gone, history_page, moved_plan, plan_history, removed_from, removed_from_guide
from .home import home_page, plans_page
from .jobs import Job, Maker, key_of, make_now
from .kept import Panel
from .meetings import meetings_page
from .money import money_pages
from .names import Directory
from .origin import Origin
from .outcomes import outcome_pages
from .page import Page
from .past import Past, Step
from .plan import plan_page
from .reference import reference_page
from .reports import report_pages, shown_reports
from .rules import rule_pages
from .showing import Showing
from .statements import statement_pages
from .suggestions import Suggestions
from .tracker import tracker_jobs
from .tried import tried_page

T = TypeVar("T")


def pages(showing: Showing, today: date, do: Maker = make_now, *, papers: bool = False, form: bool = False) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file.

    `do` makes them, and may have some from before. With `papers`, the pages of plans as they are now have a place for a
    link to a PDF. With `form`, the site has the form at /edit/, and plans lead into it.
    """
    return do(page_jobs(showing, today, papers=papers, form=form))


def page_jobs(showing: Showing, today: date, *, papers: bool, form: bool) -> Iterator[Job]:
    """What must be done for every page. What is about one document has a key, and what is about none; what looks at all of them is made each time, but for tables of the tracker."""
    content = showing.content
    lines = {plan.source.path: plan.lines for plan in (showing.working or content).plans}
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1), lines, form)
    directory, keys = Directory(content), Keys(showing, today, papers, form)
    said = Suggestions(content, origin, directory, today, frozenset(edition.id for edition in showing.editions))
    owed, reports = duties(content, today), shown_reports(content, draft=showing.draft)
    owed_by, reports_on = grouped(owed, lambda duty: duty.plan), grouped(reports, lambda one: one.model.area)
    in_calendars = frozenset(event.plan for event in events(content, owed, None))
    yield _always(lambda: [home_page(showing), plans_page(showing), *find_pages(content), search_page(content), meetings_page(content, directory, today, in_calendars)])

    def plan_pages(plan: Document[Plan]) -> list[Page]:
        past = showing.pasts.get(plan.slug)
        mine, told = owed_by.get(plan.slug, []), reports_on.get(plan.model.area, [])
        kept = Panel(mine, f"calendar/{plan.slug}.ics" if plan.slug in in_calendars else "", told) if mine or told else None
        page = plan_page(plan, content, directory, origin, today, past, said.shown("../../", plan.slug), kept=kept, draft=showing.draft, paper=papers)
        return [page] if past is None else [page, *plan_history(plan, past, directory, removed_from(plan, past, origin.settings.withheld)), *moved_plan(past)]

    for plan in content.plans:
        yield Job(keys.of(plan, "plan"), partial(plan_pages, plan))
    yield _always(lambda: guide_pages(content, directory, origin, today, showing.guide_pasts, draft=showing.draft) + election_pages(showing, origin, directory) + said.pages())
    for plan in content.plans if origin.can_write else ():
        yield Job(keys.of(plan, "form"), partial(said.form, plan))
    yield _always(lambda: report_pages(content, draft=showing.draft, paper=papers))
    yield from view_jobs(showing, today)
    yield from _past_jobs(showing)
    # Of this program alone, which is a part of every key.
    yield Job(key_of("reference"), lambda: [reference_page(), *rule_pages(), tried_page()])
    yield _always(lambda: statement_pages(content, directory, origin))


def view_jobs(showing: Showing, today: date) -> Iterator[Job]:
    """What must be done for the views over all areas: progress, money, outcomes and open data."""
    content = showing.content
    directory = Directory(content)
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1))
    yield from tracker_jobs(showing, today)
    yield _always(lambda: money_pages(content, directory, today) + outcome_pages(content, directory) + [data_page(showing, origin)])
    yield Job(key_of("fields"), lambda: [fields_page()])


def grouped(things: Iterable[T], by: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    """Things that belong together, each in their order."""
    found: dict[Hashable, list[T]] = {}
    for one in things:
        found.setdefault(by(one), []).append(one)
    return found


def _always(make: Callable[[], list[Page]]) -> Job:
    return Job("", make)


def _past_jobs(showing: Showing) -> Iterator[Job]:
    """What was published so far: each document as it stood in each edition, those that are gone, the editions as a whole."""
    if not showing.editions:
        return
    withheld = showing.content.withheld
    directory = cache(lambda number: Directory(showing.editions[number].content))
    numbers = {edition.id: number for number, edition in enumerate(showing.editions)}

    def old_page(past: Past, step: Step, page_of: Callable[..., Page]) -> list[Page]:
        return [dated_page(past, step, page_of, directory(numbers[step.edition.id]))]

    for pasts, shown, page_of in ((showing.pasts, showing.content.plans, plan_page), (showing.guide_pasts, showing.content.guides, guide_page)):
        slugs = {document.slug for document in shown}
        for slug, past in pasts.items():
            if slug not in slugs:
                yield _always(partial(gone, past))
            elif past.folder == "guides":
                yield _always(lambda past=past: [history_page(past.title, past, removed_from_guide(past, withheld))])
            for step in past.steps:
                yield Job(key(past, step, withheld), partial(old_page, past, step, page_of))
    yield _always(partial(edition_pages, showing))
