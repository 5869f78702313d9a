"""The tasks for the data files about all areas: progress, money, and open data."""

from collections.abc import Iterator
from datetime import date

from .cache_keys import CacheKeys
from .data_files import data_jobs
from .money_data import money_files
from .render_context import RenderContext
from .tasks import Task
from .tracker_files import table_jobs


def view_jobs(showing: RenderContext, today: date, keys: CacheKeys) -> Iterator[Task]:
    """The tasks for all of them, as of a day."""
    yield from table_jobs(showing, today)
    yield Task("money files", "", money_files, (showing.content,))
    yield from data_jobs(showing, today, keys)
