"""The running program as a wheel, its locked dependencies, and the commit that it was built from.

Standard library only: the build backend uses it before anything is installed.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from functools import lru_cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from ..source.errors import UsageError
from .wheel import METADATA_FILES, Files, pack, unpack

PROJECT = "community-plans"
PACKAGE = Path(__file__).resolve().parents[1]
# What the build backend adds to the package, so that an installed program knows them too.
LOCK, BUILD_INFO = "requirements.lock", "build.json"
# The paths of a clone that a wheel is made of.
MADE_OF = (
    "pyproject.toml",
    "MANIFEST.in",
    "README.md",
    "LICENSE",
    LOCK,
    BUILD_INFO,
    "generator",
    "guides/editors",
    "guides/publishers",
    "tests/fixtures/council",
)
# Folders of a clone that are copied into new repositories: their path in the clone -> below CARRIED in the
# package. The clone has one copy of each; the build backend adds it to the wheel.
CARRIED = "carried"
CARRIED_FOLDERS = {
    "guides/editors": "guides/editors",
    "guides/publishers": "guides/publishers",
    "tests/fixtures/council": "example",
}


def source_folder() -> Path | None:
    """The clone that the program runs from; None if it was installed from a wheel."""
    root = PACKAGE.parents[1]
    return (
        root
        if (root / "generator" / "build_backend.py").is_file() and (root / "pyproject.toml").is_file()
        else None
    )


def runtime_lock() -> str:
    """The packages that the program runs with, each with its hashes: the clone's `requirements.lock`."""
    source = source_folder()
    return ((source or PACKAGE) / LOCK).read_text(encoding="utf-8")


def carried_files(below: str) -> dict[str, bytes]:
    """The files that the package carries below a folder, such as `guides` or `example`: path there -> bytes."""
    found: dict[str, bytes] = {}
    source = source_folder()
    for theirs, ours in CARRIED_FOLDERS.items():
        if ours != below and not ours.startswith(f"{below}/"):
            continue
        folder = PACKAGE / CARRIED / ours
        if source and (source / theirs).is_dir():  # An unpacked source distribution has only the package.
            folder = source / theirs
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inside = f"{ours}/{path.relative_to(folder).as_posix()}".removeprefix(f"{below}/")
                found[inside] = path.read_bytes()
    return found


def build_info(source: Path) -> dict[str, object]:
    """The commit of a source tree, and whether it has uncommitted changes; {} where that is not known.

    An unpacked source distribution has no git. It has the file `build.json` instead.
    """
    if (source / BUILD_INFO).is_file():
        return dict(json.loads((source / BUILD_INFO).read_text(encoding="utf-8")))
    if not (source / ".git").exists():
        return {}
    commit = _git(source, "rev-parse", "HEAD")
    return (
        {"commit": commit, "changed": bool(_git(source, "status", "--porcelain", "--", *MADE_OF))}
        if commit
        else {}
    )


def version_text() -> str:
    """The version, with the commit it was built from where that is known: `0.2.0 (commit 1a2b3c4d5)`."""
    source = source_folder()
    known = build_info(source or PACKAGE)
    commit = str(known.get("commit", ""))[:9]
    changed = ", with changes that are not committed" if known.get("changed") else ""
    return own_version() + (f" (commit {commit}{changed})" if commit else "")


def own_version() -> str:
    """The version of the running program; of a clone, what its pyproject.toml says now."""
    source = source_folder()
    if source:
        return str(
            tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        )
    try:
        return _installed().version
    except PackageNotFoundError as error:
        raise UsageError(
            "This program is not installed, so it has no version. In its folder: make build"
        ) from error


@lru_cache(1)
def own_wheel() -> bytes:
    """The running program as a wheel: built from its clone, or packed again from its installed files.

    Both give the same bytes for the same commit.

    Raises:
        UsageError: Its files are not those that were installed, or setuptools is missing.
    """
    source = source_folder()
    return _built(source) if source else _put_together(_installed())


def _built(source: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="plans-wheel-") as folder:
        build = "import sys; import build_backend; build_backend.build_wheel(sys.argv[1])"
        environment = os.environ | {"PYTHONPATH": str(source / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", build, folder]
        done = subprocess.run(command, cwd=source, env=environment, capture_output=True, check=False)
        made = sorted(Path(folder).glob("*.whl"))
        if done.returncode or not made:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(
                f"The program cannot be packed: {said[-1] if said else 'setuptools failed'}."
                " Set up again: make build"
            )
        return made[0].read_bytes()


def _put_together(installed: Distribution) -> bytes:
    files: Files = {}
    for file in installed.files or ():
        path = file.as_posix()
        first, _, rest = path.partition("/")
        if first.endswith(".dist-info"):
            wanted = METADATA_FILES.match(rest) is not None
        else:
            wanted = first == PACKAGE.name and file.hash is not None
        if not wanted:
            continue
        try:
            files[path] = Path(str(file.locate())).read_bytes()
        except OSError as error:
            raise UsageError(
                f"The installed program is not whole: {path} cannot be read. Install it again."
            ) from error
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[path]).digest()).rstrip(b"=").decode("ascii")
        if file.hash is None or file.hash.value != digest:
            raise UsageError(
                f"The installed program was changed: {path} is not what was installed. Install it again."
            )
    if f"{PACKAGE.name}/__init__.py" not in files:
        raise UsageError(
            "Nobody can tell which files this program was installed with. Install it from its wheel."
        )
    return pack(files)


def _installed() -> Distribution:
    return distribution(PROJECT)


def contents(data: bytes) -> Files:
    """The files of a wheel of this program, without its RECORD.

    Raises:
        UsageError: It is damaged.
    """
    return {
        path: content
        for path, content in unpack("The wheel", data).items()
        if not path.endswith(".dist-info/RECORD")
    }


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
