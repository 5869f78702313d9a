"""The runner: runs tasks, takes known results from the store, and spreads the rest over workers.

A few tasks are run in this process. On one machine the workers are forks of this process, which share its
memory and write their results into the store. Any other `concurrent.futures.Executor` is sent the pickled
tasks; nothing here schedules across machines. The results are the same either way, in the order of the tasks.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from threading import Thread, active_count
from time import sleep
from typing import Any

from ..i18n import current_language, use_language
from ..site.tasks import Task
from ..source.gc_pause import gc_paused
from .results import CODECS
from .store import CorruptEntry, Store

# How far a long task has got, for whoever watches: the work reports, and a command decides where that is
# shown.


# Is told what is being done (the name of the tasks), how many are done, and how many there are.
ProgressReport = Callable[[str, int, int], None]

_report: ContextVar[ProgressReport | None] = ContextVar("progress report", default=None)


@contextmanager
def use_progress(report: ProgressReport | None) -> Iterator[None]:
    """Inside this context progress is told to `report`; to nobody for None."""
    token = _report.set(report)
    try:
        yield
    finally:
        _report.reset(token)


def no_progress() -> None:
    """From now on, nothing is reported in this process: for workers, whose parent reports."""
    _report.set(None)


def progressed(name: str, done: int, total: int) -> None:
    """Report that so many of the tasks are done; where nobody watches, this does nothing."""
    report = _report.get()
    if report is not None:
        report(name, done, total)


# Fewer tasks than this are finished before another process has started.
LEAST_TASKS = 40
# More processes than this only wait for the disk, as measured.
MOST_WORKERS = 8
# Consecutive tasks are often about one plan, and share what was read for it.
CHUNK = 16
# How many parcels another executor gets: each parcel contains everything that its tasks share, so not many.
PARCELS = 32
STOPPED = (
    "A process that made pages was ended from outside, perhaps because the memory was full. The old site is"
    " as it was"
)

# A result in a tuple; None if it is in the store.
Result = tuple[Any] | None


@dataclass(frozen=True)
class _Inherited:
    """What forked workers inherit from this process."""

    tasks: Sequence[Task]
    store: Store
    parent: int


_inherited: _Inherited | None = None


class Runner:
    """Runs tasks.

    `made` counts the tasks with a key that were run, `found` those whose result was in the store.

    Args:
        store: Where results are stored; None for the store of this user.
        workers: The number of processes on this machine; None for one for each core, at most MOST_WORKERS.
        executor: Runs the tasks instead of processes on this machine.
    """

    def __init__(
        self, store: Store | None = None, workers: int | None = None, executor: Executor | None = None
    ):
        self.store = store or Store()
        self.workers = workers or min(MOST_WORKERS, _cores())
        self.executor = executor
        self.made = self.found = 0

    @gc_paused()
    def run(self, tasks: Iterable[Task], least: int = LEAST_TASKS) -> list[Any]:
        """Run tasks. An exception of a task is raised here.

        Args:
            tasks: The tasks.
            least: From how many tasks on other processes are used.

        Returns:
            The result of each task, in their order.

        Raises:
            ChildProcessError: A worker was killed.
        """
        tasks = list(tasks)
        results = [self.stored(task) for task in tasks]
        missing = [number for number, result in enumerate(results) if result is None]
        self.found += len(tasks) - len(missing)
        self.made += sum(tasks[number].key != "" for number in missing)
        for number, result in zip(
            missing, self._run([tasks[number] for number in missing], least), strict=True
        ):
            results[number] = result or self.stored(tasks[number]) or (tasks[number].run(),)
        return [result[0] for result in results if result]

    def stored(self, task: Task) -> Result:
        """The result of a task in a tuple, if it is in the store."""
        entry = self.store.get(_name(task)) if task.key else None
        try:
            return (CODECS[task.codec].decode(entry),) if entry else None
        except CorruptEntry:
            return None

    def _run(self, tasks: Sequence[Task], least: int) -> list[Result]:
        if self.executor is not None and len(tasks) > 1:
            return self._send(tasks, self.executor)
        if len(tasks) >= least and self.workers > 1 and _can_fork():
            return self._fork(tasks)
        results: list[Result] = []
        for number, task in enumerate(tasks):
            progressed(task.name, number, len(tasks))
            result = task.run()
            _put(task, result, self.store)
            results.append((result,))
        if tasks:
            progressed(tasks[-1].name, len(tasks), len(tasks))
        return results

    def _fork(self, tasks: Sequence[Task]) -> list[Result]:
        global _inherited
        size = max(1, min(CHUNK, len(tasks) // (8 * self.workers)))
        _inherited = _Inherited(tasks, self.store, os.getpid())
        # Objects that the collector does not touch stay in memory shared between the processes.
        gc.freeze()
        pool = ProcessPoolExecutor(self.workers, get_context("fork"), _start_worker)
        try:
            futures = [pool.submit(_run_range, start, start + size) for start in range(0, len(tasks), size)]
            results: list[Result] = []
            for future in futures:
                progressed(tasks[0].name, len(results), len(tasks))
                results += future.result()
            progressed(tasks[0].name, len(tasks), len(tasks))
            return results
        except BrokenExecutor as error:
            raise ChildProcessError(STOPPED) from error
        except BaseException:
            # For any exception, Ctrl+C included, no worker may be left behind.
            for process in list(getattr(pool, "_processes", {}).values()):
                process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
            self.store.written += len(tasks)
            _inherited = None
            gc.unfreeze()

    def _send(self, tasks: Sequence[Task], executor: Executor) -> list[Result]:
        size = -(-len(tasks) // PARCELS)
        parcels = [tasks[start : start + size] for start in range(0, len(tasks), size)]
        futures = [
            executor.submit(run_parcel, pickle.dumps(parcel), current_language()) for parcel in parcels
        ]
        results: list[Result] = []
        for parcel, future in zip(parcels, futures, strict=True):
            progressed(parcel[0].name, len(results), len(tasks))
            try:
                made = future.result()
            except Exception:
                # A lost worker; or an error of the task itself, which is then raised here.
                made = [task.run() for task in parcel]
            for task, result in zip(parcel, made, strict=True):
                _put(task, result, self.store)
                results.append((result,))
        progressed(tasks[0].name, len(tasks), len(tasks))
        return results


def run_parcel(parcel: bytes, language: str) -> list[Any]:
    """Run tasks on a remote worker.

    Args:
        parcel: A pickled list of tasks; what they share is pickled once.
        language: The language of the texts.

    Returns:
        Their results, in order.
    """
    with use_language(language):
        return [task.run() for task in pickle.loads(parcel)]


def _name(task: Task) -> str:
    return f"{task.name}\0{current_language()}\0{task.key}"


def _put(task: Task, result: Any, store: Store) -> bool:
    encoded = CODECS[task.codec].encode(result) if task.key else None
    return encoded is not None and store.put(_name(task), *encoded)


def _run_range(start: int, stop: int) -> list[Result]:
    """In a forked worker: run some tasks, and return the results that could not be stored."""
    assert _inherited is not None
    results: list[Result] = []
    for task in _inherited.tasks[start:stop]:
        result = task.run()
        results.append(None if _put(task, result, _inherited.store) else (result,))
    return results


def _start_worker() -> None:
    """Set up a forked worker: it ignores Ctrl+C, which a terminal sends to all processes, because the parent
    terminates it; and it ends when the parent is gone.
    """
    no_progress()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    while _inherited is not None and os.getppid() == _inherited.parent:
        sleep(0.5)
    os._exit(1)


def _can_fork() -> bool:
    """Whether this process can fork: it is not itself a worker, and no other thread could hold a lock."""
    return _inherited is None and "fork" in get_all_start_methods() and active_count() == 1


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
