"""`plans upgrade`: one commit on a branch, from the version before there was a folder tools/ to the next;
what the council changed stays its own.
"""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from council_in_git import Place
from sites import plans, tree

from communityplans.cli import plans as command
from communityplans.cli.shared import run
from communityplans.commands import init as init_module
from communityplans.commands import publish, upgrade, wheel
from communityplans.commands.wheel import file_name, info_folder, own_version, pack, unpack
from communityplans.editions import git

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "council_of_0_1_0.json"
BRANCH = "upgrade-0.2.0"
DAY = date(2026, 11, 22)
EDITION = "plans/editions/2026-11-02.yml"


@pytest.fixture(scope="module", autouse=True)
def one_wheel():
    """The wheel of this checkout, built once: it does not change while the tests run."""
    data = wheel.own_wheel()
    with pytest.MonkeyPatch.context() as patch:
        for module in (wheel, wheel):
            patch.setattr(module, "own_wheel", lambda: data)
        yield data


@pytest.fixture
def former(tmp_path):
    """A council as version 0.1.0 set it up, with a plan of the template of then, and one edition."""
    here = Place(tmp_path / "council")
    here.write(json.loads(FIXTURE.read_text(encoding="utf-8")))
    here.git("init", "--quiet", "-b", "main")
    here.commit("Set up with 0.1.0")
    here.publish("First", day="2026-11-02")
    return here


@pytest.fixture
def council(tmp_path):
    """A council as this version sets it up."""
    init_module.init(
        tmp_path / "council",
        init_module.Start("Example Borough Council", "Example", ("Hill",), "github"),
        DAY,
    )
    here = Place(tmp_path / "council")
    here.git("init", "--quiet", "-b", "main")
    here.commit("Set up")
    return here


def state(place):
    """All that an interruption must leave: every file and every reference, where the council is, and its
    working trees.
    """
    return (
        tree_without_git(place.root),
        place.git("for-each-ref", "refs/heads"),
        place.git("symbolic-ref", "HEAD"),
        place.git("status", "--porcelain"),
        place.git("worktree", "list"),
    )


def tree_without_git(root):
    return {path: data for path, data in tree(root).items() if not path.startswith(".git/")}


def next_version(data: bytes, **changed: bytes | None) -> bytes:
    """The wheel of a version 0.3.0 that was never made, with some of its starter files changed, new, or gone
    (None).
    """
    files = unpack("x.whl", data)
    old = info_folder(files)
    files = {path.replace(old, "community_plans-0.3.0.dist-info"): content for path, content in files.items()}
    metadata = "community_plans-0.3.0.dist-info/METADATA"
    files[metadata] = files[metadata].replace(b"\nVersion: 0.2.0\n", b"\nVersion: 0.3.0\n")
    for path, content in changed.items():
        if content is None:
            del files[f"communityplans/starter/{path}"]
        else:
            files[f"communityplans/starter/{path}"] = content
    return pack(files)


def test_from_the_version_before_there_was_a_folder_tools(former):
    before = state(former)
    edition = former.read(EDITION)
    code, said = former.plans("upgrade")
    assert code == 0, said
    assert (
        "The program: 0.1.0 becomes 0.2.0" in said
        and "requirements.txt" in said
        and "plans/hill.yml" in said
        and "What this proposal changes" in said
    )
    assert hashlib.sha256(wheel.own_wheel()).hexdigest() in said
    assert state(former)[0] == before[0] and state(former)[2:] == before[2:]  # Only a branch is new.
    assert former.git("rev-list", "--count", f"main..{BRANCH}") == "1"
    message = former.git("log", "-1", "--format=%B", BRANCH)
    assert (
        message.startswith("Upgrade the program to 0.2.0\n\nThe program: 0.1.0 becomes")
        and "# " not in message
    )

    former.git("switch", "--quiet", BRANCH)
    assert not (former.root / "requirements.txt").exists()
    assert os.access(former.root / ".ci/install", os.X_OK) and "100755" in former.git(
        "ls-files", "--stage", ".ci/check"
    )
    assert former.read(".ci/install") == init_module.carried()[".ci/install"]
    assert "schema_version: 2" in former.read(
        "plans/hill.yml"
    ) and "# At the meeting in the school." in former.read("plans/hill.yml")
    assert former.read(EDITION) == edition
    assert f"tools/{file_name(unpack('x', wheel.own_wheel()))}" in former.git("ls-files")
    assert former.plans("check")[0] == 0 and former.plans("schema", "--check")[0] == 0
    # Done is done.
    former.git("branch", "--quiet", "-m", "mine")
    assert former.plans("upgrade") == (
        2,
        (
            "plans: This repository has version 0.2.0 already, and all that belongs to it. There is nothing"
            " to upgrade.\n"
        ),
    )


