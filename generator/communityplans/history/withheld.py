"""Passages that were taken down: the words at a place give way to "Removed on ..., because ...", in every text, old and new.

The settings keep the place and never the words. One pass over the documents, before anything is compared or shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from ..content.documents import Content, Document
from ..model.dates import When, say_day
from ..model.fields import FieldSpec, fields
from ..model.money import Money
from ..model.settings import Withheld as Place
from ..model.types import NoneKnown, NotPublished, Withheld
from ..text.catalogue import _
from .editions import NAME, Edition
from .names import slugs

# What can stand in the place of a value, by its leaf. A choice or a number names nobody.
_IN_PLACE: dict[str, Callable[[str, date], Any]] = {
    "text": lambda words, on: words,
    "prose": lambda words, on: words,
    "when": lambda words, on: When(words),
    "money": lambda words, on: Money(words),
    "url": lambda words, on: Withheld(not_published=words, as_of=on),
    "email": lambda words, on: Withheld(not_published=words, as_of=on),
    "phone": lambda words, on: Withheld(not_published=words, as_of=on),
}


def words_for(place: Place) -> str:
    """What stands where the words were."""
    return _("Removed on {day}, because {reason}.").format(day=say_day(place.on), reason=place.reason[:1].lower() + place.reason[1:].rstrip("."))


def mask(content: Content, places: Iterable[Place], day: date) -> Content:
    """The content without the withheld words, as of a day. `formerly` of each plan says under which names it is meant too."""
    for place in places:
        if place.until is None or day < place.until:
            slug, _, id = place.item.partition("/")
            content = replace(content, plans=tuple(_masked(plan, id, place) if plan.slug in _names(slug, content) else plan for plan in content.plans))
    return content


def mask_editions(editions: Iterable[Edition], places: tuple[Place, ...], working: Content) -> list[Edition]:
    """The editions without the withheld words: those of their plans, under all their names, and of the editions themselves."""
    if not places:
        return list(editions)
    names = {place: _names(place.item.partition("/")[0], working) for place in places}
    kept: dict[tuple[int, tuple[Place, ...]], Document] = {}
    masked = []
    for edition in editions:
        meant = tuple(place for place in places if place.until is None or edition.day < place.until)
        plans, model = [], edition.model
        for plan in edition.content.plans:
            here = tuple(place for place in meant if plan.slug in names[place])
            key = (id(plan), here)
            if key not in kept:
                kept[key] = plan
                for place in here:
                    kept[key] = _masked(kept[key], place.item.partition("/")[2], place)
            plans.append(kept[key])
        for place in meant:
            if place.item == edition.id:
                model = _hide(model, place.field.split("."), place)
        masked.append(replace(edition, content=replace(edition.content, plans=tuple(plans)), model=model))
    return masked


def values_at(model: BaseModel, place: Place) -> Iterator[Any]:
    """Every value that stands at a place of a document; a group of fields by its values."""
    for thing in _things(model, place.item.partition("/")[2]):
        yield from _leaves(_at(thing, place.field.split(".")))


def _names(slug: str, content: Content) -> set[str]:
    return {slug}.union(*(slugs(plan) for plan in content.plans if plan.slug == slug), *({plan.slug} for plan in content.plans if slug in slugs(plan)))


def _masked(document: Document, id: str, place: Place) -> Document:
    return replace(document, model=_change(document.model, id, lambda thing: _hide(thing, place.field.split("."), place)))


def _change(model: BaseModel, id: str, act: Callable[[BaseModel], BaseModel]) -> BaseModel:
    """A document in which one thing is another: the thing with an id, or without an id the document itself."""
    if not id or getattr(model, "id", None) == id:
        return act(model)
    return _updated(model, lambda spec, value: _change(value, id, act) if isinstance(value, BaseModel) else value)


def _hide(model: BaseModel, steps: list[str], place: Place) -> BaseModel:
    """A group of fields without the words at some steps below it; in a list, in each of its rows."""
    words = words_for(place)

    def act(spec: FieldSpec, value: Any) -> Any:
        if spec.key != steps[0]:
            return value
        if len(steps) > 1:
            return _hide(value, steps[1:], place) if isinstance(value, BaseModel) else value
        return _hidden(spec, value, words, place.on)

    return _updated(model, act)


def _hidden(spec: FieldSpec, value: Any, words: str, on: date) -> Any:
    if isinstance(value, NotPublished | NoneKnown):
        return Withheld(not_published=words, as_of=on) if isinstance(value, NotPublished) else value.model_copy(update={"none_reason": words})
    if isinstance(value, BaseModel):
        return _updated(value, lambda inner, one: _hidden(inner, one, words, on))
    return _IN_PLACE[spec.leaf.name](words, on) if spec.leaf and spec.leaf.name in _IN_PLACE else value


def _updated(model: BaseModel, act: Callable[[FieldSpec, Any], Any]) -> BaseModel:
    """A copy of a group of fields in which `act` has had its way with every value that is given, row by row."""
    changed = {}
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if value is None or value == ():
            continue
        new = tuple(act(spec, one) for one in value) if isinstance(value, tuple) else act(spec, value)
        if new is not value and new != value:
            changed[spec.name] = new
    return model.model_copy(update=changed) if changed else model


def _things(model: BaseModel, id: str) -> Iterator[BaseModel]:
    if not id or getattr(model, "id", None) == id:
        yield model
        return
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from _things(one, id)


def _at(model: BaseModel, steps: list[str]) -> Iterator[tuple[FieldSpec, Any]]:
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if spec.key == steps[0] and value is not None:
            for one in value if isinstance(value, tuple) else (value,):
                if len(steps) == 1:
                    yield spec, one
                elif isinstance(one, BaseModel):
                    yield from _at(one, steps[1:])


def _leaves(found: Iterator[tuple[FieldSpec, Any]]) -> Iterator[Any]:
    for spec, value in found:
        if isinstance(value, BaseModel):
            yield from _leaves((inner, one) for inner in fields(type(value)) for one in _several(getattr(value, inner.name)))
        elif spec.leaf and spec.leaf.name in _IN_PLACE:
            yield value


def _several(value: Any) -> tuple:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def is_edition(place: Place) -> bool:
    """Whether the place is in an edition's own words, and not in a plan."""
    return NAME.match(place.item) is not None
