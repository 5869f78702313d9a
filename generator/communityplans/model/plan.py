"""A community plan (Stevenage report 4.5-4.6)."""

from typing import Annotated, Literal

from pydantic import Field

from .engagement import (
    AnnualReport,
    Communication,
    Engagement,
    EngagementStrategy,
    GetInvolved,
    Meeting,
    Newsletter,
    Note,
    QuarterlyUpdate,
    Question,
    YouSaid,
)
from .funds import Fund
from .items import Alignment, Issue, Item
from .measures import Evaluation, Outcome, Theme
from .people import Contact, Lead
from .place import AreaMap, Asset, Profile
from .provenance import Source
from .responsibilities import (
    Councillor,
    EqualityImpact,
    GlossaryEntry,
    Partner,
    PartnerPlan,
    Risk,
    Role,
    Standard,
    TeamMember,
)
from .stages import Stage
from .succession import Approval, ExtraSection, JointWork, RelatedPlan, Signed, StageChange, Term, Withdrawal
from .tracked import Event
from .types import (
    AreaRef,
    Choice,
    Count,
    Day,
    OrGap,
    Part,
    Prose,
    Section,
    SourceRef,
    Summary,
    Text,
    Url,
    WardRef,
    When,
    YesNo,
    field_metadata,
)


class PlanKind(Choice):
    community_plan = "community_plan", "Community plan"
    ward_plan = "ward_plan", "Ward plan"
    district_plan = "district_plan", "District plan"
    locality_plan = "locality_plan", "Locality plan"
    place_plan = "place_plan", "Place plan"
    village_plan = "village_plan", "Village plan"
    town_plan = "town_plan", "Town or parish plan"
    charter = "charter", "Charter"
    budget = "budget", "Budget"
    other = "other", "Another kind of plan"


class Origin(Choice):
    staff = "staff", "Written by staff, with councillors"
    councillors = "councillors", "Written by councillors"
    together = "together", "Written by staff, councillors and residents together"
    community = "community", "Written by residents"
    public_sources = "public_sources", "Put together from public sources"
    unknown = "unknown", "Not known"


class Frequency(Choice):
    monthly = "monthly", "Every month"
    quarterly = "quarterly", "Every three months"
    half_yearly = "half_yearly", "Every six months"
    yearly = "yearly", "Every year"


class StatutoryStatus(Choice):
    """A community plan has no statutory basis, and says so in every file (Stevenage report 4.6.6). Elsewhere
    a law may ask for one (D9).
    """

    none = "no_statutory_basis", "This plan has no statutory basis. It is not a Neighbourhood Plan."
    elsewhere = (
        "statutory_elsewhere",
        "This plan has a legal basis of its own. It is not a Neighbourhood Plan.",
    )
    not_stated = "not_stated", "We don't know whether a law asks for this plan."


class NeighbourhoodPlanState(Choice):
    none = "none", "There is none"
    in_preparation = "in_preparation", "One is being prepared"
    made = "made", "One is in force"
    unknown = "unknown", "Not known"


class StatutoryNeighbourhoodPlan(Part):
    """The statutory plan that covers the same place, if any: a different thing (Stevenage report 4.6.5)."""

    state: NeighbourhoodPlanState = Field(
        title="State", description="Whether there is one.", examples=["none"]
    )
    name: Text | None = Field(
        None, title="Name", description="What it is called.", examples=["Example Neighbourhood Plan"]
    )
    url: Url | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/neighbourhood-plan"],
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="Anything more to say about it.",
        examples=["Checked on the council's planning page"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )


