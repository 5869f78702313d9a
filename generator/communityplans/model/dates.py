"""Dates as people write them: a printed phrase with the earliest and the latest day it can mean (fields.md 1.4)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .wrong import Wrong

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if number}
MONTHS |= {name.casefold()[:3]: number for name, number in list(MONTHS.items())} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_ANY_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_YEAR = re.compile(r"(1[89]\d\d|2\d{3})\Z")
_FINANCIAL = re.compile(r"(\d{4})[/-](\d{2}|\d{4})\Z")
_QUARTER = re.compile(r"(?:q([1-4]) (\d{4})|(\d{4})-q([1-4]))\Z", re.IGNORECASE)
_SEASON = re.compile(r"(spring|summer|autumn|winter)(?: of)? (\d{4})\Z", re.IGNORECASE)
_MONTH = re.compile(rf"({_ANY_MONTH}) (\d{{4}})\Z", re.IGNORECASE)
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({_ANY_MONTH}) (\d{{4}})\Z", re.IGNORECASE)
_PART = re.compile(r"(early|mid|late|end of|start of)[ -](.+)\Z", re.IGNORECASE)
_BY = re.compile(r"(by|before|until|since|from|after)(?: the)? (.+)\Z", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)\s+(?:to|until|–|-)\s+(.+)\Z", re.IGNORECASE)
_BRACKETS = re.compile(r"(.*\S)\s*\[([^\[\]]*)\]\Z")
_SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\Z")

HOW = "Write a day as year-month-day, for example 2026-02-28."
HOW_ANY = (
    "Write 2026-02-28, 2026-03, March 2026, Summer 2026, 2026/27, by 2026-09-30 or ongoing. "
    'Other words need their days in brackets: "before the school holidays [..2026-07-20]".'
)


@dataclass(frozen=True)
class When:
    """A time as it was printed. `earliest` and `latest` are days, or None where that end is open or not known."""

    words: str
    earliest: date | None = None
    latest: date | None = None
    ongoing: bool = False

    def __str__(self) -> str:
        return self.words


def say_day(day: date) -> str:
    """A day as readers print it: 22 November 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def parse_day(value: object) -> date:
    """An exact day, `2026-11-22`. Raises `Wrong` in words."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    found = _ISO.match(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    _refuse_slashes(text)
    written = _DAY.match(text)
    if written:
        meant = _day(int(written[3]), MONTHS[written[2].casefold()], int(written[1]))
        raise Wrong("date-format", f"Write {say_day(meant)} as {meant.isoformat()}.", meant.isoformat())
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        raise Wrong("date-format", "Write the day only, without the time.", text[:10])
    raise Wrong("date-format", f"{_quoted(text)} is not a day. {HOW}")


@lru_cache(maxsize=8192)
def parse_when(value: object) -> When:
    """A time in any of the ways that plans print it. Raises `Wrong` in words."""
    if isinstance(value, date):
        return When(say_day(value), value, value)
    text = " ".join(str(value).split())
    bracketed = _BRACKETS.match(text)
    if bracketed:
        return When(bracketed[1], *_days(bracketed[2]))
    if text.casefold() in ("ongoing", "continuing"):
        return When(text, ongoing=True)
    _refuse_slashes(text)
    days = _span(text)
    if days is None:
        if text.casefold() in ("tbc", "tba", "unknown", "n/a", "none", "asap"):
            raise Wrong("date-format", f"{_quoted(text)} is not a date. If it is not known, leave the line out, or say that it is not published.",
                        '{not_published: "No date has been published", as_of: 2026-11-22}')
        raise Wrong("date-format", f"{_quoted(text)} cannot be read as a date. {HOW_ANY}", f'"{text} [2026-04-01..2027-03-31]"')
    return When(_printed(text), *days)


def _printed(text: str) -> str:
    """Numbers-only days and months in words; everything else as it was written."""
    if found := _ISO.match(text):
        return say_day(_day(*map(int, found.groups())))
    if found := _ISO_MONTH.match(text):
        return f"{calendar.month_name[int(found[2])]} {found[1]}"
    if found := _BY.match(text):
        inner = found[2]
        return text[: found.start(2)] + _printed(inner)
    if found := _RANGE.match(text):
        return f"{_printed(found[1])} to {_printed(found[2])}"
    return text


def _span(text: str) -> tuple[date | None, date | None] | None:
    """First and last day of a phrase, or None if it is not one that we know."""
    if found := _ISO.match(text):
        day = _day(*map(int, found.groups()))
        return day, day
    if found := _ISO_MONTH.match(text):
        if int(found[2]) <= 12:
            return _months(int(found[1]), int(found[2]), 1)
        if int(found[2]) != (int(found[1]) + 1) % 100:
            raise Wrong("date-impossible", f"There is no month {found[2]}.", f"{found[1]}-12")
    if found := _YEAR.match(text):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    if found := _FINANCIAL.match(text):
        year = int(found[1])
        if int(found[2]) % 100 != (year + 1) % 100:
            raise Wrong("date-format", f"A financial year names two years in a row: {year}/{(year + 1) % 100:02}.", f"{year}/{(year + 1) % 100:02}")
        return date(year, 4, 1), date(year + 1, 3, 31)
    if found := _QUARTER.match(text):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _months(year, 3 * quarter - 2, 3)
    if found := _SEASON.match(text):
        return _months(int(found[2]), SEASONS[found[1].casefold()], 3)
    if found := _MONTH.match(text):
        return _months(int(found[2]), MONTHS[found[1].casefold()], 1)
    if found := _DAY.match(text):
        day = _day(int(found[3]), MONTHS[found[2].casefold()], int(found[1]))
        return day, day
    if found := _PART.match(text):
        inner = _span(found[2])
        return _part(found[1].casefold(), inner) if inner and None not in inner else None
    if found := _BY.match(text):
        inner = _span(found[2])
        if not inner:
            return None
        if found[1].casefold() in ("since", "from", "after"):
            return inner[0], None
        return None, inner[1]
    if found := _RANGE.match(text):
        first, last = _span(found[1]), _span(found[2])
        if first and last:
            if first[0] and last[1] and last[1] < first[0]:
                raise Wrong("date-order", f"{_printed(found[2])} is before {_printed(found[1])}.", f"{found[2]} to {found[1]}")
            return first[0], last[1]
    return None


def _days(text: str) -> tuple[date | None, date | None]:
    """The days in brackets: `2022-07-20..2022-09-05`, with either end left open, or `unknown`."""
    text = text.strip()
    if text == "unknown":
        return None, None
    first, dots, last = text.partition("..")
    ends = [_span(part.strip()) if part.strip() else (None, None) for part in (first, last if dots else first)]
    if None in ends or not (ends[0][0] or ends[1][1]):
        raise Wrong("date-format", f"[{text}] does not give days. Write [2022-07-20..2022-09-05], [..2022-09-05] or [unknown].")
    earliest, latest = ends[0][0], ends[1][1]
    if earliest and latest and latest < earliest:
        raise Wrong("date-order", f"{say_day(latest)} is before {say_day(earliest)}.", f"[{latest}..{earliest}]")
    return earliest, latest


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last_month = month + count - 1
    last_year, last_month = year + (last_month - 1) // 12, (last_month - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def _part(word: str, span: tuple[date, date]) -> tuple[date, date]:
    """The first, middle or last third of a time."""
    first, last = span
    third = (last - first).days // 3
    if word in ("early", "start of"):
        return first, first + timedelta(days=third)
    if word == "mid":
        return first + timedelta(days=third), last - timedelta(days=third)
    return last - timedelta(days=third), last


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Wrong("date-impossible", f"There is no month {month}. {HOW}")
    if year < 1000:
        raise Wrong("date-format", f"{year} is not a year. {HOW}")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Wrong("date-impossible", f"{calendar.month_name[month]} {year} has {length} days. {HOW}", f"{year}-{month:02}-{min(max(day, 1), length):02}")
    return date(year, month, day)


def _refuse_slashes(text: str) -> None:
    found = _SLASHES.match(text)
    if not found:
        return
    day, month, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    if month > 12 and day <= 12:
        day, month = month, day
    if not 1 <= month <= 12:
        raise Wrong("date-impossible", f"There is no month {month}. {HOW}")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Wrong("date-impossible", f"There is no {day} {calendar.month_name[month]}. {HOW}", f"{year}-{month:02}-{length:02}")
    meant = date(year, month, day)
    either = f" ({day:02}/{month:02} could also be read as {month} {calendar.month_name[day]}.)" if day <= 12 and day != month else ""
    raise Wrong("date-format", f"Write {say_day(meant)} as {meant.isoformat()}.{either}", meant.isoformat())


def _quoted(text: str) -> str:
    return f"“{text[:60]}”"
