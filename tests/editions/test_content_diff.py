"""plans diff and plans review: what differs, in text, Markdown and JSON, whoever wrote it."""

import json

import pytest
from council_in_git import PLAN, changed

HILL = "plans/hill.yml"


@pytest.fixture
def twice(place):
    """Two editions, and a change that is not committed."""
    place.publish("First", day="2026-11-02")
    place.edit(
        HILL,
        ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"'),
        note="Put off",
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-10")
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name")
    return place


OFF = (
    "- The due date of “New crossing” moved from June 2027 to September 2027. (a promise) Why: The builder"
    " is ill"
)
NAME = "- “Village hall” is now called “Town hall”."


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ((), ["Hill: 1 changed", NAME]),
        (("2026-11-10",), ["Hill: 1 changed", NAME]),
        (("2026-11-02",), ["Hill: 1 date put off, 1 changed", OFF, NAME]),
        (("2026-11-02", "2026-11-10"), ["Hill: 1 date put off", OFF]),
        (("main",), ["Hill: 1 changed", NAME]),
        (("main", "2026-11-10"), ["Nothing differs."]),
        (("HEAD~2", "HEAD"), ["Hill: 1 date put off", OFF]),
    ],
)
def test_between_editions_commits_and_the_files_at_hand(twice, names, lines):
    code, said = twice.plans("diff", *names)
    assert (code, said.splitlines()) == (0, lines)


def test_as_data(twice):
    code, said = twice.plans("diff", "2026-11-02", "--format", "json")
    (found,) = json.loads(said)
    assert (found["path"], found["state"], found["notes"]) == (HILL, "changed", ["A new name", "Put off"])
    assert [(c["item"], c["kind"], c["class"], c["reason"]) for c in found["changes"]] == [
        ("crossing", "changed", "commitment", "The builder is ill"),
        ("hall", "changed", "update", ""),
    ]


def test_new_gone_renamed_and_unreadable(place):
    place.publish("First", day="2026-11-02")
    place.git("mv", HILL, "plans/hill-top.yml")
    place.edit("plans/hill-top.yml", ("title: Hill\n", "title: Hill top\nformerly: [hill]\n"))
    place.write(
        {
            "plans/mill.yml": "title: [\n",
            "guides/councillors/more.md": (
                place.read("guides/councillors/your-role.md").replace("Your role", "More")
            ),
        }
    )
    (place.root / "guides/councillors/your-role.md").unlink()
    _, said = place.plans("diff")
    assert said.splitlines() == [
        "Hill top (was plans/hill.yml): 2 changed",
        "- Title changed from “Hill” to “Hill top”.",
        "- Formerly: “hill” was added.",
        "More: new",
        "Mill: there is a mistake in it, so it cannot be compared (plans check)",
        "Your role: no longer there",
    ]


@pytest.mark.parametrize("name", ["2020-01-01", "nowhere", "--help-me", "-x", "HEAD:plans"])
def test_what_there_is_not(place, name):
    code, said = place.plans("diff", "--", name)
    assert code == 2 and "There is no edition and no commit" in said


HOSTILE = "x](https://evil.example) <img src=x onerror=alert(1)> **b** `c` @everyone #1 | --- ~~s~~ ![i](j)"


@pytest.mark.parametrize(
    "command", [("diff", "--format", "markdown"), ("review", "--base", "main", "--format", "markdown")]
)
def test_words_cannot_break_out_of_markdown(place, command):
    from communityplans.source.markdown import render_document_markdown

    place.publish("First", day="2026-11-02")
    place.edit(
        HILL,
        ("title: Hill\n", f'title: "{HOSTILE}"\n'),
        ("title: Village hall", f'title: "{HOSTILE}"'),
        note=HOSTILE,
    )
    place.write({"plans/<b>x</b>.yml": ""})
    _, said = place.plans(*command)
    html = str(render_document_markdown(said).html)
    assert (
        "<img" not in html
        and "<a" not in html
        and "<code" not in html
        and "<strong" not in html
        and "<del" not in html
        and "<b>" not in html
    )
    assert "@everyone" not in said
    assert all(
        line == "" or line.startswith(("### ", "## ", "- ", "The ", "Nothing")) for line in said.splitlines()
    )


