"""Each threat has a control that is there, and tests that are there and run."""

import ast
from functools import cache
from pathlib import Path

import pytest
from threats import THREATS

import communityplans

TESTS, PACKAGE = Path(__file__).parents[1], Path(communityplans.__file__).parent


@cache
def named_in(path: Path) -> dict[str, ast.FunctionDef]:
    """The tests of a file, by name."""
    return {
        node.name: node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_there_are_eighteen():
    assert list(THREATS) == [f"T{n}" for n in range(1, 19)]


@pytest.mark.parametrize("number", THREATS)
def test_a_threat_has_its_control_and_its_tests(number):
    threat = THREATS[number]
    assert threat.threat and threat.control and threat.tests
    assert [where for where in threat.where if not (PACKAGE / where).is_file()] == []
    assert [(path, name) for path, name in threat.tests if name not in named_in(TESTS / path)] == []
    # One of them at least is in every run: it is not marked as long as a whole.
    assert any(
        "pytest.mark.long" not in [ast.unparse(mark) for mark in named_in(TESTS / path)[name].decorator_list]
        for path, name in threat.tests
    )
