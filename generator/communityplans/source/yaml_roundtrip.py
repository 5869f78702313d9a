"""Changing a YAML text in a few places, with its remarks, quotes, order and empty lines kept.

The strict reader of `yaml` keeps no remarks, and is what counts: whoever writes a text made here reads it
with that first.
"""

import difflib
import io
import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

__all__ = ["YAMLError", "edit_yaml", "yaml_comments"]

# Only these plain words are more than text here, as in the strict reader: a day such as 2026-02-31 stays the
# words that it is.
_PLAIN = {
    "tag:yaml.org,2002:bool": r"true|false",
    "tag:yaml.org,2002:null": r"~|null|",
    "tag:yaml.org,2002:int": r"-?(?:0|[1-9][0-9]{0,14})",
    "tag:yaml.org,2002:float": r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,9}",
}
_LIST = re.compile(r"^( *)[^\s#-][^\n]*:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)-( +)\S", re.MULTILINE)
_GROUP = re.compile(r"^( *)[^\s#-][^\n]*:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( +)[^\s#-]", re.MULTILINE)
_REMARK = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)


class _Words(VersionedResolver):
    """Knows the few plain words that stand for something else than themselves."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> Any:
        """The tag of a node."""
        if kind is ScalarNode and implicit[0]:
            return Tag(
                suffix=next(
                    (tag for tag, words in _PLAIN.items() if re.fullmatch(words, value)),
                    "tag:yaml.org,2002:str",
                )
            )
        return super().resolve(kind, value, implicit)


def edit_yaml(text: str, change: Callable[[Any], object]) -> str:
    """The text after `change` has worked on its fields, in place.

    Lines that `change` did not touch stay as they were typed.

    Raises YAMLError for a text that is no YAML.
    """
    yaml = _yaml(text)
    fields = yaml.load(text)
    before = _dumped(yaml, fields)
    change(fields)
    after = _dumped(yaml, _dressed(fields))
    woven = _woven(text, before, after)
    try:
        return woven if yaml.load(woven) == yaml.load(after) else after
    except YAMLError:  # Old lines among new ones that stand further to the left or to the right.
        return after


def yaml_comments(text: str) -> list[str]:
    """Everything in a text that may be a remark, in order of words: for finding out whether one was lost."""
    return sorted(found.group().rstrip() for found in _REMARK.finditer(text))


def _yaml(text: str) -> YAML:
    """A reader and writer that moves lines to the right as the text does."""
    yaml = YAML()
    yaml.Resolver = _Words
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.explicit_start = text.startswith("---\n")
    points, group = _LIST.search(text), _GROUP.search(text)
    offset = len(points[2]) - len(points[1]) if points else 2
    yaml.indent(
        mapping=max(1, len(group[2]) - len(group[1])) if group else 2,
        sequence=offset + 1 + len(points[3]) if points else 4,
        offset=offset,
    )
    return yaml


def _dumped(yaml: YAML, fields: Any) -> str:
    stream = io.StringIO()
    yaml.dump(fields, stream)
    return stream.getvalue()


def _dressed(value: Any) -> Any:
    """New groups and lists as ruamel's own, so that a remark behind the old value can move behind the new
    one.
    """
    if isinstance(value, dict):
        if not isinstance(value, CommentedMap):
            value = CommentedMap(value)
        for key in value:
            value[key] = _dressed(value[key])
    elif isinstance(value, list):
        if not isinstance(value, CommentedSeq):
            value = CommentedSeq(value)
        for number, one in enumerate(value):
            new = _dressed(one)
            if new is not one and number in value.ca.items:
                _put_behind(new, value.ca.items.pop(number)[0])
            value[number] = new
    return value


def _put_behind(value: Any, remark: Any) -> None:
    """Let a remark stand behind the last word of a new group or list."""
    last = (list(value) if isinstance(value, CommentedMap) else list(range(len(value))))[-1]
    if isinstance(value[last], CommentedMap | CommentedSeq) and value[last]:
        _put_behind(value[last], remark)
    elif isinstance(value, CommentedMap):
        value.ca.items[last] = [None, None, remark, None]
    else:
        value.ca.items[last] = [remark, None]


def _woven(original: str, before: str, after: str) -> str:
    """What `change` did, laid on the original: ruamel writes some things its own way, and nobody asked for
    that.

    `before` is the original as ruamel writes it, `after` the changed text. Where the original differs from
    `before`, and nothing near by was changed, its own lines are put back.
    """
    old, plain, new = (text.splitlines(keepends=True) for text in (original, before, after))
    moved = _different(plain, new)
    result, done = [], 0
    for start, end, first, last in _different(plain, old):
        if any(a < end and start < b or a == b == start or start == end == a for a, b, _, _ in moved):
            continue
        shift = sum((d - c) - (b - a) for a, b, c, d in moved if b <= start)
        result += [*new[done : start + shift], *old[first:last]]
        done = end + shift
    return "".join(result + new[done:])


def _different(one: list[str], other: list[str]) -> list[tuple[int, int, int, int]]:
    """Where two texts differ: from line a to b of the one, from c to d of the other; line by line where that
    can be said.
    """
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            found += [(a + n, a + n + 1, c + n, c + n + 1) for n in range(b - a)]
        elif kind != "equal":
            found.append((a, b, c, d))
    return found
