"""What cannot be written as a case: other encodings, invisible characters, huge files, and things on a disk
that are no plain file.
"""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from communityplans.content.load import load
from communityplans.source.characters import MOST_UNSEEN
from communityplans.source.files import LIMIT_BYTES, SourceFile, decode, read_directory

HTML = b"<!DOCTYPE html>\n<html><head><title>Bedwell</title></head><body>Plan</body></html>\n"

# name: (bytes made from the text of a good plan, line, column, rule, part of the sentence)
BYTES = {
    "empty": (lambda good: b"", 1, 1, "empty-file", "This file is empty."),
    "only spaces": (lambda good: b" \n\n ", 1, 1, "empty-file", "This file is empty."),
    "web page": (lambda good: HTML, 1, 1, "not-a-plan", "This is a web page (HTML), not a plan."),
    "web page after a mark": (lambda good: b"\xef\xbb\xbf\n" + HTML, 1, 1, "not-a-plan", "web page"),
    "Latin-1": (
        lambda good: good.replace("safer", "caf\u00e9s").encode("latin-1"),
        3,
        32,
        "encoding",
        "not saved as UTF-8",
    ),
    "UTF-16": (lambda good: good.encode("utf-16"), 1, 1, "encoding", "This file is saved as UTF-16."),
    "UTF-16, no mark, little end first": (
        lambda good: good.encode("utf-16-le"),
        1,
        1,
        "encoding",
        "This file is saved as UTF-16.",
    ),
    "UTF-16, no mark, big end first": (
        lambda good: good.encode("utf-16-be"),
        1,
        1,
        "encoding",
        "This file is saved as UTF-16.",
    ),
    "NUL": (
        lambda good: good.replace("safer", "sa\0fer", 1).encode(),
        3,
        31,
        "invisible-character",
        "a NUL (U+0000)",
    ),
    "escape": (
        lambda good: good.replace("safer", "\x1b[31mfer", 1).encode(),
        3,
        29,
        "invisible-character",
        "(U+001B)",
    ),
    "turned round": (
        lambda good: good.replace("safer", "\u202esafer", 1).encode(),
        3,
        29,
        "invisible-character",
        "turns text round (U+202E)",
    ),
    "isolate": (
        lambda good: good.replace("safer", "\u2066safer", 1).encode(),
        3,
        29,
        "invisible-character",
        "(U+2066)",
    ),
    "zero width": (
        lambda good: good.replace("safer", "sa\u200bfer", 1).encode(),
        3,
        31,
        "invisible-character",
        "a zero-width space",
    ),
    "soft hyphen": (
        lambda good: good.replace("safer", "sa\u00adfer", 1).encode(),
        3,
        31,
        "invisible-character",
        "a soft hyphen",
    ),
    "mark inside": (
        lambda good: good.replace("summary", "\ufeffsummary").encode(),
        3,
        1,
        "invisible-character",
        "a byte order mark",
    ),
    "line separator": (
        lambda good: good.replace("safer", "\u2028safer", 1).encode(),
        3,
        29,
        "invisible-character",
        "a line separator",
    ),
    "next line": (
        lambda good: good.replace("safer", "\u0085safer", 1).encode(),
        3,
        29,
        "invisible-character",
        "a next-line mark",
    ),
    "indented by a no-break space": (
        lambda good: good.replace("  - id: cr", "\u00a0 - id: cr").encode(),
        23,
        1,
        "invisible-character",
        "a no-break space",
    ),
    "hidden letters": (
        lambda good: good.replace("safer", "safer\U000e0041", 1).encode(),
        3,
        34,
        "invisible-character",
        "(U+E0041)",
    ),
    "half a sign": (
        lambda good: good.replace("safer", "\ud83d").encode("utf-8", "surrogatepass"),
        3,
        29,
        "encoding",
        "not saved as UTF-8",
    ),
    "lone carriage returns": (
        lambda good: good.replace("\n", "\r").encode(),
        1,
        18,
        "line-ends",
        "lone carriage return",
    ),
    "5 MB": (lambda good: b"a: " + b"x" * 5_000_000, 1, 1, "too-big", "bigger than 256 KB"),
    "100,000 fields": (
        lambda good: b"".join(b"f%06d: 1\n" % n for n in range(100_000)),
        1,
        1,
        "too-big",
        "bigger than 256 KB",
    ),
    "one text of 30,000 characters": (
        lambda good: good.replace("A new", "x" * 30_000).encode(),
        3,
        10,
        "too-long",
        "has 30,028 characters",
    ),
    "900 levels of lists": (
        lambda good: b"a: " + b"[" * 900 + b"]" * 900,
        1,
        23,
        "too-deep",
        "more than 20 levels",
    ),
    "400 levels of fields": (
        lambda good: "".join(" " * n + "a:\n" for n in range(400)).encode(),
        21,
        21,
        "too-deep",
        "more than 20 levels",
    ),
    "bomb of aliases": (
        lambda good: b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(30)),
        1,
        4,
        "special-start",
        "starts with &",
    ),
    "a tag of Python": (
        lambda good: b"!!python/object/apply:os.system [echo]\n",
        1,
        1,
        "special-start",
        "starts with !",
    ),
    "a directive": (
        lambda good: b"%TAG ! tag:example.org,2000:\n---\na: 1\n",
        1,
        1,
        "special-start",
        "starts with %",
    ),
}


