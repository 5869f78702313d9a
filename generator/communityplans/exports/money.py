"""Money as files: every fund with its sums, and every decision. The sums of the decisions are those of the funds, to the penny."""

from collections.abc import Iterator

from ..content.documents import Content
from ..model.types import NotPublished
from ..pages.addresses import MONEY as ROOT
from ..pages.page import Asset
from ..reckoning.funds import Line, counted, lines, priorities_of
from ..reckoning.totals import exact
from .sheets import Column, sheet

_FUND = (
    Column("area", "The area, by the title of its plan, or All areas"),
    Column("plan", "The plan, by its short name; council where all areas share the fund"),
    Column("fund", "The fund, by its id"),
    Column("fund_name", "What it is called"),
    Column("holder", "Who decides on it"),
    Column("holder_name", "The ward, committee, councillor or partner"),
    Column("kind", "capital, revenue, both or unknown"),
    Column("year", "The financial year, as printed"),
    Column("as_of", "The day of the figures, as printed"),
)
FUNDS = (
    *_FUND,
    Column("opening", "New money, in pounds; empty where it is not an exact sum"),
    Column("opening_as_printed", "New money, as printed, or why it is not published"),
    Column("carried_in", "What was left from the year before"),
    Column("available", "New money and what was carried in; empty where that is not an exact sum"),
    Column("allocated", "Decided on: approved, approved in part, committed and spent, added up; this and the next four are empty where no decisions are listed"),
    Column("committed", "Committed, added up"),
    Column("spent", "Spent, added up"),
    Column("planned", "Planned, and not decided on, added up"),
    Column("left", "What is left to decide on; empty too where what there was is not an exact sum"),
    Column("decisions", "How many decisions are listed"),
    Column("not_counted", "How many of them have no exact amount"),
)
AWARDS = (
    *_FUND,
    Column("decision", "The decision, by its id"),
    Column("for", "What the money is for"),
    Column("to", "Who gets it"),
    Column("state", "How far the payment has got, in the words of the template"),
    Column("amount", "How much was decided on, in pounds; empty where it is not an exact sum"),
    Column("amount_as_printed", "The same as printed, or why it is not published"),
    Column("asked", "How much was asked for, as printed"),
    Column("counted", "What it adds to what is decided on from its fund: without the shares of others; empty where it adds nothing"),
    Column("shared", "The shares of wards and of others, as ward or payer and amount"),
    Column("on", "When it was decided or paid, as printed"),
    Column("decided_by", "Who decided"),
    Column("reference", "The number of the decision"),
    Column("items", "What it pays for, by id"),
    Column("priorities", "The council's priorities that it serves, by id"),
    Column("sector", "Public, voluntary, faith, business"),
    Column("communities", "The communities that it supports"),
    Column("match_funding", "What others add, as printed"),
    Column("note", "What was corrected, or agreed in part"),
)


def money_files(content: Content) -> list[Asset]:
    """The two tables. They are there also where no fund is listed, so that programs need not guess."""
    funds = lines(content)
    return [Asset(f"{ROOT}funds.csv", sheet(FUNDS, map(_fund, funds))), Asset(f"{ROOT}awards.csv", sheet(AWARDS, (row for line in funds for row in _awards(line))))]


def _whose(line: Line) -> list[object]:
    fund = line.fund
    return [line.area, line.slug, fund.id, fund.name, fund.holder.value, fund.holder_name, fund.kind.value, "" if isinstance(fund.year, NotPublished) else fund.year.words,
            _printed(fund.as_of)]


def _fund(line: Line) -> list[object]:
    sums, fund = line.sums, line.fund
    added = (sums.allocated, sums.committed, sums.spent, sums.planned, line.left) if line.listed else (None,) * 5
    return [*_whose(line), line.opening, _printed(fund.opening), line.carried, sums.available, *added, len(fund.entries), sums.unknown]


def _awards(line: Line) -> Iterator[list[object]]:
    for one in line.fund.entries:
        shared = "; ".join(f"{split.ward or split.funder or 'this fund'}: {split.amount.words}" for split in one.splits)
        yield [*_whose(line), one.id, one.title, one.payee, one.state.value, exact(one.amount), _printed(one.amount), one.asked and one.asked.words, counted(one), shared,
               one.on and one.on.words, one.decided_by, one.decision, " ".join(one.items), " ".join(priorities_of(line.document, one)), one.sector,
               "; ".join(one.communities), one.match_funding and one.match_funding.words, one.note]


def _printed(value) -> str:
    """A value as printed, or that it is not published and why."""
    return f"Not published: {value.not_published}" if isinstance(value, NotPublished) else value.words
