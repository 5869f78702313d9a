"""`plans serve`, asked as a browser asks: how long after a change of a file the page says the new word."""

import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from . import corpus
from .cost import environment
from .tools import PLANS

PATIENCE = 600
PAUSE = 0.02


def rebuilds(root: Path, cache: Path, runs: int) -> list[dict]:
    """What each of some changes costs until it can be seen: wall time, and the CPU of the server with its
    helpers.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = f"http://127.0.0.1:{port}/plans/{corpus.slug_of(0)}/"
    server = subprocess.Popen(
        [*PLANS, "--root", str(root), "--today", corpus.TODAY, "serve", "--port", str(port)],
        env=environment(cache),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(page, corpus.name_of(0), server)
        done = []
        for run in range(runs):
            # The watcher has settled by then; somebody who types takes longer.
            time.sleep(2)
            start, before = time.perf_counter(), _cpu(server.pid)
            _, title = corpus.change(root, f"Served{run}")
            _until(page, title, server)
            done.append(
                {
                    "wall": time.perf_counter() - start,
                    "cpu": _cpu(server.pid) - before,
                    "peak": _held(server.pid),
                }
            )
        return done
    finally:
        server.terminate()
        server.wait()


def _until(page: str, words: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit("plans serve ended by itself.")
        with suppress(URLError, OSError), urlopen(page, timeout=PATIENCE) as answer:
            if words in answer.read().decode():
                return
        time.sleep(PAUSE)
    raise SystemExit(f"{page} never said: {words}")


def _cpu(pid: int) -> float:
    """What a process has cost so far; its helpers too, those that have ended and those that are there."""
    found = psutil.Process(pid).cpu_times()
    return found.user + found.system + found.children_user + found.children_system


def _held(pid: int) -> int:
    return psutil.Process(pid).memory_info().rss
