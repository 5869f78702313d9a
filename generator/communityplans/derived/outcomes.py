"""What should be better in the end, in all areas: each outcome with the items that serve it and what its
evaluation found.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..content.documents import Content, Document
from ..model.measures import Evaluation, Outcome
from ..model.plan import Plan
from ..model.tracked import Tracked
from ..model.types import NotPublished, listed


@dataclass(frozen=True)
class OutcomeSummary:
    """An outcome of a plan, the promises that serve it, and how somebody looks whether it comes about."""

    plan: Document[Plan]
    outcome: Outcome
    served_by: tuple[Tracked, ...]
    evaluations: tuple[Evaluation, ...]

    @property
    def measured(self) -> bool:
        """Whether anything has been counted since the start."""
        return any(measure.readings for measure in self.outcome.measures)


@dataclass(frozen=True)
class AreaOutcomes:
    """The outcomes of a plan; `other` are evaluations of the plan as a whole.

    `why` says why it has no outcomes, where it does; `unevaluated` the same of evaluations.
    """

    plan: Document[Plan]
    aims: tuple[OutcomeSummary, ...]
    other: tuple[Evaluation, ...]
    why: NotPublished | None
    unevaluated: NotPublished | None


def outcomes(content: Content) -> list[AreaOutcomes]:
    """The outcomes of every plan in force, by area."""
    return [
        _of(plan)
        for plan in sorted(content.plans, key=lambda one: (one.model.title.casefold(), one.slug))
        if plan.model.withdrawn is None
    ]


def by_priority(areas: list[AreaOutcomes]) -> dict[str, list[OutcomeSummary]]:
    """The outcomes that serve each priority of the council, by its id; those that serve none under the empty
    word.
    """
    found: dict[str, list[OutcomeSummary]] = {}
    for area in areas:
        for aim in area.aims:
            found.setdefault(aim.outcome.corporate_priority or "", []).append(aim)
    return found


def _of(plan: Document[Plan]) -> AreaOutcomes:
    model = plan.model
    evaluations = listed(model.evaluation)
    serving: dict[str, list[Tracked]] = {}
    for item in _tracked(model) if listed(model.outcomes) else ():
        for outcome in item.outcomes:
            serving.setdefault(outcome, []).append(item)
    aims = tuple(
        OutcomeSummary(
            plan, one, tuple(serving.get(one.id, ())), tuple(e for e in evaluations if e.outcome == one.id)
        )
        for one in listed(model.outcomes)
    )
    why, unevaluated = (
        value if isinstance(value, NotPublished) else None for value in (model.outcomes, model.evaluation)
    )
    return AreaOutcomes(plan, aims, tuple(e for e in evaluations if not e.outcome), why, unevaluated)


def _tracked(plan: Plan) -> Iterator[Tracked]:
    for name in ("investments", "projects", "shared_issues", "future_priorities"):
        for item in listed(getattr(plan, name)):
            yield item
            yield from getattr(item, "actions", ())
