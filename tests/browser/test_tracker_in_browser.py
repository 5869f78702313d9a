"""The tracker in a browser: rows are filtered and sorted at once, the chosen rows can be downloaded, and
without JavaScript its links lead to the same.
"""

import csv

import pytest


@pytest.fixture
def tracker(visitor, sites):
    visit = visitor(320)
    page = visit.open(sites["demo"].url + "tracker/")
    page.get_by_role("button", name="Filter and sort").click()
    page.locator("#tracker_q").wait_for()
    yield page
    assert visit.complaints == [] and visit.failed == []


def shown(page):
    return page.locator(".cp-tracker tbody th a").all_inner_texts()


def fits(page, words):
    page.wait_for_function("w => document.querySelector('[data-said]').textContent.includes(w)", arg=words)


def test_words_and_choices_narrow_the_rows(tracker):
    everything = shown(tracker)
    tracker.fill("#tracker_q", "PLAY area")
    fits(tracker, f"of {len(everything)}")
    found = shown(tracker)
    assert 0 < len(found) < len(everything) and all(
        "play" in " ".join(row.lower().split())
        for row in tracker.locator(".cp-tracker tbody tr").all_inner_texts()
    )
    tracker.select_option("#tracker_status", "complete")
    assert tracker.locator(".cp-tracker tbody .cp-status svg").count() == len(shown(tracker))
    assert set(shown(tracker)) < set(found)
    tracker.fill("#tracker_q", "no such words at all")
    fits(tracker, "No item")
    assert shown(tracker) == [] and tracker.evaluate("document.documentElement.scrollWidth") <= 320


def test_rows_are_sorted_and_those_without_a_date_come_last(tracker):
    tracker.select_option("#tracker_sort", "due")
    fits(tracker, "items of")
    due = [
        cell.removeprefix("Due:").strip()
        for cell in tracker.locator('.cp-tracker td[data-label="Due:"]').all_inner_texts()
    ]
    undated = [one in ("No date", "Not published") for one in due]
    assert not undated[0] and undated[-1] and undated == sorted(undated)


def test_the_rows_that_are_chosen_can_be_downloaded(tracker):
    tracker.select_option("#tracker_view", "date-passed")
    fits(tracker, "items of")
    with tracker.expect_download() as waiting:
        tracker.get_by_role("button", name="Download these items").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["title"] for row in rows] == shown(tracker) and {row["date_passed"] for row in rows} == {
        "yes"
    }


def test_what_the_script_writes_is_what_the_page_had(tracker):
    """The same rows, cell by cell, as the page of the view."""
    tracker.select_option("#tracker_view", "no-lead")
    fits(tracker, "items of")
    made = [" ".join(row.split()) for row in tracker.locator(".cp-tracker tbody tr").all_inner_texts()]
    tracker.goto(tracker.url.split("#")[0] + "no-lead/")
    assert made == [
        " ".join(row.split()) for row in tracker.locator(".cp-tracker tbody tr").all_inner_texts()
    ]


def test_without_javascript_the_views_are_links(visitor, sites):
    page = visitor(320, java_script_enabled=False).open(sites["demo"].url + "tracker/")
    assert page.locator("button:visible").count() == 0
    page.get_by_role("navigation", name="Views of the tracker").get_by_role(
        "link", name="Date passed"
    ).click()
    assert page.url.endswith("/tracker/date-passed/") and len(shown(page)) > 0
