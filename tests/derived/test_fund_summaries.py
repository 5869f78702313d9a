"""Money over all areas, to the penny: Rotherham's shape, published totals beside ours, awards that wards
share.
"""

from decimal import Decimal

import pytest
from rotherham import WARDS, write
from sites import ROOT, TODAY, content

from communityplans.build.pipeline import examine
from communityplans.derived.fund_summaries import by_area, by_ward, by_year, compared, fund_lines, roll_up
from communityplans.derived.totals import Sum
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
    assert len(wards) == WARDS and elsewhere.allocated.exact == 0 and elsewhere.available == Sum(None)
    assert (
        sum(one.available.exact for one in wards) == roll_up(funds).available.exact
        and sum(one.left.exact for one in wards) == roll_up(funds).left.exact
    )
    assert (
        sum(one.allocated.exact for one in wards)
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
    assert line.sums.available.known == Decimal(210_000) and line.sums.available.exact is None, (
        "what was brought forward is not stated"
    )
    assert not line.listed and line.sums.left.known is None
    assert [
        (one.published.share or one.published.amount.words, one.ours.known, one.differs)
        for one in compared(line)
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
    assert next(one for one in wards if one.ward == "Riverside").allocated.known == Decimal(4100)
    whole = roll_up(fund_lines(found))
    for column in ("available", "allocated"):
        assert (
            sum(getattr(one, column).known or 0 for one in (*wards, elsewhere))
            == getattr(whole, column).known
        )
        assert set(getattr(whole, column).missing) <= {
            name for one in (*wards, elsewhere) for name in getattr(one, column).missing
        }
    pot = next(line for line in fund_lines(found) if line.fund.id == "shared-pot")
    one, *_of_parts = compared(pot)
    assert (
        one.differs and one.published.note == "Counted before the paint" and one.ours.exact == Decimal(88_650)
    )


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
    gone = {one.ward: one.allocated.exact for one in wards}
    amount = next(one.allocated.exact for one in before if one.ward == "New")
    assert "New" not in gone
    assert gone.get("Old Mill") == (amount if told else None) and elsewhere.allocated.exact == (
        0 if told else amount
    )
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
        assert (sums.available.exact is None) == any(
            one.sums.opening.exact is None or one.fund.carried_in is None for one in pair
        )
        assert (sums.allocated.exact is None) == any(not one.listed or one.sums.unknown > 0 for one in pair)
        assert (sums.carried.exact is None) == any(one.fund.carried_in is None for one in pair)
        assert (sums.available.known or 0) == (sums.opening.known or 0) + (sums.carried.known or 0)
        if sums.allocated.exact is None:
            assert sums.left.known is None
        elif sums.available.exact is None:
            assert sums.left.exact is None and (sums.share is None or sums.at_most)
            assert (
                sums.left.known is None or sums.left.known == sums.available.known - sums.allocated.exact >= 0
            )
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
    assert said(_line(500, None, (30,)).sums.left) == "At least £470", "more may have been brought forward"
    assert (
        said(_line(500, 0, (30,)).sums.left) == "£470"
        and said(_line(500, None, (900,)).sums.left) == "Not known"
    )


def test_a_difference_is_said_in_words():
    from communityplans.site.money_pages import difference

    pot = next(line for line in fund_lines(content()) if line.fund.id == "shared-pot")
    one, *_of_parts = compared(pot)
    assert difference(one) == "The published total is £650 less than the sum here."


def test_a_report_claims_no_more_than_is_known():
    from communityplans.commands.report_facts import _sums

    assert _sums([_line(500, 0, (30, None)).fund])[1::3] == ["at least £30", "not known"]
    assert _sums([_line(500, 0, ()).fund, _line(500, 0, (30,)).fund])[1::3] == ["at least £30", "not known"]
    assert _sums([_line(20, 0, (30,)).fund])[4].startswith("−") and _sums([_line(20, None, (10,)).fund])[
        ::4
    ] == ["at least £20", "at least £10"]


def _fund(*entries, **more):
    """A fund with decisions that are given whole."""
    from communityplans.model.funds import Fund

    return Fund.model_validate(
        {
            "id": "pot",
            "name": "Pot",
            "holder": "area",
            "kind": "revenue",
            "year": "2025/26",
            "as_of": "2026-03-31",
            "opening": 1000,
            "carried_in": 0,
            "entries": [{"id": f"e{n}", "title": f"Grant {n}", **one} for n, one in enumerate(entries)],
        }
        | more
    )


@pytest.fixture
def issue(tmp_path):
    """Two funds of one year, of which one states no opening."""
    path = write(tmp_path / "issue") / "plans/ward-2.yml"
    text = path.read_text(encoding="utf-8")
    begin = text.index("funds:\n")
    path.write_text(
        text[:begin]
        + """funds:
  - {id: forum, name: Ward forum money, holder: ward, kind: revenue, year: 2025/26, opening: 5269.10, as_of: 2026-03-31,
     entries: [{id: planters, title: Planters, amount: 2000, state: approved}]}
  - {id: legacy, name: Legacy money, holder: ward, kind: revenue, year: 2025/26, opening: {not_published: The report does not say, as_of: 2026-03-31},
     as_of: 2026-03-31, entries: [{id: hall, title: Hall, amount: 9887.06, state: approved}]}
"""
        + text[text.index("sources:\n") :],
        encoding="utf-8",
    )
    found = examine(tmp_path / "issue", TODAY)
    assert not has_errors(found.diagnostics), found.diagnostics
    return found


def test_the_year_of_the_issue_claims_nothing_that_nobody_said(issue):
    """It printed: There was £5,269.10, decided £11,887.06."""
    from communityplans.site.fund_totals import said

    found = issue.content
    sums = next(sums for year, _kind, sums in by_year(fund_lines(found)) if year == "2025/26")
    assert (said(sums.available), said(sums.allocated), said(sums.left), said(sums.carried)) == (
        "At least £5,269.10",
        "£11,887.06",
        "Not known",
        "Not known",
    )
    assert (sums.unknown_funds, sums.available.missing) == (
        1,
        ("Ward forum money, 2025/26 (Ward 2)", "Legacy money, 2025/26 (Ward 2)"),
    )


@pytest.mark.parametrize(
    ("entry", "sums"),
    [
        ({"amount": 600, "state": "allocated"}, ("600", "0", "0", "400")),
        ({"amount": 600, "state": "approved"}, ("600", "0", "0", "400")),
        ({"amount": 600, "state": "committed"}, ("600", "600", "0", "400")),
        ({"amount": 600, "state": "committed", "spent": 150}, ("600", "450", "150", "400")),
        ({"amount": 600, "state": "part_spent", "spent": 150}, ("600", "450", "150", "400")),
        ({"amount": 600, "state": "part_spent"}, ("600", None, None, "400")),
        ({"amount": 600, "state": "spent"}, ("600", "0", "600", "400")),
        ({"amount": 600, "state": "spent", "returned": 100}, ("500", "0", "500", "500")),
        ({"amount": 600, "state": "spent", "returned": "about 100"}, (None, "0", None, None)),
        ({"amount": 600, "state": "unknown"}, (None, None, None, None)),
        *[
            ({"amount": 600, "state": state}, ("0", "0", "0", "1000"))
            for state in ("planned", "applied", "declined", "returned", "carried_forward")
        ],
    ],
)
def test_what_each_state_adds_to_each_sum(entry, sums):
    from communityplans.derived.totals import totals

    found = totals(_fund(entry))
    assert (
        tuple(
            None if one.exact is None else str(one.exact)
            for one in (found.allocated, found.committed, found.spent, found.left)
        )
        == sums
    )


def _of(fund):
    from types import SimpleNamespace

    from communityplans.derived.fund_summaries import FundLine
    from communityplans.derived.totals import totals

    return FundLine(SimpleNamespace(model=SimpleNamespace(wards=())), "pot", "Area", fund, totals(fund))


def test_a_ward_has_a_balance_without_a_decision_that_nobody_made():
    from communityplans.site.fund_totals import difference

    line = _of(
        _fund(
            {"amount": 300, "state": "approved", "splits": [{"ward": "east", "amount": 300}]},
            income=[{"ward": "east", "amount": 400}, {"ward": "west", "amount": 350}],
            published_totals=[
                {"of": "uncommitted", "ward": "east", "amount": 100},
                {"of": "uncommitted", "ward": "west", "amount": 360},
                {"of": "opening", "ward": "west", "amount": 350},
                {"of": "spent", "ward": "west", "amount": 5},
            ],
        )
    )
    wards, rest = by_ward([line], {"east": "East", "west": "West"})
    assert [(one.ward, one.available.exact, one.allocated.exact, one.left.exact) for one in wards] == [
        ("East", 400, 300, 100),
        ("West", 350, 0, 350),
    ]
    assert rest.available.exact == 250 and rest.allocated.exact == 0
    assert [difference(one) for one in compared(line)] == [
        "The two agree.",
        "The published total is £10 more than the sum here.",
        "The two agree.",
        "There is nothing here to compare it with.",
    ]


def test_what_came_in_stands_beside_what_was_published_of_it():
    from communityplans.derived.fund_summaries import by_source

    line = _of(
        _fund(
            income=[
                {"funder": "Youth Services", "amount": 250},
                {"funder": "Lottery", "amount": 300, "note": "Two payments"},
            ],
            published_totals=[
                {"of": "opening", "amount": 1000},
                {"of": "available", "amount": 1200},
                {"of": "available", "funder": "Lottery", "amount": 310},
            ],
        )
    )
    assert by_source([line]) == [
        ("Lottery", Sum(Decimal(300))),
        ("Youth Services", Sum(Decimal(250))),
        ("", Sum(Decimal(450))),
    ]
    assert sum(amount.known for _, amount in by_source([line])) == line.sums.available.exact
    assert [one.differs for one in compared(line)] == [False, True, True]


def test_a_decision_without_an_amount_is_missing_from_its_ward():
    gap = {"not_published": "The report does not say", "as_of": "2026-03-31"}
    line = _of(
        _fund(
            {"amount": gap, "state": "approved", "splits": [{"ward": "east", "amount": 300}]},
            {"amount": 40, "state": "approved"},
        )
    )
    [east], rest = by_ward([line], {"east": "East"})
    assert east.allocated.exact == 300 and (rest.allocated.known, rest.allocated.exact) == (40, None)
    assert rest.allocated.missing == ("Pot, 2025/26 (Area)",), "it was dropped without a word"
