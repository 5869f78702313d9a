"""What the funds of all areas come to, by year, by area and by ward, to the penny.

Nothing here is typed: all of it follows from the decisions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..content.documents import Content, Document
from ..i18n import N_, _
from ..model.council import Council, Ward
from ..model.funds import Entry, EntryState, Fund, Income, MoneyKind, PublishedTotal, TotalOf
from ..model.items import Alignment, Issue
from ..model.plan import Plan
from ..model.types import NotPublished, listed
from .totals import ALLOCATED, NOTHING, Sum, Totals, add_up, exact, less, own_share, part, together, totals

NO_YEAR = N_("Year not published")
# Where the funds of the whole council stand: no plan can be called so.
COUNCIL = "council"
# A part of a sum: whose it is, what is known of it, and whether that is all (reckoning/sums).
Part = tuple[str, Decimal | None, bool]


@dataclass(frozen=True)
class FundLine:
    """A fund with its sums, and whose it is: the document, its short name in addresses, and the name of the
    area (or of the council).
    """

    document: Document[Plan] | Document[Council]
    slug: str
    area: str
    fund: Fund
    sums: Totals

    @property
    def year(self) -> str:
        """Its year as printed, or that none is published."""
        return _(NO_YEAR) if isinstance(self.fund.year, NotPublished) else self.fund.year.words

    @property
    def listed(self) -> bool:
        """Whether any decision is listed. Without one its sums say nothing about what was spent."""
        return bool(self.fund.entries)


@dataclass(frozen=True)
class RollUp:
    """Several funds added up (see reckoning/sums).

    Every column adds up the same funds. `unknown_funds` have no exact sum to begin with, `unlisted` list no
    decisions; `unknown` decisions have no exact amount. `share` is what is committed and spent of what is
    available; the most that it can be (`at_most`) where more may be available than is stated; None where
    nobody can tell.
    """

    funds: int
    opening: Sum
    carried: Sum
    available: Sum
    allocated: Sum
    committed: Sum
    spent: Sum
    left: Sum
    unknown_funds: int
    unlisted: int
    unknown: int
    share: int | None
    at_most: bool


@dataclass(frozen=True)
class Balance:
    """What a ward has, what of it was allocated, and what is left.

    `ward` is None for what nobody has said the ward of.
    """

    ward: str | None
    available: Sum
    allocated: Sum
    left: Sum


@dataclass(frozen=True)
class Compared:
    """A total that somebody published beside ours.

    `differs` is None where nobody can tell; `at_most` is as for `RollUp`.
    """

    published: PublishedTotal
    ours: Sum
    share: int | None
    at_most: bool
    differs: bool | None


def whole_share(part: Decimal, of: Decimal | None) -> int | None:
    """A share in whole hundredths, halves rounded up; None where there is nothing to share."""
    return int(part * 100 / of + Decimal("0.5")) if of else None


def fund_lines(content: Content) -> list[FundLine]:
    """Every fund: the council's first, then by area."""
    found = []
    if content.council:
        found += [
            FundLine(content.council, COUNCIL, _("All areas"), fund, totals(fund))
            for fund in content.council.model.funds
        ]
    for plan in sorted(content.plans, key=lambda one: (one.model.title.casefold(), one.slug)):
        found += [
            FundLine(plan, plan.slug, plan.model.title, fund, totals(fund))
            for fund in listed(plan.model.funds)
        ]
    return found


def roll_up(funds: Iterable[FundLine]) -> RollUp:
    """Add up funds."""
    funds = list(funds)

    def column(of: Callable[[Totals], Sum]) -> Sum:
        return add_up(part(called(one), of(one.sums)) for one in funds)

    available, allocated = column(lambda sums: sums.available), column(lambda sums: sums.allocated)
    committed, spent = column(lambda sums: sums.committed), column(lambda sums: sums.spent)
    share, at_most = share_of(together(committed, spent), available)
    return RollUp(
        len(funds),
        column(lambda sums: sums.opening),
        column(lambda sums: sums.carried),
        available,
        allocated,
        committed,
        spent,
        less(available, allocated),
        sum(one.sums.opening.exact is None for one in funds),
        sum(not one.listed for one in funds),
        sum(one.sums.unknown for one in funds),
        share,
        at_most,
    )


def share_of(used: Sum, available: Sum) -> tuple[int | None, bool]:
    """The share that was used of what is available, and whether it is only the most that it can be."""
    at_most = available.exact is None
    if not used.exact or (at_most and used.exact > (available.known or NOTHING)):
        return None, False
    return whole_share(used.exact, available.known), at_most


def called(one: FundLine) -> str:
    """A fund with its year and its area."""
    return f"{one.fund.name}, {one.year} ({one.area})"


