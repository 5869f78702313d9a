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

from ..site.tasks import Task
from ..site.page import Heading, Page, SiteFile
from ..i18n import current_language
from ..source.lazy import lazy_attribute
from ..source.gc_pause import gc_paused
from .cache import cache, put, tidy
from .workers import run_all
from .tool_fingerprint import tool_fingerprint

# So many jobs stay in the cache, the newest: 70 plans with 40 editions come to 3,300, 9,000 plans with their forms, data, calendars and tables to 80,000.
KEPT = 160_000
_SAID = tuple(one.name for one in fields(Page) if one.name not in ("body", "headings"))


class PageCache:
    """The cache of pages and files. `made` and `found` count the jobs that were done and those that were there."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache("pages")
        self.made = self.found = 0

    @gc_paused()
    def do(self, jobs: Iterable[Task]) -> list[Page | SiteFile]:
        """What the jobs make, in their order: from the cache, or made now and put there."""
        jobs = list(jobs)
        known = [self._look(job) for job in jobs]
        self.found += sum(one is not None for one in known)
        missing = [number for number, one in enumerate(known) if one is None]
        self.made += sum(jobs[number].key != "" for number in missing)
        for number, made in zip(missing, run_all([partial(self._do, jobs[number]) for number in missing]), strict=True):
            # What was kept need not be sent from one process to another: it is read where it lies.
            known[number] = (self._look(jobs[number]) or jobs[number].make()) if made is None else made
        return [one for made in known for one in made]

    def tidy(self) -> None:
        """Forget the oldest beyond so many."""
        if self.made:
            tidy(self.folder, "*/*", KEPT)

    def _look(self, job: Task) -> list[Page | SiteFile] | None:
        return _read(self._path(job), job.make) if job.key else None

    def _do(self, job: Task) -> list[Page | SiteFile] | None:
        """What a job makes; or None where it was kept."""
        made = job.make()
        return None if job.key and _write(self._path(job), made) else made

    def _path(self, job: Task) -> Path:
        return self.folder / job.key[:2] / hashlib.blake2b(f"{tool_fingerprint()}\0{current_language()}\0{job.key}".encode(), digest_size=32).hexdigest()


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
        if _sum(data) != self.check:
            data = self.again()
            self.size, self.check = len(data), _sum(data)
        return data


class CachedPage(Page):
    """A page whose body and headings lie on the disk until somebody reads them."""

    body = lazy_attribute(_OnDisk, lambda held: Markup(held.read().decode()))
    headings = lazy_attribute(_OnDisk, lambda held: tuple(Heading(*one) for one in json.loads(held.read())))

    def __reduce__(self):
        """Sent to another process it goes with its words: the way back to the disk cannot be sent."""
        return partial(Page, **{one.name: getattr(self, one.name) for one in fields(Page)}), ()


class CachedFile(SiteFile):
    """A file whose content lies on the disk until somebody reads it."""

    content = lazy_attribute(_OnDisk, _OnDisk.read)

    def __reduce__(self):
        """As for a page."""
        return SiteFile, (self.address, self.content)


def sum_of(one: Page | SiteFile) -> str:
    """The check sum of what a page or a file holds; of one that lies on the disk without reading it."""
    held = _held(one)
    return held.check if isinstance(held, _OnDisk) else _sum(_data(one))


def least(one: Page | SiteFile) -> int:
    """How many bytes that takes at least, known in the same way."""
    held = _held(one)
    return held.size if isinstance(held, _OnDisk) else len(held)


def _held(one: Page | SiteFile) -> _OnDisk | Markup | bytes:
    return one.__dict__["body" if isinstance(one, Page) else "content"]


def _write(path: Path, made: list[Page | SiteFile]) -> bool:
    """Keep what a job made: a line that says what follows, and its parts. Whether that went well; a page with half a character in it is not kept."""
    said, every = [], []
    for one in made:
        try:
            parts = _parts(one)
        except UnicodeError:
            return False
        about = {name: getattr(one, name) for name in _SAID} if isinstance(one, Page) else {"address": one.address}
        said.append(about | {"parts": [(len(part), _sum(part)) for part in parts]})
        every += parts
    line = json.dumps(said, separators=(",", ":")).encode()
    return put(path, b"".join((_sum(line).encode(), b" ", line, b"\n", *every)))


def _read(path: Path, make: Callable[[], list[Page | SiteFile]]) -> list[Page | SiteFile] | None:
    """What a job made, as it was kept; None if it is not there or not whole. Its parts are not read yet."""
    try:
        with path.open("rb") as file:
            check, _, line = file.readline().rstrip(b"\n").partition(b" ")
            start, end = file.tell(), os.fstat(file.fileno()).st_size
    except OSError:
        return None
    if check.decode("ascii", "replace") != _sum(line):
        return None
    found: list[Page | SiteFile] = []
    # Made again later, it must come out in the language of now.
    context = copy_context()
    for number, about in enumerate(json.loads(line)):
        parts = []
        for part, (size, check) in enumerate(about.pop("parts")):
            parts.append(_OnDisk(path, start, size, check, partial(_again, context, make, number, part)))
            start += size
        found.append(CachedPage(body=parts[0], headings=parts[1], **about) if "kind" in about else CachedFile(content=parts[0], **about))
    return found if start == end else None


def _again(context: Context, make: Callable[[], list[Page | SiteFile]], number: int, part: int) -> bytes:
    return _parts(context.copy().run(make)[number])[part]


def _parts(one: Page | SiteFile) -> list[bytes]:
    """What is kept of a page or a file: what it holds, and the headings of a page."""
    return [_data(one), json.dumps([(h.level, h.id, h.text) for h in one.headings], separators=(",", ":")).encode()] if isinstance(one, Page) else [_data(one)]


def _data(one: Page | SiteFile) -> bytes:
    return one.body.encode() if isinstance(one, Page) else one.content


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
