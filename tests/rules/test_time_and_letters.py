"""Contradictions in time, and letters that came out wrong, are named; what only looks like them passes."""

from datetime import date
from pathlib import Path

import pytest

from communityplans.content.load import load
from communityplans.rules import check
from communityplans.source.characters import unwanted_characters
from communityplans.source.files import SourceFile, suggested_slug
from communityplans.source.homoglyphs import mojibake

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
COUNCIL = (ROOT / "tests/content/council.yml").read_text(encoding="utf-8")
SMALL = (ROOT / "tests/content/valid/small.yml").read_text(encoding="utf-8")
SETTINGS = "schema_version: 1\nofficial_domains: [example.org]\n"

MEETING = "meetings: [{{id: forum, on: {day}, kind: forum, {more}}}]\n"
FUND = (
    "funds: [{{id: pot, name: Pot, holder: ward, kind: capital, year: 2026/27, opening: 900, as_of: 2026-11-01,"
    " entries: [{{id: paint, title: Paint, amount: 500, state: {state}, on: {day}}}]}}]\n"
)


def rules_of(plan: str) -> set[str]:
    content, _ = load(
        [
            SourceFile("plans/council.yml", COUNCIL),
            SourceFile("plans/council-settings.yml", SETTINGS),
            SourceFile("plans/small.yml", plan),
        ]
    )
    return {found.rule for found in check(content, TODAY)}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("term: {start: 2022, end: 2018}\n", "date-order"),
        ("history: [{on: 2031-05-03, what: Paused}]\n", "future-fact"),
        ("approved: {by: The Executive, on: 2031-05}\n", "future-fact"),
        (MEETING.format(day="2031-05-03", more="attendance: 30 people"), "future-fact"),
        (MEETING.format(day="2031-05-03", more="decisions: [{what: To ask again}]"), "future-fact"),
        (FUND.format(day="2031-05-03", state="approved"), "future-fact"),
    ],
)
def test_contradictions_in_time(more, rule):
    before, after = rules_of(SMALL), rules_of(SMALL + more)
    assert not before & {"date-order", "future-fact"}
    assert rule in after


def test_a_completion_that_is_still_to_come():
    assert "future-fact" in rules_of(
        SMALL.replace("start: 2026-09\n    due: 2027-06", "start: 2026-09\n    completed: 2031-06")
    )
    assert "future-fact" in rules_of(
        SMALL.replace("as_of: 2026-11-22\ninvestments", "as_of: 2026-11-23\ninvestments")
    )


@pytest.mark.parametrize(
    "more",
    [
        "term: {start: 2018, end: 2022}\n",
        "history: [{on: 2026-11-22, what: Paused}]\n",
        "history: [{on: 2026, what: Paused}]\n",
        "approved: {by: The Executive, on: 2026-11-22}\n",
        MEETING.format(day="2031-05-03", more="topics: [The play area]"),
        MEETING.format(day="2026-11-20", more="attendance: 30 people"),
        FUND.format(day="2031-05-03", state="planned"),
    ],
)
def test_times_that_agree(more):
    assert not rules_of(SMALL + more) & {"date-order", "future-fact"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Residentsâ€™ forum", "’"),
        ("Â£1,000", "£"),
        ("CafÃ© open", "é"),
        ("2018 â€“ 2022", "–"),
        ("Åódź".replace("ó", "Ã³"), None),
    ],
)
def test_text_that_was_read_in_the_wrong_encoding(text, meant):
    found = list(mojibake(text))
    assert [one.meant for one in found] == ([meant] if meant else [])


@pytest.mark.parametrize(
    "text",
    [
        "Residents’ forum",
        "£1,000",
        "Café open",
        "CAFÉ—OPEN",
        "Ynys Môn",
        "Łódź",
        "“À la carte”",
        "Παράδειγμα",
        "例え",
    ],
)
def test_text_that_is_as_it_was_meant(text):
    assert list(mojibake(text)) == []


def test_mojibake_is_named_in_a_plan():
    assert "broken-letters" in rules_of(
        SMALL.replace("summary: A new crossing", "summary: Residentsâ€™ crossing")
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("title: Bed\u200dwell", True),
        ("title: \u200d\u200d", True),
        ("title: \u3164", True),
        ("title: \u2800", True),
        ("title: Bedwell\u3000Park", True),
        ("title: می\u200cخواهم", False),
        ("title: 👩\u200d🚀", False),
        ("title: 東京\u3000都", False),
        ("title: ⠃⠑⠀⠙", False),
        ("title: क्\u200dष", False),
    ],
)
def test_signs_that_nobody_sees(text, seen):
    assert bool(list(unwanted_characters("plans/a.yml", text))) == seen


def test_a_quotation_in_curly_quotes_is_fine():
    quoted = SMALL.replace(
        "summary: A new crossing and safer streets.", "summary: “We want a crossing that children can use.”"
    )
    assert "smart-quote" not in rules_of(quoted)
    assert "smart-quote" in rules_of(
        SMALL.replace("summary: A new crossing and safer streets.", "summary: “Bedwell”")
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Łódź", "lodz"),
        ("Ynys Môn", "ynys-mon"),
        ("con", "con-area"),
        ("“Old” Town", "old-town"),
        ("St John’s", "st-johns"),
        ("Αθήνα", "athina"),
        ("Bedwell & Pin Green", "bedwell-and-pin-green"),
        ("Straße", "strasse"),
        ("COM1", "com1-area"),
        ("!!", "new-name"),
    ],
)
def test_names_of_areas_have_readable_ids(name, slug):
    assert suggested_slug(name) == slug
