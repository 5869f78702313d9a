"""What a plan page takes from the council's file, and what stands where a fact is not public."""

import pytest
from sites import TODAY, by_id, links, parsed, words

from communityplans.content.load import load
from communityplans.site.all_pages import pages
from communityplans.site.render_context import RenderContext
from communityplans.source.files import SourceFile

COUNCIL = """schema_version: 1
name: Example Borough Council
place: Example
areas:
  - {id: north, name: The north}
  - {id: old-town, name: Old Town, kind: neighbourhood, parent: north, boundary_basis: The town wall, source: order}
wards:
  - {id: wall, name: Wall, from: 2024-05-02, formerly: [ditch], note: Gained the moat, source: order}
  - {id: ditch, name: Ditch, until: 2024-05-01, formerly: [bank], note: Ran dry}
  - {id: bank, name: Bank, until: 2003-05-01}
  - {id: plain, name: Plain}
  - {id: elsewhere, name: Elsewhere}
corporate_priorities: [{id: climate, title: Climate change, plan: The Example Plan, from: 2024, until: 2028, source: order}]
funds:
  - {id: pot, name: Shared pot, holder: council, kind: capital, year: {not_published: The year is not said, as_of: 2026-10-01}, opening: 500, as_of: 2026-03,
     entries: [{id: bench, title: Bench, amount: 120, state: spent}, {id: lamp, title: Lamp, amount: 80, state: planned}, {id: sign, title: Sign, amount: 70, state: unknown}]}
sources: [{id: order, title: The wards order, publisher: Boundary office, kind: other, url: "https://www.example.org/order", published: 2018}]
"""
PLAN = """schema_version: 2
title: Old Town
summary: A bridge.
plan_kind: community_plan
local_name: Town charter
area: old-town
wards: [wall, plain]
stage: preliminary
history: [{on: 2020-03, what: Put aside, status: paused}, {on: 2020-09, what: Taken up again}]
origin: councillors
statutory_status: statutory_elsewhere
legal_basis: The Example Act
statutory_neighbourhood_plan: {state: none}
strategic_lead: {post: Head of Communities}
operational_lead: {post: Manager}
contact:
  post: The team
  address: Example Council House
  email: {not_published: It is being set up, as_of: 2026-10-02}
  phone: "01632 960001"
next_review: 2027-03-31
as_of: 2026-11-22
investments:
  - {id: bridge, title: Bridge, status: unknown, cost: {not_published: No amount has been published., as_of: 2026-10-03, source: page}}
  - {id: path, title: Path, status: unknown, cost: 5}
projects: {none_reason: None known yet, as_of: 2026-11-22}
shared_issues:
  - {id: parking, title: Parking, status: unknown, lead: {not_published: Nobody has come forward, as_of: 2026-10-04}}
corporate_priorities:
  - {id: climate-here, priority: climate, local_work: Trees., lead: {not_published: Not named, as_of: 2026-10-05}}
future_priorities: {none_reason: None known yet, as_of: 2026-11-22}
sources:
  - {id: page, title: The page, publisher: Example, kind: council, url: {not_published: It was taken down, as_of: 2026-10-06}, published: {not_published: It has no date, as_of: 2026-10-07, source: page}}
"""
GAP = 'wards: {not_published: "The source names the town only", as_of: 2026-10-08}'


def site(plan: str = PLAN, council: str = COUNCIL) -> dict:
    """The pages of one plan, by address, parsed."""
    content, found = load([SourceFile("plans/old-town.yml", plan), SourceFile("plans/council.yml", council)])
    assert not found
    return {
        page.address: parsed(f"<h1>{page.title}</h1>{page.body}")
        for page in pages(RenderContext(content), TODAY)
    }


@pytest.fixture(scope="module")
def shown():
    return site()


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("bridge", "Not published money (No amount has been published, checked 3 October 2026 Source 1"),
        ("bridge", "Not recorded lead"),
        ("path", "Not recorded lead"),
        ("parking", "Not published lead (Nobody has come forward, checked 4 October 2026)"),
        ("climate-here", "Not named. Checked 5 October 2026."),
        ("page", "Address: not published. It was taken down, checked 6 October 2026."),
        ("page", "Date: not published. It has no date, checked 7 October 2026 Source 1"),
        ("part_where", "Its legal basis: The Example Act."),
        ("part_where", "Address Example Council House"),
        ("part_where", "Kind of plan Community plan"),
        ("part_where", "Part of The north"),
        ("part_where", "Kind of area Neighbourhood"),
        ("part_where", "Boundary based on The town wall"),
        (
            "part_where",
            "Wall; from: 2 May 2024; formerly: Ditch; note: Gained the moat; source: Boundary office, 2018",
        ),
        ("part_where", "Ditch; until: 1 May 2024; formerly: Bank; note: Ran dry"),
        ("part_where", "Bank; until: 1 May 2003"),
        ("part_lineage", "March 2020 Put aside Status: Paused"),
    ],
)
def test_a_plan_page_says(shown, part, text):
    assert text.replace(" ", "") in words(by_id(shown["plans/old-town/"], part)).replace(" ", ""), (
        "spaces between title and value are the style's"
    )


def test_why_there_is_no_way_to_reach_the_contact(shown):
    assert "E-mail address: not published: It is being set up, checked 2 October 2026" in words(
        shown["plans/old-town/"]
    )


def test_the_facts_of_the_council_lead_to_their_source(shown):
    assert "../../about/#order" in links(by_id(shown["plans/old-town/"], "part_where"))
    assert by_id(shown["about/"], "order") is not None


@pytest.mark.parametrize(
    "text",
    [
        "The Example Plan",
        "Shared pot",
        "The year is not said",
        "AvailableAt least £500",
        "Planned (added up)At least £80",
        "Allocated (added up)At least £120",
        "LeftNot known",
    ],
)
def test_the_page_about_the_site_says_the_rest(shown, text):
    assert text in words(by_id(shown["about/"], "part_council"))


def test_the_page_about_the_site_tells_of_places_without_a_plan_only(shown):
    text = words(by_id(shown["about/"], "part_council"))
    assert "The north" in text and "Elsewhere" in text
    assert not [name for name in ("The town wall", "Gained the moat", "Ran dry", "Plain") if name in text]


def test_the_page_about_the_site_has_each_id_once(shown):
    ids = [e.get("id") for e in shown["about/"].iter() if e.get("id")]
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def without_wards():
    council = COUNCIL[: COUNCIL.index("wards:")] + COUNCIL[COUNCIL.index("corporate_priorities:") :]
    return site(PLAN.replace("wards: [wall, plain]", GAP), council)


def test_wards_that_are_not_published_are_not_made_up(without_wards):
    page = words(without_wards["plans/old-town/"])
    assert "Its wards are not published: The source names the town only, checked 8 October 2026." in page
    assert "For the ward" not in page
    assert "Wards: Not published. The source names the town only. Checked 8 October 2026." in page


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("", "Wards: not published"),
        ("", "See all areas and streets from A to Z"),
        ("plans/", "not published"),
    ],
)
def test_other_pages_do_without_wards(without_wards, address, text):
    assert text in words(without_wards[address])
