"""Sums of a fund, to the penny. They are computed from its decisions and never typed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..model.funds import Entry, EntryState, Fund, TotalOf
from ..model.money import Money

# The rule for sums: what is printed is the whole, or says that it is not. A sum is exact only where every
# part is known. Otherwise it is a lower bound with the names of what is missing.


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


ALLOCATED = frozenset(
    {
        EntryState.allocated,
        EntryState.approved,
        EntryState.part_approved,
        EntryState.committed,
        EntryState.part_spent,
        EntryState.spent,
    }
)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """What a fund comes to, in pounds.

    Each sum is exact only where every part of it is known (see reckoning/sums).

    Available is the new money and what was brought forward. Publishers often leave out what was brought
    forward (Sheffield's committees, Rotherham's wards, Barnsley, whose money is carried forward), so silence
    is not £0: without `carried_in`, available is "at least" the new money, and `carried_in: 0` says that
    nothing was brought forward. What is only `planned` is not allocated yet. A decision whose state is not
    known may belong to any of the sums. `unknown` counts decisions that count, or may count, without an exact
    amount.
    """

    opening: Sum
    carried: Sum
    available: Sum
    allocated: Sum
    committed: Sum
    spent: Sum
    planned: Sum
    left: Sum
    unknown: int

    @property
    def used(self) -> Sum:
        """Committed and spent together."""
        return together(self.committed, self.spent)

    def of(self, kind: TotalOf) -> Sum:
        """The sum that a published total of this kind can be compared with."""
        return {
            TotalOf.opening: self.opening,
            TotalOf.carried_in: self.carried,
            TotalOf.available: self.available,
            TotalOf.allocated: self.allocated,
            TotalOf.committed: self.committed,
            TotalOf.spent: self.spent,
            TotalOf.committed_and_spent: self.used,
            TotalOf.uncommitted: self.left,
        }[kind]


def exact(value: object) -> Decimal | None:
    """The exact amount of a sum of money, or None where it is about, between, only in words or not published."""
    return (
        value.least
        if isinstance(value, Money) and value.least == value.most and not value.approximate
        else None
    )


def own_share(entry: Entry) -> Decimal | None:
    """What an entry takes from its own fund: its amount, less the shares that others pay and what was given
    back.
    """
    amount = exact(entry.amount)
    others = [exact(split.amount) for split in entry.splits if split.funder]
    if entry.returned:
        others.append(exact(entry.returned))
    return None if amount is None or None in others else amount - sum(others, NOTHING)


def spent_share(entry: Entry) -> Decimal | None:
    """What of the own share of an entry is spent; None where nobody can tell."""
    if entry.state is EntryState.spent and not entry.spent:
        return own_share(entry)
    if entry.state is EntryState.part_spent or entry.spent:
        return exact(entry.spent)
    return NOTHING


def committed_share(entry: Entry) -> Decimal | None:
    """What of the own share of an entry is committed and not spent yet; None where nobody can tell."""
    if entry.state not in (EntryState.committed, EntryState.part_spent):
        return NOTHING
    own, spent = own_share(entry), spent_share(entry)
    return None if own is None or spent is None else own - spent


def totals(fund: Fund) -> Totals:
    """Add up a fund."""
    opening = Sum(exact(fund.opening), () if exact(fund.opening) is not None else (fund.name,))
    brought = exact(fund.carried_in) if fund.carried_in else None
    carried = Sum(brought, () if brought is not None else (fund.name,))
    available = add_up((part(fund.name, opening), part(fund.name, carried)))
    counting = [entry for entry in fund.entries if entry.state in ALLOCATED]
    allocated = _added(fund, counting, own_share)
    planned = _added(fund, [entry for entry in fund.entries if entry.state is EntryState.planned], own_share)
    unknown = sum(
        entry.state is EntryState.unknown or own_share(entry) is None
        for entry in (*counting, *_unclear(fund))
    )
    return Totals(
        opening,
        carried,
        available,
        allocated,
        _added(fund, counting, committed_share),
        _added(fund, counting, spent_share),
        planned,
        less(available, allocated),
        unknown,
    )


def _added(fund: Fund, entries: list[Entry], share: Callable[[Entry], Decimal | None]) -> Sum:
    """A sum of decisions: nothing is known of it where none is listed, or where none of those that count has
    an exact amount.
    """
    if not fund.entries:
        return Sum(None, (fund.name,))
    found = [(entry.title, share(entry)) for entry in entries]
    parts = [(title, amount, True) for title, amount in found if amount is None or amount]
    parts += [(entry.title, None, False) for entry in _unclear(fund)]
    return add_up(parts) if parts else Sum(NOTHING)


def _unclear(fund: Fund) -> list[Entry]:
    return [entry for entry in fund.entries if entry.state is EntryState.unknown]
