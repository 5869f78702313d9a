"""Rendered change summaries between two versions of a document, for pages, feeds and the tracker.

The comparison is slow and published versions never change, so it is a task with a key, whose result is
stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from markupsafe import Markup

from ..content.documents import Document
from ..editions.change_text import delayed_items, describe, describe_changes, grouped, summarise_changes
from ..editions.compare import Change, ChangeSeverity, Kind
from ..editions.document_diff import compare_documents, new_notes
from ..editions.edition_list import PublishedEdition
from ..editions.reference_names import Names, names_of, use_names
from ..model.plan import Plan
from ..model.settings import Withheld
from ..source.markdown import render_field_markdown
from .tasks import Run, Task, run_now, task_key


@dataclass(frozen=True)
class ChangeSummary:
    """`short` are the changes in numbers, "2 added, 1 date put off"; `groups` the same as a resident would
    ask, (key, heading, [(sentence, id to link to, reason)]); `items` has the sentences of each item,
    corrections apart; `put_off` what each item that was put off had been promised for; `notes` what the
    new text says of itself and the older one does not.
    """

    short: str = ""
    groups: list[tuple[str, str, list[tuple[str, str | None, str]]]] = field(default_factory=list)
    items: dict[str, list[str]] = field(default_factory=dict)
    put_off: dict[str, str] = field(default_factory=dict)
    notes: list[Markup] = field(default_factory=list)


@dataclass(frozen=True)
class VersionPair:
    """A version of a document and the one before it (None for the first), with names of what else the summary
    depends on.

    `meanings` are the names of what they refer to in other documents.
    """

    old: Document[Any] | None
    new: Document[Any]
    names: tuple[str, ...]
    meanings: tuple[Names, ...] = ()

    @property
    def key(self) -> str:
        """The key of the comparison: a hash of everything that it depends on."""
        meant = [sorted(one.items()) for one in self.meanings]
        return task_key(
            "told",
            self.names,
            meant,
            *((one.source.path, one.text_id) for one in (self.old, self.new) if one),
        )


def summarise_pairs(pairs: Sequence[VersionPair], run: Run) -> list[ChangeSummary]:
    """The change summary of each pair, in order. `run` compares them, or takes the results from the store."""
    made = run(
        [
            Task("change summary", pair.key, summary_values, (pair.old, pair.new, pair.meanings), "values")
            for pair in pairs
        ]
    )
    return [_summary(values) for values in made]


def summary_values(
    old: Document[Any] | None, new: Document[Any], meanings: Sequence[Names]
) -> dict[str, Any]:
    """A change summary as plain values, as they are stored."""
    return asdict(change_summaries(old, new, meanings))


def change_summaries(
    old: Document[Any] | None, new: Document[Any], meanings: Sequence[Names] = ()
) -> ChangeSummary:
    """The change summary between two versions. For a first version there are no changes, and all notes are
    new.
    """
    with use_names(*meanings, names_of(old), names_of(new)):
        return _told(old, new)


def _told(old: Document[Any] | None, new: Document[Any]) -> ChangeSummary:
    changes = compare_documents(old, new) if old else []
    items: dict[str, list[str]] = {}
    put_off: dict[str, str] = {}
    for change in changes:
        if change.item and change.class_ is not ChangeSeverity.correction:
            items.setdefault(change.item, []).append(describe(change))
        if delayed_items(change) and change.item and not change.row:
            put_off.setdefault(change.item, change.old.words)
    groups = [
        (key, heading, [(describe(one), _anchor(one), describe_changes(new.model, one)) for one in these])
        for key, heading, these in grouped(changes)
    ]
    return ChangeSummary(summarise_changes(changes), groups, items, put_off, _notes(old, new))


def _summary(values: dict[str, Any]) -> ChangeSummary:
    groups = [(key, heading, [tuple(row) for row in rows]) for key, heading, rows in values["groups"]]
    notes = [Markup(note) for note in values["notes"]]
    return ChangeSummary(values["short"], groups, values["items"], values["put_off"], notes)


def _anchor(change: Change) -> str | None:
    gone = change.kind is Kind.removed and change.field is None
    return change.item if change.item and not gone else None


def _notes(old: Document[Any] | None, new: Document[Any]) -> list[Markup]:
    """The change notes of a plan that its earlier version did not have. Guides have none."""
    if not isinstance(new.model, Plan):
        return []
    return [render_field_markdown(note.text) for note in new_notes(old.model if old else None, new.model)]


# The history of the council's own file in the editions: areas, wards, priorities, funds.


# Where the page of an edition tells of them.
ANCHOR = "council"


@dataclass(frozen=True)
class CouncilStep:
    """An edition in which the council's file differs from the one before."""

    edition: PublishedEdition
    told: ChangeSummary

    @property
    def address(self) -> str:
        """Where it is told in full."""
        return f"editions/{self.edition.id}/#{ANCHOR}"


def council_steps(
    editions: tuple[PublishedEdition, ...], run: Run = run_now, places: Iterable[Withheld] = ()
) -> dict[str, CouncilStep]:
    """The changes of the council's file by the id of the edition; the first edition has none.

    Args:
        editions: The editions that are due, oldest first.
        run: Compares the texts, or takes the results from the store.
        places: The redactions.
    """
    taken = task_key([repr(place) for place in places])
    found: list[tuple[PublishedEdition, VersionPair]] = []
    before = None
    for edition in editions:
        now = edition.content.council
        if now is None:
            continue
        if before is not None and before[1].text_id != now.text_id:
            plans = [(plan.slug, plan.top("title")) for plan in edition.content.plans]
            found.append(
                (
                    edition,
                    VersionPair(
                        before[1],
                        now,
                        (taken, before[0].id, edition.id),
                        (names_of(None, before[1]), names_of(None, now, plans)),
                    ),
                )
            )
        before = edition, now
    told = summarise_pairs([pair for _, pair in found], run)
    return {
        edition.id: CouncilStep(edition, said)
        for (edition, _), said in zip(found, told, strict=True)
        if said.groups
    }
