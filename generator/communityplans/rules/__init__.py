"""The rules, by name. A rule looks at documents that fit the template; its docstring says what it means and why."""

from collections.abc import Collection, Sequence
from datetime import date

from ..content.documents import Content
from ..history.editions import Edition
from ..text.diagnostic import Diagnostic
from ..text.patience import without_collecting
from . import advice, dates, duties, elections, freshness, letters, money, notes, people, pictures, plainly, privacy, promises, prose, references, reports, streets, suggestions, withheld
from .rule import Checked, Rule

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


@without_collecting()
def check(content: Content, today: date, editions: Sequence[Edition] = (), files: Collection[str] = ()) -> list[Diagnostic]:
    """What every rule finds in the content on a day, with the editions so far, oldest first; `files` are the paths of all that is there."""
    checked = Checked(content, today, editions, files)
    found = [(name, finding) for name, rule in RULES.items() for finding in rule(checked)]
    # One document after the other: to find a place in a file, the file is read once more, and only the last one is kept.
    found.sort(key=lambda pair: pair[1].document.source.path)
    return [finding.diagnostic(name) for name, finding in found]
