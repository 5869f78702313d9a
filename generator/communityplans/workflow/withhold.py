"""Take words down: the settings get the place of them, and never the words."""

import re
from datetime import date
from pathlib import Path

from ..content.documents import Content
from ..content.load import SETTINGS, load_files
from ..content.messages import closest
from ..history.editions import Edition
from ..history.withheld import is_edition, values_at, words_for
from ..model.fields import fields, spec_of, values
from ..model.plan import Plan
from ..model.settings import Settings
from ..model.settings import Withheld as Place
from ..text.diagnostic import has_errors
from ..text.refused import Refused
from ..text.source import SourceFile


def withhold(root: Path, content: Content, editions: tuple[Edition, ...], place: Place) -> str:
    """Write the place into plans/council-settings.yml. Returns what residents will read there. Raises Refused where there is no such place."""
    said = [str(getattr(value, "words", value)) for model in _models(content, editions, place) for value in values_at(model, place)]
    if not said:
        raise Refused(_no_such_place(content, editions, place))
    if words_for(place) in said:
        raise Refused(f"{place.item}, {place.field}, is taken down already.")
    if any(len(words) > 2 and words.casefold() in place.reason.casefold() for words in said):
        raise Refused("The reason repeats the words that should be taken down. Say why in other words.")
    path = root / SETTINGS
    old = path.read_text(encoding="utf-8") if path.is_file() else f"schema_version: {spec_of(Settings, 'schema_version').constant}\n"
    new = _with(old, place)
    loaded, problems = load_files([SourceFile(SETTINGS, new)])
    if has_errors(problems) or loaded.settings is None or place not in loaded.settings.model.withheld:
        raise Refused(f"{SETTINGS} could not be changed. Add there, under withheld:\n{_entry(place)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(new, encoding="utf-8", newline="\n")
    return words_for(place)


def _models(content: Content, editions: tuple[Edition, ...], place: Place) -> list:
    slug = place.item.partition("/")[0]
    if is_edition(place):
        return [edition.model for edition in editions if edition.id == place.item]
    return [plan.model for one in (content, *(edition.content for edition in editions)) for plan in one.plans if plan.slug == slug]


def _no_such_place(content: Content, editions: tuple[Edition, ...], place: Place) -> str:
    """Which part of the place is wrong, and what may have been meant."""
    slug, _, id = place.item.partition("/")
    plans = [plan for one in (content, *(edition.content for edition in editions)) for plan in one.plans]
    if not is_edition(place):
        if slug not in {plan.slug for plan in plans}:
            return f"There is no plan {slug}." + _meant(closest(slug, sorted({plan.slug for plan in plans})))
        mine = [plan.model for plan in plans if plan.slug == slug]
        ids = sorted({value.id for model in mine for _, _, value in values(model) if hasattr(value, "id")})
        if id and id not in ids:
            return f"There is nothing with the id {id} in {slug}." + _meant(closest(id, ids))
        kinds = {type(value) for model in mine for _, _, value in values(model) if getattr(value, "id", None) == id} if id else {Plan}
        names = sorted({spec.key for kind in kinds for spec in fields(kind)})
        if place.field.split(".")[0] not in names:
            return f"There is no field {place.field}." + _meant(closest(place.field, names))
    return f"There are no words at {place.item}, {place.field}, that could be taken down."


def _meant(found: str | None) -> str:
    return f" Did you mean {found}?" if found else ""


def _with(text: str, place: Place) -> str:
    """The settings with one more place, first in the list; everything else stays as it stands."""
    text = text if text.endswith("\n") or not text else text + "\n"
    if re.search(r"^withheld:[ \t]*(?:#.*)?$", text, re.MULTILINE):
        return re.sub(r"^(withheld:[ \t]*(?:#.*)?)\n", lambda m: f"{m[1]}\n{_entry(place)}", text, count=1, flags=re.MULTILINE)
    if re.search(r"^withheld:", text, re.MULTILINE):
        return text
    return f"{text}withheld:\n{_entry(place)}"


def _entry(place: Place) -> str:
    reason = place.reason.replace("\\", "\\\\").replace('"', '\\"')
    return f'  - item: {place.item}\n    field: {place.field}\n    on: {place.on.isoformat()}\n    reason: "{reason}"\n'


def place_of(item: str, field: str, reason: str, on: date) -> Place:
    """The place that a publisher names. Raises Refused for words that no place can have."""
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)?", item) or not re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", field):
        raise Refused("Name the item as plan/id and the field as it is written in the file, for example: plans withhold almond-hill/new-play-area description")
    flat = " ".join(reason.split())
    if not 1 <= len(flat) <= 300:
        raise Refused("The reason has between 1 and 300 characters.")
    return Place(item=item, field=field, on=on, reason=flat)
