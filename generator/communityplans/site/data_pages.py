"""The pages about the open data: the files, the licence, and the meaning of each column and field."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup, escape
from pydantic.fields import FieldInfo

from ..i18n import N_, _
from ..model.fields import docstring_summary
from ..schema.open_data_schema import VERSIONS, part_of, schema_name, shapes
from ..schema.table_columns import SHEETS
from .addresses import DATA
from .page import Heading, Page
from .render import in_english, render
from .render_context import RenderContext
from .source_links import SourceLinks

FILES = {"plan": N_("A plan"), "council": N_("The council"), "index": N_("The index")}


@dataclass(frozen=True)
class FieldRow:
    """A published field: its name, title, type, and the group that it holds, if any; whether it is a list,
    and whether it may be null.
    """

    key: str
    title: str
    description: str
    plain: str
    group: str
    many: bool
    empty: bool

    @property
    def kind(self) -> Markup:
        """The type, in words for readers."""
        kind = in_english(self.group) if self.group else escape(_(self.plain))
        return (
            Markup(_("list of {kind}")).format(kind=kind)
            if self.many
            else Markup(_("{kind} or null")).format(kind=kind)
            if self.empty
            else kind
        )


def data_page(showing: RenderContext, origin: SourceLinks) -> Page:
    """The page that lists the data files."""
    content = showing.content
    council = content.required_council
    plans = sorted(content.plans, key=lambda one: one.model.title.casefold())
    body = render(
        "data",
        council=council,
        plans=plans,
        licence=origin.settings.licence,
        sheets=SHEETS,
        showing=showing,
        url=origin.settings.url or "",
        schemas=[(FILES[kind], schema_name(kind)) for kind in VERSIONS],
    )
    return Page(
        DATA,
        "data",
        _("Open data"),
        body,
        _("The community plans for {place} as files that programs can read.").format(place=council.place),
        "tracker/",
        headings=(
            Heading(2, "part_files", _("Files")),
            Heading(2, "part_columns", _("What the columns mean")),
        ),
    )


def fields_page() -> Page:
    """The page that explains every field. It depends on the program alone."""
    body = render("data_fields", groups=groups(), names=FILES)
    return Page(
        f"{DATA}fields/",
        "data",
        _("What the fields mean"),
        body,
        _("Every field of the published files."),
        "tracker/",
        headings=tuple(Heading(2, f"group_{name.lower()}", name) for name, *_rest in groups()),
    )


@cache
def groups() -> list[tuple[str, str, list[FieldRow]]]:
    """Every published group once, in order of first use: its name, its description, its fields."""
    return [
        (
            shape.__name__,
            docstring_summary(shape),
            [_row(name, info) for name, info in shape.model_fields.items()],
        )
        for shape in shapes()
    ]


def _row(name: str, info: FieldInfo) -> FieldRow:
    group = part_of(info.annotation)
    return FieldRow(
        info.alias or name,
        info.title or name,
        info.description or "",
        _plain(info.annotation),
        group.__name__ if group else "",
        *_how_many(info.annotation),
    )


def _plain(annotation: Any) -> str:
    """The type of a field that is not a group."""
    said = str(annotation)
    return (
        N_("number")
        if annotation is int or "int" in said.split("[", maxsplit=1)[0]
        else (
            N_("yes or no")
            if "bool" in said
            else N_("day (year-month-day)")
            if "datetime.date" in said
            else N_("text")
        )
    )


def _how_many(annotation: Any) -> tuple[bool, bool]:
    """Whether there may be many of a field, and whether it may be empty."""
    said = str(annotation)
    return said.startswith(("list", "dict")), "None" in said or "Optional" in said
