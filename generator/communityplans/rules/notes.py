"""Nothing changes quietly: a plan that says something new has a note for residents."""

from collections.abc import Iterator

from ..history.compare import Class
from ..history.notes import kept, new_notes
from ..history.words import summary
from .rule import Checked, Finding
from .since import changes, pairs


def change_note(checked: Checked) -> Iterator[Finding]:
    """A plan says something else than in the last edition, and has no new note for residents about it.

    Corrections of a slip of the pen need none. A note is one entry at the top of change_notes; the next edition prints it.
    The notes of earlier editions stay.

    Fails:
        # an item was added, and change_notes is as it was
    Passes:
        # an item was added; change_notes has a new first entry
    From: GOV.UK publishing practice: change notes
    """
    for document, edition, old in pairs(checked):
        found = [c for c in changes(old, document.model) if c.class_ is not Class.correction]
        if found and not new_notes(old, document.model):
            yield Finding(document, ("change_notes",), f"This plan differs from the edition {edition.said} ({summary(found)}) and has no new change note.",
                          f'Add at the top of change_notes: - {{on: {checked.today.isoformat()}, text: "What changed, for residents"}}', of_key=True)
        for note in old.change_notes:
            if not kept(note, document.model.change_notes):
                yield Finding(document, ("change_notes",), f"The change note of {note.on} that was published in the edition {edition.said} is gone: “{note.text[:60]}”.",
                              "Put it back; add a new note above it instead.", of_key=True)
