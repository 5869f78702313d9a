"""Amounts as people print them: exact to the penny, about, between, or only in words."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, format_decimal

from ..i18n import N_, _, current_catalogue
from .field_error import UNFINISHED_GAP, FieldError, unfinished

_NUMBER = r"\d{1,15}(?:\.\d{1,2})?"
_EXACT = re.compile(rf"{_NUMBER}\Z")
_KIND = re.compile(rf"(about|up to|at least) ({_NUMBER})\Z")
_KINDS = {"about": N_("about {amount}"), "up to": N_("up to {amount}"), "at least": N_("at least {amount}")}
_RANGE = re.compile(rf"({_NUMBER}) to ({_NUMBER})\Z")
_BRACKETS = re.compile(r"(.*\S)\s*\[([^\[\]]*)\]\Z")
_DECORATED = re.compile(
    r"(about |up to |at least )?[-–]?£? ?(\d[\d, ]*(?:\.\d+)?) ?(k|m|million|thousand|pounds|gbp)?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r" ?(?:[-–]|\bto\b|\band\b) ?", re.IGNORECASE)
_TIMES = {"k": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}
# No phrase for an amount is longer.
LONGEST = 300

HOW = (
    "Write 12000, 1453.50, about 12000, up to 12000, 10000 to 20000, or words with the amount in brackets:"
    ' "varies from scheme to scheme [unknown]".'
)


@dataclass(frozen=True)
class Money:
    """An amount in pounds. `least` and `most` are the same for an exact amount; either is None where it is
    not known.

    `printed` has the words in English; `typed` what stands in the file, where that is a number to be said in
    words.
    """

    printed: str
    least: Decimal | None = None
    most: Decimal | None = None
    approximate: bool = False
    typed: str = field(default="", compare=False, repr=False)

    @property
    def words(self) -> str:
        """What readers see. Words that somebody chose stay as they are; numbers are said in the language of
        the moment.
        """
        again = _plain(self.typed) if self.typed and current_catalogue() is not None else None
        return again.printed if again else self.printed

    def __str__(self) -> str:
        return self.words


def say_pounds(amount: Decimal) -> str:
    """An amount as readers print it: £12,000 or £1,453.50; in the language of the moment. A minus stands
    first: −£50.
    """
    if amount < 0:
        return f"−{say_pounds(-amount)}"
    now = current_catalogue()
    return f"£{amount:,.2f}".removesuffix(".00") if now is None else _pounds_in(amount, now.locale)


def say_number(number: int) -> str:
    """A whole number as readers print it: 12,000; in the language of the moment."""
    now = current_catalogue()
    return f"{number:,}" if now is None else format_decimal(number, locale=now.locale)


@lru_cache(maxsize=8192)
def _pounds_in(amount: Decimal, locale: Locale) -> str:
    pattern = locale.currency_formats["standard"].pattern
    whole = amount == amount.to_integral_value()
    return format_currency(
        amount,
        "GBP",
        pattern.replace("0.00", "0") if whole else pattern,
        locale=locale,
        currency_digits=not whole,
    )


def parse_money(value: object) -> Money:
    """An amount in any of the ways that plans print it. Raises `Wrong` in words."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise FieldError("money", "This must be a number.", unfinished("12000"))
    text = " ".join(str(value).split())
    if len(text) > LONGEST:
        raise FieldError(
            "too-long", f"This must be an amount. It has {len(text):,} characters; the limit is {LONGEST}."
        )
    return _money(text.removesuffix(".0") if isinstance(value, float) else text)


@lru_cache(maxsize=8192)
def _money(text: str) -> Money:
    bracketed = _BRACKETS.match(text)
    if bracketed:
        inside = bracketed[2].strip()
        if inside == "unknown":
            return Money(bracketed[1])
        amount = _plain(inside.replace("..", " to "))
        if amount is None:
            raise FieldError(
                "money", f"[{inside}] does not give an amount. Write [1500000], [10000..20000] or [unknown]."
            )
        return Money(bracketed[1], amount.least, amount.most, amount.approximate)
    amount = _plain(text)
    if amount is not None:
        return amount
    bare = _undecorated(text)
    if bare and _plain(bare) is None:
        raise FieldError("money", f"“{text[:60]}” is more than a plan can cost.")
    if bare and text.startswith(("-", "–")):
        raise FieldError("money", "An amount of money cannot be less than nothing.", unfinished(bare))
    if bare and re.fullmatch(r"[\d.]+", text):
        raise FieldError("money", "An amount has two digits after the point, for the pence.", bare)
    if bare:
        raise FieldError("money", f"Write the amount without £, commas or letters: {bare}.", bare)
    between = _BETWEEN.split(
        text[len("between ") if text.casefold().startswith("between ") else 0 :], maxsplit=1
    )
    if len(between) == 2:
        low, high = _undecorated(between[0], like=between[1]), _undecorated(between[1])
        if low and high:
            raise FieldError(
                "money",
                f"Write the two amounts without £, commas or letters, with “to” between them: {low} to"
                f" {high}.",
                f"{low} to {high}",
            )
    if text.casefold().strip(".") in (
        "tbc",
        "tba",
        "tbd",
        "unknown",
        "n/a",
        "none",
        "?",
        "not known",
        "to be confirmed",
    ):
        raise FieldError(
            "money",
            "This must be a number. If the amount is not known, leave the line out, or say so and why.",
            UNFINISHED_GAP,
        )
    words = text[:60].replace("\\", "").replace('"', "")
    raise FieldError("money", f"“{text[:60]}” is not an amount. {HOW}", f'"{words} [unknown]"')


def _undecorated(text: str, *, like: str = "") -> str:
    """An amount as it should be typed, or "" if it is none. In 10-20k, the k of the second (`like`) counts
    for both.
    """
    found = _DECORATED.match(text)
    if not found:
        return ""
    # The usual 28 digits are fewer than a line can hold, and what goes beyond them is an exception.
    with localcontext(prec=2 * LONGEST):
        number = Decimal(re.sub("[, ]", "", found[2]))
        unit = found[3] or ((_DECORATED.match(like) or [""] * 4)[3] if not found[3] else "")
        number *= _TIMES.get((unit or "").lower(), 1)
        typed = f"{number:.2f}" if number % 1 else f"{number.normalize():f}"
    return f"{(found[1] or '').lower()}{typed}"


def _plain(text: str) -> Money | None:
    if _EXACT.match(text):
        amount = Decimal(text)
        return Money(say_pounds(amount), amount, amount, typed=text)
    if found := _KIND.match(text):
        amount = Decimal(found[2])
        least = None if found[1] == "up to" else amount
        most = None if found[1] == "at least" else amount
        return Money(
            _(_KINDS[found[1]]).format(amount=say_pounds(amount)), least, most, found[1] == "about", text
        )
    if found := _RANGE.match(text):
        least, most = Decimal(found[1]), Decimal(found[2])
        if most < least:
            raise FieldError("money", "The larger amount comes second.", f"{most} to {least}")
        return Money(
            _("{first} to {last}").format(first=say_pounds(least), last=say_pounds(most)),
            least,
            most,
            typed=text,
        )
    return None
