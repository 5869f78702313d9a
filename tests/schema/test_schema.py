"""The JSON Schemas: valid themselves, accept what the loader accepts, and once superseded they never change."""

import json
import shutil
from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from communityplans.cli import plans as command
from communityplans.content.load import kind_of
from communityplans.content.migrations import migrate
from communityplans.model.edition import Edition
from communityplans.schema.json_schema import SCHEMAS, file_name
from communityplans.source.files import decode
from communityplans.source.markdown import front_matter
from communityplans.source.yaml import load

ROOT = Path(__file__).resolve().parents[2]
ALL = sorted(ROOT.glob("schemas/*.v*.json"))
FILES = [
    path
    for pattern in (
        "plans/*.yml",
        "plans/editions/*.yml",
        "guides/*/*.md",
        "tests/fixtures/council/plans/*.yml",
        "tests/fixtures/council/guides/*/*.md",
        "tests/content/valid/*",
        "tests/content/version-1/*.yml",
        "tests/content/council.yml",
        "tests/cases/**/*.yml",
    )
    for path in sorted(ROOT.glob(pattern))
]


def home(path: Path) -> str:
    """Where a content file would stand."""
    return f"guides/councillors/{path.name}" if path.suffix == ".md" else f"plans/{path.name}"


def as_json(value):
    """What an editor sees: exact decimals are numbers."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    return (
        [as_json(one) for one in value]
        if isinstance(value, list)
        else float(value)
        if isinstance(value, Decimal)
        else value
    )


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """What an editor does with a schema."""
    return jsonschema.Draft202012Validator(json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8")))


def check(root: Path):
    return CliRunner().invoke(command, ["--root", str(root), "schema", "--check"], standalone_mode=False)


@pytest.fixture
def copy(tmp_path):
    """A folder with the schemas, to be spoilt."""
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return tmp_path


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_a_schema_is_a_schema(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_the_loader_accepts_the_schema_accepts(path):
    """An editor must not underline what `plans check` lets pass."""
    file, _ = decode(home(path), path.read_bytes())
    model = Edition if path.parent.name == "editions" else kind_of(file.path)
    fields = load(front_matter(file)[0] if path.suffix == ".md" else file).value
    migrate(model, fields)
    name = next(name for name, kind in SCHEMAS.items() if kind is model)
    found = validator(file_name(name)).iter_errors(as_json(fields))
    assert [(list(e.absolute_path), e.message[:300]) for e in found] == []


@pytest.mark.parametrize("path", [p for p in FILES if "version-1" in p.parts], ids=lambda p: p.name)
def test_an_old_file_fits_its_own_schema(path):
    file, _ = decode(home(path), path.read_bytes())
    fields = load(file).value
    assert not list(
        validator("plan.v1.json").iter_errors(as_json({k: v for k, v in fields.items() if v is not None}))
    )


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": None}, ["title"]),
        ({"plan_kind": "comunity_plan"}, ["plan_kind"]),
        ({"wards": []}, ["wards"]),
        ({"colour": "red"}, []),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(change, where):
    file, _ = decode("plans/small.yml", (ROOT / "tests/content/version-1/small.yml").read_bytes())
    fields = load(file).value
    migrate(kind_of(file.path), fields)
    assert [
        list(e.absolute_path) for e in validator(file_name("plan")).iter_errors(as_json(fields | change))
    ] == [where]


def test_the_schemas_are_up_to_date():
    result = check(ROOT)
    assert (result.return_value, result.stdout) == (0, "")


def test_a_schema_that_differs_from_the_model_is_noticed(copy):
    path = copy / "schemas" / file_name("plan")
    path.write_text(
        path.read_text(encoding="utf-8").replace("community_plan", "communal_plan"), encoding="utf-8"
    )
    result = check(copy)
    assert result.return_value == 1
    assert result.stdout == f"schemas/{path.name} does not say what the model says. Run: plans schema\n"


def test_a_frozen_schema_that_was_changed_is_noticed_and_stays_so(copy):
    path = copy / "schemas" / "plan.v1.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    for _ in range(2):
        result = check(copy)
        assert result.return_value == 1
        assert result.stdout.startswith("schemas/plan.v1.json is frozen")
        CliRunner().invoke(command, ["--root", str(copy), "schema"], standalone_mode=False)


def test_a_frozen_schema_that_is_missing_is_noticed(copy):
    (copy / "schemas" / "plan.v1.json").unlink()
    result = check(copy)
    assert result.return_value == 1
    assert result.stdout.startswith("schemas/plan.v1.json is missing")


def test_every_older_schema_of_ours_is_on_record():
    older = {
        f"schemas/{name}.v{n}.json"
        for name in SCHEMAS
        for n in range(1, int(file_name(name).split(".v")[1].split(".")[0]))
    }
    assert set(json.loads((ROOT / "schemas" / "frozen.json").read_text(encoding="utf-8"))) == older


def test_a_council_that_starts_today_needs_no_older_schema(tmp_path):
    assert (
        CliRunner().invoke(command, ["--root", str(tmp_path), "schema"], standalone_mode=False).return_value
        == 0
    )
    assert check(tmp_path).return_value == 0
    assert not (tmp_path / "schemas" / "plan.v1.json").exists()


def test_a_schema_that_was_just_superseded_is_put_on_record(copy):
    (copy / "schemas" / "frozen.json").unlink()
    assert "does not say so" in check(copy).stdout
    CliRunner().invoke(command, ["--root", str(copy), "schema"], standalone_mode=False)
    assert (copy / "schemas" / "frozen.json").read_bytes() == (ROOT / "schemas" / "frozen.json").read_bytes()


def test_line_ends_do_not_matter_to_the_record(copy):
    path = copy / "schemas" / "plan.v1.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(copy).return_value == 0


def test_editors_are_told_which_schema_is_for_which_file():
    mapping = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert set(mapping) == {
        f"./schemas/{file_name(name)}" for name in SCHEMAS if name not in ("guide", "report")
    }  # Their fields stand in Markdown.

    def meant_for(path: str, patterns: str | list[str]) -> bool:
        patterns = [patterns] if isinstance(patterns, str) else patterns
        return any(fnmatch(path, p) for p in patterns if p[0] != "!") and not any(
            fnmatch(path, p[1:]) for p in patterns if p[0] == "!"
        )

    for path in ROOT.glob("plans/*.yml"):
        chosen = [
            name
            for name, patterns in mapping.items()
            if meant_for(path.relative_to(ROOT).as_posix(), patterns)
        ]
        assert [SCHEMAS[Path(name).name.split(".")[0]] for name in chosen] == [
            kind_of(path.relative_to(ROOT).as_posix())
        ]
