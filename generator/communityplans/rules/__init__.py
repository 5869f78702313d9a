"""The rules, by name. A rule looks at documents that fit the template; its docstring says what it means and why."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ..content.documents import Content, Document
from ..history.editions import Edition
from ..history.names import slugs
from ..model.plan import Plan
from ..text.diagnostic import UNDECIDED, Diagnostic
from ..text.patience import without_collecting
from . import advice, dates, duties, elections, freshness, letters, money, notes, people, pictures, plainly, privacy, promises, prose, references, reports, streets, suggestions, withheld
from .references import leads_elsewhere
from .rule import Around, Checked, Rule

RULES: dict[str, Rule] = {
    "unknown-reference": references.unknown_reference,
    "duplicate-id": references.duplicate_id,
    "same-area": references.same_area,
    "street-twice": streets.street_twice,
    "street-overlap": streets.street_overlap,
    "date-order": dates.date_order,
    "date-passed": dates.date_passed,
    "review-due": dates.review_due,
    "stage-duty": duties.stage_duty,
    "not-published": duties.not_published,
    UNDECIDED: duties.undecided_yet,
    "agreed-without-residents": duties.agreed_without_residents,
    "vanished-promise": promises.vanished_promise,
    "change-reason": promises.change_reason,
    "change-note": notes.change_note,
    "older-text": notes.older_text,
    "closed-without-outcome": promises.closed_without_outcome,
    "old-status": freshness.old_status,
    "asset-not-checked": freshness.asset_not_checked,
    "too-few-meetings": freshness.too_few_meetings,
    "past-ward": freshness.past_ward,
    "overspent": money.overspent,
    "split-sum": money.split_sum,
    "wrong-year": money.wrong_year,
    "total-differs": money.total_differs,
    "no-way-to-reach": people.no_way_to_reach,
    **privacy.PRIVATE,
    "unused-waiver": privacy.unused_waiver,
    "pre-election": elections.pre_election,
    "edition-in-period": elections.edition_in_period,
    "names-councillor": elections.names_councillor,
    "unanswered": suggestions.unanswered,
    "answer-order": suggestions.answer_order,
    "presented-report": reports.presented_report,
    "bullet": prose.bullet,
    "smart-quote": prose.smart_quote,
    "too-many-marks": prose.too_many_marks,
    "heading-level": prose.heading_level,
    "look-alike": letters.look_alike,
    "vague-link": plainly.vague_link,
    "capitals": plainly.capitals,
    "long-sentence": advice.long_sentence,
    "picture-without-description": pictures.picture_without_description,
    "missing-picture": pictures.missing_picture,
    "picture-elsewhere": pictures.picture_elsewhere,
    "picture-in-plan": pictures.picture_in_plan,
    "withheld-place": withheld.withheld_place,
}

# What nothing is wrong with, and what only has to wait: it stops a proposal and an edition, never the building of what is public.
WAITS = frozenset({"pre-election"})
# These look at several documents, at editions, or at what is on the disk. All others look at one document at a time, with what the council's facts and
# the settings say; of a plan they see nothing but that, so what they find in it can be kept.
TOGETHER = frozenset({"same-area", "vanished-promise", "change-reason", "closed-without-outcome", "change-note", "older-text", "pre-election", "edition-in-period", "names-councillor", "withheld-place"})


@dataclass(frozen=True)
class Alone:
    """What was found in a plan that points at no other document, and the waivers that it needs (by their number in the settings)."""

    diagnostics: list[Diagnostic]
    used: frozenset[int]


Look = Callable[[Document[Plan]], Alone | None]
# Looks at each plan, and may know from before what comes of it. The names stand for everything else that it hangs on.
Looking = Callable[[Sequence[Document[Plan]], tuple, Look], list[Alone | None]]


@without_collecting()
def check(content: Content, today: date, editions: Sequence[Edition] = (), files: Collection[str] = (), looking: Looking | None = None) -> list[Diagnostic]:
    """What every rule finds in the content on a day, with the editions so far, oldest first; `files` are the paths of all that is there.

    With `looking`, each plan is looked at alone where that can be, which finds the same and can be kept; without it, all at once, which is a little quicker.
    """
    looked: list[Alone | None] = [None] * len(content.plans)
    if looking:
        looked = looking(content.plans, _names(content, today), partial(_alone, Around(Content(content.council, content.settings)), today))
    others = tuple(plan for plan, one in zip(content.plans, looked, strict=True) if one is None)
    whole = Checked(content, today, editions, files)
    rest = Checked(replace(content, plans=others), today, editions, files, around=whole.around, used=frozenset().union(*(one.used for one in looked if one)))
    found = [(name, finding) for name, rule in RULES.items() for finding in rule(whole if name in TOGETHER else rest)]
    # One document after the other: to find a place in a file, the file is read once more, and only the last one is kept.
    found.sort(key=lambda pair: pair[1].document.source.path)
    return [diagnostic for one in looked if one for diagnostic in one.diagnostics] + [finding.diagnostic(name) for name, finding in found]


def _alone(beside: Around, today: date, plan: Document[Plan]) -> Alone | None:
    """What the rules find in a plan alone; None where it points at other plans or at editions, and must be looked at with them."""
    checked = Checked(Content(plans=(plan,)), today, around=beside)
    if leads_elsewhere(checked.of(plan)):
        return None
    found = [finding.diagnostic(name) for name, rule in RULES.items() if name not in TOGETHER for finding in rule(checked)]
    return Alone(found, checked.private.used)


def _names(content: Content, today: date) -> tuple:
    """Names everything that a plan is looked at with. What was taken down in a plan, under which of its names, stands in no file of its own."""
    beside = [(one.source.path, one.text_id) for one in (content.council, content.settings) if one]
    masks = [repr(place) for place in content.also_withheld]
    return today.isoformat(), beside, masks, [slugs(plan) for plan in content.plans] if content.withheld else ()