def by_year(funds: Iterable[FundLine]) -> list[tuple[str, MoneyKind, RollUp]]:
    """The funds of each year and kind of money added up, the newest year first; those without a year last."""
    found: dict[tuple[str, MoneyKind], list[FundLine]] = {}
    for one in funds:
        found.setdefault((one.year, one.fund.kind), []).append(one)
    order = list(MoneyKind)
    keys = sorted(found, key=lambda key: order.index(key[1]))
    keys.sort(
        key=lambda key: (not isinstance(found[key][0].fund.year, NotPublished), _ends(found[key][0]), key[0]),
        reverse=True,
    )
    return [(year, kind, roll_up(found[year, kind])) for year, kind in keys]


def by_area(funds: Iterable[FundLine]) -> list[tuple[str, str, str, RollUp]]:
    """The funds of each area and year added up: (area, its short name, year, sums), the newest year of an
    area first.
    """
    found: dict[tuple[str, str, str], list[FundLine]] = {}
    for one in funds:
        found.setdefault((one.area, one.slug, one.year), []).append(one)
    places = {slug: number for number, (_area, slug, _year) in enumerate(found)}
    keys = sorted(found, key=lambda key: (_ends(found[key][0]), key[2]), reverse=True)
    keys.sort(key=lambda key: places[key[1]])
    return [(*key, roll_up(found[key])) for key in keys]


def by_ward(
    funds: Iterable[FundLine], wards: Mapping[str, str], known: Iterable[Ward] = ()
) -> tuple[list[Balance], Balance]:
    """What is available and allocated in each ward, by name, and what nobody has said the ward of.

    Together they are the whole of it.

    Args:
        funds: The funds that count.
        wards: The names of the wards, by id.
        known: The wards with their times. What a plan of one ward decided before that ward was there counts for the one that it was then.
    """
    there = {ward.id: ward for ward in known}
    available: dict[str | None, list[Part]] = {None: []}
    allocated: dict[str | None, list[Part]] = {None: []}
    for one in funds:
        own = listed(one.document.model.wards) if one.slug != COUNCIL else ()
        home = _ward_then(own[0], one.fund, there) if len(own) == 1 else None
        gone = _allocated_by_ward(one, home)
        there_is = _available_by_ward(one, home)
        # What a ward takes from money that is not divided among wards has no sum of its own to be taken from.
        for ward in gone.keys() - there_is.keys() - {None}:
            there_is[ward] = [(called(one), None, False)]
        for found, parts in ((available, there_is), (allocated, gone)):
            for ward, some in parts.items():
                found.setdefault(ward, []).extend(some)
    balances = {
        ward: _balance(ward, wards, available.get(ward, []), allocated.get(ward, []))
        for ward in {**available, **allocated}
    }
    rest = balances.pop(None)
    return sorted(balances.values(), key=lambda one: one.ward.casefold()), rest


def _balance(
    ward: str | None, wards: Mapping[str, str], available: list[Part], allocated: list[Part]
) -> Balance:
    has, gone = add_up(available), add_up(allocated) if allocated else Sum(NOTHING)
    return Balance(None if ward is None else wards.get(ward, ward), has, gone, less(has, gone))


def _available_by_ward(one: FundLine, home: str | None) -> dict[str | None, list[Part]]:
    """What a fund has, by ward: the parts that are given, else all of it where the area is one ward."""
    name, whole = called(one), one.sums.available
    if whole.known is None and not one.fund.income:
        return {home: [(name, None, False)]}
    shares: dict[str | None, list[Part]] = {}
    # Where what was brought forward is not stated, no share is more than a lower bound.
    stated = one.sums.carried.exact is not None and (
        not one.sums.carried.exact
        or any(income.ward and income.brought_forward for income in one.fund.income)
    )
    rest = whole.known or NOTHING
    for income in one.fund.income:
        if income.ward:
            amount = exact(income.amount)
            shares.setdefault(income.ward, []).append((name, amount, stated and amount is not None))
            rest -= amount or NOTHING
    if rest > 0 or not shares:
        shares.setdefault(home, []).append(
            (name, rest if whole.known is not None else None, whole.exact is not None)
        )
    elif whole.exact is None:
        shares.setdefault(home, []).append((name, None, False))
    return shares


def _allocated_by_ward(one: FundLine, home: str | None) -> dict[str | None, list[Part]]:
    """What was allocated from a fund, by ward: the shares that are given, else all of it where the area is
    one ward.
    """
    name = called(one)
    if not one.listed:
        return {home: [(name, None, False)]}
    shares: dict[str | None, list[Part]] = {}
    for entry in one.fund.entries:
        if entry.state is EntryState.unknown:
            shares.setdefault(home, []).append((name, None, False))
        if entry.state not in ALLOCATED:
            continue
        share, rest = own_share(entry), own_share(entry) or NOTHING
        for split in entry.splits:
            if split.ward and not split.funder:
                amount = exact(split.amount)
                shares.setdefault(split.ward, []).append((name, amount, amount is not None))
                rest -= amount or NOTHING
        if share is None or rest:
            shares.setdefault(home, []).append((name, None if share is None else rest, share is not None))
    return shares


