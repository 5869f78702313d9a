"""Changes said in plain English, and grouped as a resident would ask."""

import difflib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from ..i18n import N_, NN_, _, ngettext
from ..model.dates import FuzzyDate, display_day
from ..model.fields import fields, iter_values
from ..model.money import Money, say_number, say_pounds
from ..model.provenance import Source
from ..model.tracked import CLOSED
from ..model.types import GapKind, NoneKnown, NotPublished, Redacted
from .compare import Change, ChangeSeverity, Kind, title_of
from .reference_names import name_of

# The words in which two texts differ, with a few words on either side.


# Places that are closer together than this many words are said as one.
_APART = 4
_PLACES = 3


def differing_excerpts(old: str, new: str, around: int = 3) -> str:
    """Each place in which two texts differ, with a few words on either side.

    For example: “… a crossing beside the school” to “… a crossing behind the school”.
    """
    before, after = old.split(), new.split()
    places: list[list[int]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if places and a - places[-1][1] < _APART:
            places[-1][1], places[-1][3] = b, d
        else:
            places.append([a, b, c, d])
    said = [
        _change_in_words(before[a:b], after[c:d], _window(before, a, b, around), _window(after, c, d, around))
        for a, b, c, d in places[:_PLACES]
    ]
    if not said:
        return _("one way of spacing its words to another")
    more = len(places) - _PLACES
    return _(", and from ").join(said) + (
        ngettext(", and in {number} more place", ", and in {number} more places", more).format(number=more)
        if more > 0
        else ""
    )


def short(text: str, limit: int = 90) -> str:
    """A text on one line, cut between words where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rsplit(" ", 1)[0] + "…"


def _change_in_words(old: list[str], new: list[str], before: str, after: str) -> str:
    if short(before) == short(after):
        before, after = " ".join(old), " ".join(new)
    limit = 90 if short(before) != short(after) else 4000
    return _("“{before}” to “{after}”").format(before=short(before, limit), after=short(after, limit))


def _window(words: list[str], first: int, last: int, around: int) -> str:
    start, end = max(0, first - around), min(len(words), last + around)
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")


# Leaf name -> how a value of that type reads inside a sentence. A new leaf type needs a row here; a test says
# so.
SAID: dict[str, Callable[[Any], str]] = {
    "text": lambda v: f"“{short(v)}”",
    "prose": lambda v: f"“{short(v)}”",
    "id": str,
    "constant": str,
    "count": say_number,
    "yes-no": lambda v: _("yes") if v else _("no"),
    "day": display_day,
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
    "manifest": lambda v: ngettext("{number} file", "{number} files", len(v)).format(number=len(v)),
}

# The groups in which a resident would ask, in their order, each with its words for one and for many.
GROUPS = {
    "withdrawn": NN_("{number} plan withdrawn", "{number} plans withdrawn"),
    "added": NN_("{number} added", "{number} added"),
    "moved": NN_("{number} moved on", "{number} moved on"),
    "closed": NN_("{number} closed", "{number} closed"),
    "reopened": NN_("{number} opened again", "{number} opened again"),
    "slipped": NN_("{number} date put off", "{number} dates put off"),
    "changed": NN_("{number} changed", "{number} changed"),
    "removed": NN_("{number} removed", "{number} removed"),
    "sources": NN_("{number} source changed", "{number} sources changed"),
    "correction": NN_("{number} corrected", "{number} corrected"),
}
# How a thing ended belongs to its being closed, and is no second piece of news.
_OF_CLOSING = frozenset(
    {
        "status",
        "status_date",
        "status_label",
        "status_note",
        "completed",
        "outcome",
        "result",
        "merged_into",
        "handed_to",
    }
)
_DATES = {"due": N_("The due date"), "start": N_("The start date"), "completed": N_("The date of completion")}
# Titles of fields that are no names of a thing, so that "of" cannot stand behind them.
_NO_NOUN = re.compile(
    r"(?:How|What|Why|Who|When|Where|From|To|On|By|Since|Of|Only|If|As|Now|For|Not|Does|Takes|Put|Read|Open|Last|Fair)\b|.*\?\Z"
)


def describe(change: Change) -> str:
    """One sentence for a change, for example: The due date of “New play area” moved from March 2022 to July
    2022.
    """
    title = change.title
    if change.kind is Kind.moved:
        return _("“{title}” moved from {old} to {new}.").format(title=title, old=change.old, new=change.new)
    if change.field is None:
        terms = _terms(change)
        if change.kind is Kind.added:
            said = _("“{title}” was added ({terms}).") if terms else _("“{title}” was added.")
        else:
            said = _("“{title}” was removed ({terms}).") if terms else _("“{title}” was removed.")
        return said.format(title=title, terms=terms)
    if change.kind in (Kind.added, Kind.removed):
        said = (
            _("{where}: “{title}” was added.")
            if change.kind is Kind.added
            else _("{where}: “{title}” was removed.")
        )
        return said.format(where=_under(change), title=short(title_of(change.new or change.old)))
    if change.kind is Kind.reordered:
        return _("The order of “{field}”{of} changed.").format(field=change.field.title, of=_of(change))
    return _changed(change)


def _terms(change: Change) -> str:
    """What a thing that is new or gone promises, in the words of its file: when, how much, and who leads it; ""
    where it says nothing of these.
    """
    thing = change.new or change.old
    terms = []
    for spec in fields(type(thing)):
        value = getattr(thing, spec.name)
        leaf = spec.leaf.name if spec.leaf else ""
        if not spec.commitment or leaf == "status" or value in (None, ()) or isinstance(value, NotPublished):
            continue
        said = [_said(replace(change, field=spec), one) for one in (value if spec.many else (value,))]
        terms.append(f"{spec.title[:1].lower()}{spec.title[1:]} {', '.join(said)}")
    return "; ".join(terms)


def _other_gap(lead: str, old: object, new: object, change: Change) -> str | None:
    """The sentence where one of the gaps is another than "not published", so that none is said in place of
    another; else None.
    """
    gaps = [one.gap for one in (old, new) if isinstance(one, NotPublished) and not isinstance(one, Redacted)]
    if all(gap is GapKind.not_published for gap in gaps):
        return None
    was = (
        f"“{old.gap.label.lower()}”"
        if isinstance(old, NotPublished)
        else _said(change, old)
        if old is not None
        else ""
    )
    now = (
        f"“{new.gap.label.lower()}” ({new.not_published.rstrip('.')})"
        if isinstance(new, NotPublished)
        else _said(change, new)
        if new is not None
        else ""
    )
    if was and now:
        return _("{what} was {old} and is now {new}.").format(what=lead, old=was, new=now)
    return (
        _("{what} is now recorded as {new}.").format(what=lead, new=now)
        if now
        else _("{what} was removed (it was {old}).").format(what=lead, old=was)
    )


def _changed(change: Change) -> str:
    """The sentence for a field that reads differently."""
    old, new, lead = change.old, change.new, _lead(change)
    if change.field.key == "title" and change.item and not change.group and not change.row and old and new:
        return _("“{old}” is now called “{new}”.").format(old=old, new=new)
    if isinstance(new, BaseModel) and change.field.key == "withdrawn":
        return _("This plan ended on {day}: {reason}.").format(
            day=display_day(new.on), reason=new.reason.rstrip(".")
        )
    if isinstance(old, NoneKnown) and isinstance(new, NoneKnown) and old.none_reason == new.none_reason:
        return _("{what}: there are still none; somebody looked again on {day}.").format(
            what=lead, day=display_day(new.as_of)
        )
    if isinstance(old, tuple) or isinstance(new, tuple):
        return f"{lead}: {_list(change, old or (), new or ())}."
    if (said := _other_gap(lead, old, new, change)) is not None:
        return said
    if isinstance(old, NotPublished) and isinstance(new, NotPublished):
        if old.not_published == new.not_published:
            return _("{what} is still not published; somebody looked again on {day}.").format(
                what=lead, day=display_day(new.as_of)
            )
        return _("{what} is still not published; the reason given changed from {old} to {new}.").format(
            what=lead, old=SAID["text"](old.not_published), new=SAID["text"](new.not_published)
        )
    if isinstance(old, NotPublished):
        return (
            _("{what} was not published and is now {new}.").format(what=lead, new=_said(change, new))
            if new is not None
            else _("{what} is no longer said to be not published.").format(what=lead)
        )
    if isinstance(new, NotPublished):
        return (
            _("{what} was {old} and is now not published.").format(what=lead, old=_said(change, old))
            if old is not None
            else _("{what} is now recorded as not published: {reason}.").format(
                what=lead, reason=SAID["text"](new.not_published)
            )
        )
    if old is None:
        return _("{what} was added: {new}.").format(what=lead, new=_said(change, new))
    if new is None:
        return _("{what} was removed (it was {old}).").format(what=lead, old=_said(change, old))
    if change.field.leaf and change.field.leaf.name in ("text", "prose") and not isinstance(old, BaseModel):
        return _("{what} changed from {difference}.").format(
            what=lead, difference=differing_excerpts(old, new)
        )
    was, now = _said(change, old), _said(change, new)
    if was == now:
        was, now = (f"{words} ({_exactly(raw)})" for words, raw in ((was, old), (now, new)))
    moved = change.field.leaf and change.field.leaf.name in ("when", "day")
    return (
        _("{what} moved from {old} to {new}.") if moved else _("{what} changed from {old} to {new}.")
    ).format(what=lead, old=was, new=now)


def _lead(change: Change) -> str:
    """The first words of a sentence about a field: what changed, and of what."""
    spec = change.field
    if spec.leaf and spec.leaf.name in ("when", "day") and not change.group:
        return (
            _(_DATES[spec.key]) if spec.key in _DATES else _("The date “{field}”").format(field=spec.title)
        ) + _of(change)
    if change.group or _NO_NOUN.match(spec.titled):
        return _under(change)
    return f"{spec.title[:1].upper()}{spec.title[1:]}{_of(change)}"


def _under(change: Change) -> str:
    name = f"{change.group}{_title(change)}"
    inside = _(" in ").join(
        f"“{short(one)}”" for one in (change.row, change.title if change.item else "") if one
    )
    return _("In {place}, “{field}”").format(place=inside, field=name) if inside else f"“{name}”"


def _title(change: Change) -> str:
    """The title of the changed field; inside a group of fields it is not a beginning."""
    title = change.field.title
    return title[:1].lower() + title[1:] if change.group else title


def _of(change: Change) -> str:
    title = f"“{change.title}”" if change.item else ""
    if change.row:
        row = f"“{short(change.row)}”"
        return (
            _(" of {row} in {title}").format(row=row, title=title)
            if title
            else _(" of {title}").format(title=row)
        )
    return _(" of {title}").format(title=title) if title else ""


def _list(change: Change, old: Any, new: Any) -> str:
    """What was added to a list of values and what was taken out of it."""
    old, new = ([one] if isinstance(one, NotPublished) else list(one) for one in (old, new))
    parts = [_("{value} was added").format(value=_said(change, one)) for one in new if one not in old]
    parts += [_("{value} was removed").format(value=_said(change, one)) for one in old if one not in new]
    return "; ".join(parts) or _("how often something stands in it changed")


def _said(change: Change, raw: Any) -> str:
    """A value inside a sentence; a group of fields by its first few values."""
    if isinstance(raw, NotPublished):
        return f"“{raw.not_published}”" if isinstance(raw, Redacted) else f"“{raw.gap.label.lower()}”"
    if isinstance(raw, NoneKnown):
        return f"“{short(raw.none_reason)}”"
    if isinstance(raw, BaseModel):
        given = ((spec, getattr(raw, spec.name)) for spec in fields(type(raw)))
        said = [
            SAID[spec.leaf.name](v)
            for spec, v in given
            if spec.leaf
            and spec.leaf.name not in ("id", "ref")
            and not spec.many
            and v is not None
            and not isinstance(v, NotPublished)
        ]
        return ", ".join(said[:3]) or f"“{short(title_of(raw))}”"
    leaf = change.field.leaf
    name = name_of(leaf.to, raw) if leaf.name == "ref" else raw
    return SAID[leaf.name](raw) if name == raw else f"“{short(name)}”"


def _exactly(raw: Any) -> str:
    """What tells two values apart that are printed in the same words: their days, or their amounts."""
    if isinstance(raw, FuzzyDate):
        ends = [display_day(end) if end else _("open") for end in (raw.earliest, raw.latest)]
    elif isinstance(raw, Money):
        ends = [say_pounds(end) if end is not None else _("open") for end in (raw.least, raw.most)]
    else:
        return str(raw)
    return _(" to ").join(dict.fromkeys(ends))


def _group(change: Change, closed: set[str]) -> str:
    """Under which heading of GROUPS a resident would look for this change."""
    if change.kind is Kind.reordered or (
        change.kind is Kind.changed and change.class_ is ChangeSeverity.correction
    ):
        return "correction"
    if change.field is None:
        return "sources" if isinstance(change.new or change.old, Source) else str(change.kind)
    key = change.field.key
    if key == "sources" or change.path[:1] == ("sources",):
        return "sources"
    if key == "withdrawn" and not change.item and change.new is not None:
        return "withdrawn"
    if (
        change.item in closed
        and len(change.path)
        and not change.row
        and (key in _OF_CLOSING or "outcome" in change.path[-2:])
    ):
        return "closed"
    if key == "status" and change.old in CLOSED and change.new not in CLOSED and not change.row:
        return "reopened"
    return "slipped" if delayed_items(change) else "changed"


def grouped(changes: list[Change]) -> list[tuple[str, str, list[Change]]]:
    """The changes by group, in the order of GROUPS, without empty ones: (key, heading with its number,
    changes).
    """
    closed = {
        c.item
        for c in changes
        if c.field and c.field.key == "status" and not c.row and c.new in CLOSED and c.old not in CLOSED
    }
    by_group: dict[str, list[Change]] = {}
    for change in changes:
        by_group.setdefault(_group(change, closed), []).append(change)
    found = []
    for key, words in GROUPS.items():
        if these := by_group.get(key):
            count = len({c.item for c in these}) if key in ("closed", "withdrawn") else len(these)
            found.append((key, ngettext(*words, count).format(number=count), these))
    return found


def summarise_changes(changes: list[Change]) -> str:
    """The changes in numbers: "2 added, 1 closed, 1 date put off"; or "Nothing changed"."""
    return ", ".join(heading for _key, heading, _changes in grouped(changes)) or _("Nothing changed")


def delayed_items(change: Change) -> bool:
    """Whether a time was put off: its last day is later, or it has none any more."""
    old, new = change.old, change.new
    if (
        change.kind is not Kind.changed
        or change.field.key not in ("due", "by")
        or not isinstance(old, FuzzyDate)
        or not isinstance(new, FuzzyDate)
        or old.latest is None
    ):
        return False
    return new.latest is None or new.latest > old.latest


def describe_changes(document: BaseModel, change: Change) -> str:
    """Why a promise reads differently, as the item itself says in a document; "" if it need not say."""
    if change.class_ is not ChangeSeverity.commitment or not change.item:
        return ""
    model = next(
        (v for _path, _spec, v in iter_values(document) if getattr(v, "id", None) == change.item), None
    )
    ends = (getattr(getattr(model, name, None), "reason", None) for name in ("outcome", "ended"))
    return getattr(model, "reason", None) or next((end for end in ends if end), "")
