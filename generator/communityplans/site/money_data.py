"""The open data about money as CSV: every fund with its sums, and every decision.

The decisions of a fund add up to its sums, to the penny.
"""

from collections.abc import Iterator

from ..content.documents import Content
from ..derived.fund_summaries import FundLine, counted, fund_lines, priorities_of
from ..derived.totals import exact
from ..model.dates import FuzzyDate
from ..model.money import Money
from ..model.types import NotPublished
from ..schema.open_data_schema import SUMS
from ..schema.table_columns import AWARDS, FUNDS
from .addresses import MONEY as ROOT
from .csv_writer import sheet
from .page import SiteFile


def money_files(content: Content) -> list[SiteFile]:
    """The two tables. They are written even if there is no fund, so that programs always find them."""
    funds = fund_lines(content)
    return [
        SiteFile(f"{ROOT}funds.csv", sheet(FUNDS, map(_fund, funds))),
        SiteFile(f"{ROOT}awards.csv", sheet(AWARDS, (row for line in funds for row in _awards(line)))),
    ]


def _whose(line: FundLine) -> list[object]:
    fund = line.fund
    return [
        line.area,
        line.slug,
        fund.id,
        fund.name,
        fund.holder.value,
        fund.holder_name,
        fund.kind.value,
        "" if isinstance(fund.year, NotPublished) else fund.year.words,
        _printed(fund.as_of),
    ]


def _fund(line: FundLine) -> list[object]:
    sums, fund = line.sums, line.fund
    found = [getattr(sums, name) for name in SUMS]
    return [
        *_whose(line),
        sums.opening.exact,
        _printed(fund.opening),
        sums.carried.exact,
        *(one.exact for one in found),
        *(one.known for one in found),
        len(fund.entries),
        sums.unknown,
    ]


def _awards(line: FundLine) -> Iterator[list[object]]:
    for one in line.fund.entries:
        shared = "; ".join(
            f"{split.ward or split.funder or 'this fund'}: {split.amount.words}" for split in one.splits
        )
        parts = "; ".join(f"{part.purpose}: {part.amount.words}" for part in one.parts)
        yield [
            *_whose(line),
            one.id,
            one.title,
            one.payee,
            one.state.value,
            one.state_words,
            exact(one.amount),
            _printed(one.amount),
            one.asked and one.asked.words,
            counted(one),
            one.spent and one.spent.words,
            one.returned and one.returned.words,
            parts,
            shared,
            one.on and one.on.words,
            one.decided_by,
            one.decision,
            " ".join(one.items),
            " ".join(priorities_of(line.document, one)),
            one.sector,
            "; ".join(one.communities),
            one.match_funding and one.match_funding.words,
            one.note,
        ]


def _printed(value: FuzzyDate | Money | NotPublished) -> str:
    """A value as printed; for a stated gap, its kind and the reason."""
    return f"{value.gap.label}: {value.not_published}" if isinstance(value, NotPublished) else value.words
