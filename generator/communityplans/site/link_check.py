"""Checks the links in texts to other pages of the site, and adapts them to the page that shows the text."""

import re
from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import Any

from markupsafe import Markup

from ..content.documents import Content, Document
from ..content.messages import closest_match
from ..model.fields import texts_containing
from ..schema.rule_reference import words
from ..source.diagnostic import Diagnostic, Position, Severity
from ..source.markdown import render_document_markdown as render_guide
from .addresses import view_addresses
from .place_index import find_addresses

_PICTURE = re.compile(r"!\[[^\]]*\]\(")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_HREF = re.compile(r'(<a [^>]*?href=")(?![a-z][a-z0-9+.-]*:|/)(#?)', re.IGNORECASE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
FIXED = (
    "",
    "plans/",
    "search/",
    "meetings/",
    "reports/",
    "reference/",
    "reference/rules/",
    "about/",
    "accessibility/",
    "privacy/",
)


def broken_links(content: Content, unread: Iterable[str] = ()) -> list[Diagnostic]:
    """A diagnostic for every link to a page, or to an anchor on a page, that does not exist.

    Args:
        content: The content.
        unread: Paths of files that cannot be read; links to their pages are not reported as well.
    """
    known = _addresses(content) | {_address(path): None for path in content.unread.union(unread)}
    found = []
    for document, home, text, path in _texts(content):
        pictures = {
            match.end() - 2 for match in _PICTURE.finditer(text)
        }  # These have rules of their own (rules/pictures).
        for match in _LINK.finditer(text):
            problem = None if match.start() in pictures else _problem(match[1], home, known)
            if problem:
                # The link is left out of the page, which is safe, so this is a warning.
                severity = Severity.warning if problem[0] == "link-kind" else Severity.error
                found.append(
                    Diagnostic(
                        _place(document, text, document.at(path).line if path else document.body_line, match),
                        *problem,
                        severity,
                    )
                )
    return found


def _place(document: Document[Any], text: str, line: int, match: re.Match[str]) -> Position:
    """The position of a link: in a guide by the lines of its text, in a plan searched from the line of the
    value.
    """
    link = match[1]
    if document.body:
        number, column = (
            line + text.count("\n", 0, match.start(1)),
            match.start(1) - text.rfind("\n", 0, match.start(1)),
        )
    else:
        lines = document.source.content.split("\n")
        number = next((n for n in range(line, len(lines) + 1) if link in lines[n - 1]), line)
        column = lines[number - 1].find(link) + 1 or 1
    return Position(document.source.path, number, column, number, column + len(link))


def rebased(html: Markup, up: str, anchors: bool = False) -> Markup:
    """Adapt the relative links in HTML to another page.

    Args:
        html: The HTML.
        up: The relative address of the page that the links were written for.
        anchors: Whether links to anchors on that page are adapted, too.
    """
    if not up or "<a " not in html:
        return html
    return Markup(_HREF.sub(lambda m: m[0] if m[2] and not anchors else f"{m[1]}{up}{m[2]}", str(html)))


def _problem(link: str, home: str, known: dict[str, Document[Any] | None]) -> tuple[str, str, str] | None:
    if _OUTSIDE.match(link) or link.startswith("//"):
        if link.lower().startswith(("http://", "https://", "mailto:", "tel:")):
            return None
        return (
            "link-kind",
            "This link cannot be followed from a public page.",
            "A link starts with https://, mailto: or tel:, or leads to a page of this site.",
        )
    path, _, anchor = link.partition("#")
    address = (
        home
        if not path
        else normpath(path.lstrip("/") if path.startswith("/") else home + path).replace("index.html", "")
    )
    if path:
        address = "" if address in (".", "/") else address.strip("/") + "/"
    if address.startswith("../") or address not in known:
        meant = closest_match(address, list(known))
        return (
            "broken-link",
            f"There is no page at {link}.",
            f"Did you mean the page /{meant}?" if meant else "Put the address right, or take the link out.",
        )
    target = known[address]
    if anchor and target is not None and anchor not in _anchors(target):
        return (
            "broken-link",
            f"There is no place #{anchor} on the page /{address}.",
            "Leave the # and what follows away, or put it right.",
        )
    return None


def _address(path: str) -> str:
    """The address of the page of a file."""
    return path.rsplit(".", 1)[0] + "/"


def _anchors(document: Document[Any]) -> set[str]:
    if document.body:
        text = render_guide(document.body)
        return {section.id for section in text.sections} | {id for _word, id in text.explained}
    return set(document.lines)


def _addresses(content: Content) -> dict[str, Document[Any] | None]:
    known: dict[str, Document[Any] | None] = dict.fromkeys((*FIXED, *find_addresses(content)))
    known |= dict.fromkeys(f"reference/rules/{word}/" for word in words())
    known |= {f"plans/{plan.slug}/": plan for plan in content.plans}
    known |= dict.fromkeys(view_addresses(content))
    known |= {f"guides/{guide.slug}/": guide for guide in content.guides}
    known |= {f"guides/{guide.slug.split('/')[0]}/": None for guide in content.guides}
    if content.editions:
        known |= {"changes/": None} | {f"editions/{edition.slug}/": None for edition in content.editions}
        known |= {
            f"plans/{plan.slug}/{page}/": None for plan in content.plans for page in ("history", "closed")
        }
        known |= {
            f"{path.removesuffix('.yml')}/{edition.slug}/": None
            for edition in content.editions
            for path in edition.model.documents
            if path.startswith("plans/")
        }
    return known


def _texts(content: Content) -> Iterator[tuple[Document[Any], str, str, tuple[Any, ...]]]:
    """Each text with links: its document, the address of its page, the text, and its path in the file (empty
    for the body of a guide).
    """
    for guide in content.guides:
        yield guide, f"guides/{guide.slug}/", guide.body, ()
    for report in content.reports:
        yield report, f"reports/{report.slug}/", report.body, ()
    for plan in content.plans:
        # A YAML scalar in double quotes may contain escape sequences.
        if "](" not in plan.source.content and "\\" not in plan.source.content:
            continue
        for path, value in texts_containing(plan.model, "prose", "]("):
            yield plan, f"plans/{plan.slug}/", value, path
