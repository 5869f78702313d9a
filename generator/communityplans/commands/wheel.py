"""The wheel that a council's repository holds: read, verified against its record, packed so that the same files give
the same bytes (PEP 427), made from the running program, and written into `tools/`.

The same files give the same bytes. Standard library only: the build backend uses it before anything is
installed.
"""

import base64
import configparser
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from email.parser import HeaderParser
from functools import lru_cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from ..source.errors import UsageError

# The earliest date of the zip format. It is fixed, so that the bytes do not depend on the day of packing.
EARLIEST = (1980, 1, 1, 0, 0, 0)
# The files of `.dist-info` that are part of the wheel; an installer may add others.
METADATA_FILES = re.compile(r"(METADATA|WHEEL|entry_points\.txt|top_level\.txt|licenses/.+)\Z")
Files = dict[str, bytes]


def pack(files: Files) -> bytes:
    """A wheel of these files, by path, with a new RECORD.

    Sorted, with a fixed date and fixed rights, and stored without compression: git compresses what it keeps,
    and the output of a compressor differs between its versions. The folder `.dist-info` stands last, as PEP
    427 asks.
    """
    info = info_folder(files)
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    wanted = {path: data for path, data in files.items() if path != f"{info}/RECORD"}
    ordered = sorted(wanted, key=lambda path: (path.startswith(f"{info}/"), path))
    for path in ordered:
        rows.writerow((path, f"sha256={_digest(wanted[path])}", len(wanted[path])))
    rows.writerow((f"{info}/RECORD", "", ""))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in [*ordered, f"{info}/RECORD"]:
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.create_system = 3  # Unix, on every machine.
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, wanted.get(path, record.getvalue().encode("utf-8")))
    return packed.getvalue()


def unpack(name: str, data: bytes) -> Files:
    """The files of a wheel by path, after each was verified against the hash in its RECORD.

    Args:
        name: What the file is called, for messages.
        data: Its bytes.

    Raises:
        UsageError: It is no wheel, is damaged, or holds a path that leads out of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {one: archive.read(one) for one in archive.namelist() if not one.endswith("/")}
        info = info_folder(files)
        recorded = {
            row[0]: row[1] for row in csv.reader(files[f"{info}/RECORD"].decode("utf-8").splitlines()) if row
        }
    except (
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        UnicodeDecodeError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise UsageError(f"{name} is not a whole wheel. Download or copy it again.") from error
    for path, content in files.items():
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise UsageError(f"{name} holds the path {path}, which leads out of it. Do not use it.")
        if path != f"{info}/RECORD" and recorded.get(path) != f"sha256={_digest(content)}":
            raise UsageError(
                f"{name} is damaged: {path} is not what its own record says. Download or copy it again."
            )
    missing = sorted(recorded.keys() - files.keys())
    if missing:
        raise UsageError(f"{name} is damaged: {missing[0]} is missing. Download or copy it again.")
    return files


def info_folder(files: Files) -> str:
    """The name of the one folder `.dist-info`.

    Raises:
        ValueError: There is none, or more than one.
    """
    found = {path.partition("/")[0] for path in files if re.match(r"[^/]+\.dist-info/", path)}
    if len(found) != 1:
        raise ValueError("a wheel has one folder .dist-info")
    return found.pop()


def name_and_version(files: Files) -> tuple[str, str]:
    """The name of the project and the version of a wheel, as its METADATA has them."""
    head = HeaderParser().parsestr(files[f"{info_folder(files)}/METADATA"].decode("utf-8"))
    return str(head["Name"]), str(head["Version"])


def file_name(files: Files) -> str:
    """What the file of a wheel is called: name, version and the tag of pure Python."""
    return f"{info_folder(files).removesuffix('.dist-info')}-py3-none-any.whl"


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")


# The running program as a wheel, its locked dependencies, and the commit that it was built from. Standard
# library only: the build backend uses it before anything is installed.


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


# The files from which a council's repository installs the program: the wheel in `tools/`, and a lock file
# with all hashes.


TOOLS_FOLDER = "tools"
SOURCE = f"{TOOLS_FOLDER}/source"
MANIFEST = f"{TOOLS_FOLDER}/manifest.json"
HEAD = """\
# Everything that the program needs, each package with its hashes. Written by plans init and plans upgrade.
# Install with .ci/install, or from this folder: python -m pip install --require-hashes -r requirements.lock
"""
# In tools/source: the program is the wheel in this folder. Anything else is the address of an index.
FROM_WHEEL = "wheel"


def tool_files() -> dict[str, bytes]:
    """The running program's wheel, the file that says where it comes from, and the lock: path -> bytes."""
    wheel = own_wheel()
    path = f"{TOOLS_FOLDER}/{file_name(unpack('The wheel', wheel))}"
    digest = hashlib.sha256(wheel).hexdigest()
    lock = lock_text(f"./{path}", digest, runtime_lock())
    return {path: wheel, SOURCE: f"{FROM_WHEEL}\n".encode(), LOCK: lock.encode("utf-8")}


