"""plans withhold: the words are nowhere any more, and every place says so."""

import re

import pytest
from council_in_git import changed

HILL = "plans/hill.yml"
SECRET = "Mrs Zyxwvu of Plum Court"
SENTENCE = "Removed on 22 November 2026, because it named a private person."
REASON = ("--reason", "It named a private person.")


def everything(place):
    """Every file of the site that is built, current and dated, as bytes."""
    code, said = place.plans("build")
    assert code == 0, said
    return {
        f.relative_to(place.root / "site").as_posix(): f.read_bytes()
        for f in (place.root / "site").rglob("*")
        if f.is_file()
    }


def holding(files, words):
    return sorted(name for name, data in files.items() if words.encode() in data)


# item, field, and where the secret is put in the first edition
PLACES = {
    "the text of an item": (
        "hill/crossing",
        "description",
        ("A crossing beside the school, with lights.", f"{SECRET} asked for it."),
    ),
    "the title of an item": ("hill/signs", "title", ("Put up signs", SECRET)),
    "the name of a lead": (
        "hill/crossing",
        "lead.name",
        ("lead: {post: Highways Manager}", f"lead: {{post: Highways Manager, name: {SECRET}}}"),
    ),
    "a lead as a whole": (
        "hill/crossing",
        "lead",
        ("lead: {post: Highways Manager}", f"lead: {{post: {SECRET}}}"),
    ),
    "the rows of a list": ("hill/crossing", "milestones.text", ("Planning application handed in", SECRET)),
    "a list as a whole": ("hill/crossing", "milestones", ("Planning application handed in", SECRET)),
    "a list of words": ("hill/crossing", "partners", ("Parents of Hill", SECRET)),
    "who got money": ("hill/first-aid", "title", ("title: First-aid training", f"title: {SECRET}")),
    "the summary": ("hill", "summary", ("A new crossing and safer streets.", f"{SECRET} and safer streets.")),
    "the title of a plan": ("hill", "title", ("title: Hill\n", f"title: {SECRET}\n")),
    "whom to ask": ("hill", "contact.post", ("post: Community Development team", f"post: {SECRET}")),
    "why something is not published": (
        "hill",
        "next_review",
        ("next_review: 2027-03-31", f'next_review: {{not_published: "{SECRET}", as_of: 2026-11-01}}'),
    ),
    "when, in words": (
        "hill/crossing",
        "due",
        ("due: 2027-06\n", f'due: "after {SECRET} moves [2027-06]"\n'),
    ),
    "how much, in words": ("hill/crossing", "cost", ("cost: 12000\n", f'cost: "as {SECRET} said [12000]"\n')),
    "the local work of a priority": (
        "hill/streets",
        "local_work",
        ("The crossing makes the way to school safer.", f"{SECRET} crosses."),
    ),
}


@pytest.mark.fault("F40")
@pytest.mark.parametrize("name", PLACES)
def test_nowhere_any_more(place, name):
    item, field, pair = PLACES[name]
    place.edit(HILL, pair)
    place.commit()
    place.publish("First", day="2026-11-02")
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-05")
    place.commit()
    place.publish("Second", day="2026-11-09")
    before = everything(place)
    assert {"plans/hill/index.html", "plans/hill/2026-11-02/index.html"} <= set(holding(before, SECRET))
    code, said = place.plans("withhold", item, field, *REASON)
    assert code == 0 and SENTENCE in said and SECRET not in said
    assert SECRET not in place.read("plans/council-settings.yml")
    files = everything(place)
    assert holding(files, SECRET) == []
    for page in (
        "plans/hill/index.html",
        "plans/hill/2026-11-02/index.html",
        "plans/hill/history/index.html",
    ):
        assert SENTENCE.encode() in files[page], page
    for command in (
        ("diff",),
        ("diff", "2026-11-02", "2026-11-09"),
        ("diff", "HEAD~1"),
        ("review", "--base", "HEAD~2"),
        ("diff", "2026-11-02", "--format", "json"),
    ):
        assert SECRET not in place.plans(*command)[1]
    assert place.errors() == []


def test_an_address_and_a_number(place):
    place.write(
        {
            "plans/council-settings.yml": (
                place.read("plans/council-settings.yml") + 'official_numbers: ["01632 960999"]\n'
            )
        }
    )
    place.edit(
        HILL,
        (
            "email: neighbourhoods@example.org",
            'email: zyxwvu@example.org, phone: "01632 960999", page: "https://www.example.org/zyxwvu"',
        ),
    )
    place.commit()
    place.publish("First", day="2026-11-02")
    for field in ("contact.email", "contact.phone", "contact.page"):
        assert place.plans("withhold", "hill", field, *REASON)[0] == 0
    files = everything(place)
    assert holding(files, "zyxwvu") == holding(files, "960999") == []
    assert files["plans/hill/index.html"].count(SENTENCE.encode()) >= 3
    assert (
        b'href="Removed' not in files["plans/hill/index.html"]
        and b"mailto:Removed" not in files["plans/hill/index.html"]
    )


