"""What a real fault needs of the machine: a disk of a few kilobytes, no network, no rights, little memory, a
signal at a moment.
"""

import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from communityplans.cli import main; main()"]


@functools.cache
def apart(*what: str) -> list[str]:
    """How to start a program in a part of the machine that is its own: "-m" its own disks, "-n" its own
    network, which is none.

    Skips the test, and says so, where the machine does not allow that.
    """
    unshare = shutil.which("unshare")
    ways = (
        [[unshare, "-r", *what], [unshare, *what]]
        if unshare and os.geteuid()
        else [[unshare, *what], [unshare, "-r", *what]]
        if unshare
        else []
    )
    for way in ways:
        if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
            return way
    pytest.skip(f"this machine gives no program a part of its own (unshare {' '.join(what)})")


def on_a_small_disk(disk: Path, size: int, script: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a script of the shell in which `disk` is a disk of so many kilobytes, which is gone afterwards.
    $PLANS starts the program.
    """
    way = apart("-m")
    disk.mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o size={size}k tmpfs '{disk}'"
    if subprocess.run([*way, "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no program have a disk of its own (mount -t tmpfs)")
    program = f"set -eu\n{mount}\nplans() {{ '{COMMAND[0]}' -c '{COMMAND[2]}' \"$@\"; }}\n{script}"
    return subprocess.run(
        [*way, "sh", "-c", program],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=os.environ | environment,
    )


def start(*arguments: str | Path, **more) -> subprocess.Popen:
    """Start the program in a process of its own, the first of a group, as a terminal would."""
    more["env"] = os.environ | more.get("env", {})
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **more,
    )


def stopped(
    process: subprocess.Popen, after: float, how: signal.Signals, *, all_of_it: bool = False
) -> tuple[int, str]:
    """Send a signal to a program some seconds after its start: the code with which it ended, and what it said
    on the side.
    """
    time.sleep(after)
    if process.poll() is None:
        (os.killpg if all_of_it else os.kill)(process.pid, how)
    said = process.communicate(timeout=120)[1]
    return process.returncode, said


def one_sentence(done, code: int, *words: str) -> None:
    """How a program ends that cannot do its work."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr + (done.stdout or "") and "Exception ignored" not in done.stderr
    for one in words:
        assert one in done.stderr + done.stdout, (done.stdout, done.stderr)
