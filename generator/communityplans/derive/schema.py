"""JSON Schemas (2020-12) from the model, for editors that complete and check while somebody types."""

import json
from pathlib import Path

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from ..model.council import Council
from ..model.fields import fields
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.settings import Settings

SCHEMAS: dict[str, type[BaseModel]] = {"plan": Plan, "guide": Guide, "council": Council, "council-settings": Settings}

README = """# Schemas

Made from the model by `plans schema`; do not edit them. `plans schema --check` says whether they are up to date.

| file | for |
|---|---|
{rows}

They help an editor to complete and to check while you type. `plans check` is what counts: it also looks at ids, dates and links,
and says what is wrong in plain English.
"""


def schema(name: str) -> dict:
    """The JSON Schema of one kind of file, for example `plan`."""
    model = SCHEMAS[name]
    made = model.model_json_schema(schema_generator=_Labelled)
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"{file_name(name)}"}
    return head | made


def file_name(name: str) -> str:
    """The name of a schema's file: its kind and the version of the template, for example `plan.v1.json`."""
    version = next(f.constant for f in fields(SCHEMAS[name]) if f.key == "schema_version")
    return f"{name}.v{version}.json"


def write_schemas(root: Path) -> list[str]:
    """Write every schema and their README below `root`; the paths written."""
    made = _files()
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(made)


def stale(root: Path) -> list[str]:
    """The paths whose files are missing or differ from what the model says."""
    return [path for path, text in _files().items() if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text]


def _files() -> dict[str, str]:
    made = {f"schemas/{file_name(name)}": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n" for name in SCHEMAS}
    rows = "\n".join(f"| `{file_name(name)}` | {(model.__doc__ or '').splitlines()[0].rstrip('.')} |" for name, model in SCHEMAS.items())
    return made | {"schemas/README.md": README.format(rows=rows)}


class _Labelled(GenerateJsonSchema):
    """Adds to each list of words the labels that readers see."""

    def enum_schema(self, schema):
        made = super().enum_schema(schema)
        return made | {"x-labels": [member.label for member in schema["members"]]}
