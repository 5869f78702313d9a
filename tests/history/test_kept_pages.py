"""No page of an old edition is rendered twice, and what was kept is never a reason for a wrong page."""

from datetime import date

import pytest
from communityplans.pages.site import pages
from communityplans.website.kept import KeptPages

HILL = "plans/hill.yml"
TODAY = date(2026, 11, 22)


@pytest.fixture
def two(place):
    place.publish("First", day="2026-11-02")
    place.edit(HILL, ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"'), note="The crossing comes later", on="2026-11-05")
    place.commit()
    place.publish("Second", day="2026-11-09")
    return place


def made(place, folder):
    """All pages, and how many of old editions were made now."""
    kept = KeptPages(folder)
    return pages(place.site().showing, TODAY, kept.page), kept.made, kept.found


def test_the_second_time_nothing_old_is_made(two, tmp_path):
    cold, made_first, _ = made(two, tmp_path)
    warm, made_again, found = made(two, tmp_path)
    assert made_first == found == 4 and made_again == 0, "two of Hill, one of Mill, one of the guide"
    assert warm == cold == pages(two.site().showing, TODAY)


def test_one_more_edition_makes_its_own_pages_and_the_one_that_it_replaces(two, tmp_path):
    made(two, tmp_path)
    two.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-12")
    two.commit()
    two.publish("Third", day="2026-11-16")
    warm, new, _ = made(two, tmp_path)
    assert new == 2
    assert warm == pages(two.site().showing, TODAY)


def test_words_taken_down_are_gone_from_kept_pages(two, tmp_path):
    before, _, _ = made(two, tmp_path)
    assert any("A crossing beside the school" in str(page.body) for page in before)
    assert two.plans("withhold", "hill/crossing", "description", "--reason", "It named a private person")[0] == 0
    after, new, _ = made(two, tmp_path)
    assert new == 4 and not any("A crossing beside the school" in str(page.body) for page in after if page.address.startswith("plans/hill/"))


@pytest.mark.fault("CACHE")
@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b""), lambda path: path.write_bytes(path.read_bytes()[:-9]),
                                    lambda path: path.write_bytes(path.read_bytes().replace(b"e", b"a")), lambda path: path.write_bytes(b"\xff\xfe")])
def test_what_was_damaged_is_made_again(two, tmp_path, damage):
    cold, _, _ = made(two, tmp_path)
    for path in tmp_path.glob("??/*"):
        damage(path)
    again, new, _ = made(two, tmp_path)
    assert new == 4 and again == cold


@pytest.mark.fault("CACHE", "F10")
def test_a_cache_that_cannot_be_written_stops_nothing(two, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found, new, _ = made(two, tmp_path / "file" / "pages")
    assert new == 4 and found == pages(two.site().showing, TODAY)
