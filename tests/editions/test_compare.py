"""What differs between two plans, and how much it matters: exactly that, and nothing else."""

from decimal import Decimal
from enum import Enum

import pytest
from council_in_git import PLAN, changed, plan
from pydantic import BaseModel
from sites import COUNCIL

from communityplans.editions.change_text import GROUPS, SAID, describe, grouped, summarise_changes
from communityplans.editions.compare import compare
from communityplans.model.edition import Edition
from communityplans.model.fields import fields, iter_fields
from communityplans.model.types import NoneKnown, NotPublished
from communityplans.schema.field_reference import FILES


def differences(*pairs):
    """The class and the sentence of each change that some replacements make."""
    return [(str(c.class_), describe(c)) for c in compare(plan(PLAN), plan(changed(PLAN, *pairs)))]


ACTIONS = """\
      - {id: speed-watch, title: Start a Speed Watch group, status: not_started, due: 2027-02}
      - {id: signs, title: Put up signs, status: in_progress, due: 2027-03}
"""
MILESTONES = """\
      - {text: Planning application handed in, due: 2027-01}
      - {text: Work starts, due: 2027-04}
"""
GAP = '{not_published: "No cost has been published", as_of: 2026-11-01}'
GARDEN = "  - {id: garden, title: Community garden, status: proposed}\n"
PATH = "  - {id: path, title: A path, status: not_started, due: 2028-05, cost: 1200000, lead: {post: Head of Parks}}\n"
HALL = "  - {id: hall, title: Village hall, status: proposed}\n"
NO_PROJECTS = 'projects: {none_reason: "No projects are known yet", as_of: 2026-11-01}\n'

