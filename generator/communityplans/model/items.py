"""What a plan promises: items, issues with their actions, and council-wide priorities (Stevenage report 4.5.5(3))."""

from typing import ClassVar

from pydantic import Field

from .funds import MoneyKind
from .lineage import Closing, OfficialResponse
from .measures import Measure, Timeliness
from .people import Lead
from .provenance import Confidence, Conflict
from .types import (
    Choice,
    FundRef,
    Id,
    ItemRef,
    Money,
    OrGap,
    OutcomeRef,
    Part,
    PartnerPlanRef,
    PlanItemRef,
    PriorityRef,
    Prose,
    SourceRef,
    Text,
    ThemeRef,
    WardRef,
    When,
    YesNo,
    about,
)


class Status(Choice):
    """How far something has got. The publisher's own words go into the status label (fields.md 1.4)."""

    proposed = "proposed", "Possible later"
    not_started = "not_started", "Not started"
    scoping = "scoping", "Being looked into"
    planning = "planning", "In planning"
    in_progress = "in_progress", "Under way"
    ongoing = "ongoing", "Goes on"
    complete = "complete", "Done"
    paused = "paused", "Paused"
    deferred = "deferred", "Put off"
    declined = "declined", "Declined"
    closed_not_delivered = "closed_not_delivered", "Closed, not delivered"
    unknown = "unknown", "Not known"


CLOSED = frozenset({Status.complete, Status.declined, Status.closed_not_delivered})


class DeliveryModel(Choice):
    council = "council", "The council does it"
    community_designed = "community_designed", "Designed with residents"
    community_led = "community_led", "Led by residents"
    community_delivered = "community_delivered", "Done by residents"
    partner = "partner", "A partner does it"


class FundingState(Choice):
    sought = "sought", "Asked for"
    secured = "secured", "Secured"
    spent = "spent", "Spent"
    unknown = "unknown", "Not known"


class Horizon(Choice):
    immediate = "immediate", "Now"
    short = "short", "Short term"
    medium = "medium", "Medium term"
    long = "long", "Long term"


class Extent(Choice):
    site = "site", "One place"
    wards = "wards", "Some wards"
    area = "area", "The whole area"
    council = "council", "The whole council"


class ActionKind(Choice):
    do = "do", "Do"
    support = "support", "Support others"
    explore = "explore", "Find out"
    monitor = "monitor", "Keep an eye on"
    lobby = "lobby", "Ask others to act"


class Milestone(Part):
    """A step on the way (Stevenage report 4.7, Appendix B)."""

    text: Text = Field(title="Step", description="What must be reached.", examples=["Planning application handed in"])
    due: OrGap[When] | None = Field(None, title="Due", description="By when.", examples=["2027-03"], json_schema_extra=about(commitment=True))
    done_on: When | None = Field(None, title="Done", description="When it was reached.", examples=["2027-02-14"])
    status: Status | None = Field(None, title="Status", description="How far it has got.", examples=["not_started"])


