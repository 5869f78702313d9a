"""The working files against the newest edition: no promise disappears or changes without a reason, a change has a
note, and a report that was presented stays as it was.
"""

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from ..content.documents import Document
from ..editions.change_severity import PROMISES
from ..editions.change_text import describe, summarise_changes
from ..editions.compare import Change, ChangeSeverity, compare, title_of
from ..editions.document_diff import new_notes, remaining_notes
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import current_slug, slugs_over_time
from ..editions.redaction import target_of
from ..model.field_error import unfinished
from ..model.fields import iter_values
from ..model.plan import Plan
from ..model.report import fingerprint
from ..model.tracked import CLOSED, Status, Tracked
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

# What differs from the newest edition, plan by plan: what the rules about promises and notes look at.


def plan_pairs(checked: CheckContext) -> Iterator[tuple[Document[Plan], PublishedEdition, Plan]]:
    """Each plan that differs from the newest edition, with that edition and the plan as it stood in it, under
    whatever name.
    """
    for edition in checked.editions[-1:]:
        published = {plan.slug: plan for plan in edition.content.plans}
        files = {plan.slug for plan in checked.content.plans}
        for document in checked.content.plans:
            names = [name for name in slugs_over_time(document) if name == document.slug or name not in files]
            old = next((published[name] for name in names if name in published), None)
            if old is not None and edition.manifest.get(old.source.path) != document.source.blob:
                yield document, edition, old.model


def changes(old: Plan, new: Plan) -> list[Change]:
    """The changes of a pair; three rules ask for those of the same pair."""
    return _compare(_Pair(old, new))


def first_with(checked: CheckContext, names: tuple[str, ...], id: str = "") -> PublishedEdition | None:
    """The first edition in which the plan of these names had something with this id; without an id, the first
    with the plan.
    """
    for edition in checked.editions:
        for plan in edition.content.plans:
            if plan.slug in names and (not id or id in plan.lines):
                return edition
    return None


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


# Nothing changes quietly: a plan that says something new has a note for residents, and no edition takes an
# older text back unsaid.


def change_note(checked: CheckContext) -> Iterator[Finding]:
    """A plan says something else than in the last edition, and has no new note for residents about it.

    Corrections of a slip of the pen need none. A note is one entry at the top of change_notes; the next
    edition prints it. The notes of earlier editions stay.

    Fails: An item was added, and change_notes is as it was.
    Passes: An item was added; change_notes has a new first entry.
    From: GOV.UK publishing practice: change notes
    """
    for document, edition, old in plan_pairs(checked):
        found = [c for c in changes(old, document.model) if c.class_ is not ChangeSeverity.correction]
        if found and not new_notes(old, document.model):
            yield Finding(
                document,
                ("change_notes",),
                no_note(edition.said, summarise_changes(found)),
                f"Add at the top of change_notes: - {{on: {checked.today.isoformat()}, text: "
                f"{unfinished('what changed, for residents')}}}",
                of_key=True,
            )
        for note in old.change_notes:
            if not remaining_notes(note, document.model.change_notes):
                yield Finding(
                    document,
                    ("change_notes",),
                    f"The change note of {note.on} that was published in the edition {edition.said} is gone:"
                    f" “{note.text[:60]}”.",
                    "Put it back; add a new note above it instead.",
                    of_key=True,
                )


def no_note(edition: str, what: str = "") -> str:
    """What is said of a plan that differs from an edition and has no note about it. The form asks for the
    note in the same words.

    Args:
        edition: The edition as it is named in a sentence, for example "of 1 November 2026".
        what: How the plan differs, in a few words; the form does not know that and leaves it out.
    """
    return (
        f"This plan differs from the edition {edition}{f' ({what})' if what else ''} and has no new change"
        " note."
    )


def older_text(checked: CheckContext) -> Iterator[Finding]:
    """An edition has an older text of a file than the edition before it.

    It was prepared at the same time, on another branch. It publishes what its reviewer saw, and takes back
    what the other edition said.

    Fails: Two editions were prepared from one state, and merged one after the other.
    Passes: The second was prepared after the first was merged.
    From: Stevenage report 4.6.4
    """
    seen: dict[str, list[str]] = {}
    for number, edition in enumerate(checked.editions):
        before = checked.editions[number - 1] if number else None
        for path, blob in edition.manifest.items():
            older = (
                before is not None
                and before.manifest.get(path) not in (None, blob)
                and blob in seen.get(path, ())
            )
            if older and (edition is checked.editions[-1] or edition.day > checked.today):
                yield Finding(
                    edition.document,
                    ("documents", path),
                    f"This edition has an older text of {path} than the edition {before.said}.",
                    "If that is not meant, publish another edition: plans publish",
                    Severity.warning,
                    of_key=True,
                )
            seen.setdefault(path, []).append(blob)


# Reports that were presented to a committee.


def presented_report(checked: CheckContext) -> Iterator[Finding]:
    """A report was presented, and its words are not those that were presented; or it says that it was
    presented and has no fingerprint.

    What a committee had before it must stay what it was. A mistake is put right in the next report.

    Fails: Somebody changes a figure in reports/bedwell-2026-q3.md after the committee has had it.
    Passes: The next report says that the figure was wrong.
    From: Rotherham report 2.5 (updates to the Cabinet member)
    """
    taken = {
        target.name
        for place in checked.content.withheld
        if (target := target_of(place.item)).kind == "report"
    }
    for document in checked.content.reports:
        report = document.model
        if document.slug in taken or (report.presented is None and report.fingerprint is None):
            continue
        if report.presented is None or report.fingerprint is None:
            yield Finding(
                document,
                ("presented" if report.presented else "fingerprint",),
                "A report is presented by the command, which keeps its words as they are.",
                "Take the lines presented and fingerprint out, then run: plans report present"
                f" {document.slug}",
                of_key=True,
            )
        elif fingerprint(report, document.body) != report.fingerprint:
            yield Finding(
                document,
                ("fingerprint",),
                "This report was presented, and its words have changed since.",
                "Bring the file back as it was (git log shows it), and put the mistake right in the next"
                " report.",
            )
