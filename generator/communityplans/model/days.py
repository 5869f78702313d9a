"""Exact days as people write them, and what is said of a day that cannot be one."""

import calendar
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from ..i18n import current_catalogue
from .field_error import FieldError

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
    return _written(value) if type(value) is str else _day(one_line(value, "a day"))


@lru_cache(maxsize=8192)
def _written(text: str) -> date:
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
