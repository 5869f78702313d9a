"""Prose that is made to keep the machine busy: twice as much of it costs about twice as long, whatever it is."""

import gc
import time

import pytest

from communityplans.rules.pii import OfficialContacts, find
from communityplans.source.files import LIMIT_BYTES
from communityplans.source.markdown import LIMIT_MARKS, render_document_markdown, render_field_markdown

# Patterns that have kept Markdown engines busy, and others; each is repeated until the text has the length that is wanted.
PATTERNS = {
    "open brackets": "[a",
    "brackets in brackets": "[",
    "brackets and parentheses": "[ (](",
    "half links": "[a](b",
    "half addresses": "<http://a",
    "stars": "*a **a ",
    "stars alone": "* * * ",
    "underlines": "_a ",
    "backticks": "`a",
    "ampersands": "&amp;",
    "half pictures": "![",
    "headings": "## a\n",
    "rules": "---\n",
    "paragraphs": "a\n\n",
    "points": "- a\n",
    "numbers": "1. a\n",
    "rows": "|a|b|\n",
    "quotes": "> a\n",
    "references": "[a]: http://a\n",
    "code": "    a\n",
    "fences": "```\n",
    "backslashes": "\\*",
    "line ends": "a  \n",
    "words": "word ",
    # Just under the limit on marks in one paragraph, over and over: the most that is ever given to the
    # engine.
    "full paragraphs": "[a" * (LIMIT_MARKS - 1) + "\n\n",
    "full paragraphs of stars": "*a **a " * (LIMIT_MARKS // 3 - 1) + "\n\n",
    "full paragraphs of links": "[a](b" * (LIMIT_MARKS // 3 - 1) + "\n\n",
    "full paragraphs of addresses": "<http://a " * (LIMIT_MARKS - 1) + "\n\n",
}
SHORT, MOST = 24_000, 2.6


def seconds(show, text: str) -> float:
    """How long the processor needs, the best of three: what else the machine does is not counted."""
    best = []
    for _ in range(3):
        render_field_markdown.cache_clear()
        gc.collect()
        started = time.process_time()
        show(text)
        best.append(time.process_time() - started)
    return min(best)


def repeated(pattern: str, length: int) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


# Those that are known in every run, the others in the long one.
FIRST = 6
named = pytest.mark.parametrize(
    "name",
    [name if n < FIRST else pytest.param(name, marks=pytest.mark.long) for n, name in enumerate(PATTERNS)],
)


@pytest.mark.parametrize(
    "show",
    [render_field_markdown, pytest.param(render_document_markdown, marks=pytest.mark.long)],
    ids=["prose", "guide"],
)
@named
def test_twice_as_much_costs_about_twice_as_long(name, show):
    once, twice = repeated(PATTERNS[name], SHORT), repeated(PATTERNS[name], 2 * SHORT)
    assert len(twice) < LIMIT_BYTES
    # A few milliseconds are too little to measure, and no attack. A machine that stutters gets another try.
    for _ in range(4):
        short, long = seconds(show, once), seconds(show, twice)
        if long < 0.05 or long <= MOST * short:
            return
    pytest.fail(f"{name}: {SHORT} characters took {short:.3f} s, twice as many {long:.3f} s")


@named
def test_a_whole_file_of_it_takes_less_than_a_few_seconds(name):
    started = time.process_time()
    render_document_markdown(repeated(PATTERNS[name], LIMIT_BYTES))
    assert time.process_time() - started < 5


# What the patterns for personal data and secrets begin with, again and again, behind the words that wake each
# of them.
HALF_SECRETS = (
    "eyJ-",
    "password:",
    "password is ",
    "passport ",
    "door code ",
    "arrears of ",
    "Mr A ",
    "A.",
    "://a:",
    "xoxb-1-",
    "sk-",
    "0 ",
    "AB12 ",
    "a@",
    " ",
)


@pytest.mark.parametrize("half", HALF_SECRETS)
def test_the_search_for_personal_data_grows_with_the_text(half):
    wake = (
        "PRIVATE KEY eyJ xoxb sk- :// password passport door code arrears rent nino account number sort code"
        " lives at "
    )

    def look(text: str) -> None:
        find(wake + text, OfficialContacts())

    once, twice = repeated(half, SHORT), repeated(half, 2 * SHORT)
    for _ in range(4):
        short, long = seconds(look, once), seconds(look, twice)
        if long < 0.05 or long <= MOST * short:
            return
    pytest.fail(f"{half}: {SHORT} characters took {short:.3f} s, twice as many {long:.3f} s")
