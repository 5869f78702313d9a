"""A real process, killed or stopped at moments nobody chose: the old site or the new one, and never a
traceback (F06, F07).
"""

import random
import signal
import time

import pytest
from machine import start, stopped
from sites import tree

DAY = ("--today", "2026-11-22")
LEFTOVERS = (".site.new", ".site.old", ".site.lock")


@pytest.mark.long
@pytest.mark.fault("F06")
def test_killed_at_ten_random_moments(council, tmp_path):
    """kill -9 to all of it; the site is never missing, and the next build clears up."""
    root, site = council, council / "site"
    text = (root / "plans/hilltop.yml").read_text(encoding="utf-8")
    (root / "plans/hilltop.yml").write_text(text.replace("on the hill.", "on the top."), encoding="utf-8")
    old, began = tree(site), time.monotonic()
    process = start("--root", root, *DAY, "build", "--output", tmp_path / "new")
    assert process.wait(timeout=300) == 0, process.communicate()
    whole, new = time.monotonic() - began, tree(tmp_path / "new")
    chance, seen = random.Random(6), []
    for moment in sorted(
        chance.uniform(0.1, 1.1) * whole for _ in range(10)
    ):  # Once one has come to its end, the new site is there.
        process = start("--root", root, *DAY, "build")
        stopped(process, moment, signal.SIGKILL, all_of_it=True)
        left = tree(site)
        seen.append("old" if left == old else "new" if left == new else "half")
    assert "half" not in seen and "old" in seen, seen
    process = start("--root", root, *DAY, "build")
    assert process.wait(timeout=300) == 0
    assert tree(site) == new and [name for name in LEFTOVERS if (root / name).exists()] == []


@pytest.fixture
def many(council):
    """A council with as many plans as make several processes set the PDFs."""
    text = (council / "plans/hilltop.yml").read_text(encoding="utf-8")
    areas = (council / "plans/council.yml").read_text(encoding="utf-8")
    for number in range(6):
        areas = areas.replace("areas:\n", f"areas:\n  - {{id: more-{number}, name: More {number}}}\n", 1)
        (council / f"plans/more-{number}.yml").write_text(
            text.replace("area: hilltop", f"area: more-{number}"), encoding="utf-8"
        )
    (council / "plans/council.yml").write_text(areas, encoding="utf-8")
    return council


@pytest.mark.long
@pytest.mark.fault("F07")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_stopped_at_random_moments_while_many_processes_work(many, how, tmp_path):
    """Ctrl+C in a terminal goes to all processes of a build. One word is said, by one of them."""
    before, moments = tree(many / "site"), random.Random(7)
    for number in range(3):
        process = start(
            "--root", many, *DAY, "build", "--pdf", env={"XDG_CACHE_HOME": str(tmp_path / f"cache-{number}")}
        )
        code, said = stopped(process, moments.uniform(1.5, 8), how, all_of_it=how == signal.SIGINT)
        assert "Traceback" not in said, said
        if code != 0:
            assert (code, said.strip().splitlines()[-1]) == (128 + how, "Stopped.")
            assert tree(many / "site") == before
        assert [name for name in LEFTOVERS if (many / name).exists()] == []
        before = tree(many / "site")
