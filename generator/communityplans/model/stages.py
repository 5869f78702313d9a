"""How far a plan itself has got, in order (Stevenage report 4.5.5, 4.6.1, 4.6.4)."""

from .types import Choice


class Stage(Choice):
    preliminary = "preliminary", "First stage"
    co_produced = "co_produced", "Made together"
    established = "established", "Established"
    not_stated = "not_stated", "Stage not stated"


# How far a plan has got, in order. Where a source is silent, no step is claimed, and nothing is owed that a
# step brings.
ORDER = (Stage.preliminary, Stage.co_produced, Stage.established)


def reached(stage: Stage, other: str) -> bool:
    """Whether a plan at `stage` has reached the stage called `other` (always, if `other` is empty)."""
    return not other or stage in ORDER and ORDER.index(stage) >= ORDER.index(Stage(other))
