"""The reading of a YAML text in which nothing is unusual, which is nearly every one. At the first surprise it gives up, and the
careful reader (`yaml`) reads the text again, to say what is wrong and where. Both give the same values; a test compares them.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

LIMIT_DEPTH = 20
LIMIT_VALUE = 20_000
LOST_TEXT = re.compile(r"[ \t]+#(\S| \d)")
# YAML 1.2: these words are values, every other plain word is text.
WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
NUMBER_STARTS = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,9}\Z")
# No number that the patterns above know is longer, and no word of WORDS.
_LONGEST_WORD = 26


def read_quickly(text: str, parser) -> tuple[Any, dict[str, int]] | None:
    """The value of a text and the line of each id in it; None where only the careful reader can tell. Raises what the parser raises."""
    # To look for the sign first is a hundred times faster than to try the pattern at every space.
    if "\\" in text or ((" #" in text or "\t#" in text) and LOST_TEXT.search(text)):
        return None
    reader = _Reader(parser)
    try:
        return reader.document(), reader.lines
    except _Unusual:
        return None


class _Unusual(Exception):
    """Something that the careful reader must look at; never leaves this module."""


class _Reader:
    """One method for each thing that holds others. A plan has a thousand events, so that all of the time is spent in the two loops:
    what is in them stands there in full, without a call, and looks at the length of a text before anything that takes longer.
    """

    __slots__ = ("lines", "next_event")

    def __init__(self, parser):
        self.next_event = parser.get_event
        self.lines: dict[str, int] = {}

    def document(self) -> Any:
        """The one document of a text; nothing, if there is none."""
        self.next_event()  # The start of the text.
        event = self.next_event()
        if type(event) is not DocumentStartEvent:
            return None
        event = self.next_event()
        value = self._scalar(event) if type(event) is ScalarEvent else self._inside(event, 1)
        self.next_event()  # The end of the document.
        if type(self.next_event()) is not StreamEndEvent:
            raise _Unusual
        return value

    def _inside(self, opening, depth: int) -> Any:
        kind = type(opening)
        if (kind is not MappingStartEvent and kind is not SequenceStartEvent) or depth > LIMIT_DEPTH or opening.anchor is not None or opening.tag is not None:
            raise _Unusual
        return self._group(opening, depth) if kind is MappingStartEvent else self._list(depth)

    def _group(self, opening, depth: int) -> dict[str, Any]:
        next_event = self.next_event
        found: dict[str, Any] = {}
        while type(event := next_event()) is ScalarEvent:
            key = event.value
            if key in found or event.anchor is not None or event.tag is not None:
                raise _Unusual
            event = next_event()
            if type(event) is not ScalarEvent:
                found[key] = self._inside(event, depth + 1)
                continue
            value = event.value
            if event.anchor is not None or event.tag is not None or len(value) > LIMIT_VALUE:
                raise _Unusual
            if len(value) <= _LONGEST_WORD and not event.style:
                if value in WORDS:
                    value = WORDS[value]
                elif value[0] in NUMBER_STARTS:
                    value = number(value)
            found[key] = value
        if type(event) is not MappingEndEvent or "<<" in found:
            raise _Unusual
        id = found.get("id")
        if type(id) is str:
            self.lines[id] = 0 if id in self.lines else opening.start_mark.line + 1
        return found

    def _list(self, depth: int) -> list:
        next_event = self.next_event
        found: list = []
        while (kind := type(event := next_event())) is not SequenceEndEvent:
            found.append(self._scalar(event) if kind is ScalarEvent else self._inside(event, depth + 1))
        return found

    def _scalar(self, event) -> Any:
        value = event.value
        if event.anchor is not None or event.tag is not None or len(value) > LIMIT_VALUE:
            raise _Unusual
        if event.style or len(value) > _LONGEST_WORD:
            return value
        if value in WORDS:
            return WORDS[value]
        return number(value) if value[0] in NUMBER_STARTS else value


@lru_cache(maxsize=4096)
def number(text: str) -> Any:
    """A plain word that starts like a number: the number, exact, or the text that it is."""
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text
