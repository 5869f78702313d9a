"""Where each value of a YAML text stands, and how that becomes a line and a column."""

import re
from dataclasses import dataclass
from functools import lru_cache
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
    inside: dict[Any, "NodePosition | None"] | None = None


def position(
    file: SourceFile, place: NodePosition, path: tuple[Any, ...], *, of_key: bool = False
) -> Position:
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


# Where a field stands, found by its name in the text: quick, and enough for a value on one line.


_DASHES = re.compile(r" *(?:- +)*")
# A value that goes on below, or is none of ours: then only reading the file tells where it ends.
_MORE = ("|", ">", "&", "*", "!", "#")


def find_field(source: SourceFile, line: int | None, key: str, *, of_key: bool) -> Position | None:
    """The place of the value of `key` (with `of_key`, of the name) in the group that starts on `line`, or at
    the top (None).

    None where it cannot be told without reading the file: a value of several lines, a remark behind it, a
    group in brackets.
    """
    lines = _lines(source.content)
    start = (line or 1) - 1
    dashes = _DASHES.match(lines[start]) if line else None
    indent = dashes.end() if dashes else 0
    if line and lines[start][indent : indent + 1] in "{[":
        return None
    for number in range(start, len(lines)):
        text = lines[number]
        bare = text.lstrip(" ")
        if not bare or bare[0] == "#":
            continue
        depth = indent if line and number == start else len(text) - len(bare)
        if depth < indent:
            return None
        if depth == indent and text.startswith(key + ":", indent):
            return _position(source.path, lines, number, indent, key, of_key)
    return None


def _position(
    path: str, lines: list[str], number: int, indent: int, key: str, of_key: bool
) -> Position | None:
    if of_key:
        return Position(path, number + 1, indent + 1, number + 1, indent + len(key) + 1)
    rest = lines[number][indent + len(key) + 1 :]
    value = rest.strip()
    following = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].strip()), "")
    if (
        not value
        or value[0] in _MORE
        or " #" in rest
        or "\t" in rest
        or len(following) - len(following.lstrip(" ")) > indent
    ):
        return None
    column = indent + len(key) + 1 + len(rest) - len(rest.lstrip(" ")) + 1
    return Position(path, number + 1, column, number + 1, column + len(value))


@lru_cache(maxsize=4)
def _lines(content: str) -> list[str]:
    return content.split("\n")
