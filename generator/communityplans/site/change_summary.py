"""What the comparison of two texts of a document comes to, in words: all that pages, feeds and the tracker say of a change.

To compare takes longer than to say it, and two texts that editions pin never change: so what they come to is a job with a key, and is
kept from build to build like a page.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace

from markupsafe import Markup

from ..content.documents import Document
from ..editions.compare import Change, ChangeSeverity, Kind
from ..editions.document_diff import compare_documents
from ..editions.change_notes import new_notes
from ..editions.reference_names import Names, names_of, use_names
from ..editions.change_text import delayed_items, describe, describe_changes, grouped, summarise_changes
from ..model.plan import Plan
from ..source.markdown import render_field_markdown
from .tasks import Maker, Task, task_key
from .page import SiteFile


@dataclass(frozen=True)
class ChangeSummary:
    """`short` are the changes in numbers, "2 added, 1 date put off"; `groups` the same as a resident would ask, (key, heading, [(sentence, id to link to, reason)]);
    `items` has the sentences of each item, corrections apart; `put_off` what each item that was put off had been promised for;
    `notes` what the new text says of itself and the older one does not."""

    short: str = ""
    groups: list[tuple[str, str, list[tuple[str, str | None, str]]]] = field(default_factory=list)
    items: dict[str, list[str]] = field(default_factory=dict)
    put_off: dict[str, str] = field(default_factory=dict)
    notes: list[Markup] = field(default_factory=list)


@dataclass(frozen=True)
class VersionPair:
    """A text of a document and the one before it (None for the first), each with a name for what else it is made of.

    `meanings` are the names of what they point at in other documents.
    """

    old: Document | None
    new: Document
    names: tuple[str, ...]
    meanings: tuple[Names, ...] = ()

    @property
    def key(self) -> str:
        """Names all that the comparison is made of."""
        meant = [sorted(one.items()) for one in self.meanings]
        return task_key("told", self.names, meant, *((one.source.path, one.text_id) for one in (self.old, self.new) if one))


def summarise_pair(pairs: Sequence[VersionPair], do: Maker) -> list[ChangeSummary]:
    """What each pair comes to, in their order. `do` compares them, and may have some from before."""
    return [_read(made.content) for made in do([Task(pair.key, _job(pair)) for pair in pairs])]


def change_summaries(old: Document | None, new: Document, meanings: Sequence[Names] = ()) -> ChangeSummary:
    """What has changed from a text to the one after it. Without an older one there is no change, and all its notes are new."""
    with use_names(*meanings, names_of(old), names_of(new)):
        return _told(old, new)


def _told(old: Document | None, new: Document) -> ChangeSummary:
    changes = compare_documents(old, new) if old else []
    items: dict[str, list[str]] = {}
    put_off: dict[str, str] = {}
    for change in changes:
        if change.item and change.class_ is not ChangeSeverity.correction:
            items.setdefault(change.item, []).append(describe(change))
        if delayed_items(change) and change.item and not change.row:
            put_off.setdefault(change.item, change.old.words)
    groups = [(key, heading, [(describe(one), _anchor(one), describe_changes(new.model, one)) for one in these]) for key, heading, these in grouped(changes)]
    return ChangeSummary(summarise_changes(changes), groups, items, put_off, _notes(old, new))


def _job(pair: VersionPair) -> Callable[[], list[SiteFile]]:
    return lambda: [SiteFile("told.json", json.dumps(asdict(change_summaries(pair.old, pair.new, pair.meanings)), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))]


def _read(data: bytes) -> ChangeSummary:
    found = ChangeSummary(**json.loads(data.decode("utf-8", "surrogatepass")))
    groups = [(key, heading, [(sentence, anchor, reason) for sentence, anchor, reason in these]) for key, heading, these in found.groups]
    return replace(found, groups=groups, notes=[Markup(note) for note in found.notes])


def _anchor(change: Change) -> str | None:
    gone = change.kind is Kind.removed and change.field is None
    return change.item if change.item and not gone else None


def _notes(old: Document | None, new: Document) -> list[Markup]:
    """What a plan's own notes say that those of the text before did not. A guide has none."""
    if not isinstance(new.model, Plan):
        return []
    return [render_field_markdown(note.text) for note in new_notes(old.model if old else None, new.model)]
