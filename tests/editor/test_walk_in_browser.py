"""The ten-minute walk of the councillors' guide, gone step by step.

The pictures in the guide are those that this test makes.

ACCEPT=1 puts them beside the guide; look at them before you commit them.
"""

import os
import re
from pathlib import Path

import pytest
from browsing import control, open_item, save, sign_in, until

pytestmark = pytest.mark.browser
GUIDE = Path(__file__).resolve().parents[2] / "guides/councillors/ten-minutes-in-the-form.md"
STEPS = ("form-1-sign-in", "form-2-plans", "form-3-plan", "form-4-item", "form-5-stopped", "form-6-review")


@pytest.mark.long
def test_the_walk(site, visit, forge, tmp_path):
    seen = visit(site(forge.settings) + "edit/")
    page = seen.page
    page.set_viewport_size({"width": 390, "height": 640})

    def picture(step: str) -> None:
        page.wait_for_timeout(700)
        home = GUIDE.parent if os.environ.get("ACCEPT") else tmp_path
        page.screenshot(path=home / f"{step}.png")
        assert 5_000 < (home / f"{step}.png").stat().st_size < 200_000

    page.get_by_role("button", name="Sign In Using Access Token").wait_for()
    picture("form-1-sign-in")
    sign_in(page, "officer")
    page.get_by_role("treeitem").filter(has_text="Community plans").first.click()
    page.get_by_text("Mill Quarter").first.wait_for()
    picture("form-2-plans")
    page.get_by_text("Mill Quarter").first.click()
    page.locator("section[data-key-path='title'] input").first.wait_for()
    picture("form-3-plan")
    part = open_item(page, 0)
    part.evaluate("part => part.scrollIntoView()")
    picture("form-4-item")
    title = control(page, "investments.0.title")
    title.fill("")
    save(page)
    page.get_by_role("dialog", name="Not saved yet").wait_for()
    picture("form-5-stopped")
    page.get_by_role("button", name="Back to the form").click()
    title.fill("New crossing by the mill, with lights")
    save(page)
    page.get_by_role("button", name="Send for Review").wait_for()
    until(page, lambda: page.get_by_text("Entry saved.").count() == 0)
    picture("form-6-review")
    page.get_by_role("button", name="Send for Review").click()
    until(page, lambda: forge.store.pulls and not forge.store.pulls[0]["draft"])


def test_the_guide_shows_these_pictures_in_this_order():
    shown = re.findall(r"!\[[^\]]{20,}\]\(([\w-]+)\.png\)", GUIDE.read_text(encoding="utf-8"))
    assert shown == list(STEPS)
    assert all((GUIDE.parent / f"{step}.png").is_file() for step in STEPS)
