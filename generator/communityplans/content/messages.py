"""What pydantic found, said so that a councillor can act on it: what is missing, what is not a field, and in
which place.

What is said of one value that its field cannot hold stands in `wrong_values`.
"""

import re
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from ..model.field_error import UNFINISHED_NONE, unfinished
from ..model.fields import FieldSpec, fields, iter_fields
from ..model.types import NoneKnown, NotPublished
from ..source.diagnostic import Diagnostic, Position
from ..source.files import SourceFile
from ..source.yaml_syntax_errors import BULLETS, bullet
from .documents import position_of_error
from .value_errors import CURLY, closest_match, explain_value, fix_value, in_yaml, with_example

__all__ = [
    "BULLETS",
    "at",
    "closest_match",
    "explain_validation_error",
    "in_yaml",
    "missing_field",
    "not_a_group",
]

# More are not explained: nobody reads them, and a file made to be wrong in 50,000 places would keep the
# program busy.
LIMIT_PROBLEMS = 200
# The model's union of a value and a stated gap (or of items and none) adds these to the path of a problem.
_TAGS = {"<gap>": NotPublished, "<none>": NoneKnown, "<value>": None, "<items>": None}


def not_a_group(file: SourceFile, value: Any) -> Diagnostic:
    """A whole file that is a list, one sentence or nothing at all instead of fields."""
    glued = isinstance(value, str) and re.match(r"([A-Za-z_]+):(\S.*)", value)
    if glued:
        return Diagnostic(
            Position(file.path, 1, len(glued[1]) + 1),
            "no-space",
            "There is no space after the colon.",
            f"Put a space after the colon: {glued[1]}: {glued[2]}",
        )
    what = "only remarks" if value is None else "a list" if isinstance(value, list) else "only words"
    return Diagnostic(
        Position(file.path),
        "not-a-plan",
        f"This file has {what}; a plan is made of fields, one on each line.",
        f"Start with: title: {unfinished('The name of the area')}",
    )


def explain_validation_error(
    file: SourceFile, model: type[BaseModel], error: ValidationError, raw: dict
) -> list[Diagnostic]:
    """Every problem in a file that does not fit the template, each in its place; those that only follow from
    another are left out.

    `raw` is what the file says, before the template was laid on it.
    """
    found: list[Diagnostic] = []
    meant: set[tuple] = set()
    missing: list[tuple[tuple, Diagnostic]] = []
    whole: dict[tuple, Diagnostic] = {}
    problems = error.errors(include_url=False)
    if len(problems) > LIMIT_PROBLEMS:
        found.append(
            Diagnostic(
                Position(file.path),
                "many-problems",
                f"This file has more than {LIMIT_PROBLEMS} problems; here are the first.",
                "Put these right, and check again.",
            )
        )
    for problem in problems[:LIMIT_PROBLEMS]:
        at_tag = next((n for n, step in enumerate(problem["loc"]) if step in _TAGS), None)
        path = tuple(step for step in problem["loc"] if step not in _TAGS)
        group, spec = _find(model, problem["loc"])
        if at_tag is not None:
            one = _one_mistake(file, model, raw, problem["loc"], at_tag)
            if one:
                whole[path[: len(path) if at_tag is None else at_tag]] = one
                continue
        if problem["type"] == "missing":
            missing.append((path, missing_field(file, path, spec)))
        elif problem["type"] == "extra_forbidden":
            diagnostic, field = _unknown(file, model, group, path, at(raw, path[:-1]))
            found.append(diagnostic)
            if field:
                meant.add((*path[:-1], field))
        elif problem["type"] == "too_short" and len(problem["input"]) >= problem["ctx"]["min_length"]:
            continue  # There is something in the list; what is wrong with it is said there.
        else:
            found.append(explain_value(file, path, spec, problem))
    return found + list(whole.values()) + [diagnostic for path, diagnostic in missing if path not in meant]


def _find(model: type[BaseModel], path: tuple) -> tuple[type[BaseModel], FieldSpec | None]:
    """The group that the end of a path stands in, and the field, if there is such a field."""
    group, spec, inside = model, None, model
    for step in path:
        if step in _TAGS:
            inside = _TAGS[step] or inside
        elif not isinstance(step, int):
            group = inside or group
            spec = next((f for f in fields(group) if f.key == step), None)
            if spec is None:
                break
            inside = spec.part
    return group, spec


