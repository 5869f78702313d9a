"""Runs tasks on a Dask cluster (optional extra `community-plans[cluster]`), for content that one machine
cannot build in time. All scheduling is Dask's.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from ..build.runner import Runner
from ..source.errors import UsageError

# A reachable scheduler answers within milliseconds.
TIMEOUT_SECONDS = 15


@contextmanager
def runner_for(workers: int | None, scheduler: str | None) -> Iterator[Runner]:
    """A runner with local processes, or one that sends its tasks to a Dask scheduler.

    Args:
        workers: How many local processes; None for the default of the runner.
        scheduler: The address of a Dask scheduler, such as tcp://10.0.0.5:8786; None to run here.

    Raises:
        UsageError: Dask is not installed, or no scheduler answers at the address.
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
