"""Renders the page of a plan or a report as an accessible PDF (PDF/UA-1, ISO 14289-1) with WeasyPrint.

The same content gives the same bytes: dates and the file's identifier come from the content. Only files of
this package are used, and no network.
"""

import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urljoin

import fontpkg_public_sans
from markupsafe import Markup

from ..content.documents import Document
from ..i18n import _
from ..model.dates import display_day
from ..model.plan import Plan
from ..model.report import Report
from ..source.errors import UsageError
from .page import Page
from .render import render
from .render_context import RenderContext
from .status_icons import drawings

FONT = Path(fontpkg_public_sans.__file__).parent / "files" / "PublicSans[wght].ttf"
MISSING = (
    "No PDFs were made: {why}. The pages are complete without them. WeasyPrint makes them, and needs Pango: "
    "on Debian and Ubuntu, apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
)

# A relative link, which works only on the site.
_NEAR = re.compile(r'<a href="(?!#|https?:|mailto:|tel:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_DRAWN = re.compile(r'(<svg [^>]*aria-label="([^"]*)"[^>]*>)')
# A list of facts: in a tagged PDF the children of a list must be its items, so each fact becomes a line.
_FACTS = {
    "<dt>": '<span class="t">',
    "</dt>": "</span> ",
    "<dd>": '<span class="v">',
    "</dd>": "</span>",
    "</dl>": "</div>",
}
_DL = re.compile(r"<dl\b")


@dataclass(frozen=True)
class PdfJob:
    """A document ready to be rendered: the address of its PDF, its HTML, and its day."""

    address: str
    html: str
    day: date

    @property
    def key(self) -> str:
        """A hash of everything that the PDF depends on: the HTML, the styles, the font, and the libraries."""
        made_with = (
            version("weasyprint"),
            version("fonttools"),
            version("pydyf"),
            Path(__file__).read_text(encoding="utf-8"),
            _styles(),
        )
        parts = (
            self.html,
            *made_with,
            *(str(mark) for mark in drawings().values()),
            hashlib.sha256(FONT.read_bytes()).hexdigest(),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def sheet(plan: Document[Plan], page: Page, showing: RenderContext, url: str | None) -> PdfJob:
    """The document of a plan, from its rendered page. With the public address `url` of the site, links lead
    there; without, only links within the document remain.
    """
    council = showing.content.required_council
    past = None if showing.draft else showing.pasts.get(plan.slug)
    edition = past.latest.edition if past and past.latest else None
    day = edition.day if edition else plan.model.as_of
    dated = f"{page.address}{edition.id}/" if edition else page.address
    said = (
        edition.words[:1].upper() + edition.words[1:]
        if edition
        else _("Draft, facts checked on {day}").format(day=display_day(day))
    )
    where = (lambda address: urljoin(url, address)) if url else (lambda address: f"/{address}")
    html = render(
        "paper",
        page=page,
        body=_body(page, url),
        name=_("{title}: community plan for {place}").format(title=page.title, place=council.place),
        author=showing.content.publisher,
        notice=showing.content.notice,
        edition=said,
        day=day,
        address=where(dated),
        newest=where(page.address),
        linked=bool(url),
    )
    return PdfJob(f"{page.address}{plan.slug}.pdf", str(html), day)


def report_sheet(report: Document[Report], page: Page, url: str | None, notice: str = "") -> PdfJob:
    """The document of a report, from its own file alone: later changes of plans and council do not affect it."""
    model = report.model
    day = model.presented or model.as_of
    said = (_("Presented on {day}") if model.presented else _("Draft, facts as of {day}")).format(
        day=display_day(day)
    )
    address = urljoin(url, page.address) if url else f"/{page.address}"
    html = render(
        "paper",
        page=page,
        body=_body(page, url),
        name=page.title,
        author=model.publisher,
        notice=notice,
        edition=said,
        day=day,
        address=address,
        newest=address,
        linked=bool(url),
    )
    return PdfJob(f"{page.address}{report.slug}.pdf", str(html), day)


def _body(page: Page, url: str | None) -> Markup:
    """The body of a page adapted to WeasyPrint: icons as backgrounds (artifacts in a tagged PDF), charts with
    their texts, and absolute addresses if the address of the site is known.
    """
    body = str(page.body)
    for name, mark in drawings().items():
        body = body.replace(mark, f'<span class="m m-{name}"></span>')
    body = _DRAWN.sub(r"\1<title>\2</title>", body)
    for tag, instead in _FACTS.items():
        body = body.replace(tag, instead)
    body = _DL.sub("<div", body)
    if url:
        base = urljoin(url, page.address)
        return Markup(
            re.sub(
                r'<a href="(?!#|https?:|mailto:|tel:)([^"]*)"',
                lambda m: f'<a href="{urljoin(base, m[1])}"',
                body,
            )
        )
    return Markup(_NEAR.sub(r"\1", body))


def set_sheet(one: PdfJob) -> bytes:
    """Render a PDF.

    Raises:
        UsageError: This machine cannot render PDFs.
    """
    weasyprint = _weasyprint()
    styles, fonts = _prepared()
    with _clock_at(one.day):
        document = weasyprint.HTML(string=one.html, url_fetcher=_fetcher()).render(
            stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=one.key[:32].encode())
        return data


@contextmanager
def _clock_at(day: date) -> Iterator[None]:
    """Set SOURCE_DATE_EPOCH for fontTools, which otherwise writes the current time into each font."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(max(0, int(datetime.combine(day, time(12), UTC).timestamp())))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def ready() -> None:
    """Check that this machine can render PDFs.

    Raises:
        UsageError: WeasyPrint or a library that it needs is missing; the message says which.
    """
    _weasyprint()


@cache
def _weasyprint() -> ModuleType:
    """Import WeasyPrint late: the import is slow, and fails if Pango is missing."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise UsageError(MISSING.format(why=str(error).splitlines()[0].rstrip(".")[:120])) from error
    module: ModuleType = weasyprint
    return module


@cache
def _styles() -> str:
    return files("communityplans").joinpath("site/templates/paper.css").read_text(encoding="utf-8")


@cache
def _prepared() -> tuple[Any, Any]:
    """The style sheet and the font configuration, read once for all documents."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    marks = "".join(f'.m-{name} {{ background-image: url("bundled:{name}") }}\n' for name in drawings())
    return weasyprint.CSS(string=_styles() + marks, font_config=fonts, url_fetcher=_fetcher()), fonts


@cache
def _fetcher() -> Any:
    """Gives WeasyPrint the font and the status icons, and refuses every other address: a PDF loads no file of
    this machine and nothing from the network.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Bundled(URLFetcher):  # type: ignore[misc]  # WeasyPrint publishes no types.
        def fetch(self, url: str, headers: object = None) -> Any:
            name = url.removeprefix("bundled:")
            if url == "bundled:public-sans":
                return URLFetcherResponse(url, FONT.read_bytes(), {"Content-Type": "font/ttf"})
            if url.startswith("bundled:") and name in drawings():
                drawn = (
                    str(drawings()[name])
                    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
                    .replace('class="hole', 'stroke="#fff" class="hole')
                )
                return URLFetcherResponse(url, drawn.encode(), {"Content-Type": "image/svg+xml"})
            raise ValueError(f"{url} is not part of this package")

    return Bundled()