class Event(Part):
    """Something that happened to an item, or that was said about it, on a date: one link in its chain."""

    on: When = Field(title="When", description="When it happened, as printed.", examples=["2023-03-14"])
    what: Text = Field(title="What", description="What happened, in a few words.", examples=["Decision put off; a petition had more than 2,000 names"])
    status: Status | None = Field(None, title="Status then", description="The status it had from then on.", examples=["deferred"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["planning-2023-03"])


class Funding(Part):
    """Money for an item, from one funder. An item may have several."""

    funder: Text = Field(title="From", description="Who pays.", examples=["Police and Crime Commissioner, Safer Streets"])
    amount: OrGap[Money] = Field(title="Amount", description="How much, in pounds.", examples=[765000],
                                 json_schema_extra=about(commitment=True))
    state: FundingState = Field(title="State", description="Whether it is asked for, secured or spent.", examples=["secured"])
    kind: MoneyKind | None = Field(None, title="Capital or revenue", description="What sort of money it is.", examples=["capital"])
    as_of: When | None = Field(None, title="As of", description="The date of the figure.", examples=["2024-03"])
    note: Text | None = Field(None, title="Note", description="What the figure covers.", examples=["With local match funding"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["police-2024-03"])


class Figure(Part):
    """A number that a source gives, as printed, with the day it was true."""

    label: Text = Field(title="Figure", description="What is counted.", examples=["New homes"])
    value: Text = Field(title="Value", description="The figure as printed.", examples=["236"])
    as_of: When | None = Field(None, title="As of", description="The time for which it was true.", examples=["2023-10-18"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["comet-2023-10"])


class Tracked(Part):
    """What everything that can be promised has in common."""

    id: Id = Field(title="Id", description="A short name that never changes. Links to this item end in it.", examples=["new-play-area"],
                   json_schema_extra=about(source="Birmingham paper section 9"))
    title: Text = Field(title="Title", description="What it is, in a few words.", examples=["New play area"])
    description: Prose | None = Field(None, title="Description", description="What will be done, in one to three short sentences.",
                                      examples=["A new play area in the park, chosen with the school."])
    status: Status = Field(title="Status", description="How far it has got. Write unknown if nobody has published it.", examples=["in_progress"],
                           json_schema_extra=about(commitment=True))
    status_label: Text | None = Field(None, title="Status in the publisher's words", description="What the publisher calls the status, if that differs.",
                                      examples=["Has permission"])
    status_date: OrGap[When] | None = Field(None, title="Status since", description="When it got this status, or when that was last known.",
                                            examples=["2023-11-29"], json_schema_extra=about(owed="established", source="Birmingham paper section 9"))
    status_note: Text | None = Field(None, title="About the status", description="Why it has this status, or what was known last.",
                                     examples=["Last known: being built, 2021"])
    start: When | None = Field(None, title="Start", description="When it starts or started.", examples=["2022-06"])
    due: OrGap[When] | None = Field(None, title="Due", description="When it should be done, as printed.", examples=["Summer 2022"],
                                    json_schema_extra=about(commitment=True, owed="co_produced", source="Stevenage framework, how we will monitor success"))
    completed: When | None = Field(None, title="Completed", description="When it was done.", examples=["2019-07-07"])
    history: tuple[Event, ...] = Field((), title="What happened", description="Each step with its date, oldest first.")
    lead: OrGap[Lead] | None = Field(None, title="Lead", description="Who is answerable for it.",
                                     json_schema_extra=about(commitment=True, expected="lead", owed="co_produced", source="Stevenage report 4.5.3"))
    partners: tuple[Text, ...] = Field((), title="Partners", description="Who helps.", examples=[["Bedwell Community Association"]])
    cost: OrGap[Money] | None = Field(None, title="Cost", description="What it costs, in pounds, as far as it is known.", examples=[80000],
                                      json_schema_extra=about(commitment=True, expected="money"))
    cost_kind: MoneyKind | None = Field(None, title="Capital or revenue", description="What sort of cost it is.", examples=["capital"])
    funding: tuple[Funding, ...] = Field((), title="Money from", description="Who pays how much.")
    fund: FundRef | None = Field(None, title="Fund", description="The fund of this plan that it is paid from, by id.", examples=["ward-capital-2017"])
    theme: ThemeRef | None = Field(None, title="Theme", description="The theme it belongs to, by id.", examples=["safe"])
    outcomes: tuple[OutcomeRef, ...] = Field((), title="Outcomes", description="The outcomes it serves, by id.", examples=[["safe-and-welcoming"]])
    measure: OrGap[Measure] | None = Field(None, title="How we will know", description="What is counted, with the start, the target and what came of it.",
                                           json_schema_extra=about(owed="established", source="Stevenage framework, SMART targets"))
    place: Text | None = Field(None, title="Where", description="The street or site.", examples=["Chells Park"])
    wards: tuple[WardRef, ...] = Field((), title="Wards", description="The wards it is in, by their ids in council.yml.", examples=[["chells"]])
    to_confirm: Text | None = Field(None, title="To be confirmed", description="What the sources leave open about where this belongs.",
                                    examples=["Area to be confirmed: no source says which ward the site is in"])
    resident_role: Prose | None = Field(None, title="What you can do", description="What residents can do about it.",
                                        examples=["Come to the planting day."], json_schema_extra=about(source="Stevenage report 4.6.4"))
    open_to_all: YesNo | None = Field(None, title="Open to all", description="Whether anyone can take part: true or false.", examples=[True])
    extent: Extent | None = Field(None, title="How far it reaches", description="One place, some wards, the whole area or the whole council.", examples=["site"])
    timeliness: Timeliness | None = Field(None, title="On time?", description="Whether it is on time, which is another question than its status.",
                                          examples=["on_time"])
    timeliness_label: Text | None = Field(None, title="On time, in the publisher's words", description="What the publisher calls it, if that differs.",
                                          examples=["Green"])
    rank: Text | None = Field(None, title="Rank", description="How high it comes, as printed.", examples=["Key"])
    phase: Text | None = Field(None, title="Phase", description="The phase, where that is printed instead of a date.", examples=["One and two"])
    resources: Text | None = Field(None, title="Effort", description="The effort, where that is printed instead of money.", examples=["Medium to high"])
    milestones: tuple[Milestone, ...] = Field((), title="Steps", description="The steps on the way.")
    result: Prose | None = Field(None, title="What came of it", description="What happened in the end, and what was learned.",
                                 examples=["Visits doubled in the first year."])
    official_response: OfficialResponse | None = Field(None, title="The council's answer", description="The answer to a proposal that is not the council's own.")
    outcome: Closing | None = Field(None, title="How it ended", description="Once it is closed: when, what became of it, and why.")
    merged_into: ItemRef | None = Field(None, title="Now part of", description="The item of this plan that it was merged into, by id.", examples=["new-play-area"])
    handed_to: PlanItemRef | None = Field(None, title="Now in", description="The item of another plan that it became: plan/id.",
                                          examples=["chells-and-manor/new-play-area"])
    reason: Text | None = Field(None, title="Why it changed", description="Why a promise was changed, in words for residents.",
                                examples=["The builder could not start before spring"])
    confidence: Confidence | None = Field(None, title="How sure", description="How far the facts can be relied on.", examples=["stated"])
    transcription_note: Text | None = Field(None, title="As printed", description="What the source left out or printed wrongly; kept as printed.",
                                            examples=["The heading is printed twice"])
    conflicts: tuple[Conflict, ...] = Field((), title="Sources disagree", description="Where two sources do not say the same.")
    sources: tuple[SourceRef, ...] = Field((), title="Sources", description="Where this comes from, by the ids of the sources.",
                                           examples=[["comet-2022-06-15"]])
    as_of: When | None = Field(None, title="As of", description="The time for which all this was true.", examples=["2022-06-15"])


class Item(Tracked):
    """An investment, a project or a priority for later (Stevenage report 4.5.5(3), bullets 1, 2 and 5)."""

    exempt: ClassVar[frozenset[str]] = frozenset({"due", "measure", "status_date"})

    category: Text | None = Field(None, title="Kind of work", description="Housing, green space, safety, play and so on.", examples=["Play"])
    delivery_model: DeliveryModel | None = Field(None, title="Who does it", description="Whether the council, residents or a partner do it.",
                                                 examples=["community_led"])
    figures: tuple[Figure, ...] = Field((), title="Figures", description="Numbers from the sources.")
    references: tuple[Text, ...] = Field((), title="References", description="Planning applications, contracts or policies, as numbered.",
                                         examples=[["22/00781/RMM"]])
    depends_on: Text | None = Field(None, title="Depends on", description="A consent, money or another project that must come first.",
                                    examples=["Planning permission"])
    partner_plan: PartnerPlanRef | None = Field(None, title="From the plan", description="The partner's plan that it comes from, by id.",
                                                examples=["police-plan"])


class Action(Tracked):
    """One thing to be done about an issue. Of all that is promised, it owes the most (Stevenage framework, SMART targets)."""

    exempt: ClassVar[frozenset[str]] = frozenset({"cost"})

    number: Text | None = Field(None, title="Number", description="The publisher's own number, as printed.", examples=["14.4"])
    kind: ActionKind | None = Field(None, title="Sort of action", description="Do it, support it, find out, keep an eye on it, or ask others.", examples=["do"])


class Voice(Choice):
    residents = "residents", "Residents"
    community_group = "community_group", "A community group"
    councillors = "councillors", "Councillors"
    staff = "staff", "Council staff"
    partners = "partners", "Partners"
    others = "others", "Others"


class Agreement(Part):
    """Somebody who agreed that an issue comes first."""

    who: Voice = Field(title="Who", description="Residents, a community group, councillors, staff or partners.", examples=["residents"])
    name: Text | None = Field(None, title="Name", description="Which group or meeting.", examples=["Residents at the autumn forum"])
    on: When | None = Field(None, title="When", description="When they agreed.", examples=["2026-10-18"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["forum-2026-10"])


class Evidence(Part):
    """Something that shows why an issue matters: data, a survey, what residents said."""

    text: Text = Field(title="Evidence", description="What it shows.", examples=["Visiting daily rose from 14% to 29%"])
    as_of: When | None = Field(None, title="As of", description="The time for which it is true.", examples=["2016/17"])
    source: SourceRef | None = Field(None, title="Source", description="The source for this, by its id.", examples=["survey-2017"])


class Issue(Tracked):
    """An issue that the area's team works on together (Stevenage report 4.5.5(3), bullet 3). Its actions owe what it does not."""

    exempt: ClassVar[frozenset[str]] = frozenset({"cost", "due", "lead", "measure", "status_date"})

    number: Text | None = Field(None, title="Number", description="The publisher's own number, as printed.", examples=["1"])
    rationale: Prose | None = Field(None, title="Why", description="Why this matters here.", examples=["Residents raised it at two meetings."])
    raised_by: tuple[Text, ...] = Field((), title="Raised by", description="Who raised it.", examples=[["Residents at a meeting"]])
    agreed_with: OrGap[tuple[Agreement, ...]] = Field((), title="Agreed with", description="Who agreed that it comes first, residents among them.",
                                                      json_schema_extra=about(owed="co_produced", source="Stevenage report 4.6.2"))
    horizon: Horizon | None = Field(None, title="How soon", description="Whether it is for now or for later.", examples=["immediate"],
                                    json_schema_extra=about(source="Stevenage report 4.6.2"))
    overarching: YesNo | None = Field(None, title="Runs through all", description="Whether it stands above the numbered ones: true or false.", examples=[True])
    evidence: tuple[Evidence, ...] = Field((), title="Evidence", description="What shows that it matters.")
    corporate_priorities: tuple[PriorityRef, ...] = Field((), title="Council priorities", description="The council's priorities it serves, by id.",
                                                          examples=[["climate"]])
    actions: tuple[Action, ...] = Field((), title="Actions", description="What is done about it. May be empty.")


class Alignment(Part):
    """A council-wide priority with work in this area (Stevenage report 4.5.5(3), bullet 4)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["climate"])
    priority: PriorityRef = Field(title="Council priority", description="Which priority of the council, by its id in council.yml.", examples=["climate"])
    local_work: Prose = Field(title="Work here", description="What it means in this area.", examples=["A fund helps projects that residents lead."])
    resident_role: Prose | None = Field(None, title="What you can do", description="What residents can do about it.",
                                        examples=["Ask about the Climate Change Community Fund."])
    items: tuple[ItemRef, ...] = Field((), title="Items", description="Items of this plan that belong to it, by id.", examples=[["new-play-area"]])
    lead: OrGap[Lead] | None = Field(None, title="Lead", description="Who is answerable for it.", json_schema_extra=about(expected="lead"))
    ended: Closing | None = Field(None, title="How it ended", description="Once there is no more work on it here: when, what became of it, and why.")
    sources: tuple[SourceRef, ...] = Field((), title="Sources", description="Where this comes from, by the ids of the sources.", examples=[["climate-tracker"]])
    as_of: When | None = Field(None, title="As of", description="The time for which all this was true.", examples=["2025"])
