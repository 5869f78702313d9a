"""Every file in valid/ has no error; every file in invalid/ has just the problems that its `# expect:` lines
name. See README.md.
"""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from communityplans.source.diagnostic import Severity

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
VALID = sorted((HERE / "valid").iterdir())
INVALID = sorted((HERE / "invalid").iterdir())
EXPECT = re.compile(r"# expect: (\d+):(\d+) (warning )?([a-z-]+)(?: \| ([^|]*))?(?: \| (.*))?$")
# Words of programmers. A councillor never reads them in a message.
FORBIDDEN = re.compile(
    r"\b(mapping|scalar|token|literal|pydantic|sequence|node|parser?|parsing|dict|str|tuple|int|None|null|NoneType|schema|regex|string)\b"
)


def place_for(case: Path) -> str:
    return f"guides/councillors/{case.name}" if case.suffix == ".md" else f"plans/{case.name}"


def expected(case: Path) -> list[tuple]:
    lines = [line for line in case.read_text(encoding="utf-8").split("\n") if line.startswith("# expect")]
    matches = [EXPECT.match(line) for line in lines]
    assert all(matches), (
        f"{case.name}: write # expect: LINE:COLUMN RULE | part of the sentence | part of the fix"
    )
    return sorted(
        (
            int(m[1]),
            int(m[2]),
            "warning" if m[3] else "error",
            m[4],
            (m[5] or "").strip(),
            (m[6] or "").strip(),
        )
        for m in matches
    )


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def either_parser(request, monkeypatch):
    """Run the test with PyYAML's parser in C, and again with the one in Python."""
    if not hasattr(yaml, request.param):
        pytest.skip("this PyYAML has no parser in C")
    monkeypatch.setattr("communityplans.source.yaml.FASTEST", getattr(yaml, request.param))


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_a_valid_case_has_no_error(case: Path, check, either_parser):
    found = check(case.read_bytes(), place_for(case))
    assert [d for d in found if d.severity is not Severity.note] == []


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_an_invalid_case_has_just_what_it_expects(case: Path, check, either_parser):
    wanted = expected(case)
    assert wanted, f"{case.name} has no line # expect: ..."
    warnings = {(line, column, rule) for line, column, severity, rule, *_ in wanted if severity == "warning"}
    found = [
        d
        for d in check(case.read_bytes(), place_for(case))
        if d.severity is Severity.error
        or (d.severity is Severity.warning and (d.position.line, d.position.column, d.rule) in warnings)
    ]
    said = [(d.position.line, d.position.column, d.severity.name, d.rule) for d in found]
    assert sorted(said) == [one[:4] for one in wanted], "\n".join(
        f"{d.position.line}:{d.position.column} {d.rule}: {d.message}" for d in found
    )
    for line, column, _, rule, sentence, fix in wanted:
        near = [d for d in found if (d.position.line, d.position.column, d.rule) == (line, column, rule)]
        assert any(sentence in d.message and fix in d.fix for d in near), [(d.message, d.fix) for d in near]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_messages_are_in_plain_words(case: Path, check):
    for found in check(case.read_bytes(), place_for(case)):
        assert_plain(found)


def test_the_walk_for_plain_words_can_fail():
    assert FORBIDDEN.search("expected a mapping node") and not FORBIDDEN.search(
        "The notes and strings of lights"
    )


def assert_plain(found) -> None:
    """A problem is said in one or two sentences, in plain words, under a rule that is a word."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", found.rule), found.rule
    assert not FORBIDDEN.search(found.message), found.message
    assert not FORBIDDEN.search(re.sub(r"[“\"].*", "", found.fix)), found.fix
    assert re.search(r"[.?)”]$", found.message), found.message
    assert found.message[0].isupper() or found.message[0] in '“"', found.message
    bare = re.sub(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)", "", found.message)
    assert len(re.findall(r"[.?!](?=\s|$)", bare)) <= 2, found.message
