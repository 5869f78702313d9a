"""Talking with people: meetings, engagement, communications and reports (Rotherham report 2.5, 4.1; Stevenage
report 4.10.1).
"""

from pydantic import Field

from .types import (
    Choice,
    Day,
    Id,
    ItemRef,
    OrGap,
    Part,
    Prose,
    SourceRef,
    Text,
    Url,
    When,
    YesNo,
    field_metadata,
)


class MeetingKind(Choice):
    ward_meeting = "ward_meeting", "Ward meeting"
    forum = "forum", "Forum"
    walkabout = "walkabout", "Walkabout"
    drop_in = "drop_in", "Drop-in"
    multi_agency = "multi_agency", "Meeting of agencies"
    committee = "committee", "Committee"
    other = "other", "Other meeting"


class EngagementKind(Choice):
    survey = "survey", "Survey"
    workshop = "workshop", "Workshop"
    event = "event", "Event"
    interviews = "interviews", "Interviews"
    vote = "vote", "Vote"
    other = "other", "Other"


class Decision(Part):
    """What a meeting decided."""

    what: Text = Field(
        title="Decision", description="What was decided.", examples=["To ask for a second quotation"]
    )
    items: tuple[ItemRef, ...] = Field(
        (), title="Items", description="The items it is about, by id.", examples=[["new-play-area"]]
    )


