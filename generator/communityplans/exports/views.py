"""The files of the views over all areas: progress, money, and open data."""

from collections.abc import Iterator
from datetime import date

from ..pages.archive import Keys
from ..pages.jobs import Job
from ..pages.showing import Showing
from .data import data_jobs
from .money import money_files
from .tracker import table_jobs


def view_jobs(showing: Showing, today: date, keys: Keys) -> Iterator[Job]:
    """What must be done for all of them, as they stand on a day."""
    yield from table_jobs(showing, today)
    yield Job("", lambda: money_files(showing.content))
    yield from data_jobs(showing, today, keys)