def test_words_that_changed_between_editions_are_not_in_the_history(place):
    """The change itself would quote the words."""
    place.publish("First", day="2026-11-02")
    place.edit(
        HILL,
        ("A crossing beside the school, with lights.", f"A crossing that {SECRET} asked for."),
        note="Words",
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    place.edit(HILL, (SECRET, "a resident"), note="Without a name", on="2026-11-12")
    place.commit()
    place.publish("Third", day="2026-11-16")
    assert len(holding(everything(place), SECRET)) >= 3
    place.plans("withhold", "hill/crossing", "description", *REASON)
    files = everything(place)
    assert holding(files, SECRET) == [] and holding(files, "a resident asked") == []
    place.edit(
        "plans/council-settings.yml",
        (
            'reason: "It named a private person."',
            'reason: "It named a private person."\n    until: 2026-11-16',
        ),
    )
    files = everything(place)
    assert holding(files, SECRET) == []
    assert "plans/hill/index.html" in holding(files, "a resident")


def test_under_a_former_name_too(place):
    place.edit(HILL, ("with lights", f"for {SECRET}"))
    place.commit()
    place.publish("First", day="2026-11-02")
    place.git("mv", HILL, "plans/hill-top.yml")
    place.edit(
        "plans/hill-top.yml",
        ("title: Hill\n", "title: Hill top\nformerly: [hill]\n"),
        note="A new name",
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    place.plans("withhold", "hill-top/crossing", "description", *REASON)
    assert holding(everything(place), SECRET) == []


def test_the_note_of_an_edition(place):
    place.publish(f"First for {SECRET}", day="2026-11-02")
    for field in ("title", "note"):
        assert place.plans("withhold", "2026-11-02", field, *REASON)[0] == 0
    files = everything(place)
    assert holding(files, SECRET) == []
    assert SENTENCE.encode() in files["changes/index.html"]


def test_other_words_stay_and_promises_are_still_kept(place):
    place.edit(HILL, ("with lights", f"for {SECRET}"))
    place.commit()
    place.publish("First", day="2026-11-02")
    place.plans("withhold", "hill/crossing", "description", *REASON)
    place.edit(HILL, (f"A crossing beside the school, for {SECRET}.", "A crossing."))
    assert place.errors() == [], (
        "the words are gone from the file, and nobody asks for a note that would tell of them"
    )
    place.edit(HILL, ("due: 2027-06", "due: 2027-09"))
    assert [rule for rule, _ in place.errors()] == ["change-note", "change-reason"]


@pytest.mark.parametrize(
    ("item", "field", "words"),
    [
        ("hil/crossing", "description", "There is no plan hil. Did you mean hill?"),
        (
            "hill/crosing",
            "description",
            "There is nothing with the id crosing in hill. Did you mean crossing?",
        ),
        ("hill/crossing", "descripton", "There is no field descripton. Did you mean description?"),
        ("hill/crossing", "result", "There are no words at hill/crossing, result"),
        ("hill/crossing", "status", "There are no words at hill/crossing, status"),
        ("hill/crossing", "x: y", "Name the item as plan/id"),
        ("../hill", "title", "Name the item as plan/id"),
        ("2026-11-09", "note", "There are no words at 2026-11-09, note"),
    ],
)
def test_a_place_that_there_is_not(place, item, field, words):
    settings = place.read("plans/council-settings.yml")
    code, said = place.plans("withhold", item, field, *REASON)
    assert code == 2 and words in said
    assert place.read("plans/council-settings.yml") == settings


def test_a_reason_that_says_it_again(place):
    code, said = place.plans("withhold", "hill/crossing", "title", "--reason", "It said “new crossing”")
    assert code == 2 and "repeats the words" in said


def test_twice(place):
    assert place.plans("withhold", "hill/crossing", "description", *REASON)[0] == 0
    code, said = place.plans("withhold", "hill/crossing", "description", *REASON)
    assert code == 2 and "is taken down already" in said


@pytest.mark.parametrize(
    "settings",
    [
        "schema_version: 1\nofficial_domains: [example.org]",
        (
            "schema_version: 1\nofficial_domains: [example.org]\nwithheld:  # so far\n  - {item: hill/signs,"
            " field: title, on: 2026-11-02, reason: A name}\n"
        ),
        "schema_version: 1\nwithheld: []\n",
        None,
    ],
)
def test_settings_keep_the_rest_of_what_they_say(place, settings):
    path = place.root / "plans/council-settings.yml"
    if settings is None:
        path.unlink()
    else:
        path.write_text(settings, encoding="utf-8")
    code, said = place.plans("withhold", "hill/crossing", "description", *REASON)
    if settings and "[]" in settings:
        assert code == 2 and "Add there, under withheld:\n  - item: hill/crossing" in said
        return
    assert code == 0, said
    assert {rule for rule, _ in place.errors()} == (set() if settings else {"private-email"})
    text = path.read_text(encoding="utf-8")
    assert text.startswith((settings or "schema_version: 1").split("\n")[0]) and text.count("item:") == (
        2 if settings and "signs" in settings else 1
    )


def test_a_misspelled_place_in_the_settings_is_an_error(place):
    place.write(
        {
            "plans/council-settings.yml": (
                place.read("plans/council-settings.yml")
                + "withheld:\n  - {item: hill/crosing, field: description, on: 2026-11-22, reason: A name}\n"
            )
        }
    )
    ((rule, sentence),) = place.errors()
    assert rule == "withheld-place" and "so nothing is taken down" in sentence


def test_the_check_does_not_quote_the_words(place):
    place.edit(HILL, ("with lights", f"for {SECRET}"))
    place.commit()
    place.publish("First", day="2026-11-02")
    place.plans("withhold", "hill/crossing", "description", *REASON)
    place.write({HILL: changed(place.read(HILL), (SECRET, "nobody"))})
    assert SECRET not in place.plans("check")[1] and not re.search(
        SECRET, place.plans("review", "--base", "main")[1]
    )
