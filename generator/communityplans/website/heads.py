"""What can be said of old plans without reading them (`history/shelf`), kept from run to run under the text's id and the name of this program."""

import hashlib
import json
from pathlib import Path

from ..history.shelf import Head
from .cache import cache, keep, kept, tidy
from .program import program
from .texts import KEPT


class KeptHeads:
    """The heads in the cache."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache("heads")
        self.kept = 0

    def look(self, path: str, blob: str) -> Head | None:
        """What was kept of a text; None where nothing was."""
        said = kept(self._path(path, blob))
        return None if said is None else {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(said).items()}

    def keep(self, path: str, blob: str, head: Head) -> None:
        """Keep it, if it can be written."""
        self.kept += keep(self._path(path, blob), json.dumps(head).encode())

    def tidy(self) -> None:
        """Forget the oldest beyond so many."""
        if self.kept:
            tidy(self.folder, "*/*", KEPT)

    def _path(self, path: str, blob: str) -> Path:
        name = hashlib.sha256(f"{program()}\0{path}\0{blob}".encode()).hexdigest()
        return self.folder / name[:2] / name
