"""Which plan is for which place: every area, every ward (past names too) and every street that somebody has
put to an area.

A street's area is only ever what its row says. It is never inferred from a ward: the edges of wards move, and
areas do not move with them. Where no source says which area a street is in, the street has no plan here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..content.documents import Content, Document
from ..i18n import N_, _
from ..model.council import Ward
from ..model.dates import display_day
from ..model.plan import Plan
from ..model.provenance import Source
from ..model.streets import HouseNumbers
from ..model.types import NotPublished, WithheldText, listed

AREA, WARD, STREET = "area", "ward", "street"
# What is said of a place for which there is no plan to show.
NOT_STATED = N_("We don’t know which area this street is in")
UNPUBLISHED = N_("No plan for {} has been published yet")


@dataclass(frozen=True)
class PlaceMatch:
    """A place that can be looked up.

    `plans` has title and slug of each plan that is for it. `known` is off where no source says which area the
    place is in; else `area` is the area's name where it has no plan yet. `now` is what it is called today, if
    not so; `said` tells that, or what it was called before. `note` is what its row says, `source` the title
    and address of its source.
    """

    kind: str
    name: str
    plans: tuple[tuple[str, str], ...] = ()
    known: bool = True
    numbers: HouseNumbers | None = None
    area: str = ""
    now: str = ""
    said: str = ""
    note: str = ""
    source: tuple[str, str] | None = None

    @property
    def without_plan(self) -> str:
        """Why no plan is named: that no source states the area, or that its plan is not published.

        Nothing where there is a plan.
        """
        return "" if self.plans else _(UNPUBLISHED).format(self.area) if self.known else _(NOT_STATED)

    @property
    def letter(self) -> str:
        """The letter it stands under: the first of its name; digits and all else under #."""
        first = self.name.lstrip("'‘’\"“(").casefold()[:1]
        return first.upper() if "a" <= first <= "z" else "#"


def places(content: Content) -> list[PlaceMatch]:
    """Every place that can be looked up: areas, wards, streets, each kind by name.

    Needs the council's file.
    """
    by_name = [
        sorted(found, key=lambda one: (one.name.casefold(), _first_house(one)))
        for found in (_areas(content), _wards(content), _streets(content))
    ]
    return [one for found in by_name for one in found]


def _areas(content: Content) -> Iterator[PlaceMatch]:
    plans = _by_area(content)
    for area in content.council.model.areas:
        yield PlaceMatch(AREA, area.name, _titled(plans.get(area.id, ()), plans), area=area.name)


def _wards(content: Content) -> Iterator[PlaceMatch]:
    wards = {ward.id: ward for ward in content.council.model.wards}
    now: dict[str, list[Ward]] = {}
    for ward in wards.values():
        for old in ward.formerly:
            now.setdefault(old, []).append(ward)
    covered: dict[str, list[int]] = {}
    plans = _by_area(content)
    for number, plan in enumerate(content.plans):
        for id in listed(plan.model.wards):
            covered.setdefault(id, []).append(number)
    for ward in wards.values():
        today = now.get(ward.id, [])
        other_names = (*(one.id for one in today), *ward.formerly)
        numbers = covered.get(ward.id) or sorted(
            {number for id in other_names for number in covered.get(id, ())}
        )
        covering = [content.plans[number] for number in dict.fromkeys(numbers)]
        yield PlaceMatch(
            WARD,
            ward.name,
            _titled(covering, plans),
            bool(covering),
            now=_(" and ").join(one.name for one in today),
            said=_renamed(ward, today, wards),
            note=ward.note or "",
            source=_source(content, ward.source),
        )


def _renamed(ward: Ward, now: list[Ward], wards: dict[str, Ward]) -> str:
    """What a ward is called now, or was called before: "Pin Green is now Almond Hill"."""
    if now:
        since = _(" (since {day})").format(day=display_day(now[0].from_)) if now[0].from_ else ""
        return (
            _("{ward} is now {name}").format(ward=ward.name, name=_(" and ").join(one.name for one in now))
            + since
        )
    before = [wards[old].name for old in ward.formerly if old in wards]
    if before:
        called = _(" and ").join(before)
        return (
            _("Was called {name} before {day}").format(name=called, day=display_day(ward.from_))
            if ward.from_
            else _("Was called {name} before").format(name=called)
        )
    return _("A ward until {day}").format(day=display_day(ward.until)) if ward.until else ""


def _streets(content: Content) -> Iterator[PlaceMatch]:
    areas = {area.id: area.name for area in content.council.model.areas}
    by_area = _by_area(content)
    plans = {id: _titled(group, by_area) for id, group in by_area.items()}
    for row in content.streets.model.streets if content.streets else ():
        # The list is always today's; the plans are those of the edition that is shown, which may not have
        # this one yet.
        yield PlaceMatch(
            STREET,
            row.street,
            plans.get(row.area, ()),
            row.area is not None,
            row.numbers,
            areas.get(row.area, _("this area")),
            note=row.note or "",
            source=_source(content, row.source),
        )


def _by_area(content: Content) -> dict[str, list[Document[Plan]]]:
    found: dict[str, list[Document[Plan]]] = {}
    for plan in content.plans:
        found.setdefault(plan.model.area, []).append(plan)
    return found


def _titled(
    plans: Iterable[Document[Plan]], by_area: Mapping[str, list[Document[Plan]]]
) -> tuple[tuple[str, str], ...]:
    """Title and slug, by title.

    A plan that was withdrawn counts only where there is no other: then behind those that took its place.
    """
    found = sorted(plans, key=lambda plan: plan.model.title.casefold())
    current = [plan for plan in found if plan.model.withdrawn is None]
    if not current:
        later = (
            plan
            for one in found
            if one.model.withdrawn
            for area in one.model.withdrawn.replaced_by
            for plan in by_area.get(area, ())
        )
        current = [*(plan for plan in later if plan.model.withdrawn is None), *found]
    return tuple(dict.fromkeys((title_now(plan.model), plan.slug) for plan in current))


def title_now(plan: Plan) -> str:
    """What a plan is called where people choose one: one that ends says when."""
    return (
        plan.title
        if plan.withdrawn is None
        else _("{title} (in force until {day})").format(title=plan.title, day=display_day(plan.withdrawn.on))
    )


def _source(content: Content, id: str | None) -> tuple[str, str] | None:
    source: Source | None = next((one for one in content.council.model.sources if one.id == id), None)
    return (
        (source.title, "" if isinstance(source.url, NotPublished | WithheldText) else source.url)
        if source
        else None
    )


def _first_house(place: PlaceMatch) -> int:
    """The rest of a street comes last."""
    if place.numbers is None:
        return 0
    return place.numbers.ranges[0].first if place.numbers.ranges else 1_000_000
