"""Plans of old editions, which are read when somebody asks for them: most builds only say what they were called.

What can be said of a plan without reading it (`HEAD`) is kept by whoever keeps texts (`website/texts`), and only of a text that was
read without an error. So many plans stand in memory at a time; with seventy plans and forty editions there would be thousands.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ..content.documents import Document
from ..content.load import Read, load_files
from ..model.plan import Plan
from ..text.lying import Lying
from ..text.source import SourceFile, decode

# What is said of an old plan where it is not shown.
HEAD = ("title", "area", "summary", "formerly")
# So many old plans stand in memory at a time.
MOST = 200

Head = Mapping[str, str | tuple[str, ...]]


class Heads(Protocol):
    """Keeps what can be said of the texts of plans, by path and blob id."""

    def look(self, path: str, blob: str) -> Head | None:
        """What was kept of a text; None where nothing was."""

    def keep(self, path: str, blob: str, head: Head) -> None:
        """Keep it, if that can be done."""


class Shelf:
    """Where old plans lie. `read` reads a YAML text, `heads` keeps what can be said of them."""

    def __init__(self, read: Read, heads: Heads, most: int = MOST):
        self._read, self._heads, self._most = read, heads, most
        self._open: OrderedDict[_Lies, Document[Plan]] = OrderedDict()

    def find(self, path: str, blob: str, data: bytes) -> "Shelved | None":
        """The plan in a blob, if it is known what can be said of it."""
        head = self._heads.look(path, blob)
        return _shelved(_Lies(self, path, blob, data, head)) if head else None

    def put(self, document: Document[Plan], data: bytes) -> "Shelved":
        """A plan that was just read, as one that can be read again."""
        head = {name: getattr(document.model, name) for name in HEAD}
        self._heads.keep(document.source.path, document.source.blob, head)
        lies = _Lies(self, document.source.path, document.source.blob, data, head)
        self._hold(lies, document)
        return _shelved(lies)

    def open(self, lies: "_Lies") -> Document[Plan]:
        """The plan that lies there, read now if it was not just read."""
        document = self._open.get(lies)
        if document is None:
            text = decode(lies.path, lies.data)[0].content
            document = load_files([SourceFile(lies.path, text, lies.blob)], self._read)[0].plans[0]
        self._hold(lies, document)
        return document

    def _hold(self, lies: "_Lies", document: Document[Plan]) -> None:
        self._open[lies] = document
        self._open.move_to_end(lies)
        if len(self._open) > self._most:
            self._open.popitem(last=False)


class _Lies:
    """Where a plan lies: on which shelf, and its text."""

    __slots__ = ("blob", "data", "head", "path", "shelf")

    def __init__(self, shelf: Shelf, path: str, blob: str, data: bytes, head: Head):
        self.shelf, self.path, self.blob, self.data, self.head = shelf, path, blob, data, head


class _File(SourceFile):
    """The file of a plan on the shelf: its text is made of its bytes when somebody asks for it."""

    content = Lying(_Lies, lambda lies: lies.shelf.open(lies).source.content)


class Shelved(Document[Plan]):
    """A plan on the shelf, read when somebody asks for its model or its lines. A copy of it with another model is a plan like any other."""

    model = Lying(_Lies, lambda lies: lies.shelf.open(lies).model)
    lines = Lying(_Lies, lambda lies: lies.shelf.open(lies).lines)

    def top(self, name: str) -> Any:
        """What a field at the top of the document holds, without reading the document where that is known."""
        held = self.__dict__["model"]
        return held.head[name] if isinstance(held, _Lies) and name in held.head else super().top(name)


def _shelved(lies: _Lies) -> Shelved:
    file = _File(lies.path, lies, lies.blob)
    return Shelved(file.slug, lies, file, lies)
