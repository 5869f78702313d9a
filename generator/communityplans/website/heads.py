"""What can be said of old plans without reading them (`history/shelf`), kept from run to run under the text's id and the name of this program."""

import hashlib
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ..history.shelf import Head, head_of
from .cache import cache, keep, kept, tidy
from .cores import each
from .program import program
from .texts import KEPT, KeptTexts


class KeptHeads:
    """The heads in the cache. `texts` reads those that are not there."""

    def __init__(self, texts: KeptTexts, folder: Path | None = None):
        self.folder = folder or cache("heads")
        self._texts = texts
        self._known: dict[tuple[str, str], Head] = {}

    def prepare(self, texts: Mapping[tuple[str, str], bytes]) -> None:
        """Find out what can be said of these texts, by path and blob id: from the cache, or by reading them now, on all cores."""
        known = {key: self._look(*key) for key in texts}
        missing = [key for key, head in known.items() if head is None]
        known |= zip(missing, each([partial(self._make, path, blob, texts[path, blob]) for path, blob in missing]), strict=True)
        self._known |= {key: head for key, head in known.items() if head is not None}
        if missing:
            tidy(self.folder, "*/*", KEPT)
            # The other processes kept them, which this one did not see.
            self._texts.kept += len(missing)

    def look(self, path: str, blob: str) -> Head | None:
        """What can be said of a text that was prepared; None where it cannot be read."""
        return self._known.get((path, blob))

    def _make(self, path: str, blob: str, data: bytes) -> Head | None:
        head = head_of(path, blob, data, self._texts.read)
        if head is not None:
            keep(self._path(path, blob), json.dumps(head).encode())
        return head

    def _look(self, path: str, blob: str) -> Head | None:
        said = kept(self._path(path, blob))
        return None if said is None else {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(said).items()}

    def _path(self, path: str, blob: str) -> Path:
        name = hashlib.sha256(f"{program()}\0{path}\0{blob}".encode()).hexdigest()
        return self.folder / name[:2] / name
