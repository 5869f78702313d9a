"""The runner gives the same results on one process, on several, and on another engine; and says what went
wrong.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor

import pytest
from markupsafe import Markup

from communityplans.build import runner as running
from communityplans.build.runner import CHUNK, LEAST_TASKS, Runner
from communityplans.build.store import CorruptEntry, Store
from communityplans.site.page import Heading, Page, SiteFile
from communityplans.site.tasks import Task

MANY = 500
PARENT = os.getpid()


def tasks(function, count=MANY, key=""):
    return [Task("test", key and f"{key} {number}", function, (number,), "values") for number in range(count)]


def numbered(number):
    return [number, f"{number:06d}" * 50]


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


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def runner(store, monkeypatch):
    # The workers of pytest have a thread of their own, which has nothing to do here.
    monkeypatch.setattr(running, "active_count", lambda: 1)
    return Runner(store, workers=3)


@pytest.mark.parametrize("count", [0, 1, LEAST_TASKS - 1, LEAST_TASKS, MANY, CHUNK * 64 + 7])
@pytest.mark.parametrize("key", ["", "kept"])
def test_the_same_as_in_one_process(count, key, runner):
    assert runner.run(tasks(numbered, count, key)) == [numbered(number) for number in range(count)]
    assert runner.run(tasks(numbered, count, key)) == [numbered(number) for number in range(count)]
    assert (runner.made, runner.found) == ((count, count) if key else (0, 0))


def test_several_processes_share_the_work(runner):
    assert os.getpid() not in (pids := set(runner.run(tasks(names)))) and 1 < len(pids) <= 3


def test_few_tasks_stay_in_this_process(runner):
    assert set(runner.run(tasks(names, LEAST_TASKS - 1))) == {os.getpid()}


def tasks_of_a_task(number, store):
    time.sleep(0.001)
    return [os.getpid(), Runner(store, workers=3).run(tasks(numbered, LEAST_TASKS + number % 3))]


def test_a_task_may_have_tasks_of_its_own_which_its_worker_does(runner, store):
    made = runner.run(Task("outer", "", tasks_of_a_task, (number, store), "values") for number in range(MANY))
    assert os.getpid() not in {pid for pid, _ in made}
    assert [found for _, found in made] == [
        [numbered(one) for one in range(LEAST_TASKS + n % 3)] for n in range(MANY)
    ]


def one_page():
    return [
        Page("plans/hill/", "plan", "Hill", Markup("<p>Said"), headings=(Heading(2, "a", "A"),)),
        SiteFile("hill.txt", b"Hill"),
    ]


def hand_on(number, store):
    time.sleep(0.001)
    [made] = Runner(store).run([Task("page", f"page {number}", one_page)])
    return [*made, SiteFile(f"{number}.txt", str(os.getpid()).encode())]


def test_a_task_may_hand_on_what_was_stored_of_another(runner, store):
    """What stays on the disk of one process goes to another with its words."""
    for _warm in (False, True):
        made = runner.run(Task("outer", "", hand_on, (number, store)) for number in range(MANY))
        assert {page.body for page, _, _ in made} == {"<p>Said"} and {
            page.headings for page, _, _ in made
        } == {(Heading(2, "a", "A"),)}
        assert {file.content for _, file, _ in made} == {b"Hill"}


def test_what_a_task_raises_is_raised(runner):
    with pytest.raises(LookupError, match="333"):
        runner.run(tasks(fail))


def test_a_process_that_is_ended_is_an_error_and_not_a_gap(runner):
    global PARENT
    PARENT = os.getpid()
    with pytest.raises(ChildProcessError, match="ended from outside"):
        runner.run(tasks(die))


class Elsewhere(Executor):
    """Another engine, in threads; `loses` says which submissions it loses, as when a worker dies."""

    def __init__(self, loses=()):
        self.pool, self.loses, self.sent = ThreadPoolExecutor(2), loses, 0

    def submit(self, function, /, *args, **kwargs):
        self.sent += 1
        if self.sent in self.loses:
            lost: Future = Future()
            lost.set_exception(BrokenExecutor("a worker was lost"))
            return lost
        return self.pool.submit(function, *args, **kwargs)


@pytest.mark.parametrize("loses", [(), (2,), range(100)], ids=["none", "one", "all"])
def test_another_engine_gives_the_same_and_what_it_loses_is_done_here(loses, store):
    engine = Elsewhere(loses)
    runner = Runner(store, executor=engine)
    assert (
        runner.run(tasks(numbered, MANY, "kept")) == [numbered(number) for number in range(MANY)]
        and engine.sent > 5
    )
    assert runner.run(tasks(numbered, MANY, "kept")) == [numbered(number) for number in range(MANY)]
    assert (runner.made, runner.found) == (MANY, MANY)


def test_a_fault_of_a_task_elsewhere_is_raised(store):
    with pytest.raises(LookupError, match="333"):
        Runner(store, executor=Elsewhere()).run(tasks(fail))


def test_what_was_damaged_is_made_again(store):
    runner, task = Runner(store), Task("page", "page", one_page)
    runner.run([task])
    path = store.path("page\0en-GB\0page")
    data = path.read_bytes()
    for damaged in (b"", data[:-3], b"x" + data[1:]):
        path.write_bytes(damaged)
        assert runner.run([task]) == [one_page()] and path.read_bytes() == data
    path.write_bytes(data[:-3] + b"xyz")
    [[page, file]] = runner.run([task])
    with pytest.raises(CorruptEntry):
        assert page.body and file.content
    assert not path.exists() and runner.run([task]) == [one_page()]


def test_a_store_that_cannot_be_written_is_no_hindrance(tmp_path):
    (tmp_path / "store").write_text("not a folder")
    assert Runner(Store(tmp_path / "store")).run(tasks(numbered, 3, "kept")) == [
        numbered(number) for number in range(3)
    ]


def test_the_oldest_go_where_the_store_is_over_its_limit(tmp_path, monkeypatch):
    store = Store(tmp_path / "store", limit=50_000)
    for number in range(600):
        store.put(str(number), None, [b"x" * 400])
        path = store.path(str(number))
        os.utime(path, (number, number))
    store.evict()
    left = [number for number in range(600) if store.get(str(number))]
    assert left == list(range(600 - len(left), 600)) and 0 < len(left) < 200


def test_after_a_clear_nothing_is_left(store):
    store.put("a", None, [b"words"])
    store.clear()
    assert store.get("a") is None and not [path for path in store.folder.rglob("*") if path.is_file()]


def test_nothing_is_left_running_when_the_first_is_killed(tmp_path):
    script = tmp_path / "work.py"
    script.write_text(
        "import os, time\nfrom pathlib import Path\nfrom communityplans.build.runner import Runner\nfrom"
        " communityplans.build.store import Store\nfrom communityplans.site.tasks import Task\ndef"
        f" part(n):\n    open(r'{tmp_path}/' + str(os.getpid()) + '.pid', 'w').close()\n   "
        f" time.sleep(0.01)\nRunner(Store(Path(r'{tmp_path}/store')), workers=3).run([Task('x', '', part,"
        " (n,)) for n in range(3000)])\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([sys.executable, str(script)])
    while len(list(tmp_path.glob("*.pid"))) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    left = [int(path.stem) for path in tmp_path.glob("*.pid")]
    until = time.monotonic() + 60
    while any(alive(pid) for pid in left) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in left)


def alive(pid):
    """Whether a process is at work; one that has ended and was not asked for is not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as found:
            return found.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
