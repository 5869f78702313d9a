"""The hook for pre-commit: it names a command that there is, for the files that the command reads."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from communityplans.cli import plans as command
from communityplans.text.source import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]


def test_its_command_is_there():
    program, verb = HOOK["entry"].split()
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert verb in command.commands
    assert (HOOK["id"], HOOK["language"]) == ("plans-check", "python")


@pytest.mark.parametrize(("path", "runs"), [("plans/bedwell.yml", True), ("guides/councillors/money.md", True), ("README.md", False), ("tests/plans/a.yml", False)])
def test_it_runs_when_content_changes(path, runs):
    assert bool(re.search(HOOK["files"], path)) == runs


def test_it_knows_every_folder_of_content():
    assert all(re.search(HOOK["files"], f"{folder}/a") for folder in FOLDERS)


def test_it_checks_everything():
    """A new id in one plan can break a link in another, so the names of the changed files are not passed on."""
    assert HOOK["pass_filenames"] is False
