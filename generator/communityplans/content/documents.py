"""Typed documents: what a file became, with the way back to the line on which anything in it stands."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

from ..model.council import Council
from ..model.edition import Edition
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.settings import Settings
from ..text.diagnostic import Position
from ..text.source import SourceFile
from ..text.places import Place, position
from ..text.yaml import load

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document(Generic[M]):
    """A file that fits the template. `lines` gives the line of each item by its id; `body` is a guide's text."""

    slug: str
    model: M
    source: SourceFile
    lines: dict[str, int] = field(default_factory=dict, compare=False)
    body: str = ""
    body_line: int = 1

    def at(self, path: tuple, *, of_key: bool = False) -> Position:
        """Where the value at `path` (keys and list numbers) stands, or with `of_key` its name. Reads the file once more."""
        return place_of(self.source, path, of_key=of_key)


@dataclass(frozen=True)
class Content:
    """Everything that was read. A document that could not be read is missing here and has diagnostics instead."""

    council: Document[Council] | None = None
    settings: Document[Settings] | None = None
    plans: tuple[Document[Plan], ...] = ()
    guides: tuple[Document[Guide], ...] = ()
    editions: tuple[Document[Edition], ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, the council's first."""
        return (*(d for d in (self.council, self.settings) if d), *self.plans, *self.guides, *self.editions)


_last: tuple[SourceFile, Place] | None = None


def place_of(source: SourceFile, path: tuple, *, of_key: bool = False) -> Position:
    """The position of a path in a YAML text. The places of the last file asked for are kept: problems come in groups."""
    global _last
    if _last is None or _last[0] is not source:
        place = load(source, places=True).place
        if place is None:
            return Position(source.path)
        _last = (source, place)
    return position(source, _last[1], path, of_key=of_key)
