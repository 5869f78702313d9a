"""A folder with one small plan, and the command `plans` run inside this process, where that is enough."""

import shutil
import sys
from pathlib import Path

import pytest

from communityplans.cli import main

CASES = Path(__file__).parents[1] / "content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a council and the small plan in it."""
    (tmp_path / "plans").mkdir()
    shutil.copy(CASES / "council.yml", tmp_path / "plans/council.yml")
    shutil.copy(CASES / "council-settings.yml", tmp_path / "plans/council-settings.yml")
    shutil.copy(CASES / "valid/small.yml", tmp_path / "plans/bedwell.yml")
    return tmp_path


@pytest.fixture
def plans(folder, capsys, monkeypatch):
    """Run `plans ...` in the folder; gives the exit code, what was printed, and what was said on the side."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(*arguments: str, today: str = "2026-11-22") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["plans", *(("--today", today) if today else ()), *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return run


@pytest.fixture
def change(folder):
    """Change the small plan: `change(old, new)`."""

    def change(old: str, new: str) -> None:
        path = folder / "plans/bedwell.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change
