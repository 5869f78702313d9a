"""The Code Quality report for GitLab: its form, and fingerprints that stay."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from communityplans.cli import plans as command
from communityplans.source.diagnostic import Diagnostic, Position, Severity
from communityplans.source.diagnostic_formats import FORMATS, as_gitlab

ROOT = Path(__file__).resolve().parents[2]
# What GitLab asks for: docs.gitlab.com, Code Quality, "Code Quality report format".
PLACE = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
REPORT = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["check_name", "description", "severity", "fingerprint", "location"],
        "properties": {
            "check_name": {"type": "string", "minLength": 1},
            "description": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "positions"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "positions": {
                        "type": "object",
                        "required": ["begin", "end"],
                        "properties": {"begin": PLACE, "end": PLACE},
                    },
                },
            },
        },
    },
}


def at(
    line: int, rule: str = "missing", message: str = "Title is missing.", severity: Severity = Severity.error
) -> Diagnostic:
    return Diagnostic(Position("plans/a.yml", line, 2), rule, message, "Add a line: title: Bedwell", severity)


def fingerprints(found: list[Diagnostic]) -> list[str]:
    return [row["fingerprint"] for row in json.loads(as_gitlab(found, {}))]


@pytest.fixture
def broken(tmp_path):
    """A folder with several problems."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    plan = tmp_path / "plans" / "bedwell-and-pin-green.yml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("title: ", "titel: ") + "colour: red\ncolur: blue\n",
        encoding="utf-8",
    )
    return tmp_path


def run(root: Path):
    return CliRunner().invoke(
        command,
        ["--root", str(root), "--today", "2026-11-22", "check", "--format", "gitlab"],
        standalone_mode=False,
    )


def test_it_is_what_gitlab_asks_for(broken):
    result = run(broken)
    assert result.return_value == 1
    rows = json.loads(result.stdout)
    jsonschema.validate(rows, REPORT)
    assert {"unknown-field"} <= {row["check_name"] for row in rows}
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def test_nothing_else_is_said(broken):
    assert run(broken).stdout.lstrip().startswith("[")
    assert run(broken).stderr == ""


def test_no_problems_are_an_empty_list():
    assert json.loads(as_gitlab([], {})) == []


def test_fingerprints_stay_when_lines_are_added_above(broken):
    before = [row["fingerprint"] for row in json.loads(run(broken).stdout)]
    plan = broken / "plans" / "bedwell-and-pin-green.yml"
    plan.write_text("# A remark\n# and another\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    assert [row["fingerprint"] for row in json.loads(run(broken).stdout)] == before
    assert fingerprints([at(9, message="The id a is already used on line 7.")]) == fingerprints(
        [at(11, message="The id a is already used on line 9.")]
    )


def test_problems_that_read_alike_have_fingerprints_of_their_own():
    assert len(set(fingerprints([at(1), at(2), at(3), at(3, rule="empty")]))) == 4


def test_places_and_severities():
    rows = json.loads(
        as_gitlab(
            [
                Diagnostic(Position("plans/a.yml", 3, 4, 3, 9), "money", "Words.", "", severity)
                for severity in Severity
            ],
            {},
        )
    )
    assert [row["severity"] for row in rows] == ["major", "minor", "info"]
    assert rows[0]["location"]["positions"] == {
        "begin": {"line": 3, "column": 4},
        "end": {"line": 3, "column": 9},
    }
    assert rows[0]["description"] == "Words."


def test_the_command_knows_every_format():
    choice = next(p for p in command.commands["check"].params if p.name == "form").type
    assert set(choice.choices) == set(FORMATS)
