"""How a plan is going: the items in it, counted by status.

An item is an investment, a project, an issue, or an action on an issue: each counts once, and this is the
only definition. The page of a plan, the tracker, its files and the reports all count `items`. Ideas for later
and council-wide priorities are not counted. None of them is called a promise: the model does not know who
promised what.
"""

from collections import Counter
from collections.abc import Iterator

from ..model.items import Issue
from ..model.plan import Plan
from ..model.tracked import Status, Tracked
from ..model.types import listed

# Future priorities are ideas, and council-wide priorities belong to no one area: neither is counted.
COUNTED = ("investments", "projects", "shared_issues")


def placed(plan: Plan) -> Iterator[tuple[str, Tracked, Issue | None]]:
    """Each item that counts, in the order of the plan, with the field that it stands in and the issue that an
    action is about.
    """
    for name in COUNTED:
        for item in listed(getattr(plan, name)):
            yield name, item, None
            if isinstance(item, Issue):
                yield from ((name, action, item) for action in item.actions)


def items(plan: Plan) -> Iterator[Tracked]:
    """Each item that counts: investments, projects, issues and their actions, each once."""
    return (item for _name, item, _issue in placed(plan))


def tally(plan: Plan) -> Counter[Status]:
    """How many items of the plan have each status."""
    return Counter(item.status for item in items(plan))
