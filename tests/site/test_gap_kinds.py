"""Not published, not looked for, none, not needed: four things, and no page, duty, row or file says one of
them in place of another.
"""

import json
import re
from datetime import date

import pytest
import yaml
from everything import Writer, _resolved
from sites import COUNCIL, TODAY, content, parsed, words

from communityplans.commands import report_facts
from communityplans.content.load import load
from communityplans.derived.obligations import ObligationStatus, obligations
from communityplans.derived.tracker import in_view, tally, tracker
from communityplans.model.fields import fields, iter_values
from communityplans.model.plan import Plan
from communityplans.model.types import GapKind, NotPublished
from communityplans.site.all_pages import pages
from communityplans.site.plan_json import Values
from communityplans.site.render_context import RenderContext
from communityplans.source.files import SourceFile

COUNCIL_FILE = (COUNCIL / "plans/council.yml").read_text(encoding="utf-8")
# What a page may say only of a gap of that kind; the label of each kind is added to these.
CLAIMS = {
    GapKind.not_published: [
        "no address:",
        "no date:",
        "not published",
        "no name published",
        "has been published",
    ],
    GapKind.not_looked: ["nobody has looked"],
    GapKind.none: ["it has no wards"],
    GapKind.not_needed: [],
}


def with_gaps(kind: GapKind) -> dict:
    """A plan with a gap of one kind in every field that takes one."""
    writer = Writer()
    plan = writer.group(Plan, thin=True)
    targets = {f"<{name}>": "some-id" for name in ("item", "theme", "outcome", "fund", "partner plan")} | {
        "<source>": writer.ids["sources.id"]
    }
    plan = _resolved(plan, targets)
    return _said(plan, kind) | {
        "schema_version": 2,
        "area": "everything",
        "statutory_status": "not_stated",
        "stage": "established",
    }


def _said(value, kind: GapKind):
    if isinstance(value, list):
        return [_said(one, kind) for one in value]
    if not isinstance(value, dict):
        return value
    if "not_published" in value:
        return value | ({"kind": kind.value} if kind is not GapKind.not_published else {})
    return {key: _said(one, kind) for key, one in value.items()}


def loaded(plan: dict):
    text = yaml.safe_dump(plan, sort_keys=False, allow_unicode=True)
    found, diagnostics = load(
        [SourceFile("plans/gaps.yml", text), SourceFile("plans/council.yml", COUNCIL_FILE)]
    )
    assert not diagnostics, diagnostics
    return found


@pytest.fixture(scope="module", params=list(GapKind), ids=lambda kind: kind.value)
def gaps(request):
    return request.param, loaded(with_gaps(request.param))


def stated(found) -> list[NotPublished]:
    return [value for _, _, value in iter_values(found.plans[0].model) if isinstance(value, NotPublished)]


def others(kind: GapKind) -> list[str]:
    return [
        words for other in GapKind if other is not kind for words in [other.label.casefold(), *CLAIMS[other]]
    ]


def test_every_field_that_takes_a_gap_has_one(gaps):
    kind, found = gaps
    top = {
        spec.key
        for path, spec, value in iter_values(found.plans[0].model)
        if isinstance(value, NotPublished) and len(path) == 1
    }
    assert top == {spec.key for spec in fields(Plan) if spec.gap}
    assert {gap.gap for gap in stated(found)} == {kind}


def test_every_page_says_each_gap_in_its_own_words(gaps):
    kind, found = gaps
    text = {
        page.address: words(parsed(f"<h1>{page.title}</h1>{page.body}")).casefold()
        for page in pages(RenderContext(found), TODAY)
    }
    page = text["plans/gaps/"]
    assert [gap.not_published for gap in stated(found) if gap.not_published.casefold() not in page] == []
    assert kind.label.casefold() in page
    about = [
        address
        for address in text
        if (address.startswith(("plans/gaps/", "tracker/", "outcomes/")) or address in ("", "plans/"))
        and not address.startswith("plans/gaps/suggest")
    ]
    assert [
        (address, said)
        for address in about
        for said in others(kind)
        if said in text[address].replace(kind.label.casefold(), "")
    ] == []


def test_duties_are_never_counted_or_overdue_where_the_plan_states_a_gap(gaps):
    kind, found = gaps
    owed = {duty.kind: duty for duty in obligations(found, TODAY)}
    for name in ("next_review", "meetings", "annual_reports", "quarterly_updates", "equality_impact"):
        assert owed[name].kept is ObligationStatus(kind.value), name
        assert kind.label.lower() in owed[name].words and not [
            said for said in others(kind) if said in owed[name].words.casefold()
        ]
        assert owed[name].within(TODAY, 0) is (kind is not GapKind.not_needed)


def test_the_data_say_which_gap_it_is(gaps):
    kind, found = gaps
    made = Values()
    plan = made.plan("gaps", found.plans[0].model, "plans/gaps/", "/plan")
    assert {gap["kind"] for gap in made.gaps if gap["reason"] != "none"} == {kind.value}
    assert plan["wards"] == [] and plan["next_review"] is None
    assert json.dumps(plan)


def test_a_report_says_which_gap_it_is(gaps):
    """The papers of a committee, too: an amount or a day that nobody published is not one that nobody looked for."""
    kind, found = gaps
    gap = next(one for one in stated(found))
    assert report_facts._words(gap) == kind.label.lower()
    assert report_facts._amount(gap) == f"amount {kind.label.lower()}"
    assert report_facts._words(None) == "not recorded"


