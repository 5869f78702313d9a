"""Renders the plans and reports of a site as PDFs, and adds links to them to their pages."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..content.documents import Document
from ..i18n import use_language
from ..model.plan import Plan
from ..model.settings import Settings
from ..site.page import SiteFile
from ..site.pdf import PdfJob, report_sheet, set_sheet, sheet
from ..site.plan_page import with_pdf_link
from ..site.report_pages import report_page
from ..site.tasks import Task
from ..source.errors import UsageError
from .pipeline import Site, examine, forget_redacted, language_of
from .runner import Runner

# The disk or the user's quota is full: no other PDF could be written either.
FULL = (errno.ENOSPC, errno.EDQUOT)


def with_pdfs(found: Site, runner: Runner | None = None) -> Site:
    """The site with a PDF for each plan and each report, and a link to it on its page.

    A page whose PDF cannot be rendered has no link, and `notes` of the result says why.
    """
    settings = found.content.settings
    plans = {f"plans/{plan.slug}/": plan for plan in found.showing.content.plans}
    with use_language(language_of(found.content)):
        return _with_pdfs(found, settings, plans, runner or Runner())


def _with_pdfs(
    found: Site, settings: Document[Settings] | None, plans: dict[str, Document[Plan]], runner: Runner
) -> Site:
    sheets = [
        sheet(
            plans[page.address],
            with_pdf_link(page, None),
            found.showing,
            settings.model.url if settings else None,
        )
        for page in found.pages
        if page.kind == "plan" and page.address in plans
    ]
    reports = {f"reports/{one.slug}/": one for one in found.showing.content.reports}
    sheets += [
        report_sheet(
            reports[page.address],
            with_pdf_link(page, None),
            settings.model.url if settings else None,
            found.content.notice,
        )
        for page in found.pages
        if page.kind == "report"
    ]
    notes: list[str] = []
    try:
        files = list(_all(sheets, notes, runner))
    except UsageError as refused:
        files = []
        notes.append(str(refused))
    sizes = {asset.address.rpartition("/")[0] + "/": asset for asset in files}
    pages = [
        with_pdf_link(page, sizes.get(page.address)) if page.kind in ("plan", "report") else page
        for page in found.pages
    ]
    return replace(found, pages=pages, files=tuple(files), notes=(*found.notes, *notes))


def report_pdf(root: Path, name: str, today: date) -> bytes | str:
    """The PDF of one report, as bytes; or a sentence that says why there is none."""
    content = examine(root, today).content
    forget_redacted(content.withheld)
    report = next((one for one in content.reports if one.slug == name), None)
    if report is None:
        return f"reports/{name}.md cannot be read, so it has no PDF. Run: plans check"
    notes: list[str] = []
    try:
        with use_language(language_of(content)):
            files = list(
                _all(
                    [
                        report_sheet(
                            report,
                            report_page(report),
                            content.settings.model.url if content.settings else None,
                            content.notice,
                        )
                    ],
                    notes,
                    Runner(),
                )
            )
    except UsageError as refused:
        return str(refused)
    return files[0].content if files else notes[0]


def _all(sheets: list[PdfJob], notes: list[str], runner: Runner) -> Iterator[SiteFile]:
    """The PDFs that can be rendered, from the store where possible; `notes` gets a sentence for each other."""
    tasks = [Task("pdf", one.key, try_render_pdf, (one,), "bytes") for one in sheets]
    for one, made in zip(sheets, runner.run(tasks, least=2), strict=True):
        if isinstance(made, bytes):
            yield SiteFile(one.address, made)
        else:
            notes.append(f"{one.address} could not be made: {made}. Its page is complete without it.")


def try_render_pdf(one: PdfJob) -> bytes | str:
    """The PDF, as bytes; or what went wrong with this one, as text.

    Raises:
        UsageError: This machine cannot render PDFs.
        OSError: The disk is full.
    """
    try:
        return set_sheet(one)
    except UsageError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        # An error of the library in one plan must not stop the others, or the build.
        return f"{type(error).__name__}: {error}"[:200]
