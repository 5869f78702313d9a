"""The manifest of an output folder: the request and the resulting files of the last build. It is stored in
the user's cache.

This module imports neither the model nor the theme: whether a build is needed is decided before they are
loaded, from the bytes of everything that a build reads (content files, commits known to git, this program,
its libraries, the day) and from the state of each output file on the disk. If the manifest cannot be read, or
the output was touched, the build runs.
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

# What a build reads beside the content folders.
BESIDE = ("mkdocs.yml", "site_overrides")
# How many manifests are stored; the oldest are removed.
MOST = 20


def load_manifest(output: Path) -> dict[str, Any]:
    """The manifest that this version of the program stored for an output folder; {} if there is no whole one."""
    try:
        check, _, data = _path(output).read_bytes().partition(b"\n")
        found = json.loads(data) if check == sha256(data).encode() else {}
        return found if found.get("program") == tool_fingerprint() else {}
    except (OSError, ValueError, AttributeError):
        return {}


def save_manifest(output: Path, values: dict[str, Any]) -> None:
    """Add some values to the manifest of an output folder. Errors of the cache are ignored."""
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
    """The arguments of a build. `day` is None for today, in the time zone of the council."""

    root: Path
    output: Path
    day: date | None
    draft: bool
    options: tuple[object, ...]


def message_of_last_build(request: BuildRequest) -> list[str] | None:
    """The message of the last build, if nothing has changed since; None if a build is needed."""
    try:
        noted = load_manifest(request.output)["build"]
        day = request.day or clock(noted["zone"])
        same = noted["key"] == _key(request, day) and noted["output"] == _output_state(request.output)
        return noted["message"] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(request: BuildRequest, zone: str, message: list[str], key: str) -> None:
    """Store that a build is complete.

    Args:
        request: Its arguments.
        zone: The time zone of the council, for the day of the next build.
        message: What the build printed, line by line.
        key: Identifies everything that the build read, from `key_of` before it started.
    """
    noted = {"key": key, "zone": zone, "message": message, "output": _output_state(request.output)}
    save_manifest(request.output, {"build": noted})


def key_of(request: BuildRequest, day: date) -> str:
    """A hash of everything that a build reads, as it is now; "" if something cannot be read."""
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
        # Past texts come from git, and which of them can be reached depends on its refs. A build of the draft
        # reports uncommitted files, too.
        questions = (
            ("rev-parse", "HEAD"),
            ("rev-parse", "--is-shallow-repository"),
            ("for-each-ref", "--format=%(refname) %(objectname)"),
        )
        found.update("\0".join(line(root, *question) for question in questions).encode())
    return found.hexdigest()


def _bytes(path: Path) -> bytes:
    """The bytes of a regular file. Of anything else (a link, a pipe) only what it is: reading a pipe would
    block, and a build rejects such files anyway.
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
            # A symbolic link to a folder is not followed: a build rejects it.
            yield from (Path(folder, one) for one in folders if os.path.islink(os.path.join(folder, one)))
            yield from (Path(folder, one) for one in sorted(files))


def _output_state(output: Path) -> str:
    """A hash of the path, size, mode, mtime and ctime of every output file."""
    found = hashlib.sha256()
    for folder, folders, files in os.walk(output):
        folders.sort()
        for name in sorted(files):
            result = os.lstat(os.path.join(folder, name))
            state = f"{result.st_size} {result.st_mtime_ns} {result.st_ctime_ns} {result.st_mode}"
            found.update(f"{folder}/{name}\0{state}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()
