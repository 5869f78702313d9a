"""The name of this program: what another one kept is never taken for its own."""

import hashlib
import sys
from functools import lru_cache
from pathlib import Path

import markupsafe

PACKAGE = Path(__file__).parents[1]


@lru_cache(1)
def tool_fingerprint() -> str:
    """Names this program by its own files, and the libraries beside it by their versions: what others kept is not taken for its own."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    installed = sorted(path.name for path in Path(markupsafe.__file__).parents[1].glob("*.dist-info"))
    return hashlib.sha256(f"{found.hexdigest()} {sys.version} {installed}".encode()).hexdigest()
