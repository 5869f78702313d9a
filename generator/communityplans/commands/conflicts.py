"""Finds conflicts between a proposal and what was merged since it began: items that both change, in different
ways, and the commit that changed them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..content.documents import Content, Document
from ..editions.change_text import describe
from ..editions.compare import Change, Kind
from ..editions.document_diff import compare_documents
from ..editions.row_matching import title_of
from .content_diff import changed_documents

# How many commits are searched for the one that made a change.
MOST_COMMITS = 60


@dataclass(frozen=True)
class Commit:
    """A merged commit: its short id, its day (YYYY-MM-DD) and the first line of its message."""

    id: str
    day: str
    subject: str


@dataclass(frozen=True)
class Collision:
    """A conflict: the change of the proposal and the merged one, each in a sentence, and the merged commit
    (None if not found).
    """

    document: str
    path: str
    mine: str
    theirs: str
    commit: Commit | None = None


Key = tuple[str, ...]


def collisions(
    before: Content,
    theirs: Content,
    mine: Content,
    commits: Callable[[str], Iterable[tuple[Commit, Content, Content]]],
) -> list[Collision]:
    """The conflicts between two contents with a common ancestor, document by document.

    Args:
        before: The common ancestor.
        theirs: What is merged now.
        mine: The proposal.
        commits: Gives the commits since the ancestor that touch a file, newest first, each with the content
            before and after it.
    """
    found = []
    merged = {document.source.path: (old, document) for old, document in changed_documents(before, theirs)}
    for old, new in changed_documents(before, mine):
        if new.source.path not in merged or old is None or merged[new.source.path][0] is None:
            continue
        ours, other = _by_place(old, new), _by_place(old, merged[new.source.path][1])
        for key in (one for one in ours if any(_overlap(one, two) for two in other)):
            with_ = next(two for two in other if _overlap(key, two))
            if ours[key].new == other[with_].new and ours[key].kind == other[with_].kind:
                continue
            commit = next(
                (c for c, a, b in commits(new.source.path) if _makes(a, b, new.source.path, with_)), None
            )
            found.append(
                Collision(
                    title_of(new.model), new.source.path, describe(ours[key]), describe(other[with_]), commit
                )
            )
    return found


def _by_place(old: Document[Any], new: Document[Any]) -> dict[Key, Change]:
    """The changes of a document by what they change: item, field, row. Two new rows of one list do not
    conflict.
    """
    return {
        _place(change): change for change in compare_documents(old, new) if change.kind is not Kind.reordered
    }


def _place(change: Change) -> Key:
    if change.kind in (Kind.moved, Kind.removed) and change.field is None:
        return (change.item, str(change.kind))
    row = title_of(change.new or change.old) if change.field and change.kind is not Kind.changed else ""
    return (change.item, change.group, change.row, *(change.path if change.field else ("",)), row)


def _overlap(one: Key, two: Key) -> bool:
    """Whether two changes affect the same thing; any change in an item conflicts with its removal."""
    return one == two or (one[0] == two[0] != "" and "removed" in (one[1], two[1]))


def _makes(before: Content, after: Content, path: str, key: Key) -> bool:
    pairs = [
        (old, new)
        for old, new in changed_documents(before, after)
        if new.source.path == path and old is not None
    ]
    return any(key in _by_place(old, new) for old, new in pairs)
