"""Changes to the council's own file stand where all others do, and people read names, never ids."""

import pytest

COUNCIL = "plans/council.yml"


@pytest.fixture
def changed(place):
    place.publish("First", day="2026-11-02")
    place.edit(
        COUNCIL,
        ("  - {id: mill, name: Mill}\nwards:", "  - {id: mill, name: Mill and Weir}\nwards:"),
        ("title: Safer streets", "title: Quieter streets"),
        ("wards:\n", "wards:\n  - {id: ward-seven, name: Weir Side, formerly: [mill]}\n"),
    )
    place.edit(
        "plans/hill.yml", ("wards: [hill]", "wards: [hill, ward-seven]"), note="A ward more", on="2026-11-05"
    )
    place.commit()
    code, said = place.plans(
        "publish",
        "--title",
        "Second",
        "--note",
        "Second, in a few words.",
        "--day",
        "2026-11-09",
        "--dry-run",
        today="2026-11-09",
    )
    assert code == 0, said
    place.publish("Second", day="2026-11-09")
    return place, said


SENTENCES = ("“Weir Side” was added.", "Quieter streets", "Mill and Weir")


def test_they_stand_in_changes_on_the_edition_s_page_and_in_the_feed(changed):
    place, said = changed
    pages, assets = place.pages(), place.assets()
    assert 'href="../editions/2026-11-09/#council"' in pages["changes/"]
    for sentence in SENTENCES:
        for where in (said, pages["editions/2026-11-09/"], assets["feeds/all.xml"]):
            assert sentence in where, sentence
    assert (
        'id="council"' in pages["editions/2026-11-09/"]
        and 'id="council"' not in pages["editions/2026-11-02/"]
    )
    assert "https://plans.example.org/editions/2026-11-09/#council" in assets["feeds/all.xml"]


def test_names_and_no_ids(changed):
    place, said = changed
    pages = place.pages()
    for where in (
        said,
        pages["plans/hill/history/"],
        place.plans("diff", "2026-11-02")[1],
        place.plans("diff", "2026-11-02", "--format", "markdown")[1],
    ):
        assert "“Weir Side” was added" in where and "ward-seven" not in where


def test_only_the_council_s_file_differs(place):
    place.publish("First", day="2026-11-02")
    place.edit(COUNCIL, ("title: Safer streets", "title: Quieter streets"))
    place.commit()
    place.publish("Second", day="2026-11-09")
    page = place.pages()["changes/"]
    assert "No plan and no guide changed" not in page.split('id="e-2026-11-02"')[0] and "#council" in page


def test_what_is_taken_down_in_it_is_not_in_its_changes(place):
    place.edit(COUNCIL, ("title: Safer streets", "title: Zyxwvu streets"))
    place.commit()
    place.publish("First", day="2026-11-02")
    place.edit(COUNCIL, ("Zyxwvu", "Quieter"))
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert "Zyxwvu" in place.pages()["editions/2026-11-09/"]
    assert (
        place.plans("withhold", "council/safer-streets", "title", "--reason", "It named a private person")[0]
        == 0
    )
    assert (
        "Zyxwvu" not in place.pages()["editions/2026-11-09/"]
        and "Zyxwvu" not in place.assets()["feeds/all.xml"]
    )
