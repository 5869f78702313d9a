"""Glossary: links the first use of a term on a page to its explanation in a guide."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from markupsafe import Markup, escape

from ..content.documents import Content
from ..source.markdown import render_document_markdown

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# The classes of elements that contain text from files.
_CLASS = re.compile(r"cp-(?:text|prose)\b")
_PROSE = re.compile(r'class="[^"]*\bcp-(?:text|prose)\b')
_LABEL = re.compile(r"<dt\b")
# Elements in which no link is allowed or wanted.
_NEVER = frozenset(
    ["a", "button", "code", "pre", "h1", "h2", "h3", "h4", "svg", "label", "caption", "script", "style"]
)
_ALONE = frozenset(["br", "hr", "img", "input", "meta", "link", "wbr"])
# A table row with two cells whose first is bold: only a text with such a row explains a term.
_ROW = re.compile(r"^[ \t]*+(?:\|[ \t]*+)?\*\*[^|\n]+\*\*[ \t]*+\|[^|\n]*+\|?[ \t]*+$", re.MULTILINE)


def terms(content: Content) -> dict[str, str]:
    """Every term that a guide explains, with the address of its row relative to the root of the site. If two
    explain the same, the first in the order of pages counts.
    """
    found: dict[str, tuple[str, str]] = {}
    for document in sorted(content.guides, key=lambda one: one.slug):
        if _ROW.search(document.body):
            for word, id in render_document_markdown(document.body).explained:
                found.setdefault(word.casefold(), (word, f"guides/{document.slug}/#{id}"))
    return dict(found.values())


def explained(body: Markup, words: Mapping[str, str], base: str) -> Markup:
    """Link the first use of each term in a page, in text from files and in the labels of facts; never in a
    link, a heading or code. `base` is the relative address of the site's root.
    """
    if not words:
        return body
    text = str(body)
    low = text.lower()
    known = {
        word: address
        for word, address in ((str(escape(word)).lower(), address) for word, address in words.items())
        if word in low
    }
    if not known:
        return body
    # The longest first, so that "strategic lead" is not matched as "lead".
    look = re.compile(
        rf"(?<![\w&-])(?:{'|'.join(re.escape(one) for one in sorted(known, key=lambda one: (-len(one), one)))})(?![\w-])",
        re.IGNORECASE,
    )

    def link(found: re.Match[str]) -> str:
        address = known.pop(found[0].lower(), None)
        return f'<a class="cp-term" href="{base}{escape(address)}">{found[0]}</a>' if address else found[0]

    # A fast search for the terms first, because parsing is slow. If lower-casing changes the length of the
    # page, positions do not fit, and the whole page is parsed.
    seen = sorted(_places(low, known)) if len(low) == len(text) else range(len(text))
    made, done = [], 0
    for start, end in _written(text):
        first = bisect_left(seen, start)
        if start >= done and first < len(seen) and seen[first] < end:
            made += [text[done:start], *_linked(text[start:end], look, link)]
            done = end
    return Markup("".join([*made, text[done:]]))


def _places(text: str, words: Iterable[str]) -> Iterator[int]:
    """The positions at which the terms begin in a text."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at
            at = text.find(word, at + 1)


def _written(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each element of a page in which terms may be linked."""
    opened = [(found.start(), "dt") for found in _LABEL.finditer(text)]
    for found in _CLASS.finditer(text):
        start = text.rfind("<", 0, found.start())
        tag = _TAG.match(text, start)
        if tag and tag.end() > found.start() and _PROSE.search(tag[0]):
            element = _NAME.match(tag[0])
            opened.append((start, element[1] if element else ""))
    for start, name in sorted(opened):
        if name == "dt":
            yield start, text.find("</dt>", start)
            continue
        depth = 0
        for found in _of(name).finditer(text, start):
            depth += -1 if found[1] else 1
            if depth == 0:
                yield start, found.end()
                break


@cache
def _of(name: str) -> re.Pattern[str]:
    """A pattern for the start and end tags of an element."""
    return re.compile(rf"<(/?){name}\b[^<>]*>")


def _linked(text: str, look: re.Pattern[str], link: Callable[[re.Match[str]], str]) -> Iterator[str]:
    """The pieces of an element, with its terms linked."""
    around: list[str] = []
    barred = 0
    for number, piece in enumerate(_TAG.split(text)):
        if number % 2 == 0:
            yield look.sub(link, piece) if piece and not barred else piece
            continue
        yield piece
        tag, opens, never = _kind(piece)
        if tag and opens:
            around.append(tag)
            barred += never
        elif around and around[-1] == tag:
            around.pop()
            barred -= never


@lru_cache(maxsize=4096)
def _kind(piece: str) -> tuple[str, bool, bool]:
    """Parse a tag: its name ("" for an empty element), whether it is a start tag, and whether links are
    forbidden in it.
    """
    name = _NAME.match(piece)
    if name is None or piece.endswith("/>") or name[1].lower() in _ALONE:
        return "", False, False
    return name[1].lower(), not piece.startswith("</"), name[1].lower() in _NEVER
