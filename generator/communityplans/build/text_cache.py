"""What stands in a YAML text, kept from run to run: the text is read once, and from then on its values are there.

Only what was read without a word is kept, under the text itself and the name of this program; anything else is read again each time,
because a problem needs its place. What is kept are plain values (as JSON), which go through the model like those just read.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from pathlib import Path

from ..source.files import PictureFile, SourceFile
from ..source.yaml import Loaded, load
from .cache import cache, keep, kept, place, tidy
from .workers import run_all

# So many texts stay, the newest: 9,000 plans, or 70 plans with forty editions and more.
KEPT = 60_000
# Round an exact number, which JSON would make inexact. No text can hold these characters.
_EXACT = ("\0<", ">\0")


class TextCache:
    """The texts in the cache. `found` counts those that were there."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache("texts")
        self.found = self.kept = 0
        self._ready: dict[tuple[str, str], Loaded] = {}

    def prepare(self, files: Iterable[SourceFile | PictureFile]) -> None:
        """Read these plans now, on all cores, where they are not in the cache."""
        missing = []
        for file in files:
            if isinstance(file, SourceFile) and file.path.endswith(".yml"):
                known = self._look(file)
                if known:
                    self._ready[file.path, file.text_id] = known
                else:
                    missing.append(file)
        for file, loaded in zip(missing, run_all([partial(load, file) for file in missing]), strict=True):
            self._keep(file, loaded)
            self._ready[file.path, file.text_id] = loaded

    def read(self, file: SourceFile) -> Loaded:
        """What stands in a text, as `text/yaml.load` says."""
        loaded = self._ready.pop((file.path, file.text_id), None) or self._look(file)
        if loaded is None:
            loaded = load(file)
            self._keep(file, loaded)
        return loaded

    def tidy(self) -> None:
        """Forget the oldest beyond so many."""
        if self.kept:
            tidy(self.folder, "*/*", KEPT)

    def _path(self, file: SourceFile) -> Path:
        return place(self.folder, file.path, file.text_id)

    def _look(self, file: SourceFile) -> Loaded | None:
        said = kept(self._path(file))
        if said is None:
            return None
        self.found += 1
        value, lines = json.loads(said, parse_float=Decimal)
        return Loaded(value, lines=lines)

    def _keep(self, file: SourceFile, loaded: Loaded) -> None:
        if loaded.diagnostics:
            return
        try:
            text = json.dumps([loaded.value, loaded.lines], ensure_ascii=False, separators=(",", ":"), default=_exact)
            said = text.replace('"\\u0000<', "").replace('>\\u0000"', "").encode()
        except (UnicodeError, ValueError, TypeError):
            return
        self.kept += keep(self._path(file), said)


def _exact(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError
    return str(value).join(_EXACT)