def test_a_plan_that_has_ended_owes_nothing_for_the_time_after():
    found = loaded(
        with_gaps(GapKind.not_published)
        | {
            "term": {"start": 2016, "end": 2020},
            "meetings": [],
            "next_review": "2021-03",
        }
    )
    owed = obligations(found, TODAY)
    assert {duty.kept for duty in owed} == {ObligationStatus.not_needed} and len(owed) >= 4
    assert all(
        "the plan ended on 31 December 2020" in duty.words and not duty.within(TODAY, 365) for duty in owed
    )
    page = next(page for page in pages(RenderContext(found), TODAY) if page.address == "plans/gaps/")
    assert "Overdue" not in page.body and "It was due" not in page.body


def test_nothing_is_claimed_of_meetings_that_are_not_recorded():
    found = loaded(with_gaps(GapKind.not_published) | {"meetings": [], "equality_impact": None})
    owed = {duty.kind: duty.words for duty in obligations(found, TODAY)}
    assert owed["meetings"].startswith("No meetings recorded.") and " of 4" not in owed["meetings"]
    assert owed["equality_impact"] == "No equality impact assessment is recorded."


ITEM = {"id": "park", "title": "Park", "status": "unknown", "due": "2021-04"}


@pytest.mark.parametrize(
    ("more", "view"),
    [
        ({}, "date-passed"),
        ({"status": "in_progress"}, "date-passed"),
        ({"status": "in_progress", "status_date": "2020"}, "date-passed"),
        ({"status": "in_progress", "status_date": "2021-06"}, "late"),
        ({"history": [{"on": "2021-06", "what": "Residents asked"}]}, "date-passed"),
        ({"history": [{"on": "2021-06", "what": "Put off", "status": "deferred"}]}, "late"),
        ({"timeliness": "late"}, "late"),
        (
            {
                "history": [
                    {
                        "on": {"not_published": "No day", "as_of": "2026-11-01"},
                        "what": "Put off",
                        "status": "deferred",
                    }
                ]
            },
            "date-passed",
        ),
    ],
)
def test_late_is_said_only_of_what_the_publisher_shows(more, view):
    found = loaded(
        with_gaps(GapKind.not_published)
        | {name: {"none_reason": "Nothing", "as_of": "2026-11-01"} for name in ("projects", "shared_issues")}
        | {"investments": [ITEM | more]}
    )
    rows = tracker(found, TODAY)
    assert [row.id for row in in_view(rows, view)] == ["park"]
    other = {"late", "date-passed"} - {view}
    assert not any(row.views & other for row in rows)
    page = next(page for page in pages(RenderContext(found), TODAY) if page.address == "plans/gaps/")
    assert ("date passed, no update published" in page.body) is (view == "date-passed") and (
        "(<b>late</b>)" in page.body
    ) is (view == "late")


def test_plans_tracker_and_data_count_the_same_items():
    rows = tracker(content(), TODAY)
    for document in content().plans:
        if document.model.withdrawn is None:
            made = Values().plan(document.slug, document.model, "", "")["items"]
            counted = [item["id"] for item in made if item["kind"] != "possible_later"]
            assert (
                tally(document.model).total()
                == len(counted)
                == sum(row.plan == document.slug for row in rows)
            )
            assert [row.id for row in rows if row.plan == document.slug] == counted


def test_nobody_named_is_said_only_of_what_stands_under_no_lead():
    rows = tracker(content(), TODAY)
    assert {row.number for row in rows if row.lead_words == "Nobody named"} == {
        row.number for row in in_view(rows, "no-lead") if not row.lead
    }
    assert any(row.lead_words == "Not needed" for row in rows)


def newest(**more) -> str:
    plan = with_gaps(GapKind.not_published) | {
        "projects": [ITEM | {"status": "complete", "completed": "2026-10"}],
        "as_of": "2026-11-22",
    }
    found = loaded(plan | more)
    page = next(page for page in pages(RenderContext(found), TODAY) if page.address == "plans/gaps/")
    return re.findall(r"Newest fact: (\w+ \d+)\.", page.body)[0]


def test_the_newest_fact_stands_beside_the_day_of_the_check():
    """Neither the day on which somebody looked nor a note on a change is a fact about the area."""
    note = {"on": "2026-11-20", "text": "The sources were read again."}
    assert newest() == newest(change_notes=[note]) == "October 2026"


@pytest.mark.parametrize(
    ("given", "says", "never"),
    [
        (
            {"stage": "not_stated"},
            "no source says how far this plan has got",
            "a list of what is known. Not yet agreed",
        ),
        (
            {"statutory_status": "not_stated"},
            "We don’t know whether a law asks for this plan",
            "has no statutory basis",
        ),
        (
            {"wards": {"not_published": "The parish is one ward", "kind": "none", "as_of": "2026-11-22"}},
            "It has no wards: The parish is one ward",
            "wards are not published",
        ),
        ({"next_review": "2027-03"}, "March 2027", "31 March 2027"),
    ],
)
def test_where_a_source_is_silent_no_claim_is_forced(given, says, never):
    found = loaded(with_gaps(GapKind.not_published) | given)
    page = next(
        page for page in pages(RenderContext(found), date(2026, 12, 1)) if page.address == "plans/gaps/"
    )
    text = words(parsed(page.body)).replace("’", "'")
    assert says.replace("’", "'") in text and never not in text
