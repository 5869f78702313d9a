"""What was taken down comes back in no way: not where the settings cannot be read, not from a comparison, not
from a guide or a picture.
"""

import pytest
from council_in_git import GUIDE, HILL_SECRET, taken_down
from painted import painted, saved
from test_redaction import REASON, SENTENCE, everything, holding

from communityplans.build.hidden_errors import HIDDEN
from communityplans.commands.committee_report import ASK

SETTINGS = "plans/council-settings.yml"
HILL = "plans/hill.yml"
SECRET = HILL_SECRET
YOUR_ROLE = "guides/councillors/your-role.md"
PAGE = "guides/councillors/your-role"


@pytest.fixture
def hidden(place):
    """A council whose first edition has a passage that is taken down since; the file at hand has it, too."""
    taken_down(place)
    return place


def shows(place, *command):
    return SECRET in place.plans(*command)[1]


BREAKS = {
    "an unknown field": lambda text: text + "no_such_field: 1\n",
    "a value that cannot be": lambda text: text.replace("schema_version: 1", "schema_version: 7"),
    "a broken quote": lambda text: text + 'notice: {title: "\n',
    "a list in the place of fields": lambda text: "- 1\n",
    "an empty file": lambda text: "",
    "not text": lambda text: None,
    "no place at all, and a field too many": lambda text: text.split("withheld:")[0] + "no_such_field: 1\n",
    "places that are none": lambda text: text.split("withheld:")[0] + "withheld: nothing\n",
    "the file is gone": lambda text: False,
}


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("committed", [True, False])
def test_settings_that_cannot_be_read_hide_what_they_hid(hidden, name, committed):
    base = hidden.git("rev-parse", "HEAD")
    hidden.git("switch", "--quiet", "-c", "proposal")
    text = BREAKS[name](hidden.read(SETTINGS))
    path = hidden.root / SETTINGS
    if text is False:
        path.unlink()
    else:
        path.write_bytes(b"\xff\xfe\x00" if text is None else text.encode())
    hidden.edit(HILL, (SECRET, "A resident"), ("due: 2027-06", "due: 2027-07"))
    if committed:
        hidden.commit()
    for command in (
        ("review", "--base", base),
        ("review", "--base", base, "--format", "markdown"),
        ("review", "--base", base, "--format", "json"),
        ("diff",),
        ("diff", base),
        ("diff", "2026-11-02"),
        ("diff", "HEAD~1", "HEAD"),
    ):
        assert not shows(hidden, *command), command


def test_settings_that_no_version_of_can_be_read_show_no_change(place):
    place.write({SETTINGS: "schema_version: [\n"})
    place.commit()
    place.git("checkout", "--quiet", "--orphan", "alone")
    place.commit("All that there is")
    place.edit(HILL, ("with lights", "without lights"))
    code, said = place.plans("diff", "HEAD")
    assert code == 2 and "nobody knows what was taken down" in said and "without lights" not in said
    code, said = place.plans("review", "--base", "HEAD")
    assert "No change is shown" in said and "without lights" not in said


def test_a_proposal_that_shows_it_again_does_not_show_it_in_its_review(hidden):
    base = hidden.git("rev-parse", "HEAD")
    hidden.git("switch", "--quiet", "-c", "proposal")
    hidden.write({SETTINGS: hidden.read(SETTINGS).split("withheld:")[0]})
    hidden.edit(HILL, (SECRET, f"{SECRET}, a resident,"))
    hidden.commit()
    assert not shows(hidden, "review", "--base", base)
    assert (
        "withheld" in hidden.plans("review", "--base", base)[1].casefold()
        or "Taken down" in hidden.plans("review", "--base", base)[1]
    )


