"""Each rule finds what it is for, in its place, and keeps quiet otherwise. A row is a change to the small
plan that has no mistake.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from painted import painted, saved

from communityplans.content.documents import Content
from communityplans.content.load import load
from communityplans.model.fields import docstring_summary
from communityplans.rules import RULES, check
from communityplans.rules.privacy import PRIVATE
from communityplans.source.diagnostic import Diagnostic, Severity, has_errors, in_order
from communityplans.source.files import SourceFile, picture_file

CASES = Path(__file__).parents[1] / "content"
MAP = saved(painted(), "PNG")
SMALL = (CASES / "valid/small.yml").read_text(encoding="utf-8")
COUNCIL = (CASES / "council.yml").read_text(encoding="utf-8")
GUIDE = (CASES / "valid/guide.md").read_text(encoding="utf-8")
SETTINGS = (CASES / "council-settings.yml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 22)


def read(**texts: str) -> Content:
    """Content from texts; the names are `small`, `council`, `guide` and `other`."""
    paths = {
        "small": "plans/small.yml",
        "council": "plans/council.yml",
        "guide": "guides/councillors/guide.md",
        "other": "plans/other.yml",
        "settings": "plans/council-settings.yml",
        "suggestion": "suggestions/suggestion.yml",
        "streets": "plans/council-streets.csv",
        "report": "reports/report.md",
    }
    files = {"small": SMALL, "council": COUNCIL, "settings": SETTINGS} | texts
    content, found = load(
        [
            *(SourceFile(paths[name], text) for name, text in files.items()),
            picture_file("guides/councillors/map.png", MAP),
        ]
    )
    assert found == [], found
    return content


def found_in(today: date = TODAY, **texts: str) -> list[tuple]:
    found = in_order(check(read(**texts), today))
    # Each plan looked at alone, as a build does that keeps what it found, comes to the same.
    assert found == in_order(
        check(read(**texts), today, looking=lambda plans, names, look: [look(plan) for plan in plans])
    )
    return [(d.rule, d.severity.name, text_at(d, texts)) for d in found]


def text_at(found: Diagnostic, texts: dict[str, str]) -> str:
    """What stands in the file at the place of a problem."""
    text = {"small": SMALL, "council": COUNCIL, "guide": GUIDE, **texts}[
        found.position.path.rsplit("/", 1)[-1].split(".")[0].replace("council-streets", "streets")
    ]
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
SUGGESTION = (
    "schema_version: 1\nreceived: 2026-10-01\nhow: email\nabout: small/crossing\nwords: Could it have a"
    " light?\n"
)
ANSWER = (
    "answer: {decision: declined, reason: The street lamp is enough., by: Head of Communities, on:"
    " 2026-10-20}\n"
)
GAP = '{not_published: "Nobody was named", as_of: 2026-11-22}'
UNDECIDED_GAP = '{not_published: "Not decided yet", as_of: 2026-11-22}'
STREETS = "street,numbers,area,note,source\nHigh Street,,bedwell,,\n"
LONG = (
    "A place where the people who live near the park and those who work there can meet each other on most"
    " days of the week and talk"
)
REPORT = """---
schema_version: 1
title: Report
kind: quarterly
period: 2026-Q3
as_of: 2026-10-12
publisher: Example
presented: 2026-10-20
---

