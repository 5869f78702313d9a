"""The files of a new site: each is written into its folder, or taken over from the old site where that has the same (`website/left`).

To take over a file is to give it a second name (a hard link). Both names are the same file, so nothing is ever written into a file that is
there: it is put aside first. Once the old site is removed, each file has one name again.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..site.page import Page, SiteFile
from .page_cache import sum_of
from .output_manifest import FileRecord, PreviousOutput, remember


class OutputFiles:
    """What is written into a folder. With `before`, unchanged files are taken over from there, and it can be noted how all were left."""

    def __init__(self, folder: Path, before: PreviousOutput | None = None):
        self.folder, self.before = folder, before
        self.left: dict[str, FileRecord] = {}
        self._there: set[str] = set()

    def put(self, address: str, made_of: Callable[[], str], content: Callable[[], bytes]) -> None:
        """The file at an address. `made_of` names everything that `content` is made of; it is asked for the content only if the old site has not the same."""
        path = f"{self.folder}/{address}"
        self._folder_for(path)
        if self.before and self.before.knows(address):
            left = self.before.take(address, made_of(), path)
            if left:
                self.left[address] = left
                return
        told = write_new(path, content())
        if self.before:
            self.before.usual(told)
            # Asked now: what was damaged in the cache is known to be something else once it was read.
            self.left[address] = FileRecord(made_of(), told.st_size, told.st_mtime_ns, told.st_ino)

    def asset(self, asset: SiteFile) -> None:
        """A file that is not a page, where its address says."""
        self.put(asset.address, partial(sum_of, asset), lambda: asset.content)

    def remember(self, output: Path) -> None:
        """Note how the files were left, now that they stand in `output`."""
        if self.before:
            remember(output, self.left)

    def _folder_for(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._there:
            os.makedirs(folder, exist_ok=True)
            self._there.add(folder)


def file_of(page: Page) -> str:
    """The path of a page's file below the folder of the site."""
    return page.address if page.address.endswith(".html") else f"{page.address}index.html"


def write_new(path: str, data: bytes) -> os.stat_result:
    """Write a file that is nobody else's, and say how it stands on the disk then."""
    try:
        file = open(path, "xb")  # noqa: SIM115 - closed below, in both cases.
    except FileExistsError:
        os.unlink(path)
        file = open(path, "xb")  # noqa: SIM115
    with file:
        file.write(data)
        file.flush()
        return os.fstat(file.fileno())
