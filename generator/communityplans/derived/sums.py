"""The rule for sums: what is printed is the whole, or says that it is not.

A sum is exact only where every part is known. Otherwise it is a lower bound with the names of what is
missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Sum:
    """What the known parts come to (None where no part is known), and what each missing part belongs to."""

    known: Decimal | None
    missing: tuple[str, ...] = ()

    @property
    def exact(self) -> Decimal | None:
        """The sum, if every part of it is known."""
        return None if self.missing else self.known


def add_up(parts: Iterable[tuple[str, Decimal | None, bool]]) -> Sum:
    """Add up parts: whose each is, what is known of it (None where nothing is), and whether that is all of
    it.
    """
    known: Decimal | None = None
    missing: list[str] = []
    for name, amount, whole in parts:
        if amount is not None:
            known = amount if known is None else known + amount
        if amount is None or not whole:
            missing.append(name)
    return Sum(known, tuple(dict.fromkeys(missing)))


def part(name: str, amount: Sum) -> tuple[str, Decimal | None, bool]:
    """A sum as a part of a greater one (see `add_up`)."""
    return name, amount.known, amount.exact is not None


def together(*sums: Sum) -> Sum:
    """Sums added up; what is missing from one is missing from all of it."""
    known = [one.known for one in sums if one.known is not None]
    return Sum(
        sum(known, Decimal(0)) if known else None,
        tuple(dict.fromkeys(name for one in sums for name in one.missing)),
    )


def less(whole: Sum, taken: Sum) -> Sum:
    """What is left of one sum after another was taken from it.

    Returns:
        The exact difference of two exact sums. Where the whole is a lower bound and what was taken is exact, the difference is a
        lower bound too, but one below nothing tells nobody anything. Where what was taken is a lower bound, nothing is known.
    """
    missing = tuple(dict.fromkeys((*whole.missing, *taken.missing)))
    if whole.known is None or taken.exact is None:
        return Sum(None, missing)
    left = whole.known - taken.exact
    return Sum(None if missing and left < 0 else left, missing)
