"""How one can tell: measures with a baseline, a target and readings, outcomes, and how they are evaluated."""

from pydantic import Field

from .succession import Closing
from .types import (
    Choice,
    Id,
    OrGap,
    OutcomeRef,
    Part,
    PriorityRef,
    Prose,
    SourceRef,
    Text,
    ThemeRef,
    When,
    field_metadata,
)


class Direction(Choice):
    up = "up", "More is better"
    down = "down", "Less is better"
    keep = "keep", "Should stay as it is"


class Timeliness(Choice):
    """Whether something is on time: another question than how far it has got (D12b shows both)."""

    on_time = "on_time", "On time"
    at_risk = "at_risk", "At risk"
    late = "late", "Late"
    unknown = "unknown", "Not known"


class Reading(Part):
    """What a measure showed on a day. The first is the baseline."""

    value: Text = Field(title="Value", description="The figure, as printed.", examples=["56%"])
    on: When = Field(title="When", description="When it was measured.", examples=["2016/17"])
    note: Text | None = Field(
        None,
        title="Note",
        description="What to know about the figure.",
        examples=["50 to 120 answers in each area"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["survey-2017"]
    )


class Target(Part):
    """What the measure should reach, and by when."""

    value: Text = Field(
        title="Value",
        description="What it should reach.",
        examples=["75%"],
        json_schema_extra=field_metadata(commitment=True),
    )
    by: When | None = Field(
        None,
        title="By",
        description="When it should reach that.",
        examples=["2027-03-31"],
        json_schema_extra=field_metadata(commitment=True),
    )


class Measure(Part):
    """What is counted, to see whether something works (Stevenage framework, how we will monitor success)."""

    what: Text = Field(
        title="What is counted",
        description="What is counted.",
        examples=["Residents who call the play area good or very good"],
    )
    unit: Text | None = Field(
        None, title="Unit", description="In what it is counted.", examples=["per cent of answers"]
    )
    direction: Direction | None = Field(
        None, title="Direction", description="Whether more or less is better.", examples=["up"]
    )
    baseline: OrGap[Reading] | None = Field(
        None,
        title="At the start",
        description="How it stood before.",
        json_schema_extra=field_metadata(owed="established", source="Stevenage framework, SMART targets"),
    )
    target: OrGap[Target] | None = Field(
        None,
        title="Target",
        description="What it should reach.",
        json_schema_extra=field_metadata(owed="established", source="Stevenage framework, SMART targets"),
    )
    readings: tuple[Reading, ...] = Field(
        (), title="Since then", description="How it stood later, oldest first."
    )


class Theme(Part):
    """A heading that this area groups its work under. Themes are the area's own; the template fixes none."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["safe"])
    title: Text = Field(title="Title", description="The theme.", examples=["Safe"])
    description: Text | None = Field(
        None, title="Description", description="What it covers.", examples=["Crime, lighting and traffic"]
    )


class Outcome(Part):
    """What should be better for people in the end (Rotherham report 3.6-3.7)."""

    id: Id = Field(
        title="Id", description="A short name that never changes.", examples=["safe-and-welcoming"]
    )
    statement: Prose = Field(
        title="Statement",
        description="What should be better.",
        examples=["Neighbourhoods are safe and welcoming."],
    )
    by: When | None = Field(
        None,
        title="By",
        description="By when.",
        examples=["2025"],
        json_schema_extra=field_metadata(commitment=True),
    )
    theme: ThemeRef | None = Field(
        None, title="Theme", description="The theme it belongs to, by id.", examples=["safe"]
    )
    corporate_priority: PriorityRef | None = Field(
        None,
        title="Council priority",
        description="The council's priority it serves, by its id in council.yml.",
        examples=["climate"],
    )
    measures: tuple[Measure, ...] = Field(
        (), title="Measures", description="What is counted to see whether it comes about."
    )
    ended: Closing | None = Field(
        None,
        title="How it ended",
        description="Once it is no longer aimed at: when, what became of it, and why.",
    )
    reason: Text | None = Field(
        None,
        title="Reason for the change",
        description="Why the date or the target was changed, in words for residents.",
        examples=["The survey is held a year later"],
    )
    sources: tuple[SourceRef, ...] = Field(
        (),
        title="Sources",
        description="Where this comes from, by the ids of the sources.",
        examples=[["strategy-2018"]],
    )


class Evaluation(Part):
    """How somebody will look, or has looked, whether an outcome came about (policy-lab bid Q3; Rotherham
    report 4.1-2e).
    """

    outcome: OutcomeRef | None = Field(
        None, title="Outcome", description="Which outcome, by id.", examples=["safe-and-welcoming"]
    )
    method: Text = Field(
        title="How", description="How it is found out.", examples=["Interviews with residents"]
    )
    measure: Text | None = Field(
        None, title="Measure", description="What is measured.", examples=["Growth in engagement"]
    )
    on: When | None = Field(None, title="When", description="When it is done or was done.", examples=["2021"])
    result: OrGap[Prose] | None = Field(
        None,
        title="Result",
        description="What was found.",
        examples=["More residents took part in each year."],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["evaluation-2021"]
    )
