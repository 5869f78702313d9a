"""Lists of a plan as tables: nothing of them is lost, and a place is pictured beside others only where its
figures can be compared.
"""

from datetime import date

import pytest
from sites import by_id, parsed, words

from communityplans.build.pipeline import site
from communityplans.site.charts import beside

LISTS = """\
assets:
  - {id: hall, name: Quarry hall, kind: building, hours: Every day, last_checked: 2026-06, phone: "01632 960001"}
  - {id: pond, name: The pond, kind: green_space, last_checked: {not_published: Nobody has looked yet, as_of: 2026-11-01}}
charter:
  - {id: bins, service: Bins, standard: Emptied every week, resident_responsibility: Put them out by seven}
  - {id: letters, service: Letters, standard: Answered in ten days, result: 9 of 10 in time}
communications:
  - {audience: Residents, message: Who leads, channel: A leaflet, when: 2027-01, owner: Communications Officer, state: planned}
profile:
  as_of: 2021
  narrative: Many *young* families.
  stats:
    - {indicator: Aged 16 to 64, count: "13,319", value: 61.9%, comparators: [{place: City, value: 64.3%}, {place: England, value: 62.9%, note: Of 2011}]}
    - {indicator: Rank, value: "312", rank_direction: first_is_worst, comparators: [{place: England, value: "32,844"}]}
"""


@pytest.fixture
def plan(check, small, tmp_path):
    check(small + LISTS)
    return parsed(
        next(
            page.body
            for page in site(tmp_path, today=date(2026, 11, 22), draft=True).pages
            if page.address == "plans/case/"
        )
    )


def test_a_row_for_each_thing(plan):
    assert words(by_id(plan, "hall")) == "Quarry hallBuildingEvery dayJune 2026Telephone: 01632 960001"
    assert (
        words(by_id(plan, "pond"))
        == "The pondGreen spaceNot published. Nobody has looked yet. Checked 1 November 2026."
    )
    assert words(by_id(plan, "bins")) == "BinsEmptied every weekNot publishedResidents: Put them out by seven"
    assert words(by_id(plan, "letters")) == "LettersAnswered in ten days9 of 10 in time"


def test_every_cell_says_what_it_is(plan):
    """On a phone there is no head of the table beside it."""
    cells = [cell for cell in by_id(plan, "hall") if cell.tag == "td" and words(cell)]
    assert [cell.get("data-label") for cell in cells] == ["Kind", "Hours", "Last checked", None]
    heads = [
        words(head) for table in plan.iter("table") for head in table.iter("th") if head.get("scope") == "col"
    ]
    assert "Where" not in heads and "Last checked" in heads


def test_the_place_beside_others(plan):
    part = by_id(plan, "part_place")
    labels = [svg.get("aria-label") for svg in part.iter() if svg.tag.endswith("svg")]
    assert labels == ["Aged 16 to 64: Here 61.9%; City 64.3%; England 62.9%"]
    said = words(part)
    assert (
        "Many young families." in said
        and "61.9%, 13,31964.3%62.9% Of 2011" in said
        and "1 is the most deprived" in said
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("Here", "61.9%"), ("City", "1 in 4")],
        [("Here", "3"), ("City", "4%")],
        [("Here", "-3"), ("City", "4")],
        [("Here", "0"), ("City", "0")],
        [("Here", "5")],
    ],
)
def test_what_cannot_be_compared_has_no_picture(rows):
    assert beside("Figure", rows) == ""
