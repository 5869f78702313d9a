"""Dates as people write them: a printed phrase with the earliest and the latest day it can mean."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from ..i18n import N_, _, current_catalogue
from .field_error import UNFINISHED_GAP, FieldError

# Exact days as people write them, and what is said of a day that cannot be one.


# Once: to ask the calendar for a name formats a date each time, in whatever language the machine speaks by
# then.
MONTH_NAMES = tuple(calendar.month_name)
MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES) if number}
MONTHS |= {name.casefold()[:3]: number for name, number in list(MONTHS.items())} | {"sept": 9}
ANY_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_ISO_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ]\d{1,2}[:.]\d\d", re.IGNORECASE)
DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({ANY_MONTH}) (\d{{4}})\Z", re.IGNORECASE)
_SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\Z")

HOW = "Write a day as year-month-day, for example 2026-02-28."
# No phrase for a time is longer, and the patterns below need not be proof against more.
LONGEST = 200


def display_day(day: date) -> str:
    """A day as readers print it: 22 November 2026; in the language of the moment."""
    now = current_catalogue()
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year}" if now is None else _day_in(day, now.locale)


def display_month(year: int, month: int) -> str:
    """A month as readers print it: November 2026; in the language of the moment."""
    now = current_catalogue()
    return (
        f"{MONTH_NAMES[month]} {year}"
        if now is None
        else format_date(date(year, month, 1), "LLLL y", locale=now.locale)
    )


def name_of_month(month: int) -> str:
    """A month on its own: November; in the language of the moment."""
    now = current_catalogue()
    return MONTH_NAMES[month] if now is None else now.locale.months["stand-alone"]["wide"][month]


@lru_cache(maxsize=8192)
def _day_in(day: date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale)


def parse_day(value: object) -> date:
    """An exact day, `2026-11-22`. Raises `Wrong` in words."""
    if isinstance(value, date):
        return value
    return _day_written(value) if type(value) is str else _day(one_line(value, "a day"))


@lru_cache(maxsize=8192)
def _day_written(text: str) -> date:
    return _day(one_line(text, "a day"))


def _day(text: str) -> date:
    found = ISO.match(text)
    if found:
        return exact_day(int(found[1]), int(found[2]), int(found[3]))
    refuse_slashes(text)
    written = DAY.match(text)
    if written:
        meant = exact_day(int(written[3]), MONTHS[written[2].casefold()], int(written[1]))
        raise FieldError(
            "date-format", f"Write {display_day(meant)} as {meant.isoformat()}.", meant.isoformat()
        )
    refuse_time(text)
    raise FieldError("date-format", f"{quoted(text)} is not a day. {HOW}")


def exact_day(year: int, month: int, day: int) -> date:
    """A day, if there is one. Raises `Wrong` in words."""
    if not 1 <= month <= 12:
        raise FieldError("date-impossible", f"There is no month {month}. {HOW}")
    if not 1000 <= year <= 2999:
        raise FieldError("date-format", f"{year} is not a year that a plan can speak of. {HOW}")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise FieldError(
            "date-impossible",
            f"{MONTH_NAMES[month]} {year} has {length} days. {HOW}",
            f"{year}-{month:02}-{min(max(day, 1), length):02}",
        )
    return date(year, month, day)


def refuse_slashes(text: str) -> None:
    """Raise `Wrong` for 12/03/2026, which can be read in two ways."""
    found = _SLASHES.match(text)
    if not found:
        return
    day, month, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if len(found[3]) == 2 else 0
    if month > 12 and day <= 12:
        day, month = month, day
    if not 1 <= month <= 12 or not 1000 <= year <= 2999:
        exact_day(year, month, 1)
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise FieldError(
            "date-impossible",
            f"There is no {day} {MONTH_NAMES[month]}. {HOW}",
            f"{year}-{month:02}-{length:02}",
        )
    meant = date(year, month, day)
    either = (
        f" ({day:02}/{month:02} could also be read as {month} {MONTH_NAMES[day]}.)"
        if day <= 12 and day != month
        else ""
    )
    raise FieldError(
        "date-format", f"Write {display_day(meant)} as {meant.isoformat()}.{either}", meant.isoformat()
    )


def refuse_time(text: str) -> None:
    """Raise `Wrong` for a day with the time behind it."""
    if found := _ISO_TIME.match(text):
        raise FieldError("date-format", "Write the day only, without the time.", found[1])


def one_line(value: object, what: str) -> str:
    """What was written, in one line. Lists, groups, true and false are no text; neither is a whole page."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise FieldError("not-text", f"This must be {what}. {HOW}")
    text = " ".join(str(value).split())
    if len(text) > LONGEST:
        raise FieldError(
            "too-long", f"This must be {what}. It has {len(text):,} characters; the limit is {LONGEST}."
        )
    return text


