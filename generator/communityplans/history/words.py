"""Changes said in plain English, and grouped as a resident would ask."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from ..model.dates import When, say_day
from ..model.tracked import CLOSED
from ..model.types import NotPublished
from .compare import Change, Class, Kind

# Leaf name -> how a value of that type reads inside a sentence. A new leaf type needs a row here; a test says so.
SAID: dict[str, Callable[[Any], str]] = {
    "text": lambda v: f"“{_short(v)}”",
    "prose": lambda v: f"“{_short(v)}”",
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
    "email": str,
    "phone": str,
    "manifest": lambda v: f"{len(v)} files",
}

# The groups in which a resident would ask, in their order, each with its word for one and for many.
GROUPS = {
    "added": "added|added", "moved": "moved on|moved on", "closed": "closed|closed", "slipped": "date put off|dates put off",
    "changed": "changed|changed", "removed": "removed|removed", "correction": "corrected|corrected",
}


def say(change: Change) -> str:
    """One sentence for a change, for example: The due date of “New play area” moved from March 2022 to July 2022."""
    title = f"“{change.title}”"
    if change.kind is Kind.added:
        return f"{title} was added."
    if change.kind is Kind.removed:
        return f"{title} was removed."
    if change.kind is Kind.moved:
        return f"{title} moved from “{change.old}” to “{change.new}”."
    spec, of = change.field, f" of {title}" if change.item else ""
    name = spec.title[:1].upper() + spec.title[1:]
    old, new = value(change, change.old), value(change, change.new)
    if spec.key == "title" and change.item and new and old:
        return f"{old} is now called {new}."
    if spec.leaf and spec.leaf.name in ("when", "day") and old and new and not _gap(change.old) and not _gap(change.new):
        when = f"The {spec.title.lower()} date" if " " not in spec.title else f"The date “{spec.title}”"
        return f"{when}{of} moved from {old} to {new}."
    if old is None and new is None:
        return f"{name}{of} changed."
    if old is None:
        return f"{name}{of} was added: {new}."
    if new is None:
        return f"{name}{of} was taken out; it was {old}."
    if spec.leaf and spec.leaf.name in ("text", "prose") and isinstance(change.old, str) and isinstance(change.new, str):
        old, new = (f"“{part}”" for part in differing(change.old, change.new))
    return f"{name}{of} changed from {old} to {new}."


def differing(old: str, new: str, around: int = 3) -> tuple[str, str]:
    """The words in which two texts differ, with a few words on either side."""
    before, after = old.split(), new.split()
    least = min(len(before), len(after))
    start = next((n for n in range(least) if before[n] != after[n]), least)
    end = next((n for n in range(least - start) if before[-1 - n] != after[-1 - n]), least - start)
    return _window(before, start, end, around), _window(after, start, end, around)


def _window(words: list[str], start: int, end: int, around: int) -> str:
    first, last = max(0, start - around), min(len(words), len(words) - end + around)
    return ("… " if first else "") + _short(" ".join(words[first:last])) + (" …" if last < len(words) else "")


def value(change: Change, raw: Any) -> str | None:
    """A value inside a sentence; None where there is none, or where it is a group that is too long to say."""
    if raw is None:
        return None
    if isinstance(raw, NotPublished):
        return "not published"
    if isinstance(raw, tuple):
        if not raw or isinstance(raw[0], BaseModel):
            return None
        return ", ".join(SAID[change.field.leaf.name](one) for one in raw)
    if isinstance(raw, BaseModel) or change.field.leaf is None:
        return None
    return SAID[change.field.leaf.name](raw)


def group(change: Change) -> str:
    """Under which heading of GROUPS a resident would look for this change."""
    if change.kind is Kind.changed:
        if change.class_ is Class.correction:
            return "correction"
        if change.field.leaf and change.field.leaf.name == "status" and change.new in CLOSED and change.old not in CLOSED:
            return "closed"
        if change.field.key in ("due", "by") and _later(change.old, change.new):
            return "slipped"
        return "changed"
    return str(change.kind)


def grouped(changes: list[Change]) -> list[tuple[str, str, list[Change]]]:
    """The changes by group, in the order of GROUPS, without empty ones: (key, heading with its number, changes)."""
    found = []
    for key, words in GROUPS.items():
        one, many = words.split("|")
        these = [c for c in changes if group(c) == key]
        if these:
            found.append((key, f"{len(these)} {one if len(these) == 1 else many}", these))
    return found


def summary(changes: list[Change]) -> str:
    """ "2 added, 1 closed, 3 moved on, 1 date put off", or "Nothing changed"."""
    return ", ".join(heading for _, heading, _ in grouped(changes)) or "Nothing changed"


def _later(old: Any, new: Any) -> bool:
    """Whether a time was put off: its last day is later, or it has none any more."""
    if not isinstance(old, When) or not isinstance(new, When) or old.latest is None:
        return False
    return new.latest is None or new.latest > old.latest


def _gap(raw: Any) -> bool:
    return isinstance(raw, NotPublished)


def _short(text: str, limit: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rsplit(" ", 1)[0] + "…"
