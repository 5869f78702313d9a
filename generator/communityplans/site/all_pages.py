"""Lists the tasks that render all pages of the site."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from ..content.documents import Content, Document
from ..derived.calendar_events import calendar_events
from ..derived.obligations import Obligation, obligations
from ..model.plan import Plan
from ..model.report import Report
from ..model.settings import Settings, Withheld
from .cache_keys import CacheKeys, key
from .data_pages import data_page, fields_page
from .document_history import DocumentHistory, Revision
from .find_pages import find_pages, search_page
from .guide_pages import guide_page, guide_pages
from .history_pages import (
    dated_page,
    edition_pages,
    gone,
    history_page,
    moved_plan,
    plan_history,
    removed_from,
    removed_from_guide,
)
from .home_pages import home_page, plans_page
from .meetings_page import meetings_page
from .money_pages import money_pages
from .obligations_panel import ObligationsPanel
from .outcome_pages import outcome_pages
from .page import Page, SiteFile
from .plan_page import plan_page
from .pre_election_pages import election_pages
from .reference_page import reference_page, rule_pages
from .references import ReferenceDirectory, sources_on_about
from .render_context import RenderContext
from .report_pages import report_pages, shown_reports
from .source_links import SourceLinks
from .statement_pages import statement_pages, tried_page
from .suggestion_pages import Suggestions
from .tasks import Run, Task, run_now, task_key
from .tracker_pages import tracker_jobs

T = TypeVar("T")


@dataclass(frozen=True)
class PageBuilder:
    """Renders the pages of a site. Its methods are the functions of tasks, so that any worker can run them.

    With `papers`, the current pages of plans have a place for a link to a PDF. With `form`, the site has the
    form at /edit/, and plans link to it.
    """

    context: RenderContext
    today: date
    papers: bool = False
    form: bool = False

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in ("context", "today", "papers", "form")}

    @property
    def content(self) -> Content:
        """The shown content."""
        return self.context.content

    @cached_property
    def links(self) -> SourceLinks:
        """Links to the source and to the council."""
        lines = {plan.source.path: plan.lines for plan in (self.context.working or self.content).plans}
        settings = self.content.settings.model if self.content.settings else Settings(schema_version=1)
        return SourceLinks(settings, lines, self.form)

    @cached_property
    def directory(self) -> ReferenceDirectory:
        """The names of the things that ids refer to."""
        return ReferenceDirectory(self.content)

    @cached_property
    def suggestions(self) -> Suggestions:
        """The suggestions of residents."""
        editions = frozenset(edition.id for edition in self.context.editions)
        return Suggestions(self.content, self.links, self.directory, self.today, editions)

    @cached_property
    def owed(self) -> list[Obligation]:
        """The obligations of all plans on the day of the build."""
        return obligations(self.content, self.today)

    @cached_property
    def in_calendars(self) -> frozenset[str]:
        """The plans that have a calendar."""
        return frozenset(event.plan for event in calendar_events(self.content, self.owed, None))

    @cached_property
    def _owed_by_plan(self) -> dict[Hashable, list[Obligation]]:
        return grouped(self.owed, lambda one: one.plan)

    @cached_property
    def _reports_by_area(self) -> dict[Hashable, list[Document[Report]]]:
        return grouped(shown_reports(self.content, draft=self.context.draft), lambda one: one.model.area)

    @cached_property
    def _old_directories(self) -> dict[str, ReferenceDirectory]:
        return {}

    def tasks(self) -> Iterator[Task]:
        """The tasks for all pages, in the order of the site map.

        Tasks for one document have a key, so their results are stored; so have tasks that depend on the
        program alone. Overviews of all documents are rendered in each build, except for the tracker's tables.
        """
        keys = CacheKeys(self.context, self.today, self.papers, self.form)
        yield Task("overview pages", "", self.overview_pages)
        for plan in self.content.plans:
            yield Task("plan pages", keys.of(plan, "plan"), self.plan_pages, (plan,))
        yield Task("guide pages", "", self.guide_pages)
        for plan in self.content.plans if self.links.can_write else ():
            yield Task("paper form", keys.of(plan, "form"), self.form_page, (plan,))
        yield Task("report pages", "", self.report_pages)
        yield from view_tasks(self.context, self.today)
        yield from self._past_tasks()
        # Depends on the program alone, which is part of every key.
        yield Task("reference pages", task_key("reference"), reference_pages)
        yield Task("statement pages", "", self.statement_pages)

    def overview_pages(self) -> list[Page]:
        """Home, the list of plans, the finder, search, and meetings."""
        meetings = meetings_page(self.content, self.directory, self.today, self.in_calendars)
        found = find_pages(self.content)
        return [
            home_page(self.context, self.today),
            plans_page(self.context, self.today),
            *found,
            search_page(self.content),
            meetings,
        ]

    def plan_pages(self, plan: Document[Plan]) -> list[Page]:
        """The page of a plan as it is now, its history, and its former addresses."""
        past = self.context.pasts.get(plan.slug)
        owed, reports = self._owed_by_plan.get(plan.slug, []), self._reports_by_area.get(plan.model.area, [])
        calendar = f"calendar/{plan.slug}.ics" if plan.slug in self.in_calendars else ""
        panel = ObligationsPanel(owed, calendar, reports) if owed or reports else None
        page = plan_page(
            plan,
            self.content,
            self.directory,
            self.links,
            self.today,
            past,
            self.suggestions.shown("../../", plan.slug),
            kept=panel,
            draft=self.context.draft,
            paper=self.papers,
        )
        if past is None:
            return [page]
        removed = removed_from(plan, past, self.links.settings.withheld)
        return [page, *plan_history(plan, past, self.directory, removed), *moved_plan(past)]

    def guide_pages(self) -> list[Page]:
        """Guides, pre-election periods, and suggestions."""
        guides = guide_pages(
            self.content,
            self.directory,
            self.links,
            self.today,
            self.context.guide_pasts,
            draft=self.context.draft,
        )
        return guides + election_pages(self.context, self.links, self.directory) + self.suggestions.pages()

    def form_page(self, plan: Document[Plan]) -> list[Page]:
        """The paper form for suggestions about a plan."""
        return self.suggestions.form(plan)

    def report_pages(self) -> list[Page]:
        """Reports for committees."""
        return report_pages(self.content, draft=self.context.draft, paper=self.papers)

    def statement_pages(self) -> list[Page]:
        """About, accessibility, privacy, and the not-found page."""
        return statement_pages(self.content, self.directory, self.links)

    def old_page(self, past: DocumentHistory, step: Revision, page_of: Callable[..., Page]) -> list[Page]:
        """A document as an edition published it."""
        if step.edition.id not in self._old_directories:
            about = sources_on_about(self.content)
            self._old_directories[step.edition.id] = ReferenceDirectory(
                step.edition.content, "../../../", about, self.content.publisher
            )
        return [dated_page(past, step, page_of, self._old_directories[step.edition.id])]

    def _past_tasks(self) -> Iterator[Task]:
        """The tasks for published versions: each document in each edition in which it changed, removed
        documents, and the editions themselves.
        """
        if not self.context.editions:
            return
        withheld = self.content.withheld
        # What stands on the page about the site today decides which sources old pages can link to.
        about = sorted(sources_on_about(self.content))
        for pasts, shown, page_of in (
            (self.context.pasts, self.content.plans, plan_page),
            (self.context.guide_pasts, self.content.guides, guide_page),
        ):
            slugs = {document.slug for document in shown}
            for slug, past in pasts.items():
                if slug not in slugs:
                    yield Task("removed document", "", gone, (past,))
                elif past.folder == "guides":
                    yield Task("guide history", "", guide_history_page, (past, withheld))
                for step in past.steps:
                    dated = task_key(key(past, step, withheld), about, self.content.publisher)
                    yield Task("dated page", dated, self.old_page, (past, step, page_of))
        yield Task("edition pages", "", edition_pages, (self.context,))


def pages(
    showing: RenderContext, today: date, run: Run = run_now, *, papers: bool = False, form: bool = False
) -> list[Page]:
    """Render every page, in the order of the site map.

    Args:
        showing: What is shown; content without errors, with its council file.
        today: The day of the build.
        run: Runs the tasks, or takes their results from the store.
        papers: Whether the site has PDFs.
        form: Whether the site has the form at /edit/.
    """
    return [page for made in run(PageBuilder(showing, today, papers, form).tasks()) for page in made]


def guide_history_page(past: DocumentHistory, withheld: tuple[Withheld, ...]) -> list[Page]:
    """The history of a guide page."""
    return [history_page(past.title, past, removed_from_guide(past, withheld))]


def reference_pages() -> list[Page]:
    """The reference of fields, the pages of the checks, and the record of tests."""
    return [reference_page(), *rule_pages(), tried_page()]


def field_pages() -> list[Page]:
    """The reference of the open data's fields."""
    return [fields_page()]


