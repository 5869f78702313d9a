"""Dates as plans print them: what is accepted, which days it can mean, and how it is shown; what is refused,
and why.
"""

from datetime import date
from decimal import Decimal

import pytest

from communityplans.model.dates import parse_day, parse_fuzzy_date
from communityplans.model.field_error import UNFINISHED_GAP, FieldError

OPEN = None


def days(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


ACCEPTED = [
    # written, shown, earliest, latest
    ("2026-11-22", "22 November 2026", "2026-11-22", "2026-11-22"),
    ("2026-1-5", "5 January 2026", "2026-01-05", "2026-01-05"),
    ("22 November 2026", "22 November 2026", "2026-11-22", "2026-11-22"),
    ("1st Feb 2024", "1st Feb 2024", "2024-02-01", "2024-02-01"),
    ("2024-02-29", "29 February 2024", "2024-02-29", "2024-02-29"),
    ("2000-02-29", "29 February 2000", "2000-02-29", "2000-02-29"),
    ("2026-03", "March 2026", "2026-03-01", "2026-03-31"),
    ("March 2026", "March 2026", "2026-03-01", "2026-03-31"),
    ("march 2026", "march 2026", "2026-03-01", "2026-03-31"),
    ("Sept 2026", "Sept 2026", "2026-09-01", "2026-09-30"),
    ("February 2024", "February 2024", "2024-02-01", "2024-02-29"),
    ("February 1900", "February 1900", "1900-02-01", "1900-02-28"),
    ("2026", "2026", "2026-01-01", "2026-12-31"),
    (2026, "2026", "2026-01-01", "2026-12-31"),
    ("2023/24", "2023/24", "2023-04-01", "2024-03-31"),
    ("2023/2024", "2023/2024", "2023-04-01", "2024-03-31"),
    ("2023-24", "2023-24", "2023-04-01", "2024-03-31"),
    ("1999/00", "1999/00", "1999-04-01", "2000-03-31"),
    ("2011-12", "December 2011", "2011-12-01", "2011-12-31"),
    ("Q1 2026", "Q1 2026", "2026-01-01", "2026-03-31"),
    ("2026-Q4", "2026-Q4", "2026-10-01", "2026-12-31"),
    ("Spring 2026", "Spring 2026", "2026-03-01", "2026-05-31"),
    ("summer of 2026", "summer of 2026", "2026-06-01", "2026-08-31"),
    ("Autumn 2026", "Autumn 2026", "2026-09-01", "2026-11-30"),
    ("Winter 2026", "Winter 2026", "2026-12-01", "2027-02-28"),
    ("Winter 2023", "Winter 2023", "2023-12-01", "2024-02-29"),
    ("Winter 2026/27", "Winter 2026/27", "2026-12-01", "2027-02-28"),
    ("early March 2020", "early March 2020", "2020-03-01", "2020-03-11"),
    ("mid-March 2020", "mid-March 2020", "2020-03-11", "2020-03-21"),
    ("late 2026", "late 2026", "2026-09-01", "2026-12-31"),
    ("end of September 2020", "end of September 2020", "2020-09-21", "2020-09-30"),
    ("start of 2023/24", "start of 2023/24", "2023-04-01", "2023-07-31"),
    ("by 2030", "by 2030", OPEN, "2030-12-31"),
    ("by 2020-09-30", "by 30 September 2020", OPEN, "2020-09-30"),
    ("until 2026-03", "until March 2026", OPEN, "2026-03-31"),
    ("before March 2026", "before March 2026", OPEN, "2026-02-28"),
    ("before 2026-03-01", "before 1 March 2026", OPEN, "2026-02-28"),
    ("since May 2023", "since May 2023", "2023-05-01", OPEN),
    ("from 2026-04", "from April 2026", "2026-04-01", OPEN),
    ("after 2026", "after 2026", "2027-01-01", OPEN),
    ("by the end of 2026", "by the end of 2026", OPEN, "2026-12-31"),
    ("2026-03 to 2026-05", "March 2026 to May 2026", "2026-03-01", "2026-05-31"),
    ("March to May 2026", "March to May 2026", "2026-03-01", "2026-05-31"),
    ("from March 2026 to May 2026", "from March 2026 to May 2026", "2026-03-01", "2026-05-31"),
    ("from March to May 2026", "from March to May 2026", "2026-03-01", "2026-05-31"),
    ("since 2020 to 2024", "since 2020 to 2024", "2020-01-01", "2024-12-31"),
    ("from 2025-04 until 2026-03", "from April 2025 to March 2026", "2025-04-01", "2026-03-31"),
    ("after 2020 to 2024", "after 2020 to 2024", "2021-01-01", "2024-12-31"),
    ("by 2026 to 2027", "by 2026 to 2027", OPEN, "2027-12-31"),
    ("early 2020 to late 2024", "early 2020 to late 2024", "2020-01-01", "2024-12-31"),
    ("from the start of 2020 till 2024", "from the start of 2020 to 2024", "2020-01-01", "2024-12-31"),
    ("2019 – 2021", "2019 to 2021", "2019-01-01", "2021-12-31"),
    ("2024-05-02 until 2024-05-02", "2 May 2024 to 2 May 2024", "2024-05-02", "2024-05-02"),
    ("by the school holidays [2022-07-20..2022-09-05]", "by the school holidays", "2022-07-20", "2022-09-05"),
    ("before the holidays [..2026-07-20]", "before the holidays", OPEN, "2026-07-20"),
    ("once built [2026-07..]", "once built", "2026-07-01", OPEN),
    ("two years from now [2028]", "two years from now", "2028-01-01", "2028-12-31"),
    ("when there is money [unknown]", "when there is money", OPEN, OPEN),
    ("  March   2026 ", "March 2026", "2026-03-01", "2026-03-31"),
]


@pytest.mark.parametrize(
    ("written", "shown", "earliest", "latest"), ACCEPTED, ids=[str(a[0]) for a in ACCEPTED]
)
def test_accepted(written, shown, earliest, latest):
    when = parse_fuzzy_date(written)
    assert (str(when), when.earliest, when.latest, when.ongoing) == (
        shown,
        days(earliest),
        days(latest),
        False,
    )


@pytest.mark.parametrize("word", ["ongoing", "Ongoing", "continuing"])
def test_ongoing_has_no_days(word):
    when = parse_fuzzy_date(word)
    assert (str(when), when.earliest, when.latest, when.ongoing) == (word, None, None, True)


REFUSED = [
    # written, rule, part of the sentence, value to write instead
    ("2026-02-31", "date-impossible", "February 2026 has 28 days.", "2026-02-28"),
    ("2025-02-29", "date-impossible", "February 2025 has 28 days.", "2025-02-28"),
    ("1900-02-29", "date-impossible", "February 1900 has 28 days.", "1900-02-28"),
    ("31 June 2026", "date-impossible", "June 2026 has 30 days.", "2026-06-30"),
    ("2026-00-10", "date-impossible", "There is no month 0.", ""),
    ("2026-13", "date-impossible", "There is no month 13.", ""),
    ("2012-17", "date-impossible", "There is no month 17. For the years from 2012 on", "2012 to 2017"),
    ("2012-2017", "date-format", "For the years from 2012 on, write 2012 to 2017.", "2012 to 2017"),
    ("2012/17", "date-format", "names two years in a row: 2012/13.", "2012 to 2017"),
    ("2026/1927", "date-format", "names two years in a row: 2026/27.", ""),
    ("2026/2026", "date-format", "names two years in a row: 2026/27.", ""),
    ("Winter 2026/1927", "date-format", "A winter names two years in a row: 2026/27.", ""),
    (
        "before March 2026 to May 2026",
        "date-format",
        "cannot be read as a date",
        '"before March 2026 to May 2026 [unknown]"',
    ),
    ("2020 to since 2024", "date-format", "cannot be read as a date", '"2020 to since 2024 [unknown]"'),
    (
        "from March 2026 to soon",
        "date-format",
        "cannot be read as a date",
        '"from March 2026 to soon [unknown]"',
    ),
    ("from May 2026 to March 2026", "date-order", "is before", "from March 2026 to May 2026"),
    ("November to February 2026", "date-order", "Write the year of both.", ""),
    ("2026-13-01", "date-impossible", "There is no month 13.", ""),
    ("31/02/2026", "date-impossible", "There is no 31 February.", "2026-02-28"),
    (
        "12/03/2026",
        "date-format",
        "Write 12 March 2026 as 2026-03-12. (12/03 could also be read as 3 December.)",
        "2026-03-12",
    ),
    ("22/03/2026", "date-format", "Write 22 March 2026 as 2026-03-22.", "2026-03-22"),
    ("03/22/2026", "date-format", "Write 22 March 2026 as 2026-03-22.", "2026-03-22"),
    ("05.05.26", "date-format", "Write 5 May 2026 as 2026-05-05.", "2026-05-05"),
    ("2026-03-12T10:00", "date-format", "Write the day only, without the time.", "2026-03-12"),
    ("2026-03-12 10:00:30", "date-format", "Write the day only, without the time.", "2026-03-12"),
    ("2026-3", "date-format", "Write March 2026 as 2026-03.", "2026-03"),
    ("3/2026", "date-format", "Write March 2026 as 2026-03.", "2026-03"),
    (
        "2026/03",
        "date-format",
        "A financial year names two years in a row: 2026/27. Write a month as 2026-03.",
        "2026-03",
    ),
    ("2026/28", "date-format", "A financial year names two years in a row: 2026/27.", "2026 to 2028"),
    ("Winter 2026/28", "date-format", "A winter names two years in a row: 2026/27.", ""),
    ("May 2026 to March 2026", "date-order", "March 2026 is before May 2026.", "March 2026 to May 2026"),
    ("x [2026-05..2026-03]", "date-order", "31 March 2026 is before 1 May 2026.", "[2026-03-31..2026-05-01]"),
    ("x [soon]", "date-format", "[soon] does not give days.", ""),
    ("x []", "date-format", "[] does not give days.", ""),
    (
        "TBC",
        "date-format",
        "If it is not known, leave the line out",
        UNFINISHED_GAP,
    ),
    (
        "asap",
        "date-format",
        "“asap” is not a date.",
        UNFINISHED_GAP,
    ),
    ("soon", "date-format", "“soon” cannot be read as a date. Write 2026-02-28, 2026-03", '"soon [unknown]"'),
    ('the "big" day', "date-format", "cannot be read as a date", '"the big day [unknown]"'),
    ("Summer", "date-format", "“Summer” cannot be read as a date.", '"Summer [unknown]"'),
    ("0026-01-01", "date-format", "26 is not a year that a plan can speak of.", ""),
    ("9999/00", "date-format", "cannot be read as a date", '"9999/00 [unknown]"'),
    ("01/01/0000", "date-format", "0 is not a year that a plan can speak of.", ""),
    ("by " * 100, "too-long", "the limit is 200", ""),
    (True, "not-text", "This must be a date.", ""),
    (["2026"], "not-text", "This must be a date.", ""),
    ({"a": 1}, "not-text", "This must be a date.", ""),
    (Decimal("2026.5"), "date-format", "Write May 2026 as 2026-05.", "2026-05"),
]


@pytest.mark.parametrize(
    ("written", "rule", "sentence", "fix"), REFUSED, ids=[str(r[0])[:24] for r in REFUSED]
)
def test_refused(written, rule, sentence, fix):
    with pytest.raises(FieldError) as wrong:
        parse_fuzzy_date(written)
    assert wrong.value.type == rule
    assert sentence in wrong.value.context["sentence"]
    assert wrong.value.context["fix"] == fix


@pytest.mark.parametrize("fix", [r[3] for r in REFUSED if r[3] and not r[3].startswith(("{", "["))])
def test_what_is_suggested_can_be_read(fix):
    assert parse_fuzzy_date(fix.strip('"'))


def test_a_year_typed_as_a_number_is_read_the_same_whatever_was_read_before():
    parse_fuzzy_date(2026)
    with pytest.raises(FieldError):
        parse_fuzzy_date(Decimal("2026.0"))


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-11-22", "2026-11-22"), (" 2024-02-29 ", "2024-02-29"), (date(2026, 11, 22), "2026-11-22")],
)
def test_a_day(written, day):
    assert parse_day(written) == days(day)


@pytest.mark.parametrize(
    ("written", "rule", "sentence", "fix"),
    [
        ("22 November 2026", "date-format", "Write 22 November 2026 as 2026-11-22.", "2026-11-22"),
        ("March 2026", "date-format", "“March 2026” is not a day. Write a day as year-month-day", ""),
        ("TBC", "date-format", "“TBC” is not a day.", ""),
        ("2026-02-31", "date-impossible", "February 2026 has 28 days.", "2026-02-28"),
        ("31/04/2026", "date-impossible", "There is no 31 April.", "2026-04-30"),
        ("2026-11-22T09:00:00Z", "date-format", "without the time", "2026-11-22"),
        (2026, "date-format", "“2026” is not a day.", ""),
        (False, "not-text", "This must be a day.", ""),
        ("x" * 1000, "too-long", "This must be a day. It has 1,000 characters", ""),
    ],
)
def test_no_day(written, rule, sentence, fix):
    with pytest.raises(FieldError) as wrong:
        parse_day(written)
    assert (wrong.value.type, wrong.value.context["fix"]) == (rule, fix)
    assert sentence in wrong.value.context["sentence"]
