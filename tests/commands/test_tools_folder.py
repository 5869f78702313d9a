"""A council installs the program from its own repository: from the wheel in tools/, by its hash, and from
nothing else.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from council_in_git import ENVIRONMENT
from sites import plans, tree

import communityplans
from communityplans.commands.init import carried
from communityplans.commands.wheel import own_wheel, pack, unpack
from communityplans.source.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(communityplans.__file__).parent
WHEEL = "tools/community_plans-0.2.0-py3-none-any.whl"
# pip asks no index and takes no package but those that are named; Python writes no byte code here.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def outside(command: list[str | Path], cwd: Path) -> subprocess.CompletedProcess:
    """Run a command that knows nothing of this checkout."""
    environment = {
        name: value
        for name, value in {**os.environ, **ENVIRONMENT, **OFFLINE}.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        umask=0o077,
    )


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """A repository that was just set up; its lock has the wheel alone, so that installing it needs no index."""
    root = tmp_path_factory.mktemp("new") / "ours"
    done = plans(
        "--today",
        "2026-11-22",
        "init",
        root,
        "--council",
        "Example Borough Council",
        "--areas",
        "Almond Hill,Riverside",
    )
    assert done.returncode == 0, done.stderr
    return root


def only_the_wheel(lock: str) -> str:
    """A lock without the packages of others."""
    return re.search(r"(?m)^\./tools/\S+ \\\n +--hash=sha256:[0-9a-f]{64}\n", lock)[0]


def test_it_holds_the_wheel_and_a_hash_for_everything(council):
    lock = (council / "requirements.lock").read_text(encoding="utf-8")
    assert lock.endswith((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert f"./{WHEEL} " in only_the_wheel(lock) and (council / WHEEL).is_file()
    assert (council / "tools/source").read_text(encoding="utf-8") == "wheel\n"
    assert not re.search(r"(?im)^community[-_.]plans", lock) and not (council / "requirements.txt").exists()


def test_nothing_that_a_council_gets_asks_an_index_for_our_name(council):
    asks = re.compile(
        r"(?i)\bpip\s+install\b(?!.*--require-hashes)|^community[-_.]plans\s*(==|$)|\bpipx?\s+(?:install|run|wheel|download)\b.*community[-_.]plans",
        re.MULTILINE,
    )
    assert asks.search("pip install community-plans") and asks.search("community-plans==0.2.0")
    assert [path for path, text in carried().items() if asks.search(text)] == []
    readme = (council / "README.md").read_text(encoding="utf-8")
    assert ".ci/install .venv" in readme and "pip install --require-hashes -r requirements.lock" in readme


def test_the_wheel_is_whole(council):
    """Every file of the package that git keeps is in it, the lock and the commit too; nothing of others, and
    no font.
    """
    files = unpack(WHEEL, (council / WHEEL).read_bytes())
    listed = subprocess.run(
        ["git", "-C", str(PACKAGE), "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy of the project is not a git repository")
    kept = listed.stdout.decode().split("\0")
    wanted = {f"communityplans/{path}" for path in filter(None, kept) if (PACKAGE / path).is_file()}
    # What a new repository gets lies elsewhere in the clone; test_init compares it byte for byte.
    carried_there = {path for path in files if path.startswith("communityplans/carried/")}
    assert any(path.endswith("/set-up-a-council.md") for path in carried_there)
    assert {path for path in files if path.startswith("communityplans/")} - carried_there == wanted | {
        "communityplans/requirements.lock",
        "communityplans/build.json",
    }
    assert files["communityplans/requirements.lock"] == (ROOT / "requirements.lock").read_bytes()
    assert {path.partition("/")[0] for path in files} == {"communityplans", "community_plans-0.2.0.dist-info"}
    assert not [path for path in files if path.endswith((".ttf", ".woff", ".woff2", ".otf", ".pyc"))]


def install_only_the_wheel(council: Path, folder: Path) -> None:
    """Run the council's own script, with a lock that needs no index."""
    lock = council / "requirements.lock"
    whole = lock.read_bytes()
    lock.write_text(only_the_wheel(whole.decode()), encoding="utf-8")
    try:
        done = outside([council / ".ci/install", folder / "venv"], folder)
    finally:
        lock.write_bytes(whole)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_works_in_an_empty_environment(council, tmp_path):
    """Installed by the council's own script, outside this checkout: set up, check, draft, publish, build and
    verify. Its wheel is the same again.
    """
    install_only_the_wheel(council, tmp_path)
    # The packages of others are those that run this test.
    site = next((tmp_path / "venv").glob("lib/python*/site-packages"))
    (site / "others.pth").write_text(
        f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", encoding="utf-8"
    )
    program = tmp_path / "venv/bin/plans"

    where = outside(
        [tmp_path / "venv/bin/python", "-c", "import communityplans; print(communityplans.__file__)"],
        tmp_path,
    )
    assert Path(where.stdout.strip()).is_relative_to(tmp_path / "venv"), where
    assert re.fullmatch(
        r"plans 0\.2\.0( \(commit [0-9a-f]{9}(, with changes that are not committed)?\))?\n",
        outside([program, "--version"], tmp_path).stdout,
    )

    def run(*arguments: str) -> str:
        done = outside(
            [program, "--today", "2026-11-22", *arguments],
            tmp_path / "mine" if (tmp_path / "mine").exists() else tmp_path,
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    run("init", "mine", "--council", "Example Borough Council", "--areas", "Almond Hill,Riverside")
    # Each file, the wheel too, though this program was installed and that one runs from a clone.
    assert tree(tmp_path / "mine") == tree(council)
    run("check")
    run("build", "--draft")
    for git in (["init", "--quiet", "-b", "main"], ["add", "--all"], ["commit", "--quiet", "-m", "Set up"]):
        assert outside(["git", *git], tmp_path / "mine").returncode == 0
    run("publish", "--title", "First", "--note", "The first edition.")
    run("build")
    run("verify")
    assert "Almond Hill" in (tmp_path / "mine/site/index.html").read_text(encoding="utf-8")
    # What was changed after it was installed is not handed on.
    with (site / "communityplans/source/errors.py").open("a", encoding="utf-8") as changed:
        changed.write("# mine\n")
    done = outside([program, "init", "other", "--council", "X", "--areas", "A"], tmp_path)
    assert (
        done.returncode == 2
        and "communityplans/source/errors.py is not what was installed" in done.stderr
        and not (tmp_path / "other").exists()
    )
    # Installed again, it is whole, though the version is the same.
    install_only_the_wheel(council, tmp_path)
    run("init", "other", "--council", "X", "--areas", "A")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda root: (root / WHEEL).write_bytes(b"other"),
            f"{WHEEL} is not the file that requirements.lock has the hash of",
        ),
        (lambda root: (root / WHEEL).unlink(), f"{WHEEL} is missing, and requirements.lock names it"),
        (
            lambda root: (root / "requirements.lock").write_text("community-plans==0.2.0 --hash=sha256:00\n"),
            "requirements.lock names no wheel of tools/",
        ),
        (
            lambda root: (root / "requirements.lock").write_text(
                (root / "requirements.lock").read_text() + "community_plans==0.2.0\n"
            ),
            "asks an index for community-plans",
        ),
        (
            lambda root: (root / "requirements.lock").write_text(
                re.sub(
                    r"(?m)^(\./tools/\S+ \\\n +--hash=sha256:).{4}",
                    r"\g<1>0000",
                    (root / "requirements.lock").read_text(),
                )
            ),
            f"{WHEEL} is not the file",
        ),
        (
            lambda root: (root / "requirements.lock").write_text(
                re.sub(
                    r"(?m)^(\./tools/\S+) \\\n +--hash=\S+", r"\1", (root / "requirements.lock").read_text()
                )
            ),
            f"{WHEEL} is not the file",
        ),
    ],
)
def test_a_wheel_that_is_not_the_one_of_the_lock_is_refused_by_name(council, tmp_path, change, why):
    shutil.copytree(council, tmp_path / "ours")
    change(tmp_path / "ours")
    done = outside([tmp_path / "ours/.ci/install", tmp_path / "venv"], tmp_path)
    assert done.returncode != 0 and why in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "venv").exists()


