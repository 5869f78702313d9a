"""What a place in the settings means at which words were taken down: which document, which item in it, and
which values stand there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from ..content.documents import Content, Document
from ..content.relative_paths import image_references
from ..i18n import _
from ..model.dates import display_day
from ..model.fields import FieldSpec, fields
from ..model.settings import Withheld as Place
from ..model.types import NoneKnown, NotPublished
from ..source.files import IMAGE_ENDINGS
from .document_diff import section_lines
from .edition_list import NAME, PublishedEdition

# The field of a guide or report that means the text below its fields, and of a picture that means the
# picture.
TEXT, PICTURE = "text", "picture"

# The types of leaves in whose place a sentence can stand.
SENTENCES = frozenset({"text", "prose", "when", "money", "url", "email", "phone"})
# What a document cannot do without, or what holds no words of anybody.
NEVER = {
    "id": "it is the address of the item, and names it in other files",
    "constant": "it is the version of the template",
    "choice": "it is one of the words of this program, which name nobody",
    "status": "it is one of the words of this program, which name nobody",
    "manifest": "it pins what was published",
}


@dataclass(frozen=True)
class RedactionTarget:
    """What the item of a place means. kind: plan, council, guide, report, suggestion, picture or edition.

    `name` is the short name (of a picture its path) and `id` the item inside, or "".
    """

    kind: str
    name: str
    id: str = ""


_FOLDERS = {"guides": "guide", "reports": "report", "suggestions": "suggestion"}


def target_of(item: str) -> RedactionTarget:
    """What an item in the settings means: `hill/crossing`, `council/hill`, `guides/officers/start`,
    `2026-11-22`, or a picture by its path.
    """
    if item.endswith(IMAGE_ENDINGS):
        return RedactionTarget("picture", item)
    if NAME.match(item):
        return RedactionTarget("edition", item)
    first, _slash, rest = item.partition("/")
    if first in _FOLDERS and rest:
        parts = rest.split("/")
        steps = 2 if first == "guides" else 1
        return RedactionTarget(_FOLDERS[first], "/".join(parts[:steps]), "/".join(parts[steps:]))
    return (
        RedactionTarget("council", "", rest) if first == "council" else RedactionTarget("plan", first, rest)
    )


def redaction_text(place: Place) -> str:
    """What stands where the words were."""
    return _("Removed on {day}, because {reason}.").format(
        day=display_day(place.on), reason=place.reason[:1].lower() + place.reason[1:].rstrip(".")
    )


def values_at(document: Document, place: Place) -> Iterator[Any]:
    """Every value that stands at a place of a document; a group of fields by its values, a text by its lines."""
    target = target_of(place.item)
    if place.field == TEXT and target.kind in ("guide", "report"):
        yield from _text_at(document.body, place)
        return
    for spec, value in leaves_at(document.model, place):
        if why_not(spec, value) == "":
            yield value


def leaves_at(model: BaseModel, place: Place) -> Iterator[tuple[FieldSpec, Any]]:
    """Every value at a place of a model, with its field; a group of fields by its values."""
    for thing in _things(model, target_of(place.item).id):
        yield from _leaves(_at(thing, place.field.split(".")))


def why_not(spec: FieldSpec, value: Any) -> str:
    """Why a value cannot be taken down, as the end of a sentence; "" if it can."""
    if (
        isinstance(value, NotPublished | NoneKnown)
        or spec.leaf is None
        or spec.leaf.name in SENTENCES
        or (spec.gap and not spec.many)
    ):
        return ""
    if spec.leaf.name in NEVER:
        return NEVER[spec.leaf.name]
    return "a file without it cannot be read" if spec.required or (spec.many and spec.least) else ""


def is_in(target: RedactionTarget, document: Document, names: set[str]) -> bool:
    """Whether a document is the one that a target means; `names` are those of a plan."""
    path = document.source.path
    if target.kind == "plan":
        return path.startswith("plans/") and document.slug in names
    if target.kind == "council":
        return path == "plans/council.yml"
    folder = {kind: folder for folder, kind in _FOLDERS.items()}.get(target.kind)
    if target.kind == "picture":
        return path.startswith("guides/") and target.name in image_references(document)
    return folder is not None and path.startswith(f"{folder}/") and document.slug == target.name


def _text_at(body: str, place: Place) -> list[str]:
    """The words that a place means in a text: all of it, or what stands under a heading."""
    lines = body.split("\n")
    if place.section is None:
        return [body.strip()] if body.strip() else []
    found = ("\n".join(lines[start:end]).strip() for start, end in section_lines(body, place.section))
    return [words for words in found if words]


def _things(model: BaseModel, id: str) -> Iterator[BaseModel]:
    if not id or getattr(model, "id", None) == id:
        yield model
        return
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from _things(one, id)


def _at(model: BaseModel, steps: list[str]) -> Iterator[tuple[FieldSpec, Any]]:
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if spec.key == steps[0] and value is not None:
            for one in value if isinstance(value, tuple) else (value,):
                if len(steps) == 1:
                    yield spec, one
                elif isinstance(one, BaseModel):
                    yield from _at(one, steps[1:])


def _leaves(found: Iterator[tuple[FieldSpec, Any]]) -> Iterator[tuple[FieldSpec, Any]]:
    for spec, value in found:
        if isinstance(value, BaseModel):
            yield from _leaves(
                (inner, one) for inner in fields(type(value)) for one in _several(getattr(value, inner.name))
            )
        else:
            yield spec, value


def _several(value: Any) -> tuple:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def found_at(content: Content, editions: Iterable[PublishedEdition], place: Place) -> Iterator[Any]:
    """Every value that stands at a place, in the files at hand and in all editions: of a picture, itself or
    the sentence in its place.
    """
    target = target_of(place.item)
    for document in documents_of(content, editions, target):
        if target.kind == "picture":
            yield from (redaction_text(place),) if redaction_text(place) in document.body else ()
        elif isinstance(document, PublishedEdition):
            yield from (
                value for spec, value in leaves_at(document.model, place) if why_not(spec, value) == ""
            )
        else:
            yield from values_at(document, place)
    if target.kind == "picture":
        yield from (
            picture
            for one in (content, *(edition.content for edition in editions))
            for path, picture in one.assets.items()
            if path == target.name
        )


def documents_of(
    content: Content, editions: Iterable[PublishedEdition], target: RedactionTarget
) -> Iterator[Any]:
    """The documents that a target means, in the files at hand and in all editions; or the edition, or the
    guides that may show a picture.
    """
    editions = list(editions)
    if target.kind == "edition":
        yield from (edition for edition in editions if edition.id == target.name)
        return
    for one in (content, *(edition.content for edition in editions)):
        lists: dict[str, tuple] = {
            "plan": one.plans,
            "guide": one.guides,
            "picture": one.guides,
            "report": one.reports,
            "suggestion": one.suggestions,
            "council": (one.council,) if one.council else (),
        }
        yield from (
            document
            for document in lists[target.kind]
            if target.kind in ("council", "picture") or document.slug == target.name
        )
