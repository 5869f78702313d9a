"""Whatever goes wrong, the published site is the old one or the new one, whole; and a sentence says why
(faults F06-F16, F22, F28).
"""

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from sites import COUNCIL, copy_of, mkdocs, plans, plans_here, run, tree

from communityplans.build import output as output_files
from communityplans.build.output import atomic_swap

COMMAND = [sys.executable, "-c", "from communityplans.cli import main; main()"]


def spoil(root, name="plans/hilltop.yml"):
    """Make a file wrong."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert "schema_version: " in text
    path.write_text(
        text.replace("schema_version: ", "no_such_field: 1\nschema_version: ", 1), encoding="utf-8"
    )


def refused(done, *says):
    """Wrong use or environment: exit 2, a sentence, never a traceback."""
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    for words in says:
        assert words in done.stderr, done.stderr


@pytest.mark.fault("F15")
@pytest.mark.parametrize(
    "name",
    [
        "plans/hilltop.yml",
        "plans/council.yml",
        "guides/councillors/first-steps.md",
        "plans/council-settings.yml",
    ],
)
def test_bad_content_leaves_the_old_site(council, name):
    before = tree(council / "site")
    spoil(council, name)
    done = plans_here("--root", council, "build")
    assert done.returncode == 1
    assert (
        f"{name}:" in done.stdout
        and "no_such_field" in done.stdout
        and "Nothing was published" in done.stdout
    )
    assert tree(council / "site") == before


@pytest.mark.fault("F15", "F46")
def test_bad_content_leaves_the_old_site_of_mkdocs_too(council):
    before = tree(council / "site")
    spoil(council)
    done = mkdocs("build", "--strict", cwd=council)
    assert done.returncode == 1
    assert (
        "plans/hilltop.yml:" in done.stderr
        and "no_such_field" in done.stderr
        and "Traceback" not in done.stderr
    )
    assert tree(council / "site") == before


@pytest.mark.fault("F15")
def test_a_first_build_of_bad_content_leaves_nothing(tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    spoil(root)
    assert plans_here("--root", root, "build").returncode == 1
    assert not (root / "site").exists()


@pytest.mark.fault("F15")
def test_all_problems_are_said_in_one_run(council):
    spoil(council)
    spoil(council, "plans/quarry-end.yml")
    done = plans_here("--root", council, "build")
    assert "plans/hilltop.yml:" in done.stdout and "plans/quarry-end.yml:" in done.stdout


@pytest.mark.fault("F15")
@pytest.mark.parametrize(
    "broken",
    [
        "site_name: [",
        "site_name: x\nplugins: []\n",
        "site_name: x\ntheme:\n  name: no-such-theme\nplugins: [community-plans]\n",
        None,
    ],
    ids=["not YAML", "no plugin", "no theme", "no file"],
)
def test_a_broken_mkdocs_file_leaves_the_old_site(council, broken):
    before = tree(council / "site")
    if broken is None:
        (council / "mkdocs.yml").unlink()
    else:
        (council / "mkdocs.yml").write_text(broken, encoding="utf-8")
    refused(plans_here("--root", council, "build"), "plans: ")
    assert tree(council / "site") == before


def in_a_fork(prepare, *arguments):
    """Start a build in a copy of this process, after `prepare()` has been called there. The copy's number."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            prepare()
            code = plans_here(*arguments).returncode
        finally:
            os._exit(code)
    return child


can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this machine cannot copy a process")
leftovers = (".site.new", ".site.old", ".site.lock")


@pytest.mark.fault("F06")
@can_fork
def test_a_build_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new_one(council):
    """kill -9 at moments spread over a whole build; the next build clears up."""
    site = council / "site"
    plan = council / "plans" / "hilltop.yml"
    text = plan.read_text(encoding="utf-8")
    old = tree(site)
    plan.write_text(text.replace("on the hill.", "on the top."), encoding="utf-8")
    build = ("--root", council, "--today", "2026-11-22", "build")
    assert plans_here(*build, "--output", council / "new").returncode == 0
    new = tree(council / "new")
    assert old != new
    start = time.monotonic()
    assert plans_here(*build, "--output", council / "new").returncode == 0
    whole = time.monotonic() - start
    seen = []
    for part in range(1, 12):
        child = in_a_fork(lambda: None, *build)
        time.sleep(whole * part / 10)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left = tree(site)
        seen.append("old" if left == old else "new" if left == new else "half")
    assert "half" not in seen
    assert "old" in seen
    assert plans_here(*build).returncode == 0
    assert tree(site) == new
    assert [name for name in leftovers if (council / name).exists()] == []


