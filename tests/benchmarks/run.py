"""Measure our loading and our building beside the plain way, in one run, and print the tables that `README.md` keeps.

`python -m tests.benchmarks.run [load|build|views|all] [--sizes 69,1000] [--runs 3]`, or this file as a script. Each measurement is a
process of its own; the ways take turns, so that a busy machine slows all of them; figures are medians.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
TODAY = "2026-11-22"
LOAD = {
    "safe_load": "`yaml.safe_load` + pydantic",
    "c_safe_load": "`CSafeLoader` + pydantic",
    "ours": "our loading",
    "ours_checked": "our loading and all rules",
    "ours_whole": "all of `plans check`, reading too",
}
VIEWS = {"plan_pages": "the plan pages alone", "all_views": "with all views over them, and their files"}
BUILD = {"mkdocs": "plain MkDocs + Material", "mkdocs-short-menu": "the same, plans not in the menu", "plans": "`plans build`"}
PLANS = "import sys; sys.argv[0] = 'plans'; from communityplans.cli import main; main()"


def main(arguments: list[str] | None = None) -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.run", description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="?", choices=["load", "build", "views", "all"], default="all")
    parser.add_argument("--sizes", default="69,1000", help="numbers of plans, with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="how often each way is measured")
    chosen = parser.parse_args(arguments)
    print(machine(chosen.runs), flush=True)
    with tempfile.TemporaryDirectory(prefix="plans-benchmark-") as folder:
        for size in map(int, chosen.sizes.split(",")):
            root = Path(folder) / f"corpus-{size}"
            _python(HERE / "corpus.py", str(size), str(root))
            if chosen.what in ("load", "all"):
                print("\n" + table(f"Loading {size:,} plans", "safe_load", LOAD, load(root, chosen.runs)), flush=True)
            if chosen.what in ("views", "all"):
                print("\n" + table(f"Pages of {size:,} plans, and all views over them", "plan_pages", VIEWS, load(root, chosen.runs, VIEWS)), flush=True)
            if chosen.what in ("build", "all"):
                print("\n" + table(f"Building {size:,} plan pages", "mkdocs", BUILD, build(root, Path(folder) / f"site-{size}", chosen.runs)), flush=True)


def load(root: Path, runs: int, ways: dict[str, str] = LOAD) -> dict[str, list[dict]]:
    """Each way of loading (or other ways in this process), `runs` times in turn. Raises SystemExit where two ways do not give the same models."""
    done: dict[str, list[dict]] = {way: [] for way in ways}
    for _ in range(runs):
        for way in ways:
            done[way].append(json.loads(_python(HERE / "ways.py", way, str(root), TODAY)))
    if len({one["digest"] for way in done.values() for one in way}) != 1:
        raise SystemExit("The ways do not give the same models, so they cannot be compared.")
    return done


def build(root: Path, work: Path, runs: int) -> dict[str, list[dict]]:
    """Each way of building, `runs` times in turn, from nothing. Raises SystemExit where one writes fewer pages than the other."""
    pages = json.loads(_python(HERE / "ways.py", "to_markdown", str(root), TODAY, str(work / "markdown")))["pages"]
    commands = {
        **{way: [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(work / "markdown" / f"{way}.yml"), "-d", str(work / way)]
           for way in BUILD if way.startswith("mkdocs")},
        "plans": [sys.executable, "-c", PLANS, "--root", str(root), "--today", TODAY, "build", "--output", str(work / "plans")],
    }
    done: dict[str, list[dict]] = {way: [] for way in BUILD}
    for _ in range(runs):
        for way, command in commands.items():
            shutil.rmtree(work / way, ignore_errors=True)
            done[way].append(_cost(command))
            written = [path for path in (work / way).rglob("index.html")]
            if len(written) != pages:
                raise SystemExit(f"{BUILD[way]} wrote {len(written)} pages, not {pages}.")
            done[way][-1]["bytes"] = sum(path.stat().st_size for path in written)
    return done


def table(title: str, plain: str, names: dict[str, str], done: dict[str, list[dict]]) -> str:
    """The medians as a Markdown table, with the ratio to the plain way: how many times as fast."""
    lines = [f"**{title}**", "", "| way | CPU s | wall s | peak MB | pages MB | times as fast (CPU) | (wall) |", "|---|--:|--:|--:|--:|--:|--:|"]
    middle = {way: {key: statistics.median(one[key] for one in runs if key in one) for key in ("cpu", "wall", "peak", "bytes") if key in runs[0]}
              for way, runs in done.items()}
    for way, name in names.items():
        one = middle[way]
        size = f"{one['bytes'] / 1e6:.1f}" if "bytes" in one else ""
        lines.append(f"| {name} | {one['cpu']:.2f} | {one['wall']:.2f} | {one['peak'] / 1e6:.0f} | {size} "
                     f"| {middle[plain]['cpu'] / one['cpu']:.1f} | {middle[plain]['wall'] / one['wall']:.1f} |")
    return "\n".join(lines)


def machine(runs: int) -> str:
    """The line that says when and on what: without it a figure means nothing."""
    tools = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "pydantic", "PyYAML"))
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return (f"{datetime.now(UTC).date()}, {os.cpu_count()} cores ({platform.machine()}, {platform.system()}{load}), Python {platform.python_version()}, "
            f"{tools}; medians of {runs}.")


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(HERE.parents[1] / "generator"), "NO_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1795305600"}


def _python(script: Path, *arguments: str) -> str:
    """What a script of ours prints."""
    return subprocess.run([sys.executable, str(script), *arguments], check=True, stdout=subprocess.PIPE, text=True, env=_environment()).stdout


def _cost(command: list[str]) -> dict:
    """A whole process: its CPU (user and system, with its children), wall time and peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = _wait(process)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command[:4])} ... failed: {process.stderr.read().decode(errors='replace')[-2000:]}")
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)}


def _wait(process: subprocess.Popen) -> tuple[int, int, resource.struct_rusage]:
    pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return pid, process.returncode, used


if __name__ == "__main__":
    main()
