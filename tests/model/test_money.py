"""Amounts as plans print them: exact to the penny, about, between, or only in words."""

from decimal import Decimal

import pytest

from communityplans.model.field_error import UNFINISHED_GAP, FieldError, unfinished
from communityplans.model.money import parse_money, say_pounds

ACCEPTED = [
    # written, shown, least, most, approximate
    (12000, "£12,000", "12000", "12000", False),
    ("12000", "£12,000", "12000", "12000", False),
    (0, "£0", "0", "0", False),
    (Decimal("1453.50"), "£1,453.50", "1453.50", "1453.50", False),
    ("1453.5", "£1,453.50", "1453.5", "1453.5", False),
    ("0.05", "£0.05", "0.05", "0.05", False),
    ("999999999999", "£999,999,999,999", "999999999999", "999999999999", False),
    ("about 12000", "about £12,000", "12000", "12000", True),
    ("up to 900", "up to £900", None, "900", False),
    ("at least 900.50", "at least £900.50", "900.50", None, False),
    ("10000 to 20000", "£10,000 to £20,000", "10000", "20000", False),
    ("varies from scheme to scheme [unknown]", "varies from scheme to scheme", None, None, False),
    ("£1.5 to £2 million [1500000..2000000]", "£1.5 to £2 million", "1500000", "2000000", False),
    ("three thousand or so [about 3000]", "three thousand or so", "3000", "3000", True),
    ("a bit [12.50]", "a bit", "12.50", "12.50", False),
]


@pytest.mark.parametrize(
    ("written", "shown", "least", "most", "approximate"), ACCEPTED, ids=[str(a[0]) for a in ACCEPTED]
)
def test_accepted(written, shown, least, most, approximate):
    money = parse_money(written)
    ends = tuple(Decimal(end) if end else None for end in (least, most))
    assert (str(money), money.least, money.most, money.approximate) == (shown, *ends, approximate)


REFUSED = [
    # written, part of the sentence, value to write instead
    ("£12,000", "Write the amount without £, commas or letters: 12000.", "12000"),
    ("£12,000.50", "12000.50", "12000.50"),
    ("£ 12000", "12000", "12000"),
    ("£12,001", "12001", "12001"),
    ("12k", "12000", "12000"),
    ("1.5m", "1500000", "1500000"),
    ("1.25 million", "1250000", "1250000"),
    ("2 thousand pounds", "is not an amount", '"2 thousand pounds [unknown]"'),
    ("12 000", "12000", "12000"),
    ("900 pounds", "900", "900"),
    ("About £12k", "about 12000", "about 12000"),
    ("up to £1,000", "up to 1000", "up to 1000"),
    ("12000.505", "An amount has two digits after the point", "12000.50"),
    ("12.", "is not an amount", '"12. [unknown]"'),
    ("-500", "cannot be less than nothing", unfinished("500")),
    (-500, "cannot be less than nothing", unfinished("500")),
    ("-£1,500.50", "cannot be less than nothing", unfinished("1500.50")),
    ("10000-20000", "with “to” between them: 10000 to 20000.", "10000 to 20000"),
    ("£10k to £20k", "10000 to 20000", "10000 to 20000"),
    ("10-20k", "10000 to 20000", "10000 to 20000"),
    ("between £1,000 and £2,000", "1000 to 2000", "1000 to 2000"),
    ("20000 to 10000", "The larger amount comes second.", "10000 to 20000"),
    (
        "TBC",
        "If the amount is not known, leave the line out",
        UNFINISHED_GAP,
    ),
    (
        "n/a",
        "If the amount is not known",
        UNFINISHED_GAP,
    ),
    ("lots", "“lots” is not an amount.", '"lots [unknown]"'),
    ('so "much"', "is not an amount", '"so much [unknown]"'),
    ("€5000", "is not an amount", '"€5000 [unknown]"'),
    ("words [lots]", "[lots] does not give an amount.", ""),
    ("words []", "[] does not give an amount.", ""),
    ("9" * 20, "is more than a plan can cost.", ""),
    ("999999999999 million", "is more than a plan can cost.", ""),
    ("-", "is not an amount", '"- [unknown]"'),
    (True, "This must be a number.", unfinished("12000")),
    ([1], "This must be a number.", unfinished("12000")),
    ({"a": 1}, "This must be a number.", unfinished("12000")),
    ("9 " * 400, "the limit is 300", ""),
]


@pytest.mark.parametrize(("written", "sentence", "fix"), REFUSED, ids=[str(r[0])[:24] for r in REFUSED])
def test_refused(written, sentence, fix):
    with pytest.raises(FieldError) as wrong:
        parse_money(written)
    assert sentence in wrong.value.context["sentence"]
    assert wrong.value.context["fix"] == fix


@pytest.mark.parametrize("fix", [r[2] for r in REFUSED if r[2] and "‹" not in r[2]])
def test_what_is_suggested_can_be_read(fix):
    assert parse_money(fix.strip('"'))


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "£0"),
        ("0.5", "£0.50"),
        ("100", "£100"),
        ("1200", "£1,200"),
        ("12.00", "£12"),
        ("1234567.89", "£1,234,567.89"),
    ],
)
def test_pounds(amount, shown):
    assert say_pounds(Decimal(amount)) == shown
