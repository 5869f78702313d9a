"""The made-up council with its site, a small council under git, and what the machine must allow for real
faults.
"""

import shutil

import pytest
from council_in_git import Place, council_in_git
from sites import COUNCIL, copy_of


@pytest.fixture
def council(council_site, tmp_path):
    """A copy of the made-up council with its built site in `site/`."""
    root = copy_of(COUNCIL, tmp_path / "council")
    shutil.copytree(council_site, root / "site")
    return root


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A small council with two plans under git, committed on the branch main; nothing is published."""
    return council_in_git(tmp_path / "council", monkeypatch, {".gitignore": "site/\n.site.*\n"})
