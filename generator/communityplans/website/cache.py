"""The cache of this user: what was made once and need not be made again. It may be deleted at any time.

XDG_CACHE_HOME says where it is; never in the folder of the content, where a proposal could plant a file.
"""

import os
from contextlib import suppress
from pathlib import Path

import platformdirs


def cache(name: str) -> Path:
    """The folder for one kind of thing, whether or not it is there."""
    return platformdirs.user_cache_path("community-plans") / name


def keep(path: Path, data: bytes) -> bool:
    """Keep some bytes, whole or not at all; whether that went well. A cache that cannot be written is no reason to stop."""
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


def tidy(folder: Path, pattern: str, most: int) -> None:
    """Forget the oldest files beyond so many."""
    with suppress(OSError):
        for old in sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)[most:]:
            old.unlink(missing_ok=True)
