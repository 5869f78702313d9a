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
    return Sum(known, tuple(missing))
