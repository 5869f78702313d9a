"""The record of what was tried says what the tests said, and the page says what the record says."""

import json
from datetime import date

import pytest
from safety import faults, record
from sites import words

from communityplans.site import statement_pages

pytest_plugins = ["pytester"]


@pytest.fixture
def run(pytester, monkeypatch, tmp_path):
    """Run some tests in a process of its own place, which write down what they tried, or do not."""
    monkeypatch.setenv("ACCEPT_SAFETY", "1")
    monkeypatch.setattr(record, "TESTED", tmp_path / "safety.json")
    monkeypatch.setattr(
        faults,
        "FAULTS",
        {"F01": ("Built twice", "the same bytes"), "F02": ("Built elsewhere", "the same bytes too")},
    )
    pytester.makeconftest("""
        import pytest
        from safety import record
        def pytest_configure(config):
            config.addinivalue_line("markers", "fault(numbers): x")
            config.addinivalue_line("markers", "counted: x")
            record.install(config)
        def pytest_collection_modifyitems(items): record.find_by_number(items)
        @pytest.fixture
        def count(request): return record.counter(request.config)
    """)

    def go(text: str, *arguments: str):
        pytester.makepyfile(test_some=text)
        done = pytester.runpytest_inprocess(*arguments)
        path = tmp_path / "safety.json"
        return done, json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    return go


GOOD = """
import pytest
@pytest.mark.fault("F01")
@pytest.mark.parametrize("n", [1, 2])
def test_one(n): pass
@pytest.mark.fault("F01", "F02")
@pytest.mark.counted
def test_two(count): count("builds", tried=3); count("builds", tried=4, found=FOUND)
@pytest.mark.fault("F02")
def test_three(): pytest.skip("no such disk")
def test_four(): pass
"""


def test_what_was_tried_is_written_down(run):
    done, said = run(GOOD.replace("FOUND", "0"))
    assert done.ret == 0
    assert said["counts"] == [
        {"what": record.ROWS["builds"][0], "tried": 7, "found": 0, "means": "different"}
    ]
    assert [(one["number"], one["cases"], one["not_here"]) for one in said["faults"]] == [
        ("F01", 3, []),
        ("F02", 1, ["no such disk"]),
    ]
    assert said["on"] == date.today().isoformat()


@pytest.mark.parametrize(
    ("text", "arguments", "why"),
    [
        (GOOD.replace("FOUND", "1"), (), "found: {'builds': 1}"),
        (GOOD.replace("FOUND", "0") + "def test_five(): assert False\n", (), "1 failed"),
        (GOOD.replace("FOUND", "0"), ("-k", "F02"), "left out"),
        (GOOD.replace("FOUND", "0").replace('"F01", "F02"', '"F01"'), (), "not passed: F02"),
    ],
    ids=["found", "failed", "left out", "lacking"],
)
def test_nothing_is_written_after_a_run_that_is_not_whole(run, text, arguments, why):
    done, said = run(text, *arguments)
    assert (
        said is None
        and done.ret != 0
        and why in done.stdout.str()
        and "Nothing was written" in done.stdout.str()
    )


def test_nothing_is_written_unasked(run, monkeypatch):
    monkeypatch.delenv("ACCEPT_SAFETY")
    done, said = run(GOOD.replace("FOUND", "1"))
    assert said is None and done.ret == 0


def page(said, monkeypatch, tmp_path) -> str:
    """The words of the page, made from that record."""
    monkeypatch.setattr(statement_pages, "RECORD", tmp_path / "safety.json")
    if said is not None:
        (tmp_path / "safety.json").write_text(json.dumps(said), encoding="utf-8")
    statement_pages.record.cache_clear()
    try:
        return words(str(statement_pages.tried_page().body))
    finally:
        statement_pages.record.cache_clear()


def test_the_page_says_what_the_record_says(monkeypatch, tmp_path):
    made = {
        "on": "2030-02-03",
        "with": "Python 3.19",
        "counts": [{"what": "Sites built again", "tried": 1234, "found": 0, "means": "different"}],
        "faults": [
            {
                "number": "F01",
                "fault": "Built <twice>",
                "expected": "the same bytes",
                "cases": 3,
                "not_here": ["no such disk"],
            }
        ],
    }
    said = page(made, monkeypatch, tmp_path)
    for one in (
        "on 3 February 2030, with Python 3.19",
        "Sites built again",
        "1,234 times",
        "0 different",
        "1 faults, in 3 ways",
        "Built <twice>",
        "The same bytes",
        "One more was left out: no such disk",
    ):
        assert one in said, one


def test_without_a_record_nothing_is_claimed(monkeypatch, tmp_path):
    said = page(None, monkeypatch, tmp_path)
    assert "have not written down yet" in said and "Written by the tests" not in said


def test_the_record_knows_the_list_of_today():
    """If this fails: a fault is new, gone or says something else. Run `make safety`."""
    if not record.TESTED.is_file():
        pytest.skip("nothing is written down yet: make safety")
    from safety.faults import FAULTS as listed

    said = json.loads(record.TESTED.read_text(encoding="utf-8"))
    assert {one["number"]: (one["fault"], one["expected"]) for one in said["faults"]} == listed
