"""What is owed on a day, how it is said on the page and by `plans duties`, and that being late is never an
error.
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from sites import COUNCIL, plans_here

from communityplans.build.pipeline import examine, site
from communityplans.derived.obligations import ObligationStatus, obligations

CONTENT = Path(__file__).parents[1] / "content"
ALMOST = (
    "stage: preliminary",
    (
        "stage: established\nmeetings:\n  - {id: forum-1, on: 2026-04-14, kind: forum}\n  - {id: forum-2, on:"
        " 2026-09-08, kind: forum}\n  - {id: off, on: 2026-05-05, kind: forum, cancelled: true}\n  - {id:"
        " earlier, on: 2026-03-31, kind: forum}"
    ),
)


@pytest.fixture
def council(tmp_path, small):
    """A small council whose one plan is given by the test as a change to the small plan."""

    def made(*changes, settings: str = "", suggestion: str = ""):
        text = small
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "plans").mkdir(exist_ok=True)
        shutil.copy(CONTENT / "council.yml", tmp_path / "plans")
        (tmp_path / "plans/council-settings.yml").write_text(
            (CONTENT / "council-settings.yml").read_text(encoding="utf-8") + settings, encoding="utf-8"
        )
        (tmp_path / "plans/bedwell.yml").write_text(text, encoding="utf-8")
        if suggestion:
            (tmp_path / "suggestions").mkdir(exist_ok=True)
            (tmp_path / "suggestions/light.yml").write_text(suggestion, encoding="utf-8")
        return tmp_path

    return made


def owed(root, day):
    return {
        duty.key: duty
        for duty in obligations(examine(root, date.fromisoformat(day)).content, date.fromisoformat(day))
    }


def test_meetings_and_updates_are_counted(council):
    # The plan owes what established plans owe; what else it lacks does not matter here.
    found = owed(council(ALMOST), "2027-01-05")
    assert (
        found["meetings-2026-27"].words
        == "2 of 4 meetings held since 1 April 2026; no other has a date. They are due by 31 March 2027. In"
        " 2025/26 it was 1."
    )
    assert (
        found["update-2026-Q4"].words == "The update for October to December 2026 is due on 15 January 2027."
    )
    assert found["update-2026-Q4"].kept is ObligationStatus.due


@pytest.mark.parametrize(
    ("day", "held", "update"),
    [
        (date(2026, 10, 2), "2 of 4", "The update for July to September 2026 is due on 16 October 2026."),
        (date(2027, 1, 5), "3 of 4", "The update for October to December 2026 is due on 16 January 2027."),
    ],
)
def test_past_the_third_quarter_the_page_says_how_it_is_kept(day, held, update):
    """The words stand in the page itself, so they need no script."""
    page = next(
        page
        for page in site(COUNCIL, today=day, draft=True).pages
        if page.address == "plans/riverside-and-millfield/"
    )
    panel = page.body.split('id="part_kept"')[1].split("</div>")[0]
    assert "Is this plan up to date?" in panel and f"{held} meetings held since 1 April 2026" in panel
    assert update in panel and "Area officer for the valley (Gil Example)" in panel
    assert f"Page updated {day.day} {day:%B %Y}" in panel and "<script" not in panel


def test_the_day_decides(council):
    root = council(ALMOST)
    assert owed(root, "2026-10-15")["update-2026-Q3"].kept is ObligationStatus.due
    assert owed(root, "2026-10-16")["update-2026-Q3"].kept is ObligationStatus.overdue
    assert owed(root, "2027-01-01")["update-2026-Q4"].due == date(2027, 1, 15)
    assert (
        owed(root, "2027-03-31")["review"].kept is ObligationStatus.due
        and owed(root, "2027-04-01")["review"].kept is ObligationStatus.overdue
    )


def test_what_was_handed_in_is_kept(council):
    more = (
        "\nquarterly_updates:\n  - {id: q3, period: July to September 2026, submitted_to: Cabinet member, on:"
        " 2026-10-12, summary: Two meetings.}"
    )
    root = council((ALMOST[0], ALMOST[1] + more))
    assert (
        owed(root, "2026-11-22")["update-2026-Q3"].words
        == "The update for July to September 2026 was handed in (12 October 2026)."
    )
    # A day that is still to come is no proof.
    assert owed(root, "2026-10-11")["update-2026-Q3"].kept is ObligationStatus.due


def test_a_first_stage_plan_owes_a_review_only(council):
    assert list(owed(council(), "2026-11-22")) == ["review"]


def test_nothing_is_owed_for_a_time_before_the_stage(council):
    root = council((ALMOST[0], ALMOST[1] + "\nstage_history: [{stage: established, on: 2026-08-15}]"))
    assert {"update-2026-Q3", "report-2025-26", "report-2026-27"}.isdisjoint(owed(root, "2026-11-22"))
    assert "update-2026-Q4" in owed(root, "2026-11-22")


def test_the_settings_decide(council):
    root = council(
        ALMOST,
        settings=(
            "meetings_a_year: 0\nduties: {quarterly_updates: false, annual_reports: false, equality_months:"
            " 0, asset_checks: false}\n"
        ),
    )
    assert list(owed(root, "2026-11-22")) == ["review"]


def test_assets_and_equality(council):
    hall = (
        "\nassets:\n  - {id: hall, name: Hall, kind: building, last_checked: 2026-06}\n  - {id: park, name:"
        " Park, kind: green_space, last_checked: 2024}"
    )
    root = council((ALMOST[0], ALMOST[1] + hall + "\nequality_impact: {state: done, on: 2025-10}"))
    found = owed(root, "2026-11-22")
    assert (
        found["assets"].words.startswith("1 of 2 entries of what there is was checked")
        and found["assets"].kept is ObligationStatus.overdue
    )
    assert found["equality"].kept is ObligationStatus.overdue and found["equality"].due == date(2026, 10, 31)


def test_plans_duties_names_the_owner(council):
    root = council(
        suggestion=(
            "schema_version: 1\nreceived: 2026-10-01\nhow: email\nabout: bedwell/crossing\nwords: Could it"
            " have a light?\n"
        )
    )
    said = plans_here("--root", root, "--today", "2027-04-02", "duties")
    assert said.returncode == 0
    assert said.stdout.splitlines() == [
        "Overdue:",
        (
            "  2026-10-29  Bedwell: A suggestion of 1 October 2026 should have had its answer by 29 October"
            " 2026. Who: Community Development Manager"
        ),
        (
            "  2027-03-31  Bedwell: The plan should have been reviewed by 31 March 2027. Who: Community"
            " Development Manager"
        ),
    ]
    data = json.loads(
        plans_here("--root", root, "--today", "2027-04-02", "duties", "--format", "json").stdout
    )
    assert [(one["key"], one["state"], one["due"], one["owner"]) for one in data][1] == (
        "review",
        "overdue",
        "2027-03-31",
        "Community Development Manager",
    )


def test_only_what_is_near(council):
    root = council()
    assert (
        plans_here("--root", root, "--today", "2026-11-22", "duties").stdout
        == "Nothing is overdue or missing, and nothing is due within 28 days of 22 November 2026.\n"
    )
    assert (
        "31 March 2027"
        in plans_here("--root", root, "--today", "2026-11-22", "duties", "--within", "200").stdout
    )
    wrong = plans_here("--root", root, "duties", "--plan", "bedwel")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "plans: There is no plan bedwel, or it cannot be read. Did you mean bedwell?\n",
    )
