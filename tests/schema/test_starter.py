"""A new plan file: every field of the template with its help, and what stands behind the hints fits the
template.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from communityplans.content.load import load
from communityplans.model.fields import fields, iter_fields
from communityplans.model.plan import Plan
from communityplans.model.stages import Stage
from communityplans.rules import check
from communityplans.schema.starter_files import starter
from communityplans.source.diagnostic import UNDECIDED, Severity
from communityplans.source.files import SourceFile

TODAY = date(2026, 11, 22)
COUNCIL = SourceFile(
    "plans/council.yml", (Path(__file__).parents[1] / "content" / "council.yml").read_text(encoding="utf-8")
)
STARTER = starter("bedwell", "Bedwell", TODAY, full=True)
SHORT = starter("bedwell", "Bedwell", TODAY)
BY_INIT = starter("bedwell", "Bedwell", TODAY, "Example Borough Council")
FILLED_IN = {
    "summary:": "summary: A new crossing.",
    "wards: []": "wards: [bedwell]",
    "sources: []": (
        "sources: [{id: paper, title: Report, publisher: Example, kind: council, url:"
        ' "https://www.example.org/paper", published: 2026-09-16}]'
    ),
}


def filled_in(text: str) -> str:
    for empty, full in FILLED_IN.items():
        assert f"\n{empty}\n" in text
        text = text.replace(f"\n{empty}\n", f"\n{full}\n")
    return text


def used(text: str) -> str:
    """The file with every hint used: each `# field: example` takes the place of what stands for the field, if
    anything does.
    """
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


@pytest.mark.parametrize("text", [STARTER, SHORT], ids=["full", "short"])
def test_only_what_must_be_filled_in_is_wrong_with_it(text):
    lines = text.split("\n")
    assert [lines[d.position.line - 1] for d in found(text) if d.severity is Severity.error] == list(
        FILLED_IN
    )


@pytest.mark.parametrize("text", [STARTER, SHORT], ids=["full", "short"])
def test_filled_in_it_checks_clean(text):
    assert {d.rule for d in found(filled_in(text))} == {UNDECIDED}


@pytest.mark.parametrize("field", fields(Plan), ids=lambda f: f.key)
def test_every_field_stands_in_it_with_its_help(field):
    help_line = next(
        (
            n
            for n, line in enumerate(STARTER.split("\n"))
            if line.startswith(f"# {field.title}") and field.description in line
        ),
        None,
    )
    assert help_line is not None
    assert re.match(rf"(# )?{field.key}:", STARTER.split("\n")[help_line + 1])


def test_fields_inside_groups_stand_in_it_too():
    keys = {match[1] for match in re.finditer(r"^# +(?:- )?([a-z_]+):", STARTER, re.MULTILINE)} | set(
        re.findall(r"^([a-z_]+):", STARTER, re.MULTILINE)
    )
    assert {spec.key for _, spec in iter_fields(Plan)} - keys == set()


@pytest.mark.parametrize(
    "field", [f for f in fields(Plan) if (f.owed or f.advised) and not f.required], ids=lambda f: f.key
)
def test_it_says_from_which_stage_on_a_field_is_owed(field):
    line = next(
        line
        for line in STARTER.split("\n")
        if line.startswith(f"# {field.title} (") and field.description in line
    )
    if field.owed:
        assert f"must be there from the stage {Stage(field.owed).label} on" in line
    if field.advised:
        assert f"should be there from the stage {Stage(field.advised).label} on" in line


def test_every_hint_can_be_used():
    """With the # taken away everywhere the file still fits the template.

    Its ids are examples, so they point nowhere.
    """
    content, diagnostics = load([COUNCIL, SourceFile("plans/bedwell.yml", used(filled_in(STARTER)))])
    assert [(d.position.line, d.message) for d in diagnostics] == []
    assert len(content.plans) == 1
    assert not [f.key for f in fields(Plan) if getattr(content.plans[0].model, f.name) in (None, ())]


@pytest.mark.parametrize("title", ['St John\'s: "the" #1 [old] {part}', "Łąka & Tŷ", "12"])
def test_an_area_with_an_awkward_name_still_starts_a_plan(title):
    text = filled_in(starter("bedwell", title, TODAY))
    assert {d.rule for d in found(text)} == {UNDECIDED}
    assert load([COUNCIL, SourceFile("plans/bedwell.yml", text)])[0].plans[0].model.title == title


@pytest.mark.parametrize("text", [SHORT, BY_INIT], ids=["new", "init"])
def test_a_plan_starts_short(text):
    """At most 60 lines: what the first stage needs, each field right below one line of help, and one line
    that says how to get more.
    """
    lines = text.splitlines()
    assert len(lines) <= 60
    assert sum("plans new bedwell --all" in line for line in lines) == 1
    for field in fields(Plan):
        at = [number for number, line in enumerate(lines) if line.startswith(f"{field.key}:")]
        assert len(at) == field.required
        assert all(lines[number - 1].startswith(f"# {field.title}. {field.description}") for number in at)


def test_what_init_writes_is_undecided_and_nothing_else():
    """One note for each gap of a field that needs an answer, on its line; no warning."""
    answers = [
        number
        for number, line in enumerate(BY_INIT.splitlines(), 1)
        if re.match(r"[a-z_]+: {not_published:", line)
    ]
    assert [(d.rule, d.severity, d.position.line) for d in found(BY_INIT)] == [
        (UNDECIDED, Severity.note, number) for number in answers
    ]
    assert len(answers) == 6


def test_what_is_undecided_is_a_warning_again_from_the_second_stage_on():
    later = BY_INIT.replace("stage: preliminary", "stage: co_produced")
    assert {d.rule for d in found(later)} > {"not-published"} and UNDECIDED not in {
        d.rule for d in found(later)
    }


def test_a_gap_with_a_reason_of_its_own_is_a_warning():
    told = BY_INIT.replace(
        'contact: {not_published: "Not decided yet"', 'contact: {not_published: "The post is vacant"'
    )
    assert [d.rule for d in found(told) if d.rule != UNDECIDED] == ["not-published"]
    assert sum(d.rule == UNDECIDED for d in found(told)) == 5
