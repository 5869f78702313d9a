"""What the commands say where something is missing: a true sentence and the right exit code."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from communityplans.adapters.dev_server import server
from communityplans.cli.shared import coloured

COUNCIL = Path(__file__).resolve().parents[1] / "fixtures/council"


def plans(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "communityplans", *arguments], capture_output=True, text=True, encoding="utf-8"
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("verb", ["check", "build"])
def test_an_empty_folder_is_told_of_init(tmp_path, verb):
    code, said = plans("--root", str(tmp_path), verb)
    assert code == 2 and "plans init" in said and "Traceback" not in said


def test_a_mistyped_root(tmp_path):
    assert plans("--root", str(tmp_path / "nowhere"), "check")[0] == 2


def test_a_suggestion_of_tomorrow(tmp_path):
    shutil.copytree(COUNCIL, tmp_path / "council")
    root = str(tmp_path / "council")
    code, said = plans(
        "--root", root, "--today", "2026-11-22", "suggestion", "new", "everything", "--received", "2026-11-23"
    )
    assert code == 2 and "has not come yet" in said


def test_names_in_other_scripts_and_devices_make_a_repository_that_passes(tmp_path):
    root = str(tmp_path / "new")
    areas = "Łódź,Ynys Môn,con,“Old” Town,St John’s"
    assert plans("init", root, "--council", "Example Borough Council", "--areas", areas)[0] == 0
    assert plans("--root", root, "check")[0] == 0
    assert {"lodz.yml", "ynys-mon.yml", "con-area.yml", "old-town.yml"} <= {
        path.name for path in Path(root, "plans").iterdir()
    }


def test_severities_have_colours_and_no_color_has_none(monkeypatch):
    line = "plans/a.yml:1:2: error: Title is missing. [missing]"
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m" in coloured(line)
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured(line) == line


def test_a_folder_that_is_made_while_a_draft_is_served_is_watched(tmp_path):
    (tmp_path / "plans").mkdir()
    draft = server(tmp_path, tmp_path / "site", 0, lambda: date(2026, 11, 22))
    (tmp_path / "guides").mkdir()
    draft.begin_to_watch(tmp_path / "guides")
    draft.begin_to_watch(tmp_path / "site")
    assert {Path(path).name for path in draft._watched_paths} == {"plans", "guides"}
    assert draft._want_rebuild
