"""Sums that do not add up."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..content.documents import Document
from ..derived.fund_summaries import COUNCIL, FundLine, compared
from ..derived.totals import ALLOCATED, add_up, committed_share, exact, own_share, totals
from ..model.council import Council
from ..model.dates import FuzzyDate
from ..model.field_error import unfinished
from ..model.funds import Entry, EntryState, Fund
from ..model.money import say_pounds
from ..model.tracked import Status, Tracked
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

# Where a decision stands, its fund, and the decision.
_Paid = tuple[tuple[Any, ...], Fund, Entry]
COST_FIX = "Put the cost or the decisions right."


def overspent(checked: CheckContext) -> Iterator[Finding]:
    """More was spent from a fund than there was in it, and nothing says why.

    Fails:
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: capital
            year: 2025/26
            opening: 12000
            as_of: 2026-03-31
            entries:
              - {id: crossing, title: Crossing, amount: 12500, state: spent}
    Passes:
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: capital
            year: 2025/26
            opening: 12000
            as_of: 2026-03-31
            entries:
              - {id: crossing, title: Crossing, amount: 11500, state: spent}
    From: Rotherham report 7.1
    """
    for document, path, fund in _funds(checked):
        sums = totals(fund)
        if (
            sums.opening.exact is not None
            and sums.spent.known is not None
            and sums.spent.known > sums.available.known
            and not fund.overspend_reason
        ):
            brought = (
                "" if sums.available.exact is not None else "say what was brought forward (carried_in), "
            )
            yield Finding(
                document,
                (*path, "entries"),
                f"Spent ({say_pounds(sums.spent.known)}) is more than the {say_pounds(sums.available.known)}"
                f" that is stated as available in {fund.name}.",
                f"Check the amounts, {brought}or say why: overspend_reason: {unfinished('who agreed to it, and why')}",
                of_key=True,
            )


def split_sum(checked: CheckContext) -> Iterator[Finding]:
    """The shares of an amount do not add up to it.

    Fails:
        funds:
          - id: ward-fund
            name: Innovation fund
            holder: ward
            kind: revenue
            year: 2017/18
            opening: 30000
            as_of: 2018-03-31
            entries:
              - id: first-aid
                title: First-aid training
                amount: 24000
                state: approved
                splits: [{funder: Ward one, amount: 6000}, {funder: Ward two, amount: 6000}]
    Passes:
        funds:
          - id: ward-fund
            name: Innovation fund
            holder: ward
            kind: revenue
            year: 2017/18
            opening: 30000
            as_of: 2018-03-31
            entries:
              - id: first-aid
                title: First-aid training
                amount: 12000
                state: approved
                splits: [{funder: Ward one, amount: 6000}, {funder: Ward two, amount: 6000}]
    From: Birmingham, Weoley Ward Forum, 18 October 2017
    """
    for document, path, fund in _funds(checked):
        for number, entry in enumerate(fund.entries):
            shares = [exact(split.amount) for split in entry.splits]
            amount = exact(entry.amount)
            if shares and amount is not None and None not in shares and sum(shares) != amount:
                yield Finding(
                    document,
                    (*path, "entries", number, "splits"),
                    f"The shares of “{entry.title}” add up to {say_pounds(sum(shares))}, not to"
                    f" {say_pounds(amount)}.",
                    "Put the shares or the amount right.",
                    of_key=True,
                )


def wrong_year(checked: CheckContext) -> Iterator[Finding]:
    """A decision about money lies outside the year of its fund. It may be in the wrong fund.

    Fails:
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: capital
            year: 2025/26
            opening: 12000
            as_of: 2026-03-31
            entries:
              - {id: crossing, title: Crossing, amount: 500, state: spent, on: 2027-01-01}
    Passes:
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: capital
            year: 2025/26
            opening: 12000
            as_of: 2026-03-31
            entries:
              - {id: crossing, title: Crossing, amount: 500, state: spent, on: 2026-01-01}
    From: Rotherham report 2.5
    """
    for document, path, fund in _funds(checked):
        for number, entry in enumerate(fund.entries):
            if entry.on and isinstance(fund.year, FuzzyDate) and _apart(entry.on, fund.year):
                yield Finding(
                    document,
                    (*path, "entries", number, "on"),
                    f"“{entry.title}” ({entry.on}) lies outside the year of the fund ({fund.year}).",
                    "Put the date right, or move the decision to the fund of its year.",
                    Severity.warning,
                )


def total_differs(checked: CheckContext) -> Iterator[Finding]:
    """A total that was published differs from the sum here, and no note says so.

    Both are kept and shown. A note tells readers that the difference was seen.

    Fails:
        funds:
          - id: north
            name: Committee budget
            holder: area
            kind: revenue
            year: 2024/25
            opening: 100000
            as_of: 2024-06
            entries: [{id: grants, title: Grants, amount: 90000, state: approved}]
            published_totals: [{of: allocated, amount: 80000}]
    Passes:
        funds:
          - id: north
            name: Committee budget
            holder: area
            kind: revenue
            year: 2024/25
            opening: 100000
            as_of: 2024-06
            entries: [{id: grants, title: Grants, amount: 90000, state: approved}]
            published_totals: [{of: allocated, amount: 80000, note: "The items add up to £90,000"}]
    From: Sheffield, North Local Area Committee, 2024-25
    """
    for document, path, line in _lines(checked):
        for number, one in enumerate(compared(line)):
            amount = exact(one.published.amount) if one.published.amount else None
            if one.differs and amount is not None and not one.published.note:
                least = "" if one.ours.exact is not None else "at least "
                yield Finding(
                    document,
                    (*path, "published_totals", number, "amount"),
                    f"The published total ({say_pounds(amount)}) differs from the sum here"
                    f" ({least}{say_pounds(one.ours.known)}).",
                    f"Say so: note: {unfinished('why the items add up to another sum')}",
                    Severity.warning,
                )


def parts_sum(checked: CheckContext) -> Iterator[Finding]:
    """The parts of a sum do not add up to it: those of a decision by purpose, what was spent or given back of
    it, or the income of a fund.

    Fails:
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: revenue
            year: 2025/26
            opening: 1000
            as_of: 2026-03-31
            entries:
              - id: fete
                title: Summer fete
                amount: 600
                state: approved
                parts: [{purpose: Hire of the hall, amount: 400}, {purpose: Leaflets, amount: 100}]
    Passes:
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: revenue
            year: 2025/26
            opening: 1000
            as_of: 2026-03-31
            entries:
              - id: fete
                title: Summer fete
                amount: 600
                state: approved
                parts: [{purpose: Hire of the hall, amount: 400}, {purpose: Leaflets, amount: 200}]
    From: Sheffield, North Local Area Committee, 2024-25
    """
    for document, path, fund in _funds(checked):
        for number, entry in enumerate(fund.entries):
            place, amount = (*path, "entries", number), exact(entry.amount)
            if amount is None:
                continue
            added = add_up(
                (one.purpose, exact(one.amount), exact(one.amount) is not None) for one in entry.parts
            ).exact
            if added is not None and added != amount:
                yield Finding(
                    document,
                    (*place, "parts"),
                    f"The parts of “{entry.title}” add up to {say_pounds(added)}, not to"
                    f" {say_pounds(amount)}.",
                    "Put the parts or the amount right.",
                    of_key=True,
                )
            for name, words in (("spent", "Spent so far"), ("returned", "Given back so far")):
                some = exact(getattr(entry, name)) if getattr(entry, name) else None
                if some is not None and some > amount:
                    yield Finding(
                        document,
                        (*place, name),
                        f"{words} ({say_pounds(some)}) is more than the amount of “{entry.title}”"
                        f" ({say_pounds(amount)}).",
                        "Put one of the two right.",
                    )
        yield from _income(document, path, fund)


def _income(document: Document, path: tuple, fund: Fund) -> Iterator[Finding]:
    """Parts of the income that come to more than the fund has: by ward, and by payer."""
    sums = totals(fund)
    for forward, whole, words in (
        (False, sums.opening, "the new money"),
        (True, sums.carried, "what was brought forward"),
    ):
        for name, says in (("ward", "wards"), ("funder", "payers")):
            parts = [
                (says, exact(one.amount), True)
                for one in fund.income
                if getattr(one, name) and bool(one.brought_forward) == forward
            ]
            added = add_up(parts).exact
            if added is not None and whole.exact is not None and added > whole.exact:
                yield Finding(
                    document,
                    (*path, "income"),
                    f"The income by {says} of {fund.name} comes to {say_pounds(added)}; {words} is"
                    f" {say_pounds(whole.exact)}.",
                    "Put the parts or the whole right.",
                    Severity.warning,
                    of_key=True,
                )


def cost_differs(checked: CheckContext) -> Iterator[Finding]:
    """The decisions that pay for an item come to more than it costs, or money stays set aside for an item
    that will not happen.

    A decision that pays for several items is not compared, as nobody can tell its shares. Less than the cost
    is no fault: others may pay.

    Fails:
        projects:
          - {id: benches, title: Benches, status: in_progress, cost: 3000}
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: capital
            year: 2025/26
            opening: 12000
            as_of: 2026-03-31
            entries: [{id: benches-money, title: Benches, amount: 3200, state: approved, items: [benches]}]
    Passes:
        projects:
          - {id: benches, title: Benches, status: in_progress, cost: 3200}
        funds:
          - id: ward-fund
            name: Ward fund
            holder: ward
            kind: capital
            year: 2025/26
            opening: 12000
            as_of: 2026-03-31
            entries: [{id: benches-money, title: Benches, amount: 3200, state: approved, items: [benches]}]
    From: Rotherham report 2.5
    """
    for document in checked.content.documents:
        paid = _paid(checked, document)
        if not paid:
            continue
        for path, item in checked.of(document).groups(Tracked):
            entries = paid.get(item.id, [])
            cost = exact(item.cost) if item.cost else None
            if cost is not None and _amount(entries) > cost:
                yield Finding(
                    document, (*path, "cost"), _dearer(item, cost, entries), COST_FIX, Severity.warning
                )
            yield from _kept(document, item, entries)
        if isinstance(document.model, Council):
            yield from _paid_by_council(checked, document, paid)


def _paid_by_council(
    checked: CheckContext, council: Document, paid: dict[str, list[_Paid]]
) -> Iterator[Finding]:
    """The same for the funds of the council, which name an item of a plan as plan/id. What the plan's own
    funds pay for it counts, too.
    """
    for plan in checked.around.content.plans:
        if not any(name.startswith(f"{plan.slug}/") for name in paid):
            continue
        own = _paid(checked, plan)
        for _path, item in checked.of(plan).groups(Tracked):
            entries = paid.get(f"{plan.slug}/{item.id}", [])
            if not entries:
                continue
            every = [*entries, *own.get(item.id, [])]
            cost = exact(item.cost) if item.cost else None
            if cost is not None and _amount(every) > cost:
                yield Finding(
                    council,
                    (*entries[0][0], "amount"),
                    _dearer(item, cost, every),
                    COST_FIX,
                    Severity.warning,
                )
            yield from _kept(council, item, entries)


def _paid(checked: CheckContext, document: Document) -> dict[str, list[_Paid]]:
    """The decisions of a document's funds that pay for one item alone, by the name of the item."""
    paid: dict[str, list[_Paid]] = {}
    for path, fund in checked.of(document).groups(Fund):
        for number, entry in enumerate(fund.entries):
            if entry.state in ALLOCATED and len(entry.items) == 1:
                paid.setdefault(entry.items[0], []).append(((*path, "entries", number), fund, entry))
    return paid


