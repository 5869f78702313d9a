"""The types of the open data. They have versions of their own, so that the template can change without
breaking programs that read the data.

They are generated from the template, where each field is declared once, and differ from it where that
helps a program: promises are in one list, whatever their kind; times and amounts have numbers beside their
words; sums are added up; gaps are in a list of their own. A test has a record of each version: a field may be
added; one that is renamed, removed or of another type needs a new version, or a line in `shape_of` that keeps
the old one. `site/plan_json.py` and `site/data_files.py` fill these types.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from ..model.council import Council
from ..model.fields import FieldSpec, docstring_summary, fields
from ..model.funds import Fund
from ..model.items import Action, Issue, Item
from ..model.plan import Plan
from .json_schema import unwrapped

# The version of each kind of file. Each has a schema: plan.v1.json.
# Version 2 of plan and council: a gap is one of four kinds, and the day of an event may be one.
VERSIONS = {"plan": 2, "council": 2, "index": 1}
SPLIT = ("investments", "projects", "shared_issues", "future_priorities")


class Shape(BaseModel):
    """A published group. Every field is always there: null or an empty list where there is nothing to say."""

    model_config = ConfigDict(frozen=True)


class Time(Shape):
    """A time as it was printed, with the days that it can mean."""

    words: str = Field(title="Words", description="As printed.")
    earliest: date | None = Field(
        title="Earliest", description="The first day that it can mean; null where that is open or not known."
    )
    latest: date | None = Field(
        title="Latest", description="The last day that it can mean; null where that is open or not known."
    )
    ongoing: bool = Field(title="Ongoing", description="Whether it has no end by its nature.")


def _pounds(title: str, description: str) -> Any:
    return Field(
        title=title,
        description=f"{description} Pounds, a full stop, two digits for pence.",
        pattern=r"^-?\d+\.\d{2}$",
    )


class Amount(Shape):
    """An amount in pounds as it was printed. An exact amount has least and most alike and is not approximate."""

    words: str = Field(title="Words", description="As printed.")
    least: str | None = _pounds("Least", "The least that it can be; null where that is not known.")
    most: str | None = _pounds("Most", "The most that it can be; null where that is not known.")
    approximate: bool = Field(title="Approximate", description="Whether it is only about so much.")


class Gap(Shape):
    """Something that should be here and is not, with the reason. In its place stands null, or an empty list."""

    path: str = Field(
        title="Path", description="Where it should be: a JSON Pointer (RFC 6901) into the same file."
    )
    kind: Literal["not_published", "not_looked", "none", "not_needed"] = Field(
        title="Kind",
        description=(
            "not_published: nobody has published it. not_looked: we have not looked. none: there is nothing."
            " not_needed: not needed for this plan."
        ),
    )
    reason: str = Field(title="Reason", description="Why, in words for residents.")
    checked_on: date = Field(title="Checked on", description="The day on which somebody last looked.")


SUMS = ("available", "allocated", "committed", "spent", "planned", "left")


class Sums(Shape):
    """What a fund comes to. A sum is null where not every part of it is known; the least that it can be
    stands beside it.
    """

    available: str | None = _pounds(
        "Available", "New money and what was brought forward; null where one of the two is not stated."
    )
    available_at_least: str | None = _pounds(
        "Available, at least", "What is stated of it; null where nothing is."
    )
    allocated: str | None = _pounds(
        "Allocated", "Allocated, approved, approved in part, committed, and spent in part or in full."
    )
    allocated_at_least: str | None = _pounds(
        "Allocated, at least", "What is known of it; null where nothing is."
    )
    committed: str | None = _pounds("Committed", "Committed, and not spent yet.")
    committed_at_least: str | None = _pounds(
        "Committed, at least", "What is known of it; null where nothing is."
    )
    spent: str | None = _pounds("Spent", "Spent.")
    spent_at_least: str | None = _pounds("Spent, at least", "What is known of it; null where nothing is.")
    planned: str | None = _pounds("Planned", "Planned, and not allocated.")
    planned_at_least: str | None = _pounds("Planned, at least", "What is known of it; null where nothing is.")
    left: str | None = _pounds("Left", "What is left to allocate.")
    left_at_least: str | None = _pounds(
        "Left, at least", "The least that it can be; null where nobody can tell."
    )
    not_counted: int = Field(
        title="Not counted",
        description="How many decisions have no exact amount, or no known state, and are left out.",
    )


class Licence(Shape):
    """On what terms the words may be used again."""

    name: str = Field(title="Name", description="What the licence is called.")
    url: str | None = Field(title="Web address", description="Where to read it.")


class EditionNote(Shape):
    """Which edition a file is of."""

    id: str = Field(
        title="Id",
        description="The day of the edition, with a number if there were several; it stands in addresses.",
    )
    day: date = Field(title="Day", description="The day that it shows.")
    compiled: date | None = Field(
        title="Put together on", description="The day on which it was put together, if that is later."
    )


LEAVES: dict[str, type] = {
    "when": Time,
    "money": Amount,
    "day": date,
    "yes-no": bool,
    "count": int,
    "constant": int,
}
KINDS = ("investment", "project", "issue", "action", "possible_later")


@cache
def shape_of(model: type[BaseModel]) -> type[Shape]:
    """The published type of a group of the template."""
    if model in (Item, Issue, Action):
        return promise()
    added = (
        {"sums": (Sums, Field(title="Sums", description="What the decisions come to, added up."))}
        if issubclass(model, Fund)
        else {}
    )
    own = {spec.name: _field(spec) for spec in fields(model) if spec.key != "schema_version"}
    return _shape(model.__name__, _first(model), own | added)


@cache
def promise() -> type[Shape]:
    """The published type of a promise or an idea for later, the same for all kinds."""
    specs = {
        "action_kind" if (model, spec.name) == (Action, "kind") else spec.name: spec
        for model in (Action, Issue, Item)
        for spec in fields(model)
        if spec.name != "actions"
    }
    head = {
        "kind": (
            Literal[KINDS],
            Field(
                title="Kind",
                description="Which list of the plan it stands in; an action stands under an issue.",
            ),
        ),
        "issue": (
            str | None,
            Field(title="Issue", description="The issue that an action is about, by its id."),
        ),
        "reference": (
            str,
            Field(
                title="Reference",
                description="The plan and the id, with a slash between: what other plans and files call it.",
            ),
        ),
        "page": (str, Field(title="Page", description="Its place on the site, from the site's root.")),
    }
    return _shape(
        "Promise",
        "An investment, project, issue, action or idea for later.",
        head | {name: _field(spec) for name, spec in specs.items()},
    )


@cache
def plan_shape() -> type[Shape]:
    """The published type of a plan, its promises in one list."""
    specs = [spec for spec in fields(Plan) if spec.name != "schema_version" and spec.name not in SPLIT]
    head = {
        "id": (
            str,
            Field(title="Id", description="The short name of the plan: the last part of its address."),
        ),
        "page": (str, Field(title="Page", description="The plan on the site, from the site's root.")),
    }
    item: Any = promise()
    items = {
        "items": (
            list[item],
            Field(
                title="Items",
                description="Investments, projects, issues with their actions, and what is possible later.",
            ),
        )
    }
    return _shape("Plan", _first(Plan), head | {spec.name: _field(spec) for spec in specs} | items)


def _file(kind: str, title: str, **own: Any) -> type[Shape]:
    """The type of a published file: the metadata that all files share, then its own fields."""
    head = {
        "schema_": (
            str,
            Field(
                alias="$schema",
                title="Schema",
                description="The schema that this file follows, from this file.",
            ),
        ),
        "kind": (Literal[kind], Field(title="Kind", description="What this file is.")),
        "version": (
            Literal[VERSIONS[kind]],
            Field(
                title="Version",
                description=(
                    "The version of its shape. Fields may be added; a change to one gets a new version."
                ),
            ),
        ),
        "publisher": (
            str,
            Field(
                title="Publisher",
                description="Who publishes the data: the council, or whom its notice names.",
            ),
        ),
        "notice": (
            str | None,
            Field(
                title="Notice",
                description="What every page says at the top, for example that this is a demonstration.",
            ),
        ),
        "licence": (
            Licence | None,
            Field(
                title="Licence",
                description=(
                    "On what terms the words may be used again; null where the council has not said so."
                ),
            ),
        ),
        "licence_note": (
            str | None,
            Field(title="About the licence", description="What it means that none is stated."),
        ),
        "edition": (
            EditionNote | None,
            Field(title="Edition", description="The edition whose words these are; null for a draft."),
        ),
    }
    return _shape(title, f"{title}: a file that this site publishes.", head | own)


GAPS = (list[Gap], Field(title="Gaps", description="What is not published, or does not exist, and why."))


@cache
def files() -> dict[str, type[Shape]]:
    """The published type of each kind of file."""
    listed = create_model(
        "Listed",
        __base__=Shape,
        __doc__="A document in the index.",
        id=(str, Field(title="Id", description="The short name of the plan.")),
        title=(str, Field(title="Title", description="What it is called.")),
        area=(str | None, Field(title="Area", description="The area that it is for, by id.")),
        page=(str, Field(title="Page", description="The plan on the site, from the site's root.")),
        json_=(
            str,
            Field(alias="json", title="JSON", description="Everything that it says, from this index."),
        ),
        csv=(str, Field(title="CSV", description="Its items as a table, from this index.")),
    )
    stand = create_model(
        "Stand",
        __base__=Shape,
        __doc__="All documents as they stand now, or stood in an edition.",
        name=(str, Field(title="Name", description="current, or the id of the edition.")),
        title=(str | None, Field(title="Title", description="What the edition is called.")),
        edition=(EditionNote | None, Field(title="Edition", description="The edition; null for a draft.")),
        council=(
            str | None,
            Field(
                title="Council",
                description="Areas, wards, priorities and funds of the council, from this index.",
            ),
        ),
        plans=(
            list[listed],
            Field(
                title="Plans",
                description=(
                    "Every plan. Where a plan did not change in an edition, the file is that of the edition"
                    " in which it did."
                ),
            ),
        ),
    )
    table = create_model(
        "TableFile",
        __base__=Shape,
        __doc__="A table over all areas.",
        title=(str, Field(title="Title", description="What it is.")),
        csv=(str, Field(title="CSV", description="Where it is, from this index.")),
    )
    return {
        "plan": _file(
            "plan", "PlanFile", plan=(plan_shape(), Field(title="Plan", description="The plan.")), gaps=GAPS
        ),
        "council": _file(
            "council",
            "CouncilFile",
            council=(shape_of(Council), Field(title="Council", description="The council and its places.")),
            gaps=GAPS,
        ),
        "index": _file(
            "index",
            "IndexFile",
            made_on=(date, Field(title="Made on", description="The day on which the site was built.")),
            place=(str, Field(title="Place", description="The town or district.")),
            website=(str | None, Field(title="Website", description="The council's own site.")),
            site=(str | None, Field(title="Site", description="Where this site is public, if it says so.")),
            schemas=(
                dict[str, str],
                Field(title="Schemas", description="The schema of each kind of file, from this index."),
            ),
            tables=(
                list[table],
                Field(title="Tables", description="Tables over all areas, as they stand now."),
            ),
            current=(stand, Field(title="Current", description="What the site shows now.")),
            editions=(list[stand], Field(title="Editions", description="Each edition, the newest first.")),
        ),
    }


@cache
def shapes() -> tuple[type[Shape], ...]:
    """Every published group once, in order of first use."""
    found: dict[type[Shape], None] = {}
    waiting = list(files().values())
    while waiting:
        shape = waiting.pop(0)
        if shape not in found:
            found[shape] = None
            waiting += [part for info in shape.model_fields.values() if (part := part_of(info.annotation))]
    return tuple(found)


def part_of(annotation: Any) -> type[Shape] | None:
    """The group in an annotation, in whatever it is wrapped; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((part for one in get_args(annotation) if (part := part_of(one))), None)


