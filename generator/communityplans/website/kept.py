"""Pages of old editions, kept from build to build, so that none is rendered twice.

A page is kept under a key made of everything that it is made of (`pages/archive.key`), of its language and of this program, in the cache of
this user (`website/cache`). It may be shared between versions; what was damaged in it is noticed and made again.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from ..pages.page import Heading, Page
from .cache import cache, keep, kept, tidy
from ..text.catalogue import language

# So many pages stay in the cache, the newest: 70 plans with 40 editions take 2,800.
KEPT = 30_000
PACKAGE = Path(__file__).parents[1]


class KeptPages:
    """The pages in the cache. `made` and `found` count those that were rendered and those that were there."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache("pages")
        self.made = self.found = 0
        self._writable = True

    def page(self, key: str, make: Callable[[], Page]) -> Page:
        """The page of a key: from the cache, or made now and put there."""
        path = self.folder / key[:2] / hashlib.sha256(f"{program()}\0{language()}\0{key}".encode()).hexdigest()
        known = _read(path)
        if known is not None:
            self.found += 1
            return known
        page = make()
        self.made += 1
        if self._writable:
            self._writable = _write(path, page)
        return page

    def tidy(self) -> None:
        """Forget the oldest beyond so many."""
        if self.made:
            tidy(self.folder, "*/*", KEPT)


@lru_cache(1)
def program() -> str:
    """Names this program by its own text: what an older or a newer one kept is not taken for its own."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".jinja", ".po"):
            found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _read(path: Path) -> Page | None:
    """A page as it was kept, or None if it is not there or not whole."""
    data = kept(path)
    if data is None:
        return None
    said = json.loads(data)
    return Page(**said | {"body": Markup(said["body"]), "headings": tuple(Heading(**one) for one in said["headings"])})


def _write(path: Path, page: Page) -> bool:
    """Keep a page; whether that went well. A page with half a character in it is not kept."""
    try:
        data = json.dumps(asdict(page), ensure_ascii=False).encode()
    except UnicodeError:
        return False
    return keep(path, data)
