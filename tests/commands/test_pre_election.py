"""Before an election: what waits and until when, what may go, what the site says."""

import pytest
from painted import painted, saved

HILL = "plans/hill.yml"
IN, AFTER = "2027-04-01", "2027-05-07"
PERIOD = """\
pre_election:
  - election: Borough elections of 6 May 2027
    notice: 2027-03-22
    close_of_poll: 2027-05-06
"""
QUOTE = "foreword: {text: This plan is yours., name: Jo Example}\n"


@pytest.fixture
def place(place):
    """The council with a period in its settings."""
    place.write({"plans/council-settings.yml": place.read("plans/council-settings.yml") + PERIOD})
    place.commit("The period")
    return place


def held(place, today=IN):
    """What waits on a day: the sentences of the check."""
    return [said for rule, said in place.errors(today) if rule == "pre-election"]


def except_(place, about, kind="safety"):
    """Record an exception."""
    place.write(
        {
            "plans/council-settings.yml": (
                place.read("plans/council-settings.yml")
                + f"    exceptions:\n      - {{about: {about}, kind: {kind}, reason: The crossing is closed,"
                " by: Monitoring Officer, on: 2027-04-01}\n"
            )
        }
    )


def test_a_quote_fails_with_the_date_and_passes_the_day_after(place):
    place.write({HILL: place.read(HILL) + QUOTE})
    place.edit(HILL, note="A foreword", on="2027-04-01")
    (said,) = held(place)
    assert (
        "It is said by a councillor, or names one." in said
        and "It can go on 7 May 2027." in said
        and "Borough elections of 6 May 2027" in said
    )
    assert place.plans("check", today=IN)[0] == 1
    code, text = place.plans("review", "--base", "main", today=IN)
    assert code == 1 and "7 May 2027" in text
    assert held(place, "2027-05-06") and held(place, "2027-03-22")
    assert held(place, AFTER) == held(place, "2027-03-21") == []
    assert place.plans("check", today=AFTER)[0] == 0


HELD = {
    "a new project": (
        (
            'projects: {none_reason: "No projects are known yet", as_of: 2026-11-01}',
            "projects: [{id: pond, title: Pond, status: planning}]",
        ),
    ),
    "a date for what had none": (("    title: Play area\n", "    title: Play area\n    due: 2028-03\n"),),
    "another date": (("due: 2027-06", 'due: 2027-03\n    reason: "It goes well"'),),
    "another sum": (("cost: 12000", 'cost: 14000\n    reason: "Prices"'),),
    "a decision on money": (
        (
            "      - {id: first-aid",
            "      - {id: bench, title: Bench, amount: 300, state: approved}\n      - {id: first-aid",
        ),
    ),
    "an idea that is taken up": (
        ("title: Village hall, status: proposed", "title: Village hall, status: planning"),
    ),
    "a councillor's name": (
        (
            "sources:\n  - id: report",
            "councillors: [{ward: hill, name: Jo Example}]\nsources:\n  - id: report",
        ),
    ),
    "what we did": (
        (
            "sources:\n  - id: report",
            "you_said_we_did: [{said: More trees, did: We planted ten}]\nsources:\n  - id: report",
        ),
    ),
}


@pytest.mark.parametrize("pairs", HELD.values(), ids=HELD)
def test_promises_and_words_of_councillors_wait(place, pairs):
    place.edit(HILL, *pairs, note="New", on=IN)
    assert len(held(place)) == 1
    assert held(place, AFTER) == []


MAY_GO = {
    "how it is going": (("status: in_progress\n    due: 2027-06", "status: complete\n    due: 2027-06"),),
    "a fact": (("title: Play area", "title: The play area"),),
    "a new source": (
        (
            "sources:\n  - id: report",
            (
                "sources:\n  - {id: news, title: News, publisher: The Example, kind: press, url:"
                ' "https://www.example.org/n", published: 2027-03-30}\n  - id: report'
            ),
        ),
    ),
    "the same date in other words": (("due: 2027-06", "due: June 2027"),),
}


@pytest.mark.parametrize("pairs", MAY_GO.values(), ids=MAY_GO)
def test_facts_go(place, pairs):
    place.edit(HILL, *pairs, note="New", on=IN)
    assert held(place) == []


@pytest.mark.parametrize("about", ["hill/crossing", "hill"])
def test_an_exception_lets_it_go_and_is_printed(place, about):
    place.edit(HILL, ("due: 2027-06", 'due: 2027-09\n    reason: "The road is closed"'), note="Later", on=IN)
    assert len(held(place)) == 1
    except_(place, about)
    assert place.errors(IN) == []
    place.commit()
    place.publish("Urgent", day=IN)
    page = place.pages(IN)["elections/"]
    assert (
        "The crossing is closed" in page
        and "Monitoring Officer" in page
        and "editions/2027-04-01/" in page
        and "This is now." in page
    )
    assert "This is now." not in place.pages(AFTER)["elections/"]


