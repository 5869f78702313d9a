"""What public sources had said of the six areas by four days, as plan files: a real history to compare with.

The editions of the demonstration pin these very files. Each set holds only facts whose source is dated on or
before its day; the last one holds what is known today, from sources without a date too.
"""

from datetime import date
from pathlib import Path

import pytest

from communityplans.content.load import load
from communityplans.editions.change_text import describe
from communityplans.editions.compare import Kind, compare
from communityplans.model.provenance import Source
from communityplans.model.types import NotPublished
from communityplans.rules.promise_rules import PROMISES
from communityplans.rules.rule_context import FieldIndex
from communityplans.source.diagnostic import has_errors
from communityplans.source.files import blob_id, read_directory

HERE = Path(__file__).parent / "stevenage"
DAYS = sorted(path.name for path in HERE.iterdir() if path.is_dir())
PAIRS = list(zip(DAYS, DAYS[1:], strict=False))


def plans(day: str) -> dict:
    content, diagnostics = load(read_directory(HERE / day).files)
    assert not has_errors(diagnostics), [d.message for d in diagnostics]
    return {plan.slug: plan.model for plan in content.plans}


def test_there_are_four_states_of_six_plans():
    assert len(DAYS) == 4
    assert {len(plans(day)) for day in DAYS} == {6}


@pytest.mark.parametrize("day", DAYS[:-1])
def test_a_past_state_knows_nothing_of_later_days(day):
    for plan in plans(day).values():
        assert plan.as_of == date.fromisoformat(day)
        for _, source in FieldIndex(plan).groups(Source):
            assert not isinstance(source.published, NotPublished), source.id
            first = source.published.earliest or source.published.latest
            assert first is not None and first <= date.fromisoformat(day), source.id


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_no_promise_vanishes_between_two_states(before, after):
    old, new = plans(before), plans(after)
    for slug, plan in old.items():
        kept = {group.id for _, group in FieldIndex(new[slug]).groups(*PROMISES)}
        assert {group.id for _, group in FieldIndex(plan).groups(*PROMISES)} <= kept


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_each_change_is_said_in_a_sentence_and_told_to_residents(before, after):
    old, new = plans(before), plans(after)
    for slug, plan in old.items():
        changes = compare(plan, new[slug])
        assert all(describe(change).endswith((".", "”.")) for change in changes)
        assert not changes or len(new[slug].change_notes) > len(plan.change_notes), slug
        assert not [c for c in changes if c.kind is Kind.removed and isinstance(c.old, PROMISES)]


def test_the_stories_that_residents_ask_about_are_in_them():
    """A project that was put off and then permitted, one that closed, and one that was done."""
    statuses = {
        day: {
            g.id: g.status.value
            for plan in plans(day).values()
            for _, g in FieldIndex(plan).groups(*PROMISES)
            if hasattr(g, "status")
        }
        for day in DAYS
    }
    assert "closed_not_delivered" in statuses[DAYS[2]].values()
    assert "complete" in statuses[DAYS[0]].values()
    assert set(statuses[DAYS[0]]) < set(statuses[DAYS[1]]) < set(statuses[DAYS[2]])


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("day", DAYS)
def test_the_demonstration_publishes_these_states_and_says_when_they_were_put_together(day):
    """What stands above of each state holds for what the public reads: the editions pin these very bytes."""
    content, diagnostics = load(read_directory(ROOT).files)
    edition = next(document.model for document in content.editions if document.slug == day)
    pinned = {path: blob for path, blob in edition.documents.items() if path.startswith("plans/")}
    assert pinned == {
        f"plans/{path.name}": blob_id(path.read_bytes()) for path in (HERE / day / "plans").iterdir()
    }
    assert edition.compiled == date(2026, 11, 22)
    assert (day == DAYS[-1]) == any(path.startswith("guides/") for path in edition.documents), (
        "the guides were written for today's edition"
    )
