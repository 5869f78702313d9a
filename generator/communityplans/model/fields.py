"""The walk: every field of a model, whatever it is called. Show, forms, reference, schema, compare and tests
all use it.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel, StringConstraints
from pydantic_core import PydanticUndefined

from ..i18n import _
from .tracked import Status
from .types import Choice, Leaf, NoneKnown, NotPublished


@dataclass(frozen=True)
class FieldSpec:
    """A field as the rest of the program sees it. Just one of `leaf` and `part` is set.

    many: a list, of at least `least`. most: how many characters a text may have (0: any number). one_line: it
    has no line breaks. gap: may hold a stated gap. section: may hold a reason for being empty. key: its name
    in the file.
    """

    name: str
    key: str
    titled: str
    described: str
    examples: tuple[Any, ...]
    required: bool
    leaf: Leaf | None = None
    part: type[BaseModel] | None = None
    choices: type[Choice] | None = None
    constant: str | None = None
    many: bool = False
    least: int = 0
    most: int = 0
    one_line: bool = False
    gap: bool = False
    section: bool = False
    commitment: bool = False
    attributed: bool = False
    awaited: str = ""
    source: str = ""
    owed: str = ""
    advised: str = ""
    page_section: str = ""

    @property
    def leaf_name(self) -> str:
        """The name of the leaf type; "" for a group of fields."""
        return self.leaf.name if self.leaf else ""

    @property
    def reference_target(self) -> str:
        """What the ids in this field refer to, for example "ward"; "" where it holds no reference."""
        return self.leaf.to if self.leaf else ""

    @property
    def title(self) -> str:
        """What the field is called, in the language of the moment."""
        return _(self.titled)

    @property
    def description(self) -> str:
        """What it is for, in the language of the moment."""
        return _(self.described)

    @property
    def expected(self) -> str:
        """The word for it where an item lacks it, in the language of the moment."""
        return _(self.awaited)


@cache
def fields(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of a model, in the order of the template. Raises TypeError for a type that has no leaf."""
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple(_spec(name, hints[name], info) for name, info in model.model_fields.items())


def spec_of(model: type[BaseModel], name: str) -> FieldSpec:
    """The field `name` of a model. Raises KeyError if there is none."""
    return _by_name(model)[name]


@cache
def _by_name(model: type[BaseModel]) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in fields(model)}


def docstring_summary(thing: object) -> str:
    """The first paragraph of what a class or a module says of itself, on one line; "" where it says nothing."""
    return " ".join((thing.__doc__ or "").split("\n\n")[0].split())


def iter_fields(
    model: type[BaseModel], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], FieldSpec]]:
    """Every field of a model and of the groups in it, each with its path of keys; lists stand as `*`."""
    for spec in fields(model):
        here = (*path, spec.key, *(("*",) if spec.many else ()))
        yield here, spec
        if spec.part:
            yield from iter_fields(spec.part, here)


def iter_values(
    model: BaseModel, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], FieldSpec, Any]]:
    """Every value that a document holds, group or leaf, with its path in the file. Fields left out are passed
    over.
    """
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if value is None or (type(value) is tuple and not value):
            continue
        here = (*path, spec.key)
        if type(value) is tuple:
            for number, one in enumerate(value):
                yield (*here, number), spec, one
                if spec.part:
                    yield from iter_values(one, (*here, number))
        else:
            yield here, spec, value
            if isinstance(value, BaseModel):
                yield from iter_values(value, here)


def groups(model: BaseModel) -> Iterator[BaseModel]:
    """Every group in a document, itself first, in the order of the template: `values` without the leaves, and
    much quicker.
    """
    yield model
    held = model.__dict__
    for name in _with_groups(type(model)):
        value = held[name]
        for one in value if type(value) is tuple else (value,):
            if isinstance(one, BaseModel):
                yield from groups(one)


def texts_containing(model: BaseModel, leaf: str, sign: str) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text of a type of leaf in a document that has a sign in it, with its path: of `values` only
    those, and much quicker where there are few.
    """
    held = model.__dict__
    for name, key in _leaves(type(model), leaf):
        value = held[name]
        if type(value) is str:
            if sign in value:
                yield (key,), value
        elif type(value) is tuple:
            yield from (
                ((key, number), one) for number, one in enumerate(value) if type(one) is str and sign in one
            )
    for name in _with_groups(type(model)):
        value = held[name]
        if type(value) is tuple:
            for number, one in enumerate(value):
                for below, text in texts_containing(one, leaf, sign):
                    yield (spec_of(type(model), name).key, number, *below), text
        elif value is not None and isinstance(value, BaseModel):
            for below, text in texts_containing(value, leaf, sign):
                yield (spec_of(type(model), name).key, *below), text


@cache
def _leaves(model: type[BaseModel], leaf: str) -> tuple[tuple[str, str], ...]:
    return tuple((spec.name, spec.key) for spec in fields(model) if spec.leaf and spec.leaf.name == leaf)


@cache
def _with_groups(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(model) if spec.part)


def _spec(name: str, hint: Any, info: Any) -> FieldSpec:
    found = _unwrap(hint)
    extra = info.json_schema_extra or {}
    if not (found.get("leaf") or found.get("part")):
        raise TypeError(
            f"The field {name} has no leaf type: add one to model/types and its rows to the tables."
        )
    return FieldSpec(
        name=name,
        key=info.alias or name,
        titled=info.title or name,
        described=info.description or "",
        examples=tuple(info.examples or ()),
        required=info.default is PydanticUndefined,
        commitment=extra.get("x-commitment", False),
        attributed=extra.get("x-attributed", False),
        awaited=extra.get("x-expected", ""),
        source=extra.get("x-source", ""),
        owed=extra.get("x-owed", ""),
        advised=extra.get("x-advised", ""),
        page_section=extra.get("x-page-section", ""),
        least=(
            max((getattr(note, "min_length", None) or 0 for note in info.metadata), default=0)
            if found.get("many")
            else 0
        ),
        **found,
    )


def _unwrap(hint: Any) -> dict[str, Any]:
    """What an annotation comes to, with lists, gaps and "or nothing" taken off."""
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        inner, *notes = typing.get_args(hint)
        leaf = next((n for n in notes if isinstance(n, Leaf)), None)
        return {"leaf": leaf} | _limits(notes) if leaf else _unwrap(inner)
    if origin in (typing.Union, types.UnionType):
        found: dict[str, Any] = {}
        for one in typing.get_args(hint):
            bare = typing.get_args(one)[0] if typing.get_origin(one) is typing.Annotated else one
            if bare is NotPublished:
                found["gap"] = True
            elif bare is NoneKnown:
                found["section"] = True
            elif bare is not type(None):
                found |= _unwrap(one)
        return found
    if origin is tuple:
        return _unwrap(typing.get_args(hint)[0]) | {"many": True}
    if origin is typing.Literal:
        return {"leaf": Leaf("constant"), "constant": typing.get_args(hint)[0]}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"leaf": Leaf("status" if hint is Status else "choice"), "choices": hint}
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return {"part": hint}
    return {}


def _limits(notes: list[Any]) -> dict[str, Any]:
    text = next((note for note in notes if isinstance(note, StringConstraints)), None)
    return {"most": text.max_length or 0, "one_line": text.pattern is not None} if text else {}