def _shape(name: str, description: str, fields_of_shape: Mapping[str, Any]) -> type[Shape]:
    """A model of published data; `fields_of_shape` gives the type and the Field of each name."""
    return create_model(name, __base__=Shape, __doc__=description, **fields_of_shape)


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": schema_name(kind)}
    schema: dict[str, Any] = unwrapped(
        head | files()[kind].model_json_schema(by_alias=True, mode="serialization")
    )
    return schema


def schema_name(kind: str) -> str:
    """The name of a schema's file."""
    return f"{kind}.v{VERSIONS[kind]}.json"


def _field(spec: FieldSpec) -> tuple[Any, Any]:
    if (
        spec.name == "next_review"
    ):  # A day is published here; the template may have a month, of which this is the last day.
        return date | None, Field(
            title=spec.title, description="The last day on which it can be gone through again."
        )
    one: Any = shape_of(spec.part) if spec.part else LEAVES.get(spec.leaf_name, str)
    words = f" One of: {', '.join(choice.value for choice in spec.choices)}." if spec.choices else ""
    kind = list[one] if spec.many else one if spec.required and not spec.gap else one | None
    return kind, Field(
        title=spec.title,
        description=spec.description + words,
        alias=spec.key if spec.key != spec.name else None,
    )


def _first(model: type[BaseModel]) -> str:
    return docstring_summary(model)
