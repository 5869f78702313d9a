"""A save changes only the lines that were edited, and what it writes means the same to everybody who reads
it.
"""

import difflib
import io
import re
from pathlib import Path

import pytest
import yaml
from ruamel.yaml import YAML

from communityplans.source.files import SourceFile
from communityplans.source.yaml import load

CONTENT = Path(__file__).parent / "content"
PLAN = (CONTENT / "plans/mill-quarter.yml").read_text(encoding="utf-8")
GUIDE = (CONTENT / "guides/councillors/first-steps.md").read_text(encoding="utf-8")
# Strings that YAML 1.1 and 1.2, or two of their readers, take for something else.
STRINGS = [
    "no",
    "yes",
    "on",
    "off",
    "No",
    "NO",
    "y",
    "true",
    "null",
    "~",
    "18:30",
    "1:20:30",
    "1_000",
    "0070",
    "08",
    "0o17",
    "0x1F",
    "1e3",
    ".5",
    "1.10",
    "-1",
    "+1",
    ".inf",
    "2026-11-22",
    "2026-11-22 10:00:00",
    "=",
    "<<",
    "12",
]


def lines(old: str, new: str) -> list[str]:
    """The lines that went and came."""
    return [
        line
        for line in difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


@pytest.fixture(scope="module")
def put(node):
    """The text after one edit in the form, which must not have been written anew as a whole."""

    def one(text: str = PLAN, root: str = "plans", rewritten: bool = False, **edit) -> str:
        [made] = node("put.mjs", given={"root": root, "text": text, "edits": [edit]})
        assert made["rewritten"] is rewritten
        return made["text"]

    return one


EDITS = {
    "a plain text, with a remark behind it": (
        dict(path=["shared_issues", 0, "actions", 0, "status"], value="planning"),
        [
            "-    status: not_started   # waits for volunteers",
            "+    status: planning   # waits for volunteers",
        ],
    ),
    "a text in double quotes": (
        dict(path=["investments", 1, "title"], value='Lamps: "the" path'),
        ['-    title: "Lamps: the path to the lock"', '+    title: "Lamps: \\"the\\" path"'],
    ),
    "a text in single quotes": (
        dict(path=["contact", "hours"], value="It's always"),
        ["-  hours: 'Monday to Friday, 9am to 5pm'", "+  hours: 'It''s always'"],
    ),
    "a text that needs quotes now": (
        dict(path=["investments", 0, "title"], value="Crossing: new"),
        ["-    title: New crossing by the mill", '+    title: "Crossing: new"'],
    ),
    "one line of a folded text": (
        dict(
            path=["summary"],
            value="A new crossing by the mill, safer streets and a park that residents look after.",
        ),
        ["-  and a garden that residents look after.", "+  and a park that residents look after."],
    ),
    "one line of a block": (
        dict(
            path=["process"],
            value=(
                "The forum goes through the plan in May.\n\n* First it looks at what is late.\n* Then it"
                " looks at what is new."
            ),
        ),
        ["-  The forum goes through the plan in March.", "+  The forum goes through the plan in May."],
    ),
    "one line of a text over several": (
        dict(
            path=["investments", 0, "description"],
            value=(
                "A crossing beside the school, with an island in the middle and dropped kerbs on both sides."
            ),
        ),
        ["-      with a refuge in the middle and", "+      with an island in the middle and"],
    ),
    "a date": (
        dict(path=["investments", 0, "due"], value="2027-07-31"),
        [
            "-    due: Summer 2027       # the builder says July",
            "+    due: 2027-07-31       # the builder says July",
        ],
    ),
    "an amount": (
        dict(path=["investments", 1, "cost"], value="1500"),
        ["-    cost: 1453.50", "+    cost: 1500"],
    ),
    "a number that is a text": (
        dict(path=["shared_issues", 0, "actions", 1, "number"], value="14.50"),
        ["-    number: '14.4'", "+    number: '14.50'"],
    ),
    "a value in braces": (
        dict(path=["investments", 0, "lead", "post"], value="Head of Roads, Paths"),
        ['-    lead: {post: "Head of Highways"}', '+    lead: {post: "Head of Roads, Paths"}'],
    ),
    "a value in brackets": (
        dict(path=["wards", 0], value="lock, side"),
        ["-wards: [mill, 'lock-side']", "+wards: [\"lock, side\", 'lock-side']"],
    ),
    "a new field, where the template has it": (
        dict(path=["projects", 0, "due"], value="2027"),
        ["+    due: 2027"],
    ),
    "a reason in the place of a date": (
        dict(path=["investments", 1, "due__gap", "not_published"], value="The county has not said"),
        [
            '-    due: {not_published: "No date has been published", as_of: 2026-11-01}',
            '+    due: {not_published: "The county has not said", as_of: 2026-11-01}',
        ],
    ),
    "a day in the place of a reason": (
        dict(path=["next_review"], value="2027-03-31"),
        [
            "-next_review: {not_published: 'No day has been set', as_of: 2026-11-01}",
            "+next_review: 2027-03-31",
        ],
    ),
    "a field that goes": (dict(path=["investments", 0, "start"], drop=True), ["-    start: 2026-09"]),
    "a point that goes": (
        dict(path=["shared_issues", 0, "actions", 0], drop=True),
        [
            "-  # One for the police.",
            "-  - id: speed-watch",
            "-    title: Start a Speed Watch group",
            "-    status: not_started   # waits for volunteers",
            "-    due: by 2027-03-31",
        ],
    ),
    "the last point of a part": (
        dict(path=["projects", 0], drop=True),
        [
            "-projects:",
            "-",
            "-  - id: garden",
            "-    title: Lock-side garden",
            "-    status: ongoing",
            "-    delivery_model: community_led",
            "-    # They are glad of help.",
            "-    resident_role: Come on the first Saturday of the month.",
            "-    sources: [minutes-2026]",
            "+projects: []",
        ],
    ),
    "a new point, which gets its id from its title": (
        dict(path=["projects"], add={"title": "Café in the old lock-keeper’s house", "status": "proposed"}),
        [
            "+  - id: cafe-in-the-old-lock-keepers-house",
            "+    title: Café in the old lock-keeper’s house",
            "+    status: proposed",
        ],
    ),
    "a second point with the same title": (
        dict(path=["projects"], add={"title": "Garden", "status": "proposed"}),
        ["+  - id: garden-2", "+    title: Garden", "+    status: proposed"],
    ),
    "a list in the place of a reason": (
        dict(path=["future_priorities"], value=[{"title": "Bridge", "status": "proposed"}]),
        [
            '-future_priorities: {none_reason: "No later priorities are known yet", as_of: 2026-11-20}',
            "+future_priorities:",
            "+  - id: bridge",
            "+    title: Bridge",
            "+    status: proposed",
        ],
    ),
}


@pytest.mark.parametrize("edit, changed", EDITS.values(), ids=EDITS)
def test_only_the_edited_lines_change(put, edit, changed):
    assert lines(PLAN, put(**edit)) == changed


def test_points_move_with_the_remarks_above_them(put):
    made = put(path=["investments"], move=True)
    assert sorted(made.split("\n")) == sorted(PLAN.split("\n"))
    assert (
        "  # The lamps wait for the county.\n  - id: lamps" in made
        and "  # The crossing was asked for by the school.\n  - id: crossing" in made
    )
    assert made.index("- id: lamps") < made.index("- id: crossing")


@pytest.mark.parametrize(
    "text",
    [PLAN, PLAN.replace("\n", "\r\n"), PLAN.rstrip("\n")],
    ids=["as it is", "line ends of Windows", "no end of line"],
)
def test_a_save_without_an_edit_changes_nothing(put, text):
    assert put(text, path=["title"], value="Mill Quarter").rstrip() == text.rstrip()


def test_line_ends_of_windows_stay(put):
    made = put(PLAN.replace("\n", "\r\n"), path=["title"], value="Mill End")
    assert made.count("\r\n") == made.count("\n") == PLAN.count("\n")


def test_a_guide_keeps_its_text_and_its_remarks(put):
    made = put(GUIDE, root="guides", path=["order"], value=2)
    assert lines(GUIDE, made) == ["-order: 1   # the first page", "+order: 2   # the first page"]
    made = put(
        GUIDE,
        root="guides",
        path=["body"],
        value="Read the plan of your area.\n\n* Ask who leads.\n* Say what is over.",
    )
    assert lines(GUIDE, made) == ["-* Say what is late.", "+* Say what is over."]


FILES = {
    "as it is": GUIDE,
    "line ends of Windows": GUIDE.replace("\n", "\r\n"),
    "a mark at the start": "\ufeff" + GUIDE,
    "both": "\ufeff" + GUIDE.replace("\n", "\r\n"),
    "two kinds of line end": GUIDE.replace("\n", "\r\n", 3),
    "no empty line above the text": re.sub(r"(?m)^---\n\n", "---\n", GUIDE),
    "no end of line": GUIDE.rstrip("\n"),
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_only_the_edited_line_of_a_guide_changes_whatever_its_line_ends(put, text):
    """Byte by byte: the mark, the line ends and the empty lines of all others stay."""
    assert put(text, root="guides", path=["order"], value=1) == text, "nothing was edited"
    for path, value, before, after in (
        ("order", 2, "order: 1   # the first page", "order: 2   # the first page"),
        (
            "body",
            "Read the plan of your area.\n\n* Ask who leads.\n* Say what is over.",
            "what is late",
            "what is over",
        ),
    ):
        assert before in text
        assert put(text, root="guides", path=[path], value=value) == text.replace(before, after), path


@pytest.mark.parametrize(
    "where",
    [["investments", 0, "title"], ["raised_by"], ["investments", 0, "references", 0]],
    ids=["on a line", "new", "in brackets"],
)
def test_what_yaml_reads_in_two_ways_comes_back_unchanged(node, where):
    if where == ["raised_by"]:
        edits = [{"path": ["strengths"], "value": [text]} for text in STRINGS]
    else:
        edits = [{"path": where, "value": text} for text in STRINGS]
    for text, made in zip(
        STRINGS, node("put.mjs", given={"root": "plans", "text": PLAN, "edits": edits}), strict=True
    ):
        readers = {
            "ours": load(SourceFile("plans/mill-quarter.yml", made["text"])).value,
            "YAML 1.1": yaml.safe_load(made["text"]),
            "YAML 1.2": YAML(typ="safe", pure=True).load(io.StringIO(made["text"])),
        }
        for reader, said in readers.items():
            value = said
            for step in edits[STRINGS.index(text)]["path"]:
                value = value[step]
            assert (reader, value[0] if where == ["raised_by"] else value) == (reader, text)
        assert not made["rewritten"]


def test_there_are_as_many_strings_as_were_promised():
    assert len(STRINGS) == len(set(STRINGS)) == 28


@pytest.mark.parametrize("edits", [300, pytest.param(3000, marks=pytest.mark.long)])
def test_random_edits_never_change_what_was_not_edited(node, edits):
    told = node("random_edits.mjs", "checklist.json", str(edits), str(CONTENT / "plans/mill-quarter.yml"))
    assert told["wrong"] == []
    assert told["lostRemarks"] == 0
    assert (told["runs"], told["rewritten"] <= edits / 100, told["changed"] > edits / 1.5) == (
        edits,
        True,
        True,
    )
    # Another reader than the form's own reads the same.
    assert len(told["samples"]) >= edits / 60
    for sample in told["samples"]:
        read = load(SourceFile("plans/mill-quarter.yml", sample["text"]))
        assert plain(read.value) == plain(sample["want"]), sample["text"]


def plain(value):
    """Values as texts, without what is empty, for comparing what two programs read."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip()
