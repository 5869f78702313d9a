"""What could stand in a field, as it would be typed: for the fixes of messages, for starters and for the
reference.
"""

import re
from typing import Any

from pydantic import BaseModel

from ..model.fields import FieldSpec, fields
from ..source.files import suggested_slug

NONE_KNOWN = '{none_reason: "Why there is nothing here", as_of: 2026-11-22}'
GAP = '{not_published: "Why there is no answer", as_of: 2026-11-22}'


def in_yaml(value: Any) -> str:
    """A value of an example as it would stand on a line of YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_yaml(v) for v in value) + "]"
    text = str(value)
    if isinstance(value, str) and (
        re.search(r": |\s#|^[\W\d]|[,\[\]{}]", text)
        and not re.fullmatch(r"\d{4}-\d\d(-\d\d)?|https?://\S+", text)
    ):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def example(spec: FieldSpec | None, *, one: bool = False) -> str:
    """A value that would do for a field, on one line; with `one`, for a single value of a list."""
    if spec is None:
        return "..."
    if spec.constant is not None:
        return str(spec.constant)
    if spec.section and not one:
        return NONE_KNOWN
    if spec.gap and not one and not (spec.leaf and spec.many):
        return GAP
    if spec.examples:
        first = spec.examples[0]
        return in_yaml(first[0] if one and isinstance(first, list) else first)
    return "..."


def with_example(spec: FieldSpec, said: str = "") -> str:
    """The whole field with a value that would do; a group over several lines.

    `said` is what the writer put there, kept where it fits.
    """
    if spec.part is None or (not said and (spec.gap or spec.section)):
        return f"{spec.key}: {example(spec)}"
    others = _lines(spec.part, "", "  ", True) * (spec.least - 1) if spec.many else []
    return "\n".join([f"{spec.key}:", *_lines(spec.part, said, "  ", spec.many), *others])


def point(part: type[BaseModel], said: str = "") -> str:
    """One point of a list of groups, with the fields that must be there."""
    return "\n".join(_lines(part, said, "", True))


def _lines(part: type[BaseModel], said: str, indent: str, many: bool) -> list[str]:
    lines = []
    for field in fields(part):
        if not field.required:
            continue
        lead = indent + ("- " if many and not lines else "  " if many else "")
        if field.part and not field.gap:
            lines += [
                f"{lead}{field.key}:",
                *_lines(field.part, "", indent + ("  " if many else "") + "  ", field.many),
            ]
            continue
        value = example(field, one=field.gap and not field.many)
        if said and field.leaf and field.leaf.name == "id":
            value = suggested_slug(said)
        elif said and field.leaf and field.leaf.name in ("text", "prose"):
            value, said = in_yaml(said[:200]), ""
        lines.append(f"{lead}{field.key}: {value}")
    return lines