def quoted(text: str) -> str:
    """What was written, short enough for a sentence."""
    return f"“{text[:60]}”"


__all__ = ["HOW", "FuzzyDate", "display_day", "parse_day", "parse_fuzzy_date"]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

_ISO_MONTH = re.compile(r"([12]\d{3})-(\d{2})\Z")
_LOOSE_MONTH = re.compile(r"(?:([12]\d{3})[-/.](\d)|(\d{1,2})[-/.]([12]\d{3}))\Z")
_YEAR = re.compile(r"(1[89]\d\d|2\d{3})\Z")
_FINANCIAL = re.compile(r"([12]\d{3})[/-](\d{2}|\d{4})\Z")
_QUARTER = re.compile(r"(?:q([1-4]) ([12]\d{3})|([12]\d{3})-q([1-4]))\Z", re.IGNORECASE)
_SEASON = re.compile(r"(spring|summer|autumn|winter)(?: of)? ([12]\d{3})\Z", re.IGNORECASE)
_WINTER = re.compile(r"winter(?: of)? ([12]\d{3})/(\d{2}|\d{4})\Z", re.IGNORECASE)
_MONTH = re.compile(rf"({ANY_MONTH}) ([12]\d{{3}})\Z", re.IGNORECASE)
_PART = re.compile(r"(early|mid|late|end of|start of)[ -](.+)\Z", re.IGNORECASE)
_BY = re.compile(r"(by|before|until|since|from|after)(?: the)? (.+)\Z", re.IGNORECASE)
# What is said of a day or a month that was typed in numbers.
_OPEN = {
    "by": N_("by {time}"),
    "before": N_("before {time}"),
    "until": N_("until {time}"),
    "since": N_("since {time}"),
    "from": N_("from {time}"),
    "after": N_("after {time}"),
}
_RANGE = re.compile(r"(.+?) (?:to|until|till|–|—|-) (.+)\Z", re.IGNORECASE)
# What may stand before the first of two times: with it, the second is still the end.
_LEAD = re.compile(r"(since|from)(?: the)? ", re.IGNORECASE)
_BRACKETS = re.compile(r"(.*\S)\s*\[([^\[\]]*)\]\Z")
_FINANCIAL_YEAR = "A financial year"
HOW_ANY = (
    "Write 2026-02-28, 2026-03, March 2026, Summer 2026, 2026/27, by 2026-09-30 or ongoing, "
    'or words with their days in brackets: "before the school holidays [..2026-07-20]".'
)


@dataclass(frozen=True)
class FuzzyDate:
    """A time as it was printed. `earliest` and `latest` are days, or None where that end is open or not
    known.

    `printed` has the words in English; `typed` what stands in the file, where its numbers are said in words.
    """

    printed: str
    earliest: date | None = None
    latest: date | None = None
    ongoing: bool = False
    typed: str = field(default="", compare=False, repr=False)

    @property
    def words(self) -> str:
        """What readers see. Words that somebody chose stay as they are; numbers are said in the language of
        the moment.
        """
        return self.printed if not self.typed or current_catalogue() is None else _printed(self.typed)

    def __str__(self) -> str:
        return self.words


def parse_fuzzy_date(value: object) -> FuzzyDate:
    """A time in any of the ways that plans print it. Raises `Wrong` in words."""
    if type(value) is str:
        return _written(value)
    if isinstance(value, date):
        return FuzzyDate(display_day(value), value, value, typed=value.isoformat())
    return _when(one_line(value, "a date"))


