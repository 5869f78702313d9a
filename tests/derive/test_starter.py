"""A new plan file: every field of the template with its help, and what stands behind the hints fits the template."""

import re
from datetime import date
from pathlib import Path

import pytest
from communityplans.content.load import load
from communityplans.derive.starter import starter
from communityplans.model.fields import fields, walk
from communityplans.model.plan import Plan
from communityplans.model.stages import Stage
from communityplans.rules import check
from communityplans.text.diagnostic import Severity
from communityplans.text.source import SourceFile

TODAY = date(2026, 11, 22)
COUNCIL = SourceFile("plans/council.yml", (Path(__file__).parents[1] / "content" / "council.yml").read_text(encoding="utf-8"))
STARTER = starter("bedwell", "Bedwell", TODAY)
FILLED_IN = {
    "summary:": "summary: A new crossing.",
    "wards: []": "wards: [bedwell]",
    "sources: []": "sources: [{id: paper, title: Report, publisher: Example, kind: council, url: \"https://www.example.org/paper\", published: 2026-09-16}]",
}


def filled_in(text: str) -> str:
    for empty, full in FILLED_IN.items():
        assert f"\n{empty}\n" in text
        text = text.replace(f"\n{empty}\n", f"\n{full}\n")
    return text


def used(text: str) -> str:
    """The file with every hint used: each `# field: example` takes the place of what stands for the field, if anything does."""
    blocks: dict[str, list[str]] = {}
    key = ""
    for line in text.split("\n"):
        field = re.match(r"(?:# )?([a-z_]+):(?: |$)", line)
        inside = re.match(r"# ( +.*)", line)
        if field:
            key = field[1]
            blocks[key] = [line.removeprefix("# ")]
        elif inside and key:
            blocks[key].append(inside[1])
        else:
            key = ""
    return "\n".join(line for block in blocks.values() for line in block) + "\n"


def found(text: str) -> list:
    content, diagnostics = load([COUNCIL, SourceFile("plans/bedwell.yml", text)])
    return diagnostics + check(content, TODAY)


def test_only_what_must_be_filled_in_is_wrong_with_it():
    lines = STARTER.split("\n")
    assert [lines[d.position.line - 1] for d in found(STARTER) if d.severity is Severity.error] == list(FILLED_IN)


def test_filled_in_it_checks_clean():
    assert {d.rule for d in found(filled_in(STARTER))} <= {"not-published"}


@pytest.mark.parametrize("field", fields(Plan), ids=lambda f: f.key)
def test_every_field_stands_in_it_with_its_help(field):
    help_line = next((n for n, line in enumerate(STARTER.split("\n")) if line.startswith(f"# {field.title}") and field.description in line), None)
    assert help_line is not None
    assert re.match(rf"(# )?{field.key}:", STARTER.split("\n")[help_line + 1])


def test_fields_inside_groups_stand_in_it_too():
    keys = {match[1] for match in re.finditer(r"^# +(?:- )?([a-z_]+):", STARTER, re.MULTILINE)} | set(re.findall(r"^([a-z_]+):", STARTER, re.MULTILINE))
    assert {spec.key for _, spec in walk(Plan)} - keys == set()


@pytest.mark.parametrize("field", [f for f in fields(Plan) if (f.owed or f.advised) and not f.required], ids=lambda f: f.key)
def test_it_says_from_which_stage_on_a_field_is_owed(field):
    line = next(line for line in STARTER.split("\n") if line.startswith(f"# {field.title} (") and field.description in line)
    if field.owed:
        assert f"must be there from the stage {Stage(field.owed).label} on" in line
    if field.advised:
        assert f"should be there from the stage {Stage(field.advised).label} on" in line


def test_every_hint_can_be_used():
    """With the # taken away everywhere the file still fits the template. Its ids are examples, so they point nowhere."""
    content, diagnostics = load([COUNCIL, SourceFile("plans/bedwell.yml", used(filled_in(STARTER)))])
    assert [(d.position.line, d.message) for d in diagnostics] == []
    assert len(content.plans) == 1
    assert not [f.key for f in fields(Plan) if getattr(content.plans[0].model, f.name) in (None, ())]


@pytest.mark.parametrize("title", ['St John\'s: "the" #1 [old] {part}', "Łąka & Tŷ", "12"])
def test_an_area_with_an_awkward_name_still_starts_a_plan(title):
    text = filled_in(starter("bedwell", title, TODAY))
    assert {d.rule for d in found(text)} <= {"not-published"}
    assert load([COUNCIL, SourceFile("plans/bedwell.yml", text)])[0].plans[0].model.title == title
