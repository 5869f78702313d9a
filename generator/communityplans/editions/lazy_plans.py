"""Plans of old editions, which are read when somebody asks for them: most builds only say what they were
called.

What can be said of a plan without reading it (`HEAD`) is kept by whoever keeps texts (`website/heads`), and
only of a text that was read without an error. So many plans stand in memory at a time; with seventy plans and
forty editions there would be thousands.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from ..content.documents import Document
from ..content.load import Read, load_files
from ..model.plan import Plan
from ..source.errors import UsageError
from ..source.files import SourceFile, decode
from ..source.lazy import lazy_attribute

# What is said of an old plan where it is not shown.
HEAD = ("title", "area", "summary", "formerly")
# So many old plans stand in memory at a time.
MOST = 50

Head = Mapping[str, str | tuple[str, ...]]
# A text by the path of its file and its blob id.
Key = tuple[str, str]


class Fetch(Protocol):
    """Where the bytes of blobs come from."""

    def __contains__(self, blob: str) -> bool:
        """Whether it has them."""

    def get(self, blob: str) -> bytes | None:
        """The bytes of a blob; None where nobody has it."""

    def bring(self, blobs: Iterable[str]) -> AbstractContextManager[None]:
        """Meanwhile, these are at hand."""


class PlanHeads(Protocol):
    """Knows what can be said of the texts of plans."""

    def prepare(self, keys: Iterable[Key], fetch: Fetch) -> None:
        """Find out what can be said of these texts, as far as that can be done, with `head_of`."""

    def look(self, key: Key) -> Head | None:
        """What can be said of a text; None where nobody could find out."""


def head_of(plan: Plan) -> Head:
    """What can be said of a plan."""
    return {name: getattr(plan, name) for name in HEAD}


class PlanCache:
    """Where old plans lie.

    `fetch` has their bytes, `read` reads a YAML text, `heads` knows what can be said of them.
    """

    def __init__(self, fetch: Fetch, read: Read, heads: PlanHeads, most: int = MOST):
        self._fetch, self._read, self._heads, self._most = fetch, read, heads, most
        self._open: OrderedDict[Key, Document[Plan]] = OrderedDict()
        self._last: tuple[Key, str] | None = None

    def find(self, key: Key) -> "LazyPlan | None":
        """The plan in a blob, if it is known what can be said of it."""
        head = self._heads.look(key)
        if head is None:
            return None
        lies = _Lies(self, key, head)
        file = _file(lies)
        return LazyPlan(file.slug, lies, file, lies)

    def open(self, lies: "_Lies") -> Document[Plan]:
        """The plan that lies there, read now if it was not lately."""
        document = self._open.get(lies.key)
        if document is None:
            document = self._open[lies.key] = load_files([_file(lies)], self._read)[0].plans[0]
            if len(self._open) > self._most:
                self._open.popitem(last=False)
        self._open.move_to_end(lies.key)
        return document

    def text(self, key: Key) -> str:
        """The text that lies there. Few ask for it: what stands in it is kept."""
        if self._last is None or self._last[0] != key:
            path, blob = key
            data = self._fetch.get(blob)
            if data is None:
                raise UsageError(
                    f"The text of {path} that an edition pins ({blob[:10]}) was here a moment ago, and git"
                    " does not give it any more. Try again."
                )
            self._last = key, decode(path, data)[0].content
        return self._last[1]


class _Lies:
    """Where a plan lies: on which shelf, which text it is, and what can be said of it."""

    __slots__ = ("head", "key", "shelf")

    def __init__(self, shelf: PlanCache, key: Key, head: Head):
        self.shelf, self.key, self.head = shelf, key, head


class _File(SourceFile):
    """The file of a plan on the shelf: its text is fetched when somebody asks for it."""

    content = lazy_attribute(_Lies, lambda lies: lies.shelf.text(lies.key))


def _file(lies: _Lies) -> _File:
    path, blob = lies.key
    return _File(path, lies, blob)


class LazyPlan(Document[Plan]):
    """A plan on the shelf, read when somebody asks for its model or its lines.

    A copy of it with another model is a plan like any other.
    """

    model = lazy_attribute(_Lies, lambda lies: lies.shelf.open(lies).model)
    lines = lazy_attribute(_Lies, lambda lies: lies.shelf.open(lies).lines)

    def __reduce__(self) -> tuple[type[Document], tuple[Any, ...]]:
        """Another process may have no git: the plan goes as a whole."""
        source = SourceFile(self.source.path, self.source.content, self.source.blob)
        return Document, (self.slug, self.model, source, self.lines, self.body, self.body_line)

    def top(self, name: str) -> Any:
        """What a field at the top of the document holds, without reading the document where that is known."""
        held = self.__dict__["model"]
        return held.head[name] if isinstance(held, _Lies) and name in held.head else super().top(name)
