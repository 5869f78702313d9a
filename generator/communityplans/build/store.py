"""The store: results of tasks on disk, each under the hash of everything that it is made of.

One naming scheme (`Store.path`), one entry format, one size limit, one eviction. An entry is a line with the
SHA-256 of its header, the header (JSON), and parts of bytes, each with its size and SHA-256 in the header;
every part is verified when it is read. The store may be deleted at any time. It is shared by all versions of
this program, because the fingerprint of the program is part of each name.

It lies in the cache folder of the user (XDG_CACHE_HOME says where), never in the folder of the content, where
a proposal could plant a file.
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
# To add up the sizes of all entries takes a second for 100,000 of them, so it is done after so many new ones.
EVICT_EVERY = 500


class CorruptEntry(Exception):
    """An entry that was whole when it was opened has other bytes when it is read.

    The build is done once more, from an empty store.
    """


@lru_cache(1)
def tool_fingerprint() -> str:
    """Names this program by its files (size and time of each), its Python, and the versions of the libraries
    beside it.
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
    """The folder of this program in the cache of this user for one kind of thing, whether or not it is there."""
    return platformdirs.user_cache_path("community-plans") / name


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class StoredBytes:
    """A part of an entry that stays on disk until it is read."""

    path: Path
    start: int
    size: int
    check: str

    def read(self) -> bytes:
        """The bytes, verified.

        Raises:
            CorruptEntry: They are not those that were stored. The entry is gone then.
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
    """What is stored under a key: plain values, and parts that can be read later."""

    header: Any
    parts: tuple[StoredBytes, ...]


class Store:
    """Entries by key. `written` counts those that were put by this object."""

    def __init__(self, folder: Path | None = None, limit: int = LIMIT_BYTES):
        self.folder = folder or cache_folder("store")
        self.limit, self.written = limit, 0

    def path(self, key: str) -> Path:
        """Where the entry for a key lies, as far as this version of the program is concerned."""
        name = hashlib.sha256(f"{tool_fingerprint()}\0{key}".encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / name[:2] / name

    def get(self, key: str) -> StoreEntry | None:
        """The entry for a key; None where there is none that is whole."""
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
        """Store an entry, whole or not at all; whether that went well.

        A store that cannot be written is no reason to stop.
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
        """The one part of an entry, read now; None where there is none that is whole."""
        entry = self.get(key)
        try:
            return entry.parts[0].read() if entry else None
        except CorruptEntry:
            return None

    def put_bytes(self, key: str, data: bytes) -> bool:
        """Store one part; whether that went well."""
        return self.put(key, None, [data])

    def evict(self) -> None:
        """After enough new entries: remove the oldest until the store is within its limit."""
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
        """Remove every entry: after words were taken down, nothing of them stays here."""
        for folder in self.folder.glob("??"):
            for path in folder.iterdir():
                with suppress(OSError):
                    path.unlink()
