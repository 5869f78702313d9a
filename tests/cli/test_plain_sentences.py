"""What the commands say where something is missing: a true sentence and the right exit code."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from communityplans.adapters.dev_server import server
from communityplans.build.page_shell import surroundings
from communityplans.cli.shared import coloured
from communityplans.content.load import load
from communityplans.site.render_context import RenderContext
from communityplans.source.files import read_directory

COUNCIL = Path(__file__).resolve().parents[1] / "fixtures/council"


def plans(*arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "communityplans", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


WITHOUT_CONTENT = [
    "check",
    "build",
    "serve",
    "diff",
    "diff HEAD",
    "editions",
    "codeowners",
    "codeowners --check",
    "report quarterly --area hill --period 2026-Q3",
    "report annual --year 2025-26",
    "report present hill-2026-q3",
    "publish --title Autumn --note News",
    "withhold hill summary --reason Name",
]


@pytest.mark.parametrize("command", WITHOUT_CONTENT)
def test_an_empty_folder_is_told_of_init(tmp_path, command):
    code, said = plans("--root", str(tmp_path), *command.split())
    assert code == 2 and "plans init" in said and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


PUBLISH = ("publish", "--title", "Autumn", "--note", "News for all.")


def test_publish_outside_git(tmp_path):
    shutil.copytree(COUNCIL, tmp_path / "council")
    code, said = plans("--root", str(tmp_path / "council"), "--today", "2026-11-22", *PUBLISH)
    assert code == 2 and "git" in said and "Traceback" not in said
    assert not (tmp_path / "council/plans/editions").exists()


def test_publish_without_git_on_the_machine(tmp_path):
    shutil.copytree(COUNCIL, tmp_path / "council")
    code, said = plans(
        "--root",
        str(tmp_path / "council"),
        "--today",
        "2026-11-22",
        *PUBLISH,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert code == 2 and "git" in said and "Traceback" not in said
    assert not (tmp_path / "council/plans/editions").exists()


def test_publish_without_an_identity(tmp_path):
    root = tmp_path / "council"
    shutil.copytree(COUNCIL, root)
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "user.useConfigOnly",
        "GIT_CONFIG_VALUE_0": "true",
    }
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for step in (("init", "--quiet"), ("add", "--all"), (*somebody, "commit", "--quiet", "-m", "All")):
        subprocess.run(["git", "-C", str(root), *step], check=True, env=env)
    code, said = plans("--root", str(root), "--today", "2026-11-22", *PUBLISH, env=env)
    assert code == 2 and "user.name" in said and "Traceback" not in said
    assert not (root / "plans/editions").exists()


def test_approvers_are_checked_where_there_are_none(tmp_path):
    root = tmp_path / "council"
    shutil.copytree(COUNCIL, root)
    settings = root / "plans/council-settings.yml"
    settings.write_text("schema_version: 1\n", encoding="utf-8")
    code, said = plans("--root", str(root), "codeowners", "--check")
    assert code == 0 and "names no approvers" in said


@pytest.mark.parametrize("published, planned", [(True, True), (False, True), (False, False)])
def test_a_draft_says_that_nothing_was_published_only_where_that_is_so(published, planned):
    """A clone without its history knows that there are editions, and cannot read them."""
    content, _ = load(list(read_directory(COUNCIL).files))
    content = replace(content, editions=("an edition",) if planned else ())
    showing = RenderContext(content, editions=("one that is due",) if published else ())
    around = surroundings(showing, url=None)
    assert around.draft and around.published is (True if published else None if planned else False)


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
