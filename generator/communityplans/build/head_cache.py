"""What can be said of old plans without reading them (`history/shelf`), kept from run to run under the text's id and the name of this program."""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from ..content.load import load_files
from ..editions.lazy_plans import Fetch, Head, Key, head_of
from ..source.diagnostic import has_errors
from ..source.files import SourceFile, decode
from .cache import cache, keep, kept, place, tidy
from .workers import run_all
from .text_cache import KEPT, TextCache

# So many texts stand in memory at a time.
AT_ONCE = 250


class PlanHeadCache:
    """The heads in the cache. `texts` reads those that are not there."""

    def __init__(self, texts: TextCache, folder: Path | None = None):
        self.folder = folder or cache("heads")
        self._texts = texts
        self._known: dict[Key, Head | None] = {}

    def prepare(self, keys: Iterable[Key], fetch: Fetch) -> None:
        """Find out what can be said of these texts: from the cache, or by reading them now, on all cores."""
        self._known |= {key: self._look(key) for key in keys}
        missing = [key for key, head in self._known.items() if head is None]
        for start in range(0, len(missing), AT_ONCE):
            these = missing[start : start + AT_ONCE]
            with fetch.bring(blob for _, blob in these):
                self._known |= zip(these, run_all([partial(self._make, key, fetch) for key in these]), strict=True)
        if missing:
            tidy(self.folder, "*/*", KEPT)
            # The other processes kept them, which this one did not see.
            self._texts.kept += len(missing)

    def look(self, key: Key) -> Head | None:
        """What can be said of a text that was prepared; None where it cannot be read."""
        return self._known.get(key)

    def _make(self, key: Key, fetch: Fetch) -> Head | None:
        path, blob = key
        data = fetch.get(blob)
        file = decode(path, data)[0] if data is not None else None
        content, problems = load_files([SourceFile(path, file.content, blob)], self._texts.read) if file else (None, [])
        if not content or not content.plans or has_errors(problems):
            return None
        head = head_of(content.plans[0].model)
        keep(place(self.folder, *key), json.dumps(head).encode())
        return head

    def _look(self, key: Key) -> Head | None:
        said = kept(place(self.folder, *key))
        return None if said is None else {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(said).items()}
