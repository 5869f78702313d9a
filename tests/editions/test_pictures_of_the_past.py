"""A picture is pinned with the guide that shows it: replaced later, the edition keeps the one that its
reviewers saw.
"""

import re
from datetime import date

import pytest
from council_in_git import GUIDE
from painted import full_of_secrets, painted, pixels, saved

from communityplans.build.pipeline import assets, examine, site
from communityplans.source.files import blob_id

MAP = "guides/councillors/map.png"
SHOWN = GUIDE + "\n![The wards of Example, from north to south](map.png)\n"
FIRST, SECOND = saved(painted(40, 30), "PNG"), saved(painted(60, 20), "PNG")


def put(place, data: bytes, path: str = MAP) -> str:
    (place.root / path).write_bytes(data)
    return blob_id(data)


@pytest.fixture
def twice(place):
    """Two editions: the picture of the first was replaced before the second."""
    place.write({"guides/councillors/your-role.md": SHOWN})
    put(place, FIRST)
    place.commit()
    place.publish("First", day="2026-11-02")
    put(place, SECOND)
    place.commit()
    place.publish("Second", day="2026-11-20")
    return place


def test_an_edition_pins_its_pictures(twice):
    found = examine(twice.root, date(2026, 11, 22))
    assert [edition.manifest[MAP] for edition in found.editions] == [blob_id(FIRST), blob_id(SECOND)]
    assert twice.errors() == []


def test_an_edition_keeps_the_picture_that_it_was_published_with(twice):
    found = examine(twice.root, date(2026, 11, 22))
    first, second = (edition.content.assets[MAP] for edition in found.editions)
    assert (first.width, first.height, second.width, second.height) == (40, 30, 60, 20)
    assert pixels(first.content) == pixels(FIRST) and pixels(second.content) == pixels(SECOND)


def test_both_pictures_stay_at_their_addresses(twice):
    made = {
        asset.address: asset.content
        for asset in assets(site(twice.root, today=date(2026, 11, 22)), None)
        if asset.address.startswith("pictures/")
    }
    assert {address: pixels(content) for address, content in made.items()} == {
        f"pictures/{blob_id(FIRST)}.png": pixels(FIRST),
        f"pictures/{blob_id(SECOND)}.png": pixels(SECOND),
    }


def shown(place, today: str, **how) -> list[tuple[str, ...]]:
    """Address and size of each picture on the guide page."""
    pages = site(place.root, today=date.fromisoformat(today), **how).pages
    body = next(page.body for page in pages if page.address == "guides/councillors/your-role/")
    tags = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<img [^>]*>", str(body))]
    return [(tag["src"], tag["width"], tag["height"]) for tag in tags]


def test_the_page_shows_the_picture_of_its_edition(twice):
    put(twice, saved(painted(20, 20), "PNG"))
    assert shown(twice, "2026-11-10") == [(f"../../../pictures/{blob_id(FIRST)}.png", "40", "30")]
    assert shown(twice, "2026-11-22") == [(f"../../../pictures/{blob_id(SECOND)}.png", "60", "20")]
    assert shown(twice, "2026-11-22", draft=True)[0][1:] == ("20", "20")


def dated(place, edition: str) -> list[str]:
    """Where the pictures of a dated page lead."""
    page = next(
        page
        for page in site(place.root, today=date(2026, 11, 22)).pages
        if page.address == f"guides/councillors/your-role/{edition}/"
    )
    return re.findall(r'<img [^>]*src="([^"]+)"', str(page.body))


def test_each_dated_page_shows_its_own_picture(twice):
    """The text is the same; the picture alone makes the second edition of the page."""
    assert dated(twice, "2026-11-02") == [f"../../../../pictures/{blob_id(FIRST)}.png"]
    assert dated(twice, "2026-11-20") == [f"../../../../pictures/{blob_id(SECOND)}.png"]


