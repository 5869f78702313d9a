"""No promise disappears, and none changes without a reason: the working plans against the newest edition."""

from collections.abc import Iterator

from pydantic import BaseModel

from ..editions.change_severity import PROMISES
from ..editions.change_text import describe
from ..editions.compare import Change, ChangeSeverity
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import current_slug, slugs_over_time
from ..editions.row_matching import title_of
from ..model.fields import iter_values
from ..model.tracked import CLOSED, Status, Tracked
from ..model.unfinished import unfinished
from .edition_diff import changes, first_with, plan_pairs
from .rule_context import CheckContext, Finding

DELIVERED = frozenset({Status.complete})
_ENDING = (
    f"{{on: {unfinished('month')}, what: {unfinished('what became of it')}, reason: {unfinished('why')}}}"
)


def vanished_promise(checked: CheckContext) -> Iterator[Finding]:
    """Something that was published is no longer in the plan.

    What was promised may be closed, with what became of it and why; it may not disappear.

    Fails: An item with the id play-area stood in the last edition, and is not in the file any more.
    Passes: The item is still there, with status: closed_not_delivered and an outcome.
    From: Stevenage report 4.6.4; the Sitwell ward plan, whose first priority changed without a trace
    """
    for document, edition, old in plan_pairs(checked):
        here = {value.id for _, value in checked.of(document).groups(*PROMISES)}
        for _, _, promise in iter_values(old):
            if isinstance(promise, PROMISES) and promise.id not in here:
                first = first_with(checked, slugs_over_time(document), promise.id) or edition
                yield Finding(document, (), gone(promise, first), _way_out(promise))
    for edition in checked.editions[-1:]:
        for plan in edition.content.plans:
            if (
                current_slug(plan.slug, checked.content.plans) is None
                and plan.source.path not in checked.files
            ):
                first = first_with(checked, (plan.slug,)) or edition
                yield Finding(
                    edition.document,
                    ("documents", plan.source.path),
                    f"The plan {plan.slug} stands in the editions since that {first.said}, and its file is"
                    " gone.",
                    f"Bring {plan.source.path} back. If the plan has ended, say so in it: withdrawn, with on,"
                    " reason and replaced_by. If it has another name now, add to its new file: formerly:"
                    f" [{plan.slug}]",
                    of_key=True,
                )


def gone(promise: BaseModel, first: PublishedEdition) -> str:
    """What is said of a promise that stood in an edition and stands nowhere any more."""
    return (
        f"“{title_of(promise)}” ({promise.id}) was first promised in the edition {first.said} and is no"
        " longer in this plan."
    )


def change_reason(checked: CheckContext) -> Iterator[Finding]:
    """A promise reads differently than in the last edition, and its item does not say why.

    Dates put off, amounts, leads and what was given up need a reason for residents, in the field reason of
    the item. The reason of the last edition does not count again.

    Fails: Due moved from March 2026 to July 2026, without a new reason.
    Passes: Due moved from March 2026 to July 2026; reason: "The builder starts in May".
    From: Stevenage framework, characteristics: transparency of decisions
    """
    for document, _, old in plan_pairs(checked):
        then = {value.id: value for _, _, value in iter_values(old) if isinstance(value, PROMISES)}
        now = {value.id: (path, value) for path, value in checked.of(document).groups(*PROMISES)}
        for change in changes(old, document.model):
            if (
                change.class_ is not ChangeSeverity.commitment
                or change.item not in now
                or change.item not in then
            ):
                continue
            path, model = now[change.item]
            if _says_why(then[change.item], model):
                continue
            stale = (
                " The reason that stands there is that of the last edition."
                if getattr(model, "reason", None)
                else ""
            )
            yield Finding(
                document,
                _place(path, change),
                f"{describe(change)} Nothing says why.{stale}",
                f"{'Change in' if stale else 'Add to'} “{title_of(model)}”: reason: "
                + unfinished("why it changed, in words for residents"),
            )


def closed_without_outcome(checked: CheckContext) -> Iterator[Finding]:
    """Something that was published was given up, and nothing says how it ended.

    Fails: Status changed to declined, without an outcome.
    Passes: Status: declined, and outcome: {on: 2026-11, what: "The bid was refused", reason: "No money this year"}.
    From: Seattle, implementation database: closed
    """
    for document, _, old in plan_pairs(checked):
        then = {value.id: value for _, _, value in iter_values(old) if isinstance(value, Tracked)}
        for path, value in checked.of(document).groups(Tracked):
            if value.id not in then:
                continue
            before = then[value.id]
            newly = value.status in CLOSED - DELIVERED and before.status not in CLOSED - DELIVERED
            if newly and not (_new(before, value, "outcome") or value.merged_into or value.handed_to):
                yield Finding(
                    document,
                    (*path, "status"),
                    no_outcome(value.title, value.status.label),
                    f"Add: outcome: {_ENDING}; or merged_into, or handed_to.",
                )


def no_outcome(title: str, status: str) -> str:
    """What is said of an item that was given up without an outcome. The form asks for the outcome in the same
    words.
    """
    return f"“{title}” is now {status.lower()}, and nothing says how it ended."


def _says_why(before: BaseModel, now: BaseModel) -> bool:
    """Whether a promise has a reason that the last edition did not have: its own, or that of its end, or
    where it went.
    """
    return any(_new(before, now, name) for name in ("reason", "outcome", "ended", "merged_into", "handed_to"))


def _new(before: BaseModel, now: BaseModel, name: str) -> bool:
    value = getattr(now, name, None)
    return value is not None and value != getattr(before, name, None)


def _place(path: tuple, change: Change) -> tuple:
    """Where a change stands in the file: the field of the item that it is in."""
    return (*path, change.path[len(path) - 1])


def _way_out(promise: BaseModel) -> str:
    """What to do instead of leaving something out."""
    if isinstance(promise, Tracked):
        return (
            "Put it back, and say how it ended: status, and outcome with on, what and reason; or merged_into,"
            " or handed_to."
        )
    if hasattr(promise, "ended"):
        return f"Put it back, and say how it ended: ended: {_ENDING}"
    return "Put it back. What was decided on money stays; say in its state or its note what became of it."
