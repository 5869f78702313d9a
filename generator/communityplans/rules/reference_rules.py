"""Ids, what refers to them, and places that were taken down."""

from collections.abc import Iterator

from ..content.documents import Content, Document
from ..content.messages import closest_match
from ..model.council import Area, CorporatePriority, Council, Ward
from ..model.edition import Edition
from ..model.funds import Fund
from ..model.items import Alignment
from ..model.measures import Outcome, Theme
from ..model.provenance import Source
from ..model.responsibilities import PartnerPlan
from ..model.streets import StreetList
from ..model.tracked import Tracked
from .rule_context import CheckContext, FieldIndex, Finding

# After so many wrong references in one file, guessing takes longer than it is worth.
LIMIT_GUESSES = 100
# What a reference may point at: the groups of fields that count, and where they stand.
IN_THIS_FILE: dict[str, tuple[type, ...]] = {
    "source": (Source,),
    "item": (Tracked, Alignment),
    "theme": (Theme,),
    "outcome": (Outcome,),
    "fund": (Fund,),
    "partner plan": (PartnerPlan,),
}
IN_COUNCIL: dict[str, type] = {"ward": Ward, "area": Area, "corporate priority": CorporatePriority}
ELSEWHERE = "item of another plan"
ANYTHING = "plan or item"
EDITION = "edition"


def unknown_reference(checked: CheckContext) -> Iterator[Finding]:
    """A field points at something by its id, and there is nothing with that id.

    Sources, items, themes, outcomes, funds and partners' plans are looked for in the same file (sources of
    the table of streets and of an edition in council.yml, as the edition pins it); wards, areas and
    priorities of the council in council.yml; items of another plan as plan/id. An edition may be one that is
    still to come.

    Fails:
        projects: [{id: garden, title: Garden, status: planning, sources: [no-such-source]}]
    Passes:
        projects: [{id: garden, title: Garden, status: planning, sources: [executive-2026]}]
    From: Rotherham report, Background Papers (every fact has its source)
    """
    shared, council = checked.around.once(_shared), checked.around.content.council
    councils = {
        edition.id: edition.content.council for edition in checked.editions if edition.content.council
    }
    for document in checked.content.documents:
        here = checked.of(document)
        # A table and an edition have no sources of their own: they stand with the council's facts, which an
        # edition pins.
        elsewhere = isinstance(document.model, StreetList | Edition)
        targets: dict[str, dict[str, int]] = dict(shared)
        wrong = 0
        for path, field, value in here.leaves("ref"):
            kind = field.leaf.to
            if kind not in targets:
                home = councils.get(document.slug, council) if elsewhere else document
                held = (
                    None
                    if home is None
                    else checked.of(home)
                    if home is document or home is council
                    else FieldIndex(home.model)
                )
                targets[kind] = (
                    {one.id: home.lines.get(one.id, 0) for _, one in held.groups(*IN_THIS_FILE[kind])}
                    if held
                    else {}
                )
            known = targets[kind]
            if value in known or _hidden(kind, value, checked.around.content.unread):
                continue
            if not ((elsewhere or kind in IN_COUNCIL) and council is None) and not (
                kind == EDITION and all(value > one for one in known)
            ):
                wrong += 1
                meant = closest_match(value, list(known)) if wrong <= LIMIT_GUESSES else None
                line = f" (line {known[meant]})" if meant and known[meant] else ""
                yield Finding(
                    document,
                    path,
                    nothing_with(kind, value, in_council=elsewhere)
                    + (f" Did you mean {meant}{line}?" if meant else ""),
                    (
                        f"Write: {meant}"
                        if meant
                        else f"Write one of: {', '.join(list(known)[:8])}"
                        if known
                        else ""
                    ),
                )


def _hidden(kind: str, value: str, unread: frozenset[str]) -> bool:
    """Whether what a reference points at may stand in a file that could not be read."""
    if kind in (ELSEWHERE, ANYTHING):
        return f"plans/{value.split('/', maxsplit=1)[0]}.yml" in unread
    return kind == EDITION and f"plans/editions/{value}.yml" in unread


def leads_elsewhere(here: FieldIndex) -> bool:
    """Whether a document points at other plans or at editions, so that what is wrong in it hangs on them."""
    return any(field.leaf.to in (ELSEWHERE, ANYTHING, EDITION) for _, field, _ in here.leaves("ref"))


