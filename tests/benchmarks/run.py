"""Measure loading and building beside other ways of doing the same, in one run, and print the tables that
`README.md` keeps.

`python -m tests.benchmarks.run [load|views|build|editions|all] [--sizes 69,1000] [--runs 3]`. Each
measurement is a process of its own; the ways take turns, so that a busy machine slows all of them; figures
are medians.
"""

import argparse
import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from . import tables
from .corpus import TODAY, write
from .cost import said
from .editions import STEPS as PAST_STEPS
from .editions import past
from .rhythms import RHYTHMS
from .served import rebuilds
from .tools import BUILDERS, STEPS, Costs, Place, builds, folders, versions

LOAD = {
    "safe_load": "`yaml.safe_load` + pydantic",
    "c_safe_load": "`CSafeLoader` + pydantic",
    "ours": "our loading",
    "ours_checked": "our loading and all rules",
    "ours_whole": "all of `plans check`, reading too",
}
VIEWS = {"plan_pages": "the plan pages alone", "all_views": "with all views over them, and their files"}
FLOORS = {"sources": "floor: reading and hashing the sources", "pages": "floor: writing the pages"}
SERVE = "`plans serve`: one plan changed, until the page says it"


def main(arguments: list[str] | None = None) -> None:
    """Print the tables that were asked for."""
    chosen = _arguments(arguments)
    print(machine(chosen.runs), flush=True)
    _show("\n".join(tool.missing for tool in BUILDERS.values() if not tool.program))
    sizes = [int(size) for size in chosen.sizes.split(",")]
    tools = [name for name, tool in BUILDERS.items() if tool.program and name in chosen.builders.split(",")]
    built: list[tuple[int, Costs]] = []
    with tempfile.TemporaryDirectory(prefix="plans-benchmark-") as folder:
        for size in sizes if chosen.what != "editions" else ():
            place = Place(Path(folder) / f"{size}" / "council", Path(folder) / f"{size}")
            write(place.root, size)
            if chosen.what in ("load", "all"):
                _show(
                    tables.ways(f"Loading {size:,} plans", "safe_load", LOAD, load(place.root, chosen.runs))
                )
            if chosen.what in ("views", "all"):
                _show(
                    tables.ways(
                        f"Pages of {size:,} plans, and all views over them",
                        "plan_pages",
                        VIEWS,
                        load(place.root, chosen.runs, VIEWS),
                    )
                )
            if chosen.what in ("build", "all"):
                built.append((size, build(place, size, tools, chosen.runs)))
        if len(built) > 1 and sizes[-2] >= 1_000 and {"pages", "plans"} <= set(tools):
            _show(tables.growth(*built[-2:]))
        for rhythm in chosen.rhythms.split(",") if chosen.what in ("editions", "all") else ():
            done = past(Path(folder) / rhythm, chosen.plans, chosen.times, rhythm, tools, chosen.runs)
            _show(
                tables.builders(
                    f"{chosen.plans} plans, each published {chosen.times} times, {RHYTHMS[rhythm]}",
                    done,
                    PAST_STEPS,
                    {},
                ),
                tables.past_aims(done),
            )


def build(place: Place, size: int, tools: list[str], runs: int) -> Costs:
    """Measure and show the builds of one corpus, with the floors and `plans serve`."""
    pages = json.loads(
        said(
            "prepare", str(place.root), str(place.work), TODAY, *folders(tools), cache=place.work / "prepared"
        )
    )["pages"]
    done = builds(place, tools, runs, pages)
    extra = {
        FLOORS["sources"]: [json.loads(said("floors", "sources", str(place.root))) for _ in range(runs)],
        FLOORS["pages"]: [
            json.loads(
                said("floors", "pages", str(place.work / "reference"), str(place.work / f"floor-{run}"))
            )
            for run in range(runs)
        ],
    }
    if "plans" in tools:
        extra[SERVE] = rebuilds(place.root, place.work / "serve", runs)
    _show(
        tables.builders(f"Building {pages:,} pages of {size:,} plans", done, STEPS, extra),
        tables.build_aims(size, done, extra.get(SERVE, [])),
    )
    return done


def load(root: Path, runs: int, ways: dict[str, str] = LOAD) -> dict[str, list[dict]]:
    """Each way of loading (or other ways in this process), `runs` times in turn.

    Raises SystemExit where two ways do not give the same models.
    """
    done: dict[str, list[dict]] = {way: [] for way in ways}
    for _ in range(runs):
        for way in ways:
            # A cache of its own, and empty: what was read before must not be there.
            with tempfile.TemporaryDirectory() as cache:
                done[way].append(json.loads(said("ways", way, str(root), TODAY, cache=Path(cache))))
    if len({one["digest"] for way in done.values() for one in way}) != 1:
        raise SystemExit("The ways do not give the same models, so they cannot be compared.")
    return done


def machine(runs: int) -> str:
    """The line that says when and on what: without it a figure means nothing."""
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "pydantic", "PyYAML")
    )
    busy = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores ({platform.machine()},"
        f" {platform.system()}{busy}), Python {platform.python_version()}, {packages}, {versions()}; medians"
        f" of {runs}."
    )


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.run", description=__doc__.split("\n")[0])
    parser.add_argument(
        "what", nargs="?", choices=["load", "views", "build", "editions", "all"], default="all"
    )
    parser.add_argument("--sizes", default="69,1000", help="numbers of plans, with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="how often each way is measured")
    parser.add_argument(
        "--builders", default=",".join(BUILDERS), help="which builders, with commas between them"
    )
    parser.add_argument("--plans", type=int, default=69, help="how many plans have a past")
    parser.add_argument("--times", type=int, default=40, help="how often each of them was published")
    parser.add_argument(
        "--rhythms",
        default="together",
        help="how they were published: together, singly, or both with a comma between them",
    )
    return parser.parse_args(arguments)


def _show(*texts: str) -> None:
    for text in texts:
        if text:
            print(f"\n{text}", flush=True)


if __name__ == "__main__":
    main()
