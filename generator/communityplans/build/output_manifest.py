"""How the last build left a site: what each file was made of, and how it stood on the disk. So the next one can take over what stays the same.

Noted in the cache of this user (`website/cache`), for each folder that a site was built into, by this program only.

A file is as it was left if nothing is different about it: size, moments of its last writing (mtime) and of the last change of anything
about it (ctime), number on its disk (inode), one name, and the owner and the rights that a new file gets here. A file that somebody
changed in place is noticed even if it has its old size and was given its old mtime, because no program can set a ctime back.
What is not noticed: a clock of the machine that was turned back for it, a disk that returns other bytes than were written (`plans verify`
compares those), and a change in the seconds of the build itself that is given the old mtime.
"""

import hashlib
import json
import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from .cache import cache, keep, kept, tidy
from .tool_fingerprint import tool_fingerprint

# So many sites are remembered, the newest.
KEPT = 20
# The clock by which a disk notes its moments ticks every 4 to 10 milliseconds: what is changed after so many seconds gets another one.
TICK = 0.02


class FileRecord(NamedTuple):
    """A file as it was written or taken over: what it is made of, size, moment of writing, and number on its disk."""

    made_of: str
    size: int
    written: int
    number: int


class PreviousOutput:
    """The site that stands in a folder, as far as it is known of what its files were made."""

    def __init__(self, folder: Path):
        self.folder, self._files, self._usual = folder, {}, None
        try:
            note = json.loads(kept(_note(folder)) or b"{}")
            # Elsewhere than here ctime is something else, and tells nothing.
            if os.name == "posix" and note.get("program") == tool_fingerprint():
                self._files = note["files"]
        except (ValueError, KeyError, AttributeError):
            return

    def knows(self, address: str) -> bool:
        """Whether anything is known of a file. Not before a new file has shown what is usual here."""
        return self._usual is not None and address in self._files

    def usual(self, told: os.stat_result) -> None:
        """Take a file that was written just now for what is usual here."""
        self._usual = _kind(told)

    def take(self, address: str, made_of: str, path: str) -> FileRecord | None:
        """Give a file of the site a second name at `path`, if it was made of the same and is as it was left; else None, and nothing has happened."""
        *noted, touched = self._files[address]
        if noted[0] != made_of:
            return None
        here = f"{self.folder}/{address}"
        try:
            told = os.lstat(here)
            left = FileRecord(made_of, told.st_size, told.st_mtime_ns, told.st_ino)
            if left != FileRecord(*noted) or told.st_ctime_ns != touched or told.st_nlink != 1 or _kind(told) != self._usual:
                return None
            os.link(here, path)
            return left
        except (FileNotFoundError, FileExistsError):
            return None
        except OSError:
            # This disk has no second names, or not for these files: it need not be tried for each.
            self._files = {}
            return None


def remember(folder: Path, files: dict[str, FileRecord]) -> None:
    """Note how the files of a site were left, once they have no second names any more. A file that somebody has changed since is left out."""
    time.sleep(TICK)
    found = {}
    for address, left in files.items():
        try:
            told = os.lstat(f"{folder}/{address}")
        except OSError:
            continue
        if left == FileRecord(left.made_of, told.st_size, told.st_mtime_ns, told.st_ino):
            found[address] = [*left, told.st_ctime_ns]
    note = _note(folder)
    keep(note, json.dumps({"program": tool_fingerprint(), "files": found}, separators=(",", ":")).encode())
    tidy(note.parent, "*", KEPT)


def _note(folder: Path) -> Path:
    return cache("left") / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()


def _kind(told: os.stat_result) -> tuple[int, ...]:
    """What is the same for all files that are written here: an ordinary file, its rights, owner and disk."""
    return stat.S_IFMT(told.st_mode), stat.S_IMODE(told.st_mode), told.st_uid, told.st_gid, told.st_dev
