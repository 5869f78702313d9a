"""The words in which the checks refuse something, before anything was refused: for a form that says them
while somebody writes.

Each is what the model, the loader or a rule would say, with a mark where what somebody typed stands.
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

# Stands for what somebody typed, for the title of an item, or for how many characters there are.
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
    """What is said of a text that a leaf type cannot read; "" for a leaf that takes any words."""
    if leaf not in _WRITTEN:
        return ""
    try:
        TypeAdapter(_WRITTEN[leaf]).validate_python(TYPED)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["sentence"])
    raise TypeError(f"The leaf type {leaf} takes anything.")


def missing_sentence(spec: FieldSpec, *, inside: bool) -> str:
    """What is said where a field must be and is not; `inside` a group, or in the file itself."""
    return missing_field(_file("title", "x"), ("group", spec.key) if inside else (spec.key,), spec).message


def too_long_sentence(spec: FieldSpec) -> str:
    """What is said of a text with too many characters."""
    said = explain_value(
        _file(spec.key, "x"),
        (spec.key,),
        spec,
        {"type": "string_too_long", "input": "x", "ctx": {"max_length": spec.most}},
    ).message
    return said.replace("has 1 characters", f"has {TYPED} characters")


def too_few_sentence(spec: FieldSpec) -> str:
    """What is said of a list with too little in it."""
    return explain_value(
        _file(spec.key, "[]"),
        (spec.key,),
        spec,
        {"type": "too_short", "input": [], "ctx": {"min_length": spec.least}},
    ).message


def owed_sentence(spec: FieldSpec, stage: Stage, *, item: bool) -> str:
    """What is said of a plan at a stage, or of one of its items, that lacks this."""
    return duty(spec, stage, TYPED if item else "", must=True)


def _file(key: str, value: str) -> SourceFile:
    return SourceFile("form", f"{key}: {value}\n")
