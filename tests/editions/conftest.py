"""A tiny made-up council in a temporary git repository."""

import pytest
from council_in_git import Place, council_in_git, own_git_settings


@pytest.fixture(autouse=True)
def own_git(monkeypatch):
    """The machine's own git settings change nothing here."""
    own_git_settings(monkeypatch)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A council with two plans and a guide page, committed on the branch main; nothing is published."""
    return council_in_git(tmp_path / "council", monkeypatch)