def lock_text(wheel: str, digest: str, packages: str) -> str:
    """The lock of a repository: the wheel, by its path and hash, and the packages of others."""
    return f"{HEAD}{wheel} \\\n    --hash=sha256:{digest}\n{packages}"


def manifest(council: str, forge: str, files: Mapping[str, bytes]) -> bytes:
    """The record of what the program wrote, so that an upgrade can tell which files the council has changed.

    Args:
        council: The council's name, as it stands in the files.
        forge: For which forge they are; "" for every one.
        files: The bytes of each file, by path.
    """
    hashes = {path: text_hash(data) for path, data in sorted(files.items())}
    record = {
        "program": own_version(),
        "built_from": version_text(),
        "council": council,
        "forge": forge,
        "files": hashes,
    }
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def text_hash(data: bytes) -> str:
    """The hash of a file's bytes, whatever line ends git gave it on this machine."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


# Start the program of another wheel, with the packages that it was locked with.


def read_program(path: Path) -> Files:
    """The files of a wheel of this program, its record too.

    Raises:
        UsageError: It is damaged, of another project, or older than the first that can be upgraded to.
    """
    files = unpack(path.name, path.read_bytes())
    try:
        name, _ = name_and_version(files)
    except KeyError:
        name = "nothing"
    if name != PROJECT:
        raise UsageError(f"{path.name} is a wheel of {name}, not of {PROJECT}.")
    if f"{PACKAGE.name}/{LOCK}" not in files:
        raise UsageError(
            f"{path.name} does not say which packages it needs: it is older than 0.2.0,"
            " or was not built from our source."
        )
    return files


def start(files: Files, arguments: Sequence[str]) -> int:
    """Run the command `plans` of a wheel; its exit code.

    Where it needs the packages that are here already, it runs with them. Otherwise they are installed by
    their hashes into a folder that is gone afterwards, which uses the network.

    Args:
        files: The files of the wheel.
        arguments: What follows `plans` on the command line. Paths in it are absolute.
    """
    with tempfile.TemporaryDirectory(prefix="plans-upgrade-") as folder:
        home = Path(folder)
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        if files[f"{PACKAGE.name}/{LOCK}"].decode("utf-8") == runtime_lock():
            for path, data in files.items():
                (home / path).parent.mkdir(parents=True, exist_ok=True)
                (home / path).write_bytes(data)
            module, function = _entry(files)
            command = [
                sys.executable,
                "-P",
                "-c",
                f"from {module} import {function}; {function}()",
                *arguments,
            ]
            environment["PYTHONPATH"] = folder
        else:
            command = [str(_installed_command(home, files)), *arguments]
        with subprocess.Popen(command, env=environment, cwd=home) as process:
            try:
                return process.wait()
            except BaseException:
                process.terminate()  # It tidies up itself.
                process.wait()
                raise


def _entry(files: Files) -> tuple[str, str]:
    """The module and the function of the command `plans`, as the wheel names them."""
    points = configparser.ConfigParser()
    points.read_string(files[f"{info_folder(files)}/entry_points.txt"].decode("utf-8"))
    module, _, function = points["console_scripts"]["plans"].partition(":")
    return module, function


def _installed_command(home: Path, files: Files) -> Path:
    """Install a wheel and its packages below a folder, each by its hash; the command `plans` there."""
    data = pack(files)
    wheel = home / file_name(files)
    wheel.write_bytes(data)
    lock = lock_text(
        f"./{wheel.name}", hashlib.sha256(data).hexdigest(), files[f"{PACKAGE.name}/{LOCK}"].decode("utf-8")
    )
    (home / LOCK).write_text(lock, encoding="utf-8")
    folder = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [
        str(folder / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        LOCK,
    ]
    for command in ([sys.executable, "-m", "venv", str(home / "venv")], pip):
        done = subprocess.run(command, cwd=home, capture_output=True, check=False)
        if done.returncode:
            said = [
                line
                for line in done.stderr.decode("utf-8", "replace").strip().splitlines()
                if line.startswith("ERROR")
            ]
            raise UsageError(
                f"The packages of {wheel.name} could not be installed{f': {said[-1]}' if said else ''}."
                " Nothing was changed."
            )
    return folder / "plans"
