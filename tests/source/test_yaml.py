"""Our reading of YAML: plain words as YAML 1.2 has them, nothing guessed, nothing lost, and the same from
both parsers of PyYAML.
"""

from decimal import Decimal

import pytest
import yaml

from communityplans.source.diagnostic import Severity
from communityplans.source.files import SourceFile
from communityplans.source.yaml import LIMIT_DEPTH, LIMIT_VALUE, load

PARSERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]


def read(text: str, loader=None, **more):
    return load(SourceFile("plans/a.yml", text), loader=loader, **more)


PLAIN = [
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("True", "True"),
    ("TRUE", "TRUE"),
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("off", "off"),
    ("n", "n"),
    ("Null", "Null"),
    ("12", 12),
    ("0", 0),
    ("-5", -5),
    ("12.50", Decimal("12.50")),
    ("1.10", Decimal("1.10")),
    ("-0.5", Decimal("-0.5")),
    ("0123", "0123"),
    ("01234567", "01234567"),
    ("1_000", "1_000"),
    ("0x1F", "0x1F"),
    ("0o17", "0o17"),
    ("+5", "+5"),
    (".5", ".5"),
    ("5.", "5."),
    ("1e5", "1e5"),
    (".inf", ".inf"),
    (".nan", ".nan"),
    ("10:30", "10:30"),
    ("190:20:30", "190:20:30"),
    ("12,000", "12,000"),
    ("9" * 16, "9" * 16),
    ("2026-02-31", "2026-02-31"),
    ("2026-11-22", "2026-11-22"),
    ("2026-11-22T10:30:00Z", "2026-11-22T10:30:00Z"),
    ("=", "="),
    ("<<", "<<"),
    ("'12'", "12"),
    ('"true"', "true"),
    ("''", ""),
    ('"~"', "~"),
    ('"a\\tb\\u00e9"', "a\tb\u00e9"),
    ("'it''s'", "it's"),
    ("|\n  a\n  b\n", "a\nb\n"),
    (">-\n  a\n  b\n", "a b"),
    ("a\n  b", "a b"),
    ("9" * 5000, "9" * 5000),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("written", "value"), PLAIN, ids=[repr(w)[:24] for w, _ in PLAIN])
def test_plain_words(written, value, parser):
    loaded = read(f"a: {written}", parser)
    assert loaded.diagnostics == []
    assert loaded.value == {"a": value} and type(loaded.value["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b: c\n  d: [e, {f: g}]\n",
        "{a: b, c: [d]}\n",
        "a:\n- b\n- c\n",
        "? a\n: b\n",
        "'a b': c\n",
        "12: a\n",
        "---\na: b\n...\n",
    ],
)
def test_shapes_are_those_of_pyyaml(text):
    expected = yaml.load(text, Loader=yaml.BaseLoader)
    assert str(read(text).value).replace("12", "'12'").replace("''", "'") == str(expected)


REFUSED = [
    # text, line, column, rule, part of the sentence
    ("a: &x b", 1, 4, "special-start", "starts with &"),
    ("a: *x", 1, 4, "special-start", "starts with *"),
    ("a: !!str b", 1, 4, "special-start", "starts with !"),
    ("a: !x", 1, 4, "special-start", "starts with !"),
    ("a: ! b", 1, 4, "special-start", "starts with !"),
    ("&x a: b", 1, 1, "special-start", "starts with &"),
    ("a: &x\n  b: c", 1, 4, "special-start", "starts with &"),
    ("a: &x [b]", 1, 4, "special-start", "starts with &"),
    ("a: b\n<<: {c: d}", 2, 1, "merge-key", "(<<)"),
    ("a: b\na: c", 2, 1, "duplicate-field", "(lines 1 and 2)"),
    ('a: b\n"a": c', 2, 1, "duplicate-field", "twice"),
    ("x:\n  - a: b\n    a: c", 3, 5, "duplicate-field", "(lines 2 and 3)"),
    ("x: {a: b, a: c}", 1, 11, "duplicate-field", "twice"),
    ("[a]: b", 1, 1, "yaml-syntax", "plain word"),
    ("a: b\n---\nc: d", 2, 1, "two-documents", "second document"),
    ("---\n---\nc: d", 2, 1, "two-documents", "second document"),
    ('a: "\\u202e"', 1, 5, "invisible-character", "(U+202E)"),
    ('a: "b \\0"', 1, 7, "invisible-character", "(U+0000)"),
    ('a: "b\n  c \\e"', 2, 5, "invisible-character", "(U+001B)"),
    ('a: "\\ud83d"', 1, 5, "backslash", "no such sign"),
    ('a: "\\U00110000"', 1, 5, "backslash", "no such sign"),
    ('a: "\\q"', 1, 5, "backslash", "no such sign"),
    ('a: "b\n  C:\\Users"', 2, 5, "backslash", "no such sign"),
    ('a: "\\xZZ"', 1, 5, "backslash", "no such sign"),
    ("%x\na: b", 1, 1, "special-start", "starts with %"),
    ("a: b\n  c: d", 2, 3, "indent", "starts with 2 spaces; line 1 starts with no space"),
    ("a:\n\t- b", 2, 1, "tab", "Line 2 starts with a tab"),
    ("a:\n  b: c\n\td: e", 3, 1, "tab", "Line 3 starts with a tab"),
    ("a: |\n  b\n\tc", 3, 1, "tab", "Line 3 starts with a tab"),
    ("a: ]", 1, 4, "special-start", "starts with ]"),
    ("a: [b,,c]", 1, 4, "bracket", "cannot be read"),
    ("a: {b: c", 1, 4, "bracket", "never closed"),
    (": a", 1, 1, "yaml-syntax", "does not fit"),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    ("text", "line", "column", "rule", "sentence"), REFUSED, ids=[repr(r[0])[:24] for r in REFUSED]
)
def test_refused(text, line, column, rule, sentence, parser):
    loaded = read(text, parser)
    assert loaded.value is None
    (found,) = loaded.diagnostics
    assert (found.position.line, found.position.column, found.rule) == (line, column, rule)
    assert sentence in found.message