@lru_cache(maxsize=8192)
def _written(text: str) -> FuzzyDate:
    return _when(one_line(text, "a date"))


def _when(text: str) -> FuzzyDate:
    bracketed = _BRACKETS.match(text)
    if bracketed:
        return FuzzyDate(bracketed[1], *_days(bracketed[2]))
    if text.casefold() in ("ongoing", "continuing"):
        return FuzzyDate(text, ongoing=True)
    refuse_slashes(text)
    refuse_time(text)
    days = _span(text)
    if days is None:
        if text.casefold() in ("tbc", "tba", "unknown", "n/a", "none", "asap"):
            raise FieldError(
                "date-format",
                f"{quoted(text)} is not a date. If it is not known, leave the line out, or say that it is not"
                " published.",
                UNFINISHED_GAP,
            )
        raise FieldError(
            "date-format",
            f"{quoted(text)} cannot be read as a date. {HOW_ANY}",
            f'"{text.replace(chr(92), "").replace(chr(34), "")} [unknown]"',
        )
    printed = _printed(text)
    return FuzzyDate(printed, *days, typed=text if printed != text else "")


def _printed(text: str) -> str:
    """Numbers-only days and months in words; everything else as it was written."""
    if found := ISO.match(text):
        return display_day(exact_day(*map(int, found.groups())))
    if (found := _ISO_MONTH.match(text)) and int(found[2]) <= 12:
        return display_month(int(found[1]), int(found[2]))
    if found := _BY.match(text):
        inner = found[2]
        if current_catalogue() and (said := _printed(inner)) != inner and found[1].casefold() in _OPEN:
            return _(_OPEN[found[1].casefold()]).format(time=said)
        return text[: found.start(2)] + _printed(inner)
    if found := _RANGE.match(text):
        return _("{first} to {last}").format(first=_printed(found[1]), last=_printed(found[2]))
    return text


def _span(text: str) -> tuple[date | None, date | None] | None:
    """First and last day of a phrase, or None if it is not one that we know."""
    if found := ISO.match(text):
        day = exact_day(*map(int, found.groups()))
        return day, day
    if found := _ISO_MONTH.match(text):
        if int(found[2]) <= 12:
            return _months(int(found[1]), int(found[2]), 1)
        if int(found[2]) != (int(found[1]) + 1) % 100:
            years = _several_years(int(found[1]), found[2])
            meant = f" For the years from {found[1]} on, write {years}." if years else ""
            raise FieldError("date-impossible", f"There is no month {found[2]}.{meant}", years)
    if found := _YEAR.match(text):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    if found := _LOOSE_MONTH.match(text):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        if 1 <= month <= 12:
            raise FieldError(
                "date-format",
                f"Write {MONTH_NAMES[month]} {year} as {year}-{month:02}.",
                f"{year}-{month:02}",
            )
        raise FieldError("date-impossible", f"There is no month {month}. {HOW}")
    if found := _FINANCIAL.match(text):
        year = _two_years(found[1], found[2], _FINANCIAL_YEAR)
        return date(year, 4, 1), date(year + 1, 3, 31)
    if found := _WINTER.match(text):
        return _months(_two_years(found[1], found[2], "A winter"), 12, 3)
    if found := _QUARTER.match(text):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _months(year, 3 * quarter - 2, 3)
    if found := _SEASON.match(text):
        return _months(int(found[2]), SEASONS[found[1].casefold()], 3)
    if found := _MONTH.match(text):
        return _months(int(found[2]), MONTHS[found[1].casefold()], 1)
    if found := DAY.match(text):
        day = exact_day(int(found[3]), MONTHS[found[2].casefold()], int(found[1]))
        return day, day
    # Before the phrases that open an end or name a part of a time: "from March 2026 to May 2026" has both
    # ends, and "early 2020 to late 2024" is no third of anything. It is tried no further, so that no phrase
    # is read twice.
    if found := _RANGE.match(text):
        return _from_to(found[1], found[2])
    if found := _PART.match(text):
        begin, end = _span(found[2]) or (None, None)
        return _part(found[1].casefold(), (begin, end)) if begin and end else None
    if found := _BY.match(text):
        inner = _span(found[2])
        if not inner:
            return None
        return _open(found[1].casefold(), *inner)
    return None


