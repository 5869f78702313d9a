"""Everything that a document says, gathered in one go and sorted by what it is: what rules look through again and again."""

from collections import defaultdict
from functools import cache
from typing import Any

from pydantic import BaseModel

from .fields import FieldSpec, fields

Value = tuple[tuple, FieldSpec, Any]
_NOTHING = ()


class Gathered:
    """The values of a document, in the order of its template: all of them, groups by class, and leaves by type."""

    def __init__(self, model: BaseModel):
        self.values: list[Value] = []
        self._groups: dict[type, list[tuple[tuple, Any]]] = defaultdict(list)
        self._leaves: dict[str, list[Value]] = defaultdict(list)
        self._groups[type(model)].append(((), model))
        self._gather(model, ())

    def groups(self, *classes: type) -> list[tuple[tuple, Any]]:
        """Path and group of every group of one of these classes, the document itself included."""
        found = [pair for cls, pairs in self._groups.items() if issubclass(cls, classes) for pair in pairs]
        return found

    def leaves(self, *names: str) -> list[Value]:
        """Path, field and value of every leaf of these types (a stated gap in its place is a group)."""
        return [value for name in names for value in self._leaves.get(name, ())]

    def _gather(self, model: BaseModel, path: tuple) -> None:
        specs = _specs(type(model))
        for name, value in model.__dict__.items():
            # By identity: to compare a group with anything by value is dear. There is only one empty tuple.
            if value is None or value is _NOTHING:
                continue
            spec = specs[name]
            here = (*path, spec.key)
            if type(value) is tuple:
                for number, one in enumerate(value):
                    self._put((*here, number), spec, one)
            else:
                self._put(here, spec, value)

    def _put(self, path: tuple, spec: FieldSpec, value: Any) -> None:
        self.values.append((path, spec, value))
        if spec.part is not None or isinstance(value, BaseModel):
            self._groups[type(value)].append((path, value))
            self._gather(value, path)
        else:
            self._leaves[spec.leaf.name].append((path, spec, value))


@cache
def _specs(model: type[BaseModel]) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in fields(model)}
