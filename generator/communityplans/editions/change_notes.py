"""The change notes of a plan: which of them are new in an edition."""

from collections.abc import Iterable

from ..model.engagement import Note
from ..model.plan import Plan
from .typo_fix import is_typo_fix


def new_notes(old: Plan | None, new: Plan) -> list[Note]:
    """The notes that the older text of a plan does not have.

    A slip put right in an old note does not make it new.
    """
    return [note for note in new.change_notes if old is None or not remaining_notes(note, old.change_notes)]


def remaining_notes(note: Note, others: Iterable[Note]) -> bool:
    """Whether a note stands among others, slips of the pen apart."""
    others = list(others)
    return note in others or any(one.on == note.on and is_typo_fix(one.text, note.text) for one in others)