def _from_to(first: str, last: str) -> tuple[date | None, date | None] | None:
    """The days of two times with "to" between them: whatever end was said is kept. None where one of the two
    cannot be read, or says the other end.
    """
    # "March to May 2026": the year stands once.
    year = re.search(r"[12]\d{3}\Z", last)
    once = year is not None and first.rsplit(maxsplit=1)[-1].casefold() in MONTHS
    begins = _span(f"{first} {year[0]}" if once and year else first)
    ends = _span(last) if begins else None
    if begins is None or ends is None or ends[1] is None:
        return None
    if begins[0] is None and not first.casefold().startswith("by "):
        return None
    begin = begins[0] or begins[1]
    if begin and ends[1] < begin:
        lead = _LEAD.match(first)
        begun = first[lead.end() :] if lead else first
        raise FieldError(
            "date-order",
            f"{_printed(last)} is before {_printed(begun)}." + (" Write the year of both." if once else ""),
            # Which year was meant is not known where it stands once.
            "" if once else f"{lead[0] if lead else ''}{last} to {begun}",
        )
    return begins[0], ends[1]


def _days(text: str) -> tuple[date | None, date | None]:
    """The days in brackets: `2022-07-20..2022-09-05`, with either end left open, or `unknown`."""
    text = text.strip()
    if text == "unknown":
        return None, None
    first, dots, last = text.partition("..")
    begin, end = (
        _span(part.strip()) if part.strip() else (None, None) for part in (first, last if dots else first)
    )
    if begin is None or end is None or not (begin[0] or end[1]):
        raise FieldError(
            "date-format",
            f"[{text}] does not give days. Write [2022-07-20..2022-09-05], [..2022-09-05] or [unknown].",
        )
    earliest, latest = begin[0], end[1]
    if earliest and latest and latest < earliest:
        raise FieldError(
            "date-order",
            f"{display_day(latest)} is before {display_day(earliest)}.",
            f"[{latest}..{earliest}]",
        )
    return earliest, latest


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last_month = month + count - 1
    last_year, last_month = year + (last_month - 1) // 12, (last_month - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def _open(word: str, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """A time with one end left open. What is before March is over in February; what is by March may be in it."""
    if word in ("since", "from"):
        return first, None
    if word == "after":
        return (last + timedelta(days=1) if last else None), None
    if word == "before":
        return None, (first - timedelta(days=1) if first else None)
    return None, last


def _two_years(first: str, second: str, what: str) -> int:
    """The first of two years in a row, such as 2026/27.

    Raises:
        FieldError: They are not in a row. What is suggested means what was typed: some years, or a month;
            where that cannot be told, nothing is.
    """
    year = int(first)
    if second == str(year + 1) or second == f"{(year + 1) % 100:02}":
        return year
    meant = said = ""
    if what == _FINANCIAL_YEAR:
        if len(second) == 2 and 1 <= int(second) <= 12:
            meant = f"{year}-{second}"
            said = f" Write a month as {meant}."
        elif meant := _several_years(year, second):
            said = f" For the years from {year} on, write {meant}."
    raise FieldError(
        "date-format", f"{what} names two years in a row: {year}/{(year + 1) % 100:02}.{said}", meant
    )


def _several_years(first: int, second: str) -> str:
    """2012-17 and 2012-2017 as some years, `2012 to 2017`; "" where the second is not a later year."""
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    return f"{first} to {last}" if first < last < 3000 else ""


def _part(word: str, span: tuple[date, date]) -> tuple[date, date]:
    """The first, middle or last third of a time."""
    first, last = span
    third = (last - first).days // 3
    if word in ("early", "start of"):
        return first, first + timedelta(days=third)
    if word == "mid":
        return first + timedelta(days=third), last - timedelta(days=third)
    return last - timedelta(days=third), last