# Texts that the two parsers word, or place, differently. What they say to a writer must be the same.
BROKEN = [r[0] for r in REFUSED] + [
    "summary: A\nnew line\nkind: x\n",
    "wards:\n  - a\n  b\nstage: x\n",
    "wards:\n- a\n-b\nstage: x\n",
    "i:\n  -id: x\n    title: y\n",
    "a: Name\nName\tCost\nCrossing\t12\nb: 2\n",
    "| a | b |\n|--|\nb: 1\n",
    "s: >\n  Long\n back\nk: v\n",
    "s: [x](http://a.b) is\nk: v\n",
    "s: ? what\nk: v\n",
    "Words here.\nIt is: x\n",
    "w: [bed\nk: v\n",
    's: "abc\nk: v\n',
    's: "abc\nk: "v"\n',
    "s: 'Cutty's Lane'\nk: v\n",
    "s: a: b\nk: v\n",
    "s: @a\n",
    "s: `a`\n",
    "s: %a\n",
    "a: b\t: c\n",
    "a: *\nb: c\n",
    "- a\nb: c\n",
    "a: b\n- c\n",
    "--- a\nb: c\n",
    "a: !<x\n",
    "a: |5x\n  b\n",
    "a: {b: c}}\n",
    '"a: b\nc: d\n',
    "a: b\n...\nc: d\n",
    "a : : b\n",
    "a: - b: c\n",
    "x" * 1100 + ": a\nb: c\n",
    'a: "\u201d\n',
    "{a: b\n",
    "[a\n",
    "",
    "\n\n",
    "#\n",
]


@pytest.mark.skipif(len(PARSERS) < 2, reason="this PyYAML has no parser in C")
@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text)[:30])
def test_both_parsers_say_the_same(text):
    one, other = (read(text, parser, places=True) for parser in PARSERS)
    assert one.diagnostics == other.diagnostics
    assert one.value == other.value


@pytest.mark.parametrize("parser", PARSERS)
def test_depth(parser):
    assert read("[" * LIMIT_DEPTH + "]" * LIMIT_DEPTH, parser).diagnostics == []
    (found,) = read("[" * (LIMIT_DEPTH + 1) + "]" * (LIMIT_DEPTH + 1), parser).diagnostics
    assert (found.rule, found.position.column) == ("too-deep", LIMIT_DEPTH + 1)


def test_length_of_one_text():
    assert read("a: " + "x" * LIMIT_VALUE).diagnostics == []
    (found,) = read("a: " + "x" * (LIMIT_VALUE + 1)).diagnostics
    assert (found.rule, found.position.column) == ("too-long", 4)


LOST = [
    # what is written, what readers would see, column (None: nothing is lost)
    ("See issue #4 for more", "See issue", 14),
    ("See issue # 4 for more", "See issue", 14),
    ("C# and F#", "C# and F#", None),
    ("Room 4 # a remark", "Room 4", None),
    ('"See issue #4"', "See issue #4", None),
    ("|\n  See issue #4\n", "See issue #4\n", None),
    ("[a, b #4\n  ]", ["a", "b"], 10),
    ("#hashtag", None, 4),
    ("a\n  b #c", "a b", 5),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("written", "seen", "column"), LOST, ids=[w[:16] for w, *_ in LOST])
def test_text_lost_behind_a_number_sign_is_a_warning(written, seen, column, parser):
    loaded = read(f"a: {written}", parser)
    assert loaded.value == {"a": seen}
    assert [(d.position.column, d.rule, d.severity) for d in loaded.diagnostics] == (
        [(column, "hash", Severity.warning)] if column else []
    )


def test_lines_of_ids():
    assert read("a:\n  - id: x\n    b: c\n  - b: c\n    id: y\nid: z\n").lines == {"x": 2, "y": 4, "z": 1}
