"""What a whole process costs: CPU, wall time and memory; and the middle of several such costs."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import psutil

ROOT = Path(__file__).resolve().parents[2]
# How often the memory of a process with helpers is looked at.
PAUSE = 0.1


def environment(cache: Path | None = None) -> dict[str, str]:
    """In which everything is measured: this program, a day that stands still, and a cache of its own where
    one is named.

    Python may keep its byte code, as it does for its users: else each process would compile all its modules
    again.
    """
    own = {"XDG_CACHE_HOME": str(cache), "HUGO_CACHEDIR": str(cache / "hugo")} if cache else {}
    path = os.pathsep.join(str(one) for one in (ROOT / "generator", ROOT))
    here = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return (
        here
        | {
            "PYTHONPATH": path,
            "NO_MKDOCS_2_WARNING": "true",
            "SOURCE_DATE_EPOCH": "1795305600",
            "NO_COLOR": "1",
        }
        | own
    )


def said(module: str, *arguments: str, cache: Path | None = None) -> str:
    """What a module of these benchmarks prints, in a process of its own."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment(cache), cwd=ROOT
    ).stdout


def cost(command: Sequence[str], folder: Path, cache: Path) -> dict:
    """A whole process in a folder: its CPU (user and system) and peak memory, those of its helpers included,
    and wall time.
    """
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment(cache), cwd=folder, stdout=subprocess.DEVNULL, stderr=complaints
        )
        watch = _Memory(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        if process.returncode:
            complaints.seek(0)
            raise SystemExit(
                f"{' '.join(map(str, command[:4]))} ... failed:"
                f" {complaints.read().decode(errors='replace')[-2000:]}"
            )
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": wall,
        "peak": max(_bytes(used.ru_maxrss), watch.most),
    }


def own_cost(start: tuple[float, float]) -> dict:
    """What this process and its helpers have cost since `clocks()`, and its peak memory."""
    wall, cpu = clocks()
    return {
        "cpu": cpu - start[1],
        "wall": wall - start[0],
        "peak": _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss),
    }


def clocks() -> tuple[float, float]:
    """Now, by the clock on the wall, and by what this process and its ended helpers have used so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def middle(costs: list[dict]) -> dict:
    """The medians of some costs."""
    return {
        name: statistics.median(one[name] for one in costs)
        for name in costs[0]
        if isinstance(costs[0][name], int | float)
    }


def _bytes(told: int) -> int:
    """Memory as systems tell it, in bytes."""
    return told * (1 if sys.platform == "darwin" else 1024)


class _Memory:
    """The most memory that a process held together with its helpers, looked at now and then; what they share
    counts once. Alone, it says its peak itself.
    """

    def __init__(self, pid: int):
        self.most, self._ended = 0, Event()
        self._thread = Thread(target=self._watch, args=(pid,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self, pid: int) -> None:
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            while not self._ended.wait(PAUSE):
                helpers = process.children(recursive=True)
                if helpers:
                    self.most = max(self.most, sum(_held(one) for one in (process, *helpers)))


def _held(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        told = process.memory_full_info()
        return getattr(told, "pss", told.uss)
    return 0
