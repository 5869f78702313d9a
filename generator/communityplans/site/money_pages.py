"""Renders the pages about money: the sums of all areas, and for each area every fund with every decision.

All sums are computed from the decisions, to the penny (`derived/totals.py`). A total that was published is
shown beside the computed one, with its note, whether or not they agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ..content.documents import Content
from ..derived.fund_summaries import (
    COUNCIL,
    Balance,
    Compared,
    FundLine,
    by_area,
    by_source,
    by_ward,
    by_year,
    compared,
    counted,
    fund_lines,
    priorities_of,
    roll_up,
)
from ..derived.fund_summaries import called as full_name
from ..derived.totals import own_share
from ..i18n import N_, _
from ..model.council import Ward
from ..model.funds import Entry
from ..model.money import say_pounds
from ..model.types import NotPublished
from .addresses import MONEY as ROOT
from .charts import money
from .field_html import View
from .fund_totals import computed, difference, said
from .page import Heading, Page
from .references import ReferenceDirectory
from .render import render
from .suggestion_pages import titles

COLUMNS = (
    N_("New money"),
    N_("Brought forward"),
    N_("Available"),
    N_("Allocated"),
    N_("Committed"),
    N_("Spent"),
    N_("Left"),
)


@dataclass(frozen=True)
class Award:
    """A decision as a page shows it.

    `counted` is what it adds to the allocated sum; None if nothing.
    """

    view: View
    raw: Entry
    items: list[Markup]
    priorities: list[Markup]
    counted: Decimal | None
    differs: bool


@dataclass(frozen=True)
class FundView:
    """A fund as a page shows it: its fields, its sums in words, its chart, its decisions, and published
    totals.
    """

    line: FundLine
    view: View
    sums: list[tuple[str, Markup]]
    picture: Markup
    awards: list[Award]
    totals: list[tuple[View, Compared]]
    balances: list[Balance]
    income: list[View]


def money_pages(content: Content, directory: ReferenceDirectory, today: date) -> list[Page]:
    """The page of all funds, and one for each area (and for the council) that has any."""
    council = content.required_council
    funds = fund_lines(content)
    wards, elsewhere = by_ward(funds, {ward.id: ward.name for ward in council.wards}, council.wards)
    body = render(
        "money",
        council=council,
        funds=funds,
        years=by_year(funds),
        areas=by_area(funds),
        whole=roll_up(funds),
        wards=wards,
        elsewhere=elsewhere,
        sources=by_source(funds),
        totals=[(line, one) for line in funds for one in compared(line)],
        difference=difference,
        unknown_names=[full_name(line) for line in funds if line.sums.opening.exact is None],
        today=today,
        columns=[_(one) for one in COLUMNS],
        cells=_cells,
        pounds=pounds,
        in_words=said,
    )
    title = _("Money in all areas")
    headings = (
        (
            Heading(2, "part_years", _("By year")),
            Heading(2, "part_areas", _("By area")),
            Heading(2, "part_funds", _("Every fund")),
        )
        if funds
        else ()
    )
    made = [
        Page(
            ROOT,
            "money",
            title,
            body,
            _("What the areas of {place} can allocate, and what became of it.").format(place=council.place),
            "tracker/",
            headings=headings,
        )
    ]
    groups: dict[str, list[FundLine]] = {}
    for line in funds:
        groups.setdefault(line.slug, []).append(line)
    known = titles(content) if COUNCIL in groups else {}
    return made + [_area(group, directory, known, council.wards, today) for group in groups.values()]


def pounds(amount: Decimal | None) -> str:
    """An amount in words, or "Not known"."""
    return _("Not known") if amount is None else say_pounds(amount)


def _cells(sums: Any) -> list[tuple[str, str]]:
    """The figures of a row of sums, each with the title of its column."""
    figures = (
        sums.opening,
        sums.carried,
        sums.available,
        sums.allocated,
        sums.committed,
        sums.spent,
        sums.left,
    )
    return [(_(title), said(figure)) for title, figure in zip(COLUMNS, figures, strict=True)]


def _area(
    funds: list[FundLine],
    directory: ReferenceDirectory,
    called: dict[str, str],
    wards: Sequence[Ward],
    today: date,
) -> Page:
    """The funds of one area, or those of the council."""
    first = funds[0]
    of_council = first.slug == COUNCIL
    home = "../../about/" if of_council else f"../../plans/{first.slug}/"
    names = directory.names(first.document, home)
    shown = [_shown(line, View(line.fund, names), called, wards) for line in funds]
    title = _("Money that all areas share") if of_council else _("Money: {area}").format(area=first.area)
    body = render(
        "money_area",
        title=title,
        home=home,
        funds=shown,
        of_council=of_council,
        area=first.area,
        today=today,
        pounds=pounds,
        in_words=said,
        difference=difference,
        slug=first.slug,
    )
    return Page(
        f"{ROOT}{first.slug}/",
        "money",
        title,
        body,
        _("Every fund and every decision: {area}.").format(area=first.area),
        "tracker/",
        headings=tuple(Heading(2, line.fund.id, f"{line.fund.name}, {line.year}") for line in funds),
    )


def _elsewhere(reference: str, called: dict[str, str]) -> Markup:
    """An item of a plan that a council-wide fund pays for, as a link, with the title of its plan."""
    slug, _slash, id = reference.partition("/")
    return Markup('<a href="../../plans/{}/#{}">{}</a> ({})').format(
        slug, id, called.get(reference, id), called.get(slug, slug)
    )


def _shown(line: FundLine, view: View, called: dict[str, str], wards: Sequence[Ward]) -> FundView:
    fund, names = line.fund, view.names
    view.place("name", "entries", "income", "published_totals", "id", "holder", "holder_name", "kind", "year")
    awards = []
    for one in view.entries:
        raw = one.raw
        items = [
            _elsewhere(id, called) if line.slug == COUNCIL else names.show("item", id) for id in raw.items
        ]
        one.place("title", "payee", "items", "amount", "state", "state_words", "on", "id")
        priorities = [names.show("corporate priority", id) for id in priorities_of(line.document, raw)]
        own = own_share(raw)
        awards.append(
            Award(
                one,
                raw,
                items,
                priorities,
                counted(raw),
                own is not None and not isinstance(raw.amount, NotPublished) and own != raw.amount.least,
            )
        )
    found = list(zip(view.published_totals, compared(line), strict=True))
    # The wards are compared only if the fund's income or decisions are attributed to wards.
    told = any(one.ward for one in fund.income) or any(
        split.ward for entry in fund.entries for split in entry.splits
    )
    balances, rest = by_ward([line], {ward.id: ward.name for ward in wards}, wards) if told else ([], None)
    if rest is not None and (
        rest.available.known or rest.available.missing or rest.allocated.known or rest.allocated.missing
    ):
        balances = [*balances, rest]
    return FundView(line, view, computed(fund), money(fund), awards, found, balances, view.income)
