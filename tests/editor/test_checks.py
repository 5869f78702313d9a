"""The form's check says what `plans check` says, and refuses nothing that it takes."""

import re
from datetime import date
from pathlib import Path

import pytest

from communityplans.content.documents import Document
from communityplans.content.load import load_files
from communityplans.editions.edition_list import PublishedEdition
from communityplans.model.dates import parse_fuzzy_date
from communityplans.model.edition import Edition as EditionModel
from communityplans.model.field_error import FieldError
from communityplans.model.money import parse_money
from communityplans.schema.form_checks import published
from communityplans.schema.form_controls import PATTERNS
from communityplans.source.diagnostic import Severity
from communityplans.source.files import SourceFile

TESTS = Path(__file__).parents[1]
SMALL = (TESTS / "content/valid/small.yml").read_text(encoding="utf-8")
VALID = [
    *sorted((TESTS / "content/valid").glob("*.yml")),
    *sorted((TESTS / "fixtures/council/plans").glob("[!c]*.yml")),
    *sorted((TESTS.parent / "plans").glob("[!c]*.yml")),
]


@pytest.fixture
def judge(node):
    """What the form's check says of a text, as sentences; with what was published before."""

    def judged(text: str, before: dict | None = None) -> list[str]:
        [said] = node("judge.mjs", given={"texts": [text], "published": before})
        return [f"{one['where']}: {one['text']}" if one["where"] else one["text"] for one in said]

    return judged


def test_it_refuses_nothing_that_the_check_takes(node):
    texts = [path.read_text(encoding="utf-8") for path in VALID]
    assert len(texts) > 12
    said = node("judge.mjs", given={"texts": texts, "published": None})
    assert {path.name: found for path, found in zip(VALID, said, strict=True) if found} == {}


# What to change in a plan with nothing wrong in it, and the word of the check that then speaks.
WRONG = {
    "a title that is missing": ("title: Bedwell\n", "", "missing"),
    "a title that is missing in an item": ("    title: Play area\n", "", "missing"),
    "a date": ("due: 2027-06", "due: soon", "date-format"),
    "a day": ("next_review: 2027-03-31", "next_review: in spring", "date-format"),
    "an amount": ("cost: 12000", "cost: £12k or so", "money"),
    "a web address": ("url: https://www.example.org/executive-2026", "url: my own page", "web-address"),
    "an e-mail address": ("email: neighbourhoods@example.org", "email: neighbourhoods", "email"),
    "a long title": ("title: Play area", f"title: {'Play area ' * 40}", "too-long"),
    "a source that is not there": (
        "sources: [executive-2026]",
        "sources: [executive-2027]",
        "unknown-reference",
    ),
    "an item that is not there": ("items: [crossing]", "items: [tunnel]", "unknown-reference"),
    "no sources": (SMALL[SMALL.index("sources:\n") :], "", "missing"),
    "what a later stage owes": ("stage: preliminary", "stage: co_produced", "stage-duty"),
    "what an item owes at a later stage": ("stage: preliminary", "stage: established", "stage-duty"),
}


@pytest.mark.parametrize("old, new, rule", WRONG.values(), ids=WRONG)
def test_it_says_what_the_check_says(check, judge, old, new, rule):
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    wanted = {
        found.message.split(" Did you mean")[0]
        for found in check(text, "plans/bedwell.yml")
        if found.rule == rule and found.severity is Severity.error
    }
    assert wanted
    said = " | ".join(judge(text))
    assert [sentence for sentence in wanted if sentence not in said] == []


def test_it_says_where(judge):
    assert judge(SMALL.replace("due: 2027-06", "due: soon", 1))[0].startswith(
        "Investment and improvements › 1 › Due: “soon” cannot be read as a date."
    )


def edition(text: str) -> PublishedEdition:
    """An edition of one plan."""
    content, problems = load_files([SourceFile("plans/bedwell.yml", text)])
    assert problems == []
    document = Document(
        "2026-11-01",
        EditionModel.model_construct(schema_version=1),
        SourceFile("plans/editions/2026-11-01.yml", ""),
    )
    return PublishedEdition("2026-11-01", date(2026, 11, 1), document.model, content, document)


def test_what_was_promised_may_not_vanish(judge):
    before = published([edition(SMALL)])["bedwell"]
    assert judge(SMALL, before) == []
    start, end = SMALL.index("  - id: play-area"), SMALL.index("projects:")
    [said] = judge(SMALL[:start] + SMALL[end:], before)
    assert said.startswith(
        "“Play area” (play-area) was first promised in the edition of 1 November 2026 and is no longer in"
        " this plan."
    )