def test_what_the_council_changed_is_shown_and_left(former):
    former.write(
        {
            ".gitlab-ci.yml": former.read(".gitlab-ci.yml") + "# ours\n",
            "README.md": former.read("README.md").replace("Plans are", "Our plans are"),
            "Makefile": "all:\n",
            "requirements.txt": "community-plans==0.1.0\nrequests\n",
        }
    )
    (former.root / ".github/ISSUE_TEMPLATE/config.yml").unlink()
    former.commit("Ours")
    code, said = former.plans("upgrade")
    assert code == 0, said
    for path in ("README.md", "Makefile"):
        assert (
            f"{path} was changed in your council, and is left as it is." in said
            and f"--- {path} (yours)\n+++ {path} (0.2.0)\n" in said
        )
    assert "-Our plans are" in said and "requirements.txt is no longer used. You have changed it" in said
    assert ".github/ISSUE_TEMPLATE/config.yml is not in your repository any more" in said
    touched = former.git("diff", "--name-only", "main", BRANCH).splitlines()
    assert not {
        "README.md",
        "Makefile",
        ".gitlab-ci.yml",
        "requirements.txt",
        ".github/ISSUE_TEMPLATE/config.yml",
    } & set(touched)
    assert {".ci/install", "tools/source", "requirements.lock"} <= set(touched)


def test_to_the_wheel_of_the_next_version(council, tmp_path, one_wheel):
    """The new version does the work: its own starter files are what is written."""
    judge = init_module.carried()[".ci/judge"].encode() + b"# new in 0.3.0\n"
    wheel = tmp_path / "community_plans-0.3.0-py3-none-any.whl"
    wheel.write_bytes(
        next_version(
            one_wheel,
            **{
                "ci/judge": judge,
                "github/PULL_REQUEST_TEMPLATE.md": None,
                "ci/new": b"#!/bin/sh\n",
                "mkdocs.yml": b"site_name: x\n",
            },
        )
    )
    council.write(
        {
            "mkdocs.yml": council.read("mkdocs.yml") + "# ours\n",
            "requirements.lock": (
                council.read("requirements.lock").replace(
                    "\nclick==", "\nour-own==1.0 --hash=sha256:00\nclick=="
                )
            ),
        }
    )
    council.commit("Ours")
    before = state(council)
    done = plans("--root", council.root, "--today", "2026-11-22", "upgrade", wheel)
    assert done.returncode == 0, done.stdout + done.stderr
    assert state(council)[0] == before[0] and state(council)[2:] == before[2:]
    assert (
        re.search(r"The program: 0\.2\.0( \(.*\))? becomes 0\.3\.0[ .]", done.stdout)
        and "mkdocs.yml was changed in your council" in done.stdout
    )
    assert (
        "requirements.lock was changed in your council and is replaced all the same, because it belongs to"
        " the wheel: our-own 1.0 becomes nothing." in done.stdout
    )
    changed = dict(
        reversed(row.split("\t"))
        for row in council.git("diff", "--name-status", "--no-renames", "main", "upgrade-0.3.0").splitlines()
    )
    assert changed == {
        ".ci/judge": "M",
        ".ci/new": "A",
        ".github/PULL_REQUEST_TEMPLATE.md": "D",
        "requirements.lock": "M",
        "tools/manifest.json": "M",
        f"tools/{file_name(unpack('x', one_wheel))}": "D",
        f"tools/{wheel.name}": "A",
    }
    council.git("switch", "--quiet", "upgrade-0.3.0")
    assert (council.root / f"tools/{wheel.name}").read_bytes() == wheel.read_bytes()
    # The older program does not take it back.
    assert "This repository has version 0.3.0, which is newer than 0.2.0." in council.plans("upgrade")[1]


def test_the_wheel_that_is_running_needs_no_other_program(council, tmp_path, one_wheel, monkeypatch):
    monkeypatch.setattr("communityplans.commands.wheel.start", lambda *_: pytest.fail("started another"))
    wheel = tmp_path / "x.whl"
    wheel.write_bytes(one_wheel)
    assert "There is nothing to upgrade" in council.plans("upgrade", str(wheel))[1]


