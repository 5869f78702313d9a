"""What could stand in a field, as it would be typed. In a fix it stands marked as not true yet
(`model/unfinished`), so that nobody publishes it as it stands; starters and the reference show it plain.
"""

import re
from typing import Any

from pydantic import BaseModel

from ..model.fields import FieldSpec, fields
from ..model.unfinished import UNFINISHED_GAP, UNFINISHED_NONE, unfinished
from ..source.files import suggested_slug


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


def example(spec: FieldSpec | None) -> str:
    """One value that would do for a field, as it would be typed: for the middle of a sentence."""
    if spec is None or not spec.examples:
        return spec.constant if spec and spec.constant is not None else "..."
    first = spec.examples[0]
    return in_yaml(first[0] if isinstance(first, list) else first)


def fix_value(spec: FieldSpec | None, *, one: bool = False) -> str:
    """What a fix puts into a field, on one line, marked as not true yet; with `one`, for a single value of a
    list.
    """
    if spec is not None and spec.constant is not None:
        return str(spec.constant)
    if spec is not None and spec.section and not one:
        return UNFINISHED_NONE
    if spec is not None and spec.gap and not one and not (spec.leaf and spec.many):
        return UNFINISHED_GAP
    if spec is not None and spec.leaf and spec.leaf.name == "ref":
        # No id of an example: it may well be that of another council's ward.
        value = unfinished(f"id of the {spec.leaf.to}")
    elif spec is not None and spec.choices:
        value = unfinished("one of " + ", ".join(member.value for member in spec.choices))
    else:
        value = unfinished(example(spec).strip('"'))
    return f"[{value}]" if spec is not None and spec.many and not one else value


def with_example(spec: FieldSpec, said: str = "") -> str:
    """The whole field with a value for a fix; a group over several lines.

    `said` is what the writer put there, kept where it fits; all else is marked as not true yet.
    """
    if spec.part is None or (not said and (spec.gap or spec.section)):
        return f"{spec.key}: {fix_value(spec)}"
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
        value = fix_value(field, one=field.gap and not field.many)
        if said and field.leaf and field.leaf.name == "id":
            value = suggested_slug(said)
        elif said and field.leaf and field.leaf.name in ("text", "prose"):
            value, said = in_yaml(said[:200]), ""
        lines.append(f"{lead}{field.key}: {value}")
    return lines