def test_a_summary_of_a_proposal(place):
    place.publish("First", day="2026-11-02")
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(
        HILL,
        ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"'),
        note="The crossing comes later",
    )
    place.commit()
    code, said = place.plans("review", "--base", "main")
    assert (code, said.splitlines()) == (
        0,
        [
            "What this proposal changes",
            "Hill: 1 date put off",
            OFF,
            "",
            "What residents would read",
            "- Hill: The crossing comes later",
            "",
            "The check found nothing that stops it.",
        ],
    )
    place.edit(HILL, ('    reason: "The builder is ill"\n', ""))
    code, said = place.plans("review", "--base", "main", "--format", "markdown")
    assert code == 1 and "## What must be put right first (1 error)" in said and "Nothing says why" in said


def test_many_errors_are_not_all_told(place):
    place.write({f"plans/x{n}.yml": "title: x\n" for n in range(30)})
    code, said = place.plans("review", "--base", "main")
    assert code == 1 and "more (plans check)" in said and len(said.splitlines()) < 70


EDITION = "plans/editions/2026-11-02.yml"


def errors_of(place, today="2026-11-22"):
    """What the review of the files at hand says must be put right."""
    code, said = place.plans("review", "--base", "main", today=today)
    return code, [
        line for line in said.splitlines() if "edition" in line and line.startswith("- plans/editions/")
    ]


def test_a_public_edition_stays_as_it_was(place):
    place.publish("First", day="2026-11-02")
    place.edit(EDITION, ('title: "First"', 'title: "The first"'))
    assert errors_of(place) == (
        1,
        [
            f"- {EDITION}, line 1: The edition 2026-11-02 is public and would be changed. What was published"
            f" stays as it was. Undo the change to {EDITION}, and publish a new edition instead: plans"
            " publish"
        ],
    )


def test_a_public_edition_is_not_removed(place):
    place.publish("First", day="2026-11-02")
    (place.root / EDITION).unlink()
    assert errors_of(place) == (
        1,
        [
            f"- {EDITION}, line 1: The edition 2026-11-02 is public and would be removed. What was published"
            f" stays. Bring {EDITION} back. To hide a passage: plans withhold"
        ],
    )


def test_a_public_edition_keeps_its_date(place):
    place.publish("First", day="2026-11-02")
    place.git("mv", EDITION, "plans/editions/2026-11-03.yml")
    code, said = errors_of(place)
    assert (code, said) == (
        1,
        [
            f"- {EDITION}, line 1: The edition 2026-11-02 is public and would get another date, 2026-11-03. A"
            f" public edition keeps its date. Rename plans/editions/2026-11-03.yml back to {EDITION}."
        ],
    )


def test_no_edition_is_slipped_in_before_one_that_is_public(place):
    place.publish("First", day="2026-11-02")
    place.write({"plans/editions/2026-10-01.yml": place.read(EDITION)})
    code, said = errors_of(place)
    assert code == 1 and "would be slipped in before the edition 2026-11-02" in said[0]
    place.write(
        {
            "plans/editions/2026-10-01.yml": changed(
                place.read(EDITION), ("documents:", "compiled: 2026-11-22\ndocuments:")
            )
        }
    )
    assert errors_of(place) == (0, [])


def test_a_planned_edition_may_still_change(place):
    place.publish("Planned", day="2026-12-01")
    place.edit("plans/editions/2026-12-01.yml", ('title: "Planned"', 'title: "Better"'))
    assert errors_of(place) == (0, [])
    assert errors_of(place, today="2026-12-01")[0] == 1


def test_a_new_edition_is_welcome(place):
    place.git("switch", "--quiet", "-c", "proposal")
    place.publish("First", day="2026-11-02")
    assert errors_of(place) == (0, [])


def test_a_plan_with_hostile_words_is_told_in_text(place):
    place.publish("First", day="2026-11-02")
    place.write({HILL: changed(PLAN, ("title: Village hall", 'title: "a \\e[31m b"'))})
    _, said = place.plans("diff")
    assert "\x1b" not in said
