"""JSON Schemas (draft 2020-12) from the model, for editors that complete and check while a user types.

Only the schemas of the current versions are generated. Those of older versions are frozen, because files of
that version and other programs depend on them. `schemas/frozen.json` has their hashes, to detect changes.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ..model.council import Council
from ..model.edition import Edition
from ..model.fields import docstring_summary, spec_of
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.report import Report
from ..model.settings import Settings
from ..model.suggestion import Suggestion
from ..model.types import ONE_LINE

SCHEMAS: dict[str, type[BaseModel]] = {
    "plan": Plan,
    "guide": Guide,
    "council": Council,
    "council-settings": Settings,
    "suggestion": Suggestion,
    "report": Report,
    "edition": Edition,
}

RECORD = "schemas/frozen.json"
_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")

README = """# Schemas

Made from the model by `plans schema`; do not edit them. `plans schema --check` says whether they are up to date.

| file | for |
|---|---|
{rows}

Frozen, because older files and other programs rely on them (`frozen.json` has their hashes): {frozen}. `plans migrate` brings older files up to date.

They help an editor to complete and to check while you type. `plans check` is what counts: it also looks at ids, dates and links,
and says what is wrong in plain English.
"""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file, for example `plan`."""
    model = SCHEMAS[name]
    made = model.model_json_schema(schema_generator=_Labelled)
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"{file_name(name)}"}
    wrapped: dict[str, Any] = unwrapped(head | made)
    return wrapped


def unwrapped(value: Any) -> Any:
    """A schema whose descriptions have line breaks only between paragraphs; docstrings are wrapped in the
    source.
    """
    if isinstance(value, dict):
        return {
            name: (
                _LINE_BREAK.sub(" ", one)
                if name == "description" and isinstance(one, str)
                else unwrapped(one)
            )
            for name, one in value.items()
        }
    return [unwrapped(one) for one in value] if isinstance(value, list) else value


def file_name(name: str) -> str:
    """The name of a schema's file: its kind and the version of the template, for example `plan.v1.json`."""
    return f"{name}.v{_version(name)}.json"


def write_schemas(root: Path) -> list[str]:
    """Write every current schema, their README, and the hashes of the frozen ones below `root`; returns the
    paths.
    """
    made = _files(root)
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(made)


def problems(root: Path) -> list[str]:
    """What is out of date in the schemas below `root`, as sentences. A folder that never had an older schema
    needs none.
    """
    said = []
    record = _record(root)
    for path, known in record.items():
        if path not in _frozen():
            said.append(f"{path} is in {RECORD}, and there is no such older version of the template.")
        elif not (root / path).is_file():
            said.append(f"{path} is missing. Files of that version rely on it; bring it back from git.")
        elif _hash(root / path) != known:
            said.append(
                f"{path} is frozen, because files of that version rely on it, and it was changed. Bring it"
                " back from git."
            )
    said += [
        f"{path} is frozen, but {RECORD} does not say so. Run: plans schema"
        for path in _frozen()
        if (root / path).is_file() and path not in record
    ]
    for path, text in _files(root).items():
        if path != RECORD and (
            not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
        ):
            said.append(f"{path} does not say what the model says. Run: plans schema")
    return said


def _version(name: str) -> int:
    return int(spec_of(SCHEMAS[name], "schema_version").constant or 1)


def _frozen() -> list[str]:
    """The paths of the schemas of all older versions."""
    return [f"schemas/{name}.v{version}.json" for name in SCHEMAS for version in range(1, _version(name))]


def _record(root: Path) -> dict[str, str]:
    """The recorded hashes by path; {} if the record cannot be read, which `problems` reports."""
    try:
        said = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _hash(path: Path) -> str:
    """The hash of a text, independent of its line ends, which git may change."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _files(root: Path) -> dict[str, str]:
    made = {
        f"schemas/{file_name(name)}": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
        for name in SCHEMAS
    }
    # Recorded hashes stay: running this must not accept a changed frozen schema.
    record = {path: _hash(root / path) for path in _frozen() if (root / path).is_file()} | _record(root)
    rows = "\n".join(
        f"| `{file_name(name)}` | {docstring_summary(model).rstrip('.')} |" for name, model in SCHEMAS.items()
    )
    frozen = ", ".join(f"`{path.removeprefix('schemas/')}`" for path in sorted(record))
    return made | {
        RECORD: json.dumps(record, indent=2, sort_keys=True) + "\n",
        "schemas/README.md": README.format(rows=rows, frozen=frozen or "none so far"),
    }


class _Labelled(GenerateJsonSchema):
    """Adds the labels of choices to their schemas, and allows numbers for texts, as the loader does."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """The schema of a choice, with the label of each of its words as `x-labels`."""
        made = super().enum_schema(schema)
        return made | {"x-labels": [member.label for member in schema["members"]]}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """The schema of a text, which may be written as a number unless a pattern restricts it."""
        made = super().str_schema(schema)
        is_a_name = schema.get("pattern") not in (None, ONE_LINE)
        return made if is_a_name else made | {"type": ["string", "number"]}
