"""Money over all areas, to the penny: Rotherham's shape, published totals beside ours, awards that wards
share.
"""

from decimal import Decimal

import pytest
from rotherham import WARDS, write
from sites import ROOT, TODAY, content

from communityplans.build.pipeline import examine
from communityplans.derived.fund_summaries import by_area, by_ward, by_year, compared, fund_lines, roll_up
from communityplans.model.funds import MoneyKind
from communityplans.source.diagnostic import has_errors


@pytest.fixture(scope="module")
def rotherham(tmp_path_factory):
    found = examine(write(tmp_path_factory.mktemp("rotherham")), TODAY)
    assert not has_errors(found.diagnostics), found.diagnostics
    return found.content


def test_twenty_one_wards_come_to_82_of_a_hundred(rotherham):
    [(year, kind, sums)] = by_year(fund_lines(rotherham))
    assert (year, kind, sums.funds) == ("2017/18", MoneyKind.capital, WARDS)
    assert sums.available.exact == Decimal("210000")
    assert sums.committed.exact + sums.spent.exact == Decimal("172200.00") and sums.share == 82
    assert sums.left.exact == Decimal("37800.00") and sums.allocated.exact == Decimal("172200.00"), (
        "what was declined is not counted"
    )


def test_the_wards_add_up_to_the_whole(rotherham):
    funds = fund_lines(rotherham)
    wards, elsewhere = by_ward(funds, {ward.id: ward.name for ward in rotherham.council.model.wards})
    assert len(wards) == WARDS and elsewhere == 0
    assert (
        sum(amount for _, amount in wards)
        == roll_up(funds).allocated.exact
        == sum(sums.allocated.exact for *_, sums in by_area(funds))
    )


def test_a_published_share_stands_beside_ours(rotherham):
    [one] = [one for line in fund_lines(rotherham) for one in compared(line)]
    assert (one.published.share, one.share, one.differs) == ("82%", 82, False)


def test_what_the_papers_said_of_rotherham():
    """No decision is listed, so nothing is added up and nothing is said to be spent; what was published is
    kept.
    """
    found = content(ROOT / "tests/cases/d20-rotherham-budgets")
    line = next(line for line in fund_lines(found) if line.fund.id == "ward-capital-2017")
    assert line.sums.available == Decimal(210_000) and not line.listed and line.left is None
    assert [
        (one.published.share or one.published.amount.words, one.ours, one.differs) for one in compared(line)
    ] == [("£110,000", None, None), ("£61,000", None, None), ("82%", None, None)]
    sums = next(
        sums
        for year, kind, sums in by_year(fund_lines(found))
        if year == "2017/18" and kind is MoneyKind.capital
    )
    assert sums.spent.known is None and sums.share is None and sums.unlisted == 1


def test_shares_of_others_are_not_our_money():
    """The fixture's paint costs £6,200, of which the makers pay £2,100."""
    found = content()
    wards, elsewhere = by_ward(fund_lines(found), {ward.id: ward.name for ward in found.council.model.wards})
    assert dict(wards)["Riverside"] == Decimal(4100)
    assert sum(amount for _, amount in wards) + elsewhere == roll_up(fund_lines(found)).allocated.known
    pot = next(line for line in fund_lines(found) if line.fund.id == "shared-pot")
    [one] = compared(pot)
    assert one.differs and one.published.note == "Counted before the paint" and one.ours == Decimal(88_650)


def test_years_stand_newest_first_and_none_last():
    assert [year for year, _, _ in by_year(fund_lines(content()))][-1] == "Year not published"


