"""The weeks before an election, in which a council publishes no new promises and no words of councillors."""

from pydantic import Field

from .types import AboutRef, Choice, Day, Part, Text


class Exempt(Choice):
    correction = "correction", "Correction of a mistake"
    safety = "safety", "Safety"
    legal = "legal", "Required by law"


class Permitted(Part):
    """Something that may go in the period all the same, with the reason, which the site prints."""

    about: AboutRef = Field(
        title="About",
        description="What may change: a plan, or a plan, a stroke and an item.",
        examples=["bedwell-and-pin-green/new-play-area"],
    )
    kind: Exempt = Field(
        title="Kind", description="What sort of exception it is. There are no others.", examples=["safety"]
    )
    reason: Text = Field(
        title="Reason",
        description="Why it cannot wait, in words for residents.",
        examples=["The crossing is closed from Monday, and the plan says that it is open"],
    )
    by: Text = Field(title="By", description="The post that agreed to it.", examples=["Monitoring Officer"])
    on: Day = Field(title="On", description="The day on which it was agreed.", examples=["2027-04-01"])


class PreElection(Part):
    """A pre-election period, from the notice of election until the polls close."""

    election: Text = Field(
        title="Election", description="Which election it is.", examples=["Borough elections of 6 May 2027"]
    )
    notice: Day = Field(
        title="Notice of election",
        description="The day of the notice of election: the first day of the period.",
        examples=["2027-03-22"],
    )
    close_of_poll: Day = Field(
        title="Close of poll",
        description="The day on which the polls close: the last day of the period.",
        examples=["2027-05-06"],
    )
    exceptions: tuple[Permitted, ...] = Field(
        (),
        title="What may go",
        description="What may be published all the same: corrections, safety, and what the law asks for.",
    )
