"""Our strict reader of YAML: one pass over PyYAML's events into plain values, refusing whatever would
surprise a writer.

Strict means: no anchors, aliases, tags, merge keys or duplicate keys; one document; few levels. Plain words
are read as YAML 1.2 reads them, and never guessed: `true` and `false` are the only truth values, `12` and
`12.50` numbers (exact, as `Decimal`), and `no`, `10:30`, `0123` and `2026-02-31` stay the text that they are.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .characters import UNWANTED
from .diagnostic import Diagnostic, Position, Severity
from .files import SourceFile
from .yaml_positions import NodePosition
from .yaml_syntax_errors import bad_escape, before_parsing, bullet, explain_syntax_error, in_quotes

LIMIT_DEPTH = 20
LIMIT_VALUE = 20_000
LOST_TEXT = re.compile(r"(?<![ \t])[ \t]++#(\S| \d)")
# YAML 1.2: these words are values, every other plain word is text.
WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
NUMBER_STARTS = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,9}\Z")
FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Loaded:
    """What a YAML text says. `value` is None where it could not be read; then `diagnostics` say why.

    `lines` has the line (from 1) on which each group with an `id` starts, and 0 for an id that is used twice;
    `place` is there only if it was asked for.
    """

    value: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    place: NodePosition | None = None


def load(file: SourceFile, *, places: bool = False, loader: type | None = None) -> Loaded:
    """Read a YAML text.

    With `places`, also where each value stands (slower: wanted only to report a problem).

    `loader` is PyYAML's: by default the one in C where there is one. Both give the same.
    """
    found = before_parsing(file)
    if found:
        return Loaded(diagnostics=found)
    try:
        return _Reader(file, places).read((loader or FASTEST)(file.content))
    except _Refused as refused:
        return Loaded(diagnostics=[refused.diagnostic])
    except (
        yaml.YAMLError,
        ValueError,
    ) as error:  # ValueError: the parser in Python, on an escape like \U00110000.
        return Loaded(diagnostics=[explain_syntax_error(file, error)])


class _Refused(Exception):
    """Stops the reading of one file; never leaves this module."""

    def __init__(self, diagnostic: Diagnostic):
        self.diagnostic = diagnostic


class _Reader:
    def __init__(self, file: SourceFile, places: bool):
        self.file = file
        self.places = places
        self.loaded = Loaded()

    def read(self, parser: Any) -> Loaded:
        """The one loop.

        The stack holds open groups; a group is a list, or a dict with the key that waits for its value.
        """
        loaded = self.loaded
        has_escapes = "\\" in self.file.content
        has_lost_text = LOST_TEXT.search(self.file.content) is not None
        lines = loaded.lines
        places = self.places
        stack: list[Any] = []
        group: Any = None  # the open list or dict
        key: Any = None  # the key whose value comes next, in a dict
        place: NodePosition | None = None
        key_event: Any = None
        documents = 0
        next_event = parser.get_event
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_special(event)
                value = event.value
                if type(group) is dict and key is None:
                    key = value if event.style or value != "<<" else self._refuse_merge(event)
                    if key in group:
                        self._refuse_duplicate(event, key, group)
                    key_event = event
                    continue
                style = event.style
                if len(value) > LIMIT_VALUE:
                    self._refuse(
                        event,
                        "too-long",
                        f"This text has {len(value):,} characters; no field can have more than"
                        f" {LIMIT_VALUE:,}.",
                        "Shorten it, or keep the detail in a document of its own.",
                    )
                if not style:
                    if has_lost_text:
                        self._note_lost_text(event)
                    if value in WORDS:
                        value = WORDS[value]
                    elif value[0] in NUMBER_STARTS:
                        value = number(value)
                elif has_escapes and style == '"' and UNWANTED.search(value):
                    self._refuse_character(event)
                here = NodePosition(event.start_mark, event.end_mark, style=style or "") if places else None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_special(event)
                if type(group) is dict and key is None:
                    self._refuse(
                        event, "yaml-syntax", "A field name must be a plain word.", "Write name: value."
                    )
                if len(stack) >= LIMIT_DEPTH:
                    self._refuse(
                        event,
                        "too-deep",
                        f"There are more than {LIMIT_DEPTH} levels here, one inside the other.",
                        "Move this to the left: a plan needs only a few levels.",
                    )
                new: Any = {} if kind is MappingStartEvent else []
                stack.append((group, key, place, key_event, event))
                if places:
                    place = NodePosition(
                        event.start_mark, event.end_mark, style="{" if event.flow_style else None, inside={}
                    )
                group, key = new, None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, here = group, place
                group, key, place, key_event, opening = stack.pop()
                if kind is MappingEndEvent and type(value.get("id")) is str:
                    id = value["id"]
                    lines[id] = 0 if id in lines else opening.start_mark.line + 1
                if here is not None:
                    here.end = event.end_mark
            elif kind is AliasEvent:
                self._refuse_special(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(
                        event,
                        "two-documents",
                        "A second document starts here. A file holds one plan.",
                        "Delete the line with ---, or put what follows into a file of its own.",
                    )
                continue
            else:
                continue
            # A value is complete: put it where it belongs.
            if here is not None and key_event is not None and type(group) is dict:
                here.key, here.key_end = key_event.start_mark, key_event.end_mark
            if type(group) is dict:
                group[key] = value
                if place is not None and place.inside is not None:
                    place.inside[key] = here
                key = None
            elif group is not None:
                if place is not None and place.inside is not None:
                    place.inside[len(group)] = here
                group.append(value)
            else:
                loaded.value, loaded.place = value, here
        return loaded

    def _at(self, event: Any) -> Position:
        start, end = event.start_mark, event.end_mark
        if start.line == end.line and end.column > start.column:
            return Position(self.file.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        return Position(self.file.path, start.line + 1, start.column + 1)

    def _refuse(self, event: Any, rule: str, message: str, fix: str) -> None:
        raise _Refused(Diagnostic(self._at(event), rule, message, fix))

    def _refuse_special(self, event: Any) -> None:
        """`*Important*`, `&x` and `!x`: marks of YAML that a writer meant as text; or a star for a point of a
        list.
        """
        line, column = event.start_mark.line, event.start_mark.column
        text = self.file.content.split("\n")[line]
        if text[column:].startswith("* ") and not text[:column].strip():
            raise _Refused(bullet(self._at(event), text))
        self._refuse(
            event,
            "special-start",
            f"Text that starts with {text[column]} must be in quotes.",
            in_quotes(text[:column], text[column:]),
        )

    def _refuse_merge(self, event: Any) -> str:
        self._refuse(
            event,
            "merge-key",
            "Two less-than signs (<<) are not a field.",
            "Write out the fields that you mean.",
        )
        raise AssertionError

    def _refuse_duplicate(self, event: Any, key: str, group: dict[Any, Any]) -> None:
        first = _first_line(self.file, event.start_mark)
        where = f" (lines {first} and {event.start_mark.line + 1})" if first else ""
        self._refuse(
            event,
            "duplicate-field",
            f"The field {key} is given twice{where}. One of the two would be lost.",
            "Keep one of the two lines.",
        )

    def _refuse_character(self, event: Any) -> None:
        lines = self.file.content.split("\n")
        before = sum(len(line) + 1 for line in lines[: event.start_mark.line]) + event.start_mark.column
        found = bad_escape(self.file, before)
        if found is None:
            raise AssertionError("There is a character that cannot be printed, and no escape that makes it.")
        raise _Refused(found)

    def _note_lost_text(self, event: Any) -> None:
        """`See issue #4 for more`: YAML takes ` #` for the start of a remark, so readers would lose the rest."""
        end = event.end_mark
        lines = self.file.content.split("\n")
        if end.line >= len(lines):  # An empty value at the end of the file, which the parser puts behind it.
            return
        line = lines[end.line]
        rest = line[end.column :]
        if LOST_TEXT.match(rest):
            start = event.start_mark.column if event.start_mark.line == end.line else 0
            at = Position(
                self.file.path, end.line + 1, end.column + 2, end.line + 1, end.column + 1 + len(rest)
            )
            seen = f"only “{event.value[-60:]}”" if event.value else "nothing"
            self.loaded.diagnostics.append(
                Diagnostic(
                    at,
                    "hash",
                    f"Everything after # is ignored here, so readers would see {seen}.",
                    in_quotes(line[:start], event.value + rest),
                    Severity.warning,
                )
            )


@lru_cache(maxsize=4096)
def number(text: str) -> Any:
    """A plain word that starts like a number: the number, exact, or the text that it is."""
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text


def _first_line(file: SourceFile, mark: Any) -> int | None:
    """The line on which the same key, at the same depth, stands before `mark` (None if it is not on a line of
    its own).
    """
    lines = file.content.split("\n")
    key = re.match(r"[^:]*:", lines[mark.line][mark.column :])
    if not key:
        return None
    for before in range(mark.line - 1, -1, -1):
        if lines[before][mark.column :].startswith(key.group()) and not lines[before][: mark.column].strip(
            " -"
        ):
            return before + 1
    return None