def at(raw: Any, path: tuple) -> Any:
    """What stands at a path of a text as it was read; None where there is nothing."""
    for step in path:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _one_mistake(
    file: SourceFile, model: type[BaseModel], raw: dict, loc: tuple, at_tag: int
) -> Diagnostic | None:
    """One mistake about a whole group, from which many problems follow: points without a dash, or a misspelt
    reason.
    """
    path, tag = loc[:at_tag], loc[at_tag]
    path = tuple(step for step in path if step not in _TAGS)
    value = at(raw, path)
    if not isinstance(value, dict):
        return None
    spec = _find(model, loc[:at_tag])[1]
    keys = [str(key) for key in value]
    if tag == "<value>":
        typed = next((key for key in keys if closest_match(key, ["not_published"])), None)
        if typed:
            return Diagnostic(
                position_of_error(file, (*path, typed), of_key=True),
                "unknown-field",
                f"There is no field {typed}. Did you mean not_published?",
                "Write: not_published",
            )
    if tag == "<none>" and spec and spec.part and "none_reason" not in value:
        typed = next((key for key in keys if closest_match(key, ["none_reason"])), None)
        if typed:
            return Diagnostic(
                position_of_error(file, (*path, typed), of_key=True),
                "unknown-field",
                f"There is no field {typed}. Did you mean none_reason?",
                "Write: none_reason",
            )
        known = {field.key for field in fields(spec.part)} - {"as_of"}
        fix = f"If there is nothing to list, say why: {spec.key}: {UNFINISHED_NONE}"
        if known & set(keys):
            fix = (
                f"Put a dash and a space before its first field: - {keys[0]}: {in_yaml(value[keys[0]])[:200]}"
            )
        return Diagnostic(
            position_of_error(file, path, of_key=True),
            "not-a-list",
            f"{spec.title} is a list: each point starts with a dash and a space.",
            fix,
        )
    return None


def missing_field(file: SourceFile, path: tuple, spec: FieldSpec | None) -> Diagnostic:
    """What is said of a field that must be there and is not."""
    title = spec.title if spec else str(path[-1])
    where = "" if len(path) == 1 else " here"
    hint = f" {spec.description.split('. ')[0].rstrip('.')}." if spec and spec.description else ""
    if spec and spec.choices and len(spec.choices) <= 8:
        hint = f" It is one of {', '.join(c.value for c in spec.choices)}."
    line = with_example(spec) if spec else f"{path[-1]}: {fix_value(spec)}"
    at = position_of_error(file, path[:-1], of_key=True) if len(path) > 1 else Position(file.path)
    return Diagnostic(
        at,
        "missing",
        f"{title} is missing{where}.{hint}",
        ("Add these lines:\n" if "\n" in line else "Add a line: ") + line,
    )


def _unknown(
    file: SourceFile, model: type[BaseModel], group: type[BaseModel], path: tuple, given: Any
) -> tuple[Diagnostic, str | None]:
    """A name that is no field; and the field that it was meant for, if that can be guessed."""
    key = str(path[-1])
    at = position_of_error(file, path, of_key=True)
    free = [f.key for f in fields(group) if not isinstance(given, dict) or f.key not in given]
    if not key.strip():
        return (
            Diagnostic(
                at,
                "unknown-field",
                "There is a colon here, and no name of a field before it.",
                "Write the name before the colon, or delete the line.",
            ),
            None,
        )
    bare = key.strip(CURLY + "\"'")
    if bare != key:
        field = closest_match(bare, free)
        return (
            Diagnostic(
                at,
                "smart-quote",
                "These are curly quotes from a word processor.",
                f"Leave them out, or use straight quotes: {_renamed(file, at, field or bare)}",
            ),
            field,
        )
    if key.startswith("-"):
        return (
            Diagnostic(
                at,
                "no-space",
                "There is no space after the dash.",
                f"Put a space after the dash: - {_renamed(file, at, key[1:].lstrip())}",
            ),
            None,
        )
    if key[:1] in BULLETS:
        return bullet(at, key), None
    field = closest_match(key, free)
    if field:
        return (
            Diagnostic(
                at,
                "unknown-field",
                f"There is no field {key}. Did you mean {field}?",
                f"Write: {_renamed(file, at, field)}",
            ),
            field,
        )
    elsewhere = _groups_with(model, key)
    if elsewhere:
        return (
            Diagnostic(
                at,
                "unknown-field",
                f"The field {key} does not belong here; it belongs inside {' or '.join(elsewhere[:3])}.",
                f"Move it into {elsewhere[0]}.",
            ),
            None,
        )
    names = (
        f"use one of: {', '.join(free)}"
        if 0 < len(free) <= 8
        else "see the page “What goes in a plan” for the fields that there are"
    )
    return Diagnostic(at, "unknown-field", f"There is no field {key[:60]}.", f"Delete it, or {names}."), None


@cache
def _groups_with(model: type[BaseModel], key: str) -> tuple[str, ...]:
    """The names of the groups of a model that have a field of this name."""
    paths = ([step for step in path if step != "*"] for path, spec in iter_fields(model) if spec.key == key)
    return tuple(sorted({path[-2] for path in paths if len(path) > 1}))


def _renamed(file: SourceFile, at: Position, key: str) -> str:
    """The line of a field with its name put right, to be pasted."""
    line = file.content.split("\n")[at.line - 1]
    rest = line[at.end_column - 1 :].rstrip() if at.end_line == at.line else ""
    return key + (
        rest[:160]
        if rest.lstrip().startswith(":") and len(rest) <= 160
        else f": {unfinished('what stands there now')}"
    )