class BoundaryNote(Part):
    """Where the area's edge is not where people expect it."""

    text: Text = Field(
        title="Note",
        description="What is different, street by street if need be.",
        examples=["Lytton Way joined Old Town in 2024"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["comet-2022-wards"]
    )


class Vision(Part):
    """What the area should be like. A plan may have several statements."""

    statement: Prose = Field(
        title="Statement",
        description="What the area should be like.",
        examples=["A place where neighbours know each other."],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["workshop-2026"]
    )


class Plan(Part):
    """One area's community plan. The order of the fields is the order of a file."""

    schema_version: Literal[2] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[2],
    )
    title: Text = Field(
        title="Title",
        description="The name of the plan, which is usually the name of the area.",
        examples=["Bedwell and Pin Green"],
    )
    summary: Summary = Field(
        title="Summary",
        description="What is in this plan, in one to three short sentences. It stands first on the page.",
        examples=["A new play area, safer streets and a community garden."],
    )
    plan_kind: PlanKind = Field(
        title="Kind of plan", description="What sort of plan it is.", examples=["community_plan"]
    )
    local_name: Text | None = Field(
        None,
        title="Local name",
        description="What the council calls such a plan, if that differs.",
        examples=["Community (Action) Plan"],
    )
    publisher: Text | None = Field(
        None,
        title="Publisher",
        description="Who publishes it, if not the council.",
        examples=["Example Development Association"],
    )
    draft: YesNo | None = Field(
        None,
        title="Printed as a draft",
        description="Whether the publisher itself calls it a draft: true or false.",
        examples=[True],
    )
    formerly: tuple[Text, ...] = Field(
        (), title="Formerly", description="Names it had before.", examples=[["Boston Castle ward plan"]]
    )
    formats: tuple[Text, ...] = Field(
        (),
        title="Other languages and formats",
        description="Languages, large print, Easy Read, audio.",
        examples=[["Large print"]],
    )
    area: AreaRef = Field(
        title="Area", description="The area, by its id in council.yml.", examples=["bedwell-and-pin-green"]
    )
    wards: OrGap[Annotated[tuple[WardRef, ...], Field(min_length=1)]] = Field(
        title="Wards",
        description="The wards it covers, by their ids in council.yml.",
        examples=[["bedwell", "pin-green"]],
    )
    boundary_notes: tuple[BoundaryNote, ...] = Field(
        (), title="Edges of the area", description="Where the edge is not where people expect it."
    )
    map: AreaMap | None = Field(
        None,
        title="Map",
        description="A map of the area, and the same in words.",
        json_schema_extra=field_metadata(page_section="place"),
    )
    joint_with: tuple[JointWork, ...] = Field(
        (),
        title="Works with",
        description="Other areas that it shares work with.",
        json_schema_extra=field_metadata(source="Rotherham report 2.5, 3.4"),
    )
    related_plans: tuple[RelatedPlan, ...] = Field(
        (),
        title="Related plans",
        description="Plans that it replaces, adds to, starts or belongs to.",
        json_schema_extra=field_metadata(source="Stevenage report 4.6.6"),
    )
    term: Term | None = Field(None, title="Term", description="The time the plan is for.")
    approved: OrGap[Approval] | None = Field(
        None,
        title="Approved",
        description="The decision that adopted the plan.",
        json_schema_extra=field_metadata(owed="established"),
    )
    published: OrGap[When] | None = Field(
        None,
        title="First published",
        description="When its publisher first published it.",
        examples=["2022-03-21"],
    )
    last_updated: OrGap[When] | None = Field(
        None, title="Last updated", description="When its publisher last changed it.", examples=["2023-03-23"]
    )
    withdrawn: Withdrawal | None = Field(
        None,
        title="Withdrawn",
        description="If it is no longer in force: when, why, and what took its place.",
    )
    stage: Stage = Field(
        title="Stage",
        description="How far the plan itself has got.",
        examples=["preliminary"],
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5, 4.6.1, 4.6.4"),
    )
    stage_due: When | None = Field(
        None,
        title="Next stage",
        description="When the next stage is expected.",
        examples=["end of September 2020"],
    )
    stage_history: tuple[StageChange, ...] = Field(
        (),
        title="Stages so far",
        description="When it reached each stage, and who decided so.",
        json_schema_extra=field_metadata(source="Stevenage report 4.6.1-4.6.4"),
    )
    history: tuple[Event, ...] = Field(
        (),
        title="What happened to the plan",
        description="What happened to the plan itself, such as a pause, oldest first.",
    )
    process: Prose | None = Field(
        None,
        title="How it is made",
        description="How this area makes and reviews its plan.",
        examples=["The forum goes through it in March."],
        json_schema_extra=field_metadata(owed="co_produced", source="Stevenage report 4.6.4"),
    )
    origin: Origin = Field(
        title="Who wrote it",
        description="Who has written the plan so far.",
        examples=["staff"],
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5(3), 4.6.3"),
    )
    origin_note: Text | None = Field(
        None,
        title="About who wrote it",
        description="Anything more to say about that.",
        examples=["Residents were asked at two meetings"],
    )
    statutory_status: StatutoryStatus = Field(
        title="Legal status",
        description=(
            "no_statutory_basis, unless another law asks for such a plan; not_stated where no source says."
        ),
        examples=["no_statutory_basis"],
        json_schema_extra=field_metadata(source="Stevenage report 4.6.6"),
    )
    legal_basis: Text | None = Field(
        None,
        title="Legal basis",
        description="The law that asks for such a plan, if there is one.",
        examples=["Community Empowerment (Scotland) Act 2015"],
    )
    statutory_neighbourhood_plan: OrGap[StatutoryNeighbourhoodPlan] = Field(
        title="Neighbourhood Plan",
        description=(
            "Whether there is a statutory Neighbourhood Plan for the same place, which is something else."
        ),
        json_schema_extra=field_metadata(source="Stevenage report 4.6.5-4.6.6"),
    )
    foreword: Signed | None = Field(None, title="Foreword", description="A signed introduction.")
    vision: OrGap[tuple[Vision, ...]] = Field(
        (),
        title="Vision",
        description="What the area should be like.",
        json_schema_extra=field_metadata(
            owed="established", advised="co_produced", source="Stevenage report 4.6.4"
        ),
    )
    principles: tuple[Text, ...] = Field(
        (),
        title="Principles",
        description="What it is guided by.",
        examples=[["We all understand each other"]],
        json_schema_extra=field_metadata(source="Stevenage framework, co-operative principles"),
    )
    themes: tuple[Theme, ...] = Field(
        (),
        title="Themes",
        description="The headings that this area groups its work under.",
        json_schema_extra=field_metadata(page_section="measures"),
    )
    outcomes: OrGap[tuple[Outcome, ...]] = Field(
        (),
        title="Outcomes",
        description="What should be better for people in the end.",
        json_schema_extra=field_metadata(
            owed="established",
            advised="co_produced",
            source="Rotherham report 3.6-3.7",
            page_section="measures",
        ),
    )
    evaluation: OrGap[tuple[Evaluation, ...]] = Field(
        (),
        title="Measures",
        description="How somebody will look whether the outcomes came about.",
        json_schema_extra=field_metadata(
            owed="established",
            advised="co_produced",
            source="policy-lab bid Q3; Rotherham report 4.1-2e",
            page_section="measures",
        ),
    )
    strategic_lead: OrGap[Lead] = Field(
        title="Strategic lead",
        description="The senior officer who leads for this area.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.3"),
    )
    operational_lead: OrGap[Lead] = Field(
        title="Operational lead",
        description="The officer who leads the area's team.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.3"),
    )
    contact: OrGap[Contact] = Field(
        title="Contact",
        description="The one place to ask about this area.",
        json_schema_extra=field_metadata(source="Birmingham paper section 10; Executive of 16 December 2019"),
    )
    lead_remit: Prose | None = Field(
        None,
        title="What the leads do",
        description="What the leads do, and what they do not.",
        examples=["They remove barriers; they do not answer day-to-day questions."],
        json_schema_extra=field_metadata(source="Stevenage report 4.5.4"),
    )
    councillors: tuple[Councillor, ...] = Field(
        (),
        title="Councillors",
        description="The seats of the area's wards.",
        json_schema_extra=field_metadata(
            source="Stevenage report 1.2, 2.1 II", page_section="responsibilities"
        ),
    )
    team: tuple[TeamMember, ...] = Field(
        (),
        title="The team",
        description="Who works in the area's team.",
        json_schema_extra=field_metadata(page_section="responsibilities"),
    )
    roles: OrGap[tuple[Role, ...]] = Field(
        (),
        title="Who does what",
        description="What the council, councillors, staff, residents and partners take on.",
        json_schema_extra=field_metadata(
            owed="co_produced", source="Stevenage report 4.6.4", page_section="responsibilities"
        ),
    )
    partners: OrGap[tuple[Partner, ...]] = Field(
        (),
        title="Partners",
        description="Organisations that help.",
        json_schema_extra=field_metadata(
            owed="co_produced", source="Stevenage report 4.1, 4.3.1 VII", page_section="responsibilities"
        ),
    )
    partner_plans: OrGap[tuple[PartnerPlan, ...]] = Field(
        (),
        title="Partners’ plans",
        description="Plans of other public bodies for the same place.",
        json_schema_extra=field_metadata(
            owed="established",
            advised="co_produced",
            source="Stevenage report 4.6.2",
            page_section="responsibilities",
        ),
    )
    representative_bodies: tuple[Text, ...] = Field(
        (),
        title="Who speaks for others",
        description="Youth council, forums and the like.",
        examples=[["Youth Council"]],
        json_schema_extra=field_metadata(source="Stevenage report 5.13.2"),
    )
    interests_note: Text | None = Field(
        None,
        title="Interests",
        description="How interests are declared when money is decided on.",
        examples=["A member with an interest does not vote"],
    )
    last_reviewed: OrGap[Day] | None = Field(
        None,
        title="Last reviewed",
        description="When the plan was last gone through.",
        examples=["2026-11-22"],
    )
    next_review: OrGap[When] = Field(
        title="Next review",
        description="When it will be gone through again: a day, a month, or what is known.",
        examples=["2027-03-31"],
        json_schema_extra=field_metadata(source="Stevenage report 4.6.4"),
    )
    review_frequency: Frequency | None = Field(
        None, title="How often", description="How often the plan is gone through.", examples=["quarterly"]
    )
    as_of: Day = Field(
        title="Facts checked on",
        description="The day on which the facts in this file were last checked.",
        examples=["2026-11-22"],
    )
    investments: Section[Item] = Field(
        title="Investment and improvements",
        description="Planned or under way.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5(3), bullet 1"),
    )
    projects: Section[Item] = Field(
        title="Community projects and activities",
        description="Things that residents and groups do, with or without the council.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5(3), bullet 2"),
    )
    shared_issues: Section[Issue] = Field(
        title="Issues to work on together",
        description="What councillors and residents have put first, for the area's team to work on.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5(3), bullet 3"),
    )
    corporate_priorities: Section[Alignment] = Field(
        title="Council-wide priorities at work here",
        description="Priorities of the whole council with work in this area.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5(3), bullet 4"),
    )
    future_priorities: Section[Item] = Field(
        title="Future ideas",
        description="Ideas for the future. They may need a bid for money.",
        json_schema_extra=field_metadata(source="Stevenage report 4.5.5(3), bullet 5"),
    )
    funds: tuple[Fund, ...] = Field(
        (),
        title="Funds",
        description="Money that the area can decide on, and every decision about it.",
        json_schema_extra=field_metadata(source="Rotherham report 2.5, 7.1", page_section="funds"),
    )
    profile: OrGap[Profile] | None = Field(
        None,
        title="The place in figures",
        description="What the place is like.",
        json_schema_extra=field_metadata(
            owed="established", source="Rotherham report 2.5", page_section="place"
        ),
    )
    assets: tuple[Asset, ...] = Field(
        (),
        title="Community assets",
        description="Buildings, green spaces, groups and people to turn to.",
        json_schema_extra=field_metadata(
            source="Birmingham paper section 5; Rotherham report 4.1-1b", page_section="place"
        ),
    )
    strengths: tuple[Text, ...] = Field(
        (), title="What is good", description="What is good here.", examples=[["Neighbours help each other"]]
    )
    concerns: tuple[Text, ...] = Field(
        (),
        title="What worries people",
        description="What worries people here.",
        examples=[["Speeding near the school"]],
    )
    meetings: OrGap[tuple[Meeting, ...]] = Field(
        (),
        title="Meetings",
        description="Meetings, held and to come.",
        json_schema_extra=field_metadata(
            advised="co_produced",
            owed="established",
            source="Rotherham report 4.1-2c",
            page_section="engagement",
        ),
    )
    meeting_minimum: Count | None = Field(
        None,
        title="Meetings a year",
        description="How many meetings a year are promised here, if not the usual number.",
        examples=[4],
    )
    engagement_strategy: OrGap[EngagementStrategy] | None = Field(
        None,
        title="How we ask people",
        description="How this area finds out what people want.",
        json_schema_extra=field_metadata(
            owed="co_produced", source="Rotherham report 4.1-2c", page_section="engagement"
        ),
    )
    engagement: tuple[Engagement, ...] = Field(
        (),
        title="When we asked people",
        description="Surveys, workshops and votes, and what came of them.",
        json_schema_extra=field_metadata(page_section="engagement"),
    )
    you_said_we_did: tuple[YouSaid, ...] = Field(
        (),
        title="You said, we did",
        description="What residents said, and what was done or why it was not.",
        json_schema_extra=field_metadata(page_section="engagement"),
    )
    get_involved: tuple[GetInvolved, ...] = Field(
        (),
        title="Take part",
        description="How to take part.",
        json_schema_extra=field_metadata(page_section="engagement"),
    )
    communications: OrGap[tuple[Communication, ...]] = Field(
        (),
        title="Communications plan",
        description="Who is told what, how and when.",
        json_schema_extra=field_metadata(
            owed="co_produced", source="Stevenage report 4.10.1", page_section="engagement"
        ),
    )
    newsletters: tuple[Newsletter, ...] = Field(
        (),
        title="Newsletters",
        description="Newsletters and bulletins that went out.",
        json_schema_extra=field_metadata(page_section="engagement"),
    )
    quarterly_updates: OrGap[tuple[QuarterlyUpdate, ...]] = Field(
        (),
        title="Quarterly updates",
        description="Updates to the Cabinet member, every three months.",
        json_schema_extra=field_metadata(
            owed="established", source="Rotherham report 2.5", page_section="engagement"
        ),
    )
    annual_reports: OrGap[tuple[AnnualReport, ...]] = Field(
        (),
        title="Annual reports",
        description="Reports on each year.",
        json_schema_extra=field_metadata(
            owed="established",
            advised="co_produced",
            source="Rotherham report 2.5",
            page_section="engagement",
        ),
    )
    scrutiny_questions: tuple[Question, ...] = Field(
        (),
        title="Questions asked",
        description="Questions that scrutiny asked, and the answers.",
        json_schema_extra=field_metadata(page_section="engagement"),
    )
    equality_impact: OrGap[EqualityImpact] | None = Field(
        None,
        title="Fair to everyone",
        description="What the plan means for people who are treated unfairly.",
        json_schema_extra=field_metadata(
            advised="co_produced",
            source="Stevenage report 5.8; Rotherham report 11",
            page_section="responsibilities",
        ),
    )
    communities_of_interest: tuple[Text, ...] = Field(
        (),
        title="Communities",
        description="Groups of people that the plan is for.",
        examples=[["Unpaid carers"]],
    )
    charter: tuple[Standard, ...] = Field(
        (),
        title="Neighbourhood promise",
        description="What one can expect of each service.",
        json_schema_extra=field_metadata(
            source="Birmingham paper section 5", page_section="responsibilities"
        ),
    )
    risks: tuple[Risk, ...] = Field(
        (),
        title="Risks",
        description="What could go wrong.",
        json_schema_extra=field_metadata(page_section="responsibilities"),
    )
    climate_note: Prose | None = Field(
        None,
        title="Climate",
        description="What the plan means for the climate.",
        examples=["More trips on foot."],
    )
    safety_note: Prose | None = Field(
        None,
        title="Safety",
        description="What the plan means for safety.",
        examples=["Better lighting in two paths."],
    )
    safeguarding_note: Prose | None = Field(
        None,
        title="Safeguarding",
        description="How children and adults at risk are kept safe.",
        examples=["Volunteers follow the council's policy."],
    )
    glossary: tuple[GlossaryEntry, ...] = Field(
        (),
        title="Words",
        description="Words that need an explanation.",
        json_schema_extra=field_metadata(page_section="responsibilities"),
    )
    extra_sections: tuple[ExtraSection, ...] = Field(
        (), title="More", description="What the template has no field for."
    )
    transcription_note: Text | None = Field(
        None,
        title="As printed",
        description="What the source left out or printed wrongly; kept as printed.",
        examples=["Two priorities have the same heading, as printed"],
    )
    change_notes: tuple[Note, ...] = Field(
        (),
        title="Change notes",
        description="What changed, for residents; newest first.",
        json_schema_extra=field_metadata(page_section="engagement"),
    )
    sources: tuple[Source, ...] = Field(
        min_length=1,
        title="Sources",
        description="The documents that the facts come from.",
        json_schema_extra=field_metadata(source="Rotherham report, Background Papers"),
    )


FIVE_CONTENTS = ("investments", "projects", "shared_issues", "corporate_priorities", "future_priorities")