@pytest.mark.parametrize("today", ["2026-11-22", "2026-11-30", "2027-06-01"])
def test_nothing_differs_on_a_clean_tree_whatever_the_day(hidden, today):
    hidden.edit(HILL, (SECRET, "A resident"), note="Without a name")
    hidden.edit(
        SETTINGS,
        (
            'reason: "It named a private person."',
            'reason: "It named a private person."\n    until: 2026-11-25',
        ),
    )
    hidden.commit()
    code, said = hidden.plans("diff", "HEAD", today=today)
    assert (code, said.strip()) == (0, "Nothing differs.")
    code, said = hidden.plans("diff", "HEAD~1", "HEAD", today=today)
    assert SECRET not in said and "Removed on" not in said
    assert SECRET not in hidden.plans("diff", "HEAD~1", today=today)[1]


SECTIONS = (
    f"{GUIDE}\n## Whom to ask\n\n{SECRET} knows.\n\n### By telephone\n\n{SECRET} has one.\n\n## Then\n\nSay"
    " thanks.\n"
)


@pytest.mark.parametrize(
    ("arguments", "stays"),
    [
        ((PAGE, "text"), False),
        ((PAGE, "text", "--section", "Whom to ask"), True),
        ((PAGE, "text", "--section", "whom  to ASK"), True),
    ],
)
def test_the_words_of_a_guide(place, arguments, stays):
    place.write({YOUR_ROLE: SECTIONS})
    place.commit()
    place.publish("First", day="2026-11-02")
    place.edit(YOUR_ROLE, ("Say what you know.", "Say all that you know."), ("has one", "has two"))
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert len(holding(everything(place), SECRET)) >= 2
    code, said = place.plans("withhold", *arguments, *REASON)
    assert code == 0 and SENTENCE in said, said
    files = everything(place)
    assert holding(files, SECRET) == []
    for page in (f"{PAGE}/index.html", f"{PAGE}/2026-11-02/index.html", f"{PAGE}/history/index.html"):
        assert SENTENCE.encode() in files[page], page
    assert (f"{PAGE}/index.html" in holding(files, "Say thanks")) is stays
    for command in (
        ("diff", "HEAD~1"),
        ("diff", "2026-11-02", "2026-11-09"),
        ("review", "--base", "HEAD~2"),
        ("check",),
    ):
        assert not shows(place, *command), command
    assert place.plans("withhold", *arguments, *REASON)[0] == 2
    assert place.errors() == []


@pytest.mark.parametrize("field", ["title", "summary", "owner"])
def test_a_field_of_a_guide(place, field):
    old = {
        "title": "Your role",
        "summary": "What is expected of a councillor.",
        "owner": "Head of Communities",
    }[field]
    place.edit(YOUR_ROLE, (f"{field}: {old}", f"{field}: {SECRET}"))
    place.commit()
    place.publish("First", day="2026-11-02")
    assert holding(everything(place), SECRET)
    assert place.plans("withhold", PAGE, field, *REASON)[0] == 0
    assert holding(everything(place), SECRET) == [] and place.errors() == []


def test_a_name_in_the_council_s_file(place):
    place.edit("plans/council.yml", ("title: Safer streets", f"title: {SECRET}"))
    place.commit()
    place.publish("First", day="2026-11-02")
    assert holding(everything(place), SECRET)
    code, said = place.plans("withhold", "council/safer-streets", "title", *REASON)
    assert code == 0, said
    assert holding(everything(place), SECRET) == [] and place.errors() == []


SUGGESTION = f"""\
schema_version: 1
about: hill/crossing
how: email
received: 2026-11-05
words: Name it after {SECRET}.
answer:
  decision: declined
  reason: It is not the custom to name a crossing after {SECRET}.
  by: Head of Communities
  on: 2026-11-10
"""


@pytest.mark.parametrize("fields", [("words", "answer.reason"), ("words", "answer")])
def test_the_words_of_a_suggestion(place, fields):
    place.write({"suggestions/2026-11-05-crossing.yml": SUGGESTION})
    place.commit()
    place.publish("First", day="2026-11-02")
    assert holding(everything(place), SECRET)
    for field in fields:
        code, said = place.plans("withhold", "suggestions/2026-11-05-crossing", field, *REASON)
        assert code == 0, said
    assert holding(everything(place), SECRET) == [] and place.errors() == []
    place.edit("suggestions/2026-11-05-crossing.yml", ("how: email", "how: by pigeon"))
    for command in (
        ("check",),
        ("check", "--format", "json"),
        ("review", "--base", "HEAD"),
        ("diff", "HEAD"),
    ):
        assert not shows(place, *command), command


