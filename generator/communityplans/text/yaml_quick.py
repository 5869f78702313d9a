"""The reading of a YAML text in which nothing is unusual, which is nearly every one. At the first surprise it gives up, and the
careful reader (`yaml`) reads the text again, to say what is wrong and where. Both give the same values; a test compares them.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from yaml.events import AliasEvent, DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

LIMIT_DEPTH = 20
LIMIT_VALUE = 20_000
LOST_TEXT = re.compile(r"[ \t]+#(\S| \d)")
# YAML 1.2: these words are values, every other plain word is text.
WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
NUMBER_STARTS = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,9}\Z")


def read_quickly(text: str, parser) -> tuple[Any, dict[str, int]] | None:
    """The value of a text and the line of each id in it; None where only the careful reader can tell. Raises what the parser raises."""
    if "\\" in text or LOST_TEXT.search(text):
        return None
    lines: dict[str, int] = {}
    stack: list = []
    group: Any = None
    key: Any = None
    wants_key = False
    documents = 0
    result: Any = None
    get_event = parser.get_event
    while (event := get_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if event.anchor is not None or event.tag is not None or len(value) > LIMIT_VALUE:
                return None
            if wants_key:
                if value in group or value == "<<":
                    return None
                key = value
                wants_key = False
                continue
            if not event.style:
                if value in WORDS:
                    value = WORDS[value]
                elif value[0] in NUMBER_STARTS:
                    value = number(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if wants_key or event.anchor is not None or event.tag is not None or len(stack) >= LIMIT_DEPTH:
                return None
            stack.append((group, key, event))
            wants_key = kind is MappingStartEvent
            group = {} if wants_key else []
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = group
            group, key, opening = stack.pop()
            if kind is MappingEndEvent:
                id = value.get("id")
                if type(id) is str:
                    lines[id] = 0 if id in lines else opening.start_mark.line + 1
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                return None
            continue
        elif kind is AliasEvent:
            return None
        else:
            continue
        if type(group) is dict:
            group[key] = value
            wants_key = True
        elif group is not None:
            group.append(value)
            wants_key = False
        else:
            result = value
    return result, lines


@lru_cache(maxsize=4096)
def number(text: str) -> Any:
    """A plain word that starts like a number: the number, exact, or the text that it is."""
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text
