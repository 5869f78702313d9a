"""How a plan is going: its promises, counted by status."""

from collections import Counter
from collections.abc import Iterator

from ..model.items import Issue
from ..model.plan import Plan
from ..model.tracked import Status, Tracked
from ..model.types import listed

# What is promised now. Future priorities are ideas, and council-wide priorities belong to no one area: neither is counted.
COUNTED = ("investments", "projects", "shared_issues")


def promises(plan: Plan) -> Iterator[Tracked]:
    """Everything that the plan promises: its investments, projects and issues. An issue with actions counts by its actions."""
    for name in COUNTED:
        for item in listed(getattr(plan, name)):
            if isinstance(item, Issue) and item.actions:
                yield from item.actions
            else:
                yield item


def tally(plan: Plan) -> Counter[Status]:
    """How many promises of the plan have each status."""
    return Counter(promise.status for promise in promises(plan))