def test_a_file_that_is_not_there(council):
    assert council.plans("upgrade", "no-such.whl") == (2, "plans: no-such.whl: No such file or directory.\n")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data[:-9], "x.whl is not a whole wheel"),
        (
            lambda data: pack({"a-1.dist-info/METADATA": b"Name: evil\nVersion: 1\n"}),
            "x.whl is a wheel of evil, not of community-plans.",
        ),
        (
            lambda data: pack(
                {
                    path: text
                    for path, text in unpack("x", data).items()
                    if path != "communityplans/requirements.lock"
                }
            ),
            "x.whl does not say which packages it needs",
        ),
    ],
)
def test_a_wheel_that_is_not_ours_is_refused(council, tmp_path, one_wheel, change, why):
    (tmp_path / "x.whl").write_bytes(change(one_wheel))
    before = state(council)
    code, said = council.plans("upgrade", str(tmp_path / "x.whl"))
    assert code == 2 and why in said and state(council) == before


def test_packages_that_are_not_here_are_installed_by_their_hashes(council, tmp_path, one_wheel, monkeypatch):
    """Where the new version needs other packages, and none can be had: one sentence, and nothing was changed."""
    files = unpack("x", one_wheel)
    files["communityplans/requirements.lock"] = b"no-such-package==1.0 --hash=sha256:" + b"0" * 64 + b"\n"
    (tmp_path / "x.whl").write_bytes(pack(files))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    before = state(council)
    code, said = council.plans("upgrade", str(tmp_path / "x.whl"))
    assert (
        code == 2
        and "could not be installed" in said
        and "Nothing was changed." in said
        and state(council) == before
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda p: p.write({"plans/hill.yml": p.read("plans/hill.yml") + "\n"}),
            "Some files are changed and not committed yet",
        ),
        (lambda p: p.write({"new.txt": "x"}), "new.txt"),
        (lambda p: p.git("branch", BRANCH), f"There is a branch {BRANCH} already"),
        (
            lambda p: (p.write({"tools/manifest.json": "{"}), p.commit("x")),
            "tools/manifest.json cannot be read",
        ),
        (
            lambda p: (
                (p.root / "tools/manifest.json").unlink(),
                (p.root / "plans/council.yml").unlink(),
                p.commit("x"),
            ),
            "no plans/council.yml that can be read",
        ),
    ],
)
def test_what_cannot_be_upgraded_stays_as_it_was(council, change, why):
    change(council)
    before = state(council)
    code, said = council.plans("upgrade")
    assert code == 2 and why in said and "Traceback" not in said
    assert state(council) == before


def test_a_folder_without_git_or_commit(tmp_path):
    (tmp_path / "plans").mkdir()
    assert plans("--root", tmp_path, "upgrade").returncode == 2
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    done = plans("--root", tmp_path, "upgrade")
    assert done.returncode == 2 and "no commit" in done.stderr


def test_in_a_folder_of_a_larger_repository(tmp_path):
    here = Place(tmp_path / "all")
    here.write(
        {f"ours/{path}": text for path, text in json.loads(FIXTURE.read_text(encoding="utf-8")).items()}
        | {"other.txt": "x"}
    )
    here.git("init", "--quiet", "-b", "main")
    here.commit("All")
    done = plans("--root", tmp_path / "all/ours", "--today", "2026-11-22", "upgrade")
    assert done.returncode == 0, done.stderr
    assert all(
        path.startswith("ours/") for path in here.git("diff", "--name-only", "main", BRANCH).splitlines()
    )
    assert "ours/tools/source" in here.git("ls-tree", "-r", "--name-only", BRANCH)


# What interrupts: Ctrl+C, and the end of the process at once, in the middle of each step.
STEPS = [(upgrade, "write_schemas"), (upgrade, "write_migration"), (upgrade, "manifest")]


@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _, name in STEPS])
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, OSError(28, "No space left on device")], ids=["Ctrl+C", "no space"]
)
def test_an_interrupted_upgrade_leaves_what_was_there(former, monkeypatch, module, name, error):
    before = state(former)
    monkeypatch.setattr(module, name, raising(error))
    command_ends(former, "upgrade")
    assert state(former) == before


def raising(error):
    def stop(*_, **__):
        raise error

    return stop


def command_ends(place, *arguments):
    """Run a command that does not end well."""
    before, sys.argv = sys.argv, ["plans", "--root", str(place.root), "--today", "2026-11-22", *arguments]
    try:
        assert run(command) in (2, 130)
    finally:
        sys.argv = before


