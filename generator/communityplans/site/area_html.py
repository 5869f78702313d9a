"""What the council's file says of the places of a plan, and of the council itself."""

from collections.abc import Iterator

from ..content.documents import Content
from ..model.council import Ward
from ..model.fields import FieldSpec
from ..model.plan import Plan
from ..model.types import listed
from .field_html import View
from .references import ReferenceDirectory, ReferenceNames


def area_of(plan: Plan, directory: ReferenceDirectory) -> View | None:
    """The area of a plan, without its name."""
    area = directory.areas.get(plan.area)
    if area is None:
        return None
    found = View(area, directory.places)
    found.place("name")
    return found


def wards_of(plan: Plan, directory: ReferenceDirectory) -> list[View]:
    """The wards of a plan of which there is more to say than the name, each before those that it was called
    until it had its name.
    """
    return [
        View(ward, directory.places)
        for ward in _of(plan, directory.wards)
        if ward.model_fields_set > {"id", "name"}
    ]


def about_council(
    content: Content, directory: ReferenceDirectory
) -> tuple[View, list[tuple[FieldSpec, list[View]]]]:
    """The council itself, and the lists of its facts: of areas and wards, those that no plan tells of.

    Its sources stand at the foot.
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
    """The wards of a plan and what they were before, each once."""
    seen: set[str] = set()
    waiting = [wards[id] for id in listed(plan.wards) if id in wards]
    while waiting:
        ward = waiting.pop(0)
        if ward.id not in seen:
            seen.add(ward.id)
            yield ward
            waiting[:0] = [wards[id] for id in ward.formerly if id in wards]
