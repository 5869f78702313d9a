"""Progress is shown to whoever watches in a terminal, and nowhere else."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest

from communityplans.build.runner import LEAST_TASKS, Runner, use_progress
from communityplans.build.store import Store
from communityplans.cli.shared import AFTER_SECONDS, TerminalProgress
from communityplans.site.tasks import Task

COUNCIL = Path(__file__).resolve().parents[1] / "fixtures/council"
# At once, so that the test does not depend on how fast the machine is.
BUILD = (
    "from communityplans.cli import main, shared; shared.AFTER_SECONDS = shared.EVERY_SECONDS = 0.0; main()"
)


def build(tmp_path, stderr):
    """`plans build` of the made-up council with an empty cache; what it says on stdout is in a file."""
    with (tmp_path / "stdout").open("wb") as stdout:
        return subprocess.Popen(
            [
                *(sys.executable, "-c", BUILD, "--root", str(COUNCIL), "--today", "2026-11-22"),
                *("build", "--output", str(tmp_path / "site")),
            ],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        )


def test_a_terminal_shows_progress_and_none_is_left_behind(tmp_path):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = build(tmp_path, theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed.
            break
        if not more:
            break
        said += more
    os.close(ours)
    assert process.wait(timeout=120) == 0
    text = said.decode()
    assert re.search(r"\rReading \d+ of \d+ files…", text) and re.search(r"\rWriting \d+ of \d+ pages…", text)
    # The last line is covered with spaces before anything else is said.
    assert re.search(r"…\r +\r[^…]*$", text)
    assert "\r" not in (tmp_path / "stdout").read_text(encoding="utf-8")


def test_a_pipe_gets_none(tmp_path):
    process = build(tmp_path, subprocess.PIPE)
    said = process.communicate(timeout=120)[1].decode()
    assert process.returncode == 0 and "\r" not in said and "…" not in said


def doubled(number):
    return number * 2


@pytest.mark.parametrize("count", [3, LEAST_TASKS + 1])
@pytest.mark.parametrize("how", ["here", "workers", "executor"])
def test_every_way_of_running_reports(tmp_path, how, count, monkeypatch):
    monkeypatch.setattr("communityplans.build.runner.active_count", lambda: 1)
    told = []
    with ThreadPoolExecutor(1) as executor, use_progress(lambda *what: told.append(what)):
        runner = Runner(
            Store(tmp_path),
            workers=2 if how == "workers" else 1,
            executor=executor if how == "executor" else None,
        )
        tasks = [Task("pdf", "", doubled, (number,), "values") for number in range(count)]
        assert runner.run(tasks) == [number * 2 for number in range(count)]
    assert told[0] == ("pdf", 0, count) and told[-1] == ("pdf", count, count)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_short_work_shows_nothing_and_a_shorter_line_covers_a_longer_one():
    now = [100.0]
    stream = StringIO()
    progress = TerminalProgress(stream, lambda: now[0])
    progress("pdf", 1, 70)
    assert stream.getvalue() == ""
    now[0] += AFTER_SECONDS
    progress("pdf", 12, 70)
    assert stream.getvalue() == "\rMaking 12 of 70 PDFs…"
    progress("pdf", 13, 70)
    assert "13" not in stream.getvalue()
    now[0] += 1
    progress("pdf", 9, 9)
    assert stream.getvalue() == f"\rMaking 12 of 70 PDFs…\r{'':21}\r"
