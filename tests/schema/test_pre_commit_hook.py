"""The hook for pre-commit: it names a command that there is, for the files that the command reads."""

import re
from pathlib import Path

import pytest
import yaml

from communityplans.cli import plans as command
from communityplans.commands.init import carried
from communityplans.source.files import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]


def test_it_runs_the_script_that_every_council_has():
    """Nothing is installed from this repository or from an index: the script uses the wheel of the council's
    own tools/.
    """
    assert (HOOK["id"], HOOK["language"]) == ("plans-check", "system")
    assert (
        carried()[HOOK["entry"]].rstrip().endswith("exec .venv/bin/plans check")
        and "check" in command.commands
    )


def test_a_council_gets_the_same_hook():
    ours = yaml.safe_load(carried()[".pre-commit-config.yaml"])["repos"][0]
    assert ours["repo"] == "local"
    assert {key: value for key, value in ours["hooks"][0].items() if key != "language"} == {
        key: HOOK[key] for key in ours["hooks"][0] if key != "language"
    }


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("plans/bedwell.yml", True),
        ("guides/councillors/money.md", True),
        ("README.md", False),
        ("tests/plans/a.yml", False),
    ],
)
def test_it_runs_when_content_changes(path, runs):
    assert bool(re.search(HOOK["files"], path)) == runs


def test_it_knows_every_folder_of_content():
    assert all(re.search(HOOK["files"], f"{folder}/a") for folder in FOLDERS)


def test_it_checks_everything():
    """A new id in one plan can break a link in another, so the names of the changed files are not passed on."""
    assert HOOK["pass_filenames"] is False
