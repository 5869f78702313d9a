"""How far a long task has got, for whoever watches: the work reports, and a command decides where that is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
