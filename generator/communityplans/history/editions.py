"""Editions: past content, read from the bytes that each edition pins. Each distinct blob is read once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from ..content.documents import Content, Document
from ..content.load import load_files
from ..model.edition import Edition as EditionModel
from ..text.diagnostic import Diagnostic, Position, has_errors
from ..text.source import SourceFile, decode

NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d))?\Z")


@dataclass(frozen=True)
class Edition:
    """What was published on a day. `id` is its address; `manifest` gives the blob of each published file."""

    id: str
    day: date
    model: EditionModel
    content: Content
    document: Document[EditionModel] = field(compare=False)

    @property
    def manifest(self) -> dict[str, str]:
        """The blob id of every published file, by path."""
        return self.model.documents


def sort_key(id: str) -> tuple[str, int]:
    """Orders editions: by day, then by number."""
    found = NAME.match(id)
    return (found[1], int(found[2] or 1)) if found else (id, 1)


def needed(editions: Iterable[Document[EditionModel]], held: Iterable[str]) -> set[str]:
    """The blob ids that must be fetched: pinned, and not those of files that are at hand."""
    return {blob for document in editions for blob in document.model.documents.values()} - set(held)


def read_editions(documents: tuple[Document[EditionModel], ...], fetch: Callable[[str], bytes | None]) -> tuple[list[Edition], list[Diagnostic]]:
    """The editions, oldest first, with what could not be read. `fetch` gives a blob's bytes, or None if nobody has it.

    Old documents are brought up to the current template and never judged by today's rules.
    """
    parsed: dict[tuple[str, str], tuple[Content, list[Diagnostic]]] = {}
    editions, diagnostics = [], []
    for document in sorted(documents, key=lambda d: sort_key(d.slug)):
        pieces: list[Content] = []
        for path, blob in document.model.documents.items():
            key = (path, blob)
            if key not in parsed:
                parsed[key] = _read(path, blob, fetch(blob), document)
            content, problems = parsed[key]
            pieces.append(content)
            diagnostics += [Diagnostic(document.at(("documents",), of_key=True), d.rule, d.message, d.fix, d.severity) for d in problems]
        found = NAME.match(document.slug)
        if found:
            editions.append(Edition(document.slug, date.fromisoformat(found[1]), document.model, _together(pieces), document))
    return editions, diagnostics


def newest_due(editions: list[Edition], today: date) -> Edition | None:
    """The edition that the public sees on a day: the newest one whose day has come."""
    due = [edition for edition in editions if edition.day <= today]
    return due[-1] if due else None


def history_of(editions: list[Edition], path: str) -> list[Edition]:
    """The editions in which a file differs from the one before (the first in which it stands included), oldest first."""
    found, last = [], None
    for edition in editions:
        blob = edition.manifest.get(path)
        if blob is not None and blob != last:
            found.append(edition)
        last = blob
    return found


def _read(path: str, blob: str, data: bytes | None, edition: Document) -> tuple[Content, list[Diagnostic]]:
    if data is None:
        return Content(), [Diagnostic(Position(edition.source.path), "missing-blob", f"The text of {path} that this edition pins ({blob[:10]}) is not in the repository.",
                                      "Fetch the whole history (fetch-depth: 0), or bring back the branch that it was published from.")]
    if not path.endswith((".yml", ".md")):
        return Content(), []
    file, problem = decode(path, data)
    if file is None:
        return Content(), [problem]
    content, problems = load_files([SourceFile(path, file.content)])
    bad = [Diagnostic(d.position, "old-text", f"{path} as this edition pins it cannot be read: {d.message}", d.fix) for d in problems]
    return content, bad if has_errors(problems) else []


def _together(pieces: list[Content]) -> Content:
    """One content from the contents of single files."""
    council = next((p.council for p in pieces if p.council), None)
    plans = tuple(plan for p in pieces for plan in p.plans)
    guides = tuple(guide for p in pieces for guide in p.guides)
    return Content(council, None, plans, guides)
