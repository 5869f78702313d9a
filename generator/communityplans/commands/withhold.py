"""Redacts published words: adds their place, and never the words themselves, to the settings."""

import os
import re
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from ..content.documents import Content
from ..content.load import SETTINGS, load_files
from ..content.messages import closest_match
from ..editions.document_diff import sections
from ..editions.edition_list import PublishedEdition
from ..editions.redaction import (
    PICTURE,
    TEXT,
    documents_of,
    found_at,
    leaves_at,
    redaction_text,
    target_of,
    why_not,
)
from ..model.dates import display_day
from ..model.fields import fields, iter_values, spec_of
from ..model.settings import Settings
from ..model.settings import Withheld as Place
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from ..source.files import decode

_LIST = re.compile(r"^\ufeff?withheld:[ \t]*(?:#[^\r\n]*)?\r?\n", re.MULTILINE)
# A plan, an item in one, the day of an edition; the council and what is in its file; a guide, a report, a
# suggestion.
_ITEM = re.compile(r"(?:guides/[a-z0-9-]+/|reports/|suggestions/)?[a-z0-9-]+(?:/[a-z0-9-]+)?")
_PICTURE = re.compile(r"guides/(?:[A-Za-z0-9_-][A-Za-z0-9 ._-]*/)*[A-Za-z0-9_-][A-Za-z0-9 ._-]*")


