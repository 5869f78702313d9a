"""Converts a plan or the council to its published data types (`schema/open_data_schema.py`): the values, and
a list of gaps.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from ..derived.totals import totals
from ..model.dates import FuzzyDate
from ..model.fields import fields
from ..model.funds import Fund
from ..model.items import Action, Issue
from ..model.money import Money
from ..model.plan import Plan
from ..model.tracked import Tracked
from ..model.types import Choice, NoneKnown, NotPublished, listed
from ..schema.open_data_schema import SPLIT, SUMS, promise

_KIND = {
    "investments": "investment",
    "projects": "project",
    "shared_issues": "issue",
    "future_priorities": "possible_later",
}
_NOTHING = ()


class Values:
    """Converts groups to plain data. `gaps` collects the stated gaps, each with its path in the file."""

    def __init__(self) -> None:
        self.gaps: list[dict[str, Any]] = []

    def group(self, model: BaseModel, path: str) -> dict[str, Any]:
        """A group with all of its fields; a field without a value is null or an empty list."""
        made = self._filled({}, model, _fields(type(model)), path)
        if isinstance(model, Fund):
            made["sums"] = _sums(model)
        return made

    def _filled(self, made: dict[str, Any], model: BaseModel, shape: "_Shape", path: str) -> dict[str, Any]:
        """Add all fields of a shape to `made`. Most have no value, so the empty values are added first."""
        made |= shape.nothing
        held = model.__dict__
        for name, key, many in shape.asked:
            value = held[name]
            if value is not None and value is not _NOTHING:
                made[key] = self._value(value, many, f"{path}/{key}")
        return made

    def plan(self, slug: str, plan: Plan, page: str, path: str) -> dict[str, Any]:
        """A plan with all its promises in one list. `page` is the address of its page."""
        held = plan.__dict__
        made = self._filled({"id": slug, "page": page}, plan, _fields(Plan, frozenset(SPLIT)), path)
        if isinstance(plan.next_review, FuzzyDate):
            made["next_review"] = plan.next_review.latest and plan.next_review.latest.isoformat()
        items: list[dict[str, Any]] = []
        for name in SPLIT:
            if isinstance(held[name], NoneKnown):
                self._gap(held[name], "none", f"{path}/items", held[name].none_reason)
            for item in listed(held[name]):
                items.append(self._promise(item, slug, page, _KIND[name], None, f"{path}/items/{len(items)}"))
                if isinstance(item, Issue):
                    for action in item.actions:
                        items.append(
                            self._promise(action, slug, page, "action", item.id, f"{path}/items/{len(items)}")
                        )
        return made | {"items": items}

    def _promise(
        self, item: Tracked, slug: str, page: str, kind: str, issue: str | None, path: str
    ) -> dict[str, Any]:
        return self._filled(
            {"kind": kind, "issue": issue, "reference": f"{slug}/{item.id}", "page": f"{page}#{item.id}"},
            item,
            _promised(type(item)),
            path,
        )

    def _value(self, value: Any, many: bool, path: str) -> Any:
        kind = type(value)
        if kind is str or kind is bool or kind is int:
            return value
        if kind is tuple:
            return [self._value(one, False, f"{path}/{number}") for number, one in enumerate(value)]
        if kind is FuzzyDate:
            return {
                "words": value.words,
                "earliest": value.earliest and value.earliest.isoformat(),
                "latest": value.latest and value.latest.isoformat(),
                "ongoing": value.ongoing,
            }
        if kind is Money:
            return {
                "words": value.words,
                "least": pounds(value.least),
                "most": pounds(value.most),
                "approximate": value.approximate,
            }
        if isinstance(value, NotPublished):
            self._gap(value, value.gap.value, path, value.not_published)
            return [] if many else None
        if isinstance(value, NoneKnown):
            self._gap(value, "none", path, value.none_reason)
            return []
        if isinstance(value, BaseModel):
            return self.group(value, path)
        if isinstance(value, Choice):
            return value.value
        return value.isoformat() if isinstance(value, date) else value

    def _gap(self, value: NotPublished | NoneKnown, kind: str, path: str, reason: str) -> None:
        self.gaps.append(
            {"path": path, "kind": kind, "reason": reason, "checked_on": value.as_of.isoformat()}
        )


def pounds(amount: Any) -> str | None:
    """An exact amount as a JSON number; None if it is not known."""
    return None if amount is None else f"{amount:.2f}"


def _sums(fund: Fund) -> dict[str, Any]:
    sums = totals(fund)
    made: dict[str, Any] = {}
    for name in SUMS:
        one = getattr(sums, name)
        made |= {name: pounds(one.exact), f"{name}_at_least": pounds(one.known)}
    return made | {"not_counted": sums.unknown}


@dataclass(frozen=True)
class _Shape:
    """The published fields of a class: `nothing` has all of them in order, with empty values; `asked` lists
    those that the class has: name, published name, whether it is a list.
    """

    nothing: dict[str, Any]
    asked: tuple[tuple[str, str, bool], ...]


@cache
def _fields(model: type[BaseModel], without: frozenset[str] = frozenset()) -> _Shape:
    """The shape of a group: all of its fields, without some."""
    found = [spec for spec in fields(model) if spec.key != "schema_version" and spec.name not in without]
    return _Shape(
        {spec.key: [] if spec.many else None for spec in found},
        tuple((spec.name, spec.key, spec.many) for spec in found),
    )


@cache
def _promised(model: type[BaseModel]) -> _Shape:
    """The shape of a promise, which is the same for all kinds of promise."""
    own, had = {"kind", "issue", "reference", "page"}, model.model_fields
    many = {
        name: str(info.annotation).startswith("list")
        for name, info in promise().model_fields.items()
        if name not in own
    }
    named = (
        (("kind" if name == "action_kind" and issubclass(model, Action) else name), name) for name in many
    )
    return _Shape(
        {name: [] if a_list else None for name, a_list in many.items()},
        tuple((name, out, many[out]) for name, out in named if name in had),
    )
