"""Start the program of another wheel, with the packages that it was locked with."""

import configparser
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..source.errors import UsageError
from .own_wheel import LOCK, PACKAGE, PROJECT, runtime_lock
from .tools import lock_text
from .wheel import Files, file_name, info_folder, name_and_version, pack, unpack


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
            command = [str(_installed(home, files)), *arguments]
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


def _installed(home: Path, files: Files) -> Path:
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
