"""Plans of old editions, which are read when somebody asks for them: most builds only say what they were called.

What can be said of a plan without reading it (`HEAD`) is kept by whoever keeps texts (`website/texts`), and only of a text that was
read without an error. So many plans stand in memory at a time; with seventy plans and forty editions there would be thousands.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ..content.documents import Content, Document
from ..content.load import Read, load_files
from ..model.plan import Plan
from ..text.diagnostic import has_errors
from ..text.lying import Lying
from ..text.source import SourceFile, decode

# What is said of an old plan where it is not shown.
HEAD = ("title", "area", "summary", "formerly")
# So many old plans stand in memory at a time.
MOST = 200

Head = Mapping[str, str | tuple[str, ...]]


class Heads(Protocol):
    """Knows what can be said of the texts of plans, by path and blob id."""

    def prepare(self, texts: Mapping[tuple[str, str], bytes]) -> None:
        """Find it out for these texts, as far as that can be done, with `head_of`."""

    def look(self, path: str, blob: str) -> Head | None:
        """What can be said of a text; None where nobody found out."""


def head_of(path: str, blob: str, data: bytes, read: Read) -> Head | None:
    """What can be said of the plan in a text; None where there is none that can be read."""
    file, _ = decode(path, data)
    content, problems = load_files([SourceFile(path, file.content, blob)], read) if file else (Content(), [])
    return {name: getattr(content.plans[0].model, name) for name in HEAD} if content.plans and not has_errors(problems) else None


class Shelf:
    """Where old plans lie. `read` reads a YAML text, `heads` knows what can be said of them."""

    def __init__(self, read: Read, heads: Heads, most: int = MOST):
        self._read, self._heads, self._most = read, heads, most
        self._open: OrderedDict[_Lies, Document[Plan]] = OrderedDict()

    def find(self, path: str, blob: str, data: bytes) -> "Shelved | None":
        """The plan in a blob, if it is known what can be said of it."""
        head = self._heads.look(path, blob)
        if head is None:
            return None
        lies = _Lies(self, path, blob, data, head)
        file = _File(path, lies, blob)
        return Shelved(file.slug, lies, file, lies)

    def open(self, lies: "_Lies") -> Document[Plan]:
        """The plan that lies there, read now if it was not lately."""
        document = self._open.get(lies)
        if document is None:
            text = decode(lies.path, lies.data)[0].content
            document = self._open[lies] = load_files([SourceFile(lies.path, text, lies.blob)], self._read)[0].plans[0]
            if len(self._open) > self._most:
                self._open.popitem(last=False)
        self._open.move_to_end(lies)
        return document


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