# name: what is replaced, and what is then said
TABLE = {
    "nothing": ([], []),
    "a comment, and quotes": (
        [
            (
                "summary: A new crossing and safer streets.",
                'summary: "A new crossing and safer streets."  # as agreed',
            )
        ],
        [],
    ),
    "a slip of the pen": (
        [("A crossing beside the school", "A crosing beside the school")],
        [
            (
                "correction",
                (
                    "Description of “New crossing” changed from “A crossing beside the school, …” to “A"
                    " crosing beside the school, …”."
                ),
            )
        ],
    ),
    "a changed number": (
        [("cost: 12000", "cost: 13000")],
        [("commitment", "Cost of “New crossing” changed from £12,000 to £13,000.")],
    ),
    "a number in a text": (
        [("with lights", "with 2 lights")],
        [
            (
                "update",
                (
                    "Description of “New crossing” changed from “… the school, with lights.” to “… the"
                    " school, with 2 lights.”."
                ),
            )
        ],
    ),
    "the same date written differently": ([("due: 2027-06", "due: June 2027")], []),
    "the same last day in other words": (
        [("due: 2027-06", "due: by 2027-06")],
        [("correction", "The due date of “New crossing” moved from June 2027 to by June 2027.")],
    ),
    "the same last day, more exactly": (
        [("due: 2027-06", "due: 2027-06-30")],
        [("update", "The due date of “New crossing” moved from June 2027 to 30 June 2027.")],
    ),
    "the same days in other words": (
        [("due: 2027-06\n", 'due: "in the sixth month of 2027 [2027-06-01..2027-06-30]"\n')],
        [
            (
                "correction",
                "The due date of “New crossing” moved from June 2027 to in the sixth month of 2027.",
            )
        ],
    ),
    "the same words for other days": (
        [("due: 2027-06\n", 'due: "June 2027 [2028-06-01..2028-06-30]"\n')],
        [
            (
                "commitment",
                (
                    "The due date of “New crossing” moved from June 2027 (1 June 2027 to 30 June 2027) to"
                    " June 2027 (1 June 2028 to 30 June 2028)."
                ),
            )
        ],
    ),
    "the same amount written differently": ([("cost: 12000", "cost: 12000.00")], []),
    "a date put off": (
        [("due: 2027-06", "due: 2027-09")],
        [("commitment", "The due date of “New crossing” moved from June 2027 to September 2027.")],
    ),
    "a date taken out": (
        [("    due: 2027-06\n", "")],
        [("commitment", "The due date of “New crossing” was removed (it was June 2027).")],
    ),
    "a date that there was not": (
        [("status: not_started\n", "status: not_started\n    due: 2027-08\n")],
        [("update", "The due date of “Play area” was added: August 2027.")],
    ),
    "a gap replaced": (
        [(GAP, "50000")],
        [("update", "Cost of “Play area” was not published and is now £50,000.")],
    ),
    "a gap looked at again": (
        [(GAP, GAP.replace("11-01", "11-20"))],
        [
            (
                "correction",
                "Cost of “Play area” is still not published; somebody looked again on 20 November 2026.",
            )
        ],
    ),
    "another reason for a gap": (
        [("No cost has been published", "The tender is out")],
        [
            (
                "update",
                (
                    "Cost of “Play area” is still not published; the reason given changed from “No cost has"
                    " been published” to “The tender is out”."
                ),
            )
        ],
    ),
    "an answer made into a gap": (
        [("cost: 12000", f"cost: {GAP}")],
        [("commitment", "Cost of “New crossing” was £12,000 and is now not published.")],
    ),
    "another lead": (
        [("post: Highways Manager", "post: Parks Officer")],
        [
            (
                "commitment",
                "In “New crossing”, “Lead: post” changed from “Highways Manager” to “Parks Officer”.",
            )
        ],
    ),
    "a name for the lead": (
        [("{post: Highways Manager}", "{post: Highways Manager, name: Jo Example}")],
        [("update", "In “New crossing”, “Lead: name” was added: “Jo Example”.")],
    ),
    "no lead any more": (
        [("    lead: {post: Highways Manager}\n", "")],
        [("commitment", "Lead of “New crossing” was removed (it was “Highways Manager”).")],
    ),
    "a status that goes on": (
        [("status: not_started\n    cost", "status: planning\n    cost")],
        [("update", "Status of “Play area” changed from “Not started” to “In planning”.")],
    ),
    "given up": (
        [("status: not_started\n    cost", "status: declined\n    cost")],
        [("commitment", "Status of “Play area” changed from “Not started” to “Declined”.")],
    ),
    "renamed": (
        [("title: Put up signs", "title: Paint the road")],
        [("update", "“Put up signs” is now called “Paint the road”.")],
    ),
    "actions in another order": (
        [(ACTIONS, "".join(reversed(ACTIONS.splitlines(keepends=True))))],
        [("correction", "The order of “Actions” of “Speeding on Hill Lane” changed.")],
    ),
    "moved on": (
        [(GARDEN, ""), (NO_PROJECTS, "projects:\n" + GARDEN)],
        [
            (
                "update",
                "“Community garden” moved from “Future ideas” to “Community projects and activities”.",
            )
        ],
    ),
    "moved on, and the list is empty now": (
        [
            (GARDEN, ""),
            (HALL, ""),
            ("future_priorities:\n", 'future_priorities: {none_reason: "None", as_of: 2026-11-01}\n'),
            (NO_PROJECTS, "projects:\n" + GARDEN + HALL),
        ],
        [
            (
                "update",
                "“Community garden” moved from “Future ideas” to “Community projects and activities”.",
            ),
            ("update", "“Village hall” moved from “Future ideas” to “Community projects and activities”."),
        ],
    ),
    "an action moved out of its issue": (
        [
            (ACTIONS.splitlines(keepends=True)[1], ""),
            (NO_PROJECTS, "projects:\n" + ACTIONS.splitlines(keepends=True)[1][4:]),
        ],
        [
            (
                "update",
                (
                    "“Put up signs” moved from “Actions” of “Speeding on Hill Lane” to “Community projects"
                    " and activities”."
                ),
            )
        ],
    ),
    "an empty list looked at again": (
        [(NO_PROJECTS, NO_PROJECTS.replace("11-01", "11-20"))],
        [
            (
                "correction",
                (
                    "Community projects and activities: there are still none; somebody looked again on 20"
                    " November 2026."
                ),
            )
        ],
    ),
    "another reason for an empty list": (
        [("No projects are known yet", "The forum has not met")],
        [
            (
                "update",
                (
                    "Community projects and activities changed from “No projects are known yet” to “The forum"
                    " has not met”."
                ),
            )
        ],
    ),
    "added": (
        [(HALL, HALL + "  - {id: pond, title: Pond, status: proposed}\n")],
        [("update", "“Pond” was added.")],
    ),
    "dropped": ([(HALL, "")], [("commitment", "“Village hall” was removed.")]),
    "a source dropped and another added": (
        [
            ("  - id: report\n", "  - id: minutes\n"),
            ("sources: [report]", "sources: [minutes]"),
            ("sources: [report]", "sources: [minutes]"),
        ],
        [
            ("update", "Sources of “New crossing”: minutes was added; report was removed."),
            ("update", "Sources of “Play area”: minutes was added; report was removed."),
            ("update", "“Report to the Executive” was added."),
            ("update", "“Report to the Executive” was removed."),
        ],
    ),
    "an entry of a fund": (
        [("amount: 900", "amount: 950")],
        [("commitment", "Amount of “First-aid training” changed from £900 to £950.")],
    ),
    "an entry added to a fund": (
        [
            (
                "state: approved}\n",
                "state: approved}\n      - {id: tools, title: Tools, amount: 50, state: approved}\n",
            )
        ],
        [("update", "“Tools” was added (amount £50).")],
    ),
    "an item with all that it promises": (
        [("investments:\n", f"investments:\n{PATH}")],
        [
            (
                "update",
                "“A path” was added (due May 2028; lead “Head of Parks”; cost £1,200,000).",
            )
        ],
    ),
    "a step put off": (
        [("due: 2027-01", "due: 2027-02")],
        [
            (
                "commitment",
                (
                    "The due date of “Planning application handed in” in “New crossing” moved from January"
                    " 2027 to February 2027."
                ),
            )
        ],
    ),
    "a step worded differently": (
        [("text: Work starts", "text: Digging begins")],
        [
            (
                "update",
                "Step of “Digging begins” in “New crossing” changed from “Work starts” to “Digging begins”.",
            )
        ],
    ),
    "steps in another order": (
        [(MILESTONES, "".join(reversed(MILESTONES.splitlines(keepends=True))))],
        [("correction", "The order of “Steps” of “New crossing” changed.")],
    ),
    "a step added": (
        [
            (
                "      - {text: Work starts, due: 2027-04}\n",
                "      - {text: Work starts, due: 2027-04}\n      - {text: Opening, due: 2027-06}\n",
            )
        ],
        [("update", "In “New crossing”, “Steps”: “Opening” was added.")],
    ),
    "a step dropped": (
        [("      - {text: Work starts, due: 2027-04}\n", "")],
        [("commitment", "In “New crossing”, “Steps”: “Work starts” was removed.")],
    ),
    "less money from a funder": (
        [("amount: 8000", "amount: 6000")],
        [
            (
                "commitment",
                "Amount of “Police and Crime Commissioner” in “New crossing” changed from £8,000 to £6,000.",
            )
        ],
    ),
    "a list of words": (
        [("[Hill School, Parents of Hill]", "[Hill School, Scouts]")],
        [("update", "Partners of “New crossing”: “Scouts” was added; “Parents of Hill” was removed.")],
    ),
    "a list of words in another order": (
        [("[Hill School, Parents of Hill]", "[Parents of Hill, Hill School]")],
        [("correction", "The order of “Partners” of “New crossing” changed.")],
    ),
    "another stage": (
        [("stage: preliminary", "stage: co_produced")],
        [("update", "Stage changed from “First stage” to “Made together”.")],
    ),
    "facts looked at again": (
        [("as_of: 2026-11-01\ninvestments", "as_of: 2026-11-20\ninvestments")],
        [("correction", "The date “Facts checked on” moved from 1 November 2026 to 20 November 2026.")],
    ),
    "yes and no": (
        [("    status: not_started\n    cost", "    status: not_started\n    open_to_all: false\n    cost")],
        [("update", "In “Play area”, “Open to all” was added: no.")],
    ),
    "the reason of a change": (
        [("    due: 2027-06\n", '    due: 2027-06\n    reason: "The builder"\n')],
        [("update", "Reason for the change of “New crossing” was added: “The builder”.")],
    ),
    "withdrawn": (
        [
            (
                "stage: preliminary",
                'withdrawn: {on: 2026-11-20, reason: "The area was split."}\nstage: preliminary',
            )
        ],
        [("update", "This plan ended on 20 November 2026: The area was split.")],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_says_exactly_that(name):
    pairs, said = TABLE[name]
    assert differences(*pairs) == said


def test_a_busy_day():
    """Two actions reordered, one renamed, one date slipped, one closed, one later priority moved on: exactly
    that.
    """
    first, second = ACTIONS.splitlines(keepends=True)
    text = changed(
        PLAN,
        (ACTIONS, second.replace("Put up signs", "Paint the road") + first),
        ("due: 2027-06", "due: 2027-09"),
        (
            "status: not_started\n    cost",
            (
                "status: declined\n    outcome: {on: 2026-11, what: The bid was refused, reason: There is no"
                " money}\n    cost"
            ),
        ),
        (GARDEN, ""),
        (NO_PROJECTS, "projects:\n" + GARDEN),
    )
    found = compare(plan(PLAN), plan(text))
    assert summarise_changes(found) == "1 moved on, 1 closed, 1 date put off, 1 changed, 1 corrected"
    assert [(key, [describe(c) for c in these]) for key, _, these in grouped(found)] == [
        ("moved", ["“Community garden” moved from “Future ideas” to “Community projects and activities”."]),
        (
            "closed",
            [
                "Status of “Play area” changed from “Not started” to “Declined”.",
                (
                    "In “Play area”, “How it ended” was added: November 2026, “The bid was refused”, “There"
                    " is no money”."
                ),
            ],
        ),
        ("slipped", ["The due date of “New crossing” moved from June 2027 to September 2027."]),
        ("changed", ["“Put up signs” is now called “Paint the road”."]),
        ("correction", ["The order of “Actions” of “Speeding on Hill Lane” changed."]),
    ]


def test_what_is_removed_says_what_goes():
    [gone] = compare(plan(changed(PLAN, ("investments:\n", f"investments:\n{PATH}"))), plan(PLAN))
    assert describe(gone) == "“A path” was removed (due May 2028; lead “Head of Parks”; cost £1,200,000)."


def things(model):
    """Each group of fields in a document, the document first; not what it says of its own changes."""
    yield model
    for spec in fields(type(model)):
        value = getattr(model, spec.name)
        for one in value if isinstance(value, tuple) and spec.name != "change_notes" else (value,):
            if isinstance(one, BaseModel):
                yield from things(one)


def another(value):
    """Something else in the place of a value: another word, or nothing."""
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    return (
        f"{value} It is another text." if isinstance(value, str) else () if isinstance(value, tuple) else None
    )


# A document does not say these of itself: what changed in it, and the version of its form. An id is a name.
UNSAID = {"change_notes", "schema_version", "id"}


def test_each_field_that_changes_alone_is_said():
    """Whatever a resident can read, and a reason most of all: no change of it is "nothing differs"."""
    old = plan((COUNCIL / "plans/everything.yml").read_text(encoding="utf-8"))
    new = old.model_copy(deep=True)
    silent, tried, reasons = [], 0, 0
    for thing in things(new):
        for spec in fields(type(thing)):
            value = getattr(thing, spec.name)
            given = value is not None and value != () and not isinstance(value, BaseModel | Decimal)
            if spec.name in UNSAID or not given or (spec.required and not isinstance(value, str)):
                continue
            tried += 1
            reasons += "reason" in spec.name
            thing.__dict__[spec.name] = another(value)
            found = compare(old, new)
            thing.__dict__[spec.name] = value
            if not found or not all(describe(one) for one in found):
                silent.append(f"{type(thing).__name__}.{spec.name}")
    assert tried > 300 and reasons > 5
    assert sorted(set(silent)) == []


def test_brought_forward_is_not_put_off():
    assert (
        summarise_changes(compare(plan(PLAN), plan(changed(PLAN, ("due: 2027-06", "due: 2027-05")))))
        == "1 changed"
    )


def leaf_names():
    models = [model for _, model, _ in FILES] + [Edition, NotPublished, NoneKnown]
    return sorted({spec.leaf.name for model in models for _, spec in iter_fields(model) if spec.leaf})


@pytest.mark.parametrize("leaf", leaf_names())
def test_every_leaf_can_be_said(leaf):
    assert leaf in SAID


def test_every_group_has_a_heading():
    assert all(len(words) == 2 and all("{number}" in one for one in words) for words in GROUPS.values())
