"""Pages and files that are still to be made: what each is made of, as a key, and how to make it.

Whoever makes them (`website/kept`) may have one from before under its key, and may make several at once.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .page import Page, SiteFile


@dataclass(frozen=True)
class Task:
    """Some pages or files that are made together. `key` names everything that they are made of; "" where nobody can say: then they are made each time."""

    key: str
    make: Callable[[], list[Page | SiteFile]]


# Does some jobs, and gives what they made, in their order.
Maker = Callable[[Iterable[Task]], list]


def run_task(jobs: Iterable[Task]) -> list:
    """Does each job now: nothing is kept."""
    return [made for job in jobs for made in job.make()]


def task_key(*parts: object) -> str:
    """A key for plain parts: texts, numbers, days, and tuples, lists and dictionaries of them in a fixed order."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
