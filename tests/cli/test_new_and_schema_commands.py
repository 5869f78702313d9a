"""`plans new` and `plans schema`: what they write, and what they refuse."""

import re
from datetime import date

import pytest

from communityplans.schema.starter_files import starter

FILLED_IN = {
    "summary:": "summary: A new crossing.",
    "wards: []": "wards: [bedwell]",
    "sources: []": (
        "sources:\n  - id: executive-2026\n    title: Report\n    publisher: Example Borough Council\n   "
        " kind: council\n    url: https://www.example.org/executive-2026\n    published: 2026-09-16"
    ),
}


@pytest.fixture
def started(plans, folder):
    """The folder with a plan that `plans new` has just written."""
    (folder / "plans/bedwell.yml").unlink()
    assert plans("new", "bedwell")[0] == 0
    return folder / "plans/bedwell.yml"


def test_new_says_what_it_wrote_and_what_to_do_next(plans, folder):
    (folder / "plans/bedwell.yml").unlink()
    code, out, err = plans("new", "bedwell")
    assert (code, err) == (0, "")
    assert "plans/bedwell.yml" in out and "plans check" in out


def test_a_new_plan_only_says_what_is_still_to_be_filled_in(plans, started):
    code, out, _ = plans("check")
    lines = started.read_text(encoding="utf-8").split("\n")
    found = re.findall(r"^plans/bedwell.yml:(\d+):\d+: error: .*\[(\S+)\]$", out, re.MULTILINE)
    assert code == 1
    assert [lines[int(line) - 1] for line, _ in found] == list(FILLED_IN)
    assert {rule for _, rule in found} <= {"empty", "too-few"}


def test_with_those_filled_in_it_checks_clean(plans, started):
    text = started.read_text(encoding="utf-8")
    for empty, filled in FILLED_IN.items():
        assert f"\n{empty}\n" in text
        text = text.replace(f"\n{empty}\n", f"\n{filled}\n")
    started.write_text(text, encoding="utf-8")
    code, out, _ = plans("check")
    assert (
        code == 0
        and "error" not in out
        and "warning" not in out
        and "5 things are not decided yet: plans check --gaps lists them." in out
    )


def test_all_starts_with_every_field(plans, folder):
    (folder / "plans/bedwell.yml").unlink()
    assert plans("new", "bedwell", "--all")[0] == 0
    assert (folder / "plans/bedwell.yml").read_text(encoding="utf-8") == starter(
        "bedwell", "Bedwell", date(2026, 11, 22), full=True
    )


@pytest.mark.parametrize(
    ("form", "mark"),
    [
        ("text", "[undecided]"),
        ("json", '"rule": "undecided"'),
        ("github", "title=undecided"),
        ("gitlab", '"check_name": "undecided"'),
    ],
)
def test_what_is_undecided_is_listed_on_request_in_every_format(plans, started, form, mark):
    text = started.read_text(encoding="utf-8")
    for empty, filled in FILLED_IN.items():
        text = text.replace(f"\n{empty}\n", f"\n{filled}\n")
    started.write_text(text, encoding="utf-8")
    said = plans("check", "--format", form, "plans/bedwell.yml")[1]
    assert mark not in said and ("plans check --gaps" in said) == (form == "text")
    code, listed, _ = plans("check", "--gaps", "--strict", "--format", form, "plans/bedwell.yml")
    gaps = sum("{not_published:" in line and not line.startswith("#") for line in text.splitlines())
    assert code == 0 and listed.count(mark) == gaps == 5


def test_a_new_plan_speaks_of_today(plans, started):
    assert "as_of: 2026-11-22" in started.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("nowhere", "plans/council.yml has no area nowhere. Add it there first, under areas."),
        ("bedwel", "plans/council.yml has no area bedwel. Did you mean bedwell?"),
        ("Bedwell & Co", "Try: plans new bedwell-and-co"),
        ("../bedwell", "small letters, digits and hyphens only"),
        ("bedwell.yml", "small letters, digits and hyphens only"),
        ("-bedwell", "No such option"),
    ],
)
def test_new_refuses_what_is_no_area(plans, folder, area, said):
    before = sorted(folder.rglob("*"))
    code, out, err = plans("new", area)
    assert (code, out) == (2, "") and said in err
    assert sorted(folder.rglob("*")) == before


def test_new_never_overwrites(plans, folder):
    before = (folder / "plans/bedwell.yml").read_bytes()
    code, _, err = plans("new", "bedwell")
    assert code == 2 and "is there already. Nothing was changed." in err
    assert (folder / "plans/bedwell.yml").read_bytes() == before


def test_new_without_a_readable_council(plans, folder):
    (folder / "plans/bedwell.yml").unlink()
    (folder / "plans/council.yml").write_text("name: [\n")
    code, _, err = plans("new", "bedwell")
    assert code == 2 and "plans/council.yml cannot be read" in err


def test_an_area_with_an_awkward_name_still_starts_a_plan(check):
    text = starter("bedwell", 'St John\'s: "the" #1 [old] {part}', date(2026, 11, 22))
    for empty, filled in FILLED_IN.items():
        text = text.replace(f"\n{empty}\n", f"\n{filled}\n")
    assert {d.rule for d in check(text)} == {"undecided"}


def test_schema_writes_and_then_finds_itself_up_to_date(plans, folder):
    code, out, _ = plans("schema", "--check")
    assert code == 1 and "schemas/plan.v2.json does not say what the model says. Run: plans schema" in out
    assert not (folder / "schemas").exists()
    assert plans("schema")[0] == 0
    assert plans("schema", "--check") == (0, "", "")
    (folder / "schemas/plan.v2.json").write_text("{}")
    assert plans("schema", "--check")[0] == 1
