"""The form in a real browser, against a GitLab of the council's own: a stand-in for it, with real git behind
it.
"""

import re

import pytest
from browsing import NEW, OLD, PLAN, control, open_item, patch_lines, save, sign_in, until
from store import COUNCIL

pytestmark = pytest.mark.browser


def send_for_review(seen, gitlab) -> dict:
    """Change one field of a plan, save and send: the one proposal that comes of it."""
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("New crossing by the mill, with lights")
    save(seen.page)
    seen.page.get_by_role("button", name="Send for Review").click()
    until(seen.page, lambda: gitlab.store.pulls and not gitlab.store.pulls[0]["draft"])
    [pull] = gitlab.store.pulls
    return pull


def test_an_officer_proposes_one_line_on_a_phone(site, visit, gitlab, check_passes):
    main = gitlab.store.tip(COUNCIL, "main")
    seen = visit(site(gitlab.settings) + PLAN)
    sign_in(seen.page, "officer")
    pull = send_for_review(seen, gitlab)
    assert pull["labels"] == ["plans/pending_review"]
    assert not pull["title"].startswith("Draft")
    assert patch_lines(gitlab.store.changes(pull)) == [f"-{OLD}", f"+{NEW}"]
    assert "# " in gitlab.store.read(
        gitlab.store.git("rev-parse", f"{gitlab.store.tip(COUNCIL, pull['branch'])}:plans/mill-quarter.yml")
    )
    assert check_passes(gitlab, pull)
    assert gitlab.store.tip(COUNCIL, "main") == main
    assert seen.outside == [] and seen.complaints == []


@pytest.mark.long
def test_who_comes_back_goes_on_with_the_same_proposal(site, visit, gitlab):
    address = site(gitlab.settings)
    seen = visit(address + PLAN)
    sign_in(seen.page, "officer")
    send_for_review(seen, gitlab)
    again = visit(address + PLAN)
    sign_in(again.page, "officer")
    open_item(again.page, 0)
    assert control(again.page, "investments.0.title").input_value() == "New crossing by the mill, with lights"
    control(again.page, "investments.0.title").fill("New crossing by the mill, with lights and a bench")
    save(again.page)
    until(
        again.page,
        lambda: (
            patch_lines(gitlab.store.changes(gitlab.store.pulls[0])) == [f"-{OLD}", f"+{NEW} and a bench"]
        ),
    )
    assert len(gitlab.store.pulls) == 1


@pytest.mark.long
def test_somebody_who_is_no_member_is_told_so(site, visit, gitlab):
    seen = visit(site(gitlab.settings) + PLAN)
    seen.page.get_by_role("button", name="Sign In Using Access Token").click()
    box = seen.page.get_by_role("alertdialog")
    # The way to a token leads to the council's own GitLab.
    assert (
        box.get_by_role("link")
        .first.get_attribute("href")
        .startswith(
            gitlab.settings.url.removesuffix("council/plans") + "-/user_settings/personal_access_tokens?"
        )
    )
    box.get_by_role("textbox").fill("resident")
    box.get_by_role("button", name="Sign In").click()
    seen.page.get_by_text(re.compile("don’t have access to the .*plans.* repository")).first.wait_for()
    assert gitlab.store.pulls == [] and list(gitlab.store.branches(COUNCIL)) == ["main"]


@pytest.mark.long
def test_with_the_button_of_a_registered_application(site, visit, gitlab):
    seen = visit(site(gitlab.settings) + PLAN)
    seen.page.get_by_role("button", name=re.compile("Sign In with .*GitLab")).click()
    open_item(seen.page, 0)
    assert control(seen.page, "investments.0.title").input_value() == "New crossing by the mill"
