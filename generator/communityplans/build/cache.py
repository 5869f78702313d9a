"""The cache of this user: what was made once and need not be made again. It may be deleted at any time.

XDG_CACHE_HOME says where it is; never in the folder of the content, where a proposal could plant a file.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

from .tool_fingerprint import tool_fingerprint

# The line that shows that a file is whole: its sum in hexadecimal digits, and a line end.
_LENGTH = 65


def cache(name: str) -> Path:
    """The folder for one kind of thing, whether or not it is there."""
    return platformdirs.user_cache_path("community-plans") / name


def place(folder: Path, *names: str) -> Path:
    """Where something lies that this program keeps in a folder of the cache under some names."""
    name = hashlib.sha256("\0".join((tool_fingerprint(), *names)).encode("utf-8", "surrogatepass")).hexdigest()
    return folder / name[:2] / name


def keep(path: Path, data: bytes) -> bool:
    """Keep some bytes, whole or not at all, after a line that shows that they are; whether that went well."""
    return put(path, _sum(data) + data)


def put(path: Path, data: bytes) -> bool:
    """The same, for what shows by itself whether it is whole. A cache that cannot be written is no reason to stop."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        return False
    return True


def kept(path: Path) -> bytes | None:
    """The bytes that were kept, or None where there are none, or not those that were kept."""
    try:
        said = path.read_bytes()
    except OSError:
        return None
    data = said[_LENGTH:]
    return data if said[:_LENGTH] == _sum(data) else None


def _sum(data: bytes) -> bytes:
    return f"{hashlib.sha256(data).hexdigest()}\n".encode()


def tidy(folder: Path, pattern: str, most: int) -> None:
    """Forget the oldest files beyond so many."""
    with suppress(OSError):
        for old in sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)[most:]:
            with suppress(OSError):
                old.unlink(missing_ok=True)
