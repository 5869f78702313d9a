"""Ids and what points at them."""

from collections.abc import Iterator

from ..content.documents import Content, Document
from ..content.messages import closest
from ..model.council import Area, CorporatePriority, Council, Ward
from ..model.funds import Fund
from ..model.items import Alignment, Tracked
from ..model.measures import Outcome, Theme
from ..model.provenance import Source
from ..model.together import PartnerPlan
from .rule import Checked, Finding

# After so many wrong references in one file, guessing takes longer than it is worth.
LIMIT_GUESSES = 100
# What a reference may point at: the groups of fields that count, and where they stand.
IN_THIS_FILE: dict[str, tuple[type, ...]] = {
    "source": (Source,), "item": (Tracked, Alignment), "theme": (Theme,), "outcome": (Outcome,), "fund": (Fund,), "partner plan": (PartnerPlan,),
}
IN_COUNCIL: dict[str, type] = {"ward": Ward, "area": Area, "corporate priority": CorporatePriority}
ELSEWHERE = "item of another plan"


def unknown_reference(checked: Checked) -> Iterator[Finding]:
    """A field points at something by its id, and there is nothing with that id.

    Sources, items, themes, outcomes, funds and partners' plans are looked for in the same file; wards, areas and priorities of
    the council in council.yml; items of another plan as plan/id.
    """
    for document, values in checked.values:
        targets: dict[str, dict[str, int]] = {}
        wrong = 0
        for path, field, value in values:
            if field.leaf is None or field.leaf.name != "ref" or not isinstance(value, str):
                continue
            kind = field.leaf.to
            if kind not in targets:
                targets[kind] = _targets(kind, document, checked.content, values)
            known = targets[kind]
            if value not in known and not (kind in IN_COUNCIL and checked.content.council is None):
                wrong += 1
                meant = closest(value, list(known)) if wrong <= LIMIT_GUESSES else None
                line = f" (line {known[meant]})" if meant and known[meant] else ""
                yield Finding(document, path, f"No {kind} has the id {value} {_where(kind)}." + (f" Did you mean {meant}{line}?" if meant else ""),
                              f"Write: {meant}" if meant else f"Write one of: {', '.join(list(known)[:8])}" if known else "")


def duplicate_id(checked: Checked) -> Iterator[Finding]:
    """Two things in one file have the same id. Links end in the id, so each must be different, over all lists of a plan.

    In council.yml an area and a ward may well have the same name, and so the same id; there each list stands for itself.
    """
    for document, values in checked.values:
        seen: dict[tuple, tuple] = {}
        for path, field, value in values:
            if field.leaf is None or field.leaf.name != "id":
                continue
            key = (value, path[0] if isinstance(document.model, Council) else "")
            if key in seen:
                first = document.at(seen[key]).line
                yield Finding(document, path, f"The id {value} is already used on line {first}. Each id must be different.",
                              f"id: {value}-2")
            else:
                seen[key] = path


def same_area(checked: Checked) -> Iterator[Finding]:
    """Two plans say that they are for the same area. Residents would not know which of them counts. A plan that is withdrawn leaves
    its area to another."""
    seen: dict[str, Document] = {}
    for document in checked.in_force:
        other = seen.setdefault(document.model.area, document)
        if other is not document:
            yield Finding(document, ("area",), f"{other.source.path} is already the plan for the area {document.model.area}.",
                          "Give this plan its own area, or join the two plans.")


def _targets(kind: str, document: Document, content: Content, values: list) -> dict[str, int]:
    """What a reference of a kind may say, each with its line in the file (0 if that is another file)."""
    if kind in IN_THIS_FILE:
        return {value.id: document.lines.get(value.id, 0) for _, _, value in values if isinstance(value, IN_THIS_FILE[kind])}
    if kind == ELSEWHERE:
        return {f"{plan.slug}/{id}": 0 for plan in content.plans for id in plan.lines}
    model = document.model
    council = model if isinstance(model, Council) else content.council.model if content.council else None
    lists = {Ward: council.wards, Area: council.areas, CorporatePriority: council.corporate_priorities} if council else {}
    return {one.id: 0 for one in lists.get(IN_COUNCIL[kind], ())}


def _where(kind: str) -> str:
    return "in plans/council.yml" if kind in IN_COUNCIL else "in the plans" if kind == ELSEWHERE else "in this file"