def killed(module: str, name: str, *arguments: str) -> None:
    """Run a command in a process that is ended at once, without a chance to tidy up, where it calls this
    function.
    """
    script = (
        f"import os, {module} as m; m.{name} = lambda *a, **k: os.kill(os.getpid(), {int(signal.SIGKILL)});"
        " from communityplans.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_an_upgrade_that_was_killed_leaves_what_was_there_and_can_be_done_again(
    former, tmp_path, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = state(former)
    killed(
        "communityplans.commands.upgrade",
        "write_migration",
        "--root",
        str(former.root),
        "--today",
        "2026-11-22",
        "upgrade",
    )
    assert state(former)[:4] == before[:4]
    assert former.plans("upgrade")[0] == 0 and former.git("branch", "--list", BRANCH)


@pytest.mark.parametrize("there", [False, True], ids=["new folder", "folder with git"])
def test_an_interrupted_init_leaves_what_was_there(tmp_path, monkeypatch, there):
    root = tmp_path / "a/ours"
    if there:
        subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    before = tree(tmp_path)
    monkeypatch.setattr(init_module, "write_schemas", raising(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        init_module.init(root, init_module.Start("X", "X", ("A",)), DAY)
    assert tree(tmp_path) == before and root.exists() == there
    monkeypatch.undo()
    # In the middle of the renames, too, where the folder was there.
    calls = []

    def rename(path, target, real=Path.rename):
        calls.append(path)
        if len(calls) == (4 if there else 1):
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        init_module.init(root, init_module.Start("X", "X", ("A",)), DAY)
    assert tree(tmp_path) == before and root.exists() == there


def test_an_init_that_was_killed_leaves_no_half_repository(tmp_path):
    killed(
        "communityplans.commands.init",
        "write_schemas",
        "init",
        str(tmp_path / "ours"),
        "--council",
        "X",
        "--areas",
        "A",
    )
    assert not (tmp_path / "ours").exists()
    assert plans("init", tmp_path / "ours", "--council", "X", "--areas", "A").returncode == 0


@pytest.mark.parametrize("verb", ["switch", "add", "commit"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_interrupted_publish_leaves_what_was_there(council, monkeypatch, verb, after):
    before = state(council)

    def stopped(root, *arguments, **more):
        if arguments[0] != verb or not after:
            if arguments[0] == verb:
                raise KeyboardInterrupt
            return git.run(root, *arguments, **more)
        git.run(root, *arguments, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "run", stopped)
    command_ends(council, "publish", "--title", "First", "--note", "First")
    assert state(council) == before


def test_git_is_asked_to_end_when_a_command_is_interrupted(council, tmp_path):
    """SIGTERM while a hook of git runs: git ends too and leaves no lock behind, and nothing of the edition is
    left.
    """
    hook = council.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    hook.write_text(f"#!/bin/sh\necho > '{ready}'\nexec sleep 600\n", encoding="utf-8")
    hook.chmod(0o755)
    before = state(council)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from communityplans.cli import main; main()",
            "--root",
            str(council.root),
            "--today",
            "2026-11-22",
            "publish",
            "--title",
            "A",
            "--note",
            "B",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ready.read_text(encoding="utf-8")  # Waits until the hook runs.
    process.terminate()
    assert process.wait(120) == 143
    os.killpg(process.pid, signal.SIGKILL)  # The sleep of the hook.
    process.stdout.close()
    assert state(council) == before and not list((council.root / ".git").glob("*.lock"))


def test_the_program_of_the_other_wheel_is_asked_to_end_too(council, tmp_path, one_wheel):
    """It has begun something and can tidy up: SIGTERM reaches it, and it is waited for."""
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    files = unpack("x", one_wheel)
    files["communityplans/cli/__init__.py"] = f"""
import signal, sys
def end(*_):
    open({str(tmp_path / "tidied")!r}, "w").close()
    sys.exit(143)
def main():
    signal.signal(signal.SIGTERM, end)
    open({str(ready)!r}, "w").close()
    signal.pause()
""".encode()
    (tmp_path / "x.whl").write_bytes(pack(files))
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from communityplans.cli import main; main()",
            "--root",
            str(council.root),
            "upgrade",
            str(tmp_path / "x.whl"),
        ],
        stderr=subprocess.DEVNULL,
    )
    ready.read_text(encoding="utf-8")  # Waits until the other program runs.
    process.terminate()
    assert process.wait(120) == 143 and (tmp_path / "tidied").exists()


def test_the_version_of_these_tests_is_that_of_the_program():
    assert own_version() == "0.2.0"
