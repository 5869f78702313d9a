"""The output: files of a site are written into a new folder, or taken over from the old site where they are
the same.

For each folder that a site was built into, one manifest in the cache of this user says of what each file was
made and how it stood on the disk, and what was asked for. From it the next build knows which files it can
take over, and whether there is anything to do at all.

To take over a file is to give it a second name (a hard link). Both names are the same file, so nothing is
ever written into a file that is there: it is put aside first. Once the old site is removed, each file has one
name again.

A file is as it was left if nothing about it is different: size, moments of its last writing (mtime) and of
the last change of anything about it (ctime), number on its disk (inode), one name, and the owner and the
rights that a new file gets here. A file that somebody changed in place is noticed even if it has its old size
and was given its old mtime, because no program can set a ctime back. What is not noticed: a clock of the
machine that was turned back for it, a disk that returns other bytes than were written (`plans verify`
compares those), and a change in the seconds of the build itself that is given the old mtime.
"""

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

# The clock by which a disk notes its moments ticks every 4 to 10 milliseconds: what is changed after so many
# seconds gets another one.
TICK = 0.02


class FileRecord(NamedTuple):
    """A file as it was written or taken over: what it is made of, size, moment of writing, and number on its
    disk.
    """

    made_of: str
    size: int
    written: int
    inode: int


class PreviousOutput:
    """The site that stands in a folder, as far as it is known of what its files were made."""

    def __init__(self, folder: Path):
        self.folder = folder
        # Elsewhere than here ctime is something else, and tells nothing.
        self._files: dict[str, list[Any]] = (
            load_manifest(folder).get("files", {}) if os.name == "posix" else {}
        )
        self._usual: tuple[int, ...] | None = None

    def knows(self, address: str) -> bool:
        """Whether anything is known of a file. Not before a new file has shown what is usual here."""
        return self._usual is not None and address in self._files

    def usual(self, result: os.stat_result) -> None:
        """Take a file that was written just now for what is usual here."""
        self._usual = _kind(result)

    def take(self, address: str, made_of: str, path: str) -> FileRecord | None:
        """Give a file of the site a second name at `path`, if it was made of the same and is as it was left;
        else None, and nothing has happened.
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
            # This disk has no second names, or not for these files: it need not be tried for each.
            self._files = {}
            return None


class OutputFiles:
    """What is written into a folder.

    With `before`, unchanged files are taken over from there, and it can be noted how all were left.
    """

    def __init__(self, folder: Path, before: PreviousOutput | None = None):
        self.folder, self.before = folder, before
        self.records: dict[str, FileRecord] = {}
        self._folders: set[str] = set()

    def put(self, address: str, made_of: Callable[[], str], content: Callable[[], bytes]) -> None:
        """The file at an address.

        `made_of` names everything that `content` is made of; it is asked for the content only if the old site
        has not the same.
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
        """A file that is not a page, where its address says."""
        self.put(asset.address, partial(content_hash, asset), lambda: asset.content)

    def remember(self, output: Path) -> None:
        """Note how the files were left, now that they stand in `output`, and every process that wrote has
        ended.
        """
        if not self.before:
            return
        time.sleep(TICK)
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
    """Write a file that is nobody else's, and say how it stands on the disk then."""
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
    """What is the same for all files that are written here: an ordinary file, its rights, owner and disk."""
    return (
        stat.S_IFMT(result.st_mode),
        stat.S_IMODE(result.st_mode),
        result.st_uid,
        result.st_gid,
        result.st_dev,
    )
