"""The templates of pages as byte code, kept from run to run as Python keeps that of modules: to compile them takes half a second."""

import hashlib
from pathlib import Path

from ..site.render import keep_templates
from .cache import cache, keep, kept, tidy
from .tool_fingerprint import tool_fingerprint

# So many stay, the newest: those of this program in a few languages, and of some older ones.
KEPT = 1000


def use_template_cache(folder: Path | None = None) -> None:
    """Take the templates from the cache where they are there and whole; else they are compiled, and put there."""
    kept_in = folder or cache("templates")
    mine = tool_fingerprint()

    def path(name: str) -> Path:
        return kept_in / hashlib.sha256(f"{mine}\0{name}".encode()).hexdigest()

    def put(name: str, code: bytes) -> None:
        if keep(path(name), code):
            tidy(kept_in, "*", KEPT)

    keep_templates(lambda name: kept(path(name)), put)
