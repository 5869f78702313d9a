"""Work that falls into parts which know nothing of each other, done on all cores of the machine; what comes out is the same as on one."""

import gc
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from threading import active_count
from typing import Any

# From so many parts on it pays to start other processes.
MANY = 40
# More processes than this only wait for the disk.
MOST = 8
_parts: Sequence[Callable[[], Any]] = ()


def each(parts: Sequence[Callable[[], Any]]) -> list:
    """What each part gives, in their order. What a part raises is raised here.

    Other processes are copies of this one (fork), so that nothing has to be sent to them but a number; where a system has no such
    copies, or another thread is at work here, which a copy would catch in the middle of something, all is done in this process.
    """
    cores = min(MOST, _cores())
    if len(parts) < MANY or cores == 1 or "fork" not in get_all_start_methods() or active_count() > 1:
        return [part() for part in parts]
    global _parts
    _parts = parts
    # What is here already is no garbage: left alone, it stays shared between the processes.
    gc.freeze()
    try:
        with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
            return list(pool.map(_part, range(len(parts)), chunksize=max(1, len(parts) // (cores * 16))))
    finally:
        gc.unfreeze()
        _parts = ()


def _part(number: int) -> Any:
    return _parts[number]()


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
