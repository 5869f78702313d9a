"""What the guides say is so: every command in them can be typed, every field, choice and check exists, every
example fits the template.

Rename a field, an option or a check, and the test fails at the line of the guide that still has the old name.
"""

import ast
import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest
from pydantic import ValidationError

import communityplans
from communityplans.cli import plans as command
from communityplans.model.fields import fields, iter_fields
from communityplans.model.types import NoneKnown, NotPublished
from communityplans.schema.field_reference import FILES
from communityplans.schema.rule_reference import words
from communityplans.source.files import SourceFile
from communityplans.source.markdown import front_matter
from communityplans.source.yaml import load

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted(ROOT.glob("guides/*/*.md"))
PARTS = list(
    dict.fromkeys(
        [model for _, model, _ in FILES]
        + [spec.part for _, model, _ in FILES for _, spec in iter_fields(model) if spec.part]
        + [NotPublished, NoneKnown]
    )
)
SPECS = [spec for part in PARTS for spec in fields(part)]
KEYS = {spec.key for spec in SPECS}
CHOICES = {one.value for spec in SPECS for one in spec.choices or ()}
LABELS = {one.label for spec in SPECS for one in spec.choices or ()}
VERBS = set(command.commands)
# What stands between marks of code and is neither a field nor a choice nor a check nor a command of ours.
OTHERS = {
    "git init",
    "git fetch --unshallow",
    "git sparse-checkout disable",
    "git lfs pull",
    "fetch-depth: 0",
    ".gitattributes",
    "main",
    "site",
    "preview",
    "review",
    "github",
    "gitlab",
    "PAGES",
    "act",
    "gitlab-ci-local",
    "https://gitlab.example.org/api/v4/projects/ID/ref/main/trigger/pipeline?token=TOKEN",
    "PREVIEW_REPOSITORY",
    "PREVIEW_URL",
    "PREVIEW_DEPLOY_KEY",
    "REVIEW_TOKEN",
    "true",
    "requirements.lock",
    "tools/",
    "tools/source",
    ".ci/install .venv",
    ".ci/install",
    ".whl",
    "wheel",
    "community-plans",
    "tel",
    "index.html",
    "404.html",
    "/edit/",
    "/auth",
    "/callback",
    "api",
    "public_repo",
    "make build",
    "March 2027",
    "Summer 2027",
    "by 2027-09-30",
    "12/03/2026",
    "in progres",
    "March 2026",
    "Summer 2026",
    "TBC",
    "plans",
    "guides",
}
PATHS = re.compile(r"(plans|guides|suggestions|schemas)/[\w/.-]*\Z")


def blocks(text, first):
    """Each block of code of a text: its first line in the file, and its words."""
    lines = text.split("\n")
    found, start = [], None
    for number, line in enumerate([*lines, "end"]):
        if line.startswith("    ") and (start is not None or number == 0 or not lines[number - 1].strip()):
            start = number if start is None else start
        elif start is not None and line.strip():
            found.append((first + start, "\n".join(one[4:] for one in lines[start:number]).rstrip()))
            start = None
    return found


