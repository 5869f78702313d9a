"""Nothing changes quietly: a plan that says something new has a note for residents, and no edition takes an
older text back unsaid.
"""

from collections.abc import Iterator

from ..editions.change_notes import new_notes, remaining_notes
from ..editions.change_text import summarise_changes
from ..editions.compare import ChangeSeverity
from ..model.unfinished import unfinished
from ..source.diagnostic import Severity
from .edition_diff import changes, plan_pairs
from .rule_context import CheckContext, Finding


def change_note(checked: CheckContext) -> Iterator[Finding]:
    """A plan says something else than in the last edition, and has no new note for residents about it.

    Corrections of a slip of the pen need none. A note is one entry at the top of change_notes; the next
    edition prints it. The notes of earlier editions stay.

    Fails: An item was added, and change_notes is as it was.
    Passes: An item was added; change_notes has a new first entry.
    From: GOV.UK publishing practice: change notes
    """
    for document, edition, old in plan_pairs(checked):
        found = [c for c in changes(old, document.model) if c.class_ is not ChangeSeverity.correction]
        if found and not new_notes(old, document.model):
            yield Finding(
                document,
                ("change_notes",),
                no_note(edition.said, summarise_changes(found)),
                f"Add at the top of change_notes: - {{on: {checked.today.isoformat()}, text: "
                f"{unfinished('what changed, for residents')}}}",
                of_key=True,
            )
        for note in old.change_notes:
            if not remaining_notes(note, document.model.change_notes):
                yield Finding(
                    document,
                    ("change_notes",),
                    f"The change note of {note.on} that was published in the edition {edition.said} is gone:"
                    f" “{note.text[:60]}”.",
                    "Put it back; add a new note above it instead.",
                    of_key=True,
                )


def no_note(edition: str, what: str = "") -> str:
    """What is said of a plan that differs from an edition and has no note about it. The form asks for the
    note in the same words.

    Args:
        edition: The edition as it is named in a sentence, for example "of 1 November 2026".
        what: How the plan differs, in a few words; the form does not know that and leaves it out.
    """
    return (
        f"This plan differs from the edition {edition}{f' ({what})' if what else ''} and has no new change"
        " note."
    )


def older_text(checked: CheckContext) -> Iterator[Finding]:
    """An edition has an older text of a file than the edition before it.

    It was prepared at the same time, on another branch. It publishes what its reviewer saw, and takes back
    what the other edition said.

    Fails: Two editions were prepared from one state, and merged one after the other.
    Passes: The second was prepared after the first was merged.
    From: Stevenage report 4.6.4
    """
    seen: dict[str, list[str]] = {}
    for number, edition in enumerate(checked.editions):
        before = checked.editions[number - 1] if number else None
        for path, blob in edition.manifest.items():
            older = (
                before is not None
                and before.manifest.get(path) not in (None, blob)
                and blob in seen.get(path, ())
            )
            if older and (edition is checked.editions[-1] or edition.day > checked.today):
                yield Finding(
                    edition.document,
                    ("documents", path),
                    f"This edition has an older text of {path} than the edition {before.said}.",
                    "If that is not meant, publish another edition: plans publish",
                    Severity.warning,
                    of_key=True,
                )
            seen.setdefault(path, []).append(blob)
