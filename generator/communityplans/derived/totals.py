"""Sums of a fund, to the penny. They are computed from its decisions and never typed (fields.md 1.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..model.funds import Entry, EntryState, Fund, TotalOf
from ..model.money import Money

ALLOCATED = frozenset({EntryState.approved, EntryState.part_approved, EntryState.committed, EntryState.spent})
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """What a fund comes to, in pounds. `available` is None where the opening sum is not published.

    What is only `planned` is not allocated yet. `unknown` counts decisions without an exact amount, which are
    left out of the sums.
    """

    available: Decimal | None
    allocated: Decimal
    committed: Decimal
    spent: Decimal
    planned: Decimal
    unknown: int

    @property
    def uncommitted(self) -> Decimal | None:
        """What is left to decide on; None where nobody can tell, as a decision has no exact amount."""
        return None if self.available is None or self.unknown else self.available - self.allocated

    def of(self, kind: TotalOf) -> Decimal | None:
        """The sum that a published total of this kind can be compared with."""
        return {
            TotalOf.allocated: self.allocated,
            TotalOf.committed: self.committed,
            TotalOf.spent: self.spent,
            TotalOf.committed_and_spent: self.committed + self.spent,
            TotalOf.uncommitted: self.uncommitted,
        }[kind]


def exact(value: object) -> Decimal | None:
    """The exact amount of a sum of money, or None where it is about, between, only in words or not published."""
    return (
        value.least
        if isinstance(value, Money) and value.least == value.most and not value.approximate
        else None
    )


def own_share(entry: Entry) -> Decimal | None:
    """What an entry takes from its own fund: its amount, less the shares that others pay."""
    amount = exact(entry.amount)
    others = [exact(split.amount) for split in entry.splits if split.funder]
    return None if amount is None or None in others else amount - sum(others, NOTHING)


def totals(fund: Fund) -> Totals:
    """Add up a fund."""
    shares = {state: NOTHING for state in EntryState}
    unknown = 0
    for entry in fund.entries:
        share = own_share(entry)
        if share is None:
            unknown += entry.state in ALLOCATED
        else:
            shares[entry.state] += share
    opening, carried = exact(fund.opening), exact(fund.carried_in) if fund.carried_in else NOTHING
    available = None if opening is None or carried is None else opening + carried
    return Totals(
        available,
        _sum(shares, ALLOCATED),
        shares[EntryState.committed],
        shares[EntryState.spent],
        shares[EntryState.planned],
        unknown,
    )


def decided(fund: Fund, sums: Totals, amount: Decimal) -> tuple[Decimal | None, bool]:
    """What is known of a sum of decisions of a fund, and whether it is the whole sum.

    Nothing is known where no decision is listed, or where none of those that count has an exact amount.
    """
    known = bool(fund.entries) and bool(amount or not sums.unknown)
    return amount if known else None, bool(fund.entries) and not sums.unknown


def _sum(shares: dict[EntryState, Decimal], states: Iterable[EntryState]) -> Decimal:
    return sum((shares[state] for state in states), NOTHING)
