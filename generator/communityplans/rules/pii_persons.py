"""A person's day of birth and the registration of a vehicle, in a text."""

import re
from collections.abc import Iterator

from .pii_matches import PiiMatch

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?P<a>\d{{4}}|\d\d)|(?P<b>\d{{4}})-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<c>\d{{4}})|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?P<d>\d{{4}}))"
)
_BIRTH = re.compile(
    r"\b(?:born(?:\s+(?:on|in\s+\w+\s+on))?(?:\s+the)?|d\.?\s?o\.?\s?b\b\.?|(?:date|day)\s+of\s+birth|date_of_birth|birth["
    r" _-]?(?:date|day))"
    rf"[\s:=,(\"'-]*(?:(?:is|was|on|of|the)\s+)*(?P<date>{_DATE})(?!\d)",
    re.IGNORECASE,
)
# Clubs and ideas are born too, and people who have died have no say under this law (recital 27).
_THING = re.compile(
    r"\b(?:idea|project|group|plan|scheme|festival|club|town|campaign|charity|programme|partnership|forum|gardens?|park|league|trust|network|movement"
    r"|event|council|company|borough|association|society|service|centre|library|it)\b[^.\n]{0,20}\Z",
    re.IGNORECASE,
)
_LIVING_SINCE = 1905

_GAP = "[ \u00a0]?"
_NEW = r"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d)"
_PLATE = re.compile(rf"(?<![\w/.-]){_NEW}(?P<gap>{_GAP})(?P<last>[A-HJ-PR-Z]{{3}})(?![\w/-])")
_NAMED_PLATE = re.compile(
    r"\b(?:reg(?:istration)?|(?:number["
    r" -]?)?plates?|vrm|vehicle|car|van|lorry|truck|motor(?:bike|cycle)|taxi)\b[^\n]{0,30}?"
    rf"(?<![\w/-])(?P<plate>[A-HJ-PR-Y]{{2}}\d\d{_GAP}(?P<new>[A-HJ-PR-Z]{{3}})|[A-HJ-NPR-TV-Y]\d{{1,3}}{_GAP}(?P<old>[A-HJ-PR-Z]{{3}})"
    rf"|[A-HJ-PR-Y]{{3}}{_GAP}\d{{1,3}}[A-HJ-NPR-TV-Y])(?![\w/-])",
    re.IGNORECASE,
)
_CALLED = ("reg", "plate", "vrm", "vehicle", "car", "van", "lorry", "truck", "motor", "taxi")
# Words of three letters that stand behind a road or a postcode district in a heading in capitals.
_WORDS = frozenset(
    [
        "AND",
        "ARE",
        "AT",
        "BUS",
        "BUT",
        "BY",
        "CAR",
        "FOR",
        "FROM",
        "HAS",
        "LED",
        "NEW",
        "NOT",
        "OLD",
        "ONE",
        "OUR",
        "OUT",
        "PER",
        "THE",
        "TWO",
        "VIA",
        "WAS",
        "WAY",
    ]
)


def births(text: str) -> Iterator[PiiMatch]:
    """Every date that is said to be somebody's day of birth."""
    for match in _BIRTH.finditer(text):
        year = int(match["a"] or match["b"] or match["c"] or match["d"])
        if not (100 < year < _LIVING_SINCE) and not (
            match[0][:4].lower() == "born" and _THING.search(text, max(0, match.start() - 60), match.start())
        ):
            yield PiiMatch("date-of-birth", *match.span("date"))


def vehicles(text: str) -> Iterator[PiiMatch]:
    """Every registration of the form used since 2001; older forms and small letters only where a word says
    that it is one.
    """
    for match in _PLATE.finditer(text):
        if not (match["gap"] and match["last"] in _WORDS):
            yield PiiMatch("vehicle", *match.span())
    said = text.lower()
    for match in _NAMED_PLATE.finditer(text) if any(word in said for word in _CALLED) else ():
        if (match["new"] or match["old"] or "").upper() not in _WORDS:
            yield PiiMatch("vehicle", *match.span("plate"))