def test_an_exception_for_another_item_does_not_help(place):
    place.edit(HILL, ("due: 2027-06", 'due: 2027-09\n    reason: "The road is closed"'), note="Later", on=IN)
    except_(place, "hill/hall")
    assert len(held(place)) == 1


def test_an_exception_is_of_one_of_three_kinds(place):
    except_(place, "hill", kind="urgent")
    assert any("Kind" in said and "safety" in said for _, said in place.errors(IN))


def test_a_new_plan_waits(place):
    place.write(
        {
            "plans/council.yml": (
                place.read("plans/council.yml").replace(
                    "  - {id: mill, name: Mill}\nwards",
                    "  - {id: mill, name: Mill}\n  - {id: dale, name: Dale}\nwards",
                )
            ),
            "plans/dale.yml": (
                place.read(HILL)
                .replace("title: Hill\n", "title: Dale\n")
                .replace("area: hill\n", "area: dale\n")
            ),
        }
    )
    (said,) = held(place)
    assert said.startswith("This plan is new. It is a new promise.")


def test_an_edition_that_is_planned_into_the_period_is_refused(place):
    """Whatever today is: it looks at the day of the edition. Publishing it after the polls is fine."""
    place.edit(HILL, ("due: 2027-06", 'due: 2027-09\n    reason: "Later"'), note="Later", on="2026-11-21")
    place.commit()
    place.publish("Planned", day=AFTER)
    assert place.errors() == []
    place.git("mv", f"plans/editions/{AFTER}.yml", f"plans/editions/{IN}.yml")
    (said,) = (said for rule, said in place.errors() if rule == "edition-in-period")
    assert "The due date of “New crossing” moved" in said and "It can go on 7 May 2027." in said
    except_(place, "hill/crossing")
    assert place.errors() == []


def test_what_is_public_is_built_as_before(place):
    """A draft with something that waits stops nobody from building the site that is public."""
    place.edit(HILL, ("due: 2027-06", 'due: 2027-09\n    reason: "Later"'), note="Later", on="2026-11-21")
    assert held(place)
    site = place.site(IN)
    page = next(page for page in site.pages if page.address == "plans/hill/")
    assert "June 2027" in page.body and "September 2027" not in page.body
    assert site.showing.period.election == "Borough elections of 6 May 2027"
    assert place.site(AFTER).showing.period is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Councillor Sam Sample opened it", "Councillor Sam"),
        ("Jo Example opened it", "Jo Example"),
        ("Cllr. Kim opened it", "Cllr. Kim"),
        ("A councillor opened it", ""),
    ],
)
def test_prose_that_names_a_councillor_is_warned_about(place, words, named):
    place.edit(
        "plans/mill.yml",
        (
            "sources:\n  - id: report",
            "councillors: [{ward: mill, name: Jo Example}]\nsources:\n  - id: report",
        ),
        note="x",
        on="2026-11-21",
    )
    place.commit()
    place.publish("Second", day="2026-11-21")
    place.edit(
        HILL,
        (
            "A crossing beside the school, with lights.",
            f"A crossing beside the school, with lights. {words}.",
        ),
        note="Open",
        on=IN,
    )
    _, said = place.plans("check", today=IN)
    assert (
        f"This names a councillor ({named}), and an election is coming. [names-councillor]" in said
    ) == bool(named)
    assert "[names-councillor]" not in place.plans("check", today=AFTER)[1]


ROLE = "guides/councillors/your-role.md"


def test_a_picture_of_a_councillor_waits(place):
    """By what its description says.

    One that the last edition shows already stays; another file under its name is another picture.
    """
    place.write(
        {
            ROLE: (
                place.read(ROLE) + "\n![Councillor Jo Example opens the crossing](opening.png)\n\n![The"
                " crossing](crossing.png)\n"
            )
        }
    )
    for name, size in (("opening", 20), ("crossing", 30)):
        (place.root / f"guides/councillors/{name}.png").write_bytes(saved(painted(size, 20), "PNG"))
    (said,) = held(place)
    assert (
        said.startswith("This picture shows a councillor (Councillor Jo). Until the polls close")
        and "It can go on 7 May 2027." in said
    )
    assert held(place, AFTER) == []
    place.commit()
    place.publish("With a picture", day="2026-11-22")
    assert held(place) == []
    (place.root / "guides/councillors/opening.png").write_bytes(saved(painted(40, 40), "PNG"))
    assert len(held(place)) == 1


def test_every_page_says_so(place, tmp_path):
    for day, there in ((IN, True), (AFTER, False)):
        code, said = place.plans("build", "--output", str(tmp_path / day), today=day)
        assert code == 0, said
        for page in ("index.html", "plans/hill/index.html", "plans/hill/2026-11-02/index.html"):
            html = (tmp_path / day / page).read_text(encoding="utf-8")
            assert ("Until the polls close on 6 May 2027" in html) == there
