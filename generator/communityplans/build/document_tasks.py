"""Tasks that parse texts, summarise past plans, and check single plans. Each runs again only if its input or
the program has changed.
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

# How many blobs of git are in memory at a time.
BLOBS_PER_BATCH = 250


class TextReader:
    """Parses YAML texts. Those that are prepared are parsed together, on all cores."""

    def __init__(self, runner: Runner):
        self._runner = runner
        self._ready: dict[tuple[str, str], Loaded] = {}

    def prepare(self, files: Iterable[SourceFile | PictureFile]) -> None:
        """Parse some texts now."""
        texts = [file for file in files if isinstance(file, SourceFile) and file.path.endswith(".yml")]
        for file, loaded in zip(texts, self._runner.run(map(_text_task, texts)), strict=True):
            self._ready[file.path, file.text_id] = loaded

    def read(self, file: SourceFile) -> Loaded:
        """Parse a text, as `source/yaml.load` does, or take the prepared result."""
        loaded = self._ready.pop((file.path, file.text_id), None)
        return loaded if loaded is not None else self._runner.run([_text_task(file)])[0]


def _text_task(file: SourceFile) -> Task:
    return Task("text", task_key(file.path, file.text_id), load_yaml, (file,), "text")


class PlanHeadReader:
    """Gives the head of past plans (title and other top fields) without parsing them again
    (`editions/lazy_plans.py`).
    """

    def __init__(self, runner: Runner):
        self._runner = runner
        self._known: dict[Key, Head | None] = {}

    def prepare(self, keys: Iterable[Key], fetch: Fetch) -> None:
        """Compute the heads of these texts, or take them from the store."""
        missing = []
        for key in keys:
            stored = self._runner.stored(_head_task(key, fetch, self._runner.store))
            if stored is None:
                missing.append(key)
            else:
                self._known[key] = _head(stored[0])
        for start in range(0, len(missing), BLOBS_PER_BATCH):
            chunk = missing[start : start + BLOBS_PER_BATCH]
            with fetch.bring(blob for _, blob in chunk):
                values = self._runner.run([_head_task(key, fetch, self._runner.store) for key in chunk])
            self._known |= zip(chunk, map(_head, values), strict=True)

    def look(self, key: Key) -> Head | None:
        """The head of a prepared text; None if it cannot be read."""
        return self._known.get(key)


def _head_task(key: Key, fetch: Fetch, store: Store) -> Task:
    return Task("plan head", task_key(key), plan_head, (key, fetch, store), "values")


def plan_head(key: Key, fetch: Fetch, store: Store) -> Head | None:
    """The head of the plan in a blob; None if it cannot be read.

    The parsed text is stored too, so that the blob need not be read from git again.
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
    """The findings of the rules that look at one plan alone (see `rules.check`).

    Args:
        runner: Runs the tasks.
        plans: The plans.
        names: Identify everything else that the findings depend on.
        look: Checks one plan.

    Returns:
        The findings of each plan, in order.
    """
    around = hashlib.sha256(repr(names).encode("utf-8", "surrogatepass")).hexdigest()
    tasks = [
        Task("findings", task_key(around, plan.source.path, plan.text_id), look, (plan,), "findings")
        for plan in plans
    ]
    return runner.run(tasks)
