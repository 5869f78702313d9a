"""No promise disappears, none changes without a reason, and nothing changes quietly: a published plan, and
what may become of it.
"""

import pytest
from council_in_git import PLAN, changed

PATH = "plans/hill.yml"
NOTE = "Something changed"
REASON = '\n    reason: "The builder starts in May"'
DUE = "due: 2027-06"
SIGNS = "      - {id: signs, title: Put up signs, status: in_progress, due: 2027-03}\n"
NOT_STARTED = "status: not_started\n    cost"


@pytest.fixture
def published(place):
    place.publish("First", day="2026-11-02")
    return place


def rules(place):
    return [rule for rule, _ in place.errors()]


# what is replaced; the rules that then find an error, with a change note and without
TABLE = {
    "nothing": ([], [], []),
    "a comment": ([("plan_kind: community_plan", "plan_kind: community_plan  # as before")], [], []),
    "a slip of the pen": ([("A crossing beside", "A crosing beside")], [], []),
    "reordered": ([(SIGNS, ""), ("    actions:\n", "    actions:\n" + SIGNS)], [], []),
    "the same date written differently": ([(DUE, "due: by 2027-06")], [], []),
    "an item added": ([(SIGNS, SIGNS + SIGNS.replace("signs", "lights"))], [], ["change-note"]),
    "an item left out": ([(SIGNS, "")], ["vanished-promise"], ["change-note", "vanished-promise"]),
    "an issue left out with its actions": (
        [
            (
                PLAN[PLAN.index("shared_issues:") : PLAN.index("corporate_priorities:")],
                'shared_issues: {none_reason: "None", as_of: 2026-11-01}\n',
            )
        ],
        ["vanished-promise"] * 3,
        ["change-note"] + ["vanished-promise"] * 3,
    ),
    "an id taken over by a source": (
        [
            (SIGNS, ""),
            (
                "sources:\n  - id: report",
                (
                    "sources:\n  - {id: signs, title: T, publisher: P, kind: press, url:"
                    " https://www.example.org/, published: 2026}\n  - id: report"
                ),
            ),
        ],
        ["vanished-promise"],
        ["change-note", "vanished-promise"],
    ),
    "a source left out": (
        [
            (
                PLAN[PLAN.index("sources:\n  - id") :],
                (
                    "sources:\n  - {id: other, title: T, publisher: P, kind: press, url:"
                    " https://www.example.org/, published: 2026}\n"
                ),
            ),
            ("    sources: [report]\n", ""),
            ("    sources: [report]\n", ""),
        ],
        [],
        ["change-note"],
    ),
    "moved to another list": (
        [
            ("  - {id: garden, title: Community garden, status: proposed}\n", ""),
            (
                'projects: {none_reason: "No projects are known yet", as_of: 2026-11-01}',
                "projects:\n  - {id: garden, title: Community garden, status: proposed}",
            ),
        ],
        [],
        ["change-note"],
    ),
    "put off without a reason": (
        [(DUE, "due: 2027-09")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "put off with a reason": ([(DUE, "due: 2027-09" + REASON)], [], ["change-note"]),
    "a step put off without a reason": (
        [("due: 2027-01", "due: 2027-02")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "a step left out without a reason": (
        [("      - {text: Work starts, due: 2027-04}\n", "")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "less money without a reason": (
        [("amount: 8000", "amount: 7000")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "less money with a reason": (
        [("amount: 8000", "amount: 7000"), (DUE, DUE + REASON)],
        [],
        ["change-note"],
    ),
    "an award changed without a reason": (
        [("amount: 900", "amount: 800")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "an award changed with a reason": (
        [("amount: 900", "amount: 800, reason: The group needed less")],
        [],
        ["change-note"],
    ),
    "an award left out": (
        [
            (
                (
                    "    entries:\n      - {id: first-aid, title: First-aid training, amount: 900, state:"
                    " approved}\n"
                ),
                "",
            )
        ],
        ["vanished-promise"],
        ["change-note", "vanished-promise"],
    ),
    "another lead without a reason": (
        [("Highways Manager", "Parks Officer")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "a gap replaced": (
        [('cost: {not_published: "No cost has been published", as_of: 2026-11-01}', "cost: 90000")],
        [],
        ["change-note"],
    ),
    "a gap looked at again": (
        [
            (
                '"No cost has been published", as_of: 2026-11-01',
                '"No cost has been published", as_of: 2026-11-20',
            )
        ],
        [],
        [],
    ),
    "paused without a reason": (
        [(NOT_STARTED, "status: paused\n    cost")],
        ["change-reason"],
        ["change-note", "change-reason"],
    ),
    "declined without an outcome": (
        [(NOT_STARTED, "status: declined" + REASON + "\n    cost")],
        ["closed-without-outcome"],
        ["change-note", "closed-without-outcome"],
    ),
    "declined with an outcome": (
        [
            (
                NOT_STARTED,
                "status: declined\n    outcome: {on: 2026-11, what: Refused, reason: No money}\n    cost",
            )
        ],
        [],
        ["change-note"],
    ),
    "merged into another": (
        [(NOT_STARTED, "status: closed_not_delivered\n    merged_into: crossing\n    cost")],
        [],
        ["change-note"],
    ),
    "handed to another plan": (
        [(NOT_STARTED, "status: closed_not_delivered\n    handed_to: mill/play-area\n    cost")],
        [],
        ["change-note"],
    ),
    "done": ([(NOT_STARTED, "status: complete\n    completed: 2026-11\n    cost")], [], ["change-note"]),
    "a council-wide priority left out": (
        [
            (
                PLAN[PLAN.index("corporate_priorities:") : PLAN.index("future_priorities:")],
                'corporate_priorities: {none_reason: "None", as_of: 2026-11-01}\n',
            )
        ],
        ["vanished-promise"],
        ["change-note", "vanished-promise"],
    ),
    "a council-wide priority ended": (
        [
            (
                "items: [crossing]}",
                "items: [crossing], ended: {on: 2026-11, what: Done, reason: The plan ran out}}",
            )
        ],
        [],
        ["change-note"],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_may_become_of_a_published_plan(published, name):
    pairs, with_note, without = TABLE[name]
    published.edit(PATH, *pairs)
    assert rules(published) == without
    published.write({PATH: changed(PLAN, *pairs, note=NOTE)})
    assert rules(published) == with_note


def test_the_edition_of_the_first_promise_is_named(published):
    published.edit(PATH, ("safer streets", "much safer streets"), note="Safer")
    published.commit()
    published.publish("Second", day="2026-11-10")
    published.edit(PATH, (SIGNS, ""), note="Again", on="2026-11-20")
    ((rule, sentence),) = published.errors()
    assert rule == "vanished-promise"
    assert sentence.startswith(
        "“Put up signs” (signs) was first promised in the edition of 2 November 2026 and is no longer in this"
        " plan. Put it back"
    )


def test_a_reason_counts_once(published):
    published.edit(PATH, (DUE, "due: 2027-09" + REASON), note="Put off", on="2026-11-05")
    published.commit()
    published.publish("Second", day="2026-11-10")
    page = published.pages()["plans/hill/history/"]
    assert (
        "The due date of “New crossing” moved from June 2027 to September 2027." in page
        and "The builder starts in May" in page
    )
    assert "The builder starts in May" in published.pages()["plans/hill/"]
    published.edit(PATH, ("due: 2027-09", "due: 2027-12"), note="Put off again")
    ((rule, sentence),) = published.errors()
    assert rule == "change-reason" and "that of the last edition" in sentence
    published.edit(PATH, ("The builder starts in May", "The builder is ill"))
    assert published.errors() == []


def test_an_old_outcome_is_no_reason(published):
    published.edit(
        PATH,
        (
            NOT_STARTED,
            "status: declined\n    outcome: {on: 2026-11, what: Refused, reason: No money}\n    cost",
        ),
        note="Declined",
        on="2026-11-05",
    )
    published.commit()
    published.publish("Second", day="2026-11-10")
    published.edit(PATH, ("status: declined", "status: in_progress"), note="Opened again")
    assert rules(published) == ["change-reason"]


def test_a_note_counts_once_and_stays(published):
    published.edit(PATH, (SIGNS, SIGNS + SIGNS.replace("signs", "lights")), note="Lights", on="2026-11-05")
    published.commit()
    published.publish("Second", day="2026-11-10")
    published.edit(PATH, ("id: hall, title: Village hall", "id: hall, title: Town hall"))
    assert rules(published) == ["change-note"]
    published.edit(PATH, ('text: "Lights"', 'text: "Lights and a new name for the hall"'))
    assert rules(published) == ["change-note"], "the old note is gone"
    published.edit(
        PATH,
        ('text: "Lights and a new name for the hall"', 'text: "lights."'),
        note="A new name for the hall",
    )
    assert published.errors() == []


@pytest.mark.fault("F37")
def test_a_plan_may_not_disappear(published):
    (published.root / PATH).unlink()
    found = published.errors()
    assert (
        "vanished-promise",
        (
            "The plan hill stands in the editions since that of 2 November 2026, and its file is gone. Bring"
            " plans/hill.yml back. If the plan has ended, say so in it: withdrawn, with on, reason and"
            " replaced_by. If it has another name now, add to its new file: formerly: [hill]"
        ),
    ) in found


def test_a_plan_with_a_mistake_in_it_has_not_disappeared(published):
    published.write({PATH: "title: [\n"})
    assert "vanished-promise" not in rules(published)


@pytest.mark.fault("F37")
@pytest.mark.parametrize("formerly", ["hill", "Hill"])
def test_a_plan_with_another_name(published, formerly):
    published.git("mv", PATH, "plans/hill-top.yml")
    assert "vanished-promise" in rules(published)
    published.edit(
        "plans/hill-top.yml",
        ("title: Hill\n", f"title: Hill top\nformerly: [{formerly}]\n"),
        note="A new name",
    )
    assert published.errors() == []
    published.edit("plans/hill-top.yml", (SIGNS, ""))
    ((rule, sentence),) = published.errors()
    assert rule == "vanished-promise" and "edition of 2 November 2026" in sentence
