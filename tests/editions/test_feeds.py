"""Feeds: valid Atom, with ids that stay, newest first; what anybody typed stays text."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from council_in_git import changed

from communityplans.build.pipeline import assets

A = "{http://www.w3.org/2005/Atom}"
URL = "https://plans.example.org/"


@pytest.fixture
def twice(place):
    place.publish("First", day="2026-11-02")
    place.edit(
        "plans/hill.yml",
        ("due: 2027-06", 'due: 2027-09\n    reason: "The <b>builder</b> is ill"'),
        note="Put off <script>alert(1)</script> & more",
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-10")
    return place


def feed(place, name="all", **more):
    return ElementTree.fromstring(place.assets(**more)[f"feeds/{name}.xml"])


def entries(root):
    return root.findall(f"{A}entry")


def text(element, name):
    found = element.find(f"{A}{name}")
    assert found is not None and found.text, name
    return found.text


@pytest.mark.parametrize("name", ["all", "hill", "mill"])
def test_has_what_atom_asks_for(twice, name):
    root = feed(twice, name)
    assert root.tag == f"{A}feed"
    assert text(root, "id") == f"{URL}feeds/{name}.xml"
    assert text(root, "title") and root.find(f"{A}author/{A}name").text == "Example Borough Council"
    newest = datetime.fromisoformat(text(root, "updated"))
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{A}link")}
    assert links["self"] == f"{URL}feeds/{name}.xml" and links["alternate"].startswith(URL)
    assert entries(root)
    for entry in entries(root):
        assert datetime.fromisoformat(text(entry, "updated")) <= newest
        assert text(entry, "id").startswith(URL) and text(entry, "title") and text(entry, "summary")
        assert entry.find(f"{A}link").get("href").startswith(URL)


def test_newest_first_with_a_place_on_a_page(twice):
    found = [
        (text(e, "title"), text(e, "id"), e.find(f"{A}link").get("href"))
        for e in entries(feed(twice, "hill"))
    ]
    assert found == [
        ("Hill: 1 date put off", f"{URL}plans/hill/2026-11-10/", f"{URL}plans/hill/history/#e-2026-11-10"),
        ("Hill: first edition", f"{URL}plans/hill/2026-11-02/", f"{URL}plans/hill/history/#e-2026-11-02"),
    ]
    addresses = {page.address for page in twice.site().pages}
    assert {id.removeprefix(URL) for _, id, _ in found} <= addresses


def test_a_later_edition_leaves_entries_as_they_were(twice):
    before = [ElementTree.tostring(e) for e in entries(feed(twice, "hill"))]
    twice.edit(
        "plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-12"
    )
    twice.commit()
    twice.publish("Third", day="2026-11-14")
    after = [ElementTree.tostring(e) for e in entries(feed(twice, "hill"))]
    assert len(after) == 3 and after[1:] == before


def test_hostile_words_stay_words(place):
    title = "Hill</title><script>alert(1)</script>]]>"
    place.write(
        {"plans/hill.yml": changed(place.read("plans/hill.yml"), ("title: Hill\n", f'title: "{title}"\n'))}
    )
    place.commit()
    place.publish("First")
    root = feed(place, "hill")
    assert text(root, "title") == f"{title}: changes to the plan"
    assert text(entries(root)[0], "title") == f"{title}: first edition"


def test_a_note_is_safe_html_inside_the_feed(twice):
    newest = entries(feed(twice, "hill"))[0]
    summary = newest.find(f"{A}summary")
    assert summary.get("type") == "html"
    assert (
        "<script" not in summary.text
        and "&lt;script&gt;" in summary.text
        and "Why: The &lt;b&gt;builder" in summary.text
    )


def test_no_feed_without_a_public_address(twice):
    assert not [one.address for one in assets(twice.site(), None) if one.address.startswith("feeds/")]


def test_no_feed_of_what_is_not_published(place):
    assert not [name for name in place.assets() if "feeds" in name]
    place.publish("First", day="2026-11-02")
    place.write(
        {
            "plans/council.yml": changed(
                place.read("plans/council.yml"), ("areas:\n", "areas:\n  - {id: new, name: New}\n")
            ),
            "plans/new.yml": place.read("plans/hill.yml").replace("area: hill", "area: new"),
        }
    )
    assert "feeds/new.xml" not in place.assets()


def test_put_together_later_is_dated_by_the_day_it_was(place):
    place.publish("Autumn 2020", "--compiled", "2026-11-22", day="2020-10-05")
    (entry,) = entries(feed(place, "hill"))
    assert text(entry, "updated").startswith("2026-11-22") and text(entry, "published").startswith(
        "2026-11-22"
    )
    assert (
        text(entry, "title")
        == "Hill: first edition (as it stood on 5 October 2020, compiled on 22 November 2026)"
    )
    assert "As it stood on 5 October 2020, compiled on 22 November 2026." in text(entry, "summary")
    assert "ublished" not in text(entry, "title") + text(entry, "summary")
