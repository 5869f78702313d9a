"""What a resident sent in, and what was decided on it (`suggestions/*.yml`). Public as soon as it is merged,
and no part of an edition.
"""

from typing import Literal

from pydantic import Field

from .types import AboutRef, Choice, Day, EditionRef, Part, Prose, Text


class How(Choice):
    email = "email", "By e-mail"
    paper = "paper", "On paper"
    telephone = "telephone", "By telephone"
    meeting = "meeting", "At a meeting"
    in_person = "in_person", "In person"
    other = "other", "In another way"


class Decided(Choice):
    agreed = "agreed", "Agreed: the plan changes"
    partly = "partly", "Agreed in part: the plan changes"
    already = "already", "It is in the plan already"
    passed_on = "passed_on", "Passed on to those who decide on it"
    declined = "declined", "Not agreed"
    explained = "explained", "A question, answered"


class Credit(Part):
    """Whose idea it was: only with their agreement, and never with an address."""

    name: Text = Field(
        title="Name",
        description="The name that they want to be called by in public.",
        examples=["Jo, of the Friends of the Park"],
    )
    agreed_on: Day = Field(
        title="Agreed on",
        description="The day on which they agreed that it is printed.",
        examples=["2026-11-23"],
    )


class Answer(Part):
    """What was decided, and why."""

    decision: Decided = Field(title="Decision", description="What was decided.", examples=["agreed"])
    reason: Prose = Field(
        title="Reason",
        description="Why, in words for the person who wrote.",
        examples=["The path is in the works of next spring."],
    )
    by: Text = Field(
        title="By",
        description="The post that decided. No councillor's name is needed.",
        examples=["Head of Communities"],
    )
    on: Day = Field(title="On", description="The day of the decision.", examples=["2026-12-01"])
    edition: EditionRef | None = Field(
        None,
        title="In the edition",
        description="The edition in which the plan changed, by its name. It can be added later.",
        examples=["2026-12-15"],
    )


class Suggestion(Part):
    """A suggestion from a resident, and its answer (`suggestions/<name>.yml`). Never an address, a telephone
    number or a name without agreement.
    """

    schema_version: Literal[1] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[1],
    )
    received: Day = Field(
        title="Received", description="The day on which it came in.", examples=["2026-11-22"]
    )
    how: How = Field(title="How it came", description="By which way it came in.", examples=["email"])
    about: AboutRef = Field(
        title="About",
        description=(
            "What it is about: the reference in the e-mail or on the form. A plan, or a plan, a stroke and an"
            " item."
        ),
        examples=["bedwell-and-pin-green/new-play-area"],
    )
    words: Prose = Field(
        title="You said",
        description="What they said, in their words. Leave out what says who or where they are.",
        examples=["Could the play area have a swing for children who use a wheelchair?"],
    )
    credit: Credit | None = Field(
        None, title="From", description="Who it is from, if they agreed that it is printed."
    )
    answer: Answer | None = Field(None, title="We decided", description="What was decided, and why.")