@pytest.mark.fault("F06")
@can_fork
@pytest.mark.parametrize(
    "moves", [0, 1, 2], ids=["before the first move", "between the moves", "after the moves"]
)
def test_a_build_that_dies_while_it_swaps_is_put_right_by_the_next(council, moves, monkeypatch):
    """Where the system cannot let two folders change places there are two moves.

    They take too little time to be hit by chance, so the program is made to die there.
    """
    monkeypatch.setattr("communityplans.adapters.site_build.atomic_swap", lambda one, other: False)
    site = council / "site"
    old = tree(site)
    real, done = os.replace, []

    def replace(*paths):
        if len(done) == moves:
            os._exit(77)
        real(*paths)
        done.append(paths)
        if len(done) == moves == 2:
            os._exit(77)

    child = in_a_fork(
        lambda: monkeypatch.setattr(os, "replace", replace),
        "--root",
        council,
        "--today",
        "2026-11-22",
        "build",
    )
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77
    assert not site.exists() or tree(site) == old
    assert plans_here("--root", council, "--today", "2026-11-22", "build").returncode == 0
    assert tree(site) == old
    assert [name for name in leftovers if (council / name).exists()] == []


@pytest.mark.fault("F06")
@can_fork
def test_where_folders_can_change_places_there_is_a_site_at_every_moment(council, monkeypatch):
    """Killed right after they have: the new site is there, and the next build clears the old one away."""
    site = council / "site"
    if not atomic_swap(site, copy_of(COUNCIL, council / "other")) or not atomic_swap(site, council / "other"):
        pytest.skip("this system or this disk cannot exchange two folders")
    old = tree(site)

    def die(one, other):
        done = atomic_swap(one, other)
        os._exit(77 if done and other == site.resolve() else 70)

    child = in_a_fork(
        lambda: monkeypatch.setattr("communityplans.adapters.site_build.atomic_swap", die),
        "--root",
        council,
        "--today",
        "2026-11-23",
        "build",
    )
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77
    new = tree(site)
    assert new != old and tree(council / ".site.new") == old
    assert plans_here("--root", council, "--today", "2026-11-23", "build").returncode == 0
    assert tree(site) == new
    assert [name for name in leftovers if (council / name).exists()] == []


@pytest.mark.fault("F06")
def test_where_the_second_move_fails_the_first_is_taken_back(council, monkeypatch):
    monkeypatch.setattr("communityplans.adapters.site_build.atomic_swap", lambda one, other: False)
    before, real = tree(council / "site"), os.replace

    def replace(one, other):
        if str(one).endswith(".new"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(one, other)

    monkeypatch.setattr(os, "replace", replace)
    refused(plans_here("--root", council, "build"), "could not be written", "The old site is as it was")
    assert tree(council / "site") == before


@pytest.mark.fault("F07")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda s: s.name)
def test_a_build_that_is_stopped_leaves_the_old_site(council, how):
    """Ctrl+C, and the polite way in which a machine ends a program (F07)."""
    before = tree(council / "site")
    stopping = (
        "import os, signal, communityplans.adapters.site_build as b\nreal = b._verify\ndef verify(*a):\n   "
        f" os.kill(os.getpid(), {int(how)})\n    real(*a)\nb._verify = verify\nfrom communityplans.cli import"
        " main; main()"
    )
    done = run([sys.executable, "-c", stopping, "--root", str(council), "build"])
    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (128 + how, "Stopped.")
    assert "Traceback" not in done.stderr
    assert tree(council / "site") == before
    assert [name for name in leftovers if (council / name).exists()] == []
    assert plans_here("--root", council, "build").returncode == 0
    assert [name for name in leftovers if (council / name).exists()] == []


