"""The tracker: which rows there are, and in which views each stands on a day."""

from datetime import date

import pytest
from sites import TODAY, content

from communityplans.derived.tracker import COUNTED, VIEWS, by_lead, in_view, last_known, lead_words, tracker
from communityplans.model.items import Item
from communityplans.model.tracked import Status


def rows_of(plan: dict, today=TODAY):
    """The rows of the made-up council, whose hilltop plan has these projects."""
    found = content()
    plans = tuple(
        (
            one
            if one.slug != "hilltop"
            else type(one)(one.slug, one.model.model_copy(update=plan), one.source, one.lines)
        )
        for one in found.plans
    )
    return [
        row
        for row in tracker(type(found)(found.council, found.settings, plans), today)
        if row.plan == "hilltop"
    ]


def views_of(today=TODAY, **fields):
    [row] = rows_of(
        {
            "projects": (
                Item.model_validate({"id": "one", "title": "One", "status": "in_progress"} | fields),
            ),
            "investments": (),
            "shared_issues": (),
        },
        today,
    )
    return row.views


def test_every_promise_and_every_issue_is_a_row():
    found = content()
    plans = [plan.model for plan in found.plans if plan.model.withdrawn is None]
    wanted = []
    for plan in plans:
        for name in COUNTED:
            held = getattr(plan, name)
            for item in held if isinstance(held, tuple) else ():
                wanted += [item.id, *(action.id for action in getattr(item, "actions", ()))]
    rows = tracker(found, TODAY)
    assert sorted(row.id for row in rows) == sorted(wanted)
    assert {row.kind for row in rows} == {"Investment", "Project", "Issue", "Action"}
    assert all(row.under for row in rows if row.kind == "Action") and not any(
        row.under for row in rows if row.kind == "Issue"
    )
    assert [row.number for row in rows] == list(range(len(rows)))
    for plan in {row.plan for row in rows}:
        mine = [row for row in rows if row.plan == plan]
        assert (
            [row.place for row in mine]
            == list(range(len(mine)))
            == [row.number - mine[0].number for row in mine]
        )


@pytest.mark.parametrize(
    ("fields", "view", "there"),
    [
        ({"due": "2026-11-21"}, "late", False),
        ({"due": "2026-11-21"}, "date-passed", True),
        ({"due": "2026-11-20", "status_date": "2026-11-21"}, "late", True),
        ({"due": "2026-11-22"}, "late", False),
        ({"due": "2026-11-22"}, "due-soon", True),
        ({"due": "2027-02-20"}, "due-soon", True),
        ({"due": "2027-02-21"}, "due-soon", False),
        ({"due": "2026-11-21", "status": "complete"}, "late", False),
        ({"due": "2026-11-21", "status": "ongoing"}, "late", False),
        ({"timeliness": "late"}, "late", True),
        ({"status": "complete", "timeliness": "late"}, "late", False),
        ({"status": "unknown"}, "unknown", True),
        ({}, "unknown", False),
        ({}, "no-lead", True),
        ({"lead": {"not_published": "Nobody knows", "as_of": "2026-11-22"}}, "no-lead", True),
        ({"lead": {"post": "Head of parks"}}, "no-lead", False),
        ({"status": "complete"}, "no-lead", False),
        ({"status_date": "2025-12-22"}, "not-updated", False),
        ({"status_date": "2025-12-21"}, "not-updated", True),
        ({}, "not-updated", True),
        ({"status": "complete"}, "not-updated", False),
        ({"history": [{"on": "2026-10", "what": "Painted"}]}, "not-updated", False),
        ({"history": [{"on": "2027-10", "what": "To be painted"}]}, "not-updated", True),
    ],
)
def test_views(fields, view, there):
    """The council's settings say that a fact is old after eleven months."""
    assert (view in views_of(**fields)) is there


def test_the_day_decides():
    due = {"due": "2026-12-01"}
    assert "due-soon" in views_of(**due) and "date-passed" in views_of(date(2026, 12, 2), **due)


def test_an_edition_is_news():
    item = Item.model_validate({"id": "one", "title": "One", "status": "in_progress", "as_of": "2025"})
    assert last_known(item, TODAY) == (date(2025, 12, 31), "2025")
    assert last_known(item, TODAY, date(2026, 11, 1)) == (date(2026, 11, 1), "in an edition")
    assert last_known(Item.model_validate({"id": "one", "title": "One", "status": "unknown"}), TODAY) == (
        None,
        "",
    )


def test_late_ones_come_first_by_their_date():
    rows = tracker(content(), date(2040, 1, 1))
    late = in_view(rows, "date-passed")
    days = [row.due_by for row in late if row.due_by]
    assert len(days) > 1 and days == sorted(days)


def test_each_lead_has_its_rows():
    rows = tracker(content(), TODAY)
    found = by_lead(rows)
    assert sum(map(len, found.values())) == sum(bool(row.lead) for row in rows) > 0
    assert all(row.lead == lead for lead, these in found.items() for row in these)


def test_a_lead_is_said_as_far_as_it_is_known():
    lead = {"post": "Head of parks", "name": "Jo Example", "organisation": "The trust"}
    item = {"id": "one", "title": "One", "status": "unknown"}
    assert lead_words(Item.model_validate(item | {"lead": lead})) == "Jo Example, Head of parks, The trust"
    assert lead_words(Item.model_validate(item)) == ""


def test_no_view_holds_what_is_closed_but_the_unknown():
    rows = tracker(content(), TODAY)
    assert {view for row in rows for view in row.views} <= set(VIEWS)
    assert not [row for row in rows if row.status in (Status.complete, Status.declined) and row.views]
