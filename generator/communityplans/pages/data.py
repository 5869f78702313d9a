"""Open data for people: what there is, on what terms, and what each column and each field means."""

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from ..derive.columns import SHEETS
from ..derive.published import VERSIONS, Shape, files, schema_name
from .addresses import DATA
from .origin import Origin
from .page import Heading, Page
from .render import render
from .showing import Showing

FILES = {"plan": "A plan", "council": "The council", "index": "The index"}


@dataclass(frozen=True)
class FieldRow:
    """A published field: its name in the data, what it is, of what type, and the group that it is made of, if it is one."""

    key: str
    title: str
    description: str
    kind: str
    group: str


def data_pages(showing: Showing, origin: Origin) -> list[Page]:
    """What there is, and what every field means."""
    content = showing.content
    council = content.council.model
    plans = sorted(content.plans, key=lambda one: one.model.title.casefold())
    body = render("data", council=council, plans=plans, licence=origin.settings.licence, sheets=SHEETS, showing=showing, url=origin.settings.url or "",
                  schemas=[(FILES[kind], schema_name(kind)) for kind in VERSIONS])
    fields = render("data_fields", groups=groups(), names=FILES)
    return [
        Page(DATA, "data", "Open data", body, f"The community plans for {council.place} as files that programs can read.", "tracker/",
             headings=(Heading(2, "part_files", "Files"), Heading(2, "part_columns", "What the columns mean"))),
        Page(f"{DATA}fields/", "data", "What the fields mean", fields, "Every field of the published files.", "tracker/",
             headings=tuple(Heading(2, f"group_{name.lower()}", name) for name, _, _ in groups())),
    ]


@cache
def groups() -> list[tuple[str, str, list[FieldRow]]]:
    """Every published group, once, in the order in which they are met: its name, what it is, its fields."""
    waiting: list[type[BaseModel]] = list(files().values())
    found: dict[str, tuple[str, str, list[FieldRow]]] = {}
    while waiting:
        shape = waiting.pop(0)
        if shape.__name__ in found:
            continue
        inner = {name: _part(info.annotation) for name, info in shape.model_fields.items()}
        rows = [FieldRow(info.alias or name, info.title or name, info.description or "", _kind(info.annotation), inner[name].__name__ if inner[name] else "")
                for name, info in shape.model_fields.items()]
        found[shape.__name__] = (shape.__name__, shape.__doc__ or "", rows)
        waiting += [one for one in inner.values() if one]
    return list(found.values())


def _part(annotation: Any) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((part for one in get_args(annotation) if (part := _part(one))), None)


def _kind(annotation: Any) -> str:
    """The type of a field in a reader's words."""
    said = str(annotation)
    kind = "number" if annotation is int or "int" in said.split("[")[0] else "yes or no" if "bool" in said else "day (year-month-day)" if "datetime.date" in said else "text"
    group = _part(annotation)
    kind = group.__name__ if group else kind
    many = said.startswith("list") or said.startswith("dict")
    return f"list of {kind}" if many else f"{kind} or null" if "None" in said or "Optional" in said else kind
