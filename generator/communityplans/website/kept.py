"""Pages and files, kept from build to build under the key of all that they are made of, so that none is made twice.

A key names everything that a page draws on (`pages/archive`); with it goes the name of this program and of the libraries it stands on.
So the cache (`website/cache`) may be shared between runs and versions; what was damaged in it is noticed, and made again.

A page stays on the disk until somebody reads it: a site with forty editions need not stand in memory as a whole.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextvars import Context, copy_context
from dataclasses import fields
from functools import partial
from pathlib import Path

from markupsafe import Markup

from ..pages.jobs import Job
from ..pages.page import Asset, Heading, Page
from ..text.catalogue import language
from ..text.lying import Lying
from ..text.patience import without_collecting
from .cache import cache, put, tidy
from .cores import each
from .program import program

# So many jobs stay in the cache, the newest: 70 plans with 40 editions come to 2,800, 9,000 plans with their forms and data to 30,000.
KEPT = 60_000
_SAID = tuple(one.name for one in fields(Page) if one.name != "body")


class Kept:
    """The cache of pages and files. `made` and `found` count the jobs that were done and those that were there."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache("pages")
        self.made = self.found = 0

    @without_collecting()
    def do(self, jobs: Iterable[Job]) -> list[Page | Asset]:
        """What the jobs make, in their order: from the cache, or made now and put there."""
        jobs = list(jobs)
        known = [self._look(job) for job in jobs]
        self.found += sum(one is not None for one in known)
        missing = [number for number, one in enumerate(known) if one is None]
        self.made += sum(jobs[number].key != "" for number in missing)
        for number, made in zip(missing, each([partial(self._do, jobs[number]) for number in missing]), strict=True):
            # What was kept need not be sent from one process to another: it is read where it lies.
            known[number] = (self._look(jobs[number]) or jobs[number].make()) if made is None else made
        return [one for made in known for one in made]

    def tidy(self) -> None:
        """Forget the oldest beyond so many."""
        if self.made:
            tidy(self.folder, "*/*", KEPT)

    def _look(self, job: Job) -> list[Page | Asset] | None:
        return _read(self._path(job), job.make) if job.key else None

    def _do(self, job: Job) -> list[Page | Asset] | None:
        """What a job makes; or None where it was kept."""
        made = job.make()
        return None if job.key and _write(self._path(job), made) else made

    def _path(self, job: Job) -> Path:
        return self.folder / job.key[:2] / hashlib.blake2b(f"{program()}\0{language()}\0{job.key}".encode(), digest_size=32).hexdigest()


class _OnDisk:
    """A part of a kept file: read, and compared with what it should be, when somebody asks for it; made again where it is not that any more."""

    def __init__(self, path: Path, start: int, size: int, check: str, again: Callable[[], bytes]):
        self.path, self.start, self.size, self.check, self.again = path, start, size, check, again

    def read(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                file.seek(self.start)
                data = file.read(self.size)
        except OSError:
            data = b""
        return data if _sum(data) == self.check else self.again()


class KeptPage(Page):
    """A page whose body lies on the disk until somebody reads it. Its headings are made of a list when somebody asks for them: few do."""

    body = Lying(_OnDisk, lambda held: Markup(held.read().decode()))
    headings = Lying(list, lambda held: tuple(Heading(*one) for one in held))


class KeptFile(Asset):
    """A file whose content lies on the disk until somebody reads it."""

    content = Lying(_OnDisk, _OnDisk.read)


def _write(path: Path, made: list[Page | Asset]) -> bool:
    """Keep what a job made: a line that says what follows, and the bodies. Whether that went well; a page with half a character in it is not kept."""
    said, bodies = [], []
    for one in made:
        try:
            data = _data(one)
        except UnicodeError:
            return False
        about = {name: getattr(one, name) for name in _SAID} | {"headings": [(h.level, h.id, h.text) for h in one.headings]} if isinstance(one, Page) else {"address": one.address}
        said.append(about | {"size": len(data), "check": _sum(data)})
        bodies.append(data)
    line = json.dumps(said, separators=(",", ":")).encode()
    return put(path, b"".join((_sum(line).encode(), b" ", line, b"\n", *bodies)))


def _read(path: Path, make: Callable[[], list[Page | Asset]]) -> list[Page | Asset] | None:
    """What a job made, as it was kept; None if it is not there or not whole. The bodies are not read yet."""
    try:
        with path.open("rb") as file:
            check, _, line = file.readline().rstrip(b"\n").partition(b" ")
            start, end = file.tell(), os.fstat(file.fileno()).st_size
    except OSError:
        return None
    if check.decode("ascii", "replace") != _sum(line):
        return None
    found: list[Page | Asset] = []
    # Made again later, it must come out in the language of now.
    context = copy_context()
    for number, about in enumerate(json.loads(line)):
        size = about.pop("size")
        page = "kind" in about
        held = _OnDisk(path, start, size, about.pop("check"), partial(_again, context, make, number))
        found.append(KeptPage(body=held, **about) if page else KeptFile(content=held, **about))
        start += size
    return found if start == end else None


def _again(context: Context, make: Callable[[], list[Page | Asset]], number: int) -> bytes:
    return _data(context.copy().run(make)[number])


def _data(one: Page | Asset) -> bytes:
    return one.body.encode() if isinstance(one, Page) else one.content


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
