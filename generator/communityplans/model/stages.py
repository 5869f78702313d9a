"""How far a plan itself has got, in order (Stevenage report 4.5.5, 4.6.1, 4.6.4)."""

from .types import Choice


class Stage(Choice):
    preliminary = "preliminary", "First stage"
    co_produced = "co_produced", "Made together"
    established = "established", "Established"


ORDER = tuple(Stage)


def reached(stage: Stage, other: str) -> bool:
    """Whether a plan at `stage` has reached the stage called `other` (always, if `other` is empty)."""
    return not other or ORDER.index(stage) >= ORDER.index(Stage(other))
