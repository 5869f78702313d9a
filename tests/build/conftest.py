"""A tiny made-up council in a temporary git repository."""

import pytest
from council_in_git import Place, council_in_git


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A council with two plans and a guide page, committed on the branch main; nothing is published."""
    return council_in_git(tmp_path / "council", monkeypatch)
