"""Ids and what points at them."""

from collections.abc import Iterator

from ..content.documents import Content, Document
from ..content.messages import closest
from ..model.council import Council
from ..model.plan import Plan
from .rule import Checked, Finding

# After so many wrong references in one file, guessing takes longer than it is worth.
LIMIT_GUESSES = 100
_WHERE = {
    "source": "in the list of sources of this file",
    "ward": "in plans/council.yml",
    "area": "in plans/council.yml",
    "corporate priority": "in plans/council.yml",
    "item": "in this plan",
}


def unknown_reference(checked: Checked) -> Iterator[Finding]:
    """A field points at something by its id, and there is nothing with that id.

    Sources and items are looked for in the same file; wards, areas and priorities of the council in council.yml.
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
            if value not in known and not (kind in ("ward", "area", "corporate priority") and checked.content.council is None):
                wrong += 1
                meant = closest(value, list(known)) if wrong <= LIMIT_GUESSES else None
                line = f" (line {known[meant]})" if meant and known[meant] else ""
                yield Finding(document, path, f"No {kind} has the id {value} {_WHERE[kind]}." + (f" Did you mean {meant}{line}?" if meant else ""),
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
    """Two plans say that they are for the same area. Residents would not know which of them counts."""
    seen: dict[str, Document] = {}
    for document in checked.content.plans:
        other = seen.setdefault(document.model.area, document)
        if other is not document:
            yield Finding(document, ("area",), f"{other.source.path} is already the plan for the area {document.model.area}.",
                          "Give this plan its own area, or join the two plans.")


def _targets(kind: str, document: Document, content: Content, values: list) -> dict[str, int]:
    """What a reference of a kind may say, each with its line in the file."""
    model = document.model
    council = model if isinstance(model, Council) else content.council.model if content.council else None
    if kind == "source":
        return {source.id: document.lines.get(source.id, 0) for source in getattr(model, "sources", ())}
    if kind == "item" and isinstance(model, Plan):
        sources = {source.id for source in model.sources}
        return {value: document.lines.get(value, 0) for _, field, value in values
                if field.leaf and field.leaf.name == "id" and value not in sources}
    if council is None:
        return {}
    lists = {"ward": council.wards, "area": council.areas, "corporate priority": council.corporate_priorities}
    return {one.id: 0 for one in lists.get(kind, ())}
