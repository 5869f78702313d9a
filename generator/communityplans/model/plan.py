"""A community plan (Stevenage report 4.5-4.6)."""

from typing import Literal

from pydantic import Field

from .items import Alignment, Issue, Item
from .people import Contact, Lead
from .provenance import Source
from .types import AreaRef, Choice, Day, OrGap, Part, Prose, Section, SourceRef, Summary, Text, Url, WardRef, When, about


class Stage(Choice):
    """How far a plan itself has got (Stevenage report 4.5.5, 4.6.1, 4.6.4)."""

    preliminary = "preliminary", "First stage"
    co_produced = "co_produced", "Made together"
    established = "established", "Established"


class PlanKind(Choice):
    community_plan = "community_plan", "Community plan"
    ward_plan = "ward_plan", "Ward plan"
    district_plan = "district_plan", "District plan"
    locality_plan = "locality_plan", "Locality plan"
    place_plan = "place_plan", "Place plan"
    village_plan = "village_plan", "Village plan"
    town_plan = "town_plan", "Town or parish plan"


class Origin(Choice):
    staff = "staff", "Written by staff, with councillors"
    together = "together", "Written by staff, councillors and residents together"
    community = "community", "Written by residents"
    public_sources = "public_sources", "Put together from public sources"


class Frequency(Choice):
    monthly = "monthly", "Every month"
    quarterly = "quarterly", "Every three months"
    half_yearly = "half_yearly", "Every six months"
    yearly = "yearly", "Every year"


class StatutoryStatus(Choice):
    """A community plan never has a statutory basis; the field says so in every file (Stevenage report 4.6.6)."""

    none = "no_statutory_basis", "This plan has no statutory basis. It is not a Neighbourhood Plan."


class NeighbourhoodPlanState(Choice):
    none = "none", "There is none"
    in_preparation = "in_preparation", "One is being prepared"
    made = "made", "One is in force"
    unknown = "unknown", "Not known"


