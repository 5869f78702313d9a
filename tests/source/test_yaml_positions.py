"""Line and column of every name and value."""

from pathlib import Path

import pytest
import yaml

from communityplans.source.files import SourceFile, decode
from communityplans.source.markdown import front_matter
from communityplans.source.yaml import load
from communityplans.source.yaml_positions import position

SMALL = Path(__file__).parents[1] / "content/valid/small.yml"
PARSERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]
SAMPLE = """\
# a remark
title: Ŵyneb 👩‍👧 x
'quoted name': "in \\"double\\" quotes"
single: 'it''s'
empty:
number: 12.50
list: [one, {two: three}, "four, five"]
block: |
  first
  second
group:
  inner:
  - a
  -   b
  - c: d
    e: f
"""


def every_path(value, path=()):
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in pairs:
        yield from every_path(inside, (*path, key))


def first_characters(value) -> tuple[str, ...]:
    """How the text of a value may begin, as it stands in a file."""
    if isinstance(value, str):
        return (value.split("\n")[0][:8], "'", '"', "|", ">")
    return (str(value).lower(),) if value is not None else ("",)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("text", [SAMPLE, SMALL.read_text(encoding="utf-8")], ids=["sample", "small plan"])
def test_at_the_place_of_each_value_stands_that_value(text, parser):
    file = SourceFile("plans/a.yml", text)
    loaded = load(file, places=True, loader=parser)
    lines, seen = text.split("\n"), 0
    for path in every_path(loaded.value):
        value = loaded.value
        for step in path:
            value = value[step]
        at = position(file, loaded.place, path)
        if not isinstance(value, dict | list):
            assert lines[at.line - 1][at.column - 1 :].startswith(first_characters(value)), path
            seen += 1
        if path and isinstance(path[-1], str):
            name = position(file, loaded.place, path, of_key=True)
            written = lines[name.line - 1][name.column - 1 : name.end_column - 1]
            assert written.strip("'\"") == path[-1]
    assert seen > 10


def place(text: str, *path, of_key=False) -> tuple:
    file = SourceFile("plans/a.yml", text)
    at = position(file, load(file, places=True).place, path, of_key=of_key)
    return at.line, at.column, at.end_line, at.end_column


@pytest.mark.parametrize(
    ("path", "of_key", "where"),
    [
        (("title",), False, (2, 8, 2, 19)),
        (("title",), True, (2, 1, 2, 6)),
        (("number",), False, (6, 9, 6, 14)),
        (("empty",), False, (5, 7, 0, 0)),
        (("list",), False, (7, 7, 7, 40)),
        (("list", 1), False, (7, 13, 7, 25)),
        (("list", 1, "two"), False, (7, 19, 7, 24)),
        (("list", 2), False, (7, 27, 7, 39)),
        (("block",), False, (8, 8, 0, 0)),
        (("group",), False, (11, 1, 11, 6)),
        (("group", "inner"), False, (12, 3, 12, 8)),
        (("group", "inner", 1), False, (14, 7, 14, 8)),
        (("group", "inner", 2, "e"), False, (16, 8, 16, 9)),
        (("group", "inner", 2, "missing"), False, (15, 5, 0, 0)),
        (("group", "missing", "deeper"), False, (11, 1, 11, 6)),
        (("missing",), False, (2, 1, 0, 0)),
    ],
)
def test_places_in_the_sample(path, of_key, where):
    assert place(SAMPLE, *path, of_key=of_key) == where


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "\ufeff" + t,
        lambda t: "\ufeff" + t.replace("\n", "\r\n"),
    ],
)
def test_marks_and_line_ends_move_nothing(change):
    file, _ = decode("plans/a.yml", change(SAMPLE).encode())
    at = position(file, load(file, places=True).place, ("group", "inner", 1))
    assert (at.line, at.column) == (14, 7)


@pytest.mark.parametrize(
    ("text", "body", "line", "field_line"),
    [
        ("---\ntitle: A\n---\nText\n", "Text\n", 4, 2),
        ("---\n\n\ntitle: A\n---\n\nText\n", "\nText\n", 6, 4),
        ("--- \ntitle: A\n...\nText", "Text", 4, 2),
        ("---\ntitle: A\n---", "", 3, 2),
        ("---\ntitle: A\nb: |\n  ----\n  x\n---\nText\n---\nMore", "Text\n---\nMore", 7, 2),
    ],
)
def test_front_matter_keeps_the_lines_of_the_file(text, body, line, field_line):
    fields, found, first = front_matter(SourceFile("guides/a/b.md", text))
    assert (found, first) == (body, line)
    at = position(fields, load(fields, places=True).place, ("title",))
    assert text.split("\n")[at.line - 1].startswith("title:") and at.line == field_line


@pytest.mark.parametrize(
    "text",
    [
        "Text\n",
        "",
        "\n---\ntitle: A\n---\n",
        "---\ntitle: A\n",
        "----\ntitle: A\n----\n",
        "--- a\ntitle: A\n---\n",
    ],
)
def test_no_front_matter(text):
    fields, body, first = front_matter(SourceFile("guides/a/b.md", text))
    assert (fields, body, first) == (None, text, 1)
