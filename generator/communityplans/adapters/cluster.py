"""Where one machine is not enough: tasks go to a Dask cluster (`community-plans[cluster]`).

Dask schedules; nothing here does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from ..build.runner import Runner
from ..source.errors import UsageError

# A scheduler that is there answers at once.
TIMEOUT_SECONDS = 15


@contextmanager
def runner_for(workers: int | None, scheduler: str | None) -> Iterator[Runner]:
    """A runner on this machine with so many processes, or one that sends its tasks to the cluster of a
    scheduler.

    Raises:
        UsageError: Dask is not installed, or nobody answers at the address.
    """
    if scheduler is None:
        yield Runner(workers=workers)
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--scheduler needs Dask, which is not installed here. Install it: pip install"
            " 'community-plans[cluster]'"
        ) from error
    try:
        client = Client(scheduler, timeout=TIMEOUT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"No Dask scheduler answers at {scheduler}. Start one there: dask scheduler"
        ) from error
    with client:
        yield Runner(executor=client.get_executor())
