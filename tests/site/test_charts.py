"""Pictures of progress: the numbers are right, in shape and in words, and nothing in them needs a style, a
script or an id.
"""

import re
from datetime import date
from decimal import Decimal

import pytest
from sites import content, parsed, words

from communityplans.derived.outcomes import series
from communityplans.derived.tracker import tally
from communityplans.model.funds import Fund
from communityplans.model.measures import Measure
from communityplans.model.tracked import Status
from communityplans.site.charts import GAP, WIDE, money, readings, statuses
from communityplans.site.status_icons import LOOKS

FIGURES = {
    "what": "Visits",
    "baseline": {"value": "1,200", "on": "2023"},
    "target": {"value": "2,000", "by": "2027"},
    "readings": [{"value": "1,450", "on": "2024"}, {"value": "1,800", "on": "2025"}],
}


def entry(id, amount, state):
    """A decision about money."""
    return {"id": id, "title": id, "amount": amount, "state": state}


def fund(*entries, opening=10_000, **more):
    """A fund with decisions."""
    return Fund.model_validate(
        {
            "id": "pot",
            "name": "Pot",
            "holder": "area",
            "kind": "both",
            "year": "2026/27",
            "opening": opening,
            "carried_in": 0,
            "as_of": "2026-11-01",
            "entries": list(entries),
        }
        | more
    )


def drawn(picture):
    """The one SVG of a picture."""
    found = [
        e
        for e in parsed(str(picture)).iter()
        if e.tag.endswith("svg") and e.get("class") in ("cp-bar", "cp-chart")
    ]
    assert len(found) == 1
    return found[0]


def edges(svg):
    """The pieces of a bar, each as where it begins and how wide it is."""
    return [
        (int(e.get("x")) - 1, int(e.get("width")) + 2)
        for e in svg.iter()
        if e.tag.endswith("rect") and e.get("fill") == "none"
    ]


def test_a_piece_is_as_wide_as_its_number():
    rows = [(Status.complete, 10), (Status.in_progress, 20), (Status.unknown, 10)]
    picture = statuses(rows, big=True)
    pieces = edges(drawn(picture))
    widths = [wide for _, wide in pieces]
    assert len(pieces) == 3 and abs(widths[1] - 2 * widths[0]) <= 2 and abs(widths[0] - widths[2]) <= 1
    assert pieces[0][0] == 0 and abs(pieces[-1][0] + widths[-1] - WIDE) <= 1
    assert all(
        abs(b - (a + wide) - GAP) <= 1 for (a, wide), (b, _) in zip(pieces, pieces[1:], strict=False)
    ), "pieces stand apart, so that colours need not part them"


def test_the_words_have_every_number():
    picture = statuses([(Status.complete, 2), (Status.unknown, 3)], big=True)
    assert drawn(picture).get("aria-label") == "5 items: 2 done, 3 not known"
    assert words(str(picture)) == "2 done 3 not known"
    assert drawn(statuses([(Status.complete, 1)], big=True)).get("aria-label") == "1 item: 1 done"


def test_beside_its_words_a_small_bar_is_an_ornament():
    svg = drawn(statuses([(Status.complete, 2)]))
    assert svg.get("aria-hidden") == "true" and svg.get("role") is None


def test_each_look_is_drawn_in_another_way():
    found = {}
    for status, (shape, _) in LOOKS.items():
        inner = re.sub(
            r'class="[^"]*"', "", re.search(r"<svg[^>]*>(.*?)</svg>", str(statuses([(status, 1)])))[1]
        )
        found.setdefault(inner, set()).add(shape)
    assert all(len(shapes) == 1 for shapes in found.values()), "two looks differ in colour alone"
    assert len(found) == len({shape for shape, _ in LOOKS.values()})


def test_many_statuses_fit_however_few_each_has():
    rows = [(Status.complete, 500), *[(status, 1) for status in LOOKS if status is not Status.complete]]
    assert all(wide >= 3 for _, wide in edges(drawn(statuses(rows))))


def test_money_is_what_the_sums_say():
    picture = money(
        fund(
            entry("a", 2500, "spent"),
            entry("b", 5000, "committed"),
            entry("c", 500, "approved"),
            entry("d", 900, "declined"),
            entry("e", 700, "planned"),
        )
    )
    assert (
        drawn(picture).get("aria-label")
        == "Of £10,000: £2,500 spent, £5,000 committed, £500 allocated, not yet committed, £2,000 left"
    )
    widths = [wide for _, wide in edges(drawn(picture))]
    assert abs(widths[1] - 2 * widths[0]) <= 2


def test_money_that_was_overspent_says_so():
    picture = money(fund(entry("a", 12_500.50, "spent")))
    assert "£2,500.50 more than was available." in words(str(picture)) and "left" not in words(str(picture))


def test_money_of_an_unknown_sum_claims_no_rest():
    gap = {"not_published": "Nobody counted", "as_of": "2026-11-01"}
    picture = money(fund(entry("a", 100, "spent"), opening=gap))
    assert "not published as an exact sum" in words(str(picture)) and "left" not in words(str(picture))


