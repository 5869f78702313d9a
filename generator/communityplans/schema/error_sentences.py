"""The error messages of the checks, computed in advance for the form, which shows them while a user types.

Each is the message of the model, the loader or a rule, with a mark in place of the typed value.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..content.messages import missing_field
from ..content.value_errors import explain_value
from ..model import types
from ..model.fields import FieldSpec
from ..model.stages import Stage
from ..rules.obligation_rules import duty
from ..source.files import SourceFile

# Marks the typed value, the title of an item, or the number of characters.
TYPED = "\ue000"
_WRITTEN: dict[str, Any] = {
    "when": types.When,
    "money": types.Money,
    "url": types.Url,
    "email": types.Email,
    "phone": types.Phone,
    "day": types.Day,
}


@cache
def refusal_sentence(leaf: str) -> str:
    """The message for a text that a leaf type cannot parse; "" for a leaf type that accepts any text."""
    if leaf not in _WRITTEN:
        return ""
    try:
        TypeAdapter(_WRITTEN[leaf]).validate_python(TYPED)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["sentence"])
    raise TypeError(f"The leaf type {leaf} takes anything.")


def missing_sentence(spec: FieldSpec, *, inside: bool) -> str:
    """The message for a missing field, `inside` a group or at the top of a file."""
    return missing_field(_file("title", "x"), ("group", spec.key) if inside else (spec.key,), spec).message


def too_long_sentence(spec: FieldSpec) -> str:
    """The message for a text with too many characters."""
    message = explain_value(
        _file(spec.key, "x"),
        (spec.key,),
        spec,
        {"type": "string_too_long", "input": "x", "ctx": {"max_length": spec.most}},
    ).message
    return message.replace("has 1 characters", f"has {TYPED} characters")


def too_few_sentence(spec: FieldSpec) -> str:
    """The message for a list with too few values."""
    return explain_value(
        _file(spec.key, "[]"),
        (spec.key,),
        spec,
        {"type": "too_short", "input": [], "ctx": {"min_length": spec.least}},
    ).message


def owed_sentence(spec: FieldSpec, stage: Stage, *, item: bool) -> str:
    """The message for a field that a plan at this stage, or one of its items, must have."""
    return duty(spec, stage, TYPED if item else "", must=True)


def _file(key: str, value: str) -> SourceFile:
    return SourceFile("form", f"{key}: {value}\n")
