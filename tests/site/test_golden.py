"""The whole site of the made-up council, as it was accepted.

After a change that is meant: ACCEPT=1 pytest tests/build/test_golden.py
"""

import difflib
import os
import shutil

import pytest
from sites import GOLDEN, html_of


@pytest.mark.fault("F47")
def test_every_page_is_as_accepted(council_site):
    made = html_of(council_site)
    if os.environ.get("ACCEPT"):
        accept(made)
    accepted = html_of(GOLDEN)
    assert sorted(made) == sorted(accepted)
    changed = [line for path in made for line in compare(path, accepted[path], made[path])]
    assert not changed, "\n".join(
        [*changed[:80], "If all of this is meant: ACCEPT=1 pytest tests/build/test_golden.py"]
    )


def accept(made):
    """Put the pages that were made in the place of those that were accepted."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for path, html in made.items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_text(html, encoding="utf-8", newline="\n")


def compare(path, old, new):
    """How a page differs, as `diff -u` says it."""
    return difflib.unified_diff(
        old.split("\n"), new.split("\n"), f"accepted/{path}", f"made/{path}", lineterm="", n=1
    )


@pytest.mark.fault("F47")
def test_what_a_package_makes_differently_is_shown_line_by_line(council_site):
    """A theme of which a newer version writes another frame: the accepted site says on which page and line,
    and what.
    """
    made = html_of(council_site)
    newer = {path: html.replace("<header", '<header data-newer="1"', 1) for path, html in made.items()}
    assert newer != made
    lines = [line for path in made for line in compare(path, made[path], newer[path])]
    assert sum(line.startswith("+++ made/") for line in lines) == sum(
        "<header" in html for html in made.values()
    )
    shown = "\n".join(lines)
    assert "--- accepted/index.html" in shown and any(
        line.startswith("+") and 'data-newer="1"' in line for line in lines
    )