def test_the_text_of_a_report(place):
    code, said = place.plans("report", "quarterly", "--area", "hill", "--period", "2026-Q3")
    assert code == 0, said
    [path] = (place.root / "reports").glob("*.md")
    name = f"reports/{path.name}"
    text = place.read(name).replace(ASK, "We are nearly there.")
    place.write({name: text.replace("## Facts", f"## Who asked\n\n{SECRET} asked.\n\n## Facts", 1)})
    code, said = place.plans("report", "present", path.stem, "--on", "2026-11-22")
    assert code == 0, said
    place.commit()
    place.publish("First", day="2026-11-02")
    assert holding(everything(place), SECRET)
    code, said = place.plans("withhold", f"reports/{path.stem}", "text", "--section", "Who asked", *REASON)
    assert code == 0, said
    assert holding(everything(place), SECRET) == [] and place.errors() == []
    place.write({name: place.read(name).replace("schema_version: 1", "schema_version: 9")})
    for command in (("check",), ("check", "--format", "github"), ("review", "--base", "HEAD")):
        assert not shows(place, *command), command


WAYS = {
    "inline": f"![{SECRET}](photo.png)",
    "with a title": f'![{SECRET}](photo.png "{SECRET}")',
    "in angle brackets": f"![{SECRET}](<photo.png>)",
    "by reference": f"![{SECRET}][one]\n\n[one]: photo.png",
    "by its own name": f"![{SECRET}]\n\n[{SECRET}]: photo.png",
    "with marks in it": f"![**{SECRET}**](photo.png)",
    "in a way that is not seen": f'![{SECRET}](photo.png "{SECRET} (of old)")',
    "with a long way": f"![{SECRET}](./photo.png)",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_picture(place, way):
    place.write({YOUR_ROLE: f"{GUIDE}\n{WAYS[way]}\n"})
    (place.root / "guides/councillors/photo.png").write_bytes(saved(painted(), "PNG"))
    place.commit()
    place.publish("First", day="2026-11-02")
    place.edit(YOUR_ROLE, ("Say what you know.", "Say all that you know."))
    place.commit()
    place.publish("Second", day="2026-11-09")
    before = everything(place)
    assert any(name.startswith("pictures/") for name in before) and holding(before, SECRET)
    code, said = place.plans("withhold", "guides/councillors/photo.png", "picture", *REASON)
    assert code == 0 and SENTENCE in said, said
    files = everything(place)
    assert not any(name.startswith("pictures/") for name in files)
    assert holding(files, SECRET) == []
    for page in (f"{PAGE}/index.html", f"{PAGE}/2026-11-02/index.html"):
        assert SENTENCE.encode() in files[page], page
    assert place.errors() == []
    assert place.plans("withhold", "guides/councillors/photo.png", "picture", *REASON)[0] == 2


def test_a_copy_of_the_picture_under_another_name_goes_too(place):
    place.write({YOUR_ROLE: f"{GUIDE}\n![A hall](photo.png)\n\n![The same hall](copy.png)\n"})
    for name in ("photo.png", "copy.png"):
        (place.root / "guides/councillors" / name).write_bytes(saved(painted(), "PNG"))
    place.commit()
    place.publish("First", day="2026-11-02")
    assert place.plans("withhold", "guides/councillors/photo.png", "picture", *REASON)[0] == 0
    assert not any(name.startswith("pictures/") for name in everything(place))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((PAGE, "text", "--section", "Whom to tell"), "There is no text under “Whom to tell”"),
        (("guides/councillors/your-rule", "text"), "Did you mean councillors/your-role?"),
        (("guides/councillors/none.png", "picture"), "There is no picture guides/councillors/none.png"),
        (("guides/councillors/none.png", "title"), "the whole is taken down"),
        (("hill", "summary", "--section", "Whom"), "Only the text of a guide has headings"),
        (("council/hil", "name"), "Did you mean hill?"),
        (("hill/crossing", "status"), "one of the words of this program"),
        (("hill/crossing", "id"), "it is the address of the item"),
        (("hill", "as_of"), "a file without it cannot be read"),
    ],
)
def test_what_cannot_be_taken_down_says_why(place, arguments, words):
    settings = place.read(SETTINGS)
    code, said = place.plans("withhold", *arguments, *REASON)
    assert code == 2 and words in said, said
    assert place.read(SETTINGS) == settings


