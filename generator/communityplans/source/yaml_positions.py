"""Where each value of a YAML text stands, and how that becomes a line and a column."""

from dataclasses import dataclass
from typing import Any

from .diagnostic import Position
from .files import SourceFile


@dataclass
class NodePosition:
    """Where a value stands: its key (if it has one), its own first and last character, and the places inside
    it.

    Marks are those of PyYAML: `line` and `column` from 0.
    """

    start: Any
    end: Any
    key: Any = None
    key_end: Any = None
    style: str | None = None
    inside: dict | None = None


def position(file: SourceFile, place: NodePosition, path: tuple, *, of_key: bool = False) -> Position:
    """The position of the value at `path` (keys and numbers), or of the nearest group around it that exists."""
    found = True
    for step in path:
        inside = (place.inside or {}).get(step)
        if inside is None:
            found = False
            break
        place = inside
    start, end = place.start, place.end
    # A group of many lines is best shown by its name; one in brackets stands behind its name like any value.
    if place.key is not None and (of_key or not found or (place.inside is not None and place.style != "{")):
        start, end = place.key, place.key_end
    elif end.line != start.line:
        end = None
    if end is None or (end.line, end.column) == (start.line, start.column) or end.line != start.line:
        return Position(file.path, start.line + 1, start.column + 1)
    return Position(file.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
