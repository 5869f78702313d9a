"""The shell: what the theme puts round a page, rendered once for each kind of place and filled by joining strings.

A page in a shell equals, byte for byte, the page that the theme would have rendered; a test builds both and compares.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup, escape

from ..pages.page import Page
from ..pages.showing import Showing

FILLED = ("title", "description", "head", "body")
_MARK = "@@cp-{}@@"
_CUT = re.compile("@@cp-(" + "|".join(FILLED) + ")@@")
# The theme's hidden switches for a drawer and a search box that our pages do not have (a Nu error, and nameless controls).
_SWITCHES = re.compile(r'\s*(<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>|<div data-md-component="skip">\s*</div>'
                       r'|<div data-md-component="announce">\s*</div>|<div class="md-dialog"[^>]*>\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>)')


@dataclass(frozen=True)
class Surroundings:
    """What every page of a site shares: the place, the menu, the notice, and whether it is a draft."""

    place: str
    menu: tuple[tuple[str, str], ...]
    notice: Markup | None
    draft: bool
    url: str | None = None


def surroundings(showing: Showing, *, url: str | None) -> Surroundings:
    """The shared parts, from the council, its settings and the guides that there are."""
    content = showing.content
    notice = content.settings.model.notice if content.settings else None
    folders = sorted({guide.slug.split("/")[0] for guide in content.guides})
    menu = [("All plans", "plans/")] + ([("Changes", "changes/")] if showing.editions else [])
    menu += [("For councillors" if f == "councillors" else f"For {f.replace('-', ' ')}", f"guides/{f}/") for f in folders]
    menu += [("About", "about/")]
    shown = Markup("<b>{}</b> {}").format(notice.title, notice.text) if notice else None
    return Surroundings(content.council.model.place, tuple((escape(t), a) for t, a in menu), shown, showing.draft, url)


def variables(page: Page, around: Surroundings, base: str) -> dict[str, Any]:
    """What the theme's template needs for a page. Everything is safe: the theme escapes nothing."""
    head = [Markup('<meta name="robots" content="noindex">')] if around.draft or not page.index else []
    if around.url and page.kind != "not-found":
        head.append(Markup('<link rel="canonical" href="{}">').format(urljoin(around.url, page.address if page.canonical is None else page.canonical)))
    if page.forward and page.canonical:
        head.append(Markup('<meta http-equiv="refresh" content="0; url={}">').format(page.base + page.canonical))
    title = page.title if page.address == "" else f"{page.title} - Community plans for {around.place}"
    return {
        "title": escape(title), "description": escape(page.description), "head": Markup("\n").join(head),
        "body": page.body.replace("@@ROOT@@", escape(base)) if page.kind == "not-found" else page.body,
        "base": escape(base), "section": page.section, "address": page.address,
        "place": escape(around.place), "menu": around.menu, "notice": around.notice, "draft": around.draft,
    }


def base_of(page: Page, around: Surroundings) -> str:
    """The way to the root. The page for wrong addresses may be shown anywhere, so its way starts at the host."""
    return (urlsplit(around.url).path if around.url else "/") if page.kind == "not-found" else page.base


def place_of(page: Page, around: Surroundings) -> tuple[str, str, bool]:
    """What a page's shell depends on: the way to the root, the entry of the menu, and whether the page is that entry."""
    return base_of(page, around), page.section, page.address == page.section


class Shell:
    """The theme's page, cut at the places that differ from page to page."""

    def __init__(self, html: str):
        self.pieces = _CUT.split(tidy(html))

    def fill(self, values: dict[str, Any]) -> str:
        """The page: constants and values in turn."""
        return "".join(str(values[piece]) if number % 2 else piece for number, piece in enumerate(self.pieces))


def marks() -> dict[str, str]:
    """What stands in a shell for the values that differ."""
    return {name: _MARK.format(name) for name in FILLED}


def tidy(html: str) -> str:
    """The theme's page without its hidden switches."""
    return _SWITCHES.sub("", html)
