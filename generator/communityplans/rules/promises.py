"""Nothing changes quietly, and no promise disappears: the working plans against the newest edition."""

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from ..content.documents import Document
from ..history.compare import Change, Class, Kind, compare
from ..history.editions import Edition
from ..history.words import say, summary
from ..model.dates import say_day
from ..model.fields import values
from ..model.funds import Entry, Fund
from ..model.items import Alignment
from ..model.measures import Outcome
from ..model.plan import Plan
from ..model.together import Standard
from ..model.tracked import CLOSED, Status, Tracked
from .rule import Checked, Finding

# What counts as promised once it has been published. A source or a theme may go; a promise may not.
PROMISES = (Tracked, Alignment, Outcome, Standard, Fund, Entry)
DELIVERED = frozenset({Status.complete})


def vanished_promise(checked: Checked) -> Iterator[Finding]:
    """Something that was published is no longer in the plan.

    What was promised may be closed, with what became of it and why; it may not disappear.

    Fails: An item with the id play-area stood in the last edition, and is not in the file any more.
    Passes: The item is still there, with status: closed_not_delivered and an outcome.
    From: Stevenage report 4.6.4; the Sitwell ward plan, whose first priority changed without a trace
    """
    for document, edition, old in _pairs(checked):
        here = {value.id for _, value in checked.of(document).groups(*PROMISES)}
        for _, _, promise in values(old):
            if isinstance(promise, PROMISES) and promise.id not in here:
                first = _first(checked, document.slug, promise.id) or edition
                yield Finding(document, (), gone(promise, first),
                              "Put it back, and say how it ended: status, and outcome with on, what and reason; or merged_into, or handed_to.")
    slugs = {document.slug for document in checked.content.plans}
    for edition in checked.editions[-1:]:
        for plan in edition.content.plans:
            if plan.slug not in slugs and not any(plan.slug in (s for s in d.model.formerly) for d in checked.content.plans):
                yield Finding(edition.document, ("documents",), f"The plan {plan.slug} was published on {say_day(edition.day)}, and its file is gone.",
                              f"Bring plans/{plan.slug}.yml back. If the plan has ended, say so in it: withdrawn, with on, reason and replaced_by.", of_key=True)


def gone(promise: BaseModel, first: Edition) -> str:
    """What is said of a promise that stood in an edition and stands nowhere any more."""
    return f"“{_title(promise)}” ({promise.id}) was published on {say_day(first.day)} and is no longer in this plan."


def change_reason(checked: Checked) -> Iterator[Finding]:
    """A promise reads differently than in the last edition, and its item does not say why.

    Dates put off, amounts, leads and what was given up need a reason for residents, in the field reason of the item. The
    reason of the last edition does not count again.

    Fails: Due moved from March 2026 to July 2026, without a new reason.
    Passes: Due moved from March 2026 to July 2026; reason: "The builder starts in May".
    From: Stevenage framework, characteristics: transparency of decisions
    """
    for document, _, old in _pairs(checked):
        then = {value.id: value for _, _, value in values(old) if isinstance(value, PROMISES)}
        now = {value.id: (path, value) for path, value in checked.of(document).groups(*PROMISES)}
        for change in _changes(old, document.model):
            if change.class_ is not Class.commitment or change.kind is not Kind.changed:
                continue
            promise = _promise_of(change, now)
            if promise is None or not hasattr(now[promise][1], "reason"):
                continue
            path, model = now[promise]
            before = then.get(promise)
            if before is None or (model.reason and model.reason != before.reason) or _closed_with_reason(model):
                continue
            key = change.path[-1] if change.item == promise else None
            yield Finding(document, (*path, key) if key else path, f"{say(change)} Nothing says why.",
                          f'Add to “{model.title}”: reason: "Why it changed, in words for residents"')


def change_note(checked: Checked) -> Iterator[Finding]:
    """A plan says something else than in the last edition, and has no new note for residents about it.

    Corrections of a slip of the pen need none. A note is one entry at the top of change_notes; the next edition prints it.

    Fails: An item was added, and change_notes is as it was.
    Passes: An item was added; change_notes has a new first entry.
    From: GOV.UK publishing practice: change notes
    """
    for document, edition, old in _pairs(checked):
        changes = [c for c in _changes(old, document.model) if c.class_ is not Class.correction]
        new = [note for note in document.model.change_notes if note not in old.change_notes]
        if changes and not new:
            yield Finding(document, ("change_notes",), f"This plan differs from the edition of {say_day(edition.day)} ({summary(changes)}) and has no new change note.",
                          f'Add at the top of change_notes: - {{on: {checked.today.isoformat()}, text: "What changed, for residents"}}', of_key=True)


def closed_without_outcome(checked: Checked) -> Iterator[Finding]:
    """Something that was published was given up, and nothing says how it ended.

    Fails: Status changed to declined, without an outcome.
    Passes: Status: declined, and outcome: {on: 2026-11, what: "The bid was refused", reason: "No money this year"}.
    From: Seattle, implementation database: closed
    """
    for document, _, old in _pairs(checked):
        then = {value.id: value for _, _, value in values(old) if isinstance(value, Tracked)}
        for path, value in checked.of(document).groups(Tracked):
            if value.id not in then:
                continue
            newly = value.status in CLOSED - DELIVERED and then[value.id].status not in CLOSED
            if newly and not (value.outcome or value.merged_into or value.handed_to):
                yield Finding(document, (*path, "status"), f"“{value.title}” is now {value.status.label.lower()}, and nothing says how it ended.",
                              'Add: outcome: {on: 2026-11, what: "What became of it", reason: "Why"}')


def _pairs(checked: Checked) -> Iterator[tuple[Document[Plan], Edition, Plan]]:
    """Each plan that differs from the newest edition, with that edition and the plan as it stood in it."""
    for edition in checked.editions[-1:]:
        published = {plan.slug: plan for plan in edition.content.plans}
        for document in checked.content.plans:
            old = published.get(document.slug)
            if old is not None and edition.manifest.get(document.source.path) != document.source.blob:
                yield document, edition, old.model


def _changes(old: Plan, new: Plan) -> list[Change]:
    """The changes of a pair; three rules ask for those of the same pair."""
    return _compare(_Pair(old, new))


class _Pair:
    """Two plans, hashed by identity: comparing them is dear, hashing them by value would be dearer."""

    def __init__(self, old: Plan, new: Plan):
        self.old, self.new = old, new

    def __hash__(self) -> int:
        return hash((id(self.old), id(self.new)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair) and self.old is other.old and self.new is other.new


@lru_cache(maxsize=256)
def _compare(pair: _Pair) -> list[Change]:
    return compare(pair.old, pair.new)


def _promise_of(change: Change, promises: dict) -> str | None:
    """The id of the promise that a changed field belongs to."""
    if change.item in promises:
        return change.item
    return next((step for step in reversed(change.path) if step in promises), None)


def _closed_with_reason(model: BaseModel) -> bool:
    return getattr(model, "outcome", None) is not None


def _first(checked: Checked, slug: str, id: str) -> Edition | None:
    """The first edition in which a plan had something with this id."""
    for edition in checked.editions:
        for plan in edition.content.plans:
            if plan.slug == slug and id in plan.lines:
                return edition
    return None


def _title(model: BaseModel) -> str:
    return next(str(found) for name in ("title", "name", "statement", "service", "local_work", "id") if (found := getattr(model, name, None)))