def _amount(entries: list[_Paid]) -> Decimal:
    amounts = (exact(entry.amount) for _place, _fund, entry in entries)
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _dearer(item: Tracked, cost: Decimal, entries: list[_Paid]) -> str:
    funds = ", ".join(dict.fromkeys(fund.name for _place, fund, _entry in entries))
    return (
        f"“{item.title}” costs {say_pounds(cost)}, and the decisions that pay for it come to"
        f" {say_pounds(_amount(entries))} ({funds})."
    )


def _kept(document: Document, item: Tracked, entries: list[_Paid]) -> Iterator[Finding]:
    """Money that stays set aside for an item that will not happen."""
    if item.status not in (Status.declined, Status.closed_not_delivered):
        return
    for place, fund, entry in entries:
        kept = (
            committed_share(entry)
            if entry.state in (EntryState.committed, EntryState.part_spent)
            else own_share(entry)
            if entry.state is not EntryState.spent
            else None
        )
        if kept:
            yield Finding(
                document,
                (*place, "state"),
                f"“{item.title}” will not happen ({item.status.label.lower()}), and"
                f" {say_pounds(kept)} of {fund.name} is still kept for it.",
                "If the money is free again, write the decision as declined or returned.",
                Severity.warning,
            )


def _lines(checked: CheckContext) -> Iterator[tuple[Document, tuple, FundLine]]:
    for document, path, fund in _funds(checked):
        slug = COUNCIL if isinstance(document.model, Council) else document.slug
        yield (
            document,
            path,
            FundLine(
                document,
                slug,
                document.model.name if slug == COUNCIL else document.model.title,
                fund,
                totals(fund),
            ),
        )


def _funds(checked: CheckContext) -> Iterator[tuple[Document, tuple, Fund]]:
    for document in checked.content.documents:
        for path, fund in checked.of(document).groups(Fund):
            yield document, path, fund


def _apart(on: FuzzyDate, year: FuzzyDate) -> bool:
    """Whether two times have no day in common (never, where an end is open)."""
    return bool(
        (on.earliest and year.latest and on.earliest > year.latest)
        or (on.latest and year.earliest and on.latest < year.earliest)
    )
