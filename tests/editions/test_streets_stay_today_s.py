"""The list of streets belongs to no edition: it is read as it stands today, and leads to the plans of the
edition that is shown.
"""

import json

from communityplans.build.pipeline import assets

STREETS = "plans/council-streets.csv"
ROWS = "street,numbers,area\nHill Lane,,hill\nMill Street,,mill\n"


def test_no_edition_pins_it(place):
    place.write({STREETS: ROWS})
    place.commit()
    place.publish("First", day="2026-11-02")
    assert STREETS not in place.read("plans/editions/2026-11-02.yml")
    place.write({STREETS: ROWS + "New Road,,not stated\n"})
    place.commit()
    found = place.site()
    assert found.differing == 0


def test_it_is_read_as_it_stands_and_leads_to_what_is_published(place):
    """A street that was put right today is found today; a plan that waits for its edition is no dead link."""
    place.publish("First", day="2026-11-02")
    place.write({STREETS: ROWS})
    place.commit()
    found = place.site()
    assert not found.showing.draft
    data = json.loads(
        next(file for file in assets(found, None) if file.address == "find/places.json").content
    )
    assert [row[1] for row in data["places"] if row[0] == 2] == ["Hill Lane", "Mill Street"]


def test_past_editions_are_not_in_the_search(place):
    place.publish("First", day="2026-11-02")
    place.edit("plans/hill.yml", ("title: New crossing", "title: Zebra crossing"), note="Renamed")
    place.commit()
    place.publish("Second", day="2026-11-09")
    files = {file.address: file.content.decode() for file in assets(place.site(), None)}
    index = json.loads(files["search/index.json"])
    titles = [title for page, _, title, *_ in index["rows"] if index["pages"][page][0] == "Hill"]
    assert "Zebra crossing" in titles and "New crossing" not in titles
    assert not [
        address for address in files if "2026" in address and address.startswith(("search/", "find/"))
    ]
