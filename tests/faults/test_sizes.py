"""Councils of any size: time grows as they do, and a small machine is enough (F41, F42)."""

import resource
import subprocess
import time

import pytest
from benchmarks import corpus
from machine import COMMAND, one_sentence
from sites import plans_here, tree

DAY = ("--today", corpus.TODAY)


def seconds(root, output) -> float:
    """The time of a processor that a build takes, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*COMMAND, "--root", str(root), *DAY, "build", "--output", str(output)],
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture
def council_of(tmp_path):
    """A council with so many plans."""

    def made(count):
        corpus.write(tmp_path / str(count), count)
        return tmp_path / str(count)

    return made


@pytest.mark.fault("F41")
def test_the_size_of_a_county(council_of, tmp_path):
    """39 plans, as Stevenage has wards three times over: some seconds."""
    assert seconds(council_of(39), tmp_path / "site") < 60
    assert len(list((tmp_path / "site/plans").iterdir())) >= 39


@pytest.mark.long
@pytest.mark.fault("F41")
def test_time_grows_with_the_number_of_plans_and_no_faster(council_of, tmp_path):
    """Four times as many plans take at most six times as long, beyond what a build takes in any case."""
    few, many = seconds(council_of(500), tmp_path / "few"), seconds(council_of(2000), tmp_path / "many")
    assert many < 6 * few, (few, many)


@pytest.mark.long
@pytest.mark.fault("F42")
def test_500_plans_in_512_mb(council_of, tmp_path):
    """The limit is on all memory that the process may ask for, used or not."""
    limit = 512 * 1024 * 1024
    began = time.monotonic()
    done = subprocess.run(
        [*COMMAND, "--root", str(council_of(500)), *DAY, "build", "--output", str(tmp_path / "site")],
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.returncode == 0, (done.stderr[-2000:], time.monotonic() - began)


@pytest.mark.fault("F42")
@pytest.mark.parametrize(
    "megabytes", [256, pytest.param(160, marks=pytest.mark.long), pytest.param(110, marks=pytest.mark.long)]
)
def test_too_little_memory_is_said_and_leaves_the_old_site(megabytes, council):
    """Far less than it needs for a large council, or for any: it builds, or says so; never a half site, never
    a traceback.
    """
    before = tree(council / "site")
    limit = megabytes * 1024 * 1024
    done = subprocess.run(
        [*COMMAND, "--root", str(council), *DAY, "build"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert tree(council / "site") == before
    assert done.returncode in (0, 2), (done.returncode, done.stderr[-3000:])
    assert "Traceback" not in done.stderr


@pytest.mark.fault("F42")
def test_memory_that_ends_in_the_middle_is_said(council, monkeypatch):
    """The machine says so at some moment; the old site stays, nothing is left beside it."""
    before = tree(council / "site")

    def ends(*_):
        raise MemoryError

    monkeypatch.setattr("communityplans.adapters.site_build._verify", ends)
    one_sentence(plans_here("--root", council, *DAY, "build"), 2, "There is not enough memory")
    assert tree(council / "site") == before and not list(council.glob(".site*"))
