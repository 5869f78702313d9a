"""The texts that editions pin: from the files at hand, else from git; and what to say where they cannot be had."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from ..content.documents import Document
from ..model.edition import Edition
from ..text.diagnostic import Diagnostic
from ..text.refused import Refused
from ..text.source import PictureFile, SourceFile
from .editions import pinned, sort_key
from .git import blobs, unreached, why_no_history


@dataclass(frozen=True)
class Archive:
    """Past texts by blob id. `cut` says why some cannot be had (the history is not here); `loose` are those that no commit holds."""

    texts: dict[str, bytes]
    cut: str = ""
    loose: frozenset[str] = field(default=frozenset())


def open_archive(root: Path, editions: tuple[Document[Edition], ...], files: Iterable[SourceFile | PictureFile]) -> Archive:
    """Fetch every pinned text once. Git is asked only for texts that are not those of the files at hand, three things at once."""
    at_hand = {file.blob: file.data for file in files if file.blob}
    needed = pinned(editions) - set(at_hand)
    if not needed:
        return Archive(at_hand)
    with ThreadPoolExecutor(3) as pool:
        asked = pool.submit(why_no_history, root), pool.submit(blobs, root, needed), pool.submit(unreached, root, needed)
        try:
            why, fetched, loose = (one.result() for one in asked)
        except Refused as refused:
            return Archive(at_hand, cut=str(refused))
    return Archive(at_hand | fetched, cut="" if needed <= set(fetched) else why, loose=frozenset() if why else frozenset(loose & set(fetched)))


def whole(editions: tuple[Document[Edition], ...], archive: Archive) -> tuple[Document[Edition], ...]:
    """The newest editions of which every text is at hand, up to the first that is not whole: enough to compare with."""
    found = []
    for document in sorted(editions, key=lambda d: sort_key(d.slug), reverse=True):
        if not set(document.model.documents.values()) <= set(archive.texts):
            break
        found.append(document)
    return tuple(found)


def loose_texts(editions: tuple[Document[Edition], ...], archive: Archive) -> list[Diagnostic]:
    """What to do about pinned texts that no commit holds: the next copy of the repository would lack them."""
    found, told = [], set()
    for document in editions:
        for path, blob in document.model.documents.items():
            if blob in archive.loose and blob not in told:
                told.add(blob)
                found.append(Diagnostic(
                    document.at(("documents", path), of_key=True), "loose-text",
                    f"The text of {path} that this edition pins ({blob[:10]}) is in no commit that leads to this one, so other copies will not have it. A squash or a rebase drops such texts.",
                    f"Find the commit that has it: git log --all --find-object={blob} ; and keep it, without changing a file: git merge -s ours COMMIT"))
    return found
