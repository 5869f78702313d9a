"""The builders that are measured: where each is found, what it is given, and how it is started."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import corpus
from .cost import ROOT, cost, environment

HUGO = "Hugo is not here: Debian's package is called hugo."
TOOLS = "{} is not here: make test-tools"


@dataclass(frozen=True)
class Place:
    """Where one corpus is worked on: the council's folder, and what `prepare` wrote of it."""

    root: Path
    work: Path


@dataclass(frozen=True)
class Tool:
    """A builder.

    `program` is how it is started: words; empty where it is not on this machine, and then `missing` says so.

    `options` gives the words that follow, from the place and the folder for the site. One that `keeps`
    something for the next time is measured again when nothing changed and when one plan did; the others
    always build everything. `folder` is what it is given.
    """

    name: str
    words: str
    program: tuple[str, ...]
    options: Callable[[Place, Path], list[str]]
    missing: str = ""
    keeps: bool = False
    folder: str = "markdown"
    site: str = ""

    def output(self, place: Place) -> Path:
        """The folder for its site."""
        return place.work / (self.site or f"sites/{self.name}")

    def cache(self, place: Place) -> Path:
        """The folder in which it keeps what it keeps for its user."""
        return place.work / "caches" / self.name

    def build(self, place: Place) -> dict:
        """What a build costs, with the number of its pages and their bytes."""
        found = cost([*self.program, *self.options(place, self.output(place))], place.work, self.cache(place))
        # A long run can be watched, and what it had measured is not lost with it.
        print(f"{self.words}: {found['cpu']:.2f} s of CPU, {found['wall']:.2f} s", file=sys.stderr)
        sizes = [path.stat().st_size for path in self.output(place).rglob("index.html")]
        return found | {"pages": len(sizes), "bytes": sum(sizes)}

    def forget(self, place: Place) -> None:
        """Take away the site and all that was kept, so that the next build is from nothing."""
        for folder in (
            self.output(place),
            self.cache(place),
            *([place.work / "markdown" / ".cache"] if self.folder == "markdown" else []),
        ):
            shutil.rmtree(folder, ignore_errors=True)

    def change(self, place: Place, word: str) -> None:
        """Change one word of one title in what it is given."""
        if self.folder == "plans":
            corpus.change(place.root, word)
        else:
            path = place.work / "markdown" / "docs" / "plans" / corpus.slug_of(0) / "index.md"
            path.write_text(
                _other_title(path.read_text(encoding="utf-8"), word), encoding="utf-8", newline="\n"
            )


def _other_title(text: str, word: str) -> str:
    """A page of a plan in Markdown with another first word in the title of the first item."""
    return re.sub(r"^(### )\S+", rf"\g<1>{word}", text, count=1, flags=re.MULTILINE)


def _mkdocs(configuration: str) -> Callable[[Place, Path], list[str]]:
    return lambda place, output: [
        "build",
        "--quiet",
        "-f",
        str(place.work / "markdown" / f"{configuration}.yml"),
        "-d",
        str(output),
    ]


def _zensical(place: Place, output: Path) -> list[str]:
    # It has no option for the folder of the site, which must lie beside its configuration.
    return ["build", "-f", str(place.work / "markdown" / "zensical.yml")]


def _hugo(place: Place, output: Path) -> list[str]:
    return ["--quiet", "--source", str(place.work / "hugo"), "--destination", str(output)]


def _plans(place: Place, output: Path) -> list[str]:
    return ["--root", str(place.root), "--today", corpus.TODAY, "build", "--output", str(output)]


def _found(name: str) -> tuple[str, ...]:
    path = shutil.which(name, path=str(ROOT / ".venv-tools" / "bin")) or shutil.which(name)
    return (path,) if path else ()


MKDOCS = (sys.executable, "-m", "mkdocs")
PLANS = (
    sys.executable,
    "-c",
    "import sys; sys.argv[0] = 'plans'; from communityplans.cli import main; main()",
)
BUILDERS = {
    one.name: one
    for one in (
        Tool("mkdocs", "plain MkDocs + Material, own menu, pruned", MKDOCS, _mkdocs("mkdocs")),
        Tool("short-menu", "plain MkDocs + Material, short menu", MKDOCS, _mkdocs("short-menu")),
        Tool(
            "properdocs",
            "ProperDocs + Material, short menu",
            _found("properdocs"),
            _mkdocs("short-menu"),
            TOOLS.format("ProperDocs"),
        ),
        Tool(
            "zensical",
            "Zensical, short menu",
            _found("zensical"),
            _zensical,
            TOOLS.format("Zensical"),
            keeps=True,
            site="markdown/site",
        ),
        Tool("hugo", "Hugo, HTML ready", _found("hugo"), _hugo, HUGO, folder="hugo"),
        Tool(
            "pages",
            "`plans build`, pages alone",
            (sys.executable, "-m", "tests.benchmarks.pages_alone"),
            _plans,
            keeps=True,
            folder="plans",
        ),
        Tool("plans", "`plans build`, with all its files", PLANS, _plans, keeps=True, folder="plans"),
    )
}
STEPS = {"cold": "from nothing", "again": "nothing changed", "changed": "one plan changed"}


def folders(chosen: list[str]) -> list[str]:
    """Which folders the chosen builders are given, beside the council itself."""
    return sorted({BUILDERS[name].folder for name in chosen} - {"plans"})


# What builds cost, by builder and step.
Costs = dict[tuple[str, str], list[dict]]


def builds(place: Place, chosen: list[str], runs: int, pages: int) -> Costs:
    """Each builder in turn, `runs` times: from nothing, and where it keeps something, again.

    Raises SystemExit where one does not write as many pages as the others.
    """
    done: Costs = {}
    for run in range(runs):
        for name in chosen:
            tool = BUILDERS[name]
            tool.forget(place)
            for step in STEPS if tool.keeps else ("cold",):
                if step == "changed":
                    tool.change(place, f"Word{run}{name}")
                found = tool.build(place)
                agree(tool, found, pages)
                done.setdefault((name, step), []).append(found)
    return done


def agree(tool: Tool, found: dict, pages: int) -> None:
    """Raise SystemExit where a builder did not write as many pages as the others."""
    if found["pages"] != pages:
        raise SystemExit(f"{tool.words} wrote {found['pages']} pages, not {pages}.")


def versions() -> str:
    """Of the builders that are no packages of Python in this environment."""
    asked = {"zensical": "--version", "properdocs": "--version", "hugo": "version"}
    said = {
        name: (
            subprocess.run(
                [*BUILDERS[name].program, word], capture_output=True, text=True, env=environment(), check=True
            ).stdout
        )
        for name, word in asked.items()
        if BUILDERS[name].program
    }
    return ", ".join(f"{name} {re.search(r'[0-9]+[.][0-9.]+[0-9]', text)[0]}" for name, text in said.items())
