"""Work that falls into parts which know nothing of each other, done on all cores of the machine; what comes out is the same as on one."""

import gc
import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing import current_process, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from threading import active_count
from typing import Any

# From so many parts on it pays to start other processes.
MANY = 40
# More processes than this only wait for the disk.
MOST = 8
# The work is handed out in so many portions at most, so that their numbers fit into a pipe.
PORTIONS = 4000
# Parts that follow each other go together where there are enough of them: they are often about one plan, and what was read for one serves the next.
TOGETHER = 16
_WIDTH = 4

Part = Callable[[], Any]


def run_all(parts: Sequence[Part]) -> list:
    """What each part gives, in their order. What a part raises is raised here; ChildProcessError if a process was ended from outside.

    Other processes are copies of this one (fork), so that nothing has to be sent to them; where a system has no such copies,
    another thread is at work here, which a copy would catch in the middle of something, or this is such a copy itself, whose part
    falls into parts again, all is done in this process.
    """
    cores = min(MOST, _cores())
    if len(parts) < MANY or cores == 1 or "fork" not in get_all_start_methods() or active_count() > 1 or current_process().daemon:
        return [part() for part in parts]
    size = max(-(-len(parts) // PORTIONS), min(TOGETHER, len(parts) // (8 * cores)), 1)
    numbers, end = os.pipe()
    os.write(end, b"".join(number.to_bytes(_WIDTH, "big") for number in range(-(-len(parts) // size))))
    os.close(end)
    # What is here already is no garbage: left alone, it stays shared between the processes.
    gc.freeze()
    try:
        return _shared_out(parts, size, numbers, cores)
    finally:
        gc.unfreeze()
        os.close(numbers)


def _shared_out(parts: Sequence[Part], size: int, numbers: int, cores: int) -> list:
    """This process works too; the others send what they made when there is nothing left to do. Whatever happens, none of them stays."""
    context, helpers = get_context("fork"), []
    try:
        for _ in range(cores - 1):
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_help, args=(parts, size, numbers, there, os.getpid()), daemon=True)
            process.start()
            there.close()
            helpers.append((process, here))
        made = _work(parts, size, numbers)
        for _, here in helpers:
            made |= _received(here)
    finally:
        for process, here in helpers:
            here.close()
            process.terminate()
            process.join()
    return [one for number in sorted(made) for one in made[number]]


def _work(parts: Sequence[Part], size: int, numbers: int, parent: int = 0) -> dict[int, list]:
    """Take the next portion from the pipe, which gives each number to one process only, as long as there is one (and `parent` is there)."""
    made = {}
    while parent in (0, os.getppid()) and (taken := os.read(numbers, _WIDTH)):
        first = int.from_bytes(taken, "big") * size
        made[first] = [part() for part in parts[first : first + size]]
    return made


def _help(parts: Sequence[Part], size: int, numbers: int, there: Connection, parent: int) -> None:
    """The life of another process. Ctrl+C, which a terminal sends to all, is for the first one, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        answer = _work(parts, size, numbers, parent)
    except Exception as error:  # It is raised again where it is heard.
        answer = error
    there.send(answer)


def _received(here: Connection) -> dict[int, list]:
    try:
        answer = here.recv()
    except EOFError as error:
        raise ChildProcessError("A process that made pages was ended from outside, perhaps because the memory was full. The old site is as it was") from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
