"""The made-up council in tests/fixtures/council uses the whole template, so that tests on it miss nothing."""

from collections import Counter

import pytest
from everything import PATH
from everything import everything as made
from pydantic import BaseModel
from sites import COUNCIL, content, plans

from communityplans.model.council import Council
from communityplans.model.edition import Edition
from communityplans.model.fields import fields, iter_fields, iter_values
from communityplans.model.guide import Guide
from communityplans.model.plan import Plan
from communityplans.model.report import Report
from communityplans.model.settings import Settings
from communityplans.model.streets import StreetList
from communityplans.model.suggestion import Suggestion
from communityplans.model.types import NoneKnown, NotPublished
from communityplans.schema.field_reference import FILES


def documents(model):
    """The documents of one kind.

    Of the plans, the one that is made from the model only: it alone must use every field.
    """
    found = content()
    return {
        Plan: [p.model for p in found.plans if p.slug == "everything"],
        Guide: [g.model for g in found.guides],
        Council: [found.council.model],
        Settings: [found.settings.model],
        Suggestion: [s.model for s in found.suggestions],
        Report: [r.model for r in found.reports],
        StreetList: [found.streets.model],
    }[model]


def everything():
    """Every model of the council, with what it holds."""
    for document in content().documents:
        yield document.model
        for _, _, value in iter_values(document.model):
            if isinstance(value, BaseModel):
                yield value


def test_it_has_no_error():
    done = plans("--root", COUNCIL, "--today", "2026-11-22", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_plan_with_every_field_is_as_the_model_makes_it():
    assert PATH.read_text(encoding="utf-8") == made(), "run tests/fixtures/everything.py"


@pytest.mark.parametrize(
    "model", [model for _, model, _ in FILES if model is not Edition], ids=lambda m: m.__name__
)
def test_every_field_is_used(model):
    used = {
        tuple("*" if isinstance(step, int) else step for step in path)
        for document in documents(model)
        for path, _, value in iter_values(document)
        if not isinstance(value, NotPublished | NoneKnown)
    }
    assert [".".join(path) for path, _ in iter_fields(model) if path not in used] == []


def test_every_field_that_may_be_a_gap_is_one_somewhere():
    may = {(type(one), f.name) for one in everything() for f in fields(type(one)) if f.gap}
    are = {
        (type(one), f.name)
        for one in everything()
        for f in fields(type(one))
        if isinstance(getattr(one, f.name), NotPublished)
    }
    assert may - are == set()
    gaps = [one for one in everything() if isinstance(one, NotPublished)]
    assert any(gap.source for gap in gaps) and not all(gap.source for gap in gaps)


def test_every_section_is_full_somewhere_and_empty_with_a_reason_elsewhere():
    for field in (f for f in fields(Plan) if f.section):
        held = [getattr(plan.model, field.name) for plan in content().plans]
        assert any(isinstance(one, NoneKnown) for one in held), field.name
        assert any(isinstance(one, tuple) and one for one in held), field.name


def test_the_thin_plan_says_only_what_is_required():
    thin = next(p.model for p in content().plans if p.slug == "hilltop")
    assert thin.model_fields_set == {f.name for f in fields(Plan) if f.required}


def test_no_text_stands_twice():
    """Else a text could be lost in one place and found in another."""
    texts = Counter(
        value
        for one in content().documents
        for _, field, value in iter_values(one.model)
        if isinstance(value, str) and field.leaf.name in ("text", "prose")
    )
    names = {
        "Example Borough Council",
        "Mill Street",
    }  # the publisher of one source, and the council itself; a street that is listed in parts
    assert [text for text, count in texts.items() if count > 1 and text not in names] == []