def withhold(root: Path, content: Content, editions: tuple[PublishedEdition, ...], place: Place) -> str:
    """Add a place to the redactions in plans/council-settings.yml.

    Args:
        root: The root of the content.
        content: The working content.
        editions: All editions, in which the place may be, too.
        place: The place, with the reason and the day.

    Returns:
        The text that residents will read in its place.

    Raises:
        UsageError: There is no such place, it is redacted already, or its value cannot be redacted.
    """
    here = _already(content, place)
    if here is not None:
        raise UsageError(
            f"{place.item}, {place.field}, is taken down already, since {display_day(here.on)}. Nothing was"
            f" changed. What residents read there: {redaction_text(here)}"
        )
    said = [str(getattr(value, "words", value)) for value in found_at(content, editions, place)]
    if not said:
        raise UsageError(_no_such_place(content, editions, place))
    if redaction_text(place) in said:
        raise UsageError(f"{place.item}, {place.field}, is taken down already. Nothing was changed.")
    if any(len(words) > 2 and words.casefold() in place.reason.casefold() for words in said):
        raise UsageError("The reason repeats the words that should be taken down. Say why in other words.")
    path = root / SETTINGS
    old = (
        path.read_bytes().decode("utf-8")  # As bytes: line ends stay as they are.
        if path.is_file()
        else f"schema_version: {spec_of(Settings, 'schema_version').constant}\n"
    )
    new = _with(old, place)
    file, _ = decode(SETTINGS, new.encode("utf-8"))
    loaded, problems = load_files([file] if file else [])
    if has_errors(problems) or loaded.settings is None or place not in loaded.settings.model.withheld:
        raise UsageError(f"{SETTINGS} could not be changed. Add there, under withheld:\n{_entry(place)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(new.encode("utf-8"))
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return redaction_text(place)


def _already(content: Content, place: Place) -> Place | None:
    """The redaction in the settings that hides the same place, or a group around it, without an end date."""
    for one in content.withheld:
        whole = place.field == one.field or place.field.startswith(f"{one.field}.")
        if one.until is None and one.item == place.item and whole and one.section in (None, place.section):
            return one
    return None


def _no_such_place(content: Content, editions: tuple[PublishedEdition, ...], place: Place) -> str:
    """Which part of the place does not exist, and the closest one that does; or why it cannot be redacted."""
    target = target_of(place.item)
    if target.kind == "plan":
        plans = [plan for one in (content, *(edition.content for edition in editions)) for plan in one.plans]
        if target.name not in {plan.slug for plan in plans}:
            return f"There is no plan {target.name}." + _meant(
                closest_match(target.name, sorted({plan.slug for plan in plans}))
            )
    documents = list(documents_of(content, editions, target))
    if target.kind in ("guide", "report", "suggestion") and not documents:
        return f"There is no {target.kind} {place.item}." + _meant(
            closest_match(
                target.name,
                sorted(
                    {guide.slug for guide in content.guides}
                    | {report.slug for report in content.reports}
                    | {suggestion.slug for suggestion in content.suggestions}
                ),
            )
        )
    if target.kind == "picture":
        return f"There is no picture {place.item}, here or in any edition."
    if place.field == TEXT and target.kind in ("guide", "report"):
        headings = sorted({section.heading for one in documents for section in sections(one.body).sections})
        return f"There is no text under “{place.section}” in {place.item}." + _meant(
            closest_match(place.section or "", headings)
        )
    models = [one.model for one in documents]
    ids = sorted({value.id for model in models for _, _, value in iter_values(model) if hasattr(value, "id")})
    if target.id and target.id not in ids:
        return f"There is nothing with the id {target.id} in {target.name or 'council.yml'}." + _meant(
            closest_match(target.id, ids)
        )
    kinds: set[type[BaseModel]] = (
        {
            type(value)
            for model in models
            for _, _, value in iter_values(model)
            if getattr(value, "id", None) == target.id
        }
        if target.id
        else {type(model) for model in models}
    )
    names = sorted({spec.key for kind in kinds for spec in fields(kind)})
    if models and target.kind != "edition" and place.field.split(".")[0] not in names:
        return f"There is no field {place.field}." + _meant(closest_match(place.field, names))
    for model in models:
        for spec, value in leaves_at(model, place):
            why = why_not(spec, value)
            if why:
                return f"There are no words at {place.item}, {place.field}, that could be taken down: {why}."
    return f"There are no words at {place.item}, {place.field}, that could be taken down."


def _meant(found: str | None) -> str:
    return f" Did you mean {found}?" if found else ""


def _with(text: str, place: Place) -> str:
    """The text of the settings with one more place, first in the list; nothing else changes, and the line ends
    of the file are kept.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    entry = _entry(place).replace("\n", ends)
    text = text if text.endswith("\n") or not text else text + ends
    if _LIST.search(text):
        return _LIST.sub(lambda m: f"{m[0]}{entry}", text, count=1)
    if re.search(r"^\ufeff?withheld:", text, re.MULTILINE):
        return text
    return f"{text}withheld:{ends}{entry}"


def _entry(place: Place) -> str:
    section = f"    section: {_quoted(place.section)}\n" if place.section else ""
    return (
        f"  - item: {place.item}\n    field: {place.field}\n{section}    on: {place.on.isoformat()}\n   "
        f" reason: {_quoted(place.reason)}\n"
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def place_of(item: str, field: str, reason: str, on: date, section: str | None = None) -> Place:
    """Parse the arguments of `plans withhold`.

    Args:
        item: A plan, plan/item, the day of an edition, a guide, a report, a suggestion, or a picture.
        field: The field as the file names it, with dots for groups.
        reason: Why, for residents; 1 to 300 characters.
        on: The day of the redaction.
        section: The heading under which the text of a guide or report is redacted.

    Raises:
        UsageError: An argument is malformed.
    """
    target, known = target_of(item), _ITEM.fullmatch(item) is not None
    if target.kind == "picture":
        known, field = _PICTURE.fullmatch(item) is not None, field or PICTURE
    if target.kind == "picture" and field != PICTURE:
        raise UsageError(f"Of a picture, the whole is taken down: plans withhold {item} {PICTURE}")
    if not known or not re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", field):
        raise UsageError(
            "Name the item as plan/id and the field as it is written in the file, for example: plans withhold"
            " almond-hill/new-play-area description"
        )
    if section is not None and (target.kind not in ("guide", "report") or field != TEXT):
        raise UsageError(
            f"Only the text of a guide has headings: plans withhold guides/councillors/your-role {TEXT}"
            ' --section "Whom to ask"'
        )
    flat = " ".join(reason.split())
    if not 1 <= len(flat) <= 300:
        raise UsageError("The reason has between 1 and 300 characters.")
    heading = " ".join(section.split()) if section else None
    if heading is not None and len(heading) > 300:
        raise UsageError("A heading has at most 300 characters.")
    return Place(item=item, field=field, section=heading, on=on, reason=flat)