# Which of the faults of tests/safety/faults.py a case is, by the beginning of its name.
FAULT = {
    "F17": ("Latin-1", "UTF-16", "half a sign"),
    "F18": ("lone carriage returns",),
    "F25": ("5 MB", "100,000 fields"),
    "F26": ("900 levels", "400 levels", "bomb"),
    "F19": (
        "NUL",
        "escape",
        "turned round",
        "isolate",
        "zero width",
        "soft hyphen",
        "mark inside",
        "line separator",
        "next line",
        "indented by",
        "hidden letters",
    ),
}
CASES = [
    pytest.param(
        name, marks=[pytest.mark.fault(number) for number, starts in FAULT.items() if name.startswith(starts)]
    )
    for name in BYTES
]


@pytest.mark.counted
@pytest.mark.parametrize("name", CASES)
def test_bad_bytes_are_refused_in_words_and_at_once(name, check, small, count):
    make, line, column, rule, sentence = BYTES[name]
    started = time.monotonic()
    found = check(make(small))
    assert time.monotonic() - started < 2
    assert [(d.position.line, d.position.column, d.rule) for d in found] == [(line, column, rule)]
    assert sentence in found[0].message
    count("yaml", tried=1)


@pytest.mark.fault("F18")
@pytest.mark.parametrize(
    "change",
    [
        lambda good: b"\xef\xbb\xbf" + good.encode(),
        lambda good: good.replace("\n", "\r\n").encode(),
        lambda good: b"\xef\xbb\xbf" + good.replace("\n", "\r\n").encode(),
        lambda good: good.rstrip("\n").encode(),
        lambda good: good.replace(
            "title: Bedwell", "title:\u00a0Bedwell".replace("\u00a0", " ") + "\u00a0and more"
        ).encode(),
    ],
    ids=["mark", "CRLF", "mark and CRLF", "no last line end", "no-break space in a text"],
)
def test_what_editors_add_is_accepted(change, check, small):
    assert check(change(small)) == []


@pytest.mark.fault("F18")
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_mark_and_line_ends_do_not_move_the_place(ends, mark, check, small):
    found = check(mark + small.replace("title: Bedwell", "titel: Bedwell").replace("\n", ends).encode())
    assert [(d.position.line, d.position.column, d.rule) for d in found] == [(2, 1, "unknown-field")]


def test_a_file_made_to_be_wrong_everywhere_is_answered_quickly(check):
    started = time.monotonic()
    found = check("".join(f"f{n:05}: 1\n" for n in range(26_000)))
    assert time.monotonic() - started < 5
    assert "many-problems" in {d.rule for d in found} and len(found) < 300


@pytest.mark.parametrize(
    "zone", ["Europe/Londn", "Europe", "../../etc/passwd", "/etc/passwd", "<script>", "GMT+25", "a" * 300]
)
def test_a_time_zone_that_there_is_not(zone, check):
    """Found by hostile settings: every calendar needs it, and none could be made."""
    found = check(
        f"schema_version: 1\nurl: https://plans.example.org/\ntime_zone: '{zone}'\n",
        "plans/council-settings.yml",
    )
    assert [(one.rule, one.position.line) for one in found] == [("choice", 3)]
    assert "is not the name of a time zone" in found[0].message and found[0].fix == "time_zone: Europe/London"


@pytest.mark.fault("F21")
@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("plans/con.yml", "file-name"),
        ("plans/lpt1.yml", "file-name"),
        ("plans/Bedwell.yml", "file-name"),
        ("plans/bed well.yml", "file-name"),
        ("plans/bedwell.yaml", "file-name"),
        ("plans/-rf.yml", "file-name"),
        ("plans/be\u202edwell.yml", "file-name"),
        ("plans/" + "a" * 120 + ".yml", "file-name"),
        ("plans/council-of-war.yml", "file-name"),
        ("plans/bedwell.html", "file-kind"),
        ("plans/bedwell.svg", "file-kind"),
        ("plans/bedwell.md", "file-kind"),
        ("plans/old/bedwell.yml", "file-kind"),
        ("guides/your-role.md", "file-kind"),
    ],
)
def test_bad_names_of_files(name, rule, check, small):
    assert [d.rule for d in check(small, name)] == [rule]


