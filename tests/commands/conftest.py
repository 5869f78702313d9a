"""The made-up council in git that tests/editions has, for what people do with it."""

import pytest
from council_in_git import COUNCIL, ENVIRONMENT, GUIDE, MKDOCS, PLAN, SETTINGS, Place, other


@pytest.fixture(autouse=True)
def own_git(monkeypatch):
    """The machine's own git settings change nothing here."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place(tmp_path) -> Place:
    """A council with two plans and approvers, committed on the branch main, and published on 2 November 2026."""
    here = Place(tmp_path / "council")
    here.write(
        {
            "plans/council.yml": COUNCIL,
            "plans/council-settings.yml": SETTINGS + APPROVERS,
            "plans/hill.yml": PLAN,
            "plans/mill.yml": other(),
            "guides/councillors/your-role.md": GUIDE,
            "mkdocs.yml": MKDOCS,
        }
    )
    here.git("init", "--quiet", "-b", "main")
    here.commit("The first texts")
    here.publish("First", day="2026-11-02")
    return here


APPROVERS = """\
mailbox: plans@example.org
approvers:
  - {post: Head of Communities, account: "@head"}
  - {post: Community Development Manager, account: "@manager"}
  - {post: Communications team, account: "@example/comms", approves: [editions, settings]}
"""
