"""The manifest of an output folder: how the last build left a site, and what it was asked for.

Kept in the cache of this user.

This module loads neither the model nor the theme: whether there is anything to do is found out before they
are loaded, from the bytes of everything that a build reads (files of the content, commits that git knows,
this program, its libraries, the day) and from how each file of the site stands on the disk. A manifest that
cannot be read, or a site that anybody touched, only means that the build is done.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..editions.git import line
from ..source.files import FOLDERS
from .clock import clock
from .store import cache_folder, sha256, tool_fingerprint

# Beside the folders of the content: what else in a folder a build reads.
BESIDE = ("mkdocs.yml", "site_overrides")
# So many folders are remembered, the newest.
MOST = 20


def load_manifest(output: Path) -> dict[str, Any]:
    """What this version of the program noted of a folder; nothing where it noted nothing, or that is damaged."""
    try:
        check, _, data = _path(output).read_bytes().partition(b"\n")
        found = json.loads(data) if check == sha256(data).encode() else {}
        return found if found.get("program") == tool_fingerprint() else {}
    except (OSError, ValueError, AttributeError):
        return {}


def save_manifest(output: Path, values: dict[str, Any]) -> None:
    """Note some values, beside those that are there. A cache that cannot be written is no reason to stop."""
    path = _path(output)
    values = load_manifest(output) | values | {"program": tool_fingerprint()}
    data = json.dumps(values, separators=(",", ":")).encode("utf-8", "surrogatepass")
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(sha256(data).encode() + b"\n" + data)
        os.replace(fresh, path)
        for old in sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)[MOST:]:
            old.unlink(missing_ok=True)


def _path(output: Path) -> Path:
    return cache_folder("outputs") / hashlib.sha256(os.fsencode(output.resolve())).hexdigest()


@dataclass(frozen=True)
class BuildRequest:
    """A build that somebody asks for.

    `day` is None where nobody named one: then it is today's, where the council is.
    """

    root: Path
    output: Path
    day: date | None
    draft: bool
    options: tuple[object, ...]


def message_of_last_build(request: BuildRequest) -> list[str] | None:
    """What the last build said, if this one would do the same again; None if it must be done."""
    try:
        noted = load_manifest(request.output)["build"]
        day = request.day or clock(noted["zone"])
        same = noted["key"] == _key(request, day) and noted["output"] == _output_state(request.output)
        return noted["message"] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(request: BuildRequest, zone: str, message: list[str], key: str) -> None:
    """Note what was built, under the `key` of what was read."""
    noted = {"key": key, "zone": zone, "message": message, "output": _output_state(request.output)}
    save_manifest(request.output, {"build": noted})


def key_of(request: BuildRequest, day: date) -> str:
    """Names everything that a build reads, as it is now; "" where it cannot be read."""
    try:
        return _key(request, day)
    except OSError:
        return ""


def _key(request: BuildRequest, day: date) -> str:
    root = request.root
    asked = (tool_fingerprint(), str(root.resolve()), day.isoformat(), request.draft, request.options)
    found = hashlib.sha256(repr(asked).encode())
    for path in _inputs(root):
        data = _bytes(path)
        name = path.relative_to(root).as_posix()
        found.update(f"\0{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    if (root / "plans" / "editions").is_dir() or request.draft:
        # Past texts come from git: which there are, and which of them can still be reached, hangs on the
        # commits that it knows. Of a draft it is said how much is not committed.
        questions = (
            ("rev-parse", "HEAD"),
            ("rev-parse", "--is-shallow-repository"),
            ("for-each-ref", "--format=%(refname) %(objectname)"),
        )
        found.update("\0".join(line(root, *question) for question in questions).encode())
    return found.hexdigest()


def _bytes(path: Path) -> bytes:
    """What a file holds.

    What is no ordinary file (a link, a pipe) is not read: to read a pipe would wait for ever, and a build
    refuses it.
    """
    mode = os.lstat(path).st_mode
    if stat.S_ISREG(mode):
        return path.read_bytes()
    return os.fsencode(os.readlink(path)) if stat.S_ISLNK(mode) else str(mode).encode()


def _inputs(root: Path) -> Iterator[Path]:
    """Every file that a build may read, in a fixed order."""
    for name in sorted((*FOLDERS, *BESIDE)):
        if (root / name).is_file():
            yield root / name
        for folder, folders, files in os.walk(root / name):
            folders.sort()
            # A folder that is only a link is a thing of its own: a build refuses it.
            yield from (Path(folder, one) for one in folders if os.path.islink(os.path.join(folder, one)))
            yield from (Path(folder, one) for one in sorted(files))


def _output_state(output: Path) -> str:
    """Names every file of a site with its size and the moments at which it was written and last touched."""
    found = hashlib.sha256()
    for folder, folders, files in os.walk(output):
        folders.sort()
        for name in sorted(files):
            result = os.lstat(os.path.join(folder, name))
            state = f"{result.st_size} {result.st_mtime_ns} {result.st_ctime_ns} {result.st_mode}"
            found.update(f"{folder}/{name}\0{state}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()
