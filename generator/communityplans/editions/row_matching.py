"""Rows of a list that have no id: which row of the old list became which row of the new one."""

from collections.abc import Iterator

from pydantic import BaseModel

from ..model.fields import fields
from ..model.types import NotPublished
from .reference_names import name_of

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
