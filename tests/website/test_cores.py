"""Work on all cores gives what it gives on one, and says what went wrong."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from communityplans.site.tasks import Task
from communityplans.site.page import Heading, Page, SiteFile
from communityplans.build import workers
from communityplans.build.workers import run_all
from communityplans.build.page_cache import PageCache
from markupsafe import Markup

MANY = 500


def numbered(number):
    return number, f"{number:06d}" * 50


def names(number):
    time.sleep(0.001)
    return os.getpid()


def fail(number):
    if number == 333:
        raise LookupError("the part of the number 333")
    return number


def die(number):
    if number > 100 and os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.002)


PARENT = os.getpid()


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(workers, "_cores", lambda: 3)
    # The workers of pytest have a thread of their own, which has nothing to do here.
    monkeypatch.setattr(workers, "active_count", lambda: 1)


@pytest.mark.parametrize("count", [0, 1, workers.MANY - 1, workers.MANY, MANY, workers.PORTIONS + 7])
def test_the_same_as_on_one_core(count):
    assert run_all([partial(numbered, number) for number in range(count)]) == [numbered(number) for number in range(count)]


def test_several_processes_share_the_work():
    assert len(set(run_all([partial(names, number) for number in range(MANY)]))) == 3


def parts_of_a_part(number):
    time.sleep(0.001)
    return os.getpid(), run_all([partial(numbered, below) for below in range(workers.MANY + number % 3)])


def test_a_part_may_fall_into_parts_whichever_process_does_it():
    """Only the first process starts others; in those, the parts of a part are done one after the other."""
    made = run_all([partial(parts_of_a_part, number) for number in range(MANY)])
    assert len({pid for pid, _ in made}) == 3
    assert [found for _, found in made] == [[numbered(below) for below in range(workers.MANY + number % 3)] for number in range(MANY)]


def made_by_others(number, kept):
    time.sleep(0.001)
    jobs = [Task(f"page {number}", lambda: [Page("plans/hill/", "plan", "Hill", Markup("<p>Said"), headings=(Heading(2, "a", "A"),)), SiteFile("hill.txt", b"Hill")])]
    return [*kept.do(jobs), SiteFile(f"{number}.txt", str(os.getpid()).encode())]


def test_a_job_may_hand_on_what_was_kept_of_another_whichever_process_does_it(tmp_path):
    """What lies in the cache knows the way back to its job, which cannot be sent from process to process: its words can."""
    kept = PageCache(tmp_path)
    for _warm in (False, True):
        made = kept.do(Task("", partial(made_by_others, number, kept)) for number in range(MANY))
        assert len({one.content for one in made[2::3]}) == 3
        assert [(page.address, page.title, page.body, page.headings) for page in made[::3]] == [("plans/hill/", "Hill", "<p>Said", (Heading(2, "a", "A"),))] * MANY
        assert [file.content for file in made[1::3]] == [b"Hill"] * MANY


def test_few_parts_stay_in_this_process():
    assert set(run_all([partial(names, number) for number in range(workers.MANY - 1)])) == {os.getpid()}


def test_what_a_part_raises_is_raised():
    with pytest.raises(LookupError, match="333"):
        run_all([partial(fail, number) for number in range(MANY)])


def test_a_process_that_is_ended_is_an_error_and_not_a_gap():
    global PARENT
    PARENT = os.getpid()
    with pytest.raises(ChildProcessError, match="ended from outside"):
        run_all([partial(die, number) for number in range(MANY)])


def test_nothing_is_left_running_when_the_first_is_killed(tmp_path):
    script = tmp_path / "work.py"
    script.write_text(
        "import os, time\nfrom functools import partial\nfrom communityplans.build import cores\ncores._cores = lambda: 3\n"
        f"def part(n):\n    open(r'{tmp_path}/' + str(os.getpid()) + '.pid', 'w').close()\n    time.sleep(0.01)\n"
        "cores.each([partial(part, n) for n in range(300)])\n", encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)])
    while len(list(tmp_path.glob("*.pid"))) < 3:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    left = [int(path.stem) for path in tmp_path.glob("*.pid")]
    until = time.monotonic() + 20
    while any(alive(pid) for pid in left) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in left)


def alive(pid):
    """Whether a process is at work; one that has ended and was not asked for is not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as told:
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
