"""Texts that would not read on the page as their writer meant."""

import re
from collections.abc import Iterator

from ..content.documents import Document
from ..source.diagnostic import Position
from ..source.markdown import too_many_marks as is_too_costly
from ..source.yaml_syntax_errors import BULLETS
from ..source.yaml_syntax_errors import bullet as bullet_at
from .rule_context import CheckContext, Finding

_TEXTS = ("text", "prose")
_BULLET = re.compile(rf"(?:^|\n)[^\S\n]*+[{BULLETS}]\s*+\S")
_OPENING_QUOTES = "“„‟‘‛"
_WRAPPED = re.compile(r"[“„‟][^“”„‟]*[”“]\Z|[‘‛][^‘’]*[’]\Z")

# A text in quotes of so many words is somebody's sentence.
QUOTATION_WORDS = 5

_TOO_MANY = "This text has more brackets, stars, headings or lines than can be shown."
_PLAINLY = "Write it in plain sentences. Split a long page into several."


def bullet(checked: CheckContext) -> Iterator[Finding]:
    """A text starts with a bullet from a word processor. Lists are made with a dash and a space.

    Fails:
        wards: • new-ward
    Passes:
        wards:
          - new-ward
    From: YAML 1.2.2, section 8.2.1
    """
    for document, path, value in _texts(checked, BULLETS):
        found = _BULLET.search(value)
        if found:
            said = bullet_at(document.at(path), value[found.end() - 1 :])
            yield Finding(document, path, said.message, said.fix, position=said.position)


def smart_quote(checked: CheckContext) -> Iterator[Finding]:
    """A whole text stands in curly quotes. They were meant for the file, and would be shown to readers.

    A sentence in curly quotes is a quotation, and passes.

    Fails:
        title: “Bedwell”
    Passes:
        title: "Bedwell"
    From: YAML 1.2.2, section 7.3.1
    """
    for document, path, value in _texts(checked, _OPENING_QUOTES):
        if _WRAPPED.match(value) and len(value.split()) < QUOTATION_WORDS:
            yield Finding(
                document,
                path,
                "These are curly quotes from a word processor.",
                f'Use straight quotes or none: "{value[1:-1]}"',
            )


def too_many_marks(checked: CheckContext) -> Iterator[Finding]:
    """A text has hundreds of brackets, stars or headings, or thousands of lines. Nobody can read it, and it
    would slow every build.

    It would be shown as it was typed, marks and all.

    Fails: a text with more than 400 brackets, stars and the like in one paragraph.
    Passes: plain sentences, in pages that are not too long.
    From: CWE-400, use of too much of a machine
    """
    for document, path, value in _texts(checked):
        if is_too_costly(value):
            yield Finding(document, path, _TOO_MANY, _PLAINLY)
    for guide in (*checked.content.guides, *checked.content.reports):
        if is_too_costly(guide.body):
            yield Finding(
                guide, (), _TOO_MANY, _PLAINLY, position=Position(guide.source.path, guide.body_line)
            )


def heading_level(checked: CheckContext) -> Iterator[Finding]:
    """Headings in a guide start with two signs (##), because the title is the first, and skip no level.

    People who listen to a page move from heading to heading; a missing level sounds like missing text.

    Fails in the text of a guide:
        ## What you can do

        #### At a meeting
    Passes in the text of a guide:
        ## What you can do

        ### At a meeting
    From: WCAG 2.2, 1.3.1
    """
    for guide in (*checked.content.guides, *checked.content.reports):
        level = 1
        for number, line in enumerate(guide.body.split("\n"), guide.body_line):
            found = re.match(r"(#{1,6})\s+\S", line)
            if not found:
                continue
            depth = len(found[1])
            at = Position(guide.source.path, number, 1, number, depth + 1)
            if depth == 1:
                yield Finding(
                    guide,
                    (),
                    "The title of the page is already its first heading.",
                    f"Write #{line}",
                    position=at,
                )
            elif depth > min(level + 1, 4):
                yield Finding(
                    guide,
                    (),
                    f"This heading skips a level: it has {depth} signs, the one before it {level}.",
                    f"Write {'#' * min(level + 1, 4)} {line.lstrip('# ')}",
                    position=at,
                )
            level = depth


def _texts(checked: CheckContext, having: str = "") -> Iterator[tuple[Document, tuple, str]]:
    """Every text. With `having`, only of files with one of these signs in them, or with an escape that may
    stand for one.
    """
    for document in checked.content.documents:
        if having and not any(sign in document.source.content for sign in having + "\\"):
            continue
        for path, _, value in checked.of(document).leaves(*_TEXTS):
            yield document, path, value
