"""A document of the template as plain data in its published shape (derive/published): the values, and the gaps that were met."""

from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from ..derive.published import SPLIT, promise
from ..model.dates import When
from ..model.fields import FieldSpec, fields
from ..model.funds import Fund
from ..model.items import Action, Issue
from ..model.money import Money
from ..model.plan import Plan
from ..model.types import Choice, NoneKnown, NotPublished, listed
from ..reckoning.totals import totals

_KIND = {"investments": "investment", "projects": "project", "shared_issues": "issue", "future_priorities": "possible_later"}
_NOTHING = ()


class Values:
    """Turns groups into plain data. `gaps` has what was not published on the way, each with its place in the file."""

    def __init__(self) -> None:
        self.gaps: list[dict] = []

    def group(self, model: BaseModel, path: str) -> dict:
        """A group, with all of its fields: null or an empty list where there is nothing."""
        held = model.__dict__
        made = {key: self._value(held[name], many, f"{path}/{key}") for name, key, many in _specs(type(model))}
        if isinstance(model, Fund):
            made["sums"] = _sums(model)
        return made

    def plan(self, slug: str, plan: Plan, page: str, path: str) -> dict:
        """A plan, its promises in one list. `page` is the plan's place on the site."""
        held = plan.__dict__
        made: dict[str, Any] = {"id": slug, "page": page}
        made |= {key: self._value(held[name], many, f"{path}/{key}") for name, key, many in _specs(Plan) if name not in SPLIT}
        items: list[dict] = []
        for name in SPLIT:
            if isinstance(held[name], NoneKnown):
                self._gap(held[name], "none", f"{path}/items", held[name].none_reason)
            for item in listed(held[name]):
                items.append(self._promise(item, slug, page, _KIND[name], None, f"{path}/items/{len(items)}"))
                if isinstance(item, Issue):
                    for action in item.actions:
                        items.append(self._promise(action, slug, page, "action", item.id, f"{path}/items/{len(items)}"))
        return made | {"items": items}

    def _promise(self, item: BaseModel, slug: str, page: str, kind: str, issue: str | None, path: str) -> dict:
        held = item.__dict__
        made: dict[str, Any] = {"kind": kind, "issue": issue, "reference": f"{slug}/{item.id}", "page": f"{page}#{item.id}"}
        for out, many in _promise_fields():
            name = "kind" if out == "action_kind" and isinstance(item, Action) else out
            made[out] = self._value(held.get(name, _NOTHING if many else None), many, f"{path}/{out}")
        return made

    def _value(self, value: Any, many: bool, path: str) -> Any:
        if value is None or value is _NOTHING:
            return [] if many else None
        kind = type(value)
        if kind is str or kind is bool or kind is int:
            return value
        if kind is tuple:
            return [self._value(one, False, f"{path}/{number}") for number, one in enumerate(value)]
        if kind is When:
            return {"words": value.words, "earliest": value.earliest and value.earliest.isoformat(), "latest": value.latest and value.latest.isoformat(), "ongoing": value.ongoing}
        if kind is Money:
            return {"words": value.words, "least": pounds(value.least), "most": pounds(value.most), "approximate": value.approximate}
        if isinstance(value, NotPublished):
            return self._gap(value, "not_published", path, value.not_published) or ([] if many else None)
        if isinstance(value, NoneKnown):
            return self._gap(value, "none", path, value.none_reason) or []
        if isinstance(value, BaseModel):
            return self.group(value, path)
        if isinstance(value, Choice):
            return value.value
        return value.isoformat() if isinstance(value, date) else value

    def _gap(self, value: NotPublished | NoneKnown, kind: str, path: str, reason: str) -> None:
        self.gaps.append({"path": path, "kind": kind, "reason": reason, "checked_on": value.as_of.isoformat()})


def pounds(amount: Any) -> str | None:
    """An exact amount as it is published."""
    return None if amount is None else f"{amount:.2f}"


def _sums(fund: Fund) -> dict:
    sums, told = totals(fund), bool(fund.entries)
    added = {"allocated": sums.allocated, "committed": sums.committed, "spent": sums.spent, "planned": sums.planned, "left": sums.uncommitted}
    return {"available": pounds(sums.available)} | {name: pounds(amount) if told else None for name, amount in added.items()} | {"not_counted": sums.unknown}


@cache
def _specs(model: type[BaseModel]) -> tuple[tuple[str, str, bool], ...]:
    """Each published field of a group: its name, its name in the file, whether it is a list."""
    found: tuple[FieldSpec, ...] = fields(model)
    return tuple((spec.name, spec.key, spec.many) for spec in found if spec.key != "schema_version")


@cache
def _promise_fields() -> tuple[tuple[str, bool], ...]:
    """The fields that every promise has in the data, and whether each is a list."""
    own = {"kind", "issue", "reference", "page"}
    return tuple((name, str(info.annotation).startswith("list")) for name, info in promise().model_fields.items() if name not in own)
