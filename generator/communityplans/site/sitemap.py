"""The site map for search engines (https://www.sitemaps.org/protocol.html)."""

from urllib.parse import urljoin
from xml.sax.saxutils import escape

from .page import Page, SiteFile


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
