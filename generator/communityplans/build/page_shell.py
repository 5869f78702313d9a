"""The page shell: what the theme renders around a page. It is rendered once for each menu entry and depth,
and filled by joining strings.

A page in a shell equals, byte for byte, the page that the theme would have rendered; a test builds both and
compares.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup, escape

from ..derived.meetings import meetings
from ..i18n import ENGLISH, _
from ..model.dates import display_day
from ..site.page import Page
from ..site.render_context import RenderContext
from ..site.source_links import SourceLinks
from ..site.tasks import task_key
from .results import content_hash

# The content security policy: a page may load files of this site only, and inline scripts and styles are
# never run. So a script that got into content by mistake would have no effect.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src"
    " 'self'; form-action 'self'; base-uri 'none'"
)
_LANGUAGE = re.compile(r'(<html[^>]*? lang=)"[^"]*"')
FILLED = ("title", "description", "head", "body")
_MARK = "@@cp-{}@@"
_CUT = re.compile("@@cp-(" + "|".join(FILLED) + ")@@")
# The theme's hidden switches for a drawer and a search box that our pages do not have (a Nu error, and
# nameless controls).
_SWITCHES = re.compile(
    r'(?<!\s)\s*+(<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>|<div'
    r' data-md-component="skip">\s*+</div>'
    r'|<div data-md-component="announce">\s*+</div>|<div class="md-dialog"[^>]*>\s*+<div'
    r' class="md-dialog__inner md-typeset"></div>\s*+</div>)'
)


@dataclass(frozen=True)
class Surroundings:
    """The values that all pages of a site share: the place, the menu and the links of the footer (title and
    address of each entry), the notice, whether it is a draft, the notice before an election, and the address of the site. `published`
    says whether an edition is due; None if that cannot be told, because the editions could not be read.
    """

    place: str
    menu: tuple[tuple[str, str], ...]
    footer: tuple[tuple[str, str], ...]
    notice: Markup | None
    draft: bool
    period: Markup | None = None
    url: str | None = None
    published: bool | None = False


def surroundings(showing: RenderContext, *, url: str | None) -> Surroundings:
    """The shared values, from the council, its settings and its guides; `url` is the address of the site."""
    content = showing.content
    notice = content.settings.model.notice if content.settings else None
    menu = [(_("Find"), "find/"), (_("Plans"), "plans/"), (_("Progress"), "tracker/")]
    if meetings(content):
        menu.append((_("Meetings"), "meetings/"))
    menu.append((_("Search"), "search/"))
    footer = [(_("Latest changes"), "changes/")] if showing.editions else []
    if content.suggestions or (content.settings and SourceLinks(content.settings.model).can_write):
        footer.append((_("Suggestions from residents"), "suggestions/"))
    if content.guides:
        footer.append((_("For councillors and officers"), "guides/"))
    footer += [
        (_("Open data"), "data/"),
        (_("About this site"), "about/"),
        (_("Accessibility"), "accessibility/"),
        (_("Privacy: no cookies, no tracking"), "privacy/"),
    ]
    shown = Markup("<b>{}</b> {}").format(notice.title, notice.text) if notice else None
    return Surroundings(
        content.required_council.place,
        tuple((escape(t), a) for t, a in menu),
        tuple((escape(t), a) for t, a in footer),
        shown,
        showing.draft,
        _before_election(showing),
        url,
        _published(showing),
    )


def _published(showing: RenderContext) -> bool | None:
    """Whether an edition is due; None if there are editions, and none of them could be read or is due."""
    return True if showing.editions else None if showing.content.editions else False


def _before_election(showing: RenderContext) -> Markup | None:
    """The notice at the top of each page between the notice of election and the close of poll."""
    if showing.period is None:
        return None
    return Markup(
        _(
            "<b>Before an election.</b> Until the polls close on {}, no new promises and no words of"
            " councillors are published here ({})."
        )
    ).format(display_day(showing.period.close_of_poll), showing.period.election)


def variables(page: Page, around: Surroundings, base: str) -> dict[str, Any]:
    """The values for the theme's template. All texts are escaped here, because the theme escapes nothing."""
    return {
        **named(page, around),
        "body": body_of(page, base),
        "base": escape(base),
        "section": page.section,
        "address": page.address,
        "policy": POLICY,
        "place": escape(around.place),
        "menu": around.menu,
        "footer": around.footer,
        "notice": around.notice,
        "draft": around.draft,
        "published": around.published,
        "period": around.period,
    }


def body_of(page: Page, base: str) -> str:
    """The HTML body of a page. The not-found page may be shown at any depth, so it gets the base address."""
    return page.body.replace("@@ROOT@@", escape(base)) if page.kind == "not-found" else page.body


def named(page: Page, around: Surroundings) -> dict[str, Markup]:
    """The values that differ from page to page, apart from the body: title, description and head."""
    head = [Markup('<meta name="robots" content="noindex">')] if around.draft or not page.index else []
    if around.url and page.kind != "not-found":
        head.append(
            Markup('<link rel="canonical" href="{}">').format(
                urljoin(around.url, page.address if page.canonical is None else page.canonical)
            )
        )
    if page.forward and page.canonical:
        head.append(
            Markup('<meta http-equiv="refresh" content="0; url={}">').format(page.base + page.canonical)
        )
    title = (
        page.title
        if page.address == ""
        else _("{title} - Community plans for {place}").format(title=page.title, place=around.place)
    )
    return {"title": escape(title), "description": escape(page.description), "head": Markup("\n").join(head)}


def base_of(page: Page, around: Surroundings) -> str:
    """The relative address of the site's root. The not-found page may be shown at any depth, so its address
    of the root starts at the host.
    """
    return (urlsplit(around.url).path if around.url else "/") if page.kind == "not-found" else page.base


def place_of(page: Page, around: Surroundings) -> tuple[str, str, bool]:
    """What the shell of a page depends on: the relative address of the root, the current menu entry, and
    whether the page is that entry.
    """
    return base_of(page, around), page.section, page.address == page.section


class Shell:
    """The theme's page, split at the values that differ from page to page."""

    def __init__(self, html: str, language: str):
        self.pieces = _CUT.split(tidy(html, language))
        self.name = task_key(self.pieces)

    def made_of(self, page: Page, values: dict[str, Any], base: str) -> str:
        """A hash of everything that a page in this shell is made of; `values` are all values but the body."""
        return task_key(
            self.name,
            sorted((name, str(value)) for name, value in values.items()),
            base,
            page.kind,
            content_hash(page),
        )

    def fill(self, values: dict[str, Any]) -> str:
        """The page: the constant pieces joined with the values."""
        return "".join(
            str(values[piece]) if number % 2 else piece for number, piece in enumerate(self.pieces)
        )


def marks() -> dict[str, str]:
    """The marks that are rendered into a shell in place of the values that differ."""
    return {name: _MARK.format(name) for name in FILLED}


def tidy(html: str, language: str) -> str:
    """Remove the theme's unused switches from a page, and set its language (the theme's `en` fits English)."""
    named = html if language == ENGLISH else _LANGUAGE.sub(rf'\1"{language}"', html, count=1)
    return _SWITCHES.sub("", named)
