"""What a plan promises: items, issues with their actions, and council-wide priorities (Stevenage report
4.5.5(3)).
"""

from typing import ClassVar

from pydantic import Field

from .people import Lead
from .succession import Closing
from .tracked import Tracked
from .types import (
    Choice,
    Id,
    ItemRef,
    OrGap,
    Part,
    PartnerPlanRef,
    PriorityRef,
    Prose,
    SourceRef,
    Text,
    When,
    YesNo,
    field_metadata,
)


class DeliveryModel(Choice):
    council = "council", "The council"
    community_designed = "community_designed", "Designed with residents"
    community_led = "community_led", "Led by residents"
    community_delivered = "community_delivered", "Residents"
    partner = "partner", "A partner"


class Horizon(Choice):
    immediate = "immediate", "Now"
    short = "short", "Short term"
    medium = "medium", "Medium term"
    long = "long", "Long term"


class ActionKind(Choice):
    do = "do", "Do"
    support = "support", "Support others"
    explore = "explore", "Find out"
    monitor = "monitor", "Keep an eye on"
    lobby = "lobby", "Ask others to act"


class Figure(Part):
    """A number that a source gives, as printed, with the day it was true."""

    label: Text = Field(title="Figure", description="What is counted.", examples=["New homes"])
    value: Text = Field(title="Value", description="The figure as printed.", examples=["236"])
    as_of: When | None = Field(
        None, title="As of", description="The time for which it was true.", examples=["2023-10-18"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["comet-2023-10"]
    )


class Item(Tracked):
    """An investment, a project or a priority for later (Stevenage report 4.5.5(3), bullets 1, 2 and 5)."""

    exempt: ClassVar[frozenset[str]] = frozenset({"due", "measures", "status_date"})

    category: Text | None = Field(
        None,
        title="Type of work",
        description="Housing, green space, safety, play and so on.",
        examples=["Play"],
    )
    delivery_model: DeliveryModel | None = Field(
        None,
        title="Delivered by",
        description="Whether the council, residents or a partner do it.",
        examples=["community_led"],
    )
    figures: tuple[Figure, ...] = Field((), title="Figures", description="Numbers from the sources.")
    references: tuple[Text, ...] = Field(
        (),
        title="References",
        description="Planning applications, contracts or policies, as numbered.",
        examples=[["22/00781/RMM"]],
    )
    depends_on: Text | None = Field(
        None,
        title="Depends on",
        description="A consent, money or another project that must come first.",
        examples=["Planning permission"],
    )
    partner_plan: PartnerPlanRef | None = Field(
        None,
        title="From the plan",
        description="The partner's plan that it comes from, by id.",
        examples=["police-plan"],
    )


class Action(Tracked):
    """One thing to be done about an issue. Of all items, it owes the most (Stevenage framework, SMART
    targets).
    """

    exempt: ClassVar[frozenset[str]] = frozenset({"cost"})

    number: Text | None = Field(
        None, title="Number", description="The publisher's own number, as printed.", examples=["14.4"]
    )
    kind: ActionKind | None = Field(
        None,
        title="Sort of action",
        description="Do it, support it, find out, keep an eye on it, or ask others.",
        examples=["do"],
    )


class Voice(Choice):
    residents = "residents", "Residents"
    community_group = "community_group", "A community group"
    councillors = "councillors", "Councillors"
    staff = "staff", "Council staff"
    partners = "partners", "Partners"
    others = "others", "Others"


class Agreement(Part):
    """Somebody who agreed that an issue comes first."""

    who: Voice = Field(
        title="Who",
        description="Residents, a community group, councillors, staff or partners.",
        examples=["residents"],
    )
    name: Text | None = Field(
        None, title="Name", description="Which group or meeting.", examples=["Residents at the autumn forum"]
    )
    on: When | None = Field(None, title="When", description="When they agreed.", examples=["2026-10-18"])
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["forum-2026-10"]
    )


class Evidence(Part):
    """Something that shows why an issue matters: data, a survey, what residents said."""

    text: Text = Field(
        title="Evidence", description="What it shows.", examples=["Visiting daily rose from 14% to 29%"]
    )
    as_of: When | None = Field(
        None, title="As of", description="The time for which it is true.", examples=["2016/17"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["survey-2017"]
    )


class Issue(Tracked):
    """An issue that the area's team works on together (Stevenage report 4.5.5(3), bullet 3). Its actions owe
    what it does not.
    """

    exempt: ClassVar[frozenset[str]] = frozenset({"cost", "due", "lead", "measures", "status_date"})

    number: Text | None = Field(
        None, title="Number", description="The publisher's own number, as printed.", examples=["1"]
    )
    rationale: Prose | None = Field(
        None,
        title="Why",
        description="Why this matters here.",
        examples=["Residents raised it at two meetings."],
    )
    raised_by: tuple[Text, ...] = Field(
        (), title="Raised by", description="Who raised it.", examples=[["Residents at a meeting"]]
    )
    agreed_with: OrGap[tuple[Agreement, ...]] = Field(
        (),
        title="Agreed with",
        description="Who agreed that it comes first, residents among them.",
        json_schema_extra=field_metadata(owed="co_produced", source="Stevenage report 4.6.2"),
    )
    horizon: Horizon | None = Field(
        None,
        title="How soon",
        description="Whether it is for now or for later.",
        examples=["immediate"],
        json_schema_extra=field_metadata(source="Stevenage report 4.6.2"),
    )
    overarching: YesNo | None = Field(
        None,
        title="Runs through all",
        description="Whether it stands above the numbered ones: true or false.",
        examples=[True],
    )
    evidence: tuple[Evidence, ...] = Field((), title="Evidence", description="What shows that it matters.")
    corporate_priorities: tuple[PriorityRef, ...] = Field(
        (),
        title="Council priorities",
        description="The council's priorities it serves, by id.",
        examples=[["climate"]],
    )
    actions: tuple[Action, ...] = Field(
        (), title="Actions", description="What is done about it. May be empty."
    )


class Alignment(Part):
    """A council-wide priority with work in this area (Stevenage report 4.5.5(3), bullet 4)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["climate"])
    priority: PriorityRef = Field(
        title="Council priority",
        description="Which priority of the council, by its id in council.yml.",
        examples=["climate"],
    )
    local_work: Prose = Field(
        title="Work here",
        description="What it means in this area.",
        examples=["A fund helps projects that residents lead."],
    )
    resident_role: Prose | None = Field(
        None,
        title="What you can do",
        description="What residents can do about it.",
        examples=["Ask about the Climate Change Community Fund."],
    )
    items: tuple[ItemRef, ...] = Field(
        (),
        title="Items",
        description="Items of this plan that belong to it, by id.",
        examples=[["new-play-area"]],
    )
    lead: OrGap[Lead] | None = Field(
        None,
        title="Lead",
        description="Who is answerable for it.",
        json_schema_extra=field_metadata(expected="lead"),
    )
    ended: Closing | None = Field(
        None,
        title="How it ended",
        description="Once there is no more work on it here: when, what became of it, and why.",
    )
    sources: tuple[SourceRef, ...] = Field(
        (),
        title="Sources",
        description="Where this comes from, by the ids of the sources.",
        examples=[["climate-tracker"]],
    )
    as_of: When | None = Field(
        None, title="As of", description="The time for which all this was true.", examples=["2025"]
    )
