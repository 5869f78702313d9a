"""One mistake, one message: a file that could not be read hides what would follow from its absence, and what is
wrong in it comes first.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from communityplans.build.pipeline import examine
from communityplans.source.diagnostic import Diagnostic, Position, Severity, in_order

TODAY = date(2026, 11, 22)
FIXTURE = Path(__file__).parents[1] / "fixtures" / "council"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy = tmp_path / "council"
    shutil.copytree(FIXTURE, copy, ignore=shutil.ignore_patterns(".git", "site"))
    return copy


def errors(root: Path) -> list[Diagnostic]:
    return [one for one in examine(root, TODAY).diagnostics if one.severity is Severity.error]


@pytest.mark.parametrize("name", sorted(one.stem for one in (FIXTURE / "plans").glob("*.yml")))
def test_a_field_twice_in_one_file_is_one_error(root, name):
    before = set(errors(root))
    file = root / "plans" / f"{name}.yml"
    text = file.read_text(encoding="utf-8")
    first = next(
        line for line in text.splitlines() if line.startswith(("title:", "name:", "official_domains:"))
    )
    file.write_text(f"{text}\n{first}\n", encoding="utf-8")
    found = [one for one in errors(root) if one not in before]
    assert [one.rule for one in found] == ["duplicate-field"], found


def test_what_is_wrong_in_a_file_comes_before_what_may_follow_from_it():
    cause = Diagnostic(Position("plans/z.yml"), "duplicate-field", "Twice.")
    follows = Diagnostic(Position("guides/a.md"), "broken-link", "Nowhere.")
    note = Diagnostic(Position("plans/z.yml", 2), "older-template", "Older.", severity=Severity.note)
    assert in_order([follows, note, cause], [note, cause]) == [cause, follows, note]
