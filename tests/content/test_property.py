"""Whatever a file says, it becomes a document or diagnostics: never an exception, never neither, and never
half of each.

The short run is part of `make test`; the long one looks at fifty times as many files.
"""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communityplans.content.load import load
from communityplans.content.migrations import STEPS, migrate
from communityplans.model.fields import iter_fields
from communityplans.model.plan import Plan
from communityplans.rules import check
from communityplans.source.diagnostic import Severity, in_order
from communityplans.source.diagnostic_formats import FORMATS
from communityplans.source.files import SourceFile, decode
from communityplans.source.yaml import load as load_yaml
from communityplans.source.yaml_roundtrip import YAMLError, edit_yaml

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
COUNCIL = SourceFile("plans/council.yml", (HERE / "council.yml").read_text(encoding="utf-8"))
PLAN = load_yaml(
    SourceFile("plans/small.yml", (HERE / "version-1" / "small.yml").read_text(encoding="utf-8"))
).value
migrate(Plan, PLAN)
KEYS = sorted({spec.key for _, spec in iter_fields(Plan)})
LONG = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SHORT = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

# Pieces of YAML and of plans, glued at random: more of these go deep into the reader than random signs do.
PIECES = st.sampled_from(
    [
        "title",
        "summary",
        "investments",
        "id",
        "status",
        "sources",
        "schema_version",
        "kind",
        ":",
        ": ",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "- ",
        "-",
        "\t",
        "#",
        " # ",
        "'",
        '"',
        "\\",
        "[",
        "]",
        "{",
        "}",
        ",",
        "|",
        ">",
        "|-\n  ",
        "&a",
        "*a",
        "!x",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "<<",
        "---",
        "...",
        "~",
        "true",
        "yes",
        "12",
        "1.50",
        "0x1f",
        "2026-11-22",
        "2026-02-31",
        "£5",
        "“",
        "”",
        "•",
        "é",
        "\u200b",
        "\U0001f600",
        "\\x41",
        "\\U00110000",
        "<html>",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "| a | b |",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=40),
    st.dates(),
    st.sampled_from(
        [
            "2026-11-22",
            "by 2026-09-30",
            "Summer 2025",
            "2023/24",
            "about 12000",
            "10000 to 20000",
            "TBC",
            "unknown",
            "in_progress",
            "https://www.example.org",
        ]
    ),
)
NAMES = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from(["not_published", "none_reason", "as_of", "kind", "agreed_with"]),
    st.text(max_size=12),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)


def as_yaml(value) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def becomes_something(file: SourceFile) -> None:
    """A file is a document or has errors, and everything that can be said of it can be said in every form."""
    content, found = load([COUNCIL, file])
    errors = [d for d in found if d.severity is Severity.error and d.position.path == file.path]
    documents = [d for d in content.documents if d.source.path == file.path]
    assert bool(errors) != bool(documents), (errors, documents)
    found = in_order(found + check(content, TODAY))
    lines = file.content.split("\n")
    for one in found:
        assert one.message and one.rule
        if one.position.path == file.path:
            assert 1 <= one.position.line <= len(lines) + 1
            assert one.position.column >= 1 and one.position.end >= (one.position.line, one.position.column)
    for form in FORMATS.values():
        said = form(found, {file.path: file, COUNCIL.path: COUNCIL})
        assert not any("\x00" <= sign < " " for sign in said.replace("\n", "").replace("\t", ""))
    json.loads(FORMATS["json"](found, {}))


def arbitrary_bytes(data: bytes) -> None:
    file, problems = decode("plans/a.yml", data)
    assert (file is None) == bool(problems)
    if file:
        becomes_something(file)


def arbitrary_text(text: str) -> None:
    arbitrary_bytes(text.encode("utf-8", "surrogatepass"))


def arbitrary_structure(value) -> None:
    arbitrary_text(as_yaml(value))


def one_field_changed(change) -> None:
    key, value = change
    arbitrary_text(as_yaml(PLAN | {key: value}))


def older(plan: dict) -> None:
    """Whatever a file of version 1 says, it is read, and changing it with its remarks gives what reading it
    gives.
    """
    text = as_yaml(plan | {"schema_version": 1})
    file, _ = decode("plans/a.yml", text.encode())
    if file is None:
        return
    becomes_something(file)
    said = load_yaml(file).value
    if type(said) is not dict:
        return
    assert migrate(Plan, said) == list(STEPS[Plan])
    try:
        new = edit_yaml(file.content, lambda fields: migrate(Plan, fields))
    except YAMLError:
        return
    assert load_yaml(SourceFile("plans/a.yml", new)).value == said


def guide(text: str) -> None:
    file, _ = decode(
        "guides/councillors/a.md", b"---\nschema_version: 1\n" + text.encode("utf-8", "surrogatepass")
    )
    if file:
        load([COUNCIL, file])


ALL = {
    "bytes": (arbitrary_bytes, st.binary(max_size=200)),
    "text": (arbitrary_text, TEXTS),
    "structure": (arbitrary_structure, VALUES),
    "field": (one_field_changed, st.tuples(st.sampled_from(KEYS), VALUES)),
    "older": (
        older,
        st.dictionaries(NAMES, VALUES, max_size=5)
        | st.builds(
            lambda agreed: {"kind": "community_plan", "shared_issues": [{"id": "a", "agreed_with": agreed}]},
            st.lists(LEAVES, max_size=4) | VALUES,
        ),
    ),
    "guide": (guide, TEXTS),
}
each = pytest.mark.parametrize("name", ALL)


@each
def test_anything_becomes_a_document_or_diagnostics(name):
    looked_at, strategy = ALL[name]
    SHORT(given(strategy)(looked_at))()


@pytest.mark.parametrize(
    "text", ["? #0", 'a: "x\\r"\n', ": x\n", "schema_version: [1]\n", "schema_version: {a: 1}\n"], ids=repr
)
def test_what_was_found_once(text):
    arbitrary_text(text)


@pytest.mark.long
@each
def test_anything_becomes_a_document_or_diagnostics_many_times(name):
    looked_at, strategy = ALL[name]
    LONG(given(strategy)(looked_at))()
