"""How two versions of a document differ: typed changes, item by item, matched by id wherever an item stands.

A change has a class, from the fields that it touches: `commitment` (a promise reads differently: it needs a reason),
`update` (the plan says something new: it needs a change note) or `correction` (a slip of the pen: it needs neither).
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from ..model.fields import FieldSpec, fields
from ..model.tracked import Status
from ..model.types import NotPublished


class Kind(StrEnum):
    """What happened to a thing."""

    added = "added"
    removed = "removed"
    changed = "changed"
    moved = "moved"


class Class(StrEnum):
    """How much a change matters."""

    correction = "correction"
    update = "update"
    commitment = "commitment"


@dataclass(frozen=True)
class Change:
    """One difference. `item` is the id of the thing it is in ("" for the document itself) and `title` what that is called.

    For a changed field `field` is its spec and `old` and `new` its values (None where it was not given); for a thing that was
    added or removed, the thing itself; for one that moved, the titles of the lists it stood and stands in.
    """

    kind: Kind
    item: str
    title: str
    class_: Class
    path: tuple[str, ...] = ()
    field: FieldSpec | None = None
    old: Any = None
    new: Any = None


@dataclass(frozen=True)
class _Stand:
    """Where a thing with an id stands."""

    model: BaseModel
    path: tuple[str, ...]
    where: str


# A status from which on a promise is no longer worked at: to reach it needs a reason, like a later date.
GIVEN_UP = frozenset({Status.paused, Status.deferred, Status.declined, Status.closed_not_delivered})
# What a document says of its own changes is not itself a change.
ABOUT_CHANGES = frozenset({"change_notes", "reason", "schema_version"})
_CORRECTABLE = frozenset({"text", "prose"})
ALIKE = 0.85


def compare(old: BaseModel, new: BaseModel) -> list[Change]:
    """Every difference between two documents of the same kind, in the order of the new one; what was removed comes last."""
    before, after = dict(_things(old)), dict(_things(new))
    changes = list(_fields("", _title(new), (), old, new))
    for id, stand in after.items():
        earlier = before.get(id)
        if earlier is None:
            changes.append(Change(Kind.added, id, _title(stand.model), Class.update, stand.path, new=stand.model))
            continue
        if earlier.path != stand.path:
            changes.append(Change(Kind.moved, id, _title(stand.model), Class.update, stand.path, old=earlier.where, new=stand.where))
        changes += _fields(id, _title(stand.model), stand.path, earlier.model, stand.model)
    for id, stand in before.items():
        if id not in after:
            changes.append(Change(Kind.removed, id, _title(stand.model), Class.commitment, stand.path, old=stand.model))
    return changes


def _things(model: BaseModel, path: tuple[str, ...] = (), where: str = "") -> Iterator[tuple[str, _Stand]]:
    """Every group with an id, by id, wherever it stands. The path leaves out numbers: order is no change."""
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if spec.part is None:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if not isinstance(one, BaseModel) or isinstance(one, NotPublished):
                continue
            id = getattr(one, "id", None)
            here = (*path, spec.key)
            if id is not None:
                yield id, _Stand(one, here, spec.title)
                yield from _things(one, (*here, id), spec.title)


def _fields(item: str, title: str, path: tuple[str, ...], old: BaseModel, new: BaseModel) -> Iterator[Change]:
    """The fields of one thing that differ; lists of things with ids are compared thing by thing elsewhere."""
    if type(old) is not type(new):
        shared = {f.name for f in fields(type(old))} & {f.name for f in fields(type(new))}
    else:
        shared = None
    for spec in fields(type(new)):
        if spec.name in ABOUT_CHANGES or (shared is not None and spec.name not in shared):
            continue
        before, after = getattr(old, spec.name), getattr(new, spec.name)
        if before == after:
            continue
        if _has_ids(spec):
            if isinstance(before, tuple) and isinstance(after, tuple):
                continue
            before, after = (None if isinstance(v, tuple) else v for v in (before, after))
            if before == after:
                continue
        yield Change(Kind.changed, item, title, classify(spec, before, after), (*path, spec.key), spec, before or None, after or None)


def classify(spec: FieldSpec, old: Any, new: Any) -> Class:
    """How much it matters that a field reads differently."""
    if spec.leaf and spec.leaf.name == "status":
        return Class.commitment if new in GIVEN_UP else Class.update
    if isinstance(old, NotPublished) and not isinstance(new, NotPublished) and new is not None:
        return Class.update
    if spec.commitment and old is not None:
        return Class.commitment if not _same_time(old, new) else Class.correction
    if spec.leaf and spec.leaf.name in _CORRECTABLE and isinstance(old, str) and isinstance(new, str):
        return Class.correction if is_slip(old, new) else Class.update
    return Class.update


def is_slip(old: str, new: str) -> bool:
    """Whether two texts differ by a slip of the pen only: nearly the same letters, and the same numbers, negations and names of days."""
    if _weighty(old) != _weighty(new):
        return False
    return difflib.SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False).ratio() >= ALIKE


def _weighty(text: str) -> list[str]:
    """The words that change what a sentence promises."""
    return re.findall(r"\d[\d.,]*|\b(?:not|no|never|only|may|might|will|all|none|some)\b", text.casefold())


def _same_time(old: Any, new: Any) -> bool:
    """Whether two times or amounts mean the same and are only written differently."""
    if type(old) is not type(new):
        return False
    for names in (("earliest", "latest", "ongoing"), ("least", "most", "approximate")):
        if all(hasattr(old, n) for n in names):
            values = [getattr(old, n) for n in names]
            return any(v is not None and v is not False for v in values) and values == [getattr(new, n) for n in names]
    return isinstance(old, str) and is_slip(old, new)


def _has_ids(spec: FieldSpec) -> bool:
    return spec.part is not None and any(f.name == "id" for f in fields(spec.part))


def _title(model: BaseModel) -> str:
    """What a thing is called, whichever of its fields says so."""
    return next((str(found) for name in ("title", "name", "statement", "local_work", "id") if (found := getattr(model, name, None))), "")
