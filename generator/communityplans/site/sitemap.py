"""The site map: the pages that search engines should know."""

from urllib.parse import urljoin
from xml.sax.saxutils import escape

from .page import Page, SiteFile


def sitemap(pages: list[Page], url: str) -> SiteFile:
    """The map of a site whose root is at `url`: every page but old editions and others that ask to be left
    out.
    """
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