@pytest.mark.fault("F10")
def test_a_failure_while_writing_leaves_the_old_site(council, monkeypatch):
    """A disk that is full: the operating system says so in the middle of the build (F10)."""
    before = tree(council / "site")
    real, written = output_files.write_new, []

    def write(path, data):
        written.append(path)
        if len(written) == 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return real(path, data)

    monkeypatch.setattr(output_files, "write_new", write)
    done = plans_here("--root", council, "build")
    refused(done, "No space left")
    assert tree(council / "site") == before
    assert [name for name in leftovers if (council / name).exists()] == []


@pytest.mark.fault("F08")
def test_of_two_builds_at_once_the_second_says_so(council):
    """The first is held up while it verifies; it must still end well."""
    waiting = (
        "import sys, communityplans.adapters.site_build as b\nreal = b._verify\n"
        "def verify(*a):\n    print('waiting', flush=True)\n    sys.stdin.readline()\n    real(*a)\n"
        "b._verify = verify\nfrom communityplans.cli import main; main()"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", waiting, "--root", str(council), "--today", "2026-11-22", "build"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout.readline() == "waiting\n"
        before = tree(council / "site")
        refused(plans_here("--root", council, "build"), "Another build")
        assert tree(council / "site") == before
        first.communicate("\n", timeout=60)
        assert first.returncode == 0
    finally:
        first.kill()
        first.wait()
    assert tree(council / "site") == before
    assert plans_here("--root", council, "build").returncode == 0


@pytest.mark.fault("F09")
@pytest.mark.parametrize("content", ["999999999", "", "what"], ids=["dead process", "empty", "no number"])
def test_a_lock_of_a_dead_build_is_taken_over(council, content):
    (council / ".site.lock").write_text(content, encoding="utf-8")
    assert plans_here("--root", council, "build").returncode == 0
    assert not (council / ".site.lock").exists()


@pytest.mark.fault("F13")
@pytest.mark.parametrize(
    "folder", ["plans", "plans/out", "guides/councillors", ".", "..", "site_overrides/x", "schemas", ".git/x"]
)
def test_an_output_that_is_part_of_the_content_is_refused(council, folder):
    before = tree(council)
    refused(plans_here("--root", council, "build", "--output", council / folder), "cannot be built into")
    assert tree(council) == before


@pytest.mark.fault("F13")
def test_the_home_and_the_root_of_the_machine_are_refused(council, tmp_path):
    refused(plans_here("--root", council, "build", "--output", "/"), "cannot be built into")
    refused(
        plans("--root", council, "build", "--output", tmp_path / "me", env={"HOME": str(tmp_path / "me")}),
        "cannot be built into",
    )


@pytest.mark.fault("F13")
@pytest.mark.parametrize("name", ["letter.txt", ".hidden", "404.html"])
def test_a_folder_with_other_things_in_it_is_refused(council, tmp_path, name):
    """404.html too: many sites have one, and it does not make a folder ours."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("Keep me.", encoding="utf-8")
    refused(plans_here("--root", council, "build", "--output", tmp_path / "mine"), "not empty")
    assert tree(tmp_path / "mine") == {name: b"Keep me."}


@pytest.mark.fault("F13")
def test_an_output_that_is_a_file_is_refused(council, tmp_path):
    (tmp_path / "file").write_text("Keep me.", encoding="utf-8")
    done = plans_here("--root", council, "build", "--output", tmp_path / "file")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "Keep me."


def test_an_empty_folder_and_a_deep_new_one_are_used(council, tmp_path):
    (tmp_path / "empty").mkdir()
    for output in (tmp_path / "empty", tmp_path / "a" / "b" / "c"):
        assert plans_here("--root", council, "build", "--output", output).returncode == 0
        assert (output / "index.html").is_file()


def test_what_is_no_longer_in_the_content_goes_from_the_site(council):
    (council / "plans" / "quarry-end.yml").unlink()
    assert plans_here("--root", council, "build").returncode == 0
    assert not (council / "site" / "plans" / "quarry-end").exists()


def ordinary_rights():
    """Give up root's right to write everywhere, so that these tests mean something in a container too."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.fixture
def locked(tmp_path):
    """A folder in which nothing can be written."""
    if sys.platform != "linux" and os.geteuid() == 0:
        pytest.skip("root may write everywhere on this machine")
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    probe = subprocess.run(
        [sys.executable, "-c", f"open({str(folder / 'x')!r}, 'w')"],
        capture_output=True,
        preexec_fn=ordinary_rights,
        check=False,
    )
    if probe.returncode == 0:
        pytest.skip("this process cannot give up the right to write everywhere")
    yield folder
    folder.chmod(0o755)


@pytest.mark.fault("F11")
def test_an_output_where_nothing_can_be_written_is_refused(council, locked):
    done = plans("--root", council, "build", "--output", locked / "site", preexec_fn=ordinary_rights)
    refused(done, "written")
    assert list(locked.iterdir()) == []


@pytest.mark.fault("F11")
def test_a_site_that_cannot_be_replaced_is_kept(council):
    """The folder of the site itself may be written, the one above it not."""
    before = tree(council / "site")
    council.chmod(0o555)
    try:
        done = plans("--root", council, "build", preexec_fn=ordinary_rights)
    finally:
        council.chmod(0o755)
    refused(done)
    assert tree(council / "site") == before


@pytest.mark.fault("F12")
def test_a_read_only_content_is_enough(council, locked, tmp_path):
    """Nothing is written into the content (F12)."""
    folders = [p for p in (council, *council.rglob("*")) if p.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        done = plans(
            "--root", council, "build", "--output", tmp_path / "out" / "site", preexec_fn=ordinary_rights
        )
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "site" / "index.html").is_file()


@pytest.mark.fault("F23")
def test_a_file_that_may_not_be_read_is_named(council, locked):
    """F23."""
    (council / "plans" / "hilltop.yml").chmod(0)
    done = plans("--root", council, "build", preexec_fn=ordinary_rights)
    refused(done, "hilltop.yml")


@pytest.mark.fault("F22")
def test_a_link_in_the_content_publishes_nothing(council, tmp_path):
    """Neither to a file nor to a folder outside (F22, T5)."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "secret.yml").write_text("hush-hush: 1\n", encoding="utf-8")
    before = tree(council / "site")
    for link, target in (("plans/far.yml", "secret/secret.yml"), ("guides/far", "secret")):
        (council / link).symlink_to(tmp_path / target)
        done = plans_here("--root", council, "build")
        assert done.returncode == 1 and link in done.stdout and "hush-hush" not in done.stdout
        (council / link).unlink()
    assert tree(council / "site") == before


@pytest.mark.fault("F22")
def test_links_and_other_files_in_the_look_of_the_site_publish_nothing(council, tmp_path):
    """What a council puts into site_overrides/ is its look; a link there must not carry a stranger's file
    into the site (T5).
    """
    (tmp_path / "secret.txt").write_text("hush-hush", encoding="utf-8")
    overrides = council / "site_overrides" / "assets"
    overrides.mkdir(parents=True)
    (overrides / "look.css").symlink_to(tmp_path / "secret.txt")
    config = council / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "  name: material\n", "  name: material\n  custom_dir: site_overrides\n"
        ),
        encoding="utf-8",
    )
    plans_here("--root", council, "build")
    assert [path for path, data in tree(council / "site").items() if b"hush-hush" in data] == []


@pytest.mark.fault("F28")
def test_it_builds_without_git_and_outside_a_repository(council, tmp_path):
    """F28: a machine without git."""
    (tmp_path / "bin").mkdir()
    done = plans(
        "--root", council, "build", "--output", tmp_path / "site", env={"PATH": str(tmp_path / "bin")}
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.fault("F16")
def test_an_empty_folder_is_told_what_is_missing(tmp_path):
    done = plans_here("--root", tmp_path, "build")
    assert done.returncode == 2 and "plans init" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.fault("F14")
def test_a_link_in_the_place_of_the_site_is_followed_or_refused(council, tmp_path):
    """F14: whatever happens, what the link led to is not emptied."""
    shutil.move(council / "site", tmp_path / "real")
    (council / "site").symlink_to(tmp_path / "real")
    before = tree(tmp_path / "real")
    done = plans_here("--root", council, "--today", "2026-11-22", "build")
    assert done.returncode in (0, 2) and "Traceback" not in done.stderr
    assert tree(council / "site") == before
    assert (council / "site").is_symlink(), "the link is part of how the site is served"
