"""A tiny made-up council in a temporary git repository."""

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
    """A council with two plans and a guide page, committed on the branch main; nothing is published."""
    here = Place(tmp_path / "council")
    here.write(
        {
            "plans/council.yml": COUNCIL,
            "plans/council-settings.yml": SETTINGS,
            "plans/hill.yml": PLAN,
            "plans/mill.yml": other(),
            "guides/councillors/your-role.md": GUIDE,
            "mkdocs.yml": MKDOCS,
        }
    )
    here.git("init", "--quiet", "-b", "main")
    here.commit("The first texts")
    return here
