"""The plans of a site as PDFs: which are kept from before, which must be set, and the links to them.

What was set is kept under its key in the cache of this user (`website/cache`).
"""

import errno
import hashlib
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from threading import current_thread, main_thread

from ..content.documents import Document
from ..site.pdf import PdfJob, report_sheet, set_sheet, sheet
from ..model.plan import Plan
from ..model.settings import Settings, Withheld
from ..site.page import SiteFile
from ..site.plan_page import with_pdf_link
from ..site.report_pages import report_page
from ..i18n import use_language
from ..source.errors import UsageError
from .cache import cache, keep, kept, put, tidy
from .pipeline import Site, examine, language_of

# From so many PDFs on it pays to start more processes, each of which must load the font and the library.
MANY = 6
# So many PDFs stay in the cache, the newest; a council with 70 plans keeps about 20 editions.
KEPT = 1500
# The disk is full, or this user's share of it: not the fault of one plan.
FULL = (errno.ENOSPC, errno.EDQUOT)


def with_pdfs(found: Site) -> Site:
    """The site with a PDF for each plan and each report, and a link to it on its page.

    Where this machine cannot make them, or one cannot be made, the pages stay without a link and `notes` says why.
    """
    forget_papers(found.content.withheld)
    settings = found.content.settings
    plans = {f"plans/{plan.slug}/": plan for plan in found.showing.content.plans}
    with use_language(language_of(found.content)):
        return _with_papers(found, settings, plans)


def _with_papers(found: Site, settings: Document[Settings] | None, plans: dict[str, Document[Plan]]) -> Site:
    sheets = [sheet(plans[page.address], with_pdf_link(page, None), found.showing, settings.model.url if settings else None)
              for page in found.pages if page.kind == "plan" and page.address in plans]
    reports = {f"reports/{one.slug}/": one for one in found.showing.content.reports}
    sheets += [report_sheet(reports[page.address], with_pdf_link(page, None), settings.model.url if settings else None) for page in found.pages if page.kind == "report"]
    notes = []
    try:
        files = list(_all(sheets, notes))
    except UsageError as refused:
        files = []
        notes.append(str(refused))
    sizes = {asset.address.rpartition("/")[0] + "/": asset for asset in files}
    pages = [with_pdf_link(page, sizes.get(page.address)) if page.kind in ("plan", "report") else page for page in found.pages]
    return replace(found, pages=pages, files=tuple(files), notes=(*found.notes, *notes))


def forget_papers(places: Iterable[Withheld]) -> None:
    """Remove every PDF from the cache if one of these places was taken down since it was last asked: their words may stand in any of them.

    A PDF is packed, so that nobody can look for words in it quickly; each is made again when it is next wanted.
    """
    said = sorted(repr(place) for place in places)
    if not said:
        return
    home = cache("pdf")
    mark = home / f"withheld-{hashlib.sha256(chr(0).join(said).encode('utf-8', 'surrogatepass')).hexdigest()}"
    if mark.exists():
        return
    for old in home.glob("*.pdf") if home.is_dir() else ():
        with suppress(OSError):
            old.unlink(missing_ok=True)
    put(mark, b"")


def report_pdf(root: Path, name: str, today: date) -> bytes | str:
    """The PDF of a report on its own, or why there is none."""
    content = examine(root, today).content
    forget_papers(content.withheld)
    report = next((one for one in content.reports if one.slug == name), None)
    if report is None:
        return f"reports/{name}.md cannot be read, so it has no PDF. Run: plans check"
    notes: list[str] = []
    try:
        with use_language(language_of(content)):
            files = list(_all([report_sheet(report, report_page(report), content.settings.model.url if content.settings else None)], notes))
    except UsageError as refused:
        return str(refused)
    return files[0].content if files else notes[0]


def _all(sheets: list[PdfJob], notes: list[str]) -> Iterator[SiteFile]:
    """The PDF of each sheet that can be set, from the cache where it is there."""
    home = cache("pdf")
    paths = {one: home / f"{one.key}.pdf" for one in sheets}
    papers = {one: kept(path) for one, path in paths.items()}
    missing = [one for one in sheets if papers[one] is None]
    for one, made in zip(missing, _set(missing), strict=True):
        if isinstance(made, bytes):
            papers[one] = made
            keep(paths[one], made)
        else:
            notes.append(f"{one.address} could not be made: {made}. Its page is complete without it.")
    if missing:
        tidy(home, "*.pdf", KEPT)
    return (SiteFile(one.address, made) for one, made in papers.items() if made is not None)


def _set(sheets: list[PdfJob]) -> Iterator[bytes | str]:
    """The PDF of each sheet, or why there is none; in several processes where there are many."""
    if len(sheets) < MANY or (os.cpu_count() or 1) == 1:
        return map(try_render_pdf, sheets)
    try:
        with ProcessPoolExecutor(min(os.cpu_count() or 1, 8), mp_context=get_context("spawn")) as pool:
            with _left_to_us():
                answers = pool.map(try_render_pdf, sheets)
            return iter(list(answers))
    except BrokenProcessPool as error:
        raise ChildProcessError("A process that made PDFs was ended from outside, perhaps because the memory was full. The old site is as it was") from error


@contextmanager
def _left_to_us() -> Iterator[None]:
    """Processes that start meanwhile do not hear Ctrl+C, which a terminal sends to all: this one ends them, and says one word."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def try_render_pdf(one: PdfJob) -> bytes | str:
    """The PDF of a sheet, or what went wrong with this one. Raises Refused where none can be made at all."""
    try:
        return set_sheet(one)
    except UsageError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        # A fault of the library in one plan must not take the others, or the site, with it.
        return f"{type(error).__name__}: {error}"[:200]
