"""Where facts come from, and what to do when two sources disagree."""

from pydantic import Field

from .types import Choice, Day, Id, OrGap, Part, SourceRef, Text, Url, When


class SourceKind(Choice):
    council = "council", "Council page or paper"
    press = "press", "News report"
    partner = "partner", "Partner organisation"
    party = "party", "Political party"
    archive = "archive", "Archived copy"
    other = "other", "Other"


class Confidence(Choice):
    stated = "stated", "Stated by who knows"
    press = "press", "Reported by the press"
    derived = "derived", "Worked out from other facts"
    disputed = "disputed", "Disputed"


class Source(Part):
    """A document that facts were taken from."""

    id: Id = Field(
        title="Id",
        description="A short name, used to point at this source. Never changes.",
        examples=["comet-2022-06-15"],
    )
    title: Text = Field(
        title="Title",
        description="What the document is called.",
        examples=["Work begins on new Chells Park play area"],
    )
    publisher: Text = Field(title="Publisher", description="Who published it.", examples=["The Comet"])
    kind: SourceKind = Field(
        title="Kind",
        description=(
            "What sort of source it is. Readers trust a council paper and a party leaflet differently."
        ),
        examples=["press"],
    )
    url: OrGap[Url] = Field(
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/news/play-area"],
    )
    published: OrGap[When] = Field(
        title="Published", description="When it was published, as far as it says.", examples=["2022-06-15"]
    )
    accessed: Day | None = Field(
        None, title="Read on", description="The day on which it was read.", examples=["2026-11-22"]
    )
    licence: Text | None = Field(
        None,
        title="Licence",
        description="On what terms it may be used.",
        examples=["Open Government Licence v3.0"],
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="Anything a reader should know about this source.",
        examples=["The page has no date of its own"],
    )


class Statement(Part):
    """What one source says, where another says something else."""

    says: Text = Field(
        title="Says", description="What this source says, as printed.", examples=["Four shops"]
    )
    source: SourceRef = Field(
        title="Source", description="Which source says so, by its id.", examples=["comet-2022-06-15"]
    )
    as_of: When | None = Field(
        None, title="As of", description="The time for which it says so.", examples=["2022"]
    )


class Conflict(Part):
    """Two or more sources disagree. All are kept; nobody picks the nicest."""

    on_what: Text = Field(
        title="On what",
        description="What the sources disagree on.",
        examples=["How many shops there will be"],
    )
    statements: tuple[Statement, ...] = Field(
        min_length=2,
        title="Statements",
        description="What each source says.",
    )
