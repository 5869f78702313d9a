"""The made-up council in git that tests/editions has, for what people do with it."""

import pytest
from council_in_git import SETTINGS, Place, council_in_git, own_git_settings


@pytest.fixture(autouse=True)
def own_git(monkeypatch):
    """The machine's own git settings change nothing here."""
    own_git_settings(monkeypatch)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A council with two plans and approvers, committed on the branch main, and published on 2 November 2026."""
    here = council_in_git(
        tmp_path / "council", monkeypatch, {"plans/council-settings.yml": SETTINGS + APPROVERS}
    )
    here.publish("First", day="2026-11-02")
    return here


APPROVERS = """\
mailbox: plans@example.org
approvers:
  - {post: Head of Communities, account: "@head"}
  - {post: Community Development Manager, account: "@manager"}
  - {post: Communications team, account: "@example/comms", approves: [editions, settings]}
"""
