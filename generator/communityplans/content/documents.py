"""Typed documents: what a file became, with the way back to the line on which anything in it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import dirname, normpath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from ..model.council import Council
from ..model.edition import Edition
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.report import Report
from ..model.settings import Settings, Withheld
from ..model.streets import StreetList
from ..model.suggestion import Suggestion
from ..source.diagnostic import Position
from ..source.files import SourceFile
from ..source.images import Picture
from ..source.markdown import render_document_markdown as render_guide
from ..source.yaml import load
from ..source.yaml_positions import NodePosition, find_field, position
from .migrations import WAS

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document(Generic[M]):
    """A file that fits the template.

    `lines` gives the line of each item by its id; `body` is a guide's text.
    """

    slug: str
    model: M
    source: SourceFile
    lines: dict[str, int] = field(default_factory=dict, compare=False)
    body: str = ""
    body_line: int = 1

    @property
    def text_id(self) -> str:
        """Names the text of the file: git's id of it, or else the text itself.

        The same name is the same text.
        """
        return self.source.blob or f"{self.source.content}\0{self.body}"

    def top(self, name: str) -> Any:
        """What a field at the top of the document holds.

        For the few that an old text is named by (`history/shelf`), it need not be read.
        """
        return getattr(self.model, name)

    def at(self, path: tuple, *, of_key: bool = False) -> Position:
        """Where the value at `path` (keys and list numbers) stands, or with `of_key` its name.

        A field on a line of its own is found by its name; for anything else the file is read once more, with
        all places.
        """
        quick = self._beside_its_name(path, of_key)
        return quick or position_of_error(self.source, path, of_key=of_key)

    def _beside_its_name(self, path: tuple, of_key: bool) -> Position | None:
        if not path or not isinstance(path[-1], str):
            return None
        if len(path) == 1:
            return find_field(self.source, None, path[0], of_key=of_key)
        item: object = self.model
        for step in path[:-1]:
            item = (
                item[step]
                if isinstance(step, int) and isinstance(item, tuple)
                else getattr(item, str(step), None)
            )
        line = self.lines.get(getattr(item, "id", ""))
        return find_field(self.source, line, path[-1], of_key=of_key) if line else None


@dataclass(frozen=True)
class Content:
    """Everything that was read.

    A document or picture that could not be read is missing here and has diagnostics instead.

    `assets` are the pictures, by the path of their file.
    """

    council: Document[Council] | None = None
    settings: Document[Settings] | None = None
    plans: tuple[Document[Plan], ...] = ()
    guides: tuple[Document[Guide], ...] = ()
    editions: tuple[Document[Edition], ...] = ()
    streets: Document[StreetList] | None = None
    suggestions: tuple[Document[Suggestion], ...] = ()
    assets: Mapping[str, Picture] = field(default_factory=dict)
    reports: tuple[Document[Report], ...] = ()
    # Places that are hidden though the settings at hand do not say so, because they cannot be read, or say so
    # no more.
    also_withheld: tuple[Withheld, ...] = ()
    # The paths of files that are there and could not be read: what follows from their absence is no second
    # mistake.
    unread: frozenset[str] = frozenset()
    # Places in the settings at which there is nothing, here or in any edition.
    misplaced: tuple[Withheld, ...] = ()

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """The places at which something was taken down, as the settings say."""
        said = self.settings.model.withheld if self.settings else ()
        return (*said, *(place for place in self.also_withheld if place not in said))

    @property
    def publisher(self) -> str:
        """Who publishes the site: the council, if its notice names nobody else."""
        notice = self.settings.model.notice if self.settings else None
        named = notice.publisher if notice else None
        return named or (self.council.model.name if self.council else "")

    @property
    def notice(self) -> str:
        """The sentence at the top of every page, as plain text; "" where there is none."""
        notice = self.settings.model.notice if self.settings else None
        return f"{notice.title} {notice.text}" if notice else ""

    @property
    def required_council(self) -> Council:
        """The council's own file, for code that runs only after a check has found it readable.

        Raises:
            ValueError: There is no readable plans/council.yml.
        """
        if self.council is None:
            raise ValueError("plans/council.yml has not been read.")
        return self.council.model

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, the council's first."""
        return (
            *(d for d in (self.council, self.settings, self.streets) if d),
            *self.plans,
            *self.guides,
            *self.editions,
            *self.suggestions,
            *self.reports,
        )


_last: tuple[SourceFile, NodePosition] | None = None


def position_of_error(source: SourceFile, path: tuple, *, of_key: bool = False) -> Position:
    """The position of a path in a YAML text.

    The places of the last file asked for are kept: problems come in groups.
    """
    global _last
    if _last is None or _last[0] is not source:
        place = load(source, places=True).place
        if place is None:
            return Position(source.path)
        _last = (source, place)
    return position(source, _last[1], _as_typed(path, _last[1]), of_key=of_key)


def _as_typed(path: tuple, place: NodePosition) -> tuple:
    """A path by the names that the file uses, which may be those of an older template."""
    typed = []
    for step in path:
        inside = (place.inside if place else None) or {}
        name = step if step in inside else next((old for old in WAS.get(step, ()) if old in inside), step)
        place = inside.get(name)
        typed.append(name)
    return tuple(typed)


# Names of files, as one file gives them that stands beside the others.


_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)


def is_elsewhere(name: str) -> bool:
    """Whether a name is a web address or leads from the root of something, and so is no name of a file beside
    this one.
    """
    return _ELSEWHERE.match(name.strip()) is not None


def resolve_relative(path: str, name: str) -> str:
    """The path of the file that the file at `path` calls `name`; "" where that can be no file of ours."""
    if is_elsewhere(name) or not name.strip():
        return ""
    return normpath(f"{dirname(path)}/{name.strip()}")


def image_references(document: Document[Guide]) -> tuple[str, ...]:
    """The paths of the pictures that a guide asks for, whether they are there or not."""
    return _pictures(document.source.path, document.body) if "![" in document.body else ()


@lru_cache(maxsize=1024)
def _pictures(path: str, body: str) -> tuple[str, ...]:
    found = (resolve_relative(path, seen.name) for seen in render_guide(body).pictures)
    return tuple(dict.fromkeys(one for one in found if one))