def test_an_index_is_used_where_tools_source_names_one(council, tmp_path):
    """An index of the council's own, here a folder: the hash must still be that of the lock."""
    root = tmp_path / "ours"
    shutil.copytree(council, root)
    there = tmp_path / "index/community-plans"
    there.mkdir(parents=True)
    shutil.copyfile(root / WHEEL, there / Path(WHEEL).name)
    (there / "index.html").write_text(f'<a href="{Path(WHEEL).name}">x</a>', encoding="utf-8")
    digest = re.search(r"sha256:\w+", only_the_wheel((root / "requirements.lock").read_text()))[0]
    (root / "requirements.lock").write_text(f"community-plans==0.2.0 --hash={digest}\n", encoding="utf-8")
    shutil.rmtree(root / "tools")
    (root / "tools").mkdir()
    (root / "tools/source").write_text((tmp_path / "index").as_uri() + "\n", encoding="utf-8")
    done = subprocess.run(
        [root / ".ci/install", tmp_path / "venv"],
        env={**os.environ, **OFFLINE, "PIP_NO_INDEX": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "venv/bin/plans").is_file()


def test_the_same_files_give_the_same_bytes(tmp_path, monkeypatch):
    """Whatever the date that is asked for, and the rights that new files get."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    files = unpack("x", own_wheel())
    assert pack(dict(reversed(files.items()))) == own_wheel()
    done = outside(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            tmp_path,
            ROOT,
        ],
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / Path(WHEEL).name).read_bytes() == own_wheel()
    assert not (ROOT / "build").exists()


def test_a_source_distribution_gives_the_same_wheel(tmp_path):
    """As `python -m build` goes: first the source distribution, then the wheel from it, where there is no
    git.
    """
    hook = "import sys; import build_backend as b; [b.build_sdist(one) for one in sys.argv[1:]]"
    (tmp_path / "again").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", hook, tmp_path, tmp_path / "again"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    source = next(tmp_path.glob("*.tar.gz"))
    assert source.read_bytes() == (tmp_path / "again" / source.name).read_bytes()
    done = outside(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            tmp_path,
            source,
        ],
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / Path(WHEEL).name).read_bytes() == own_wheel()


def repacked(change) -> bytes:
    """The wheel with a file changed by hand, its record as it was."""
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(own_wheel())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            for path, data in change(name, old.read(name)):
                new.writestr(path, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is not a whole wheel"),
        (b"PK\x03\x04nothing", "is not a whole wheel"),
        (lambda: own_wheel()[:-1000], "is not a whole wheel"),
        (
            lambda: repacked(
                lambda name, data: [(name, data + b"#" if name.endswith("source/errors.py") else data)]
            ),
            "communityplans/source/errors.py is not what its own record says",
        ),
        (
            lambda: repacked(lambda name, data: [] if name.endswith("source/errors.py") else [(name, data)]),
            "communityplans/source/errors.py is missing",
        ),
        (
            lambda: repacked(
                lambda name, data: (
                    [(name, data), ("../evil.py", b"")]
                    if name.endswith("source/errors.py")
                    else [(name, data)]
                )
            ),
            "holds the path ../evil.py",
        ),
    ],
)
def test_a_wheel_that_is_not_whole_is_refused(data, why):
    with pytest.raises(UsageError, match=re.escape(why)):
        unpack("x.whl", data if isinstance(data, bytes) else data())
