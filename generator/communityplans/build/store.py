"""The store: results of tasks on disk, each under the hash of all its inputs.

One naming scheme (`Store.path`), one entry format, one size limit, one eviction. An entry is a line with the
SHA-256 of its header, the header (JSON), and parts of bytes, each with its size and SHA-256 in the header;
every part is verified when it is read. The store may be deleted at any time. It is shared by all versions of
this program, because the fingerprint of the program is part of each name.

It is in the cache folder of the user (XDG_CACHE_HOME), never in the folder of the content, where a proposal
could add a file to it.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import markupsafe
import platformdirs

PACKAGE = Path(__file__).parents[1]
# 9,000 plans with their forms, data, calendars and tables take 3 GB.
LIMIT_BYTES = 4 * 1024**3
# Adding up the sizes of 100,000 entries takes a second, so it is done once for this many new ones.
EVICT_EVERY = 500


class CorruptEntry(Exception):
    """An entry was damaged after it was opened. The build starts again with an empty store."""


@lru_cache(1)
def tool_fingerprint() -> str:
    """A hash of this program: the size and mtime of each of its files, the version of Python, and the
    versions of the installed libraries.
    """
    files = []
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            found = os.stat(os.path.join(folder, name))
            files.append(
                (os.path.relpath(os.path.join(folder, name), PACKAGE), found.st_size, found.st_mtime_ns)
            )
    libraries = sorted(
        name for name in os.listdir(Path(markupsafe.__file__).parents[1]) if name.endswith(".dist-info")
    )
    return hashlib.sha256(repr((files, sys.version, libraries)).encode()).hexdigest()


def cache_folder(name: str) -> Path:
    """The folder with this name in the user's cache for this program, whether or not it exists."""
    return platformdirs.user_cache_path("community-plans") / name


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class StoredBytes:
    """A part of an entry, read lazily. `check` is its SHA-256, `start` and `size` its position in the file."""

    path: Path
    start: int
    size: int
    check: str

    def read(self) -> bytes:
        """Read and verify the bytes.

        Raises:
            CorruptEntry: They are not those that were stored. The entry was removed.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(self.start)
                data = file.read(self.size)
        except OSError:
            data = b""
        if sha256(data) != self.check:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            raise CorruptEntry(str(self.path))
        return data


@dataclass(frozen=True)
class StoreEntry:
    """An entry: plain values, and parts of bytes that are read lazily."""

    header: Any
    parts: tuple[StoredBytes, ...]


class Store:
    """Entries by key. `written` counts the entries added since the last eviction check."""

    def __init__(self, folder: Path | None = None, limit: int = LIMIT_BYTES):
        self.folder = folder or cache_folder("store")
        self.limit, self.written = limit, 0

    def path(self, key: str) -> Path:
        """The path of the entry for a key and this version of the program."""
        name = hashlib.sha256(f"{tool_fingerprint()}\0{key}".encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / name[:2] / name

    def get(self, key: str) -> StoreEntry | None:
        """The entry for a key; None if there is none, or its header is damaged."""
        path = self.path(key)
        try:
            with path.open("rb") as file:
                check, _, line = file.readline().rstrip(b"\n").partition(b" ")
                start, end = file.tell(), os.fstat(file.fileno()).st_size
        except OSError:
            return None
        if check != sha256(line).encode():
            return None
        header, sizes = json.loads(line)
        parts = []
        for size, part_check in sizes:
            parts.append(StoredBytes(path, start, size, part_check))
            start += size
        return StoreEntry(header, tuple(parts)) if start == end else None

    def put(self, key: str, header: Any, parts: Sequence[bytes] = ()) -> bool:
        """Add an entry atomically.

        Returns:
            Whether it was written. Errors of the disk are ignored: the store is only a cache.
        """
        line = json.dumps(
            [header, [(len(part), sha256(part)) for part in parts]], separators=(",", ":")
        ).encode()
        path = self.path(key)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(b"".join((sha256(line).encode(), b" ", line, b"\n", *parts)))
            os.replace(fresh, path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            return False
        self.written += 1
        return True

    def get_bytes(self, key: str) -> bytes | None:
        """The first part of an entry; None if there is none, or it is damaged."""
        entry = self.get(key)
        try:
            return entry.parts[0].read() if entry else None
        except CorruptEntry:
            return None

    def put_bytes(self, key: str, data: bytes) -> bool:
        """Add an entry with one part; returns whether it was written."""
        return self.put(key, None, [data])

    def evict(self) -> None:
        """After EVICT_EVERY new entries, remove the oldest ones until the store is within its limit."""
        counter = self.folder / "written"
        with suppress(OSError, ValueError):
            written = self.written + (int(counter.read_text()) if counter.is_file() else 0)
            self.written = 0
            if written >= EVICT_EVERY:
                written = 0
                self._remove_oldest()
            counter.write_text(str(written))

    def _remove_oldest(self) -> None:
        found = []
        for folder in os.scandir(self.folder):
            if folder.is_dir():
                found += [
                    (one.stat().st_mtime, one.stat().st_size, one.path) for one in os.scandir(folder.path)
                ]
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self.limit:
                return
            with suppress(OSError):
                os.unlink(path)
                total -= size

    def clear(self) -> None:
        """Remove every entry; used when words were redacted, which may be in any entry."""
        for folder in self.folder.glob("??"):
            for path in folder.iterdir():
                with suppress(OSError):
                    path.unlink()
