"""Sums that do not add up."""

from collections.abc import Iterator

from ..content.documents import Document
from ..derived.totals import exact, totals
from ..model.dates import FuzzyDate
from ..model.funds import Fund
from ..model.money import say_pounds
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding


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
        if sums.available is not None and sums.spent > sums.available and not fund.overspend_reason:
            yield Finding(
                document,
                (*path, "entries"),
                f"Spent ({say_pounds(sums.spent)}) is more than there was ({say_pounds(sums.available)}) in"
                f" {fund.name}.",
                'Check the amounts, or say why: overspend_reason: "Agreed by the Cabinet member"',
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
    """A total that was published differs from the sum of the decisions, and no note says so.

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
    for document, path, fund in _funds(checked):
        sums = totals(fund)
        for number, published in enumerate(fund.published_totals):
            amount, ours = exact(published.amount), sums.of(published.of)
            if (
                amount is not None
                and ours is not None
                and amount != ours
                and not published.note
                and not sums.unknown
            ):
                yield Finding(
                    document,
                    (*path, "published_totals", number, "amount"),
                    f"The published total ({say_pounds(amount)}) differs from the sum of the decisions"
                    f" ({say_pounds(ours)}).",
                    'Say so: note: "The items add up to another sum"',
                    Severity.warning,
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
