"""The made-up council with a past, in git: every plan published as often as asked, with one edition for all
of them at once, or one for each change of a plan.

`rhythms ROOT PLANS TIMES together|singly` writes it and prints the ids of the two newest commits, each with
an edition, as JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from communityplans.source.files import blob_id

from . import corpus

RHYTHMS = {"together": "all at once", "singly": "one plan at a time"}
_WHO = b"committer Benchmark <benchmark@example.org> 1600000000 +0000\n"
_EDITION = """\
schema_version: 1
title: "Edition {number}"
note: "What is new."
approved: {{not_published: "Nobody", as_of: {day}}}
documents:
{pins}"""


def write(root: Path, plans: int, times: int, rhythm: str) -> list[str]:
    """Write the folder with its git, in one go through `git fast-import`; the ids of the commits with the
    newest editions, at most two, oldest first.
    """
    corpus.write(root, plans)
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "--quiet", "-b", "main"], check=True)
    stream = b"".join(_commits(root, plans, times, rhythm))
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run([*git, "reset", "--quiet", "--hard", "main"], check=True)
    return subprocess.run(
        [*git, "rev-list", "-2", "--reverse", "main"], check=True, capture_output=True, text=True
    ).stdout.split()


def go(root: Path, commit: str) -> None:
    """Put the files of a commit in the place of those that are there."""
    subprocess.run(["git", "-C", str(root), "checkout", "--quiet", "--force", commit], check=True)


def text_of(text: str, version: int) -> str:
    """A plan's text after so many changes, each with its note."""
    notes = "".join(
        f'  - {{"on": 2016-01-01, text: "Change {n} of the summary"}}\n' for n in range(version, 0, -1)
    )
    return text.replace("summary: >-\n  ", f"summary: >-\n  This is text {version} of the plan. ", 1) + (
        f"\nchange_notes:\n{notes}" if notes else ""
    )


def _commits(root: Path, plans: int, times: int, rhythm: str) -> Iterator[bytes]:
    """What `git fast-import` reads: a commit for each edition."""
    paths = [f"plans/{corpus.slug_of(number)}.yml" for number in range(plans)]
    first = {path: (root / path).read_text(encoding="utf-8") for path in paths}
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }
    waves = list(_waves(paths, times, rhythm))
    step = 28 if len(waves) < 130 else 1
    pins: dict[str, str] = {}
    for number, wave in enumerate(waves):
        new = (files if number == 0 else {}) | {
            path: text_of(first[path], version).encode() for path, version in wave
        }
        pins |= {
            path: blob_id(data)
            for path, data in new.items()
            if path.startswith(("plans/", "guides/")) and path != "plans/council-settings.yml"
        }
        day = date.fromisoformat(corpus.TODAY) - timedelta(days=step * (len(waves) - number))
        said = "".join(f'  {path}: "{blob}"\n' for path, blob in sorted(pins.items()))
        new |= {f"plans/editions/{day}.yml": _EDITION.format(number=number + 1, day=day, pins=said).encode()}
        yield b"commit refs/heads/main\n" + _WHO + _data(f"Edition {number + 1}".encode())
        for path, data in new.items():
            yield f"M 100644 inline {path}\n".encode() + _data(data)


def _waves(paths: list[str], times: int, rhythm: str) -> Iterator[list[tuple[str, int]]]:
    """Which plans each edition has in a new text, and in which: the first has all of them."""
    yield [(path, 0) for path in paths]
    for version in range(1, times):
        changed = [(path, version) for path in paths]
        yield from [changed] if rhythm == "together" else [[one] for one in changed]


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


if __name__ == "__main__":
    print(json.dumps(write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))
