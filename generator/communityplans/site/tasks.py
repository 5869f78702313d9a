"""Tasks: pages and files that are still to be made, what each is made of, as a key, and how to make it.

Whoever does them (`build/runner`) may have a result from before under its key, and may do several at once,
elsewhere too: so the function and its arguments can be pickled.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Task:
    """Something to be done: `function(*args)`.

    `name` says what kind of thing it makes. `key` names everything that the result is made of, but for the
    program and the language; "" where nobody can say: then it is done each time. `codec` says how the result
    is stored (`build/results`): most give a list of pages and files.
    """

    name: str
    key: str
    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    codec: str = "pages"

    def run(self) -> Any:
        """Do it now."""
        return self.function(*self.args)


# Does some tasks, and gives the result of each, in their order.
Run = Callable[[Iterable[Task]], list[Any]]


def run_now(tasks: Iterable[Task]) -> list[Any]:
    """Does each task now: nothing is stored."""
    return [task.run() for task in tasks]


def task_key(*parts: object) -> str:
    """A key for plain parts: texts, numbers, days, and tuples, lists and dictionaries of them in a fixed
    order.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
