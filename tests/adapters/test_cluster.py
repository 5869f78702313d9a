"""A Dask cluster makes the same site, byte for byte, also where one of its workers dies half-way."""

import os
import signal
from pathlib import Path

import pytest
from sites import COUNCIL, TODAY, build, differing, tree

from communityplans.adapters.cluster import runner_for
from communityplans.adapters.site_build import build as build_site
from communityplans.build.runner import Runner
from communityplans.build.store import Store
from communityplans.site.tasks import Task
from communityplans.source.errors import UsageError

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    """Two workers on this machine, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as two:
        yield two


def test_the_same_bytes(cluster, tmp_path):
    build(COUNCIL, tmp_path / "here")
    with runner_for(None, cluster.scheduler_address) as runner:
        runner.store = Store(tmp_path / "store")
        build_site(COUNCIL, tmp_path / "there", today=TODAY, runner=runner)
        assert runner.made > 50 and runner.found == 0
    assert differing(tree(tmp_path / "here"), tree(tmp_path / "there")) == []


def numbered_or_dead(number: int, mark: str) -> int:
    """The worker that does the number 200 first is killed in the middle of its work."""
    if number == 200 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_worker_that_dies_half_way(cluster, tmp_path):
    mark = str(tmp_path / "died")
    tasks = [Task("test", f"{number}", numbered_or_dead, (number, mark), "values") for number in range(400)]
    with distributed.Client(cluster, set_as_default=False) as client:
        runner = Runner(Store(tmp_path / "store"), executor=client.get_executor())
        assert runner.run(tasks) == list(range(400))
    assert Path(mark).exists()


def test_nobody_answers(monkeypatch):
    monkeypatch.setattr("communityplans.adapters.cluster.TIMEOUT_SECONDS", 1)
    with (
        pytest.raises(UsageError, match="No Dask scheduler answers at tcp://127.0.0.1:1"),
        runner_for(None, "tcp://127.0.0.1:1"),
    ):
        pass