@pytest.mark.parametrize(
    ("formerly", "told"), [(("old-mill",), "Old Mill"), ((), None), (("old-mill", "east"), None)]
)
def test_what_was_decided_before_a_ward_was_there_is_not_its_own(rotherham, formerly, told):
    """A ward of 2026 did not decide in 2017/18: the ward that it was did, or nobody can tell."""
    from datetime import date

    from communityplans.model.council import Ward

    funds = fund_lines(rotherham)
    [own] = funds[0].document.model.wards
    known = [
        Ward.model_validate(
            {"id": own, "name": "New", "from": date(2026, 5, 7).isoformat(), "formerly": formerly}
        ),
        Ward(id="old-mill", name="Old Mill"),
    ]
    before, _ = by_ward(funds, {own: "New", "old-mill": "Old Mill"})
    wards, elsewhere = by_ward(funds, {own: "New", "old-mill": "Old Mill"}, known)
    amount = dict(before)["New"]
    assert "New" not in dict(wards)
    assert dict(wards).get("Old Mill") == (amount if told else None) and elsewhere == (0 if told else amount)
    later = [known[0].model_copy(update={"from_": date(2017, 4, 1)})]
    assert by_ward(funds, {own: "New"}, later)[0] == by_ward(funds, {own: "New"})[0]


def _line(opening, carried, amounts):
    """A fund with an opening sum, what was brought forward, and approved amounts; None where one is not
    stated.
    """
    from types import SimpleNamespace

    from communityplans.derived.fund_summaries import FundLine
    from communityplans.derived.totals import totals
    from communityplans.model.funds import Fund

    gap = {"not_published": "The report does not say", "as_of": "2026-03-31"}
    fund = Fund.model_validate(
        {
            "id": "pot",
            "name": "Pot",
            "holder": "area",
            "kind": "revenue",
            "year": "2025/26",
            "as_of": "2026-03-31",
            "opening": gap if opening is None else opening,
            **({} if carried is None else {"carried_in": carried}),
            "entries": [
                {
                    "id": f"e{number}",
                    "title": "Grant",
                    "state": "approved",
                    "amount": gap if amount is None else amount,
                }
                for number, amount in enumerate(amounts)
            ],
        }
    )
    return FundLine(SimpleNamespace(), "pot", "Area", fund, totals(fund))


def test_no_sum_claims_more_than_is_known():
    """Whatever two funds leave out, a sum is exact only if nothing is missing, and what is left is what the
    columns say.
    """
    from itertools import product

    kinds = [_line(*one) for one in product((None, 500), (None, 70), ((), (30,), (None,), (30, None)))]
    for pair in product(kinds, repeat=2):
        sums = roll_up(pair)
        assert (sums.available.exact is None) == any(one.opening is None for one in pair)
        assert (sums.allocated.exact is None) == any(not one.listed or one.sums.unknown > 0 for one in pair)
        assert (sums.carried.exact is None) == any(one.fund.carried_in is None for one in pair)
        assert (sums.available.known or 0) == (sums.opening.known or 0) + (sums.carried.known or 0)
        if sums.available.exact is None or sums.allocated.exact is None:
            assert sums.left.known is None and sums.share is None
        else:
            assert sums.left.exact == sums.available.exact - sums.allocated.exact


def test_sums_in_words():
    from communityplans.site.money_pages import pounds, said

    both = roll_up([_line(None, 70, (30,)), _line(500, None, (1000,))])
    assert (said(both.available), said(both.allocated), said(both.left)) == (
        "At least £570",
        "£1,030",
        "Not known",
    )
    assert said(roll_up([_line(500, None, (30,))]).carried) == "Not known", (
        "nothing is stated, so nothing is said to be £0"
    )
    assert pounds(Decimal(-50)) == "−£50"


def test_a_difference_is_said_in_words():
    from communityplans.site.money_pages import difference

    pot = next(line for line in fund_lines(content()) if line.fund.id == "shared-pot")
    [one] = compared(pot)
    assert difference(one).startswith("The published total is £") and difference(one).endswith(
        "than the decisions here."
    )


def test_a_report_claims_no_more_than_is_known():
    from communityplans.commands.report_facts import _sums

    assert _sums([_line(500, None, (30, None)).fund])[1::3] == ["at least £30", "not known"]
    assert _sums([_line(500, None, ()).fund, _line(500, None, (30,)).fund])[1::3] == [
        "at least £30",
        "not known",
    ]
    assert _sums([_line(20, None, (30,)).fund])[4].startswith("−")
