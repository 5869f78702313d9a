"""Changes said in plain English, and grouped as a resident would ask."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from ..model.dates import When, say_day
from ..model.fields import fields, values
from ..model.money import Money, say_pounds
from ..model.provenance import Source
from ..model.tracked import CLOSED
from ..model.types import NoneKnown, NotPublished, Withheld
from .compare import Change, Class, Kind
from .differing import differing, short
from .rows import title_of

# Leaf name -> how a value of that type reads inside a sentence. A new leaf type needs a row here; a test says so.
SAID: dict[str, Callable[[Any], str]] = {
    "text": lambda v: f"“{short(v)}”",
    "prose": lambda v: f"“{short(v)}”",
    "id": str,
    "constant": str,
    "count": lambda v: f"{v:,}",
    "yes-no": lambda v: "yes" if v else "no",
    "day": say_day,
    "when": lambda v: v.words,
    "money": lambda v: v.words,
    "choice": lambda v: f"“{v.label}”",
    "status": lambda v: f"“{v.label}”",
    "ref": str,
    "url": str,
    "account": str,
    "email": str,
    "phone": str,
    "house-numbers": lambda v: v.words,
    "manifest": lambda v: f"{len(v)} files",
}

# The groups in which a resident would ask, in their order, each with its word for one and for many.
GROUPS = {
    "withdrawn": "plan withdrawn|plans withdrawn", "added": "added|added", "moved": "moved on|moved on", "closed": "closed|closed",
    "reopened": "opened again|opened again", "slipped": "date put off|dates put off", "changed": "changed|changed", "removed": "removed|removed",
    "sources": "source changed|sources changed",
    "correction": "corrected|corrected",
}
# How a thing ended belongs to its being closed, and is no second piece of news.
_OF_CLOSING = frozenset({"status", "status_date", "status_label", "status_note", "completed", "outcome", "result", "merged_into", "handed_to"})
_DATES = {"due": "The due date", "start": "The start date", "completed": "The date of completion"}
# Titles of fields that are no names of a thing, so that "of" cannot stand behind them.
_NO_NOUN = re.compile(r"(?:How|What|Why|Who|When|Where|From|To|On|By|Since|Of|Only|If|As|Now|For|Not|Does|Takes|Put|Read|Open|Last|Fair)\b|.*\?\Z")


def say(change: Change) -> str:
    """One sentence for a change, for example: The due date of “New play area” moved from March 2022 to July 2022."""
    title = f"“{change.title}”"
    if change.kind is Kind.moved:
        return f"{title} moved from {change.old} to {change.new}."
    if change.field is None:
        return f"{title} was {change.kind}."
    if change.kind in (Kind.added, Kind.removed):
        return f"{_under(change)}: “{short(title_of(change.new or change.old))}” was {change.kind}."
    if change.kind is Kind.reordered:
        return f"The order of “{change.field.title}”{_of(change)} changed."
    return _changed(change)


def _changed(change: Change) -> str:
    """The sentence for a field that reads differently."""
    old, new, lead = change.old, change.new, _lead(change)
    if change.field.key == "title" and change.item and not change.group and not change.row and old and new:
        return f"“{old}” is now called “{new}”."
    if isinstance(new, BaseModel) and change.field.key == "withdrawn":
        return f"This plan is no longer in force since {say_day(new.on)}: {new.reason.rstrip('.')}."
    if isinstance(old, tuple) or isinstance(new, tuple):
        return f"{lead}: {_list(change, old or (), new or ())}."
    if isinstance(old, NotPublished) and isinstance(new, NotPublished):
        if old.not_published == new.not_published:
            return f"{lead} is still not published; somebody looked again on {say_day(new.as_of)}."
        return f"{lead} is still not published; the reason given changed from {SAID['text'](old.not_published)} to {SAID['text'](new.not_published)}."
    if isinstance(old, NotPublished):
        return f"{lead} was not published and is now {_said(change, new)}." if new is not None else f"{lead} is no longer said to be not published."
    if isinstance(new, NotPublished):
        return f"{lead} was {_said(change, old)} and is now not published." if old is not None else f"{lead} is said to be not published: {SAID['text'](new.not_published)}."
    if old is None:
        return f"{lead} was added: {_said(change, new)}."
    if new is None:
        return f"{lead} was taken out; it was {_said(change, old)}."
    if change.field.leaf and change.field.leaf.name in ("text", "prose") and not isinstance(old, BaseModel):
        return f"{lead} changed from {differing(old, new)}."
    was, now = _said(change, old), _said(change, new)
    if was == now:
        was, now = (f"{words} ({_exactly(raw)})" for words, raw in ((was, old), (now, new)))
    verb = "moved" if change.field.leaf and change.field.leaf.name in ("when", "day") else "changed"
    return f"{lead} {verb} from {was} to {now}."


def _lead(change: Change) -> str:
    """The first words of a sentence about a field: what changed, and of what."""
    spec = change.field
    if spec.leaf and spec.leaf.name in ("when", "day") and not change.group:
        return f"{_DATES.get(spec.key, f'The date “{spec.title}”')}{_of(change)}"
    if change.group or _NO_NOUN.match(spec.title):
        return _under(change)
    return f"{spec.title[:1].upper()}{spec.title[1:]}{_of(change)}"


def _under(change: Change) -> str:
    name = f"{change.group}{_title(change)}"
    inside = " in ".join(f"“{short(one)}”" for one in (change.row, change.title if change.item else "") if one)
    return f"In {inside}, “{name}”" if inside else f"“{name}”"


def _title(change: Change) -> str:
    """The title of the changed field; inside a group of fields it is not a beginning."""
    title = change.field.title
    return title[:1].lower() + title[1:] if change.group else title


def _of(change: Change) -> str:
    title = f"“{change.title}”" if change.item else ""
    return (f" of “{short(change.row)}”" + (f" in {title}" if title else "")) if change.row else (f" of {title}" if title else "")


def _list(change: Change, old: Any, new: Any) -> str:
    """What was added to a list of values and what was taken out of it."""
    old, new = ([one] if isinstance(one, NotPublished) else list(one) for one in (old, new))
    parts = [f"{_said(change, one)} was added" for one in new if one not in old] + [f"{_said(change, one)} was taken out" for one in old if one not in new]
    return "; ".join(parts) or "how often something stands in it changed"


def _said(change: Change, raw: Any) -> str:
    """A value inside a sentence; a group of fields by its first few values."""
    if isinstance(raw, NotPublished):
        return f"“{raw.not_published}”" if isinstance(raw, Withheld) else "“not published”"
    if isinstance(raw, NoneKnown):
        return f"“{short(raw.none_reason)}”"
    if isinstance(raw, BaseModel):
        given = ((spec, getattr(raw, spec.name)) for spec in fields(type(raw)))
        said = [SAID[spec.leaf.name](v) for spec, v in given if spec.leaf and spec.leaf.name not in ("id", "ref") and not spec.many and v is not None and not isinstance(v, NotPublished)]
        return ", ".join(said[:3]) or f"“{short(title_of(raw))}”"
    return SAID[change.field.leaf.name](raw)


def _exactly(raw: Any) -> str:
    """What tells two values apart that are printed in the same words: their days, or their amounts."""
    if isinstance(raw, When):
        ends = [say_day(end) if end else "open" for end in (raw.earliest, raw.latest)]
    elif isinstance(raw, Money):
        ends = [say_pounds(end) if end is not None else "open" for end in (raw.least, raw.most)]
    else:
        return str(raw)
    return " to ".join(dict.fromkeys(ends))


def _group(change: Change, closed: set[str]) -> str:
    """Under which heading of GROUPS a resident would look for this change."""
    if change.kind is Kind.reordered or (change.kind is Kind.changed and change.class_ is Class.correction):
        return "correction"
    if change.field is None:
        return "sources" if isinstance(change.new or change.old, Source) else str(change.kind)
    key = change.field.key
    if key == "sources" or change.path[:1] == ("sources",):
        return "sources"
    if key == "withdrawn" and not change.item and change.new is not None:
        return "withdrawn"
    if change.item in closed and len(change.path) and not change.row and (key in _OF_CLOSING or "outcome" in change.path[-2:]):
        return "closed"
    if key == "status" and change.old in CLOSED and change.new not in CLOSED and not change.row:
        return "reopened"
    return "slipped" if slipped(change) else "changed"


def grouped(changes: list[Change]) -> list[tuple[str, str, list[Change]]]:
    """The changes by group, in the order of GROUPS, without empty ones: (key, heading with its number, changes)."""
    closed = {c.item for c in changes if c.field and c.field.key == "status" and not c.row and c.new in CLOSED and c.old not in CLOSED}
    by_group: dict[str, list[Change]] = {}
    for change in changes:
        by_group.setdefault(_group(change, closed), []).append(change)
    found = []
    for key, words in GROUPS.items():
        one, many = words.split("|")
        if these := by_group.get(key):
            count = len({c.item for c in these}) if key in ("closed", "withdrawn") else len(these)
            found.append((key, f"{count} {one if count == 1 else many}", these))
    return found


def summary(changes: list[Change]) -> str:
    """ "2 added, 1 closed, 3 moved on, 1 date put off", or "Nothing changed"."""
    return ", ".join(heading for _, heading, _ in grouped(changes)) or "Nothing changed"


def slipped(change: Change) -> bool:
    """Whether a time was put off: its last day is later, or it has none any more."""
    old, new = change.old, change.new
    if change.kind is not Kind.changed or change.field.key not in ("due", "by") or not isinstance(old, When) or not isinstance(new, When) or old.latest is None:
        return False
    return new.latest is None or new.latest > old.latest


def said_of(document: BaseModel, change: Change) -> str:
    """Why a promise reads differently, as the item itself says in a document; "" if it need not say."""
    if change.class_ is not Class.commitment or not change.item:
        return ""
    model = next((v for _, _, v in values(document) if getattr(v, "id", None) == change.item), None)
    ends = (getattr(getattr(model, name, None), "reason", None) for name in ("outcome", "ended"))
    return getattr(model, "reason", None) or next((end for end in ends if end), "")
