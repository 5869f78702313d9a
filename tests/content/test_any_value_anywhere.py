"""A plan with every field, and in place of each value whatever a hand or a program may put there: always an
answer in plain words, in its place.
"""

import json
from typing import Any

import pytest
import yaml
from pydantic import BaseModel
from test_cases import HERE, TODAY, assert_plain

from communityplans.content.load import load
from communityplans.model.fields import fields
from communityplans.model.plan import Plan
from communityplans.rules import check
from communityplans.source.files import SourceFile

ANYTHING = [
    None,
    "",
    [],
    {},
    12,
    -1,
    True,
    "x" * 20_000,
    ["a"],
    {"a": "b"},
    "31/02/2026",
    [[["a"]]],
    [None],
    "a\nb",
    "“a”",
]
OFTEN = ({}, "31/02/2026")
COUNCIL = SourceFile("plans/council.yml", (HERE / "council.yml").read_text(encoding="utf-8"))


def full(model: type[BaseModel]) -> dict:
    """Every field of a model, filled in from its examples."""
    return {spec.key: value(spec) for spec in fields(model)}


def value(spec) -> Any:
    if spec.constant is not None:
        return int(spec.constant)
    if spec.part:
        return (
            [full(spec.part) for _ in range(2 if spec.key == "statements" else 1)]
            if spec.many
            else full(spec.part)
        )
    return spec.examples[0]


class Plain(yaml.CSafeDumper if hasattr(yaml, "CSafeDumper") else yaml.SafeDumper):
    """Writes everything out, without anchors."""

    def ignore_aliases(self, data):
        return True


# Two of the lists of items stay empty: what is in them is the same as in the first.
NONE = {"none_reason": "None known", "as_of": "2026-11-22"}
TEXT = yaml.dump(
    full(Plan) | {"projects": NONE, "future_priorities": NONE},
    Dumper=Plain,
    sort_keys=False,
    allow_unicode=True,
    width=500,
)
LINES = TEXT.split("\n")


def spots(node: yaml.Node, around: tuple[int, ...] = (1,)) -> list[tuple[int, int, str, tuple[int, ...]]]:
    """Every value of the text: its first and last line, what stands before it, and the lines on which the
    groups around it start.
    """
    found = []
    pairs = (
        node.value
        if isinstance(node, yaml.MappingNode)
        else [(item, item) for item in node.value]
        if isinstance(node, yaml.SequenceNode)
        else []
    )
    for key, inside in pairs:
        first, column = key.start_mark.line, key.start_mark.column
        last = max(
            first,
            inside.end_mark.line - (inside.end_mark.column == 0) * isinstance(inside, yaml.CollectionNode),
        )
        before = LINES[first][:column] + ("" if key is inside else f"{key.value}: ")
        if isinstance(inside, yaml.CollectionNode):  # Up to the next line that is not further to the right.
            last = max(
                n
                for n in range(first, last + 1)
                if LINES[n].strip() and n < inside.end_mark.line or n == first
            )
        found.append((first, last, before, around))
        found += spots(inside, (*around, first + 1, inside.start_mark.line + 1))
    return found


SPOTS = spots(yaml.compose(TEXT, Loader=yaml.SafeLoader))


def with_value(spot: tuple, new: Any) -> str:
    """The text with another value in a place, on one line."""
    first, last, before, _ = spot
    return "\n".join([*LINES[:first], before + json.dumps(new, ensure_ascii=False), *LINES[last + 1 :]])


def test_the_full_plan_fits_the_template():
    content, found = load([COUNCIL, SourceFile("plans/case.yml", TEXT)])
    assert found == [] and len(content.plans) == 1
    assert len(SPOTS) > 100


# Every value at every place takes a minute; a few of each kind are tried each time.
@pytest.mark.counted
@pytest.mark.parametrize(
    "new",
    [new if new in OFTEN else pytest.param(new, marks=pytest.mark.long) for new in ANYTHING],
    ids=lambda new: repr(new)[:20],
)
def test_any_value_anywhere_gets_an_answer(new, count):
    wrong = 0
    for spot in SPOTS:
        text = with_value(spot, new)
        content, found = load([SourceFile("plans/case.yml", text)], unread=[COUNCIL.path])
        assert len(content.plans) == (0 if found else 1)
        wrong += bool(found)
        for one in found:
            assert_plain(one)
            assert one.position.path == "plans/case.yml"
            assert one.position.line in (spot[0] + 1, *spot[3]), (spot[2], new, one)
            assert one.position.column <= len(text.split("\n")[one.position.line - 1]) + 1
    assert wrong > 10
    count("yaml", tried=len(SPOTS))


@pytest.mark.long
def test_any_value_anywhere_can_be_checked():
    """What fits the template goes through the rules, which must not stumble either."""
    asked = 0
    for spot in SPOTS:
        for new in ("Xx", "Ongoing", {"not_published": "No", "as_of": "2026-11-22"}):
            content, found = load([COUNCIL, SourceFile("plans/case.yml", with_value(spot, new))])
            if not found:
                asked += 1
                for one in check(content, TODAY):
                    assert_plain(one)
    assert asked > 100