def nothing_with(kind: str, id: str, *, in_council: bool = False) -> str:
    """What is said of a reference to something that is not there."""
    return f"No {kind} has the id {id} {_where(kind, in_council)}."


def duplicate_id(checked: CheckContext) -> Iterator[Finding]:
    """Two things in one file have the same id. Links end in the id, so each must be different, over all lists
    of a plan.

    In council.yml an area and a ward may well have the same name, and so the same id; there each list stands
    for itself.

    Fails:
        projects:
          - {id: garden, title: Garden, status: planning}
          - {id: garden, title: Second garden, status: planning}
    Passes:
        projects:
          - {id: garden, title: Garden, status: planning}
          - {id: second-garden, title: Second garden, status: planning}
    From: W3C, Cool URIs don't change
    """
    for document in checked.content.documents:
        seen: dict[tuple, tuple] = {}
        each_list = isinstance(document.model, Council)
        for path, _, value in checked.of(document).leaves("id"):
            key = (value, path[0] if each_list else "")
            if key in seen:
                first = document.at(seen[key]).line
                yield Finding(
                    document,
                    path,
                    f"The id {value} is already used on line {first}. Each id must be different.",
                    f"id: {value}-2",
                )
            else:
                seen[key] = path


def same_area(checked: CheckContext) -> Iterator[Finding]:
    """Two plans say that they are for the same area. Residents would not know which of them counts.

    A plan that is withdrawn leaves its area to another.

    Fails in a second plan:
        area: bedwell
    Passes in a second plan:
        area: hilltop
    From: Stevenage report 4.5.5 (a plan for each neighbourhood)
    """
    seen: dict[str, Document] = {}
    for document in checked.in_force:
        other = seen.setdefault(document.model.area, document)
        if other is not document:
            yield Finding(
                document,
                ("area",),
                f"{other.source.path} is already the plan for the area {document.model.area}.",
                "Give this plan its own area, or join the two plans.",
            )


def _shared(content: Content) -> dict[str, dict[str, int]]:
    """What references into other files may say: places and priorities of the council, and items of other
    plans.
    """
    council = content.council.model if content.council else None
    lists = (
        {Ward: council.wards, Area: council.areas, CorporatePriority: council.corporate_priorities}
        if council
        else {}
    )
    shared = {kind: {one.id: 0 for one in lists.get(group, ())} for kind, group in IN_COUNCIL.items()}
    items = {f"{plan.slug}/{id}": 0 for plan in content.plans for id in plan.lines}
    return shared | {
        ELSEWHERE: items,
        ANYTHING: {plan.slug: 0 for plan in content.plans} | items,
        EDITION: {one.slug: 0 for one in content.editions},
    }


def _where(kind: str, in_council: bool) -> str:
    return (
        "in plans/council.yml"
        if in_council or kind in IN_COUNCIL
        else (
            "in plans/editions"
            if kind == EDITION
            else "in the plans"
            if kind in (ELSEWHERE, ANYTHING)
            else "in this file"
        )
    )


# Passages that were taken down: a place that is misspelled would leave the words public.


def withheld_place(checked: CheckContext) -> Iterator[Finding]:
    """A place whose words should be taken down is in no plan and in no edition, so nothing is taken down.

    Fails in plans/council-settings.yml:
        withheld:
          - {item: bedwell/no-such-item, field: description, on: 2026-11-22, reason: It named a private person}
    Passes in plans/council-settings.yml:
        withheld:
          - {item: bedwell, field: summary, on: 2026-11-22, reason: It named a private person}
    From: data protection: the right to erasure
    """
    settings = checked.content.settings
    if settings is None:
        return
    unread = checked.content.unread
    for number, place in enumerate(settings.model.withheld):
        # It may stand in a file that could not be read: its own page, or a plan that is not there under its name.
        homes = (
            f"plans/{place.item.split('/')[0]}.yml",
            f"{place.item}.md",
            f"plans/editions/{place.item}.yml",
        )
        if place in checked.content.misplaced and not unread.intersection(homes):
            yield Finding(
                settings,
                ("withheld", number, "item"),
                f"There is nothing at {place.item}, {place.field}, in any plan or edition, so nothing is"
                " taken down.",
                "Put the item or the field right, as they are written in the plan's file.",
            )
