"""Who must agree to a proposal: which account on the forge belongs to which post."""

from typing import Annotated

from pydantic import Field

from .types import Choice, Leaf, Part, StringConstraints, Text


class Approves(Choice):
    plans = "plans", "Every plan"
    guides = "guides", "The guides"
    editions = "editions", "Editions"
    suggestions = "suggestions", "Answers to suggestions"
    settings = "settings", "The facts of the council, and how the site is run"
    everything = "everything", "Everything that nobody else approves"


Account = Annotated[
    str,
    Leaf("account"),
    StringConstraints(max_length=120, pattern=r"^@[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9_])?$"),
]


class Approver(Part):
    """A post or a team with its account on the forge. A post that leads an area approves the plan of that
    area.
    """

    post: Text = Field(
        title="Post",
        description="The post as it stands in the plans, for a lead; else the name of the team.",
        examples=["Head of Communities"],
    )
    account: Account = Field(
        title="Account",
        description="The name on the forge, with an @ before it: of a person, or of a group.",
        examples=["@example-council/communities"],
    )
    approves: tuple[Approves, ...] = Field(
        (),
        title="Approves",
        description="What it approves beside the plans of its areas.",
        examples=[["editions"]],
    )
