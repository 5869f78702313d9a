"""What a save is asked for, and that the proposal which comes of it passes CI's own `.ci/judge`."""

import subprocess
import sys
from pathlib import Path

import pytest
from browsing import PLAN, control, open_item, patch_lines, save, sign_in, until

from communityplans.build.pipeline import examine

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
BY_LEAF = "section[data-key-path='{}']"


@pytest.fixture
def judged(tmp_path):
    """What `.ci/judge` says of a proposal: its exit code, and all that it wrote."""

    def judge(forge, pull) -> tuple[int, str]:
        clone, store = tmp_path / f"judged-{pull['number']}", forge.store
        main, tip = store.tip("council/plans", "main"), store.tip(pull["repository"], pull["branch"])
        subprocess.run(["git", "init", "-q", "-b", "main", str(clone)], check=True)
        subprocess.run(
            ["git", "-C", str(clone), "fetch", "-q", str(store.folder), "+refs/of/*:refs/of/*"], check=True
        )
        subprocess.run(["git", "-C", str(clone), "checkout", "-q", "--detach", tip], check=True)
        done = subprocess.run(
            [
                str(ROOT / ".ci/judge"),
                sys.prefix,
                str(clone),
                main,
                str(tmp_path / f"out-{pull['number']}"),
                "text",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return judge


@pytest.fixture
def at_form(edition, forge, site, visit, today):
    """The form of the published plan, with an officer signed in."""

    def open_(width: int = 390, address: str = PLAN, who: str = "officer"):
        editions = examine(edition, today).showing.editions
        assert len(editions) == 1
        seen = visit(site(forge.settings, editions) + address, width=width)
        sign_in(seen.page, who)
        return seen

    return open_


def asks(page):
    """The questions before a save."""
    box = page.get_by_role("dialog", name="Before this is saved")
    box.wait_for()
    return box


def test_a_save_asks_for_the_note_and_the_reason_and_ci_then_passes(at_form, forge, judged):
    seen = at_form()
    open_item(seen.page, 0)
    control(seen.page, "investments.0.due").fill("Summer 2028")
    save(seen.page)
    box = asks(seen.page)
    said = box.inner_text()
    assert "This plan differs from the edition of 22 November 2026 and has no new change note." in said
    assert (
        "“Due” of “New crossing by the mill” is not what it was in the edition of 22 November 2026. Nothing"
        " says why." in said
    )
    box.get_by_role("button", name="Save with these answers").click()
    assert (
        box.get_by_role("alert").inner_text() == "Something is not answered yet." and forge.store.pulls == []
    )
    box.get_by_label("What changed, in one or two sentences").fill("The crossing comes a year later.")
    box.get_by_label("Reason for the change, in words for residents").fill("The builder found a gas pipe")
    box.get_by_role("button", name="Save with these answers").click()
    until(seen.page, lambda: forge.store.pulls)
    [pull] = forge.store.pulls
    lines = patch_lines(forge.store.changes(pull))
    assert [line for line in lines if line[0] == "-"] == [
        "-    due: Summer 2027       # the builder says July"
    ]
    assert (
        "+    reason: The builder found a gas pipe" in lines
        and "+    due: Summer 2028       # the builder says July" in lines
    )
    assert any("The crossing comes a year later." in line for line in lines) and len(lines) <= 5
    assert (
        "The crossing comes a year later." in pull["body"]
        and "Why: The builder found a gas pipe" in pull["body"]
    )
    assert "Source: Minutes of the autumn forum (https://www.example.org/minutes-2026)" in pull["body"]
    assert judged(forge, pull)[0] == 0, judged(forge, pull)[1]


def test_going_back_saves_nothing_and_a_correction_needs_no_note(at_form, forge, judged):
    seen = at_form()
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("New crossing by the the mill")
    save(seen.page)
    asks(seen.page).get_by_role("button", name="Back to the form").click()
    seen.page.wait_for_timeout(1000)
    assert forge.store.pulls == [] and seen.page.get_by_role("alertdialog").count() == 0
    save(seen.page)
    box = asks(seen.page)
    box.get_by_label("Nothing to say").check()
    box.get_by_role("button", name="Save with these answers").click()
    until(seen.page, lambda: forge.store.pulls)
    assert len(patch_lines(forge.store.changes(forge.store.pulls[0]))) == 2
    assert judged(forge, forge.store.pulls[0])[0] == 0, judged(forge, forge.store.pulls[0])[1]


def test_what_was_published_and_removed_is_asked_how_it_ended(at_form, forge, judged):
    seen = at_form(width=1280)
    part = open_item(seen.page, 1)
    part.get_by_role("button", name="Remove").nth(1).click()
    save(seen.page)
    box = asks(seen.page)
    assert (
        "“Lamps: the path to the lock” (lamps) was first promised in the edition of 22 November 2026 and is"
        " no longer in this plan." in box.inner_text()
    )
    box.get_by_label("What became of it").fill("The county will not pay")
    box.get_by_label("Why, in words").fill("No money this year")
    box.get_by_label("What changed, in one or two").fill("There will be no new lamps.")
    box.get_by_role("button", name="Save with these answers").click()
    until(seen.page, lambda: forge.store.pulls)
    lines = "\n".join(patch_lines(forge.store.changes(forge.store.pulls[0])))
    assert (
        "-    status: not_started" in lines
        and "+    status: closed_not_delivered" in lines
        and "The county will not pay" in lines
    )
    assert "-    # The lamps wait" not in lines and "-  - id: lamps" not in lines
    assert judged(forge, forge.store.pulls[0])[0] == 0, judged(forge, forge.store.pulls[0])[1]


def test_the_name_of_a_file_is_not_offered_for_change(at_form):
    seen = at_form(width=1280)
    control(seen.page, "title")
    seen.page.get_by_role("button", name="Show Editor Options").click()
    [item] = [item for item in seen.page.get_by_role("menuitem").all() if "Slug" in item.inner_text()]
    assert item.is_disabled(), "Sveltia leaves the line in its menu, and nobody can choose it"


def test_a_date_is_judged_while_it_is_typed(at_form):
    seen = at_form()
    open_item(seen.page, 0)
    box = control(seen.page, "investments.0.due")
    box.fill("soon")
    said = seen.page.locator(BY_LEAF.format("investments.0.due")).first.locator(".typed")
    assert said.inner_text().startswith("“soon” cannot be read as a date.")
    assert said.get_attribute("id") in box.get_attribute("aria-describedby")
    box.fill("Summer 2028")
    assert said.inner_text() == ""


@pytest.mark.parametrize(
    "item, path",
    [
        ("lamps", "investments.1.title"),
        ("garden", "projects.0.title"),
        ("signs", "shared_issues.0.actions.1.title"),
    ],
    ids=["in the first list", "in another list", "an action inside an issue"],
)
def test_a_link_opens_the_form_at_its_item(at_form, item, path):
    seen = at_form(address=f"edit/?item={item}#/collections/plans/entries/mill-quarter")
    box = seen.page.locator(f"section[data-key-path='{path}']").first
    box.wait_for()
    until(seen.page, lambda: -50 < box.bounding_box()["y"] < 844)


def test_the_form_shows_what_the_check_said(at_form, forge):
    seen = at_form()
    control(seen.page, "title").fill("The Mill Quarter")
    save(seen.page)
    box = asks(seen.page)
    box.get_by_label("What changed, in one or two").fill("The plan has another name.")
    box.get_by_role("button", name="Save with these answers").click()
    shown = seen.page.get_by_role("complementary", name="Your proposal")
    shown.wait_for(state="attached")
    until(seen.page, lambda: "has not answered yet" in shown.inner_text())
    seen.page.get_by_role("button", name="Later").click()
    for result, words in (
        ("failure", "The check found something wrong."),
        ("success", "The check found nothing wrong."),
    ):
        forge.store.pulls[0]["check"] = [result]
        shown.get_by_role("button", name="Ask again").click()
        until(seen.page, lambda words=words: words in shown.inner_text())