class StatutoryNeighbourhoodPlan(Part):
    """The statutory plan that covers the same place, if any: a different thing (Stevenage report 4.6.5)."""

    state: NeighbourhoodPlanState = Field(title="State", description="Whether there is one.", examples=["none"])
    name: Text | None = Field(None, title="Name", description="What it is called.", examples=["Example Neighbourhood Plan"])
    url: Url | None = Field(None, title="Web address", description="Where to read it.", examples=["https://www.example.org/neighbourhood-plan"])
    note: Text | None = Field(None, title="Note", description="Anything more to say about it.", examples=["Checked on the council's planning page"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["council-page"])


class BoundaryNote(Part):
    """Where the area's edge is not where people expect it."""

    text: Text = Field(title="Note", description="What is different, street by street if need be.", examples=["Lytton Way joined Old Town in 2024"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["comet-2022-wards"])


class Vision(Part):
    """What the area should be like. A plan may have several statements (fields.md 1.2)."""

    statement: Prose = Field(title="Statement", description="What the area should be like.", examples=["A place where neighbours know each other."])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["workshop-2026"])


class Plan(Part):
    """One area's community plan. The order of the fields is the order of a file."""

    schema_version: Literal[1] = Field(title="Template version", description="The version of the template that this file follows.", examples=[1])
    title: Text = Field(title="Title", description="The name of the plan, which is usually the name of the area.", examples=["Bedwell and Pin Green"])
    summary: Summary = Field(title="Summary", description="What is promised here, in one to three short sentences. It stands first on the page.",
                             examples=["A new play area, safer streets and a community garden."])
    kind: PlanKind = Field(title="Kind of plan", description="What sort of plan it is.", examples=["community_plan"])
    local_name: Text | None = Field(None, title="Local name", description="What the council calls such a plan, if that differs.", examples=["Community (Action) Plan"])
    area: AreaRef = Field(title="Area", description="The area, by its id in council.yml.", examples=["bedwell-and-pin-green"])
    wards: tuple[WardRef, ...] = Field(min_length=1, title="Wards", description="The wards it covers, by their ids in council.yml.",
                                       examples=[["bedwell", "pin-green"]])
    boundary_notes: tuple[BoundaryNote, ...] = Field((), title="Edges of the area", description="Where the edge is not where people expect it.")
    stage: Stage = Field(title="Stage", description="How far the plan itself has got.", examples=["preliminary"],
                         json_schema_extra=about(source="Stevenage report 4.5.5, 4.6.1, 4.6.4"))
    stage_due: When | None = Field(None, title="Next stage", description="When the next stage is expected.", examples=["end of September 2020"])
    origin: Origin = Field(title="Who wrote it", description="Who has written the plan so far.", examples=["staff"],
                           json_schema_extra=about(source="Stevenage report 4.5.5(3), 4.6.3"))
    origin_note: Text | None = Field(None, title="About who wrote it", description="Anything more to say about that.",
                                     examples=["Residents were asked at two meetings"])
    statutory_status: StatutoryStatus = Field(title="Legal status", description="Always no_statutory_basis.", examples=["no_statutory_basis"],
                                              json_schema_extra=about(source="Stevenage report 4.6.6"))
    statutory_neighbourhood_plan: OrGap[StatutoryNeighbourhoodPlan] = Field(
        title="Neighbourhood Plan", description="Whether there is a statutory Neighbourhood Plan for the same place, which is something else.",
        json_schema_extra=about(source="Stevenage report 4.6.5-4.6.6"))
    vision: tuple[Vision, ...] = Field((), title="Vision", description="What the area should be like.",
                                       json_schema_extra=about(source="Stevenage report 4.6.4"))
    strategic_lead: OrGap[Lead] = Field(title="Strategic lead", description="The senior officer who leads for this area.",
                                        json_schema_extra=about(source="Stevenage report 4.5.3"))
    operational_lead: OrGap[Lead] = Field(title="Operational lead", description="The officer who leads the area's team.",
                                          json_schema_extra=about(source="Stevenage report 4.5.3"))
    contact: OrGap[Contact] = Field(title="Whom to ask", description="The one place to ask about this area.",
                                    json_schema_extra=about(source="Birmingham paper section 10; Executive of 16 December 2019"))
    last_reviewed: OrGap[Day] | None = Field(None, title="Last reviewed", description="When the plan was last gone through.", examples=["2026-11-22"])
    next_review: OrGap[Day] = Field(title="Next review", description="When it will be gone through again.", examples=["2027-03-31"],
                                    json_schema_extra=about(source="Stevenage report 4.6.4"))
    review_frequency: Frequency | None = Field(None, title="How often", description="How often the plan is gone through.", examples=["quarterly"])
    as_of: Day = Field(title="Facts checked on", description="The day on which the facts in this file were last checked.", examples=["2026-11-22"])
    investments: Section[Item] = Field(title="Investment and improvements", description="What is being built or repaired, or was said to be.",
                                       json_schema_extra=about(source="Stevenage report 4.5.5(3), bullet 1"))
    projects: Section[Item] = Field(title="Community projects and activities", description="Things that residents and groups do, with or without the council.",
                                    json_schema_extra=about(source="Stevenage report 4.5.5(3), bullet 2"))
    shared_issues: Section[Issue] = Field(title="Issues to work on together",
                                          description="What councillors and residents have put first, for the area's team to work on.",
                                          json_schema_extra=about(source="Stevenage report 4.5.5(3), bullet 3"))
    corporate_priorities: Section[Alignment] = Field(title="Council-wide priorities at work here",
                                                     description="Priorities of the whole council with work in this area.",
                                                     json_schema_extra=about(source="Stevenage report 4.5.5(3), bullet 4"))
    future_priorities: Section[Item] = Field(title="Possible later", description="Ideas for the future. They may need a bid for money.",
                                             json_schema_extra=about(source="Stevenage report 4.5.5(3), bullet 5"))
    sources: tuple[Source, ...] = Field(min_length=1, title="Sources", description="The documents that the facts come from.",
                                        json_schema_extra=about(source="Rotherham report, Background Papers"))


FIVE_CONTENTS = ("investments", "projects", "shared_issues", "corporate_priorities", "future_priorities")
