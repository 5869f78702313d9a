"""The areas and wards of a plan, and the facts about the council, from the council's file."""

from collections.abc import Iterator

from ..content.documents import Content
from ..model.council import Ward
from ..model.fields import FieldSpec
from ..model.plan import Plan
from ..model.types import listed
from .field_html import View
from .references import ReferenceDirectory, ReferenceNames


def area_of(plan: Plan, directory: ReferenceDirectory) -> View | None:
    """The area of a plan, with its name marked as placed; None if the council's file has no such area."""
    area = directory.areas.get(plan.area)
    if area is None:
        return None
    found = View(area, directory.places)
    found.place("name")
    return found


def wards_of(plan: Plan, directory: ReferenceDirectory) -> list[View]:
    """The wards of a plan about which more than the name is known, each followed by its former wards."""
    return [
        View(ward, directory.places)
        for ward in _of(plan, directory.wards)
        if ward.model_fields_set > {"id", "name"}
    ]


def about_council(
    content: Content, directory: ReferenceDirectory
) -> tuple[View, list[tuple[FieldSpec, list[View]]]]:
    """The council, and its lists of facts; of areas and wards, only those that no plan's page shows. Its
    sources are at the foot of the page.
    """
    council = content.required_council
    view = View(council, directory.names(content.council) if content.council else ReferenceNames())
    view.place("sources", "schema_version")
    told = {
        "areas": {plan.model.area for plan in content.plans},
        "wards": {ward.id for plan in content.plans for ward in _of(plan.model, directory.wards)},
    }
    lists = [
        (spec, [one for one in views if one.raw.id not in told.get(spec.name, ())])
        for spec, views in view.records()
    ]
    return view, [(spec, views) for spec, views in lists if views]


def _of(plan: Plan, wards: dict[str, Ward]) -> Iterator[Ward]:
    """The wards of a plan and their former wards, each once."""
    seen: set[str] = set()
    waiting = [wards[id] for id in listed(plan.wards) if id in wards]
    while waiting:
        ward = waiting.pop(0)
        if ward.id not in seen:
            seen.add(ward.id)
            yield ward
            waiting[:0] = [wards[id] for id in ward.formerly if id in wards]
