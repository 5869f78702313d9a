"""The words in which two texts differ, with a few words on either side."""

import difflib

from ..i18n import _, ngettext

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
        _said(before[a:b], after[c:d], _window(before, a, b, around), _window(after, c, d, around))
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


def _said(old: list[str], new: list[str], before: str, after: str) -> str:
    if short(before) == short(after):
        before, after = " ".join(old), " ".join(new)
    limit = 90 if short(before) != short(after) else 4000
    return _("“{before}” to “{after}”").format(before=short(before, limit), after=short(after, limit))


def _window(words: list[str], first: int, last: int, around: int) -> str:
    start, end = max(0, first - around), min(len(words), last + around)
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")
