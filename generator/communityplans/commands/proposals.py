"""Reads a proposal from git: its merge base, what was merged since, and whether git can merge the two."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..content.documents import Content
from ..editions.git import call, line, run
from ..source.files import FOLDERS
from .conflicts import MOST_COMMITS, Commit


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
