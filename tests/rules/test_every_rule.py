"""Each rule finds what it is for, in its place, and keeps quiet otherwise. A row is a change to the small plan that has no mistake."""

import re
from datetime import date
from pathlib import Path

import pytest
from communityplans.content.documents import Content
from communityplans.content.load import load
from communityplans.rules import RULES, check
from communityplans.rules.privacy import PRIVATE
from communityplans.text.diagnostic import Diagnostic, Severity, has_errors, in_order
from communityplans.text.source import SourceFile

CASES = Path(__file__).parents[1] / "content"
SMALL = (CASES / "valid/small.yml").read_text(encoding="utf-8")
COUNCIL = (CASES / "council.yml").read_text(encoding="utf-8")
GUIDE = (CASES / "valid/guide.md").read_text(encoding="utf-8")
SETTINGS = (CASES / "council-settings.yml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 22)


def read(**texts: str) -> Content:
    """Content from texts; the names are `small`, `council`, `guide` and `other`."""
    paths = {"small": "plans/small.yml", "council": "plans/council.yml", "guide": "guides/councillors/guide.md", "other": "plans/other.yml",
             "settings": "plans/council-settings.yml"}
    files = {"small": SMALL, "council": COUNCIL, "settings": SETTINGS} | texts
    content, found = load([SourceFile(paths[name], text) for name, text in files.items()])
    assert found == [], found
    return content


def found_in(today: date = TODAY, **texts: str) -> list[tuple]:
    return [(d.rule, d.severity.name, text_at(d, texts)) for d in in_order(check(read(**texts), today))]


def text_at(found: Diagnostic, texts: dict[str, str]) -> str:
    """What stands in the file at the place of a problem."""
    text = {"small": SMALL, "council": COUNCIL, "guide": GUIDE, **texts}[found.position.path.rsplit("/", 1)[-1].split(".")[0]]
    at = found.position
    return text.split("\n")[at.line - 1][at.column - 1 : at.end_column - 1 if at.end_column else None]


def small(old: str, new: str) -> str:
    assert old in SMALL, old
    return SMALL.replace(old, new, 1)


FUND = """funds:
  - id: ward-fund
    name: Ward fund
    holder: ward
    kind: capital
    year: 2025/26
    opening: 12000
    as_of: 2026-03-31
    entries:
      - {id: bench, title: Bench, amount: 500, state: spent, on: 2026-01-01}
    published_totals: [{of: spent, amount: 500}]
"""
GAP = '{not_published: "Nobody was named", as_of: 2026-11-22}'
ROWS = [
    # rule, severity, what stands at its place, the texts
    ("unknown-reference", "error", "executive-202", {"small": small("sources: [executive-2026]", "sources: [executive-202]")}),
    ("unknown-reference", "error", "nowhere", {"small": small("area: bedwell", "area: nowhere")}),
    ("unknown-reference", "error", "crosing", {"small": small("items: [crossing]", "items: [crosing]")}),
    ("unknown-reference", "error", "executive-2026", {"small": small("items: [crossing]", "items: [executive-2026]")}),
    ("unknown-reference", "error", "manor", {"council": COUNCIL.replace("    name: Almond Hill\n", "    name: Almond Hill\n    formerly: [manor]\n")}),
    ("duplicate-id", "error", "crossing", {"small": small("id: speed-watch", "id: crossing")}),
    ("duplicate-id", "error", "almond-hill", {"council": COUNCIL.replace("id: pin-green", "id: almond-hill")}),
    ("same-area", "error", "bedwell", {"other": SMALL}),
    ("date-order", "error", "2027-06", {"small": small("start: 2026-09", "start: 2027-09")}),
    ("date-order", "error", "2025", {"small": small("due: 2027-06", "completed: 2025")}),
    ("date-order", "error", "2020-05-01", {"council": COUNCIL.replace("    until: 2024-05-01", "    from: 2021-05-01\n    until: 2020-05-01")}),
    ("date-passed", "note", "2026-10", {"small": small("due: 2027-06", "due: 2026-10")}),
    ("review-due", "warning", "2026-12-01", {"small": small("next_review: 2027-03-31", "next_review: 2026-12-01")}),
    ("review-due", "warning", "2026-04-01", {"guide": GUIDE.replace("last_reviewed: 2026-11-01", "last_reviewed: 2026-04-01")}),
    ("not-published", "warning", GAP, {"small": small("operational_lead:\n  post: Community Development Manager", f"operational_lead:\n  {GAP}")}),
    ("old-status", "note", "2015", {"small": small("status: in_progress", "status: in_progress\n    status_date: 2015")}),
    ("asset-not-checked", "note", "2015", {"small": SMALL + "assets:\n  - {id: hall, name: Hall, kind: building, last_checked: 2015}\n"}),
    ("past-ward", "note", "pin-green", {"small": small("wards: [bedwell]", "wards: [pin-green]")}),
    ("overspent", "error", "entries", {"small": SMALL + FUND.replace("amount: 500", "amount: 12500")}),
    ("split-sum", "error", "splits", {"small": SMALL + FUND.replace("state: spent", "splits: [{ward: bedwell, amount: 400}], state: spent")}),
    ("wrong-year", "warning", "2027-01-01", {"small": SMALL + FUND.replace("2026-01-01", "2027-01-01")}),
    ("total-differs", "warning", "400", {"small": SMALL + FUND.replace("spent, amount: 500", "spent, amount: 400")}),
    ("no-way-to-reach", "error", "contact", {"small": small("  email: neighbourhoods@example.org\n", "")}),
    ("bullet", "error", "• first • second", {"small": small("description: A crossing beside the school.", "description: • first • second")}),
    ("smart-quote", "error", "“A crossing”", {"small": small("A crossing beside the school.", "“A crossing”")}),
    ("too-many-marks", "error", "*" * 401, {"small": small("A crossing beside the school.", f'"{"*" * 401}"').replace(f'"{"*" * 401}"', f"'{'*' * 401}'")}),
    ("heading-level", "error", "#", {"guide": GUIDE.replace("## Meetings", "# Meetings")}),
    ("heading-level", "error", "####", {"guide": GUIDE.replace("## Meetings", "#### Meetings")}),
]


@pytest.mark.parametrize(("rule", "severity", "there", "texts"), ROWS, ids=[f"{r[0]} {r[2][:12]}" for r in ROWS])
def test_found_in_its_place(rule, severity, there, texts):
    assert [(r, s, t.strip("'")) for r, s, t in found_in(**texts)] == [(rule, severity, there)]


QUIET = {
    "an area and a ward with one name": {"small": SMALL},
    "a guide that follows the headings": {"guide": GUIDE + "\n### More\n\n## Again\n"},
    "a gap with a way to ask": {"small": small("  email: neighbourhoods@example.org", f"  email: {GAP}")},
    "an item that is due today": {"small": small("due: 2027-06", "due: 2026-11-22")},
    "an item that is done": {"small": small("status: in_progress", "status: complete").replace("due: 2027-06", "due: 2026-10")},
    "a start inside the due date": {"small": small("due: 2027-06", "due: 2026/27")},
    "a quotation inside a text": {"small": small("A crossing beside the school.", "“A crossing”, they said")},
    "a dash inside a text": {"small": small("A crossing beside the school.", "A crossing – beside the school")},
    "a fund that adds up": {"small": SMALL + FUND},
    "an apostrophe": {"small": small("A crossing beside the school.", "The school’s crossing")},
}


@pytest.mark.parametrize("name", QUIET)
def test_quiet(name):
    assert found_in(**QUIET[name]) == []


# What a plan that was made together owes, as far as the small plan lacks it.
OWED = ("process: Twice a year.\n" + "".join(f"{name}: {GAP}\n" for name in (
    "roles", "partners", "partner_plans", "vision", "outcomes", "evaluation", "meetings", "engagement_strategy", "communications", "annual_reports", "equality_impact")))
TOGETHER = (SMALL.replace("stage: preliminary", "stage: co_produced").replace("    due: 2027-06\n", "    due: 2027-06\n    lead: {post: Officer}\n")
            .replace("    title: Play area\n", "    title: Play area\n    lead: {post: Officer}\n")
            .replace("        title: Start", "        due: 2027-06\n        lead: {post: Officer}\n        title: Start")
            .replace("    actions:\n", "    agreed_with: [{who: residents}]\n    actions:\n") + OWED)
DUTIES = [
    ("stage-duty", "schema_version: 2", TOGETHER.replace("process: Twice a year.\n", "")),
    ("stage-duty", "id: play-area", TOGETHER.replace("    title: Play area\n    lead: {post: Officer}\n", "    title: Play area\n")),
    ("agreed-without-residents", "agreed_with", TOGETHER.replace("who: residents", "who: councillors")),
    ("too-few-meetings", "meetings", TOGETHER.replace(f"meetings: {GAP}", "meetings: [{id: forum, on: 2026-10-18, kind: forum}]")),
]


@pytest.mark.parametrize(("rule", "there", "text"), DUTIES, ids=[f"{r[0]} {r[1]}" for r in DUTIES])
def test_a_plan_made_together_owes_more(rule, there, text):
    assert [found for found in found_in(small=TOGETHER) if found[0] != "not-published"] == []
    assert [(r, t) for r, _, t in found_in(small=text) if r != "not-published"] == [(rule, there)]


# These compare with an edition; tests/history has them.
# What compares with an edition has tests of its own (tests/history).
PROMISES = {"vanished-promise", "change-reason", "change-note", "closed-without-outcome", "older-text", "withheld-place"}


def test_every_rule_has_a_row():
    """Those on personal data have tests of their own (test_privacy)."""
    assert set(RULES) - set(PRIVATE) - PROMISES - {"unused-waiver"} == {row[0] for row in [*ROWS, *DUTIES]}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_documented_and_named_plainly(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)
    assert RULES[rule].__doc__ and RULES[rule].__doc__.splitlines()[0].endswith(".")


def test_a_rule_that_looks_at_the_clock_never_stops_a_build():
    """The same files, read on days far apart: what differs is at most a warning."""
    content = read(guide=GUIDE)
    ways = {day: set(check(content, day)) for day in (date(1970, 1, 1), TODAY, date(2100, 2, 28))}
    everything = set.union(*ways.values())
    changing = {d for d in everything if any(d not in found for found in ways.values())}
    assert changing and not has_errors(list(changing))


def test_rules_cope_without_a_council():
    content, _ = load([SourceFile("plans/small.yml", SMALL), SourceFile("plans/council-settings.yml", SETTINGS)])
    assert content.council is None
    assert check(content, TODAY) == []


def test_problems_come_in_order_each_once():
    texts = {"small": small("area: bedwell", "area: nowhere").replace("due: 2027-06", "due: 2026-08").replace("items: [crossing]", "items: [x, y]")}
    found = check(read(**texts), TODAY)
    ordered = in_order(found + found)
    assert len(ordered) == len(found) >= 4
    assert [d.position.line for d in ordered] == sorted(d.position.line for d in ordered)
    assert all(d.severity in Severity for d in ordered)
