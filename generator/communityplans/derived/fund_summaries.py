"""What the funds of all areas come to, by year, by area and by ward, to the penny.

Nothing here is typed: all of it follows from the decisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..content.documents import Content, Document
from ..i18n import N_, _
from ..model.council import Council, Ward
from ..model.funds import Entry, Fund, MoneyKind, PublishedTotal
from ..model.items import Alignment, Issue
from ..model.plan import Plan
from ..model.types import NotPublished, listed
from .sums import Sum, add_up
from .totals import ALLOCATED, NOTHING, Totals, decided, exact, own_share, totals

NO_YEAR = N_("Year not published")
# Where the funds of the whole council stand: no plan can be called so.
COUNCIL = "council"


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
    def opening(self) -> Decimal | None:
        """The new money, if it is an exact sum."""
        return exact(self.fund.opening)

    @property
    def carried(self) -> Decimal | None:
        """What was brought forward; None where the plan does not say so, or not exactly."""
        return exact(self.fund.carried_in) if self.fund.carried_in else None

    @property
    def complete(self) -> bool:
        """Whether every decision that counts is known: some are listed, and each has an exact amount."""
        return self.listed and not self.sums.unknown

    @property
    def allocated(self) -> Sum:
        """What was allocated, as far as it is known."""
        return add_up([_decided(self, self.sums.allocated)])

    @property
    def used(self) -> Sum:
        """What was committed and spent, as far as it is known."""
        return add_up([_decided(self, self.sums.committed + self.sums.spent)])

    @property
    def left(self) -> Decimal | None:
        """What is left to decide on; None where nobody can tell."""
        return self.sums.uncommitted if self.listed else None

    @property
    def listed(self) -> bool:
        """Whether any decision is listed. Without one its sums say nothing about what was spent."""
        return bool(self.fund.entries)


@dataclass(frozen=True)
class RollUp:
    """Several funds added up (see reckoning/sums).

    Every column adds up the same funds. `unknown_funds` have no exact sum to begin with, `unlisted` list no
    decisions; `unknown` decisions have no exact amount. `left` and `share` are given only where nothing is
    missing.
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


@dataclass(frozen=True)
class Compared:
    """A total that somebody published beside ours. `differs` is None where there is nothing to compare."""

    published: PublishedTotal
    ours: Decimal | None
    share: int | None
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
    available = add_up((_called(one), _begun(one), one.sums.available is not None) for one in funds)
    allocated = add_up(_decided(one, one.sums.allocated) for one in funds)
    committed = add_up(_decided(one, one.sums.committed) for one in funds)
    spent = add_up(_decided(one, one.sums.spent) for one in funds)
    missing = tuple(dict.fromkeys((*available.missing, *allocated.missing)))
    # A difference of two lower bounds bounds nothing.
    whole = available.exact is not None and allocated.exact is not None
    left = available.exact - allocated.exact if whole else None
    used = committed.exact + spent.exact if whole else None
    return RollUp(
        len(funds),
        add_up((_called(one), one.opening, True) for one in funds),
        add_up((_called(one), one.carried, True) for one in funds),
        available,
        allocated,
        committed,
        spent,
        Sum(left, missing),
        sum(one.sums.available is None for one in funds),
        sum(not one.listed for one in funds),
        sum(one.sums.unknown for one in funds),
        whole_share(used, available.exact) if used else None,
    )


def _called(one: FundLine) -> str:
    return f"{one.fund.name}, {one.year} ({one.area})"


def _begun(one: FundLine) -> Decimal | None:
    """What is known of what there was: the new money, what was brought forward, or both."""
    known = [amount for amount in (one.opening, one.carried) if amount is not None]
    return sum(known, NOTHING) if known else None


def _decided(one: FundLine, amount: Decimal) -> tuple[str, Decimal | None, bool]:
    """A sum of decisions: nothing is known of it where none is listed, or where none of those that count is
    exact.
    """
    return _called(one), *decided(one.fund, one.sums, amount)


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
    funds: Iterable[FundLine], wards: dict[str, str], known: Iterable[Ward] = ()
) -> tuple[list[tuple[str, Decimal]], Decimal]:
    """What was allocated in each ward, by name, and what nobody has said the ward of.

    Together they are all that is allocated.

    Args:
        funds: The funds whose decisions count.
        wards: The names of the wards, by id.
        known: The wards with their times. What a plan of one ward decided before that ward was there counts for the one that it was then.
    """
    there = {ward.id: ward for ward in known}
    shares: dict[str, Decimal] = {}
    elsewhere = NOTHING
    for one in funds:
        own = listed(one.document.model.wards) if one.slug != COUNCIL else ()
        for entry in one.fund.entries:
            share = counted(entry)
            if share is None:
                continue
            for split in entry.splits:
                amount = exact(split.amount)
                if split.ward and not split.funder and amount is not None:
                    shares[split.ward] = shares.get(split.ward, NOTHING) + amount
                    share -= amount
            ward = _ward_then(own[0], one.fund, there) if share and len(own) == 1 else None
            if ward is not None:
                shares[ward] = shares.get(ward, NOTHING) + share
            else:
                elsewhere += share
    return (
        sorted(
            ((wards.get(id, id), amount) for id, amount in shares.items()),
            key=lambda pair: pair[0].casefold(),
        ),
        elsewhere,
    )


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
    """The published totals of a fund beside ours.

    Where no decision is listed there is nothing to compare them with.
    """
    found = []
    for published in one.fund.published_totals:
        ours = one.sums.of(published.of) if one.listed else None
        share = whole_share(ours, one.sums.available) if ours is not None and one.sums.available else None
        amount = exact(published.amount) if published.amount else None
        differs = None
        if one.sums.unknown:
            pass  # Ours is not the whole sum, so nobody can tell.
        elif ours is not None and amount is not None:
            differs = amount != ours
        elif share is not None and published.share:
            differs = published.share.strip().removesuffix("%").strip() != str(share)
        found.append(Compared(published, ours, share, differs))
    return found


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
