"""Where a field stands, found by its name in the text: quick, and enough for a value on one line."""

import re
from functools import lru_cache

from .diagnostic import Position
from .files import SourceFile

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
    indent = _DASHES.match(lines[start]).end() if line else 0
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
