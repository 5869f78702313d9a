"""A tiny made-up council that tests keep in a git repository, and the commands run on it in this process."""

import contextlib
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from communityplans.build import pipeline
from communityplans.cli import plans as command
from communityplans.cli.shared import run
from communityplans.content.load import load_files
from communityplans.model.plan import Plan
from communityplans.source.files import SourceFile

TODAY = date(2026, 11, 22)
NOW = "2026-11-22"

COUNCIL = """\
schema_version: 1
name: Example Borough Council
place: Example
areas:
  - {id: hill, name: Hill}
  - {id: mill, name: Mill}
wards:
  - {id: hill, name: Hill}
  - {id: mill, name: Mill}
corporate_priorities:
  - {id: safer-streets, title: Safer streets, plan: Corporate plan 2024 to 2027}
"""

SETTINGS = """\
schema_version: 1
url: https://plans.example.org/
official_domains: [example.org]
"""

PLAN = """\
schema_version: 2
title: Hill
summary: A new crossing and safer streets.
plan_kind: community_plan
area: hill
wards: [hill]
stage: preliminary
origin: staff
statutory_status: no_statutory_basis
statutory_neighbourhood_plan: {state: none}
strategic_lead: {post: Head of Communities}
operational_lead: {post: Community Development Manager}
contact: {post: Community Development team, email: neighbourhoods@example.org}
next_review: 2027-03-31
as_of: 2026-11-01
investments:
  - id: crossing
    title: New crossing
    description: A crossing beside the school, with lights.
    status: in_progress
    due: 2027-06
    cost: 12000
    lead: {post: Highways Manager}
    milestones:
      - {text: Planning application handed in, due: 2027-01}
      - {text: Work starts, due: 2027-04}
    funding:
      - {funder: Police and Crime Commissioner, amount: 8000, state: secured}
    partners: [Hill School, Parents of Hill]
    sources: [report]
  - id: play-area
    title: Play area
    status: not_started
    cost: {not_published: "No cost has been published", as_of: 2026-11-01}
    sources: [report]
projects: {none_reason: "No projects are known yet", as_of: 2026-11-01}
shared_issues:
  - id: speeding
    title: Speeding on Hill Lane
    status: planning
    actions:
      - {id: speed-watch, title: Start a Speed Watch group, status: not_started, due: 2027-02}
      - {id: signs, title: Put up signs, status: in_progress, due: 2027-03}
corporate_priorities:
  - {id: streets, priority: safer-streets, local_work: The crossing makes the way to school safer., items: [crossing]}
future_priorities:
  - {id: garden, title: Community garden, status: proposed}
  - {id: hall, title: Village hall, status: proposed}
funds:
  - id: ward-fund
    name: Ward fund
    holder: ward
    kind: revenue
    year: 2026/27
    opening: 10000
    as_of: 2026-11-01
    entries:
      - {id: first-aid, title: First-aid training, amount: 900, state: approved}
sources:
  - id: report
    title: Report to the Executive
    publisher: Example Borough Council
    kind: council
    url: https://www.example.org/report
    published: 2026-09-16
"""

MKDOCS = """\
site_name: Community plans for Example
docs_dir: guides
theme: {name: material, font: false}
plugins: [community-plans]
"""

GUIDE = """\
---
schema_version: 1
title: Your role
summary: What is expected of a councillor.
order: 1
audience: [borough_councillors]
owner: Head of Communities
last_reviewed: 2026-11-01
review_in_months: 12
---

Say what you know.
"""

NOTE = 'change_notes:\n  - {{on: {on}, text: "{text}"}}\n'


def other(text: str = PLAN) -> str:
    """The plan of the second area."""
    return (
        text.replace("title: Hill\n", "title: Mill\n")
        .replace("area: hill", "area: mill")
        .replace("wards: [hill]", "wards: [mill]")
    )


