"""What everything that is promised has in common: a status, dates, money, measures, and who is answerable."""

from pydantic import Field

from .funds import MoneyKind
from .measures import Measure, Timeliness
from .people import Lead
from .provenance import Confidence, Conflict
from .succession import Closing, OfficialResponse
from .types import (
    Choice,
    FundRef,
    Id,
    ItemRef,
    Money,
    OrGap,
    OutcomeRef,
    Part,
    PlanItemRef,
    Prose,
    SourceRef,
    Text,
    ThemeRef,
    WardRef,
    When,
    YesNo,
    field_metadata,
)


class Status(Choice):
    """How far something has got. The publisher's own words go into the status label."""

    proposed = "proposed", "Future idea"
    not_started = "not_started", "Not started"
    scoping = "scoping", "Being looked into"
    planning = "planning", "In planning"
    in_progress = "in_progress", "Under way"
    ongoing = "ongoing", "Ongoing"
    complete = "complete", "Done"
    paused = "paused", "Paused"
    deferred = "deferred", "Delayed"
    declined = "declined", "Declined"
    closed_not_delivered = "closed_not_delivered", "Not delivered"
    unknown = "unknown", "Not known"


CLOSED = frozenset({Status.complete, Status.declined, Status.closed_not_delivered})


class FundingState(Choice):
    possible = "possible", "Possible"
    sought = "sought", "Asked for"
    secured = "secured", "Secured"
    spent = "spent", "Spent"
    unknown = "unknown", "Not known"


class Extent(Choice):
    site = "site", "One place"
    wards = "wards", "Some wards"
    area = "area", "The whole area"
    council = "council", "The whole council"


