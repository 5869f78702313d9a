"""The made-up council with its site, a small council under git, and what the machine must allow for real
faults.
"""

import shutil

import pytest
from council_in_git import COUNCIL as SMALL_COUNCIL
from council_in_git import ENVIRONMENT, GUIDE, MKDOCS, PLAN, SETTINGS, Place, other
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
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    here = Place(tmp_path / "council")
    here.write(
        {
            "plans/council.yml": SMALL_COUNCIL,
            "plans/council-settings.yml": SETTINGS,
            "plans/hill.yml": PLAN,
            "plans/mill.yml": other(),
            "guides/councillors/your-role.md": GUIDE,
            "mkdocs.yml": MKDOCS,
            ".gitignore": "site/\n.site.*\n",
        }
    )
    here.git("init", "--quiet", "-b", "main")
    here.commit("The first texts")
    return here
