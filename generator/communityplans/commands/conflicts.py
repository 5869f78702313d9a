"""Finds conflicts between a proposal and what was merged since it began: items that both change, in different
ways, and the commit that changed them.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..content.documents import Content, Document
from ..editions.change_text import describe
from ..editions.compare import Change, Kind, title_of
from ..editions.document_diff import compare_documents
from ..editions.git import call, line, run
from ..source.files import FOLDERS
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


# Reads a proposal from git: its merge base, what was merged since, and whether git can merge the two.


def start_of(root: Path, base: str) -> str:
    """The merge base of HEAD and `base`; the base itself if they have no common commit."""
    return line(root, "merge-base", base, "HEAD") or base


def conflicting(root: Path, base: str) -> list[str]:
    """The files in which git finds a merge conflict; empty where there is none, or git cannot tell."""
    code, out, _ = call(
        root, "merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", base, "HEAD"
    )
    return (
        sorted({name.decode("utf-8", "replace") for name in out.split(b"\0")[1:] if name})
        if code == 1
        else []
    )


def beside_content(root: Path, start: str) -> list[str]:
    """The files that a proposal changes outside the content folders, such as workflows and templates."""
    names = (
        run(root, "diff", "--name-only", "-z", "--no-renames", start, "HEAD")
        .decode("utf-8", "replace")
        .split("\0")
    )
    return sorted(
        name
        for name in _from_here(root, filter(None, names))
        if not name.startswith(tuple(f"{folder}/" for folder in FOLDERS))
    )


def _from_here(root: Path, names: Iterable[str]) -> list[str]:
    """Paths as git gives them, from the top of the repository, as they are from `root`, a folder in it.

    A file outside of `root` keeps its name and begins with ../, so that it is never taken for content.
    """
    prefix = line(root, "rev-parse", "--show-prefix").rstrip("/")
    return [posixpath.relpath(name, prefix) for name in names] if prefix else list(names)


def commits_between(
    root: Path, start: str, base: str, content_at: Callable[[str, str], Content]
) -> Callable[[str], Iterator[tuple[Commit, Content, Content]]]:
    """A function that gives the merged commits that touch a file, newest first, each with the content of the
    file before and after it.

    Args:
        root: The repository.
        start: The merge base.
        base: The branch that the proposal is to be merged into.
        content_at: Reads one file of a commit: `content_at(commit, path)`.
    """

    def of(path: str) -> Iterator[tuple[Commit, Content, Content]]:
        listed = run(
            root,
            "log",
            f"-{MOST_COMMITS}",
            "--first-parent",
            "--diff-merges=first-parent",
            "--format=%H%x00%h%x00%cs%x00%s",
            f"{start}..{base}",
            "--",
            path,
        ).decode("utf-8", "replace")
        for row in listed.splitlines():
            full, short, day, subject = row.split("\0")
            yield Commit(short, day, subject), content_at(f"{full}^", path), content_at(full, path)

    return of
