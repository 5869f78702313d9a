"""Every fault of the list has a test by its number, and at least one that is quick."""

import ast
from pathlib import Path

from safety.faults import FAULTS

TESTS = Path(__file__).parents[1]


def marked() -> dict[str, list[bool]]:
    """For each number, whether each of its tests is long by nature."""
    found: dict[str, list[bool]] = {}
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = [
                    mark
                    for mark in node.decorator_list
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault"
                ]
                for number in (argument.value for mark in marks for argument in mark.args):
                    found.setdefault(number, []).append(
                        any(ast.unparse(mark) == "pytest.mark.long" for mark in node.decorator_list)
                    )
    return found


def test_each_has_a_quick_test_and_no_other_is_named():
    by_case = {"F17", "F19", "F25", "F26"}  # Marked case by case in tests/content/test_bad_input.py.
    assert set(marked()) | by_case == set(FAULTS)
    assert [number for number, long in marked().items() if all(long)] == []


def test_the_list_is_whole():
    assert [number for number in FAULTS if number.startswith("F")] == [
        f"F{number:02}" for number in range(1, 49)
    ]
