"""Tasks: a function with its arguments, and a key that identifies its result.

The runner (`build/runner.py`) may take a result from the store by its key, and may run tasks in parallel and
on other machines, so the function and its arguments must be picklable.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Task:
    """A call to make: `function(*args)`.

    `name` is the kind of the result. `key` is a hash of everything that the result depends on, except the
    program and the language; with "" the task is run in every build. `codec` names how the result is stored
    (`build/results.py`); most results are lists of pages and files.
    """

    name: str
    key: str
    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    codec: str = "pages"

    def run(self) -> Any:
        """Call the function, and return its result."""
        return self.function(*self.args)


# Runs tasks, and returns their results in order.
Run = Callable[[Iterable[Task]], list[Any]]


def run_now(tasks: Iterable[Task]) -> list[Any]:
    """Run each task in this process; nothing is stored."""
    return [task.run() for task in tasks]


def task_key(*parts: object) -> str:
    """A hash of plain values: texts, numbers, days, and tuples, lists and dictionaries of them in a fixed
    order.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
