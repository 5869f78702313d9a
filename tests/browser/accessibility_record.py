"""Writes down what the tests in a browser have proved, for the accessibility statement: `make accessibility`.

Written only after a run in which every case of every test that proves something passed; a run that leaves one
out writes nothing.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest

import communityplans

TESTED = Path(communityplans.__file__).parent / "site" / "accessibility.json"


class Record:
    """Hears how each test ended."""

    def __init__(self, kinds: list[str]):
        self.kinds = kinds
        self.passed: dict[str, bool] = {}
        self.left_out = 0
        self.tools = ""

    def pytest_deselected(self, items: list) -> None:
        """A case that is not run proves nothing."""
        self.left_out += sum(item.get_closest_marker("proves") is not None for item in items)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """Passed means that all three of its steps passed."""
        report = (yield).get_result()
        mark = item.get_closest_marker("proves")
        if mark:
            words = mark.args[0]
            self.passed[words] = self.passed.get(words, True) and report.passed
            self.tools = item.session.config.stash.get(TOOLS, self.tools)

    def pytest_sessionfinish(self, session) -> None:
        """Write it down, or say why not."""
        failed = [words for words, passed in self.passed.items() if not passed]
        if failed or self.left_out or not self.passed or not self.tools:
            print(
                f"\nNothing was written to {TESTED.name}: {self.left_out} cases left out; not proved:"
                f" {failed}"
            )
            session.exitstatus = session.exitstatus or 1
            return
        TESTED.write_text(text(date.today(), self.tools, self.kinds, list(self.passed)), encoding="utf-8")


TOOLS = pytest.StashKey[str]()


def text(on: date, tools: str, kinds: list[str], proved: list[str]) -> str:
    """The record that the statement reads."""
    record = {"on": on.isoformat(), "tools": tools, "kinds": sorted(kinds), "proved": sorted(proved)}
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def wanted() -> bool:
    """Whether this run is to be written down."""
    return bool(os.environ.get("ACCEPT_TESTED"))
