"""Facts about the council that every plan shares: areas, wards and priorities (`plans/council.yml`)."""

from typing import Literal

from pydantic import Field

from .funds import Entry, Fund
from .provenance import Source
from .types import (
    AreaRef,
    Choice,
    Day,
    Id,
    OrGap,
    Part,
    PlanItemRef,
    SourceRef,
    Text,
    Url,
    WardRef,
    When,
    field_metadata,
)


class Ward(Part):
    """A ward, with the time for which it existed under this name."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["almond-hill"])
    name: Text = Field(title="Name", description="The ward's name.", examples=["Almond Hill"])
    from_: Day | None = Field(
        None,
        alias="from",
        title="From",
        description="The first day of this ward, under this name.",
        examples=["2024-05-02"],
    )
    until: Day | None = Field(
        None,
        title="Until",
        description="The last day of this ward, under this name.",
        examples=["2024-05-01"],
    )
    formerly: tuple[WardRef, ...] = Field(
        (), title="Formerly", description="The wards it was called before, by id.", examples=[["pin-green"]]
    )
    gss_code: Text | None = Field(
        None,
        title="Official code",
        description="The ward's code in national statistics.",
        examples=["E05000001"],
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="What changed at its edges.",
        examples=["Gained Haycroft and Whitesmead in 2024"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["comet-wards"]
    )


class AreaKind(Choice):
    neighbourhood = "neighbourhood", "Neighbourhood"
    ward = "ward", "Ward"
    cluster = "cluster", "Cluster of wards"
    district = "district", "District"
    locality = "locality", "Locality"
    town = "town", "Town"
    parish = "parish", "Parish"
    village = "village", "Village"


class Area(Part):
    """A neighbourhood that has a plan: two or three wards, or a part of them."""

    id: Id = Field(
        title="Id", description="A short name that never changes.", examples=["bedwell-and-pin-green"]
    )
    name: Text = Field(title="Name", description="The area's name.", examples=["Bedwell and Pin Green"])
    kind: AreaKind | None = Field(
        None, title="Kind of area", description="What sort of place it is.", examples=["neighbourhood"]
    )
    parent: AreaRef | None = Field(
        None, title="Part of", description="The larger area it belongs to, by id.", examples=["north"]
    )
    boundary_basis: Text | None = Field(
        None,
        title="Boundary based on",
        description="What the area's edge was drawn along.",
        examples=["The county divisions from before 2017"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["executive-2019"]
    )


class CorporatePriority(Part):
    """A priority of the whole council. Plans point at it, so that it is worded once."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["climate"])
    title: Text = Field(
        title="Title", description="The priority, as the council words it.", examples=["Climate change"]
    )
    plan: OrGap[Text] = Field(
        title="From the plan",
        description="The corporate plan that it comes from.",
        examples=["Making Stevenage Even Better"],
    )
    from_: When | None = Field(
        None, alias="from", title="From", description="Since when it is a priority.", examples=["2024"]
    )
    until: When | None = Field(
        None, title="Until", description="Until when it is a priority.", examples=["2027"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["corporate-plan"]
    )


class SharedEntry(Entry):
    """One decision about money that all areas share. What it pays for stands in the plans of the areas."""

    items: tuple[PlanItemRef, ...] = Field(
        (),
        title="Items",
        description="The items or issues it pays for: plan/id.",
        examples=[["bedwell-and-pin-green/new-play-area"]],
    )


class SharedFund(Fund):
    """A sum of money for one year that all areas share, with what was decided about it."""

    entries: tuple[SharedEntry, ...] = Field(
        (), title="Decisions", description="Every award, payment and refusal."
    )


class Council(Part):
    """The council and its places (`plans/council.yml`)."""

    schema_version: Literal[1] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[1],
    )
    name: Text = Field(
        title="Name", description="The council's full name.", examples=["Example Borough Council"]
    )
    place: Text = Field(
        title="Place",
        description="The town or district, as it stands in the heading of the site.",
        examples=["Example"],
    )
    website: Url | None = Field(
        None, title="Website", description="The council's own site.", examples=["https://www.example.org"]
    )
    councillors: Url | None = Field(
        None,
        title="Find a councillor",
        description="The council's own list of councillors by ward.",
        examples=["https://www.example.org/councillors"],
    )
    neighbourhoods_page: Url | None = Field(
        None,
        title="Council page",
        description="The council's own page about its neighbourhoods.",
        examples=["https://www.example.org/neighbourhoods"],
    )
    areas: tuple[Area, ...] = Field(
        min_length=1,
        title="Areas",
        description="The areas that have a plan, or should.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5"),
    )
    wards: tuple[Ward, ...] = Field((), title="Wards", description="The wards, past ones too.")
    corporate_priorities: tuple[CorporatePriority, ...] = Field(
        (), title="Priorities of the council", description="Worded once, for all plans."
    )
    funds: tuple[SharedFund, ...] = Field(
        (),
        title="Council-wide funds",
        description="Money that all areas share, and every decision about it.",
        json_schema_extra=field_metadata(source="Rotherham report 2.5"),
    )
    sources: tuple[Source, ...] = Field(
        (), title="Sources", description="The documents that these facts come from."
    )
