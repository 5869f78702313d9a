"""Advice for writers. It never stops anything: a note, at most one for each file.

Length of sentences only, and no reading age. Formulas for that count syllables, which need a dictionary for
each language; the names of places and posts, of which plans are full, put them out by years; and a number of
years does not say what to change. A long sentence does.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from ..content.documents import Document
from ..source.diagnostic import Position, Severity
from .rule_context import CheckContext, Finding

# Research for GOV.UK found that readers lose the thread beyond so many words.
MOST = 25
# A sentence ends with its mark, or where a list or a paragraph ends.
_END = re.compile(r"[.!?:;][”’\"')\]]*\s+|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s")
_LINK = re.compile(r"\]\([^)\s]*\)")
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
        found = [(words, place) for text, place in _texts(checked, document) for words in _long(text)]
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


def _texts(checked: CheckContext, document: Document) -> Iterator[tuple[str, tuple | int]]:
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
    for sentence in _END.split(_LINK.sub("]", text)):
        words = (
            sum(any(map(str.isalnum, word)) for word in sentence.split())
            if sentence.count(" ") + sentence.count("\n") >= MOST
            else 0
        )
        if words > MOST:
            yield words
