"""Everything that a document says, gathered in one go and sorted by what it is: what rules look through again
and again.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel

from .fields import FieldSpec, fields
from .types import NotPublished, Redacted

Value = tuple[tuple, FieldSpec, Any]
_NOTHING = ()
# The types of leaves that rules go through. Others are not gathered: of 1,000 plans the lists alone would
# fill 50 MB.
LOOKED_THROUGH = ("id", "ref", "text", "prose", "url", "email")


class FieldIndex:
    """The values of a document, in the order of its template: groups by class, some leaves by type, and
    stated gaps.

    A plan has 500 values, so that what is done for each of them stands in one place, without a call.
    """

    def __init__(self, model: BaseModel):
        self.gaps: list[Value] = []
        self._groups: dict[type, list[tuple[tuple, Any]]] = defaultdict(list)
        self._leaves: dict[str, list[Value]] = {name: [] for name in LOOKED_THROUGH}
        self._found: dict[tuple[type, ...], list[tuple[tuple, Any]]] = {}
        self._gather(model, ())

    def groups(self, *classes: type) -> list[tuple[tuple, Any]]:
        """Path and group of every group of one of these classes, the document itself included."""
        found = self._found.get(classes)
        if found is None:
            found = self._found[classes] = self.groups_that(lambda cls: issubclass(cls, classes))
        return found

    def groups_that(self, fit: Callable[[type], Any]) -> list[tuple[tuple, Any]]:
        """Path and group of every group whose class fits."""
        return [pair for cls, pairs in self._groups.items() if fit(cls) for pair in pairs]

    def leaves(self, *names: str) -> list[Value]:
        """Path, field and value of every leaf of these types, all of LOOKED_THROUGH (a stated gap in its
        place is a group).
        """
        return [value for name in names for value in self._leaves[name]]

    def _gather(self, model: BaseModel, path: tuple) -> None:
        self._groups[type(model)].append((path, model))
        specs, leaves = _specs(type(model)), self._leaves
        for name, value in model.__dict__.items():
            # By identity: to compare a group with anything by value is dear. There is only one empty tuple.
            if value is None or value is _NOTHING:
                continue
            spec, key, leaf = specs[name]
            kind = type(value)
            if kind is NotPublished:
                self.gaps.append((path + key, spec, value))
            elif leaf and kind is not Redacted:
                if leaf not in leaves:
                    continue
                here = path + key
                if type(value) is tuple:
                    leaves[leaf] += [((*here, number), spec, one) for number, one in enumerate(value)]
                else:
                    leaves[leaf].append((here, spec, value))
                continue
            here = path + key
            if type(value) is tuple:
                for number, one in enumerate(value):
                    self._gather(one, (*here, number))
            else:
                self._gather(value, here)


@cache
def _specs(model: type[BaseModel]) -> dict[str, tuple[FieldSpec, tuple[str], str]]:
    """Each field of a model with what it adds to a path, and the name of its leaf type ("" for a group)."""
    return {spec.name: (spec, (spec.key,), spec.leaf.name if spec.leaf else "") for spec in fields(model)}
