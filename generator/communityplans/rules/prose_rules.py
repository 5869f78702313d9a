"""How a text reads: what would not show on the page as its writer meant, and advice on letters, links, capitals
and long sentences.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from ..content.documents import Document
from ..model.field_error import OPENS, finish, mark_in
from ..model.fields import iter_values
from ..source.diagnostic import Position, Severity
from ..source.homoglyphs import find_homoglyphs, mojibake
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


# Words that are hard to take in for people who listen to a page, or who read with effort: advice, which
# stops nothing.


_LINK_WORDS = re.compile(r"(?<!!)\[([^\[\]]{1,60})\]\(")
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
        for found in _LINK_WORDS.finditer(_CODE.sub(lambda code: " " * len(code[0]), text)):
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


# Advice for writers. It never stops anything: a note, at most one for each file. Length of sentences only,
# and no reading age. Formulas for that count syllables, which need a dictionary for each language; the
# names of places and posts, of which plans are full, put them out by years; and a number of years does not
# say what to change. A long sentence does.


# Research for GOV.UK found that readers lose the thread beyond so many words.
MOST = 25
# A sentence ends with its mark, or where a list or a paragraph ends.
_END = re.compile(r"[.!?:;][”’\"')\]]*\s+|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s")
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
_NO_PROSE = ("|", "#", "```", "    ")


def long_sentence(checked: CheckContext) -> Iterator[Finding]:
    """A sentence has more than 25 words. Readers lose the thread, most of all on a telephone or by ear.

    One note for each file, at its longest sentence. Split it, or make a list of it. Words that must stay as
    they were decided may stay. There is no check of the reading age: no formula for it is right about texts
    full of names.

    Fails:
        summary: The council and the people who live near the park want to make the crossing at the corner of the two roads safer for children who walk to school each day.
    Passes:
        summary: The crossing at the park becomes safer. Many children use it on their way to school.
    From: GOV.UK content design, writing for GOV.UK (short sentences)
    """
    for document in (*checked.in_force, *checked.content.guides):
        found = [(words, place) for text, place in _prose_texts(checked, document) for words in _long(text)]
        if found:
            words, place = max(found, key=lambda one: one[0])
            others = (
                f" There are {len(found) - 1} more of them in this file."
                if len(found) > 2
                else " There is one more in this file."
                if len(found) == 2
                else ""
            )
            at = Position(document.source.path, place) if isinstance(place, int) else None
            yield Finding(
                document,
                () if at else place,
                f"A sentence here has {words} words; beyond {MOST}, readers lose the thread.{others}",
                "Split it into shorter sentences, or make a list.",
                Severity.note,
                position=at,
            )


def _prose_texts(checked: CheckContext, document: Document) -> Iterator[tuple[str, tuple | int]]:
    """Each text of a document that may be long enough, with its path; of a guide, each run of lines that is
    prose, with its first line.
    """
    for path, _, value in checked.of(document).leaves("text", "prose"):
        if value.count(" ") >= MOST:
            yield value, path
    numbered = enumerate(document.body.split("\n"), document.body_line) if document.body else ()
    for prose, lines in groupby(
        numbered, key=lambda line: bool(line[1].strip()) and not line[1].startswith(_NO_PROSE)
    ):
        if prose:
            run = list(lines)
            yield "\n".join(line for _, line in run), run[0][0]


def _long(text: str) -> Iterator[int]:
    """The number of words of each sentence that has too many."""
    for sentence in _END.split(_LINK_TARGET.sub("]", text)):
        words = (
            sum(any(map(str.isalnum, word)) for word in sentence.split())
            if sentence.count(" ") + sentence.count("\n") >= MOST
            else 0
        )
        if words > MOST:
            yield words


# Letters that are not what they seem.


def look_alike(checked: CheckContext) -> Iterator[Finding]:
    """A word has letters of another alphabet that look like ours, letters in fancy dress, or a heap of
    accents.

    Such words can imitate a name or a web address. They cannot be found by searching, and people who listen
    to the page hear something else. Texts that are written in another language are not meant, and are
    welcome.

    Fails:
        summary: Pay at bеdwell.example, where the first e is a letter of Russian.
    Passes:
        summary: Pay at bedwell.example. Croeso, zapraszamy, ласкаво просимо.
    From: Unicode Technical Standard 39, security mechanisms
    """
    for document, path, text, line in texts(
        checked, ("text", "prose", "url", "email"), lambda whole: "\\" in whole or not whole.isascii()
    ):
        for found in find_homoglyphs(text):
            word = text[found.start : found.end]
            yield Finding(
                document,
                path,
                f"“{word[:60]}” is not written with the letters that it seems to have.",
                f"If it is this word, type it anew: {found.plain[:60]}",
                Severity.warning,
                position=position_in_text(document, text, line, found.start, found.end),
            )


def broken_letters(checked: CheckContext) -> Iterator[Finding]:
    """A text was read in the wrong encoding, so that single letters became two or three signs.

    That happens when a table or a paper is opened as “Western” and is UTF-8.

    Fails:
        summary: Residentsâ€™ forum, Â£1,000.
    Passes:
        summary: Residents’ forum, £1,000.
    From: Unicode Standard, section 3.9 (UTF-8)
    """
    for document, path, text, line in texts(
        checked, ("text", "prose"), lambda whole: "\\" in whole or not whole.isascii()
    ):
        for found in mojibake(text):
            yield Finding(
                document,
                path,
                f"“{text[found.start : found.end]}” was read in the wrong encoding.",
                f"Write: {found.meant}",
                position=position_in_text(document, text, line, found.start, found.end),
            )


# What a pasted fix left to be filled in.


def unfinished(checked: CheckContext) -> Iterator[Finding]:
    """A value still has the example of a suggested fix in it, between the marks ‹ and ›.

    Every example in a fix stands between these marks, so that nobody publishes it as it is. Write your own
    words, and take the marks away.

    Fails:
        process: ‹The forum goes through it in March.›
    Passes:
        process: The steering group goes through it each spring.
    From: style notes (a fix that is pasted is true or visibly unfinished)
    """
    for document in checked.content.documents:
        # Hardly any file has the mark; only those are walked through.
        if OPENS not in document.source.content and OPENS not in document.body:
            continue
        for path, field, value in iter_values(document.model):
            if field.leaf and (mark := mark_in(str(value))):
                yield Finding(document, path, f"{field.title} is not filled in yet.", finish(mark))
        if mark := mark_in(document.body):
            yield Finding(document, (), "The text is not filled in yet.", finish(mark))
