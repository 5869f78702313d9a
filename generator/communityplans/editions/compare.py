"""How two versions of a document differ: typed changes, item by item, matched by id wherever an item stands.

A change has a class, from the fields that it touches: `commitment` (a promise reads differently: it needs a
reason), `update` (the plan says something new: it needs a change note) or `correction` (a slip of the pen: it
needs neither).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel

from ..i18n import _
from ..model.fields import FieldSpec, fields
from ..model.types import NoneKnown, NotPublished
from .change_severity import PROMISES, ChangeSeverity, classify, loses_content
from .reference_names import name_of

# Rows of a list that have no id: which row of the old list became which row of the new one.


# Fields that say what a thing is called, in the order in which they are asked.
_TITLES = ("title", "name", "statement", "service", "local_work", "heading")
# Of the fields that either row has, so many must be the same for them to be one row that changed.
_SAME = 0.5


def title_of(model: BaseModel) -> str:
    """What a thing is called, whichever of its fields says so."""
    for name in _TITLES:
        found = getattr(model, name, None)
        if isinstance(found, str):
            return found
    if isinstance(getattr(model, "id", None), str):
        return model.id
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if (
            spec.leaf
            and not spec.many
            and spec.leaf.name in ("text", "prose", "when", "choice", "ref")
            and value is not None
            and not isinstance(value, NotPublished)
        ):
            return (
                name_of(spec.leaf.to, value)
                if spec.leaf.name == "ref"
                else getattr(value, "label", None) or str(value)
            )
    return ""


def match_rows(old: tuple, new: tuple) -> Iterator[tuple[BaseModel | None, BaseModel | None]]:
    """Each new row with the old one that it was, or None; then each old row that is gone with None."""
    left = list(old)
    became: dict[int, BaseModel] = {}
    for same in (_equal, _called_alike, _mostly_equal):
        for number, row in enumerate(new):
            if number not in became:
                found = next((one for one in left if same(one, row)), None)
                if found is not None:
                    became[number] = found
                    del left[next(n for n, one in enumerate(left) if one is found)]
    for number, row in enumerate(new):
        yield became.get(number), row
    yield from ((row, None) for row in left)


def _equal(old: BaseModel, new: BaseModel) -> bool:
    return old == new


def _called_alike(old: BaseModel, new: BaseModel) -> bool:
    return title_of(old) == title_of(new)


def _mostly_equal(old: BaseModel, new: BaseModel) -> bool:
    given = [
        (a, b)
        for a, b in ((getattr(old, s.name), getattr(new, s.name)) for s in fields(type(new)))
        if a not in (None, ()) or b not in (None, ())
    ]
    return sum(a == b for a, b in given) >= _SAME * len(given)


__all__ = ["Change", "ChangeSeverity", "Kind", "compare"]


class Kind(StrEnum):
    """What happened to a thing."""

    added = "added"
    removed = "removed"
    changed = "changed"
    moved = "moved"
    reordered = "reordered"


@dataclass(frozen=True)
class Change:
    """One difference.

    `item` is the id of the thing it is in ("" for the document itself) and `title` what that is called.

    For a changed field `field` is its spec and `old` and `new` its values (None where it was not given). For
    a thing that was added or removed, the thing itself; with a `field`, the thing is a row of that list,
    inside the item. For one that moved, where it stood and stands. `group` names the group of fields around
    the field, `row` the row of a list that it stands in.
    """

    kind: Kind
    item: str
    title: str
    class_: ChangeSeverity
    path: tuple[str, ...] = ()
    field: FieldSpec | None = None
    old: Any = None
    new: Any = None
    group: str = ""
    row: str = ""


@dataclass(frozen=True)
class _Stand:
    """Where a thing with an id stands: its place is the list and the thing around it, because the number in a
    list is no place.
    """

    model: BaseModel
    path: tuple[str, ...]
    place: tuple[str, str]
    spec: FieldSpec
    around: str

    @property
    def where(self) -> str:
        """The place in words."""
        return f"“{self.spec.title}”" + (_(" of “{title}”").format(title=self.around) if self.around else "")


# What a document says of its own changes is not itself a change.
_NOTHING = (None, ())
ABOUT_CHANGES = frozenset({"change_notes", "schema_version"})


def compare(old: BaseModel, new: BaseModel) -> list[Change]:
    """Every difference between two documents of the same kind, in the order of the new one; what was removed
    comes last.
    """
    before, after = _by_key(old, new)
    changes = list(_fields(Change(Kind.changed, "", title_of(new), ChangeSeverity.update), old, new))
    for key, stand in after.items():
        id, earlier = key[0], before.get(key)
        at = Change(Kind.changed, id, title_of(stand.model), ChangeSeverity.update, stand.path)
        if earlier is None:
            changes.append(replace(at, kind=Kind.added, new=stand.model))
            continue
        if earlier.place != stand.place:
            changes.append(replace(at, kind=Kind.moved, old=earlier.where, new=stand.where))
        found = list(_fields(at, earlier.model, stand.model))
        changes += found
        # The reason of a changed promise is said with that change; anything else would leave it unsaid.
        if not any(change.class_ is ChangeSeverity.commitment for change in found):
            changes += _reason(at, earlier.model, stand.model)
    for key, stand in before.items():
        if key not in after:
            id = key[0]
            class_ = ChangeSeverity.commitment if isinstance(stand.model, PROMISES) else ChangeSeverity.update
            changes.append(
                Change(Kind.removed, id, title_of(stand.model), class_, stand.path, old=stand.model)
            )
    return changes


def _by_key(*models: BaseModel) -> list[dict[tuple[str, str], _Stand]]:
    """Every group with an id, by its id.

    Where a document uses one id for several things (a ward and an area), by the list it is in, too.
    """
    found = [list(_things(model)) for model in models]
    several = {id for things in found for id, count in Counter(id for id, _ in things).items() if count > 1}
    return [
        {(id, "/".join(stand.place) if id in several else ""): stand for id, stand in things}
        for things in found
    ]


def _things(
    model: BaseModel, path: tuple[str, ...] = (), around: tuple[str, str] = ("", "")
) -> Iterator[tuple[str, _Stand]]:
    """Every group with an id, by id, wherever it stands; `around` is the id and the title of the thing that
    it stands in.
    """
    for spec in _groups(type(model)):
        value = getattr(model, spec.name)
        if value is None:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if not isinstance(one, BaseModel) or isinstance(one, NotPublished | NoneKnown):
                continue
            id, here = getattr(one, "id", None), (*path, spec.key)
            if id is None:
                yield from _things(one, here, around)
            else:
                yield id, _Stand(one, here, (around[0], spec.key), spec, around[1])
                yield from _things(one, (*here, id), (id, title_of(one)))


def _fields(at: Change, old: BaseModel, new: BaseModel, *, promised: bool = False) -> Iterator[Change]:
    """The fields of one thing that differ, as changes made from `at`; lists of things with ids are compared
    thing by thing elsewhere.
    """
    if type(old) is type(new) and old.__dict__ == new.__dict__:
        return
    for spec in _specs(type(old), type(new)):
        before, after = getattr(old, spec.name, None), getattr(new, spec.name, None)
        if (
            before == after
            or (before in _NOTHING and after in _NOTHING)
            or spec.name in ABOUT_CHANGES
            or (spec.name == "reason" and isinstance(new, PROMISES))
        ):
            continue
        here = replace(at, path=(*at.path, spec.key), field=spec)
        if _has_ids(spec):
            yield from _listed(here, spec, before, after)
        elif spec.part and spec.many and isinstance(before, tuple) and isinstance(after, tuple):
            yield from _rows(here, spec, before, after)
        elif _alike(before, after):
            yield from _fields(
                replace(here, group=f"{at.group}{spec.title}: "),
                before,
                after,
                promised=promised or spec.commitment,
            )
        elif (
            spec.many
            and isinstance(before, tuple)
            and isinstance(after, tuple)
            and sorted(map(str, before)) == sorted(map(str, after))
        ):
            yield replace(here, kind=Kind.reordered, class_=ChangeSeverity.correction)
        else:
            before, after = (None if value == () else value for value in (before, after))
            yield replace(
                here, class_=classify(spec, before, after, promised=promised), old=before, new=after
            )


def _reason(at: Change, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    """The reason of a promise, where it reads differently."""
    spec = next((spec for spec in fields(type(new)) if spec.name == "reason"), None)
    before, after = getattr(old, "reason", None), getattr(new, "reason", None)
    if spec and isinstance(new, PROMISES) and before != after:
        yield replace(
            at,
            path=(*at.path, spec.key),
            field=spec,
            class_=classify(spec, before, after),
            old=before,
            new=after,
        )


def _listed(here: Change, spec: FieldSpec, before: Any, after: Any) -> Iterator[Change]:
    """A list of things with ids: whether the order changed, or why the list is empty.

    The things speak for themselves.
    """
    if _filled(before) and _filled(after):
        now = [one.id for one in after]
        stayed = [one.id for one in before if one.id in now]
        if stayed != [id for id in now if id in stayed]:
            yield replace(here, kind=Kind.reordered, class_=ChangeSeverity.correction)
    elif not _filled(before) and not _filled(after):
        before, after = (None if value == () else value for value in (before, after))
        same = (
            isinstance(before, NoneKnown)
            and isinstance(after, NoneKnown)
            and before.none_reason == after.none_reason
        )
        yield replace(
            here,
            class_=ChangeSeverity.correction if same else classify(spec, before, after),
            old=before,
            new=after,
        )


def _rows(here: Change, spec: FieldSpec, before: tuple, after: tuple) -> Iterator[Change]:
    """A list of groups without ids: rows that differ, new rows, and rows that are gone.

    Their order alone is a correction.
    """
    found = list(match_rows(before, after))
    for old, new in found:
        if old is None:
            yield replace(here, kind=Kind.added, class_=ChangeSeverity.update, new=new)
        elif new is None:
            yield replace(here, kind=Kind.removed, class_=loses_content(spec, old), old=old)
        elif old != new:
            yield from _fields(replace(here, row=title_of(new)), old, new, promised=spec.commitment)
    stayed = [
        next(n for n, one in enumerate(before) if one is old)
        for old, new in found
        if old is not None and new is not None
    ]
    if stayed != sorted(stayed):
        yield replace(here, kind=Kind.reordered, class_=ChangeSeverity.correction)


def _alike(before: Any, after: Any) -> bool:
    """Whether both are groups of the same fields, so that they can be compared field by field.

    Gaps are said as a whole.
    """
    return (
        isinstance(before, BaseModel)
        and type(before) is type(after)
        and not isinstance(before, NotPublished | NoneKnown)
    )


def _filled(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value)


def _has_ids(spec: FieldSpec) -> bool:
    return spec.part is not None and any(f.name == "id" for f in fields(spec.part))


@cache
def _groups(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of a kind of thing that hold things, not values."""
    return tuple(spec for spec in fields(model) if spec.part)


@cache
def _specs(old: type[BaseModel], new: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of the new kind of thing, then those that only the old kind had: a project that became an
    issue, for example.
    """
    names = {spec.name for spec in fields(new)}
    return (*fields(new), *(spec for spec in fields(old) if spec.name not in names))
