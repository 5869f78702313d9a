"""Suggestions: recorded, answered, shown at once, kept out of editions, and never with anybody's own data."""

import pytest
from sites import by_id, parsed, words

HILL = "plans/hill.yml"
SWING = "suggestions/swing.yml"
SUGGESTION = """\
schema_version: 1
received: 2026-10-30
how: email
about: hill/crossing
words: Could it have a *light* for people who see badly?
"""
ANSWER = """\
credit: {name: Sam of Hill Lane, agreed_on: 2026-11-01}
answer:
  decision: agreed
  reason: The light is in the order.
  by: Head of Communities
  on: 2026-11-10
"""


def test_it_is_shown_as_soon_as_it_is_merged_and_in_no_edition(place):
    """On the current page of the plan, though the plan is as it was published; not on any dated page."""
    place.write({SWING: SUGGESTION})
    place.commit()
    pages = place.pages()
    for address in ("plans/hill/", "suggestions/"):
        part = words(by_id(parsed(pages[address]), "said_swing"))
        assert (
            "Could it have a light for people who see badly?" in part
            and "It is due by 27 November 2026." in part
        )
    assert 'href="#crossing"' in pages["plans/hill/"] and "New crossing" in pages["plans/hill/"]
    assert 'href="../plans/hill/#crossing"' in pages["suggestions/"]
    assert not [
        address
        for address, page in pages.items()
        if "people who see badly" in page and address not in ("plans/hill/", "suggestions/")
    ]
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A name", on="2026-11-21")
    place.commit()
    place.publish("Second", day="2026-11-21")
    assert "suggestions/" not in place.read("plans/editions/2026-11-21.yml")
    assert "people who see badly" not in place.pages()["plans/hill/2026-11-21/"]


def test_the_answer_is_shown_with_its_edition(place):
    place.write({SWING: SUGGESTION + ANSWER})
    page = words(place.pages()["plans/hill/"])
    assert (
        "From: Sam of Hill Lane" in page
        and "Agreed: the plan changes" in page
        and "It will be in one of the next editions." in page
    )
    place.write({SWING: SUGGESTION + ANSWER + "  edition: 2026-12-24\n"})
    assert "It will be in the edition of 24 December 2026" in words(place.pages()["plans/hill/"])
    place.write({SWING: SUGGESTION + ANSWER + "  edition: 2026-11-02\n"})
    pages = place.pages()
    assert (
        "In the edition of 2 November 2026" in words(pages["suggestions/"])
        and 'href="../editions/2026-11-02/"' in pages["suggestions/"]
    )
    place.write({SWING: SUGGESTION + ANSWER + "  edition: 2026-11-01\n"})
    assert [rule for rule, _ in place.errors()] == ["unknown-reference"]


def test_silence_shows_and_stops_nothing(place):
    place.write({SWING: SUGGESTION})
    code, said = place.plans("check", today="2026-11-28")
    assert (
        code == 0
        and "should have had its answer by 27 November 2026, 28 days after it came in. [unanswered]" in said
    )
    assert "There should have been one by 27 November 2026." in words(
        place.pages("2026-11-28")["suggestions/"]
    )
    assert "[unanswered]" not in place.plans("check", today="2026-11-27")[1]
    place.edit("plans/council-settings.yml", ("mailbox:", "answer_within_days: 40\nmailbox:"))
    assert "[unanswered]" not in place.plans("check", today="2026-11-28")[1]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Write to jo.example@example.com about it.", "private-email"),
        ("Ring me on 07700 900123.", "private-phone"),
        ("I live at 12 Example Road, SG1 2AB.", "home-address"),
        ("The van AB12 CDE blocks the path.", "vehicle"),
        ("My son was born on 3 May 2019.", "date-of-birth"),
    ],
)
def test_nobodys_own_data_gets_in(place, text, rule):
    place.write({SWING: SUGGESTION.replace("Could it have a *light* for people who see badly?", text)})
    found = place.errors()
    assert [name for name, _ in found] == [rule]
    assert "jo.example" not in found[0][1] and "900123" not in found[0][1]


def test_a_name_needs_agreement(place):
    place.write({SWING: SUGGESTION + "credit: {name: Sam}\n"})
    assert any("Agreed on" in said for _, said in place.errors())


@pytest.mark.parametrize(
    ("about", "meant"), [("hill/crosing", "hill/crossing"), ("hil", "hill"), ("Hill/Crossing", "")]
)
def test_a_wrong_reference_is_named(place, about, meant):
    place.write({SWING: SUGGESTION.replace("hill/crossing", about)})
    ((_, said),) = place.errors()
    assert f"Did you mean {meant}" in said if meant else "must look like this" in said


def test_new_writes_the_file_for_the_officer(place):
    code, said = place.plans(
        "suggestion",
        "new",
        "hill/crossing",
        "--how",
        "paper",
        "--received",
        "2026-11-20",
        "--words",
        'Could it have a "light"?\n\nThank you: all',
    )
    assert (code, said.splitlines()[0].split(". ")[0]) == (0, "Wrote suggestions/2026-11-20-crossing.yml")
    assert place.errors() == []
    assert "Could it have a “light”?".replace("“", '"').replace("”", '"') in words(
        place.pages()["plans/hill/"]
    )
    assert place.plans("suggestion", "new", "hill/crossing", "--received", "2026-11-20")[1].startswith(
        "Wrote suggestions/2026-11-20-crossing-2.yml"
    )
    assert [rule for rule, _ in place.errors()] == ["empty"], (
        "the words are still to be written, and nothing else"
    )
    assert "Did you mean hill/crossing?" in place.plans("suggestion", "new", "hill/crosing")[1]
    assert place.plans("suggestion", "new", "hill/crossing", "--how", "owl")[0] == 2


def test_each_item_has_a_link_and_a_form_with_its_reference(place):
    pages = place.pages()
    page = pages["plans/hill/"]
    assert (
        "mailto:plans@example.org?subject=Suggestion%3A%20New%20crossing" in page and "hill/crossing" in page
    )
    assert 'href="suggest/#crossing"' in page
    form = words(by_id(parsed(pages["plans/hill/suggest/"]), "crossing"))
    assert (
        "Suggest a change: New crossing" in form
        and "Reference: hill/crossing" in form
        and "plans@example.org" in form
    )
    assert (
        by_id(parsed(pages["plans/hill/suggest/"]), "speed-watch") is not None
        and by_id(parsed(pages["plans/hill/suggest/"]), "form_plan") is not None
    )


def test_without_a_way_to_write_there_is_none(place):
    place.edit("plans/council-settings.yml", ("mailbox: plans@example.org\n", ""))
    pages = place.pages()
    assert not [address for address in pages if "sugg" in address] and "suggest/" not in pages["plans/hill/"]
    place.edit(
        "plans/council-settings.yml", ("approvers:", "paper_address: Reception, Example Hall\napprovers:")
    )
    pages = place.pages()
    assert (
        "Reception, Example Hall" in pages["plans/hill/suggest/"]
        and 'href="suggest/#crossing"' in pages["plans/hill/"]
        and "mailto" not in pages["plans/hill/suggest/"]
    )
