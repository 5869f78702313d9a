"""Texts, old plans and findings as tasks: each is read once, and again only where its bytes, or the program,
are others.
"""

import hashlib
from collections.abc import Iterable, Sequence

from ..content.documents import Document
from ..content.load import load_files
from ..editions.lazy_plans import Fetch, Head, Key, head_of
from ..model.plan import Plan
from ..rules import PlanFindings, RuleInputs
from ..site.tasks import Task, task_key
from ..source.diagnostic import has_errors
from ..source.files import PictureFile, SourceFile, decode
from ..source.yaml import Loaded
from ..source.yaml import load as load_yaml
from .runner import Runner
from .store import Store

# So many texts of git stand in memory at a time.
AT_ONCE = 250


class TextReader:
    """Reads YAML texts: those that were prepared are done all at once, on all cores."""

    def __init__(self, runner: Runner):
        self._runner = runner
        self._ready: dict[tuple[str, str], Loaded] = {}

    def prepare(self, files: Iterable[SourceFile | PictureFile]) -> None:
        """Read some texts now."""
        texts = [file for file in files if isinstance(file, SourceFile) and file.path.endswith(".yml")]
        for file, loaded in zip(texts, self._runner.run(map(_text_task, texts)), strict=True):
            self._ready[file.path, file.text_id] = loaded

    def read(self, file: SourceFile) -> Loaded:
        """What a text says, as `source/yaml.load` does."""
        loaded = self._ready.pop((file.path, file.text_id), None)
        return loaded if loaded is not None else self._runner.run([_text_task(file)])[0]


def _text_task(file: SourceFile) -> Task:
    return Task("text", task_key(file.path, file.text_id), load_yaml, (file,), "text")


class PlanHeadReader:
    """Knows what can be said of old plans without reading them (`editions/lazy_plans`)."""

    def __init__(self, runner: Runner):
        self._runner = runner
        self._known: dict[Key, Head | None] = {}

    def prepare(self, keys: Iterable[Key], fetch: Fetch) -> None:
        """Find out what can be said of these texts."""
        missing = []
        for key in keys:
            stored = self._runner.stored(_head_task(key, fetch, self._runner.store))
            if stored is None:
                missing.append(key)
            else:
                self._known[key] = _head(stored[0])
        for start in range(0, len(missing), AT_ONCE):
            chunk = missing[start : start + AT_ONCE]
            with fetch.bring(blob for _, blob in chunk):
                values = self._runner.run([_head_task(key, fetch, self._runner.store) for key in chunk])
            self._known |= zip(chunk, map(_head, values), strict=True)

    def look(self, key: Key) -> Head | None:
        """What can be said of a text that was prepared; None where it cannot be read."""
        return self._known.get(key)


def _head_task(key: Key, fetch: Fetch, store: Store) -> Task:
    return Task("plan head", task_key(key), plan_head, (key, fetch, store), "values")


def plan_head(key: Key, fetch: Fetch, store: Store) -> Head | None:
    """What can be said of the plan in a blob; None where it cannot be read.

    What its text says is stored too: then git need not be asked again.
    """
    path, blob = key
    data = fetch.get(blob)
    file = decode(path, data)[0] if data is not None else None
    content, problems = (
        load_files([SourceFile(path, file.content, blob)], TextReader(Runner(store)).read)
        if file
        else (None, [])
    )
    if not content or not content.plans or has_errors(problems):
        return None
    return head_of(content.plans[0].model)


def _head(values: Head | None) -> Head | None:
    if values is None:
        return None
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def find_in_plans(
    runner: Runner, plans: Sequence[Document[Plan]], names: tuple[object, ...], look: RuleInputs
) -> list[PlanFindings | None]:
    """What the rules find in each plan alone (see `rules.check`).

    `names` stand for everything else that it hangs on.
    """
    around = hashlib.sha256(repr(names).encode("utf-8", "surrogatepass")).hexdigest()
    tasks = [
        Task("findings", task_key(around, plan.source.path, plan.text_id), look, (plan,), "findings")
        for plan in plans
    ]
    return runner.run(tasks)