def view_tasks(showing: RenderContext, today: date) -> Iterator[Task]:
    """The tasks for the pages about all areas: progress, money, outcomes and open data."""
    yield from tracker_jobs(showing, today)
    yield Task("money, outcomes and data pages", "", view_pages, (showing, today))
    yield Task("field pages", task_key("fields"), field_pages)


def view_pages(showing: RenderContext, today: date) -> list[Page]:
    """The pages of money, outcomes and open data."""
    content, directory = showing.content, ReferenceDirectory(showing.content)
    links = SourceLinks(content.settings.model if content.settings else Settings(schema_version=1))
    return [
        *money_pages(content, directory, today),
        *outcome_pages(content, directory),
        data_page(showing, links),
    ]


def grouped(things: Iterable[T], by: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    """Group `things` by a key; the order within a group is kept."""
    found: dict[Hashable, list[T]] = {}
    for one in things:
        found.setdefault(by(one), []).append(one)
    return found


# The site map for search engines (https://www.sitemaps.org/protocol.html).


def sitemap(pages: list[Page], url: str) -> SiteFile:
    """The site map of a site at the public address `url`: every page that search engines may list."""
    rows = "".join(
        f"  <url><loc>{escape(urljoin(url, page.address))}</loc></url>\n"
        for page in pages
        if page.index and page.canonical is None
    )
    return SiteFile(
        "sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset'
        f' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'.encode(),
    )
