"""The rules, by name. A rule looks at documents that fit the template; its docstring says what it means and
why.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ..content.documents import Content, Document
from ..content.load import SETTINGS
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import slugs_over_time
from ..model.plan import Plan
from ..source.diagnostic import UNDECIDED, Diagnostic
from ..source.gc_pause import gc_paused
from . import (
    date_rules,
    image_rules,
    money_rules,
    obligation_rules,
    pre_election_rules,
    privacy,
    promise_rules,
    prose_rules,
    reference_rules,
    street_rules,
    suggestion_rules,
)
from .privacy import PRIVATE
from .reference_rules import leads_elsewhere
from .rule_context import CheckContext, Rule, RuleContext

# The rules by family: the heading of each in the reference, and its rules by name.
RULE_FAMILIES: dict[str, dict[str, Rule]] = {
    "Text that a suggested fix left to be filled in": {"unfinished": prose_rules.unfinished},
    "Names, and what refers to them": {
        "unknown-reference": reference_rules.unknown_reference,
        "duplicate-id": reference_rules.duplicate_id,
        "same-area": reference_rules.same_area,
    },
    "Streets": {
        "street-twice": street_rules.street_twice,
        "street-overlap": street_rules.street_overlap,
    },
    "Dates": {
        "date-order": date_rules.date_order,
        "future-fact": date_rules.future_fact,
        "half-of-day": date_rules.half_of_day,
        "date-passed": date_rules.date_passed,
        "review-due": date_rules.review_due,
    },
    "What a plan needs at its stage": {
        "stage-duty": obligation_rules.stage_duty,
        "not-published": obligation_rules.not_published,
        UNDECIDED: obligation_rules.undecided_yet,
        "agreed-without-residents": obligation_rules.agreed_without_residents,
        "no-way-to-reach": obligation_rules.no_way_to_reach,
    },
    "Changes since the last edition": {
        "vanished-promise": promise_rules.vanished_promise,
        "change-reason": promise_rules.change_reason,
        "closed-without-outcome": promise_rules.closed_without_outcome,
        "change-note": promise_rules.change_note,
        "older-text": promise_rules.older_text,
        "presented-report": promise_rules.presented_report,
    },
    "Facts that are out of date": {
        "old-status": date_rules.old_status,
        "asset-not-checked": date_rules.asset_not_checked,
        "too-few-meetings": date_rules.too_few_meetings,
        "past-ward": date_rules.past_ward,
    },
    "Money": {
        "overspent": money_rules.overspent,
        "split-sum": money_rules.split_sum,
        "wrong-year": money_rules.wrong_year,
        "total-differs": money_rules.total_differs,
        "parts-sum": money_rules.parts_sum,
        "cost-differs": money_rules.cost_differs,
    },
    "Personal data and secrets": {**PRIVATE, "unused-waiver": privacy.unused_waiver},
    "Before an election": {
        "pre-election": pre_election_rules.pre_election,
        "edition-in-period": pre_election_rules.edition_in_period,
        "names-councillor": pre_election_rules.names_councillor,
    },
    "Suggestions from residents": {
        "unanswered": suggestion_rules.unanswered,
        "answer-order": suggestion_rules.answer_order,
    },
    "How a text reads": {
        "bullet": prose_rules.bullet,
        "smart-quote": prose_rules.smart_quote,
        "too-many-marks": prose_rules.too_many_marks,
        "heading-level": prose_rules.heading_level,
        "look-alike": prose_rules.look_alike,
        "broken-letters": prose_rules.broken_letters,
        "vague-link": prose_rules.vague_link,
        "capitals": prose_rules.capitals,
        "long-sentence": prose_rules.long_sentence,
    },
    "Pictures": {
        "picture-without-description": image_rules.picture_without_description,
        "missing-picture": image_rules.missing_picture,
        "picture-elsewhere": image_rules.picture_elsewhere,
        "picture-in-plan": image_rules.picture_in_plan,
    },
    "What was taken down": {"withheld-place": reference_rules.withheld_place},
}
RULES: dict[str, Rule] = {name: rule for family in RULE_FAMILIES.values() for name, rule in family.items()}

# What nothing is wrong with, and what only has to wait: it stops a proposal and an edition, never the
# building of what is public.
PRE_ELECTION_RULES = frozenset({"pre-election"})
# These look at several documents, at editions, or at what is on the disk. All others look at one document at
# a time, with what the council's facts and the settings say; of a plan they see nothing but that, so what
# they find in it can be kept.
CROSS_DOCUMENT_RULES = frozenset(
    {
        "same-area",
        "vanished-promise",
        "change-reason",
        "closed-without-outcome",
        "change-note",
        "older-text",
        "pre-election",
        "edition-in-period",
        "names-councillor",
        "withheld-place",
    }
)


@dataclass(frozen=True)
class PlanFindings:
    """What was found in a plan that points at no other document, and the waivers that it needs (by their
    number in the settings).
    """

    diagnostics: list[Diagnostic]
    used: frozenset[int]


RuleInputs = Callable[[Document[Plan]], PlanFindings | None]
# Looks at each plan, and may know from before what comes of it. The names stand for everything else that it
# hangs on.
Looking = Callable[[Sequence[Document[Plan]], tuple, RuleInputs], list[PlanFindings | None]]


@gc_paused()
def check(
    content: Content,
    today: date,
    editions: Sequence[PublishedEdition] = (),
    files: Collection[str] = (),
    looking: Looking | None = None,
) -> list[Diagnostic]:
    """What every rule finds in the content on a day, with the editions so far, oldest first; `files` are the
    paths of all that is there.

    With `looking`, each plan is looked at alone where that can be, which finds the same and can be kept;
    without it, all at once, which is a little quicker.
    """
    looked: list[PlanFindings | None] = [None] * len(content.plans)
    if looking:
        looked = looking(
            content.plans,
            _names(content, today),
            partial(
                _alone, RuleContext(Content(content.council, content.settings, unread=content.unread)), today
            ),
        )
    others = tuple(plan for plan, one in zip(content.plans, looked, strict=True) if one is None)
    whole = CheckContext(content, today, editions, files)
    rest = CheckContext(
        replace(content, plans=others),
        today,
        editions,
        files,
        around=whole.around,
        used=frozenset().union(*(one.used for one in looked if one)),
    )
    found = [
        (name, finding)
        for name, rule in _asked(content.unread)
        for finding in rule(whole if name in CROSS_DOCUMENT_RULES else rest)
    ]
    # One document after the other: to find a place in a file, the file is read once more, and only the last
    # one is kept.
    found.sort(key=lambda pair: pair[1].document.source.path)
    return [diagnostic for one in looked if one for diagnostic in one.diagnostics] + [
        finding.diagnostic(name) for name, finding in found
    ]


def _asked(unread: frozenset[str]) -> list[tuple[str, Rule]]:
    """The rules that can be asked. What is private hangs on the settings, which say whose addresses and numbers
    are an office's: where they cannot be read, that is the mistake, and it stops the build.
    """
    without = PRIVATE.keys() if SETTINGS in unread else ()
    return [(name, rule) for name, rule in RULES.items() if name not in without]


def _alone(beside: RuleContext, today: date, plan: Document[Plan]) -> PlanFindings | None:
    """What the rules find in a plan alone; None where it points at other plans or at editions, and must be
    looked at with them.
    """
    checked = CheckContext(Content(plans=(plan,)), today, around=beside)
    if leads_elsewhere(checked.of(plan)):
        return None
    found = [
        finding.diagnostic(name)
        for name, rule in _asked(beside.content.unread)
        if name not in CROSS_DOCUMENT_RULES
        for finding in rule(checked)
    ]
    return PlanFindings(found, checked.private.used)


def _names(content: Content, today: date) -> tuple:
    """Names everything that a plan is looked at with. What was taken down in a plan, under which of its
    names, stands in no file of its own.
    """
    beside = [(one.source.path, one.text_id) for one in (content.council, content.settings) if one]
    masks = [repr(place) for place in content.also_withheld]
    return (
        today.isoformat(),
        beside,
        SETTINGS in content.unread,
        masks,
        [slugs_over_time(plan) for plan in content.plans] if content.withheld else (),
    )
