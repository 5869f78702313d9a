"""What the editions say of one plan: in which it differs, how, and what its notes said."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ..content.documents import Document
from ..history.compare import Change, Class, Kind, compare
from ..history.editions import Edition, history_of
from ..history.words import grouped, say, summary
from ..model.fields import values
from ..model.plan import Plan
from ..text.markdown import prose


@dataclass(frozen=True)
class Step:
    """One edition in which a plan differs from the one before it. `changes` is None for the first."""

    edition: Edition
    plan: Plan
    notes: list[Markup]
    changes: list[Change] | None

    @property
    def day(self) -> date:
        """The day of the edition."""
        return self.edition.day

    @property
    def short(self) -> str:
        """The changes in numbers: "2 added, 1 date put off"."""
        return "First published" if self.changes is None else summary(self.changes)

    @property
    def groups(self) -> list[tuple[str, str, list[tuple[str, str | None, str]]]]:
        """The changes as a resident would ask: (key, heading, [(sentence, id to link to, reason)])."""
        return [(key, heading, [(say(c), self._anchor(c), self._reason(c)) for c in these]) for key, heading, these in grouped(self.changes or [])]

    def of(self, item: str) -> list[str]:
        """What changed about one item in this edition, corrections apart, in sentences."""
        return [say(c) for c in self.changes or [] if c.item == item and c.class_ is not Class.correction and c.kind is not Kind.removed]

    def _anchor(self, change: Change) -> str | None:
        return change.item if change.item and change.kind is not Kind.removed else None

    def _reason(self, change: Change) -> str:
        """Why a promise reads differently, as the item itself says."""
        if change.class_ is not Class.commitment or not change.item:
            return ""
        model = _find(self.plan, change.item)
        outcome = getattr(model, "outcome", None)
        return getattr(model, "reason", None) or (getattr(outcome, "reason", None) or "" if outcome else "")


@dataclass(frozen=True)
class Past:
    """A plan's own history, newest first, and the edition that is shown now."""

    slug: str
    steps: tuple[Step, ...]

    @property
    def latest(self) -> Step | None:
        """The newest edition in which the plan differs."""
        return self.steps[0] if self.steps else None

    def replaced(self, edition: Edition) -> Step | None:
        """The step that took the place of the plan's text of an edition, or None while that is current."""
        later = [step for step in self.steps if step.edition.id > edition.id]
        return later[-1] if later else None


def past_of(slug: str, path: str, editions: tuple[Edition, ...]) -> Past:
    """Read a plan's history off the manifests, and compare each text with the one before."""
    steps: list[Step] = []
    before: Plan | None = None
    for edition in history_of(list(editions), path):
        document = plan_in(edition, slug)
        if document is None:
            continue
        plan = document.model
        new = [note for note in plan.change_notes if before is None or note not in before.change_notes]
        changes = compare(before, plan) if before is not None else None
        steps.append(Step(edition, plan, [prose(note.text) for note in new], changes))
        before = plan
    return Past(slug, tuple(reversed(steps)))


def plan_in(edition: Edition, slug: str) -> Document[Plan] | None:
    """The plan with this address in an edition."""
    return next((plan for plan in edition.content.plans if plan.slug == slug), None)


def _find(plan: Plan, id: str):
    return next((v for _, _, v in values(plan) if getattr(v, "id", None) == id), None)