@pytest.mark.parametrize("entries", [[], [entry("a", 100, "declined")], [entry("a", "about 100", "spent")]])
def test_no_picture_where_nothing_can_be_drawn(entries):
    assert money(fund(*entries)) == ""


def test_readings_stand_in_time_against_the_target():
    found = series(Measure.model_validate(FIGURES))
    assert [point.value for point in found.points] == [1200, 1450, 1800] and found.target.value == 2000
    svg = drawn(readings(found))
    assert svg.get("aria-label") == "Visits: 1,200, 2023; 1,450, 2024; 1,800, 2025; target 2,000, by 2027"
    dots = [(int(e.get("cx")), int(e.get("cy"))) for e in svg.iter() if e.tag.endswith("circle")]
    assert [x for x, _ in dots] == sorted(x for x, _ in dots) and [y for _, y in dots] == sorted(
        (y for _, y in dots), reverse=True
    )
    target = next(e for e in svg.iter() if e.get("class") == "cp-target")
    assert int(re.match(r"M\d+ (\d+)", target.get("d"))[1]) < dots[-1][1], (
        "the target is above what was reached"
    )
    assert "stroke-dasharray" in target.attrib, "and told by its dashes"


@pytest.mark.parametrize(
    "change",
    [
        {"readings": [{"value": "about half", "on": "2024"}]},
        {"readings": [{"value": "56%", "on": "2024"}]},
        {"readings": [{"value": "£1,450", "on": "2024"}]},
        {"readings": [{"value": "50 to 60", "on": "2024"}]},
        {"readings": [{"value": "1,450", "on": "some time [unknown]"}]},
        {"readings": [{"value": "1,450", "on": "2023"}]},
        {"baseline": None, "readings": []},
        {"readings": [], "target": None},
    ],
)
def test_figures_that_cannot_be_compared_have_no_line(change):
    assert series(Measure.model_validate(FIGURES | change)) is None


def test_a_target_of_another_kind_is_not_drawn():
    found = series(Measure.model_validate(FIGURES | {"target": {"value": "90%", "by": "2027"}}))
    assert found.target is None and "cp-target" not in str(readings(found))


@pytest.mark.parametrize(
    ("value", "number", "short"),
    [
        ("56%", 56, "56%"),
        ("£1,453.50", Decimal("1453.50"), "£1,453.50"),
        ("-3", -3, "-3"),
        ("1,204 residents", 1204, "1,204"),
    ],
)
def test_figures_are_read_as_printed(value, number, short):
    found = series(
        Measure.model_validate(
            FIGURES
            | {
                "baseline": {"value": value, "on": "2023"},
                "target": None,
                "readings": [{"value": value, "on": "2024"}],
            }
        )
    )
    assert (
        found.points[0].value == number
        and found.points[0].short == short
        and found.points[0].day == date(2023, 7, 2)
    )


def test_hostile_words_stay_words():
    bad = '"><x-canary>'
    found = series(
        Measure.model_validate(FIGURES | {"what": bad, "target": {"value": "2,000", "by": f"{bad} [2027]"}})
    )
    page = parsed(str(readings(found)))
    assert not [e for e in page.iter() if "canary" in str(e.tag)] and bad in drawn(readings(found)).get(
        "aria-label"
    )


def test_pictures_need_no_style_script_or_id(council_pages):
    seen = 0
    for path, page in council_pages.items():
        for svg in (e for e in page.iter() if e.tag.endswith("svg")):
            for e in svg.iter():
                name = str(e.tag).rsplit("}")[-1]
                assert name in ("svg", "g", "rect", "path", "circle", "text"), (path, name)
                assert not {"style", "id", "href", "onload"} & set(e.attrib), (path, e.attrib)
                seen += 1
    assert seen > 500


@pytest.mark.parametrize("path", ["plans/riverside-and-millfield/index.html"])
def test_a_plan_has_its_pictures_with_their_tables(council_pages, path):
    page = council_pages[path]
    labels = [e.get("aria-label") for e in page.iter() if e.tag.endswith("svg") and e.get("role") == "img"]
    assert [label.split(":")[0] for label in labels] == [
        "4 items",
        "Children who say that the way to school is safe",
        "Of £12,500",
    ]
    table = next(e for e in page.iter("table") if "57%" in words(e))
    rows = [(words(next(row.iter("th"))), words(next(row.iter("td")))) for row in list(table.iter("tr"))[1:]]
    assert [when for when, _ in rows] == [
        "At the start, September 2023",
        "September 2024",
        "September 2025",
        "September 2026",
        "Target, by September 2028",
    ]
    assert [figure[:3] for _, figure in rows] == ["38%", "44%", "41%", "57%", "75%"]
    assert "Roadworks closed the crossing that month" in rows[2][1] and "Source" in rows[0][1]


def test_the_areas_stand_side_by_side(council_pages):
    in_force = [plan.model for plan in content().plans if plan.model.withdrawn is None]
    for path in ("index.html", "plans/index.html"):
        bars = [e for e in council_pages[path].iter() if e.get("class") == "cp-bar"]
        assert len(bars) == sum(bool(tally(plan)) for plan in in_force) > 1, (
            "one for each area that promises something"
        )
