"""An edition: what the council published on a day, as a small reviewed file
(`plans/editions/2026-11-22.yml`).
"""

import re
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from .field_error import FieldError
from .succession import Approval
from .types import Day, Leaf, OrGap, Part, Prose, Text

_BLOB = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?\Z")
_PATH = re.compile(r"(plans|guides)/[a-z0-9/-]+\.[a-z]+\Z")


def _manifest(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise FieldError(
            "manifest",
            "This must list the published files, each with its blob id. Only `plans publish` writes it.",
        )
    for path, blob in value.items():
        if not isinstance(path, str) or not _PATH.match(path):
            raise FieldError(
                "manifest", f"“{str(path)[:80]}” is not the path of a plan, a guide or council.yml."
            )
        if not isinstance(blob, str) or not _BLOB.match(blob):
            raise FieldError(
                "manifest",
                f"The blob id of {path} must be 40 digits and letters a to f, in quotes if it has only"
                " digits.",
            )
    return dict(value)


Manifest = Annotated[
    dict[str, str],
    Leaf("manifest"),
    PlainValidator(_manifest),
    WithJsonSchema(
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{40,64}$"},
        }
    ),
]


class Edition(Part):
    """What was published on a day. The file's name is the day; a second edition on a day ends in -2."""

    schema_version: Literal[1] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[1],
    )
    title: Text = Field(title="Title", description="What the edition is called.", examples=["Autumn 2026"])
    note: Prose = Field(
        title="Note",
        description="What is new, in a few sentences for residents.",
        examples=["Two play areas have new dates."],
    )
    approved: OrGap[Approval] = Field(title="Approved", description="Who approved it, and by which decision.")
    compiled: Day | None = Field(
        None,
        title="Put together on",
        description="If it was put together later than its day: when.",
        examples=["2026-11-22"],
    )
    documents: Manifest = Field(
        title="Documents",
        description="Every published file with its git blob id, which pins its exact bytes.",
        examples=[{"plans/bedwell-and-pin-green.yml": "0123456789abcdef0123456789abcdef01234567"}],
    )