@pytest.mark.parametrize(
    "old, new, stopped",
    [
        ("due: 2027-06", "due: 2028-06", True),
        ("cost: 12000", "cost: 9000", True),
        ("due: 2027-06", "due: 2028-06\n    reason: The builder is late", False),
        ("title: New crossing", "title: The new crossing", False),
        ("due: 2027-06", "due: '2027-06'", False),
    ],
)
def test_a_promise_changes_only_with_a_reason(judge, old, new, stopped):
    said = judge(SMALL.replace(old, new, 1), published([edition(SMALL)])["bedwell"])
    assert bool(said) is stopped
    if stopped:
        assert "is not what it was in the edition of 1 November 2026. Nothing says why." in said[0]


def test_an_old_reason_does_not_count_again(judge):
    then = SMALL.replace("cost: 12000", "cost: 12000\n    reason: Costs went up", 1)
    assert judge(then.replace("due: 2027-06", "due: 2028-06", 1), published([edition(then)])["bedwell"])


def test_a_status_that_moves_on_needs_no_reason_and_one_that_gives_up_does(judge):
    before = published([edition(SMALL)])["bedwell"]
    old = re.search(r"    status: (\w+)\n", SMALL)[0]
    assert judge(SMALL.replace(old, "    status: ongoing\n", 1), before) == []
    assert "Nothing says why" in judge(SMALL.replace(old, "    status: deferred\n", 1), before)[0]
    [said] = judge(SMALL.replace(old, "    status: declined\n", 1), before)
    assert said.endswith("is now declined, and nothing says how it ended.")


def test_who_leads_changes_only_with_a_reason(judge):
    then = SMALL.replace(
        "    cost: 12000",
        "    cost: 12000\n    lead: {post: Head of Highways}\n    funding: [{funder: The county, amount: 500,"
        " state: secured}]",
        1,
    )
    before = published([edition(then)])["bedwell"]
    assert judge(then, before) == []
    assert "“Lead” of" in judge(then.replace("Head of Highways", "Head of Parks"), before)[0]
    assert "“Money from” of" in judge(then.replace("amount: 500", "amount: 400"), before)[0]
    assert judge(then.replace("Head of Highways", "Head of  highways"), before) == []


def test_a_change_asks_for_a_note_in_the_words_of_the_check(node):
    before, changed = (
        published([edition(SMALL)])["bedwell"],
        SMALL.replace("title: Play area", "title: A play area for all", 1),
    )

    def asked(text: str) -> list[str]:
        [found] = node("judge.mjs", given={"texts": [text], "opened": SMALL, "published": before})
        return [one["text"] for one in found]

    assert asked(changed) == [
        "This plan differs from the edition of 1 November 2026 and has no new change note."
    ]
    assert asked(SMALL.replace("title: Play area", "title: play  area", 1)) == [] == asked(SMALL)
    assert asked(changed + "change_notes:\n  - {on: 2026-11-22, text: The play area is for all.}\n") == []


WHENS = [
    "2026-03",
    "Summer 2025",
    "2023/24",
    "by 2020-09-30",
    "ongoing",
    "by the school holidays [2022-07-20..2022-09-05]",
    "end of September 2020",
    "March to May 2026",
    "MARCH  2026",
    "late 2026",
    "1st March 2026",
    "winter of 2025/26",
    "Winter 2026",
    "2026-Q3",
    "q1 2027",
    "from early March 2026",
    "until the end of March 2026",
    "2016/17 to 2018/19",
    "after 2026",
    "2026",
    "before mid-2027",
    "14 February 2026 – 3 March 2026",
    "since 2024-05-02",
    "before the end of March 2026",
    "soon [unknown]",
]
AMOUNTS = [
    "12000",
    "1453.50",
    "about 12000",
    "up to 10",
    "at least 3.5",
    "10000 to 20000",
    "varies from scheme to scheme [unknown]",
    "small [10..20]",
]


@pytest.mark.parametrize(
    "leaf, parse, texts",
    [("when", parse_fuzzy_date, WHENS), ("money", parse_money, AMOUNTS)],
    ids=["dates", "amounts"],
)
def test_a_pattern_takes_whatever_the_model_takes(node, leaf, parse, texts):
    for text in texts:
        parse(text)
        assert re.search(PATTERNS[leaf], text), text
    # The browser's own expressions read the pattern in the same way.
    assert node("match.mjs", given={"pattern": PATTERNS[leaf], "texts": texts}) == [True] * len(texts)


@pytest.mark.parametrize(
    "leaf, parse, texts",
    [
        (
            "when",
            parse_fuzzy_date,
            ["soon", "TBC", "next year", "12/03/2026", "Summer", "2026-03-01 10:00", "in 5 years"],
        ),
        ("money", parse_money, ["£12", "12k", "TBC", "1,000", "-5", "10-20"]),
    ],
    ids=["dates", "amounts"],
)
def test_a_pattern_refuses_what_people_often_write(node, leaf, parse, texts):
    for text in texts:
        with pytest.raises(FieldError):
            parse(text)
    assert node("match.mjs", given={"pattern": PATTERNS[leaf], "texts": texts}) == [False] * len(texts)
