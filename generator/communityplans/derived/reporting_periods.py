"""The three months and the financial years in which councils report."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..i18n import _
from ..model.dates import FuzzyDate, display_month, name_of_month, parse_fuzzy_date

_DAY = timedelta(days=1)
_NAMES = re.compile(r"[12]\d{3}-q[1-4]\Z|[12]\d{3}[-/]\d{2}\Z", re.IGNORECASE)


@dataclass(frozen=True)
class ReportingPeriod:
    """A time that is reported on: its name in files (`2026-Q3`, `2025-26`), its words, its first and its last
    day.
    """

    name: str
    words: str
    first: date
    last: date

    def holds(self, when: object) -> bool:
        """Whether a time as it was printed is in this period: the middle of it, because printed times are
        seldom exact.
        """
        if not isinstance(when, FuzzyDate) or (when.earliest is None and when.latest is None):
            return False
        first, last = when.earliest or when.latest, when.latest or when.earliest
        return self.first <= first + (last - first) / 2 <= self.last

    @property
    def next(self) -> "ReportingPeriod":
        """The period after this one, of the same kind."""
        after = self.last + _DAY
        return year_of(after) if "-Q" not in self.name else quarter_of(after)

    @property
    def before(self) -> "ReportingPeriod":
        """The period before this one, of the same kind."""
        earlier = self.first - _DAY
        return year_of(earlier) if "-Q" not in self.name else quarter_of(earlier)


def quarter_of(day: date) -> ReportingPeriod:
    """The three months that a day is in."""
    number = (day.month - 1) // 3
    after = date(day.year + number // 3, (3 * number + 3) % 12 + 1, 1)
    words = _("{first} to {last}").format(
        first=name_of_month(3 * number + 1), last=display_month(day.year, 3 * number + 3)
    )
    return ReportingPeriod(
        f"{day.year}-Q{number + 1}", words, date(day.year, 3 * number + 1, 1), after - _DAY
    )


def year_of(day: date) -> ReportingPeriod:
    """The financial year that a day is in: from April to March."""
    start = day.year - (day.month < 4)
    return ReportingPeriod(
        f"{start}-{(start + 1) % 100:02}",
        f"{start}/{(start + 1) % 100:02}",
        date(start, 4, 1),
        date(start + 1, 3, 31),
    )


def period_named(name: str) -> ReportingPeriod | None:
    """The period of a name: 2026-Q3, 2025-26 or 2025/26.

    None if it is not one; raises `Wrong` for years that do not follow each other.
    """
    if not _NAMES.match(name):
        return None
    first = parse_fuzzy_date(name.replace("-", "/") if "q" not in name.casefold() else name).earliest
    return quarter_of(first) if "q" in name.casefold() else year_of(first)
