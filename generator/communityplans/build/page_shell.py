"""The shell: what the theme puts round a page, rendered once for each kind of place and filled by joining
strings.

A page in a shell equals, byte for byte, the page that the theme would have rendered; a test builds both and
compares.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup, escape

from ..derived.meetings import meetings
from ..i18n import ENGLISH, N_, _
from ..model.dates import display_day
from ..site.page import Page
from ..site.render_context import RenderContext
from ..site.source_links import SourceLinks
from ..site.tasks import task_key
from .results import content_hash

# What a page may load: files of this site and nothing else. Nothing that stands in a page itself is ever run
# (safety.md T1).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src"
    " 'self'; form-action 'self'; base-uri 'none'"
)
_LANGUAGE = re.compile(r'(<html[^>]*? lang=)"[^"]*"')
FILLED = ("title", "description", "head", "body")
# What the guides are called in the menu.
_FOR = {
    "councillors": N_("For councillors"),
    "editors": N_("For editors"),
    "publishers": N_("For publishers"),
    "residents": N_("For residents"),
}
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
    """What every page of a site shares: the place, the menu, the notice, and whether it is a draft."""

    place: str
    menu: tuple[tuple[str, str], ...]
    notice: Markup | None
    draft: bool
    period: Markup | None = None
    url: str | None = None


def surroundings(showing: RenderContext, *, url: str | None) -> Surroundings:
    """The shared parts, from the council, its settings and the guides that there are."""
    content = showing.content
    notice = content.settings.model.notice if content.settings else None
    folders = sorted({guide.slug.split("/")[0] for guide in content.guides})
    menu = [(_("Find my plan"), "find/"), (_("All plans"), "plans/"), (_("Progress"), "tracker/")] + (
        [(_("Changes"), "changes/")] if showing.editions else []
    )
    menu += [
        (_(_FOR[f]) if f in _FOR else _("For {readers}").format(readers=f.replace("-", " ")), f"guides/{f}/")
        for f in folders
    ]
    if content.suggestions or (content.settings and SourceLinks(content.settings.model).can_write):
        menu += [(_("You said"), "suggestions/")]
    menu += [(_("About"), "about/"), (_("Search"), "search/")]
    if meetings(content):
        menu.insert(2, (_("Meetings"), "meetings/"))
    shown = Markup("<b>{}</b> {}").format(notice.title, notice.text) if notice else None
    return Surroundings(
        content.required_council.place,
        tuple((escape(t), a) for t, a in menu),
        shown,
        showing.draft,
        _before_election(showing),
        url,
    )


def _before_election(showing: RenderContext) -> Markup | None:
    """What each page says at the top between the notice of election and the close of poll."""
    if showing.period is None:
        return None
    return Markup(
        _(
            "<b>Before an election.</b> Until the polls close on {}, no new promises and no words of"
            " councillors are published here ({})."
        )
    ).format(display_day(showing.period.close_of_poll), showing.period.election)


def variables(page: Page, around: Surroundings, base: str) -> dict[str, Any]:
    """What the theme's template needs for a page. Everything is safe: the theme escapes nothing."""
    return {
        **named(page, around),
        "body": body_of(page, base),
        "base": escape(base),
        "section": page.section,
        "address": page.address,
        "policy": POLICY,
        "place": escape(around.place),
        "menu": around.menu,
        "notice": around.notice,
        "draft": around.draft,
        "period": around.period,
    }


def body_of(page: Page, base: str) -> str:
    """What a page says."""
    return page.body.replace("@@ROOT@@", escape(base)) if page.kind == "not-found" else page.body


def named(page: Page, around: Surroundings) -> dict[str, Markup]:
    """What differs from page to page beside the body."""
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
    """The way to the root.

    The page for wrong addresses may be shown anywhere, so its way starts at the host.
    """
    return (urlsplit(around.url).path if around.url else "/") if page.kind == "not-found" else page.base


def place_of(page: Page, around: Surroundings) -> tuple[str, str, bool]:
    """What a page's shell depends on: the way to the root, the entry of the menu, and whether the page is
    that entry.
    """
    return base_of(page, around), page.section, page.address == page.section


class Shell:
    """The theme's page, cut at the places that differ from page to page."""

    def __init__(self, html: str, language: str):
        self.pieces = _CUT.split(tidy(html, language))
        self.name = task_key(self.pieces)

    def made_of(self, page: Page, values: dict[str, Any], base: str) -> str:
        """Names everything that a page in this shell is made of: `values` are all but its body."""
        return task_key(
            self.name,
            sorted((name, str(value)) for name, value in values.items()),
            base,
            page.kind,
            content_hash(page),
        )

    def fill(self, values: dict[str, Any]) -> str:
        """The page: constants and values in turn."""
        return "".join(
            str(values[piece]) if number % 2 else piece for number, piece in enumerate(self.pieces)
        )


def marks() -> dict[str, str]:
    """What stands in a shell for the values that differ."""
    return {name: _MARK.format(name) for name in FILLED}


def tidy(html: str, language: str) -> str:
    """The theme's page without its hidden switches, and with the language of its words.

    The theme's own `en` is right for any English.
    """
    named = html if language == ENGLISH else _LANGUAGE.sub(rf'\1"{language}"', html, count=1)
    return _SWITCHES.sub("", named)
