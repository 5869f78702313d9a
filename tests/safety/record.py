"""Writes down what was tried to break the program, for the page "How it was tested": `make safety`.

Two ways to be in it. A test marked `fault("F06")` counts for that fault of `tests/safety/faults.py`. And any
test marked `counted` may ask for the fixture `count` and say `count("builds", tried=3, found=0)`, with a name
from ROWS; what it finds must be nothing, or it fails. Written only after a run in which everything that
counts was run, and nothing failed.
"""

import json
import os
import platform
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import communityplans

TESTED = Path(communityplans.__file__).parent / "site" / "safety.json"

# What is counted: what was tried, and what would have been a fault.
ROWS = {
    "payloads": (
        "Texts with a script in them, put through a real build and opened in a browser",
        "scripts that ran",
    ),
    "canaries": (
        "Fields of every kind of file with a hostile text in them",
        "alive on a page, or in a file beside it",
    ),
    "yaml": ("Damaged and hostile files given to the reader", "tracebacks"),
    "builds": ("Sites built again elsewhere, and compared byte by byte", "different"),
    "requests": ("Requests that pages made in a browser", "to anybody else"),
    "axe": ("Looks at a kind of page with the tool axe", "violations of WCAG 2.2 AA or of good practice"),
    "pdf": ("Rules of PDF/UA-1, over all PDFs", "broken"),
}


class Record:
    """Hears how each test ended, and what it counted."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.passed: dict[str, int] = {}
        self.skipped: dict[str, set[str]] = {}
        self.left_out = self.failed = 0

    def count(self, name: str, *, tried: int, found: int = 0) -> None:
        """Add to a count; a name that is not in ROWS is a mistake in the test."""
        assert name in ROWS, f"{name} is not in ROWS of tests/safety/record.py: {', '.join(ROWS)}"
        self.tried[name] += tried
        self.found[name] += found

    def pytest_deselected(self, items: list) -> None:
        """What is not run is not counted."""
        self.left_out += sum(counts(item) for item in items)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """One case of a fault passed when all three of its steps did; a skipped one says why."""
        report = (yield).get_result()
        if report.failed:
            self.failed += 1
        for number in numbers(item):
            if report.skipped:
                self.skipped.setdefault(number, set()).add(report.longrepr[2].removeprefix("Skipped: "))
            elif report.passed and report.when == "call":
                self.passed[number] = self.passed.get(number, 0) + 1

    def pytest_sessionfinish(self, session) -> None:
        """Write it down where that was asked for, or say why not."""
        if not wanted():
            return
        from safety.faults import FAULTS

        lacking = [number for number in FAULTS if not self.passed.get(number)]
        if self.failed or self.left_out or lacking or any(self.found.values()):
            print(
                f"\nNothing was written to {TESTED.name}: {self.failed} failed, {self.left_out} left out, not"
                f" passed: {', '.join(lacking) or 'none'}, found: {dict(+self.found) or 'nothing'}"
            )
            session.exitstatus = session.exitstatus or 1
            return
        TESTED.write_text(self.text(date.today(), FAULTS), encoding="utf-8")

    def text(self, on: date, faults: dict[str, tuple[str, str]]) -> str:
        """The file that the page reads."""
        rows = [
            {
                "what": ROWS[name][0],
                "tried": self.tried[name],
                "found": self.found[name],
                "means": ROWS[name][1],
            }
            for name in ROWS
            if self.tried[name]
        ]
        listed = [
            {
                "number": number,
                "fault": fault,
                "expected": expected,
                "cases": self.passed[number],
                "not_here": sorted(self.skipped.get(number, ())),
            }
            for number, (fault, expected) in faults.items()
        ]
        said = {
            "on": on.isoformat(),
            "with": f"Python {platform.python_version()} on {platform.system()}",
            "counts": rows,
            "faults": listed,
        }
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


RECORD = pytest.StashKey[Record]()


def install(config: pytest.Config) -> None:
    """To be called by the conftest of all tests."""
    config.stash[RECORD] = Record()
    config.pluginmanager.register(config.stash[RECORD])


def find_by_number(items: list[pytest.Item]) -> None:
    """`pytest -k F06` runs what is marked with that number."""
    for item in items:
        item.extra_keyword_matches.update(numbers(item))


def counter(config: pytest.Config) -> Callable[..., None]:
    """How a test adds to a count."""
    return config.stash[RECORD].count


def numbers(item: pytest.Item) -> tuple[str, ...]:
    """The faults that a test is a test of."""
    return tuple(dict.fromkeys(number for mark in item.iter_markers("fault") for number in mark.args))


def counts(item: pytest.Item) -> bool:
    """Whether a test adds to the record."""
    return bool(numbers(item)) or item.get_closest_marker("counted") is not None


def wanted() -> bool:
    """Whether this run is to be written down."""
    return bool(os.environ.get("ACCEPT_SAFETY"))