class Milestone(Part):
    """A step on the way (Stevenage report 4.7, Appendix B)."""

    text: Text = Field(
        title="Step", description="What must be reached.", examples=["Planning application handed in"]
    )
    due: OrGap[When] | None = Field(
        None,
        title="Due",
        description="By when.",
        examples=["2027-03"],
        json_schema_extra=field_metadata(commitment=True),
    )
    done_on: When | None = Field(
        None, title="Done", description="When it was reached.", examples=["2027-02-14"]
    )
    status: Status | None = Field(
        None, title="Status", description="How far it has got.", examples=["not_started"]
    )
    status_label: Text | None = Field(
        None,
        title="Status in the publisher's words",
        description="What the publisher calls the status, if that differs.",
        examples=["What is left"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["planning-2023-03"]
    )


class Event(Part):
    """Something that happened to an item, or that was said about it, on a date: one link in its chain."""

    on: OrGap[When] = Field(
        title="When",
        description="When it happened, as printed, or why that is not known.",
        examples=["2023-03-14"],
    )
    what: Text = Field(
        title="What",
        description="What happened, in a few words.",
        examples=["Decision put off; a petition had more than 2,000 names"],
    )
    status: Status | None = Field(
        None, title="Status then", description="The status it had from then on.", examples=["deferred"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["planning-2023-03"]
    )


class Funding(Part):
    """Money for an item, from one funder. An item may have several."""

    funder: Text = Field(
        title="From", description="Who pays.", examples=["Police and Crime Commissioner, Safer Streets"]
    )
    amount: OrGap[Money] = Field(
        title="Amount",
        description="How much, in pounds.",
        examples=[765000],
        json_schema_extra=field_metadata(commitment=True),
    )
    state: FundingState = Field(
        title="State", description="Whether it is asked for, secured or spent.", examples=["secured"]
    )
    kind: MoneyKind | None = Field(
        None, title="Capital or revenue", description="What sort of money it is.", examples=["capital"]
    )
    as_of: When | None = Field(
        None, title="As of", description="The date of the figure.", examples=["2024-03"]
    )
    note: Text | None = Field(
        None, title="Note", description="What the figure covers.", examples=["With local match funding"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["police-2024-03"]
    )


class Tracked(Part):
    """What everything that can be promised has in common."""

    id: Id = Field(
        title="Id",
        description="A short name that never changes. Links to this item end in it.",
        examples=["new-play-area"],
        json_schema_extra=field_metadata(source="Birmingham paper section 9"),
    )
    title: Text = Field(title="Title", description="What it is, in a few words.", examples=["New play area"])
    description: Prose | None = Field(
        None,
        title="Description",
        description="What will be done, in one to three short sentences.",
        examples=["A new play area in the park, chosen with the school."],
    )
    status: Status = Field(
        title="Status",
        description="How far it has got. Write unknown if nobody has published it.",
        examples=["in_progress"],
        json_schema_extra=field_metadata(commitment=True),
    )
    status_label: Text | None = Field(
        None,
        title="Status in the publisher's words",
        description="What the publisher calls the status, if that differs.",
        examples=["Has permission"],
    )
    status_date: OrGap[When] | None = Field(
        None,
        title="Status since",
        description="When it got this status, or when that was last known.",
        examples=["2023-11-29"],
        json_schema_extra=field_metadata(owed="established", source="Birmingham paper section 9"),
    )
    status_note: Text | None = Field(
        None,
        title="About the status",
        description="Why it has this status, or what was known last.",
        examples=["Last known: being built, 2021"],
    )
    start: When | None = Field(
        None, title="Start", description="When it starts or started.", examples=["2022-06"]
    )
    due: OrGap[When] | None = Field(
        None,
        title="Due",
        description="When it should be done, as printed.",
        examples=["Summer 2022"],
        json_schema_extra=field_metadata(
            commitment=True, owed="co_produced", source="Stevenage framework, how we will monitor success"
        ),
    )
    completed: When | None = Field(
        None, title="Completed", description="When it was done.", examples=["2019-07-07"]
    )
    history: tuple[Event, ...] = Field(
        (), title="What happened", description="Each step with its date, oldest first."
    )
    lead: OrGap[Lead] | None = Field(
        None,
        title="Lead",
        description="Who is answerable for it.",
        json_schema_extra=field_metadata(
            commitment=True, expected="lead", owed="co_produced", source="Stevenage report 4.5.3"
        ),
    )
    partners: tuple[Text, ...] = Field(
        (), title="Partners", description="Who helps.", examples=[["Bedwell Community Association"]]
    )
    cost: OrGap[Money] | None = Field(
        None,
        title="Cost",
        description="What it costs, in pounds, as far as it is known.",
        examples=[80000],
        json_schema_extra=field_metadata(commitment=True, expected="money"),
    )
    cost_kind: MoneyKind | None = Field(
        None, title="Capital or revenue", description="What sort of cost it is.", examples=["capital"]
    )
    funding: tuple[Funding, ...] = Field((), title="Money from", description="Who pays how much.")
    fund: FundRef | None = Field(
        None,
        title="Fund",
        description="The fund of this plan that it is paid from, by id.",
        examples=["ward-capital-2017"],
    )
    theme: ThemeRef | None = Field(
        None, title="Theme", description="The theme it belongs to, by id.", examples=["safe"]
    )
    outcomes: tuple[OutcomeRef, ...] = Field(
        (), title="Outcomes", description="The outcomes it serves, by id.", examples=[["safe-and-welcoming"]]
    )
    measures: OrGap[tuple[Measure, ...]] = Field(
        (),
        title="Measures",
        description="What is counted, with the start, the target and what came of it.",
        json_schema_extra=field_metadata(owed="established", source="Stevenage framework, SMART targets"),
    )
    place: Text | None = Field(
        None, title="Where", description="The street or site.", examples=["Chells Park"]
    )
    wards: tuple[WardRef, ...] = Field(
        (),
        title="Wards",
        description="The wards it is in, by their ids in council.yml.",
        examples=[["chells"]],
    )
    to_confirm: Text | None = Field(
        None,
        title="To be confirmed",
        description="What the sources leave open about where this belongs.",
        examples=["Area to be confirmed: no source says which ward the site is in"],
    )
    resident_role: Prose | None = Field(
        None,
        title="What you can do",
        description="What residents can do about it.",
        examples=["Come to the planting day."],
        json_schema_extra=field_metadata(source="Stevenage report 4.6.4"),
    )
    open_to_all: YesNo | None = Field(
        None, title="Open to all", description="Whether anyone can take part: true or false.", examples=[True]
    )
    extent: Extent | None = Field(
        None,
        title="How far it reaches",
        description="One place, some wards, the whole area or the whole council.",
        examples=["site"],
    )
    timeliness: Timeliness | None = Field(
        None,
        title="Whether on time",
        description="Whether it is on time, which is another question than its status.",
        examples=["on_time"],
    )
    timeliness_label: Text | None = Field(
        None,
        title="On time, in the publisher's words",
        description="What the publisher calls it, if that differs.",
        examples=["Green"],
    )
    rank: Text | None = Field(
        None, title="Rank", description="How high it comes, as printed.", examples=["Key"]
    )
    phase: Text | None = Field(
        None,
        title="Phase",
        description="The phase, where that is printed instead of a date.",
        examples=["One and two"],
    )
    resources: Text | None = Field(
        None,
        title="Effort",
        description="The effort, where that is printed instead of money.",
        examples=["Medium to high"],
    )
    milestones: tuple[Milestone, ...] = Field((), title="Steps", description="The steps on the way.")
    result: Prose | None = Field(
        None,
        title="What came of it",
        description="What happened in the end, and what was learned.",
        examples=["Visits doubled in the first year."],
    )
    official_responses: tuple[OfficialResponse, ...] = Field(
        (),
        title="The council's answers",
        description="The answers to a proposal that is not the council's own.",
    )
    outcome: Closing | None = Field(
        None, title="How it ended", description="Once it is closed: when, what became of it, and why."
    )
    merged_into: ItemRef | None = Field(
        None,
        title="Now part of",
        description="The item of this plan that it was merged into, by id.",
        examples=["new-play-area"],
    )
    handed_to: PlanItemRef | None = Field(
        None,
        title="Now in",
        description="The item of another plan that it became: plan/id.",
        examples=["chells-and-manor/new-play-area"],
    )
    reason: Text | None = Field(
        None,
        title="Reason for the change",
        description="Why it was changed, in words for residents.",
        examples=["The builder could not start before spring"],
    )
    confidence: Confidence | None = Field(
        None, title="How sure", description="How far the facts can be relied on.", examples=["stated"]
    )
    transcription_note: Text | None = Field(
        None,
        title="As printed",
        description="What the source left out or printed wrongly; kept as printed.",
        examples=["The heading is printed twice"],
    )
    conflicts: tuple[Conflict, ...] = Field(
        (), title="Sources disagree", description="Where two sources do not say the same."
    )
    sources: tuple[SourceRef, ...] = Field(
        (),
        title="Sources",
        description="Where this comes from, by the ids of the sources.",
        examples=[["comet-2022-06-15"]],
    )
    as_of: When | None = Field(
        None, title="As of", description="The time for which all this was true.", examples=["2022-06-15"]
    )
