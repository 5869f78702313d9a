"""Texts made to keep the Markdown engine busy, or to make it call itself too often, are shown as they are, at
once.
"""

import time

import pytest

from communityplans.source.files import LIMIT_BYTES
from communityplans.source.markdown import (
    LIMIT_HEADINGS,
    LIMIT_LINES,
    LIMIT_MARKS,
    LIMIT_MARKS_IN_ALL,
    LIMIT_NESTED,
    render_document_markdown,
    render_field_markdown,
    too_many_marks,
)

PATTERNS = {
    "open brackets": "[a" * 8000,
    "open brackets, longer": "[a" * 120_000,
    "brackets in brackets": "[" * 4000 + "]" * 4000,
    "brackets and parentheses": "[ (](" * 3000,
    "half links": "[a](b" * 3000,
    "half addresses": "<http://a" * 20_000,
    "stars with spaces": "* * *" * 1200,
    "stars and double stars": "*a **a " * 37_000,
    "underlines": "_a" * 8000,
    "backticks": "`" * 3000 + "a" + "`" * 2999,
    "backslashes": "\\" * 20_000,
    "half pictures": "![" * 5000,
    "ampersands": "&amp;" * 50_000,
    "quotes in quotes": "> " * 3000 + "a",
    "quotes in quotes, no spaces": ">" * 3000 + "a",
    "lists in lists on one line": "- " * 3000 + "a",
    "pluses": "+ " * 3000,
    "numbers": "1. " * 3000,
    "quotes and lists": "> - " * 500 + "a",
    "lists in lists": "\n".join("  " * n + "- a" for n in range(300)),
    "many paragraphs of brackets": "\n\n".join(["[a" * 190] * 600),
    "many paragraphs of stars": "\n\n".join(["*a **a " * 60] * 500),
    "many headings": "\n".join("## a" for _ in range(20_000)),
    "many rules": "---\n" * 20_000,
    "many underlined headings": "a\n==\n" * 20_000,
    "many paragraphs": "a\n\n" * 80_000,
    "many points": "- a\n" * 60_000,
    "many rows": "|a|b|\n|-|-|\n" + "|c|d|\n" * 40_000,
    "bars": "|" * 200_000,
    "many references": "\n".join(f"[{n}]: http://a" for n in range(5000)),
    "tabs": "\t" * 200_000 + "a",
    "spaces": " " * 200_000 + "a",
    "plain words": "word " * 50_000,
    "one long word": "x" * 250_000,
}


@pytest.mark.fault("F27")
@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("show", [render_field_markdown, render_document_markdown])
def test_each_pattern_is_quick(name, show):
    text = PATTERNS[name]
    assert len(text.encode()) <= LIMIT_BYTES
    for one in (text, text[:4000]):
        started = time.monotonic()
        show(one)
        assert time.monotonic() - started < 2, f"{len(one)} characters"


@pytest.mark.parametrize(
    "text",
    [
        "[" * (LIMIT_MARKS + 1),
        "\n\n".join(["[" * LIMIT_MARKS] * (LIMIT_MARKS_IN_ALL // LIMIT_MARKS + 1)),
        "## a\n" * (LIMIT_HEADINGS + 1),
        "a\n" * (LIMIT_LINES + 1),
        "> " * LIMIT_NESTED + "a",
        "1. " * LIMIT_NESTED + "a",
        "+ " * LIMIT_NESTED,
    ],
    ids=["marks", "marks in all", "headings", "lines", "quotes", "numbers", "pluses"],
)
def test_over_the_limit_it_is_shown_as_it_was_typed(text):
    assert too_many_marks(text)
    assert "<strong>" not in render_field_markdown(text + "\n\n**a**") and "**a**" in render_field_markdown(
        text + "\n\n**a**"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[" * LIMIT_MARKS,
        "## a\n" * LIMIT_HEADINGS,
        "> " * (LIMIT_NESTED - 1) + "a",
        "- " * 40,
        "* * * * * * * * * * * * * * *",
        "---",
        "a\n" * LIMIT_LINES,
    ],
    ids=["marks", "headings", "quotes", "dashes alone", "stars alone", "rule", "lines"],
)
def test_up_to_the_limit_nothing_is_refused(text):
    assert not too_many_marks(text)


def test_a_page_of_ordinary_guidance_is_far_from_every_limit():
    page = (
        "## Heading\n\nSome *words* with a [link](https://a.example) and a list:\n\n- one\n- two\n\n| a | b"
        " |\n|---|---|\n| c | d |\n\n" * 100
    )
    assert not too_many_marks(page)
    assert render_document_markdown(page).html.count("<h2") == 100