def changed(text: str, *pairs: tuple[str, str], note: str = "", on: str = NOW) -> str:
    """A text with some words replaced, each of which must be there; with a new change note at the end if
    there is one to say.
    """
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    if not note:
        return text
    line = f'  - {{on: {on}, text: "{note}"}}\n'
    return (
        text.replace("change_notes:\n", "change_notes:\n" + line)
        if "change_notes:\n" in text
        else text + "change_notes:\n" + line
    )


def plan(text: str) -> Plan:
    """A plan from its text, without mistakes."""
    content, found = load_files([SourceFile("plans/hill.yml", text)])
    assert content.plans, found
    return content.plans[0].model


class Place:
    """A folder with a council in it, under git."""

    def __init__(self, root: Path):
        self.root = root

    def git(self, *arguments: str, check: bool = True) -> str:
        """What a git command prints."""
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=ENVIRONMENT,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Write files by path."""
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(text.encode())

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, *pairs: tuple[str, str], note: str = "", on: str = NOW) -> None:
        """Replace words in a file, and add a change note."""
        self.write({path: changed(self.read(path), *pairs, note=note, on=on)})

    def commit(self, message: str = "A change") -> str:
        """Commit everything; the id of the commit."""
        self.git("add", "-A")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def plans(self, *arguments: str, today: str = NOW) -> tuple[int, str]:
        """Run the command `plans`: its exit code and all that it said."""
        said = io.StringIO()
        before, sys.argv = sys.argv, ["plans", "--root", str(self.root), "--today", today, *arguments]
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = run(command)
        finally:
            sys.argv = before
        return code, said.getvalue()

    def publish(self, title: str = "An edition", *more: str, day: str = NOW, merge: bool = True) -> str:
        """Publish an edition of what is committed, and merge its branch; its id."""
        home = self.git("rev-parse", "--abbrev-ref", "HEAD")
        code, said = self.plans(
            "publish", "--title", title, "--note", f"{title}, in a few words.", "--day", day, *more, today=day
        )
        assert code == 0, said
        branch = self.git("rev-parse", "--abbrev-ref", "HEAD")
        assert branch.startswith("edition-")
        self.git("switch", "--quiet", home)
        if merge:
            self.git("merge", "--quiet", "--no-edit", branch)
        return branch.removeprefix("edition-")

    def errors(self, today: str = NOW) -> list[tuple[str, str]]:
        """The rule and the sentence of every error that `plans check` finds."""
        found = pipeline.examine(self.root, date.fromisoformat(today)).diagnostics
        return [(d.rule, f"{d.message} {d.fix}") for d in found if d.severity.name == "error"]

    def pages(self, today: str = NOW, *, draft: bool = False) -> dict[str, str]:
        """The body of each page by its address. Content must be without errors."""
        site = self.site(today, draft=draft)
        return {page.address: str(page.body) for page in site.pages}

    def site(self, today: str = NOW, *, draft: bool = False) -> pipeline.Site:
        """The site as the pipeline makes it."""
        site = pipeline.site(self.root, today=date.fromisoformat(today), draft=draft)
        assert site.pages, site.diagnostics
        return site

    def assets(self, today: str = NOW) -> dict[str, str]:
        """The files beside the pages."""
        return {
            asset.address: asset.content.decode()
            for asset in pipeline.assets(self.site(today), "https://plans.example.org/")
        }


ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Jo Example",
    "GIT_AUTHOR_EMAIL": "jo@example.org",
    "GIT_COMMITTER_NAME": "Jo Example",
    "GIT_COMMITTER_EMAIL": "jo@example.org",
    "GIT_TERMINAL_PROMPT": "0",
}

HILL_SECRET = "Mrs Zyxwvu of Plum Court"


def taken_down(place: "Place") -> None:
    """A first edition with a passage that is taken down since, all of it committed; the file at hand still
    has the words.
    """
    place.edit(
        "plans/hill.yml", ("A crossing beside the school, with lights.", f"{HILL_SECRET} asked for it.")
    )
    place.commit()
    place.publish("First", day="2026-11-02")
    code, said = place.plans(
        "withhold", "hill/crossing", "description", "--reason", "It named a private person."
    )
    assert code == 0, said
    place.commit("Taken down")