def read(path):
    """The text of a guide, and the line of the file on which it begins."""
    _, body, line = front_matter(
        SourceFile(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    )
    return body, line


def wrong_command(text):
    """Why a command cannot be typed as it stands, or ""."""
    given = shlex.split(text)[1:]
    with click.Context(command) as context:
        try:
            rest = list(given)
            while rest and rest[0] == "--root":
                rest = rest[2:]
            here = command
            while isinstance(here, click.Group):
                if rest[0] not in here.commands:
                    return f"there is no command {rest[0]}"
                here, rest = here.commands[rest[0]], rest[1:]
            here.make_context(here.name, rest, parent=context)
        except click.ClickException as error:
            return error.format_message()
    return ""


def wrong_yaml(text):
    """Why some lines are no part of any file of ours, or "".

    Fields that must be there may be left out of an example.
    """
    loaded = load(SourceFile("plans/example.yml", text + "\n"))
    if loaded.value is None:
        return loaded.diagnostics[0].message
    value = loaded.value[0] if isinstance(loaded.value, list) else loaded.value
    fitting = [part for part in PARTS if set(value) <= {spec.key for spec in fields(part)}]
    problems = []
    for part in fitting:
        try:
            part.__pydantic_validator__.validate_python(value)
            return ""
        except ValidationError as error:
            left = [one for one in error.errors() if one["type"] != "missing"]
            if not left:
                return ""
            problems.append(f"{part.__name__}: {left[0]['loc']}: {left[0]['msg']}")
    return problems[0] if problems else f"no group of fields has {', '.join(value)}"


def wrong_block(text):
    """Why a block of code is not so, or "".

    Messages must be of a check; what `plans review` says is tested where it is made.
    """
    if text.startswith("plans "):
        return (
            "; ".join(filter(None, map(wrong_command, text.splitlines())))
            if "plans/" not in text.split(" ")[0]
            else ""
        )
    said = re.search(r"\[([a-z-]+)\]$", text)
    if said:
        if said[1] not in words():
            return f"there is no check {said[1]}"
        sentence = re.sub(r"^\S+:\d+:\d+: \w+: ", "", text[: said.start()].strip())
        return "" if any(one.fullmatch(sentence) for one in messages()) else f"no check says: {sentence}"
    if re.match(r"-? ?[a-z_]+:(\s|$)", text.lstrip()):
        return wrong_yaml(re.sub(r"^  (?=\w)", "", text, flags=re.M) if text.startswith("  ") else text)
    return ""


@cache
def messages():
    """Every sentence that the program can say, with room for what differs from time to time."""
    found = set()
    for module in Path(communityplans.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.add(
                    "".join(
                        re.escape(one.value) if isinstance(one, ast.Constant) else ".+" for one in node.values
                    )
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
    return [re.compile(one, re.DOTALL) for one in found if len(one) > 30]


def wrong_word(word):
    """Why a word between marks of code is not ours, or ""."""
    if word in KEYS | CHOICES | words() | OTHERS or PATHS.match(word) or word[0] in "#[!*|":
        return ""
    if word.split(" ")[0] == "plans" and len(word.split()) > 1:
        return (
            wrong_command(word)
            if "-" in word
            else ""
            if word.split()[1] in VERBS
            else f"there is no command {word}"
        )
    if word.startswith("--"):
        options = {name for one in command.commands.values() for param in one.params for name in param.opts}
        return "" if word.split()[0] in options else f"there is no option {word}"
    named = re.match(r"([a-z_]+): \S", word)
    if named and named[1] in KEYS:
        return wrong_yaml(word)
    return f"nothing is called {word}"


@pytest.mark.parametrize("path", GUIDES, ids=lambda p: p.relative_to(ROOT / "guides").as_posix())
def test_every_example_is_so(path):
    body, first = read(path)
    found = [(line, wrong_block(text)) for line, text in blocks(body, first)]
    assert [f"{path.relative_to(ROOT)}:{line}: {why}" for line, why in found if why] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda p: p.relative_to(ROOT / "guides").as_posix())
def test_every_name_is_so(path):
    body, first = read(path)
    prose = [
        (number, line) for number, line in enumerate(body.split("\n"), first) if not line.startswith("    ")
    ]
    found = [(number, wrong_word(word)) for number, line in prose for word in re.findall(r"`([^`]+)`", line)]
    assert [f"{path.relative_to(ROOT)}:{number}: {why}" for number, why in found if why] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("plans chekc", "there is no command chekc"),
        ("plans publish --titel x", "--titel"),
        ("plans suggestion old x", "there is no command old"),
        ("titel: A\nsummary: B", "no group of fields has titel, summary"),
        ("decision: agred\nreason: x\nby: y", "decision"),
        ("about: hill\nkind: urgent\nreason: x", "kind"),
        ("x.yml:1:2: error: Wrong. [no-such-check]", "there is no check no-such-check"),
        ("x.yml:1:2: error: This was never said by anybody. [change-note]", "no check says: This was never"),
        ("pre_election:\n  - election: x\n    notise: 2027-03-22", "notise"),
    ],
)
def test_what_is_not_so_is_found(text, why):
    assert why in wrong_block(text)


@pytest.mark.parametrize("word", ["no_such_field", "plans chekc", "--no-such-option", "agred"])
def test_a_wrong_name_is_found(word):
    assert wrong_word(word)


@pytest.mark.parametrize(
    "task",
    [
        "councillors/propose-a-change",
        "editors/review-a-proposal",
        "publishers/publish-an-edition",
        "editors/answer-a-suggestion",
        "editors/set-up-a-council",
    ],
)
def test_there_is_a_guide_for_each_task(task):
    assert ROOT / f"guides/{task}.md" in GUIDES
    assert any(text for _, text in blocks(*read(ROOT / f"guides/{task}.md")))
