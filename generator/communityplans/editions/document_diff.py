"""How two versions of a file differ: its fields, and of a guide its text too, section by section."""

import re
from collections.abc import Iterable

from ..content.documents import Document
from ..model.engagement import Note
from ..model.guide import Section, Sections
from ..model.plan import Plan
from .compare import Change, compare
from .typo_fix import is_typo_fix

_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}[ \t](.*)")
BEGINNING = "The beginning"


def compare_documents(old: Document, new: Document) -> list[Change]:
    """Every difference between two versions of a document, in the order of the new one; those of a guide's
    text come last.
    """
    changes = compare(old.model, new.model)
    return changes if old.body == new.body else changes + compare(sections(old.body), sections(new.body))


def section_lines(text: str, heading: str) -> list[tuple[int, int]]:
    """Where the words under a heading stand in a text: first line and the line behind the last, for each
    heading with these words.

    What stands under smaller headings below it belongs to it.
    """
    found: list[tuple[int, int]] = []
    wanted, fenced, open_at, depth = " ".join(heading.split()).casefold(), False, -1, 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        fenced ^= _FENCE.match(line) is not None
        here = None if fenced else _HEADING.match(line)
        level = len(line) - len(line.lstrip("#")) if here else 0
        if here and open_at >= 0 and level <= depth:
            found.append((open_at, number))
            open_at = -1
        if here and open_at < 0 and " ".join(_title(here).split()).casefold() == wanted:
            open_at, depth = number + 1, level
    return [*found, (open_at, len(lines))] if open_at >= 0 else found


def sections(text: str) -> Sections:
    """A guide's text cut at its headings, so that a change can be said with the heading that it stands under."""
    found: list[tuple[str, list[str]]] = [(BEGINNING, [])]
    fenced = False
    for line in text.split("\n"):
        fenced ^= _FENCE.match(line) is not None
        heading = None if fenced else _HEADING.match(line)
        title = _title(heading) if heading else ""
        if title:
            found.append((title, []))
        else:
            found[-1][1].append(line)
    return Sections.model_construct(
        sections=tuple(
            Section.model_construct(heading=heading, text=words)
            for heading, lines in found
            if (words := "\n".join(lines).strip()) or heading != BEGINNING
        )
    )


def _title(heading: re.Match[str]) -> str:
    """The words of a heading, without the signs that may close it."""
    return heading[1].strip(" \t").rstrip("#").rstrip(" \t")


# The change notes of a plan: which of them are new in an edition.


def new_notes(old: Plan | None, new: Plan) -> list[Note]:
    """The notes that the older text of a plan does not have.

    A slip put right in an old note does not make it new.
    """
    return [note for note in new.change_notes if old is None or not remaining_notes(note, old.change_notes)]


def remaining_notes(note: Note, others: Iterable[Note]) -> bool:
    """Whether a note stands among others, slips of the pen apart."""
    others = list(others)
    return note in others or any(one.on == note.on and is_typo_fix(one.text, note.text) for one in others)