@pytest.fixture
def folder(tmp_path, small) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/bedwell.yml").write_text(small, encoding="utf-8")
    return tmp_path


def rules_by_path(root: Path) -> dict[str, str]:
    return {d.position.path: d.rule for d in read_directory(root).diagnostics}


def links() -> bool:
    return hasattr(os, "symlink") and sys.platform != "win32"


@pytest.mark.fault("F22")
@pytest.mark.skipif(not links(), reason="this machine has no symbolic links for everyone")
def test_links_are_refused(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yml").write_text("secret: yes\n")
    (folder / "plans/to-a-file.yml").symlink_to(outside / "secret.yml")
    (folder / "plans/to-a-folder").symlink_to(outside)
    (folder / "plans/to-nothing.yml").symlink_to(folder / "nothing")
    (folder / "plans/to-itself.yml").symlink_to(folder / "plans/to-itself.yml")
    (folder / "guides").symlink_to(outside)
    found = rules_by_path(folder)
    assert found == dict.fromkeys(
        ["plans/to-a-file.yml", "plans/to-a-folder", "plans/to-nothing.yml", "plans/to-itself.yml", "guides"],
        "link",
    )
    assert [f.path for f in read_directory(folder).files] == ["plans/bedwell.yml"]


@pytest.mark.fault("F22")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine has no pipes with a name")
def test_a_pipe_does_not_hang_the_program(folder):
    os.mkfifo(folder / "plans/pipe.yml")
    answer: list = []
    reader = threading.Thread(target=lambda: answer.append(rules_by_path(folder)), daemon=True)
    reader.start()
    reader.join(5)
    assert answer == [{"plans/pipe.yml": "file-kind"}]


@pytest.mark.fault("F20")
def test_names_that_differ_in_capitals_only(folder, small):
    twin = folder / "plans/BEDWELL.yml"
    if twin.exists():
        pytest.skip("this disk cannot tell capitals apart")
    twin.write_text(small, encoding="utf-8")
    found = {d.position.path: d for d in read_directory(folder).diagnostics}
    assert found["plans/bedwell.yml"].rule == "same-name"
    assert "plans/BEDWELL.yml" in found["plans/bedwell.yml"].message


def test_a_file_just_at_the_limit_is_read_and_one_byte_more_is_not(folder):
    text = "a: x\n"
    full = text + "#" * (LIMIT_BYTES - len(text) - 1) + "\n"
    assert decode("plans/a.yml", full.encode())[0] is not None
    assert decode("plans/a.yml", full.encode() + b"\n")[1][0].rule == "too-big"


def test_each_line_with_a_character_that_nobody_sees_is_named():
    """All in one run, a sentence a line; a text that is full of them says so once more and stops."""
    text = "a: x\u200by\u200bz\nb: fine\n\u00a0c: x\nd: \u00a0x\u00ad\n"
    assert [
        (d.position.line, d.position.column, d.message[9:]) for d in decode("plans/a.yml", text.encode())[1]
    ] == [
        (1, 5, "a zero-width space (U+200B) here, which readers cannot see."),
        (3, 1, "a no-break space (U+00A0) here, which readers cannot see."),
        (4, 6, "a soft hyphen (U+00AD) here, which readers cannot see."),
    ]
    found = decode("plans/a.yml", ("\x01\n" * (LIMIT_BYTES // 2)).encode())[1]
    assert [d.position.line for d in found] == list(
        range(1, MOST_UNSEEN + 2)
    ) and "From this line on" in found[-1].message


def test_a_file_that_is_there_but_cannot_be_read_is_not_called_missing():
    _, found = load([], unread=["plans/council.yml", "plans/bedwell.yml"])
    assert found == []
    assert [d.rule for d in load([])[1]] == ["missing-file", "no-plans"]


@pytest.mark.fault("F15", "F27")
def test_one_bad_file_does_not_hide_the_others(small):
    files = [
        SourceFile("plans/a.yml", small),
        SourceFile("plans/b.yml", "title: [\n"),
        SourceFile("plans/c.yml", small.replace("title: B", "titel: B")),
    ]
    content, found = load(files, unread=["plans/council.yml"])
    assert [plan.slug for plan in content.plans] == ["a"]
    assert {d.position.path for d in found} == {"plans/b.yml", "plans/c.yml"}
