"""Amounts as people print them: exact to the penny, about, between, or only in words (fields.md 1.6)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .wrong import Wrong

_NUMBER = r"\d{1,15}(?:\.\d{1,2})?"
_EXACT = re.compile(rf"{_NUMBER}\Z")
_KIND = re.compile(rf"(about|up to|at least) ({_NUMBER})\Z")
_RANGE = re.compile(rf"({_NUMBER}) to ({_NUMBER})\Z")
_BRACKETS = re.compile(r"(.*\S)\s*\[([^\[\]]*)\]\Z")
_DECORATED = re.compile(r"(about |up to |at least )?£? ?(\d[\d,]*(?:\.\d+)?) ?(k|m|million|pounds|gbp)?\Z", re.IGNORECASE)

HOW = 'Write 12000, 1453.50, about 12000, up to 12000, 10000 to 20000, or words with the amount in brackets: "varies from scheme to scheme [unknown]".'


@dataclass(frozen=True)
class Money:
    """An amount in pounds. `least` and `most` are the same for an exact amount; either is None where it is not known."""

    words: str
    least: Decimal | None = None
    most: Decimal | None = None
    approximate: bool = False

    def __str__(self) -> str:
        return self.words


def say_pounds(amount: Decimal) -> str:
    """An amount as readers print it: £12,000 or £1,453.50."""
    return f"£{amount:,.2f}".removesuffix(".00")


@lru_cache(maxsize=8192)
def parse_money(value: object) -> Money:
    """An amount in any of the ways that plans print it. Raises `Wrong` in words."""
    text = " ".join(str(value).split())
    if isinstance(value, float):
        text = text.removesuffix(".0")
    bracketed = _BRACKETS.match(text)
    if bracketed:
        inside = bracketed[2].strip()
        if inside == "unknown":
            return Money(bracketed[1])
        amount = _plain(inside.replace("..", " to "))
        if amount is None:
            raise Wrong("money", f"[{inside}] does not give an amount. Write [1500000], [10000..20000] or [unknown].")
        return Money(bracketed[1], amount.least, amount.most, amount.approximate)
    amount = _plain(text)
    if amount is not None:
        return amount
    if text.startswith("-"):
        raise Wrong("money", "An amount of money cannot be less than nothing.", text.lstrip("-"))
    decorated = _DECORATED.match(text)
    if decorated:
        number = Decimal(decorated[2].replace(",", ""))
        number *= {"k": 1000, "m": 1_000_000, "million": 1_000_000}.get((decorated[3] or "").lower(), 1)
        fix = f"{(decorated[1] or '').lower()}{number.normalize():f}"
        if "." in fix:
            fix = f"{(decorated[1] or '').lower()}{number:.2f}"
        raise Wrong("money", f"Write the amount without £, commas or letters: {fix}.", fix)
    if text.casefold() in ("tbc", "tba", "unknown", "n/a", "none", "?"):
        raise Wrong("money", "This must be a number. If the amount is not known, leave the line out, or say so and why.",
                    '{not_published: "No amount has been published", as_of: 2026-11-22}')
    raise Wrong("money", f"“{text[:60]}” is not an amount. {HOW}", f'"{text[:60]} [unknown]"')


def _plain(text: str) -> Money | None:
    if _EXACT.match(text):
        amount = Decimal(text)
        return Money(say_pounds(amount), amount, amount)
    if found := _KIND.match(text):
        amount = Decimal(found[2])
        least = None if found[1] == "up to" else amount
        most = None if found[1] == "at least" else amount
        return Money(f"{found[1]} {say_pounds(amount)}", least, most, found[1] == "about")
    if found := _RANGE.match(text):
        least, most = Decimal(found[1]), Decimal(found[2])
        if most < least:
            raise Wrong("money", "The larger amount comes second.", f"{most} to {least}")
        return Money(f"{say_pounds(least)} to {say_pounds(most)}", least, most)
    return None