def test_the_first_dated_page_says_that_it_was_replaced(twice):
    pages = {page.address: str(page.body) for page in site(twice.root, today=date(2026, 11, 22)).pages}
    assert "Replaced" in pages["guides/councillors/your-role/2026-11-02/"]
    assert "Replaced" not in pages["guides/councillors/your-role/2026-11-20/"]
    history = pages["guides/councillors/your-role/history/"]
    assert "2026-11-20" in history and "2026-11-02" in history
    assert (
        history.count("Another picture stands in the place of map.png.") == 1
        and "Nothing that readers would notice" not in history
    )
    assert "1 picture replaced" in pages["changes/"] and "nothing changed" not in pages["changes/"]


def test_a_picture_that_was_taken_away_is_still_in_its_edition(twice):
    (twice.root / MAP).unlink()
    twice.write({"guides/councillors/your-role.md": GUIDE})
    twice.commit()
    assert twice.errors() == []
    assert shown(twice, "2026-11-22") == [(f"../../../pictures/{blob_id(SECOND)}.png", "60", "20")]
    assert shown(twice, "2026-11-22", draft=True) == []


def test_a_picture_that_is_the_same_is_read_from_the_file_at_hand(place):
    """No git is needed for an edition whose files are all here."""
    place.write({"guides/councillors/your-role.md": SHOWN})
    put(place, FIRST)
    place.commit()
    place.publish("First", day="2026-11-02")
    (place.root / ".git").rename(place.root / "not-git")
    assert examine(place.root, date(2026, 11, 22)).editions[0].content.assets[MAP].width == 40


def test_an_edition_without_its_picture_says_so(twice):
    text = twice.read("plans/editions/2026-11-20.yml").replace(blob_id(SECOND), "0" * 40)
    twice.write({"plans/editions/2026-11-20.yml": text})
    assert [
        d.rule for d in examine(twice.root, date(2026, 11, 22)).diagnostics if d.rule == "missing-blob"
    ] == ["missing-blob"]


def test_an_edition_that_pins_what_is_no_picture(twice):
    """Only by hand could that come about; the page shows the description in its place."""
    bad = twice.root / "bad"
    bad.write_bytes(b"<svg onload='alert(1)'/>")
    blob = twice.git("hash-object", "-w", "bad")
    text = twice.read("plans/editions/2026-11-20.yml").replace(blob_id(SECOND), blob)
    twice.write({"plans/editions/2026-11-20.yml": text})
    found = examine(twice.root, date(2026, 11, 22))
    assert [(d.rule, d.severity.name) for d in found.diagnostics if d.rule == "old-text"] == [
        ("old-text", "error")
    ]
    assert MAP not in found.editions[-1].content.assets and found.editions[-1].unread == {MAP}


def test_a_broken_picture_is_not_published(place):
    put(place, FIRST[: len(FIRST) // 2])
    place.commit()
    code, said = place.plans("publish", "--title", "A", "--note", "B")
    assert code == 1 and "picture-broken" in said and "Nothing was published." in said


def test_what_differs_is_said(twice):
    put(twice, saved(painted(20, 20), "PNG"))
    put(twice, full_of_secrets("JPEG"), "plans/hill.jpg")
    code, said = twice.plans("diff")
    assert code == 0
    assert (
        "The picture guides/councillors/map.png: another picture now" in said
        and "The picture plans/hill.jpg: new" in said
    )
    assert (
        "The picture guides/councillors/map.png: another picture now"
        in twice.plans("diff", "2026-11-02", "2026-11-20")[1]
    )
    twice.commit()
    assert "The picture plans/hill.jpg: no longer there" in twice.plans("diff", "HEAD", "2026-11-20")[1]
    assert "The picture plans/hill.jpg: new" in twice.plans("review", "--base", "HEAD~1")[1]


def test_how_many_documents_differ_counts_pictures(twice):
    assert examine(twice.root, date(2026, 11, 22)).differing == 0
    put(twice, saved(painted(20, 20), "PNG"))
    assert examine(twice.root, date(2026, 11, 22)).differing == 1
