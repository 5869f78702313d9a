"""What a place is like and what it has: profile and community assets (Rotherham report 2.5; Birmingham paper
sections 5 and 9).
"""

from pydantic import Field

from .types import Choice, Id, OrGap, Part, Phone, Prose, SourceRef, Text, Url, When


class RankDirection(Choice):
    first_is_worst = "first_is_worst", "1 is the most deprived"
    first_is_best = "first_is_best", "1 is the least deprived"


class AssetKind(Choice):
    building = "building", "Building"
    green_space = "green_space", "Green space"
    group = "group", "Group"
    person_role = "person_role", "Role"
    business = "business", "Business"
    other = "other", "Other"


class Comparator(Part):
    """The same figure for another place."""

    place: Text = Field(title="Place", description="Which place.", examples=["Birmingham"])
    value: Text = Field(title="Value", description="The figure there, as printed.", examples=["64.3%"])
    note: Text | None = Field(
        None,
        title="Note",
        description="What looks odd about it.",
        examples=["Printed as .4; it looks cut off"],
    )


class Stat(Part):
    """One figure about a place, with the same figure elsewhere."""

    indicator: Text = Field(title="Figure", description="What is counted.", examples=["Aged 16 to 64"])
    count: Text | None = Field(
        None, title="Number", description="The number, as printed.", examples=["13,319"]
    )
    value: Text | None = Field(
        None, title="Value", description="The share, rank or rate, as printed.", examples=["61.9%"]
    )
    year: When | None = Field(None, title="Year", description="The year of the figure.", examples=["2011"])
    rank_direction: RankDirection | None = Field(
        None,
        title="Which way it counts",
        description="For a rank: what first place means.",
        examples=["first_is_worst"],
    )
    comparators: tuple[Comparator, ...] = Field(
        (), title="Elsewhere", description="The same figure for other places."
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="What to know about the figure.",
        examples=["The ages add up to the whole"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["ward-plan-2018"]
    )


class Profile(Part):
    """The place in words and figures."""

    as_of: OrGap[When] = Field(
        title="As of", description="The time for which it was true.", examples=["2018"]
    )
    narrative: Prose | None = Field(
        None,
        title="In words",
        description="What the place is like.",
        examples=["A suburban ward in the south-east of the city."],
    )
    stats: tuple[Stat, ...] = Field((), title="In figures", description="Figures about the place.")
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["ward-plan-2018"]
    )


class Asset(Part):
    """Something in the place that people can use or turn to."""

    id: Id = Field(
        title="Id", description="A short name that never changes.", examples=["st-nicholas-pavilion"]
    )
    name: Text = Field(title="Name", description="What it is called.", examples=["St Nicholas pavilion"])
    kind: AssetKind = Field(title="Kind", description="What sort of thing it is.", examples=["building"])
    address: Text | None = Field(
        None,
        title="Where",
        description="Where it is. Never a private address.",
        examples=["St Nicholas Park"],
    )
    manager: Text | None = Field(
        None, title="Run by", description="Who runs it.", examples=["Example Community Association"]
    )
    hours: Text | None = Field(
        None, title="Hours", description="When it is open.", examples=["Every day, 9am to 9pm"]
    )
    phone: Phone | None = Field(
        None, title="Telephone", description="A public number, in quotes.", examples=["01632 960002"]
    )
    page: Url | None = Field(
        None, title="Web page", description="A page about it.", examples=["https://www.example.org/pavilion"]
    )
    accessibility: Text | None = Field(
        None,
        title="Access",
        description="Steps, ramps, toilets, hearing loop.",
        examples=["Level entrance; accessible toilet"],
    )
    note: Text | None = Field(
        None, title="Note", description="What to know about it.", examples=["Free sessions for ages 5 to 12"]
    )
    last_checked: OrGap[When] = Field(
        title="Last checked", description="When somebody last made sure of all this.", examples=["2026-11"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )


class AreaMap(Part):
    """A map, always with the same thing said in words."""

    url: Url | None = Field(
        None, title="Web address", description="Where the map is.", examples=["https://www.example.org/map"]
    )
    description: Text = Field(
        title="In words",
        description="What the map shows, for those who cannot see it.",
        examples=["From North Road east to the railway"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )
