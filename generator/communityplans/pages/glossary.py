"""Words that a guide explains, explained in place: the first time that a plan uses one, it leads to what the guide says of it."""

import re
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from ..content.documents import Content
from ..text.markdown import guide

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# What somebody wrote stands in elements of these classes.
_PROSE = re.compile(r'class="[^"]*\bcp-(?:text|prose)\b')
# Where no link may stand, or would be in the way.
_NEVER = frozenset("a button code pre h1 h2 h3 h4 svg label caption script style".split())
_ALONE = frozenset("br hr img input meta link wbr".split())
# A row of two columns whose first cell is bold: only a text that has one can explain a word.
_ROW = re.compile(r"^[ \t]*\|?[ \t]*\*\*[^|\n]+\*\*[ \t]*\|[^|\n]*\|?[ \t]*$", re.MULTILINE)


def terms(content: Content) -> dict[str, str]:
    """Every word that a guide explains, with the address of its row, from the root of the site. Where two explain one, the first in order of pages counts."""
    found: dict[str, tuple[str, str]] = {}
    for document in sorted(content.guides, key=lambda one: one.slug):
        if _ROW.search(document.body):
            for word, id in guide(document.body).explained:
                found.setdefault(word.casefold(), (word, f"guides/{document.slug}/#{id}"))
    return dict(found.values())


def explained(body: Markup, words: Mapping[str, str], base: str) -> Markup:
    """A page with a link at the first use of each word, in what somebody wrote and in the labels of facts: never in a link, a heading or code. `base` leads to the root of the site."""
    if not words:
        return body
    known = {str(escape(word)).casefold(): address for word, address in words.items()}
    # The longest first: a strategic lead is no lead.
    look = re.compile(rf"(?<![\w&-])(?:{'|'.join(re.escape(one) for one in sorted(known, key=lambda one: (-len(one), one)))})(?![\w-])", re.IGNORECASE)

    def link(found: re.Match) -> str:
        address = known.pop(found[0].casefold(), None)
        return f'<a class="cp-term" href="{base}{escape(address)}">{found[0]}</a>' if address else found[0]

    made: list[str] = []
    # The elements around a piece: the name of each, and whether words may be linked in it.
    around: list[tuple[str, bool]] = [("", False)]
    barred = 0
    for number, piece in enumerate(_TAG.split(str(body))):
        if number % 2 == 0:
            made.append(look.sub(link, piece) if piece and around[-1][1] and not barred and known else piece)
            continue
        made.append(piece)
        tag, opens, prose, never = _kind(piece)
        if not tag:
            continue
        if opens:
            around.append((tag, around[-1][1] or prose))
            barred += never
        elif len(around) > 1 and around[-1][0] == tag:
            around.pop()
            barred -= never
    return Markup("".join(made))


@lru_cache(maxsize=4096)
def _kind(piece: str) -> tuple[str, bool, bool, bool]:
    """Of a tag: its name ("" where nothing can stand in it), whether it opens, whether somebody's words stand in it, and whether no link may."""
    name = _NAME.match(piece)
    if name is None or piece.endswith("/>") or name[1].lower() in _ALONE:
        return "", False, False, False
    tag = name[1].lower()
    return tag, not piece.startswith("</"), tag == "dt" or _PROSE.search(piece) is not None, tag in _NEVER
