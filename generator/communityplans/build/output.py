"""Writes the files of a site into a new folder, and reuses unchanged files of the previous output.

For each output folder, a manifest in the user's cache records the inputs of each file (as a hash) and its
state on the disk. From it the next build knows which files it can reuse.

A file is reused by a hard link. Both names refer to the same file, so an existing file is never written to:
it is unlinked first. Once the old output is removed, each file has one name again.

A file counts as unchanged if its size, mtime, ctime and inode are those recorded, it has one name, and the
owner and mode of new files here. A file that was edited in place is detected even if its size and mtime were
restored, because no program can set a ctime. Not detected: a system clock that was set back for the purpose,
a disk that returns other bytes than were written (`plans verify` compares those), and an edit within the
seconds of the build itself whose mtime was restored.
"""

import ctypes
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ..site.page import Page, SiteFile
from .manifest import load_manifest, save_manifest
from .results import content_hash

# The timestamps of a file system advance every 4 to 10 milliseconds: a change after this many seconds gets
# another one.
TICK_SECONDS = 0.02


class FileRecord(NamedTuple):
    """An output file: the hash of its inputs, its size in bytes, its mtime in nanoseconds, and its inode."""

    made_of: str
    size: int
    written: int
    inode: int


class PreviousOutput:
    """The previous output in a folder, as far as its manifest is known."""

    def __init__(self, folder: Path):
        self.folder = folder
        # On other systems ctime is the time of creation, and detects no edits.
        self._files: dict[str, list[Any]] = (
            load_manifest(folder).get("files", {}) if os.name == "posix" else {}
        )
        self._usual: tuple[int, ...] | None = None

    def knows(self, address: str) -> bool:
        """Whether a file may be reused. False until a first new file has shown the owner and mode used here."""
        return self._usual is not None and address in self._files

    def usual(self, result: os.stat_result) -> None:
        """Take the owner, mode and disk of a file just written as those of new files here."""
        self._usual = _kind(result)

    def take(self, address: str, made_of: str, path: str) -> FileRecord | None:
        """Reuse a file by a hard link, if its inputs are the same and it is unchanged.

        Args:
            address: The address of the file in the previous output.
            made_of: The hash of its inputs.
            path: Where to link it to.

        Returns:
            The record of the file; None if it cannot be reused.
        """
        *noted, touched = self._files[address]
        if noted[0] != made_of:
            return None
        here = f"{self.folder}/{address}"
        try:
            result = os.lstat(here)
            record = FileRecord(made_of, result.st_size, result.st_mtime_ns, result.st_ino)
            as_left = record == FileRecord(*noted) and result.st_ctime_ns == touched and result.st_nlink == 1
            if not as_left or _kind(result) != self._usual:
                return None
            os.link(here, path)
            return record
        except (FileNotFoundError, FileExistsError):
            return None
        except OSError:
            # This disk has no hard links, or not for these files: do not try again for each file.
            self._files = {}
            return None


class OutputFiles:
    """Writes files into a folder. With `before`, unchanged files are reused, and the manifest can be stored."""

    def __init__(self, folder: Path, before: PreviousOutput | None = None):
        self.folder, self.before = folder, before
        self.records: dict[str, FileRecord] = {}
        self._folders: set[str] = set()

    def put(self, address: str, made_of: Callable[[], str], content: Callable[[], bytes]) -> None:
        """Write or reuse a file.

        Args:
            address: Its address below the root of the site.
            made_of: Gives the hash of its inputs.
            content: Gives its bytes; called only if it cannot be reused.
        """
        path = f"{self.folder}/{address}"
        self._make_folder(path)
        if self.before and self.before.knows(address):
            record = self.before.take(address, made_of(), path)
            if record:
                self.records[address] = record
                return
        result = write_new(path, content())
        if self.before:
            self.before.usual(result)
            self.records[address] = FileRecord(made_of(), result.st_size, result.st_mtime_ns, result.st_ino)

    def asset(self, asset: SiteFile) -> None:
        """Write or reuse a file that is not a page."""
        self.put(asset.address, partial(content_hash, asset), lambda: asset.content)

    def remember(self, output: Path) -> None:
        """Store the manifest. Call it when the files are in `output` and every worker has ended."""
        if not self.before:
            return
        time.sleep(TICK_SECONDS)
        found: dict[str, list[Any]] = {}
        for address, record in self.records.items():
            with suppress(OSError):
                result = os.lstat(f"{output}/{address}")
                if record == FileRecord(record.made_of, result.st_size, result.st_mtime_ns, result.st_ino):
                    found[address] = [*record, result.st_ctime_ns]
        save_manifest(output, {"files": found})

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)


def file_of(page: Page) -> str:
    """The path of a page's file below the folder of the site."""
    return page.address if page.address.endswith(".html") else f"{page.address}index.html"


def write_new(path: str, data: bytes) -> os.stat_result:
    """Write a new file, replacing the name of an existing one, and return its state on the disk."""
    try:
        file = open(path, "xb")  # noqa: SIM115 - closed below, in both cases.
    except FileExistsError:
        os.unlink(path)
        file = open(path, "xb")  # noqa: SIM115
    with file:
        file.write(data)
        file.flush()
        return os.fstat(file.fileno())


def _kind(result: os.stat_result) -> tuple[int, ...]:
    """The properties that all files written here share: file type, mode, owner, group and disk."""
    return (
        stat.S_IFMT(result.st_mode),
        stat.S_IMODE(result.st_mode),
        result.st_uid,
        result.st_gid,
        result.st_dev,
    )


# Atomically exchanges two folders, with renameat2 of Linux: at no moment is either of them missing.


_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def atomic_swap(one: Path, other: Path) -> bool:
    """Exchange two folders on one file system.

    Returns:
        False, and nothing was changed, if the system or the file system does not support it.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # Not Linux, or without renameat2 (glibc before 2.28).
        return False
    status: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return status == 0
