"""The texts that editions pin: from the files at hand, else from git; and what to say where they cannot be
had.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..content.documents import Document
from ..model.edition import Edition
from ..source.diagnostic import Diagnostic
from ..source.errors import UsageError
from ..source.files import PictureFile, SourceFile
from .edition_list import pinned, sort_key
from .git import blobs, held, unreached, why_no_history


class BlobTexts(Mapping[str, bytes]):
    """The texts of the files at hand and of git, by blob id; `in_git` has none of those at hand.

    Those of git are fetched when they are asked for, or `bring` has them brought; they do not stay.
    """

    def __init__(self, root: Path, at_hand: Mapping[str, SourceFile | PictureFile], in_git: Collection[str]):
        self._root, self._at_hand, self._in_git = root, at_hand, frozenset(in_git)
        self._brought: dict[str, bytes] = {}

    def __getitem__(self, blob: str) -> bytes:
        if blob in self._at_hand:
            return self._at_hand[blob].data
        if blob not in self._in_git:
            raise KeyError(blob)
        found = self._brought if blob in self._brought else blobs(self._root, [blob])
        return found[blob]

    def __contains__(self, blob: object) -> bool:
        return blob in self._at_hand or blob in self._in_git

    def __iter__(self) -> Iterator[str]:
        yield from (*self._at_hand, *self._in_git)

    def __len__(self) -> int:
        return len(self._at_hand) + len(self._in_git)

    @contextmanager
    def bring(self, ids: Iterable[str]) -> Iterator[None]:
        """Meanwhile, some texts are at hand: one process of git fetches them all."""
        self._brought = blobs(self._root, self._in_git.intersection(ids))
        try:
            yield
        finally:
            self._brought = {}


@dataclass(frozen=True)
class BlobStore:
    """Past texts by blob id.

    `cut` says why some cannot be had (the history is not here); `loose` are those that no commit holds.
    """

    texts: BlobTexts
    cut: str = ""
    loose: frozenset[str] = field(default=frozenset())


def open_blob_store(
    root: Path, editions: tuple[Document[Edition], ...], files: Iterable[SourceFile | PictureFile]
) -> BlobStore:
    """Find every pinned text.

    Git is asked only for texts that are not those of the files at hand, three things at once.
    """
    at_hand = {file.blob: file for file in files if file.blob}
    needed = pinned(editions) - set(at_hand)
    if not needed:
        return BlobStore(BlobTexts(root, at_hand, ()))
    with ThreadPoolExecutor(3) as pool:
        asked = (
            pool.submit(why_no_history, root),
            pool.submit(held, root, needed),
            pool.submit(unreached, root, needed),
        )
        try:
            why, found, loose = (one.result() for one in asked)
        except UsageError as refused:
            return BlobStore(BlobTexts(root, at_hand, ()), cut=str(refused))
    return BlobStore(
        BlobTexts(root, at_hand, found),
        cut="" if needed <= found else why,
        loose=frozenset() if why else frozenset(loose & found),
    )


def whole(editions: tuple[Document[Edition], ...], archive: BlobStore) -> tuple[Document[Edition], ...]:
    """The newest editions of which every text is at hand, up to the first that is not whole: enough to
    compare with.
    """
    found = []
    for document in sorted(editions, key=lambda d: sort_key(d.slug), reverse=True):
        if not all(blob in archive.texts for blob in document.model.documents.values()):
            break
        found.append(document)
    return tuple(found)


def loose_texts(editions: tuple[Document[Edition], ...], archive: BlobStore) -> list[Diagnostic]:
    """What to do about pinned texts that no commit holds: the next copy of the repository would lack them."""
    found, told = [], set()
    for document in editions:
        for path, blob in document.model.documents.items():
            if blob in archive.loose and blob not in told:
                told.add(blob)
                found.append(
                    Diagnostic(
                        document.at(("documents", path), of_key=True),
                        "loose-text",
                        f"The text of {path} that this edition pins ({blob[:10]}) is in no commit that leads"
                        " to this one, so other copies will not have it. A squash or a rebase drops such"
                        " texts.",
                        f"Find the commit that has it: git log --all --find-object={blob} ; and keep it,"
                        " without changing a file: git merge -s ours COMMIT",
                    )
                )
    return found
