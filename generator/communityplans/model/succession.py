"""What a plan comes from, stands beside and turns into: life-cycle, related plans, withdrawal."""

from pydantic import Field

from .stages import Stage
from .types import AreaRef, Choice, Day, OrGap, Part, Prose, SourceRef, Text, Url, When, field_metadata


class Relation(Choice):
    supersedes = "supersedes", "Takes the place of"
    addendum_to = "addendum_to", "To be read with"
    replaces = "replaces", "Replaces"
    starts = "starts", "Led to"
    part_of = "part_of", "Part of"
    partner = "partner", "Stands beside"


class RelatedPlan(Part):
    """Another plan that this one has to do with."""

    relation: Relation = Field(
        title="How", description="What this plan has to do with it.", examples=["supersedes"]
    )
    title: Text = Field(
        title="Title", description="What it is called.", examples=["Pin Green Community Plan"]
    )
    url: Url | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/old-plan"],
    )
    date: When | None = Field(None, title="From", description="When it is from.", examples=["2012"])
    note: Text | None = Field(
        None,
        title="Note",
        description="Anything more to say about it.",
        examples=["Some of its projects are done"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2020"]
    )


class JointWork(Part):
    """Another area that this one works with (Rotherham report 2.5, 3.4c)."""

    area: AreaRef | None = Field(
        None, title="Area", description="Which area, by its id in council.yml.", examples=["chells-and-manor"]
    )
    name: Text | None = Field(
        None,
        title="With",
        description="With whom, if it is not an area of this council.",
        examples=["Greasbrough ward"],
    )
    on_what: Text = Field(
        title="On what", description="What they share.", examples=["A park on the boundary"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2018"]
    )


class StageChange(Part):
    """When the plan reached a stage, and who decided so."""

    stage: Stage = Field(title="Stage", description="Which stage it reached.", examples=["preliminary"])
    on: When = Field(title="From", description="Since when.", examples=["end of September 2020"])
    decision: Text | None = Field(
        None, title="Decision", description="The decision.", examples=["Executive, 12 August 2020"]
    )
    note: Text | None = Field(
        None, title="Note", description="Anything more to say about it.", examples=["Paused for the pandemic"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["executive-2020"]
    )


class Term(Part):
    """The time a plan is for."""

    start: When | None = Field(None, title="From", description="When it begins.", examples=["2018"])
    end: When | None = Field(None, title="To", description="When it ends.", examples=["2022"])


class Approval(Part):
    """The decision that adopted or approved a text."""

    by: Text = Field(title="By", description="Who approved it.", examples=["The Executive"])
    on: When = Field(title="On", description="When.", examples=["2020-08-12"])
    reference: Text | None = Field(
        None, title="Reference", description="The number of the decision.", examples=["Decision 1734"]
    )
    url: Url | None = Field(
        None,
        title="Web address",
        description="Where to read the decision.",
        examples=["https://www.example.org/decision"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["executive-2020"]
    )


class Withdrawal(Part):
    """Why a plan is no longer in force, and what took its place. Its addresses still answer."""

    on: Day = Field(title="On", description="The day.", examples=["2028-04-01"])
    reason: Text = Field(
        title="Why",
        description="Why, in words for residents.",
        examples=["The council was merged into a new one"],
    )
    replaced_by: tuple[AreaRef, ...] = Field(
        (),
        title="Replaced by",
        description="The areas whose plans took its place, by id.",
        examples=[["chells-and-manor"]],
    )
    url: Url | None = Field(
        None,
        title="Web address",
        description="Where to read what took its place.",
        examples=["https://www.example.org/new-plan"],
    )


class Closing(Part):
    """How something in the plan came to an end."""

    on: When = Field(title="When", description="When it ended.", examples=["2023-10-18"])
    what: Text = Field(
        title="What became of it",
        description="What became of it.",
        examples=["The permission ran out; there is no new one"],
    )
    reason: Text = Field(
        title="Why",
        description="Why, in words for residents.",
        examples=["The council will not build a new centre"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["comet-2023-10"]
    )


class OfficialResponse(Part):
    """What the council answers to a proposal that is not its own (D15: another author, so another field)."""

    by: Text = Field(title="By", description="Who answers.", examples=["The Executive"])
    response: Prose = Field(
        title="Answer", description="What they say.", examples=["The council agrees, if money can be found."]
    )
    action: Text | None = Field(
        None,
        title="What will be done",
        description="What they will do.",
        examples=["Added to the capital programme"],
        json_schema_extra=field_metadata(commitment=True),
    )
    on: When | None = Field(None, title="When", description="When they answered.", examples=["1998-11-16"])
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["matrix-1998"]
    )


class TableRow(Part):
    """One row of a table."""

    cells: tuple[Text, ...] = Field(
        min_length=1,
        title="Cells",
        description="The cells, from left to right.",
        examples=[["2017/18", "£10,000"]],
    )


class Table(Part):
    """A small table."""

    caption: Text = Field(title="Caption", description="What the table shows.", examples=["Spending by year"])
    columns: tuple[Text, ...] = Field(
        min_length=1,
        title="Columns",
        description="The headings, from left to right.",
        examples=[["Year", "Spent"]],
    )
    rows: tuple[TableRow, ...] = Field(
        min_length=1, title="Rows", description="The rows, from top to bottom."
    )


class ExtraSection(Part):
    """Anything that the template has no field for, so that nothing is lost."""

    heading: Text = Field(title="Heading", description="Its heading.", examples=["How we got here"])
    body: Prose | None = Field(
        None, title="Text", description="Its text.", examples=["The group first met in 2013."]
    )
    table: Table | None = Field(None, title="Table", description="Its table.")
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["plan-2014"]
    )


class Signed(Part):
    """A foreword, with the name below it."""

    text: OrGap[Prose] = Field(
        title="Text",
        description="What it says.",
        examples=["This plan is yours."],
        json_schema_extra=field_metadata(attributed=True),
    )
    name: Text = Field(
        title="Name",
        description="Who signed it.",
        examples=["Jo Example"],
        json_schema_extra=field_metadata(attributed=True),
    )
    post: Text | None = Field(
        None, title="Post", description="Their post.", examples=["District Executive Member"]
    )
