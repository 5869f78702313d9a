"""All pages of the site, from what was read."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import TypeVar

from ..content.documents import Document
from ..model.plan import Plan
from ..model.settings import Settings
from ..derived.obligations import obligations
from ..derived.calendar_events import calendar_events
from .cache_keys import CacheKeys, key
from .data_pages import data_page, fields_page
from .pre_election_pages import election_pages
from .find_pages import find_pages, search_page
from .guide_pages import guide_page, guide_pages
from .history_pages import dated_page, edition_pages, gone, history_page, moved_plan, plan_history, removed_from, removed_from_guide
from .home_pages import home_page, plans_page
from .tasks import Maker, Task, run_task, task_key
from .obligations_panel import ObligationsPanel
from .meetings_page import meetings_page
from .money_pages import money_pages
from .references import ReferenceDirectory
from .source_links import SourceLinks
from .outcome_pages import outcome_pages
from .page import Page
from .document_history import DocumentHistory, Revision
from .plan_page import plan_page
from .reference_page import reference_page
from .report_pages import report_pages, shown_reports
from .rule_pages import rule_pages
from .render_context import RenderContext
from .statement_pages import statement_pages
from .suggestion_pages import Suggestions
from .tracker_pages import tracker_jobs
from .safety_record import tried_page

T = TypeVar("T")


def pages(showing: RenderContext, today: date, do: Maker = run_task, *, papers: bool = False, form: bool = False) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file.

    `do` makes them, and may have some from before. With `papers`, the pages of plans as they are now have a place for a
    link to a PDF. With `form`, the site has the form at /edit/, and plans lead into it.
    """
    return do(page_jobs(showing, today, papers=papers, form=form))


def page_jobs(showing: RenderContext, today: date, *, papers: bool, form: bool) -> Iterator[Task]:
    """What must be done for every page. What is about one document has a key, and what is about none; what looks at all of them is made each time, but for tables of the tracker."""
    content = showing.content
    lines = {plan.source.path: plan.lines for plan in (showing.working or content).plans}
    origin = SourceLinks(content.settings.model if content.settings else Settings(schema_version=1), lines, form)
    directory, keys = ReferenceDirectory(content), CacheKeys(showing, today, papers, form)
    said = Suggestions(content, origin, directory, today, frozenset(edition.id for edition in showing.editions))
    owed, reports = obligations(content, today), shown_reports(content, draft=showing.draft)
    owed_by, reports_on = grouped(owed, lambda duty: duty.plan), grouped(reports, lambda one: one.model.area)
    in_calendars = frozenset(event.plan for event in calendar_events(content, owed, None))
    yield _always(lambda: [home_page(showing), plans_page(showing), *find_pages(content), search_page(content), meetings_page(content, directory, today, in_calendars)])

    def plan_pages(plan: Document[Plan]) -> list[Page]:
        past = showing.pasts.get(plan.slug)
        mine, told = owed_by.get(plan.slug, []), reports_on.get(plan.model.area, [])
        kept = ObligationsPanel(mine, f"calendar/{plan.slug}.ics" if plan.slug in in_calendars else "", told) if mine or told else None
        page = plan_page(plan, content, directory, origin, today, past, said.shown("../../", plan.slug), kept=kept, draft=showing.draft, paper=papers)
        return [page] if past is None else [page, *plan_history(plan, past, directory, removed_from(plan, past, origin.settings.withheld)), *moved_plan(past)]

    for plan in content.plans:
        yield Task(keys.of(plan, "plan"), partial(plan_pages, plan))
    yield _always(lambda: guide_pages(content, directory, origin, today, showing.guide_pasts, draft=showing.draft) + election_pages(showing, origin, directory) + said.pages())
    for plan in content.plans if origin.can_write else ():
        yield Task(keys.of(plan, "form"), partial(said.form, plan))
    yield _always(lambda: report_pages(content, draft=showing.draft, paper=papers))
    yield from view_jobs(showing, today)
    yield from _past_jobs(showing)
    # Of this program alone, which is a part of every key.
    yield Task(task_key("reference"), lambda: [reference_page(), *rule_pages(), tried_page()])
    yield _always(lambda: statement_pages(content, directory, origin))


def view_jobs(showing: RenderContext, today: date) -> Iterator[Task]:
    """What must be done for the views over all areas: progress, money, outcomes and open data."""
    content = showing.content
    directory = ReferenceDirectory(content)
    origin = SourceLinks(content.settings.model if content.settings else Settings(schema_version=1))
    yield from tracker_jobs(showing, today)
    yield _always(lambda: money_pages(content, directory, today) + outcome_pages(content, directory) + [data_page(showing, origin)])
    yield Task(task_key("fields"), lambda: [fields_page()])


def grouped(things: Iterable[T], by: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    """Things that belong together, each in their order."""
    found: dict[Hashable, list[T]] = {}
    for one in things:
        found.setdefault(by(one), []).append(one)
    return found


def _always(make: Callable[[], list[Page]]) -> Task:
    return Task("", make)


def _past_jobs(showing: RenderContext) -> Iterator[Task]:
    """What was published so far: each document as it stood in each edition, those that are gone, the editions as a whole."""
    if not showing.editions:
        return
    withheld = showing.content.withheld
    directory = cache(lambda number: ReferenceDirectory(showing.editions[number].content))
    numbers = {edition.id: number for number, edition in enumerate(showing.editions)}

    def old_page(past: DocumentHistory, step: Revision, page_of: Callable[..., Page]) -> list[Page]:
        return [dated_page(past, step, page_of, directory(numbers[step.edition.id]))]

    for pasts, shown, page_of in ((showing.pasts, showing.content.plans, plan_page), (showing.guide_pasts, showing.content.guides, guide_page)):
        slugs = {document.slug for document in shown}
        for slug, past in pasts.items():
            if slug not in slugs:
                yield _always(partial(gone, past))
            elif past.folder == "guides":
                yield _always(lambda past=past: [history_page(past.title, past, removed_from_guide(past, withheld))])
            for step in past.steps:
                yield Task(key(past, step, withheld), partial(old_page, past, step, page_of))
    yield _always(partial(edition_pages, showing))
