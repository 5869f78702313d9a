"""The accessibility statement claims what the tests in a browser have proved, and nothing else."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

from sites import content, words

from communityplans.site import statement_pages as statements
from communityplans.site.references import ReferenceDirectory
from communityplans.site.source_links import SourceLinks
from communityplans.site.statement_pages import accessibility_record, statement_pages

BROWSER = Path(__file__).parents[1] / "browser"


def marks() -> set[str]:
    """What the tests in a browser say that they prove."""
    return {
        node.args[0].value
        for file in BROWSER.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.proves"
    }


def kinds() -> set[str]:
    """The kinds of page that they look at."""
    tree = ast.parse((BROWSER / "kinds.py").read_text(encoding="utf-8"))
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "KINDS"
    )
    return {key.value.split(",")[0] for key in table.keys}


def statement() -> str:
    """The words of the page."""
    found = content()
    pages = statement_pages(found, ReferenceDirectory(found), SourceLinks(found.settings.model))
    return words(str(next(page.body for page in pages if page.address == "accessibility/")))


def test_the_record_is_that_of_these_tests():
    """If this fails: a test that proves something is new, gone or says something else.

    Run `make accessibility`.
    """
    assert set(accessibility_record().proved) == marks() and len(accessibility_record().proved) > 10
    assert set(accessibility_record().kinds) == kinds()


def test_the_statement_says_what_was_proved_and_when():
    said = statement()
    assert all(one in said for one in accessibility_record().proved)
    assert (
        f"On {accessibility_record().on.day} " in said
        and str(accessibility_record().on.year) in said
        and accessibility_record().tools in said
    )


def test_nothing_is_claimed_that_was_not_run(monkeypatch):
    record = replace(accessibility_record(), proved=("tables have names",), on=date(2030, 2, 3))
    monkeypatch.setattr(statements, "accessibility_record", lambda: record)
    said = statement()
    assert "tables have names" in said and "On 3 February 2030" in said and "axe finds no fault" not in said
    monkeypatch.setattr(statements, "accessibility_record", lambda: replace(record, proved=()))
    assert "has not been tested in a browser" in statement() and "3 February 2030" not in statement()