Words.
"""
ROWS = [
    # rule, severity, what stands at its place, the texts
    (
        "long-sentence",
        "note",
        LONG + ".",
        {"small": small("summary: A new crossing and safer streets.", f"summary: {LONG}.")},
    ),
    (
        "unfinished",
        "error",
        "‹A new crossing.›",
        {"small": small("summary: A new crossing and safer streets.", "summary: ‹A new crossing.›")},
    ),
    (
        "half-of-day",
        "note",
        '"7.30"',
        {"small": SMALL + 'meetings: [{id: forum, on: 2027-02-03, kind: forum, time: "7.30"}]\n'},
    ),
    (
        "unknown-reference",
        "error",
        "executive-202",
        {"small": small("sources: [executive-2026]", "sources: [executive-202]")},
    ),
    ("unknown-reference", "error", "nowhere", {"small": small("area: bedwell", "area: nowhere")}),
    ("unknown-reference", "error", "crosing", {"small": small("items: [crossing]", "items: [crosing]")}),
    (
        "unknown-reference",
        "error",
        "executive-2026",
        {"small": small("items: [crossing]", "items: [executive-2026]")},
    ),
    (
        "unknown-reference",
        "error",
        "manor",
        {
            "council": COUNCIL.replace(
                "    name: Almond Hill\n", "    name: Almond Hill\n    formerly: [manor]\n"
            )
        },
    ),
    ("duplicate-id", "error", "crossing", {"small": small("id: speed-watch", "id: crossing")}),
    (
        "duplicate-id",
        "error",
        "almond-hill",
        {"council": COUNCIL.replace("id: pin-green", "id: almond-hill")},
    ),
    ("same-area", "error", "bedwell", {"other": SMALL}),
    ("unknown-reference", "error", "bedwel", {"streets": STREETS + "North Road,,bedwel,,\n"}),
    (
        "unknown-reference",
        "error",
        "no-such-source",
        {"streets": STREETS + "North Road,,bedwell,,no-such-source\n"},
    ),
    ("street-twice", "error", "High St.", {"streets": STREETS + "High St.,,not stated,,\n"}),
    (
        "street-twice",
        "error",
        "1-9 odd",
        {"streets": STREETS + "Old Rd,1-9 odd,bedwell,,\nOld Road,1-9 odd,not stated,,\n"},
    ),
    ("street-overlap", "error", "high street", {"streets": STREETS + "high street,2-8 even,bedwell,,\n"}),
    (
        "street-overlap",
        "error",
        "8-20",
        {"streets": STREETS + "Old Rd,1-9,bedwell,,\nOld Road,8-20,bedwell,,\n"},
    ),
    (
        "street-overlap",
        "error",
        "41 upwards odd",
        {"streets": STREETS + "Old Rd,31-61 odd,bedwell,,\nOld Road,41 upwards odd,bedwell,,\n"},
    ),
    ("date-order", "error", "2027-06", {"small": small("start: 2026-09", "start: 2027-09")}),
    ("date-order", "error", "2025", {"small": small("due: 2027-06", "completed: 2025")}),
    (
        "date-order",
        "error",
        "2020-05-01",
        {"council": COUNCIL.replace("    until: 2024-05-01", "    from: 2021-05-01\n    until: 2020-05-01")},
    ),
    ("future-fact", "warning", "2031-06", {"small": small("due: 2027-06", "completed: 2031-06")}),
    ("date-passed", "note", "2026-10", {"small": small("due: 2027-06", "due: 2026-10")}),
    (
        "review-due",
        "warning",
        "2026-12-01",
        {"small": small("next_review: 2027-03-31", "next_review: 2026-12-01")},
    ),
    (
        "review-due",
        "warning",
        "2026-04-01",
        {"guide": GUIDE.replace("last_reviewed: 2026-11-01", "last_reviewed: 2026-04-01")},
    ),
    (
        "undecided",
        "note",
        UNDECIDED_GAP,
        {
            "small": small(
                "operational_lead:\n  post: Community Development Manager",
                f"operational_lead:\n  {UNDECIDED_GAP}",
            )
        },
    ),
    (
        "not-published",
        "warning",
        GAP,
        {
            "small": small(
                "operational_lead:\n  post: Community Development Manager", f"operational_lead:\n  {GAP}"
            )
        },
    ),
    (
        "old-status",
        "note",
        "2015",
        {"small": small("status: in_progress", "status: in_progress\n    status_date: 2015")},
    ),
    (
        "asset-not-checked",
        "note",
        "2015",
        {"small": SMALL + "assets:\n  - {id: hall, name: Hall, kind: building, last_checked: 2015}\n"},
    ),
    ("past-ward", "note", "pin-green", {"small": small("wards: [bedwell]", "wards: [pin-green]")}),
    ("overspent", "error", "entries", {"small": SMALL + FUND.replace("amount: 500", "amount: 12500")}),
    (
        "split-sum",
        "error",
        "splits",
        {
            "small": (
                SMALL + FUND.replace("state: spent", "splits: [{ward: bedwell, amount: 400}], state: spent")
            )
        },
    ),
    ("wrong-year", "warning", "2024-01-01", {"small": SMALL + FUND.replace("2026-01-01", "2024-01-01")}),
    (
        "total-differs",
        "warning",
        "400",
        {"small": SMALL + FUND.replace("spent, amount: 500", "spent, amount: 400")},
    ),
    (
        "parts-sum",
        "error",
        "parts",
        {
            "small": (
                SMALL + FUND.replace("state: spent", "parts: [{purpose: Paint, amount: 400}], state: spent")
            )
        },
    ),
    (
        "parts-sum",
        "error",
        "600",
        {
            "small": (
                SMALL
                + FUND.replace("state: spent", "spent: 600, state: part_spent").replace(
                    "spent, amount: 500", "allocated, amount: 500"
                )
            )
        },
    ),
    (
        "parts-sum",
        "warning",
        "income",
        {
            "small": (
                SMALL
                + FUND.replace(
                    "    entries:", "    income: [{ward: bedwell, amount: 12001}]\n    entries:", 1
                )
            )
        },
    ),
    (
        "cost-differs",
        "warning",
        "400",
        {
            "small": (
                small("cost: 12000", "cost: 400")
                + FUND.replace("state: spent", "items: [crossing], state: spent")
            )
        },
    ),
    (
        "cost-differs",
        "warning",
        "committed",
        {
            "small": (
                small("status: in_progress", "status: declined")
                + FUND.replace("state: spent", "items: [crossing], state: committed").replace(
                    "of: spent", "of: committed"
                )
            )
        },
    ),
    (
        "cost-differs",
        "warning",
        "500",
        {
            "small": small("cost: 12000", "cost: 400"),
            "council": COUNCIL + FUND.replace("state: spent", "items: [small/crossing], state: spent"),
        },
    ),
    ("no-way-to-reach", "error", "contact", {"small": small("  email: neighbourhoods@example.org\n", "")}),
    ("unanswered", "warning", "2026-10-01", {"suggestion": SUGGESTION}),
    (
        "answer-order",
        "error",
        "2026-09-01",
        {"suggestion": SUGGESTION + ANSWER.replace("on: 2026-10-20", "on: 2026-09-01")},
    ),
    (
        "answer-order",
        "error",
        "2026-09-02",
        {"suggestion": SUGGESTION + ANSWER + "credit: {name: Jo, agreed_on: 2026-09-02}\n"},
    ),
    (
        "answer-order",
        "error",
        "2026-12-01",
        {"suggestion": SUGGESTION + ANSWER.replace("on: 2026-10-20", "on: 2026-10-20, edition: 2026-12-01")},
    ),
    (
        "unknown-reference",
        "error",
        "small/crosing",
        {"suggestion": (SUGGESTION + ANSWER).replace("small/crossing", "small/crosing")},
    ),
    ("presented-report", "error", "presented", {"report": REPORT}),
    (
        "presented-report",
        "error",
        "0" * 64,
        {"report": REPORT.replace("---\n\nWords", f"fingerprint: '{'0' * 64}'\n---\n\nWords")},
    ),
    (
        "bullet",
        "error",
        "• first • second",
        {"small": small("description: A crossing beside the school.", "description: • first • second")},
    ),
    (
        "smart-quote",
        "error",
        "“A crossing”",
        {"small": small("A crossing beside the school.", "“A crossing”")},
    ),
    (
        "too-many-marks",
        "error",
        "*" * 401,
        {
            "small": (
                small("A crossing beside the school.", f'"{"*" * 401}"').replace(
                    f'"{"*" * 401}"', f"'{'*' * 401}'"
                )
            )
        },
    ),
    ("picture-without-description", "error", "map.png", {"guide": GUIDE + "\n![](map.png)\n"}),
    ("picture-without-description", "error", "map.png", {"guide": GUIDE + "\n![ Picture ](map.png)\n"}),
    ("missing-picture", "error", "mop.png", {"guide": GUIDE + "\n![Where the wards are](mop.png)\n"}),
    (
        "missing-picture",
        "error",
        "../../map.png",
        {"guide": GUIDE + "\n![Where the wards are](../../map.png)\n"},
    ),
    ("missing-picture", "error", "![", {"guide": GUIDE + "\n![Where the wards are]()\n"}),
    (
        "picture-elsewhere",
        "warning",
        "https://www.example.org/map.png",
        {"guide": GUIDE + "\nSee ![Where the wards are](https://www.example.org/map.png)\n"},
    ),
    (
        "picture-elsewhere",
        "warning",
        "//www.example.org/map.png",
        {"guide": GUIDE + "\n![Where the wards are][m]\n\n[m]: //www.example.org/map.png\n"},
    ),
    (
        "picture-elsewhere",
        "warning",
        "/map.png",
        {"guide": GUIDE + "\n`![x](a.png)` ![Where the wards are](/map.png)\n"},
    ),
    (
        "picture-in-plan",
        "warning",
        "A crossing ![Where it is](map.png)",
        {"small": small("A crossing beside the school.", "A crossing ![Where it is](map.png)")},
    ),
    ("heading-level", "error", "#", {"guide": GUIDE.replace("## Meetings", "# Meetings")}),
    ("heading-level", "error", "####", {"guide": GUIDE.replace("## Meetings", "#### Meetings")}),
    (
        "broken-letters",
        "error",
        "A crossing beside Residentsâ€™ Hall.",
        {"small": small("A crossing beside the school.", "A crossing beside Residentsâ€™ Hall.")},
    ),
    (
        "look-alike",
        "warning",
        "A crossing beside the s\u0441hool.",
        {"small": small("A crossing beside the school.", "A crossing beside the s\u0441hool.")},
    ),
    (
        "look-alike",
        "warning",
        "\u0440\u0430\u0443\u0440\u0430\u04cf",
        {"guide": GUIDE + "\nPay at \u0440\u0430\u0443\u0440\u0430\u04cf.\n"},
    ),
    (
        "look-alike",
        "warning",
        "\uff22\uff45\uff44\uff57\uff45\uff4c\uff4c",
        {"guide": GUIDE + "\nIn \uff22\uff45\uff44\uff57\uff45\uff4c\uff4c.\n"},
    ),
    (
        "vague-link",
        "warning",
        "A crossing. [Read more!](https://www.example.org/)",
        {
            "small": small(
                "A crossing beside the school.", "A crossing. [Read more!](https://www.example.org/)"
            )
        },
    ),
    (
        "vague-link",
        "warning",
        "Here",
        {"guide": GUIDE + "\nThe form is in the same place. [Here](https://www.example.org/).\n"},
    ),
    (
        "capitals",
        "note",
        "A CROSSING BESIDE THE SCHOOL.",
        {"small": small("A crossing beside the school.", "A CROSSING BESIDE THE SCHOOL.")},
    ),
    (
        "capitals",
        "note",
        "PLEASE BRING YOUR OWN CHAIRS",
        {"guide": GUIDE + "\nAnd PLEASE BRING YOUR OWN CHAIRS, or stand.\n"},
    ),
]


@pytest.mark.parametrize(
    ("rule", "severity", "there", "texts"), ROWS, ids=[f"{r[0]} {r[2][:12]}" for r in ROWS]
)
def test_found_in_its_place(rule, severity, there, texts):
    assert [(r, s, t.strip("'")) for r, s, t in found_in(**texts)] == [(rule, severity, there)]


QUIET = {
    "an area and a ward with one name": {"small": SMALL},
    "a guide that follows the headings": {"guide": GUIDE + "\n### More\n\n## Again\n"},
    "a gap with a way to ask": {"small": small("  email: neighbourhoods@example.org", f"  email: {GAP}")},
    "an item that is due today": {"small": small("due: 2027-06", "due: 2026-11-22")},
    "an item that is done": {
        "small": small("status: in_progress", "status: complete").replace("due: 2027-06", "due: 2026-10")
    },
    "a start inside the due date": {"small": small("due: 2027-06", "due: 2026/27")},
    "a quotation inside a text": {"small": small("A crossing beside the school.", "“A crossing”, they said")},
    "a dash inside a text": {
        "small": small("A crossing beside the school.", "A crossing – beside the school")
    },
    "a fund that adds up": {"small": SMALL + FUND},
    "a picture that is there, twice": {
        "guide": GUIDE + "\n![Where the wards are](map.png) and ![The same](../councillors/map.png)\n"
    },
    "a picture as an example of how to write one": {
        "guide": GUIDE + "\nWrite `![](name.png)`:\n\n    ![](name.png)\n"
    },
    "a cry before a bracket": {
        "small": small("A crossing beside the school.", "A crossing! [At last](https://www.example.org/)")
    },
    "a suggestion that was answered": {"suggestion": SUGGESTION + ANSWER},
    "a suggestion about a whole plan": {
        "suggestion": (SUGGESTION + ANSWER).replace("small/crossing", "small")
    },
    "a suggestion that waits for its answer": {"suggestion": SUGGESTION.replace("2026-10-01", "2026-11-01")},
    "a suggestion for an edition to come": {
        "suggestion": (
            SUGGESTION
            + ANSWER.replace("declined", "agreed").replace(
                "on: 2026-10-20", "on: 2026-10-20, edition: 2026-12-01"
            )
        )
    },
    "a street in two areas": {
        "streets": (
            STREETS
            + "Old Rd,1-9 odd,bedwell,,\nOld Road,2-8 even and 11,not stated,,\nOld Road,the rest,bedwell,,\n"
        )
    },
    "a link that says where it leads": {
        "guide": GUIDE + "\nRead [the page of the council](https://www.example.org/), or write `[here](x)`.\n"
    },
    "short names in capitals": {
        "small": small(
            "A crossing beside the school.", "The NHS, the BBC, the GMCA and the MHCLG met the YMCA."
        )
    },
    "texts in other alphabets": {
        "small": small(
            "A crossing beside the school.",
            "Ласкаво просимо, тут новий перехід біля школи. Καλώς ήρθατε στο πάρκο. Ŵyneb, łąka, حديقة, 公園.",
        )
    },
    "signs of science": {
        "small": small("A crossing beside the school.", "No more than 10 μg/m³, 5 kΩ and 3 µm; Part Ⅳ")
    },
    "an apostrophe": {"small": small("A crossing beside the school.", "The school’s crossing")},
}


@pytest.mark.parametrize("name", QUIET)
def test_quiet(name):
    assert found_in(**QUIET[name]) == []


# What a plan that was made together owes, as far as the small plan lacks it.
OWED = "process: Twice a year.\n" + "".join(
    f"{name}: {GAP}\n"
    for name in (
        "roles",
        "partners",
        "partner_plans",
        "vision",
        "outcomes",
        "evaluation",
        "meetings",
        "engagement_strategy",
        "communications",
        "annual_reports",
        "equality_impact",
    )
)
TOGETHER = (
    SMALL.replace("stage: preliminary", "stage: co_produced")
    .replace("    due: 2027-06\n", "    due: 2027-06\n    lead: {post: Officer}\n")
    .replace("    title: Play area\n", "    title: Play area\n    lead: {post: Officer}\n")
    .replace(
        "        title: Start", "        due: 2027-06\n        lead: {post: Officer}\n        title: Start"
    )
    .replace("    actions:\n", "    agreed_with: [{who: residents}]\n    actions:\n")
    + OWED
)
DUTIES = [
    ("stage-duty", "schema_version: 2", TOGETHER.replace("process: Twice a year.\n", "")),
    (
        "stage-duty",
        "id: play-area",
        TOGETHER.replace("    title: Play area\n    lead: {post: Officer}\n", "    title: Play area\n"),
    ),
    ("agreed-without-residents", "agreed_with", TOGETHER.replace("who: residents", "who: councillors")),
    (
        "too-few-meetings",
        "meetings",
        TOGETHER.replace(f"meetings: {GAP}", "meetings: [{id: forum, on: 2026-10-18, kind: forum}]"),
    ),
]


@pytest.mark.parametrize(("rule", "there", "text"), DUTIES, ids=[f"{r[0]} {r[1]}" for r in DUTIES])
def test_a_plan_made_together_owes_more(rule, there, text):
    assert [found for found in found_in(small=TOGETHER) if found[0] != "not-published"] == []
    assert [(r, t) for r, _, t in found_in(small=text) if r != "not-published"] == [(rule, there)]


# These compare with an edition; tests/editions and tests/commands have them.
# What compares with an edition has tests of its own (tests/editions).
PROMISES = {
    "pre-election",
    "edition-in-period",
    "names-councillor",
    "vanished-promise",
    "change-reason",
    "change-note",
    "closed-without-outcome",
    "older-text",
    "withheld-place",
}


def test_every_rule_has_a_row():
    """Those on personal data have tests of their own (test_pii)."""
    assert set(RULES) - set(PRIVATE) - PROMISES - {"unused-waiver"} == {row[0] for row in [*ROWS, *DUTIES]}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_documented_and_named_plainly(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)
    assert docstring_summary(RULES[rule]).endswith(".")


def test_a_rule_that_looks_at_the_clock_never_stops_a_build():
    """The same files, read on days far apart: what differs is at most a warning."""
    content = read(guide=GUIDE)
    ways = {day: set(check(content, day)) for day in (date(1970, 1, 1), TODAY, date(2100, 2, 28))}
    everything = set.union(*ways.values())
    changing = {d for d in everything if any(d not in found for found in ways.values())}
    assert changing and not has_errors(list(changing))


def test_rules_cope_without_a_council():
    content, _ = load(
        [SourceFile("plans/small.yml", SMALL), SourceFile("plans/council-settings.yml", SETTINGS)]
    )
    assert content.council is None
    assert check(content, TODAY) == []


def test_problems_come_in_order_each_once():
    texts = {
        "small": (
            small("area: bedwell", "area: nowhere")
            .replace("due: 2027-06", "due: 2026-08")
            .replace("items: [crossing]", "items: [x, y]")
        )
    }
    found = check(read(**texts), TODAY)
    ordered = in_order(found + found)
    assert len(ordered) == len(found) >= 4
    assert [d.position.line for d in ordered] == sorted(d.position.line for d in ordered)
    assert all(d.severity in Severity for d in ordered)
