"""Renders the pages of reports, each from its own file alone, so that it does not change when a plan does."""

from ..content.documents import Content, Document
from ..i18n import _
from ..model.report import Report
from ..source.markdown import render_document_markdown as render_text
from .page import Heading, Page
from .plan_page import PAPER
from .render import render


def shown_reports(content: Content, *, draft: bool) -> list[Document[Report]]:
    """The presented reports, newest first; in a draft also the others, before them."""
    found = [one for one in content.reports if draft or one.model.presented]
    by_name = sorted(found, key=lambda one: one.slug)
    return sorted(
        by_name,
        key=lambda one: (one.model.presented is None, one.model.presented or one.model.as_of),
        reverse=True,
    )


def report_pages(content: Content, *, draft: bool, paper: bool = False) -> list[Page]:
    """The list of reports, and a page for each."""
    found = shown_reports(content, draft=draft)
    areas = {area.id: area.name for area in content.required_council.areas}
    body = render("reports", reports=found, areas=areas)
    return [
        Page(
            "reports/",
            "reports",
            _("Reports"),
            body,
            _("Quarterly updates and annual reports on the community plans."),
            "reports/",
        ),
        *(report_page(one, paper=paper) for one in found),
    ]


def report_page(document: Document[Report], *, paper: bool = False) -> Page:
    """The page of a report. With `paper` it has a place for the link to its PDF."""
    report, rendered = document.model, render_text(document.body)
    body = render(
        "report",
        report=report,
        text=rendered.html,
        sections=rendered.sections,
        slug=document.slug,
        paper=PAPER if paper else "",
    )
    headings = tuple(Heading(s.level, s.id, s.text) for s in rendered.sections)
    return Page(
        f"reports/{document.slug}/",
        "report",
        report.title,
        body,
        f"{report.kind.label}, {report.publisher}.",
        "reports/",
        index=report.presented is not None,
        headings=headings,
    )