class Meeting(Part):
    """A meeting, held or to come (at least four a year in each ward, Rotherham report 4.1-2c)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["forum-2026-10"])
    on: When = Field(title="When", description="The day, or as much as is known.", examples=["2026-10-18"])
    kind: MeetingKind = Field(title="Kind", description="What sort of meeting it is.", examples=["forum"])
    title: Text | None = Field(
        None, title="Title", description="What it is called.", examples=["Autumn forum"]
    )
    time: Text | None = Field(None, title="Time", description="From when to when.", examples=["7pm to 9pm"])
    venue: Text | None = Field(
        None, title="Where", description="Where it is.", examples=["St Nicholas pavilion"]
    )
    access: Text | None = Field(
        None,
        title="Access",
        description="Steps, hearing loop, how to take part from home.",
        examples=["Level entrance; join online"],
    )
    online: Url | None = Field(
        None, title="Online", description="Where to join online.", examples=["https://www.example.org/join"]
    )
    public: YesNo | None = Field(
        None, title="Open to all", description="Whether anyone may come: true or false.", examples=[True]
    )
    cancelled: YesNo | None = Field(
        None, title="Cancelled", description="Whether it was called off: true or false.", examples=[False]
    )
    attendance: Text | None = Field(
        None, title="Came", description="How many came, as printed.", examples=["About 30 people"]
    )
    agenda: Url | None = Field(
        None,
        title="Agenda",
        description="Where to read the agenda.",
        examples=["https://www.example.org/agenda"],
    )
    minutes: Url | None = Field(
        None,
        title="Minutes",
        description="Where to read the minutes.",
        examples=["https://www.example.org/minutes"],
    )
    topics: tuple[Text, ...] = Field(
        (), title="About", description="What it is about.", examples=[["The play area"]]
    )
    decisions: tuple[Decision, ...] = Field((), title="Decisions", description="What was decided.")
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["forum-notes"]
    )


class Audience(Part):
    """A group of people to be heard, and how."""

    who: Text = Field(title="Who", description="Which people.", examples=["Young people"])
    how: Text = Field(
        title="How", description="How they are asked.", examples=["Visits to schools and youth clubs"]
    )
    under_heard: YesNo | None = Field(
        None,
        title="Seldom heard",
        description="Whether they are heard too little now: true or false.",
        examples=[True],
    )
    remedy: Text | None = Field(
        None,
        title="What is done about it",
        description="What is done so that they are heard.",
        examples=["A youth worker goes to them"],
    )


class EngagementStrategy(Part):
    """How this area finds out what people want (Rotherham report 4.1-2c)."""

    text: Prose = Field(
        title="In short",
        description="How people are asked, and how they hear back.",
        examples=["Four forums a year, and visits to groups."],
    )
    audiences: tuple[Audience, ...] = Field(
        (), title="People", description="Which people are asked, and how."
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["strategy"]
    )


class Engagement(Part):
    """A time when people were asked, and what they said."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["survey-2013"])
    on: OrGap[When] = Field(title="When", description="When it was.", examples=["July to October 2013"])
    kind: EngagementKind = Field(title="Kind", description="How people were asked.", examples=["survey"])
    reach: Text | None = Field(
        None, title="Reached", description="How many people could answer.", examples=["2,076 houses"]
    )
    responses: Text | None = Field(
        None, title="Answers", description="How many answered, as printed.", examples=["723 forms"]
    )
    basis: Text | None = Field(
        None, title="Counted as", description="What an answer is.", examples=["One form from each household"]
    )
    findings: tuple[Text, ...] = Field(
        (), title="Findings", description="What people said.", examples=[["A train station comes first"]]
    )
    under_represented: Text | None = Field(
        None,
        title="Who was missing",
        description="Who answered too seldom.",
        examples=["Young residents: 1%"],
    )
    feedback_given: Text | None = Field(
        None,
        title="What people heard back",
        description="How those who answered were told the result.",
        examples=["A letter to every house"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["plan-2014"]
    )


class YouSaid(Part):
    """What residents said, and what was done, or why it was not (Stevenage framework, what we have achieved)."""

    said: Text = Field(
        title="You said", description="What residents said.", examples=["Parking is too dear on Saturdays"]
    )
    on: When | None = Field(None, title="When", description="When they said so.", examples=["2012"])
    who: Text | None = Field(
        None, title="Who said so", description="Which group of people.", examples=["Shoppers and traders"]
    )
    did: Text = Field(
        title="We did",
        description="What was done, or why it cannot be.",
        examples=["A trial of free parking"],
        json_schema_extra=field_metadata(attributed=True),
    )
    items: tuple[ItemRef, ...] = Field(
        (), title="Items", description="The items it led to, by id.", examples=[["new-play-area"]]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["framework-2012"]
    )


class GetInvolved(Part):
    """A way to take part."""

    how: Text = Field(title="How", description="What one can do.", examples=["Join the Friends of the park"])
    url: Url | None = Field(
        None,
        title="Web page",
        description="Where to read more.",
        examples=["https://www.example.org/friends"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )


class CommunicationState(Choice):
    planned = "planned", "Planned"
    done = "done", "Done"
    dropped = "dropped", "Dropped"
    unknown = "unknown", "Not known"


class Communication(Part):
    """One line of the communications plan (Stevenage report, Appendix D)."""

    audience: Text = Field(title="To", description="Whom it is for.", examples=["Residents"])
    message: Text = Field(
        title="Message", description="What they should know.", examples=["Who leads in your area"]
    )
    channel: Text = Field(title="By", description="How they are told.", examples=["A leaflet to every house"])
    when: When | None = Field(None, title="When", description="When, or how often.", examples=["2027-01"])
    owner: OrGap[Text] | None = Field(
        None, title="Delivered by", description="The post that does it.", examples=["Communications Officer"]
    )
    state: CommunicationState | None = Field(
        None, title="State", description="Whether it has been done.", examples=["planned"]
    )


class Newsletter(Part):
    """A newsletter or bulletin that went out."""

    on: When = Field(title="When", description="When it went out.", examples=["2026-09"])
    title: Text = Field(title="Title", description="What it is called.", examples=["Autumn bulletin"])
    url: OrGap[Url] | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/bulletin"],
    )
    format: Text | None = Field(
        None, title="Form", description="Paper, e-mail, web page.", examples=["E-mail"]
    )


class QuarterlyUpdate(Part):
    """An update to the Cabinet member, every three months (Rotherham report 2.5)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["update-2026-q3"])
    period: When = Field(title="For", description="Which three months.", examples=["2026-Q3"])
    submitted_to: OrGap[Text] = Field(
        title="To", description="Who got it.", examples=["Cabinet member for Neighbourhoods"]
    )
    on: When | None = Field(None, title="Handed in", description="When.", examples=["2026-10-15"])
    summary: Prose = Field(
        title="Summary",
        description="What happened, in a few sentences.",
        examples=["Two meetings were held."],
    )
    highlights: tuple[Text, ...] = Field(
        (), title="What went well", description="What went well.", examples=[["The play area opened"]]
    )
    problems: tuple[Text, ...] = Field(
        (),
        title="What did not",
        description="What went wrong or is in the way.",
        examples=[["No answer from the bus company"]],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["update"]
    )


class AnnualReport(Part):
    """A report on the year (Rotherham report 2.5, 3.2)."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["report-2017"])
    year: When = Field(title="Year", description="Which year.", examples=["2017/18"])
    presented_to: Text | None = Field(
        None, title="To", description="Who got it.", examples=["Improving Places Select Commission"]
    )
    on: When | None = Field(None, title="When", description="When it was presented.", examples=["2018-09-20"])
    url: OrGap[Url] | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/report"],
    )
    summary: Prose | None = Field(
        None,
        title="Summary",
        description="What it says.",
        examples=["Contact with residents grew in every ward."],
    )
    spending: Text | None = Field(
        None,
        title="Money",
        description="What it says about money.",
        examples=["82% of capital committed and spent"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2018"]
    )


class Question(Part):
    """A question that scrutiny asked, and the answer."""

    question: Text = Field(
        title="Question", description="What was asked.", examples=["Who leads in each area?"]
    )
    answer: OrGap[Text] = Field(
        title="Answer", description="What was answered.", examples=["Names will be published"]
    )
    on: When | None = Field(None, title="When", description="When it was asked.", examples=["2020-08-12"])
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["executive-2020"]
    )


class Note(Part):
    """A change note: what changed in the plan, for residents. Newest first; nobody has to clear anything."""

    on: Day = Field(title="On", description="The day it was written.", examples=["2026-11-22"])
    text: Prose = Field(
        title="What changed",
        description="What changed, in one or two sentences for residents.",
        examples=["The play area moved to Summer 2027."],
    )