def test_twice_on_another_day_and_for_another_reason(place):
    assert place.plans("withhold", "hill/crossing", "lead", *REASON)[0] == 0
    settings = place.read(SETTINGS)
    for field in ("lead", "lead.post"):
        code, said = place.plans(
            "withhold", "hill/crossing", field, "--reason", "Once more", today="2026-11-25"
        )
        assert code == 2 and "is taken down already, since 22 November 2026. Nothing was changed." in said
    assert place.read(SETTINGS) == settings


BROKEN = {
    "a value that its field cannot hold": (("due: 2027-06\n", f"due: by {SECRET}\n"), "due"),
    "a choice that is none": (("status: in_progress\n    due", f"status: {SECRET}\n    due"), "status"),
    "a list in the place of a text": (
        ("description: A crossing beside the school, with lights.", f"description: [{SECRET}]"),
        "description",
    ),
    "a file that is no YAML": (
        ("description: A crossing beside the school, with lights.", f'description: "{SECRET}'),
        "description",
    ),
    "an item without its id": (("  - id: crossing\n", f"  - id: {SECRET}\n"), "description"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_at_a_hidden_place_shows_no_words(place, name):
    """Such a file cannot be loaded, so it cannot be masked; and the message and the excerpt quote it."""
    old, field = BROKEN[name]
    place.write(
        {
            SETTINGS: place.read(SETTINGS)
            + f"withheld:\n  - {{item: hill/crossing, field: {field}, on: 2026-11-20, reason: It named a person}}\n"
        }
    )
    place.commit("Taken down")
    base = place.git("rev-parse", "HEAD")
    place.write({HILL: place.read(HILL).replace(*old, 1)})
    place.commit("Broken")
    for command in (
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
        ("check", "--format", "gitlab"),
        ("review", "--base", base),
        ("build",),
    ):
        code, said = place.plans(*command)
        assert code == 1 and SECRET not in said and HIDDEN in said, (command, said)
    # A proposal that breaks the settings, too, is hidden by those of the base.
    place.write({SETTINGS: place.read(SETTINGS) + "unknown: yes\n"})
    place.commit("Settings broken, too")
    assert not shows(place, "review", "--base", base) and not shows(place, "check")


def test_an_error_beside_a_hidden_place_is_said_in_full(place):
    place.write(
        {
            SETTINGS: place.read(SETTINGS)
            + "withheld:\n  - {item: hill/crossing, field: description, on: 2026-11-20, reason: It named a person}\n",
            HILL: place.read(HILL).replace("due: 2027-06\n", "due: some day soon\n", 1),
        }
    )
    code, said = place.plans("check")
    assert code == 1 and "due: some day soon" in said and HIDDEN not in said


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("listed", [False, True])
def test_line_ends_of_the_settings_are_kept(place, ends, listed):
    path = place.root / SETTINGS
    entry = "  - {item: hill, field: summary, on: 2026-11-20, reason: It named a person}\n"
    old = (place.read(SETTINGS) + (f"withheld:\n{entry}" if listed else "")).replace("\n", ends).encode()
    path.write_bytes(old)
    code, said = place.plans("withhold", "hill/crossing", "description", "--reason", "It named a person")
    new = path.read_bytes()
    assert code == 0, said
    assert set(old.splitlines(keepends=True)) <= set(new.splitlines(keepends=True))
    assert new.count(b"\n") == new.count(ends.encode()) > old.count(b"\n")
