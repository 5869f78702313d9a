"""Whether anything changed since the last build: found out from the bytes of everything that a build reads, before anything of it is loaded.

What a build read and wrote is noted in the cache of this user (`website/cache`). Where all of it is the same again - every file of the
content, the commits that git knows, this program, its libraries, the day - and each file of the site is as it was left, there is nothing
to do. A note that cannot be read, or a site that anybody touched, only means that the build is done.

This module loads neither the model nor the theme: that would take longer than to find out.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..editions.git import line
from ..source.files import FOLDERS
from ..adapters import editor_packages
from .cache import cache, keep, kept
from .clock import clock
from .tool_fingerprint import tool_fingerprint

# Beside the folders of the content: what else in a folder a build reads.
BESIDE = ("mkdocs.yml", "site_overrides")


@dataclass(frozen=True)
class BuildRequest:
    """A build that somebody asks for. `day` is None where nobody named one: then it is today's, where the council is."""

    root: Path
    output: Path
    day: date | None
    draft: bool
    options: tuple[bool, ...]


def message_of_last_build(wanted: BuildRequest) -> list[str] | None:
    """What the last build said, if this one would do the same again; None if it must be done."""
    try:
        note = json.loads(kept(_note(wanted)) or b"{}")
        day = wanted.day or clock(note["zone"])
        same = note["key"] == _key(wanted, day) and note["files"] == _written(wanted.output)
        return note["said"] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(wanted: BuildRequest, day: date, zone: str, said: list[str], key: str) -> None:
    """Note what was built, under the `key` of what was read."""
    note = {"key": key, "zone": zone, "said": said, "files": _written(wanted.output)}
    keep(_note(wanted), json.dumps(note, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def key_of(wanted: BuildRequest, day: date) -> str:
    """Names everything that a build reads, as it is now; "" where it cannot be read."""
    try:
        return _key(wanted, day)
    except OSError:
        return ""


def _note(wanted: BuildRequest) -> Path:
    return cache("builds") / hashlib.sha256(os.fsencode(wanted.output.resolve())).hexdigest()


def _key(wanted: BuildRequest, day: date) -> str:
    root = wanted.root
    found = hashlib.sha256(repr((tool_fingerprint(), str(root.resolve()), day.isoformat(), wanted.draft, wanted.options, editor_packages.is_here())).encode())
    for path in _read(root):
        data = _bytes(path)
        found.update(f"\0{path.relative_to(root).as_posix()}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    if (root / "plans" / "editions").is_dir() or wanted.draft:
        # Past texts come from git: which there are, and which of them can still be reached, hangs on the commits that it knows. Of a
        # draft it is said how much is not committed.
        found.update("\0".join(line(root, *asked) for asked in (("rev-parse", "HEAD"), ("rev-parse", "--is-shallow-repository"),
                                                              ("for-each-ref", "--format=%(refname) %(objectname)"))).encode())
    return found.hexdigest()


def _bytes(path: Path) -> bytes:
    """What a file holds. What is no ordinary file (a link, a pipe) is not read: to read a pipe would wait for ever, and a build refuses it."""
    mode = os.lstat(path).st_mode
    if stat.S_ISREG(mode):
        return path.read_bytes()
    return os.fsencode(os.readlink(path)) if stat.S_ISLNK(mode) else str(mode).encode()


def _read(root: Path) -> Iterator[Path]:
    """Every file that a build may read, in a fixed order."""
    for name in sorted((*FOLDERS, *BESIDE)):
        if (root / name).is_file():
            yield root / name
        for folder, folders, files in os.walk(root / name):
            folders.sort()
            # A folder that is only a link is a thing of its own: a build refuses it.
            yield from (Path(folder, one) for one in folders if os.path.islink(os.path.join(folder, one)))
            yield from (Path(folder, one) for one in sorted(files))


def _written(output: Path) -> str:
    """Names every file of a site with its size and the moments at which it was written and last touched."""
    found = hashlib.sha256()
    for folder, folders, files in os.walk(output):
        folders.sort()
        for name in sorted(files):
            told = os.lstat(os.path.join(folder, name))
            found.update(f"{folder}/{name}\0{told.st_size} {told.st_mtime_ns} {told.st_ctime_ns} {told.st_mode}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()