def by_source(funds: Iterable[FundLine]) -> list[tuple[str, Sum]]:
    """Where the money of funds comes from, by payer, the greatest first; "" is what no payer is named for.

    Together it is the whole of it.
    """
    found: dict[str, list[Part]] = {}
    for one in funds:
        whole, rest = one.sums.available, one.sums.available.known or NOTHING
        for income in one.fund.income:
            if income.funder:
                amount = exact(income.amount)
                found.setdefault(income.funder, []).append((called(one), amount, amount is not None))
                rest -= amount or NOTHING
        if rest > 0 or whole.exact is None:
            found.setdefault("", []).append(
                (called(one), rest if rest > 0 else None, whole.exact is not None)
            )
    rows = [(funder, add_up(parts)) for funder, parts in found.items()]
    return sorted(rows, key=lambda row: (row[0] == "", -(row[1].known or NOTHING), row[0].casefold()))


def _ward_then(id: str, fund: Fund, wards: dict[str, Ward]) -> str | None:
    """The ward that a ward was in the year of a fund; None where it was not there and nobody can tell which
    one was.
    """
    last = None if isinstance(fund.year, NotPublished) else fund.year.latest
    seen: set[str] = set()
    while (
        last is not None
        and (ward := wards.get(id)) is not None
        and ward.from_ is not None
        and last < ward.from_
    ):
        if len(ward.formerly) != 1 or id in seen:
            return None
        seen.add(id)
        id = ward.formerly[0]
    return id


def counted(entry: Entry) -> Decimal | None:
    """What a decision adds to the sum that is allocated: its own share, if it was agreed to and the amount is
    exact.
    """
    return own_share(entry) if entry.state in ALLOCATED else None


def compared(one: FundLine) -> list[Compared]:
    """The published totals of a fund beside ours: those of all of it, of a ward, or of a payer.

    Where ours is a lower bound, only a published total below it is known to differ. A published share is
    compared with ours of what is stated as available.
    """
    found = []
    for published in one.fund.published_totals:
        ours = _ours(one, published)
        share, at_most = (
            share_of(ours, one.sums.available) if not (published.ward or published.funder) else (None, False)
        )
        amount = exact(published.amount) if published.amount else None
        differs = None
        if amount is not None and ours.known is not None:
            differs = (
                amount != ours.exact if ours.exact is not None else True if amount < ours.known else None
            )
        elif (
            amount is None
            and share is not None
            and published.share
            and (given := _hundredths(published.share)) is not None
        ):
            differs = given != str(share) if not at_most else True if int(given) > share else None
        found.append(Compared(published, ours, share, at_most, differs))
    return found


def _ours(one: FundLine, published: PublishedTotal) -> Sum:
    """Our sum for what a published total is about. A ward has no committed or spent sum of its own."""
    nothing = Sum(None, (called(one),))
    if published.funder:
        if published.of not in (TotalOf.opening, TotalOf.carried_in, TotalOf.available) or published.ward:
            return nothing
        parts = [
            income
            for income in one.fund.income
            if income.funder == published.funder and _belongs(income, published.of)
        ]
        return _income(one, parts)
    if not published.ward:
        return one.sums.of(published.of)
    if published.of in (TotalOf.opening, TotalOf.carried_in):
        return _income(
            one,
            [
                income
                for income in one.fund.income
                if income.ward == published.ward and _belongs(income, published.of)
            ],
        )
    [balance] = [found for found in by_ward([one], {})[0] if found.ward == published.ward] or [None]
    of = {TotalOf.available: "available", TotalOf.allocated: "allocated", TotalOf.uncommitted: "left"}.get(
        published.of
    )
    return getattr(balance, of) if balance and of else nothing


def _belongs(income: Income, of: TotalOf) -> bool:
    return of is TotalOf.available or (of is TotalOf.carried_in) == bool(income.brought_forward)


def _income(one: FundLine, parts: list[Income]) -> Sum:
    return (
        add_up((called(one), exact(income.amount), exact(income.amount) is not None) for income in parts)
        if parts
        else Sum(None, (called(one),))
    )


def _hundredths(share: str) -> str | None:
    """The figure of a share in whole hundredths; None for any other words."""
    figure = share.strip().removesuffix("%").strip()
    return figure if figure.isascii() and figure.isdigit() else None


def priorities_of(document: Document[Plan] | Document[Council], entry: Entry) -> list[str]:
    """The council's priorities that a decision serves, by id: those of the items that it pays for.

    Only plans tie items to them.
    """
    return _priorities(document.model, entry.items) if isinstance(document.model, Plan) else []


def _priorities(plan: Plan, items: Iterable[str]) -> list[str]:
    paid = set(items)
    found: dict[str, None] = {}
    for issue in listed(plan.shared_issues):
        if isinstance(issue, Issue) and paid & {issue.id, *(action.id for action in issue.actions)}:
            found |= dict.fromkeys(issue.corporate_priorities)
    for one in listed(plan.corporate_priorities):
        if isinstance(one, Alignment) and paid & {one.id, *one.items}:
            found[one.priority] = None
    return list(found)


def _ends(one: FundLine) -> str:
    """When the year of a fund ends, for putting years in order."""
    year = one.fund.year
    return "" if isinstance(year, NotPublished) or year.latest is None else year.latest.isoformat()
