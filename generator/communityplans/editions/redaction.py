"""Passages that were taken down: the words at a place give way to "Removed on ..., because ...", in every
text, old and new.

The settings keep the place and never the words. One pass over the documents, before anything is compared or
shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from ..content.documents import Content, Document, image_references, resolve_relative
from ..i18n import _
from ..model.dates import FuzzyDate, display_day
from ..model.fields import FieldSpec, fields
from ..model.money import Money
from ..model.settings import Withheld as Place
from ..model.types import NoneKnown, NotPublished, Redacted, WithheldText
from ..source.files import IMAGE_ENDINGS
from .document_diff import section_lines
from .edition_list import NAME, PublishedEdition
from .plan_renames import slugs_over_time

# What a place in the settings means at which words were taken down: which document, which item in it, and
# which values stand there.


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


# What can stand in the place of a value, by its leaf.
_IN_PLACE: dict[str, Callable[[str, date], Any]] = {
    "text": lambda words, on: words,
    "prose": lambda words, on: words,
    "when": lambda words, on: FuzzyDate(words),
    "money": lambda words, on: Money(words),
    "url": lambda words, on: WithheldText(words),
    "email": lambda words, on: WithheldText(words),
    "phone": lambda words, on: WithheldText(words),
}
_IMAGE = re.compile(r"!\[(?:[^\[\]\\]|\\.)*\](?:\([^()]*\)|\[(?P<ref>[^\[\]]*)\])?")
_ASKED = re.compile(r"\]\([ \t]*(?:<([^<>]*)>|([^\s()]*))")
_DEFINED = re.compile(r"^[ \t]*\[([^\[\]]+)\]:[ \t]*<?([^\s<>]+)>?", re.MULTILINE)


def meant_on(place: Place, day: date) -> bool:
    """Whether a place is hidden in what was said on a day."""
    return place.until is None or day < place.until


def redact(
    content: Content, places: Iterable[Place], day: date, *, blobs: frozenset[str] = frozenset()
) -> Content:
    """The content without the withheld words, as of a day.

    `formerly` of each plan says under which names it is meant too.

    Args:
        content: What may hold them.
        places: Where they stand, as the settings say.
        day: Whoever compares two contents masks both as of the same day.
        blobs: Pictures that are hidden elsewhere, and so here too, whatever their name.
    """
    meant = tuple(place for place in places if meant_on(place, day))
    hidden = blobs | picture_blobs([content], meant)
    for place in meant:
        target = target_of(place.item)
        names = _names(target.name, content) if target.kind == "plan" else set()
        content = _masked_content(content, place, target, names)
    return _without_pictures(content, hidden) if hidden else content


def redact_editions(
    editions: Iterable[PublishedEdition], places: tuple[Place, ...], working: Content
) -> list[PublishedEdition]:
    """The editions without the withheld words: those of their documents, plans under all their names, and of
    the editions themselves.
    """
    editions = list(editions)
    if not places:
        return editions
    targets = {place: target_of(place.item) for place in places}
    names = {
        place: _names(target.name, working) for place, target in targets.items() if target.kind == "plan"
    }
    kept: dict[tuple[int, tuple[Place, ...]], Document] = {}
    blobs = frozenset().union(
        *(
            picture_blobs([edition.content], [place for place in places if meant_on(place, edition.day)])
            for edition in editions
        )
    )
    masked = []
    for edition in editions:
        meant = tuple(place for place in places if meant_on(place, edition.day))
        content, model = edition.content, edition.model

        def each(documents: tuple, meant: tuple[Place, ...] = meant) -> tuple:
            done = []
            for document in documents:
                here = tuple(
                    place for place in meant if is_in(targets[place], document, names.get(place, set()))
                )
                key = (id(document), here)
                if key not in kept:
                    kept[key] = document
                    for place in here:
                        kept[key] = _masked(kept[key], place)
                done.append(kept[key])
            return tuple(done)

        council = each((content.council,))[0] if content.council else None
        content = replace(
            content,
            council=council,
            plans=each(content.plans),
            guides=each(content.guides),
            reports=each(content.reports),
        )
        for place in meant:
            if targets[place].kind == "edition" and place.item == edition.id:
                model = _hide(model, place.field.split("."), place)
        masked.append(
            replace(edition, content=_without_pictures(content, blobs) if blobs else content, model=model)
        )
    return masked


def picture_blobs(contents: Iterable[Content], places: Iterable[Place]) -> frozenset[str]:
    """The ids of the pictures that are hidden: a copy under another name is hidden too."""
    paths = {place.item for place in places if target_of(place.item).kind == "picture"}
    return (
        frozenset(
            content.assets[path].blob for path in paths for content in contents if path in content.assets
        )
        if paths
        else frozenset()
    )


def _masked_content(content: Content, place: Place, target: RedactionTarget, names: set[str]) -> Content:
    def each(documents: tuple) -> tuple:
        return tuple(_masked(one, place) if is_in(target, one, names) else one for one in documents)

    council = each((content.council,))[0] if content.council else None
    return replace(
        content,
        council=council,
        plans=each(content.plans),
        guides=each(content.guides),
        reports=each(content.reports),
        suggestions=each(content.suggestions),
    )


def _without_pictures(content: Content, blobs: frozenset[str]) -> Content:
    return replace(
        content,
        assets={path: picture for path, picture in content.assets.items() if picture.blob not in blobs},
    )


def _names(slug: str, content: Content) -> set[str]:
    return {slug}.union(
        *(slugs_over_time(plan) for plan in content.plans if plan.slug == slug),
        *({plan.slug} for plan in content.plans if slug in slugs_over_time(plan)),
    )


def _masked(document: Document, place: Place) -> Document:
    target = target_of(place.item)
    if target.kind == "picture":
        return replace(document, body=_without_picture(document, place))
    if place.field == TEXT and target.kind in ("guide", "report"):
        return replace(document, body=_without_text(document.body, place))
    return replace(
        document,
        model=_change(document.model, target.id, lambda thing: _hide(thing, place.field.split("."), place)),
    )


def _without_text(body: str, place: Place) -> str:
    """A text with one sentence where the words were.

    It has as many lines as before, so that places in the file stay right.
    """
    lines = body.split("\n")
    for start, end in section_lines(body, place.section) if place.section is not None else [(0, len(lines))]:
        count = end - start
        if count:
            lines[start:end] = (
                ["", redaction_text(place), *[""] * (count - 2)] if count > 1 else [redaction_text(place)]
            )
    return "\n".join(lines)


def _without_picture(document: Document, place: Place) -> str:
    """A guide's text in which a picture and its description give way to the sentence.

    Where Markdown finds the picture in a way that this does not see, the whole text goes: nothing that is
    hidden may be shown.
    """
    path, body, words = document.source.path, document.body, redaction_text(place)
    defined = {ref.casefold(): name for ref, name in _DEFINED.findall(body)}

    def put(found: re.Match[str]) -> str:
        asked = _ASKED.search(found[0])
        label = found["ref"] or found[0][2:].split("]", 1)[0]
        name = (asked[1] or asked[2]) if asked else defined.get(label.casefold(), "")
        return words if resolve_relative(path, name) == place.item else found[0]

    changed = _IMAGE.sub(put, body)
    return (
        _without_text(body, place)
        if place.item in image_references(replace(document, body=changed))
        else changed
    )


def _change(model: BaseModel, id: str, act: Callable[[BaseModel], BaseModel]) -> BaseModel:
    """A document in which one thing is another: the thing with an id, or without an id the document itself."""
    if not id or getattr(model, "id", None) == id:
        return act(model)
    return _updated(
        model, lambda spec, value: _change(value, id, act) if isinstance(value, BaseModel) else value
    )


def _hide(model: BaseModel, steps: list[str], place: Place) -> BaseModel:
    """A group of fields without the words at some steps below it; in a list, in each of its rows."""
    words = redaction_text(place)

    def act(spec: FieldSpec, value: Any) -> Any:
        if spec.key != steps[0]:
            return value
        if len(steps) > 1:
            return _hide(value, steps[1:], place) if isinstance(value, BaseModel) else value
        return _hidden(spec, value, words, place.on)

    return _updated(model, act)


def _hidden(spec: FieldSpec, value: Any, words: str, on: date) -> Any:
    """What stands in the place of a value; None where nothing can, and the value goes."""
    if isinstance(value, NotPublished | NoneKnown):
        return (
            Redacted(not_published=words, as_of=on)
            if isinstance(value, NotPublished)
            else value.model_copy(update={"none_reason": words})
        )
    if isinstance(value, BaseModel):
        return _updated(value, lambda inner, one: _hidden(inner, one, words, on))
    if spec.leaf is None or spec.leaf.name in NEVER:
        return value
    if spec.leaf.name in _IN_PLACE:
        return _IN_PLACE[spec.leaf.name](words, on)
    if spec.gap and not spec.many:
        return Redacted(not_published=words, as_of=on)
    return value if why_not(spec, value) else None


def _updated(model: BaseModel, act: Callable[[FieldSpec, Any], Any]) -> BaseModel:
    """A copy of a group of fields in which `act` has had its way with every value that is given, row by row."""
    changed = {}
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        if value is None or value == ():
            continue
        if isinstance(value, tuple):
            new: Any = tuple(one for one in (act(spec, one) for one in value) if one is not None)
        else:
            new = act(spec, value)
        if new is not value and new != value:
            changed[spec.name] = new
    return model.model_copy(update=changed) if changed else model
