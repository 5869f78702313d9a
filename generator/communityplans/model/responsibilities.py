"""Who does what with whom: councillors, partners, roles, promises of service, equality and risk."""

from pydantic import Field

from .succession import Closing
from .types import Choice, Id, OrGap, Part, Prose, SourceRef, Text, Url, WardRef, When, YesNo, field_metadata


class Tier(Choice):
    borough = "borough", "Borough or district council"
    county = "county", "County council"
    parish = "parish", "Parish or town council"
    unitary = "unitary", "Council"
    parliament = "parliament", "Parliament"


class Councillor(Part):
    """A seat, and who holds it. The link is what counts; names only where the council publishes them."""

    ward: WardRef = Field(
        title="Ward", description="Which ward, by its id in council.yml.", examples=["bedwell"]
    )
    name: OrGap[Text] | None = Field(
        None,
        title="Name",
        description="Who holds the seat.",
        examples=["Jo Example"],
        json_schema_extra=field_metadata(attributed=True),
    )
    tier: Tier | None = Field(
        None, title="Of", description="Which council it is a seat of.", examples=["borough"]
    )
    party: Text | None = Field(
        None,
        title="Party",
        description="Their party, as registered.",
        examples=["Independent"],
        json_schema_extra=field_metadata(attributed=True),
    )
    contact: Url | None = Field(
        None,
        title="Contact page",
        description="The council's page about them.",
        examples=["https://www.example.org/councillor"],
    )
    address: Text | None = Field(
        None,
        title="Address",
        description="Where to write to: an office, never a private address.",
        examples=["Members' office, Example Council House"],
    )
    start: When | None = Field(None, title="From", description="Since when.", examples=["2024-05-02"])
    end: When | None = Field(None, title="To", description="Until when.", examples=["2028-05"])
    vacant: YesNo | None = Field(
        None,
        title="Vacant",
        description="Whether nobody holds the seat now: true or false.",
        examples=[False],
    )
    role: Text | None = Field(
        None,
        title="Part in this plan",
        description="What they do for this plan.",
        examples=["Chairs the forum"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )


class TeamMember(Part):
    """Somebody in the area's team."""

    function: Text = Field(title="For", description="What they do.", examples=["Housing"])
    post: Text | None = Field(None, title="Post", description="Their post.", examples=["Housing Officer"])
    name: Text | None = Field(
        None, title="Name", description="Their name, if it is published.", examples=["Jo Example"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )


class Role(Part):
    """What somebody takes on: "this is what we do, this is what we will help you to do" (Stevenage report
    4.6.4).
    """

    who: Text = Field(
        title="Who",
        description="The council, councillors, staff, residents, partners.",
        examples=["Residents"],
    )
    commits_to: Text = Field(
        title="Takes on", description="What they take on.", examples=["Look after the planters"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["workshop-2026"]
    )


class Partner(Part):
    """An organisation that helps (Birmingham paper section 8)."""

    organisation: Text = Field(
        title="Organisation", description="Who it is.", examples=["West Midlands Police"]
    )
    kind: Text | None = Field(
        None, title="Kind", description="Police, health, housing, voluntary, business.", examples=["Police"]
    )
    contribution: Text | None = Field(
        None, title="Does", description="What it does for this plan.", examples=["Neighbourhood policing"]
    )
    champion: Text | None = Field(
        None, title="Champion", description="The post that speaks for it.", examples=["Chief Inspector"]
    )
    contact: Url | None = Field(
        None, title="Web page", description="Where to reach it.", examples=["https://www.example.org/partner"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["paper-2016"]
    )


class PartnerPlan(Part):
    """The plan of another public body, for the same place (Stevenage report 4.6.2)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["police-plan"])
    body: Text = Field(
        title="Whose", description="Whose plan it is.", examples=["Hertfordshire Constabulary"]
    )
    title: Text = Field(
        title="Title", description="What it is called.", examples=["Neighbourhood policing priorities"]
    )
    url: OrGap[Url] | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/police-plan"],
    )
    date: When | None = Field(None, title="From", description="When it is from.", examples=["2026"])
    relevant: tuple[Text, ...] = Field(
        (), title="For this area", description="What in it matters here.", examples=[["Patrols in the park"]]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["police-page"]
    )


class EqualityState(Choice):
    done = "done", "Done"
    ongoing = "ongoing", "Under way"
    not_done = "not_done", "Not done"


class EqualityImpact(Part):
    """What the plan means for people who are treated unfairly (Stevenage report 5.8; Rotherham report 11)."""

    state: EqualityState = Field(
        title="Assessment", description="Whether it has been looked into.", examples=["ongoing"]
    )
    on: When | None = Field(None, title="When", description="When it was looked into.", examples=["2018-09"])
    url: Url | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/equality"],
    )
    groups: tuple[Text, ...] = Field(
        (),
        title="Groups",
        description="Which groups were thought of.",
        examples=[["Disabled people", "Young people"]],
    )
    effects: Prose | None = Field(
        None,
        title="Effects",
        description="What it means for them.",
        examples=["Meetings in the evening exclude some carers."],
    )
    mitigations: Prose | None = Field(
        None,
        title="What is done about it",
        description="What is done about it.",
        examples=["Two meetings are held at noon."],
    )
    next: Text | None = Field(
        None,
        title="Next",
        description="What comes next.",
        examples=["Looked at again with the annual report"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2020"]
    )


class Standard(Part):
    """One standard of a neighbourhood promise or charter (Birmingham paper section 5; D18)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["translation"])
    service: Text = Field(title="Service", description="Which service.", examples=["Translation"])
    standard: Text = Field(
        title="Promise",
        description="What one can expect.",
        examples=["Within 10 working days"],
        json_schema_extra=field_metadata(commitment=True),
    )
    provider: Text | None = Field(None, title="By", description="Who provides it.", examples=["The council"])
    resident_responsibility: Text | None = Field(
        None, title="Residents", description="What residents do in return.", examples=["Ask in good time"]
    )
    measured: Text | None = Field(
        None, title="How it is measured", description="How one can tell.", examples=["Days from the request"]
    )
    result: Text | None = Field(
        None, title="How it is going", description="How it is going.", examples=["9 of 10 in time"]
    )
    ended: Closing | None = Field(
        None,
        title="How it ended",
        description="Once it is no longer promised: when, what became of it, and why.",
    )
    reason: Text | None = Field(
        None,
        title="Reason for the change",
        description="Why the promise was changed, in words for residents.",
        examples=["The service has fewer staff"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["charter-2006"]
    )


class Risk(Part):
    """Something that could go wrong (Stevenage report 5.3.1; Rotherham report 13.1)."""

    risk: Text = Field(
        title="Risk", description="What could go wrong.", examples=["Wards work in different ways"]
    )
    effect: Text | None = Field(
        None, title="Effect", description="What that would mean.", examples=["Tension between wards"]
    )
    mitigation: Text | None = Field(
        None,
        title="What is done about it",
        description="What is done about it.",
        examples=["Minimum rules for all wards"],
    )
    owner: Text | None = Field(
        None,
        title="Who watches it",
        description="The post that watches it.",
        examples=["Head of Neighbourhoods"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2018"]
    )


class GlossaryEntry(Part):
    """A word, explained."""

    term: Text = Field(title="Word", description="The word.", examples=["Co-production"])
    meaning: Text = Field(
        title="Meaning", description="What it means.", examples=["Working something out together, as equals"]
    )
