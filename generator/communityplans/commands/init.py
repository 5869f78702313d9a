"""Set up the repository of a council: the smallest one that builds."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from ..content.load import load_files
from ..content.value_errors import in_yaml
from ..model.council import Council
from ..model.fields import spec_of
from ..model.settings import Settings
from ..schema.json_schema import write_schemas
from ..schema.starter_files import starter
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from ..source.files import SourceFile, suggested_slug
from .uninterrupted import uninterrupted
from .wheel import MANIFEST, carried_files, manifest, tool_files

# Where the files of the package's folder `starter` go, by the first step of their path there.
PLACES = {
    "github": ".github",
    "gitlab": ".gitlab",
    "ci": ".ci",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "vscode": ".vscode",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
# The council of `plans init --example`. It is also what the tests of this program read, so it has every
# field.
EXAMPLE = "Example Borough Council"
FORGES = ("github", "gitlab")


@dataclass(frozen=True)
class Start:
    """The arguments of `plans init`: the council, its place, its areas by name, and the forge ("" for all)."""

    council: str
    place: str
    areas: tuple[str, ...]
    forge: str = ""


def init(root: Path, start: Start, today: date) -> list[str]:
    """Write the files of a new repository.

    Args:
        root: The folder, which is empty or does not exist.
        start: What the repository is for.
        today: The day for the dates in the new plans.

    Returns:
        The paths that were written.

    Raises:
        UsageError: The folder is not empty, or the names cannot be used.
    """
    slugs = {suggested_slug(area): area for area in start.areas}
    if len(slugs) < len(start.areas):
        raise UsageError("Two areas would have the same address. Give each a name of its own.")
    bad = [slug for slug in slugs if slug.startswith("council") or not slug[0].isalpha()]
    if bad:
        raise UsageError(
            f"An area cannot be called {slugs[bad[0]]}: its address must begin with a letter, and not with"
            " council."
        )
    _refuse_full(root)
    texts = brought(start)
    content = {
        "plans/council.yml": _council(start, slugs),
        "plans/council-settings.yml": _settings(),
        **{f"plans/{slug}.yml": starter(slug, name, today, start.council) for slug, name in slugs.items()},
    }
    _, problems = load_files([SourceFile(path, text) for path, text in content.items()])
    if has_errors(problems):
        raise UsageError(f"The repository cannot be set up so: {problems[0].message}")
    program = {path: text.encode("utf-8") for path, text in texts.items()} | tool_files()
    return _write(
        root,
        program
        | {MANIFEST: manifest(start.council, start.forge, program)}
        | {path: text.encode("utf-8") for path, text in content.items()},
    )


def init_example(root: Path, forge: str) -> list[str]:
    """Write the repository of a fictional council, with every kind of file; returns the paths.

    Raises:
        UsageError: The folder is not empty.
    """
    program = {
        path: text.encode("utf-8") for path, text in brought(Start(EXAMPLE, "", (), forge)).items()
    } | tool_files()
    content = {path: data for path, data in carried_files("example").items() if path not in program}
    _refuse_full(root)
    return _write(root, program | {MANIFEST: manifest(EXAMPLE, forge, program)} | content)


def _refuse_full(root: Path) -> None:
    if root.exists() and any(path.name != ".git" for path in root.iterdir()):
        raise UsageError(f"{root} is not empty. Choose a folder that is not there yet.")


def _write(root: Path, made: Mapping[str, bytes]) -> list[str]:
    """Write files and the schemas below `root`: all of them, or none if it is interrupted; their paths."""
    there = root.exists()
    name = f".init-{os.getpid()}"  # On the same file system as its place, so that a rename puts it there.
    beside = root / name if there else root.absolute().with_name(f".{root.absolute().name}{name}")
    moved: list[Path] = []
    try:
        for path, data in made.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(data)
            if path.startswith(".ci/") and data.startswith(b"#!"):
                (beside / path).chmod(0o755)
        written = [*made, *write_schemas(beside)]
        if not there:
            root.parent.mkdir(parents=True, exist_ok=True)
            beside.rename(root)
            return written
        for one in sorted(beside.iterdir()):
            moved.append(root / one.name)
            one.rename(root / one.name)
        return written
    except BaseException:
        with uninterrupted():
            for one in moved:
                shutil.rmtree(one) if one.is_dir() else one.unlink(missing_ok=True)
        raise
    finally:
        with uninterrupted():
            shutil.rmtree(beside, ignore_errors=True)


def short_name(council: str) -> str:
    """A place from a council's name: "Example Borough Council" gives "Example"."""
    words = council.split()
    while len(words) > 1 and words[-1].casefold() in (
        "council",
        "borough",
        "district",
        "city",
        "town",
        "county",
        "parish",
        "metropolitan",
    ):
        words.pop()
    return " ".join(words)


def carried() -> dict[str, str]:
    """The starter files in the package: the path in a new repository -> text."""
    found = {}
    folders = [("", files("communityplans") / "starter")]
    while folders:
        base, folder = folders.pop()
        for one in folder.iterdir():
            path = f"{base}{one.name}"
            if one.is_dir():
                folders.append((f"{path}/", one))
            else:
                first, _, rest = path.partition("/")
                place = (
                    ".gitlab-ci.yml"
                    if path == "gitlab/gitlab-ci.yml"
                    else "/".join(filter(None, (PLACES.get(first, first), rest)))
                )
                found[place] = one.read_text(encoding="utf-8")
    # Git on Windows may have changed the line ends of a clone; what is written is the same everywhere.
    found |= {
        f"guides/{path}": data.decode("utf-8").replace("\r\n", "\n")
        for path, data in carried_files("guides").items()
    }
    return dict(sorted(found.items()))


def brought(start: Start) -> dict[str, str]:
    """The starter files for one forge, with the council's name filled in: path -> text."""
    others = [forge for forge in FORGES if start.forge and forge != start.forge]
    return {
        path: text.replace("@@COUNCIL@@", start.council)
        for path, text in carried().items()
        if not any(forge in path for forge in others)
    }


def _council(start: Start, slugs: dict[str, str]) -> str:
    areas = "".join(f"  - id: {slug}\n    name: {in_yaml(name)}\n" for slug, name in slugs.items())
    return (
        "# The council and its places. Add the wards: each with id and name.\nschema_version:"
        f" {spec_of(Council, 'schema_version').constant}\nname: {in_yaml(start.council)}\nplace:"
        f" {in_yaml(start.place)}\nareas:\n{areas}"
    )


def _settings() -> str:
    """A settings file in which the settings that every council must decide are comments."""
    lines = [
        (
            "# How the site is run. A line that starts with # is a hint; take the # away to use what stands"
            " behind it. The page"
        ),
        "# “What goes in a plan” of the site has every setting.",
        f"schema_version: {spec_of(Settings, 'schema_version').constant}",
    ]
    for name in (
        "url",
        "time_zone",
        "mailbox",
        "paper_address",
        "answer_within_days",
        "official_domains",
        "official_numbers",
    ):
        spec = spec_of(Settings, name)
        lines += [f"# {spec.title}. {spec.description}", f"# {spec.key}: {in_yaml(spec.examples[0])}"]
    for name in ("forge", "approvers", "pre_election"):
        spec = spec_of(Settings, name)
        lines += [
            f"# {spec.title}. {spec.description} See the guide for whoever sets this up.",
            f"# {spec.key}:",
        ]
    return "\n".join(lines) + "\n"
