"""Links that writers typed, to other pages of the site: do they lead anywhere?"""

import re
from collections.abc import Iterator
from posixpath import normpath

from markupsafe import Markup

from ..content.documents import Content, Document
from ..content.messages import closest
from ..model.fields import values
from ..text.diagnostic import Diagnostic, Position
from ..text.markdown import guide as render_guide

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_HREF = re.compile(r'(<a [^>]*?href=")(?![a-z][a-z0-9+.-]*:|/)(#?)', re.IGNORECASE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
FIXED = ("", "plans/", "reference/", "about/", "accessibility/", "privacy/")


def broken_links(content: Content) -> list[Diagnostic]:
    """Every link from a text of ours to a page or a place on a page that does not exist (safety.md F38)."""
    known = _addresses(content)
    found = []
    for document, home, text, line in _texts(content):
        for match in _LINK.finditer(text):
            problem = _problem(match[1], home, known)
            if problem:
                number = line + text.count("\n", 0, match.start())
                column = match.start(1) - text.rfind("\n", 0, match.start(1))
                at = Position(document.source.path, number, column, number, column + len(match[1])) if line else document.at(())
                found.append(Diagnostic(at, "broken-link", *problem))
    return found


def rebased(html: Markup, up: str, anchors: bool = False) -> Markup:
    """HTML for a page from which the way to the page that its links were typed for is `up`; with `anchors`, those in that page too."""
    if not up or "<a " not in html:
        return html
    return Markup(_HREF.sub(lambda m: m[0] if m[2] and not anchors else f"{m[1]}{up}{m[2]}", str(html)))


def _problem(link: str, home: str, known: dict[str, Document | None]) -> tuple[str, str] | None:
    if _OUTSIDE.match(link) or link.startswith("//"):
        return None
    path, _, anchor = link.partition("#")
    address = home if not path else normpath(path.lstrip("/") if path.startswith("/") else home + path).replace("index.html", "")
    if path:
        address = "" if address in (".", "/") else address.strip("/") + "/"
    if address.startswith("../") or address not in known:
        meant = closest(address, list(known))
        return f"There is no page at {link}.", f"Did you mean the page /{meant}?" if meant else "Put the address right, or take the link out."
    target = known[address]
    if anchor and target is not None and anchor not in _anchors(target):
        return f"There is no place #{anchor} on the page /{address}.", "Leave the # and what follows away, or put it right."
    return None


def _anchors(document: Document) -> set[str]:
    if document.body:
        return {section.id for section in render_guide(document.body).sections}
    return set(document.lines)


def _addresses(content: Content) -> dict[str, Document | None]:
    known: dict[str, Document | None] = dict.fromkeys(FIXED)
    known |= {f"plans/{plan.slug}/": plan for plan in content.plans}
    known |= {f"guides/{guide.slug}/": guide for guide in content.guides}
    known |= {f"guides/{guide.slug.split('/')[0]}/": None for guide in content.guides}
    if content.editions:
        known |= {"changes/": None} | {f"editions/{edition.slug}/": None for edition in content.editions}
        known |= {f"plans/{plan.slug}/{page}/": None for plan in content.plans for page in ("history", "closed")}
        known |= {f"{path.removesuffix('.yml')}/{edition.slug}/": None for edition in content.editions for path in edition.model.documents if path.startswith("plans/")}
    return known


def _texts(content: Content) -> Iterator[tuple[Document, str, str, int]]:
    """Each text with links: its document, the address of its page, the text, and the line it starts on."""
    for guide in content.guides:
        yield guide, f"guides/{guide.slug}/", guide.body, guide.body_line
    for plan in content.plans:
        if "](" not in plan.source.content:
            continue
        for path, field, value in values(plan.model):
            if field.leaf and field.leaf.name == "prose" and isinstance(value, str):
                yield plan, f"plans/{plan.slug}/", value, plan.at(path).line
