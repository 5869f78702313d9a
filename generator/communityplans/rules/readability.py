"""Words that are hard to take in for people who listen to a page, or who read with effort: advice, which
stops nothing.
"""

import re
from collections.abc import Callable, Iterator

from ..content.documents import Document
from ..source.diagnostic import Position, Severity
from .rule_context import CheckContext, Finding

_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,60})\]\(")
_CODE = re.compile(r"`[^`\n]*`")
# Link words that say nothing by themselves, without their stops and in small letters.
_VAGUE = frozenset(
    [
        "here",
        "click",
        "click here",
        "click this",
        "click this link",
        "this",
        "this link",
        "this page",
        "this document",
        "link",
        "the link",
        "page",
        "more",
        "read more",
        "see more",
        "learn more",
        "find out more",
        "more info",
        "more information",
        "more details",
        "details",
        "download",
        "download here",
        "see here",
        "go here",
        "press here",
        "tap here",
        "continue",
        "website",
        "the website",
        "url",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Four words and sixteen letters; and one of six or more, because a row of short names (NHS, BBC) is no wall.
_WORDS, _LETTERS, _LONG = 4, 16, 6
# A for every capital, for what may stand within a word, and (as ?) for letters from elsewhere that may be
# one; all else as it is.
_AS_CAPITALS = bytes(65 if chr(code).isupper() or chr(code) in "?'-" else code for code in range(256))


def vague_link(checked: CheckContext) -> Iterator[Finding]:
    """The words of a link do not say where it leads.

    People who use a screen reader often go from link to link, and hear only those words: “here, here, read
    more”.

    Fails:
        foreword: {name: Jo Example, text: "The survey is [here](https://www.example.org/survey)."}
    Passes:
        foreword: {name: Jo Example, text: "Read [what residents said in the survey](https://www.example.org/survey)."}
    From: WCAG 2.2, 2.4.4 and 2.4.9
    """
    for document, path, text, line in texts(checked, ("prose",), lambda whole: "](" in whole):
        if "](" not in text:
            continue
        for found in _LINK.finditer(_CODE.sub(lambda code: " " * len(code[0]), text)):
            if " ".join(re.sub(r"[^\w\s]", " ", found[1]).casefold().split()) in _VAGUE:
                yield Finding(
                    document,
                    path,
                    f"“{found[1]}” does not say where the link leads.",
                    "Link the words that name what is there: [the survey of 2026](https://…).",
                    Severity.warning,
                    position=position_in_text(document, text, line, found.start(1), found.end(1)),
                )


def capitals(checked: CheckContext) -> Iterator[Finding]:
    """A row of words is in capitals.

    Words are known by their shapes, and capitals all have the same; some screen readers spell them letter by
    letter. It also looks like shouting.

    Fails:
        summary: PLEASE COME TO THE MEETING about the crossing.
    Passes:
        summary: Please come to the meeting about the crossing.
    From: GOV.UK style guide, capitalisation; British Dyslexia Association, style guide
    """
    for document, path, text, line in texts(checked, ("text", "prose"), _may_shout):
        if sum(map(str.isupper, text)) < _LETTERS:
            continue
        for start, end in _walls(text):
            yield Finding(
                document,
                path,
                "These words are in capitals, which are hard to read.",
                f"Write them in small letters: {' '.join(text[start:end].split()).capitalize()}",
                Severity.note,
                position=position_in_text(document, text, line, start, end),
            )


def _walls(text: str) -> Iterator[tuple[int, int]]:
    """Where rows of words in capitals begin and end."""
    row: list[re.Match] = []
    for word in [*_WORD.finditer(text), None]:
        if word is not None and word[0].isupper():
            row.append(word)
            continue
        if (
            len(row) >= _WORDS
            and sum(len(one[0]) for one in row) >= _LETTERS
            and max(len(one[0]) for one in row) >= _LONG
        ):
            yield row[0].start(), row[-1].end()
        row = []


def _may_shout(whole: str) -> bool:
    """Whether a file can have a wall of capitals at all, which nearly none can: a long word of them is in
    every wall.
    """
    return b"A" * _LONG in whole.encode("latin-1", "replace").translate(_AS_CAPITALS)


def texts(
    checked: CheckContext, leaves: tuple[str, ...], worth: Callable[[str], bool]
) -> Iterator[tuple[Document, tuple, str, int]]:
    """Every text that someone wrote, in files that are `worth` it: its document, its path and 0, or for the
    body of a guide no path and its first line.
    """
    for document in checked.content.documents:
        if not worth(document.source.content):
            continue
        for path, _, value in checked.of(document).leaves(*leaves):
            yield document, path, value, 0
    for guide in checked.content.guides:
        yield guide, (), guide.body, guide.body_line


def position_in_text(document: Document, text: str, line: int, start: int, end: int) -> Position | None:
    """The place of some words of a guide; for a field None, which means the place of the field."""
    if not line:
        return None
    before = text[:start]
    row, column = line + before.count("\n"), start - before.rfind("\n")
    if "\n" in text[start:end]:
        return Position(document.source.path, row, column)
    return Position(document.source.path, row, column, row, column + end - start)
