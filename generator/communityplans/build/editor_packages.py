"""What others wrote for the form at /edit/: fetched once, at set-up, into a cache.

A build copies from there and asks nobody.

The packages are pinned by the hash of their content in `editor/package-lock.json`; npm checks each before
anything is taken from it. Only what the form needs is kept.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..source.errors import UsageError
from .store import cache_folder as of_this_user

EDITOR = Path(__file__).parent.parent / "editor"
PINS = ("package.json", "package-lock.json", ".npmrc")
# What is taken, and where it goes. Converters of pictures, maps and the code editor are not: no field of ours
# uses them.
TAKEN = {
    "@sveltia/cms/npm": "sveltia/npm",
    "@sveltia/cms/locales": "sveltia/locales",
    "@sveltia/cms/LICENSE.txt": "sveltia/LICENSE.txt",
    "@sveltia/cms/schema": "schema",
    "immutable/dist/immutable.es.js": "immutable/immutable.js",
    "immutable/LICENSE": "immutable/LICENSE",
    "yaml/browser/dist": "yaml",
    "yaml/LICENSE": "yaml/LICENSE",
}
LEFT_OUT = re.compile(r"(heic|webp_enc|shiki-engine|marker-icon)[^/]*$|\.map$")
# What shows that none of the parts was damaged since.
SUMS = "sums.json"
# Fonts that Sveltia's styles ask a third party for, though the package brings them: family and kind.
_FONT = re.compile(r"https://cdn\.[\w./]+/fonts/([\w-]++)[\w:@.]*+/(latin-[\w-]+)\.woff2")
_LOCALE = re.compile(r"\.\./locales/[\w-]+\.json(?!\.js)")
MISSING = (
    "The site is built without the form at /edit/, because its parts are not on this machine. To fetch them:"
    " plans edit --fetch"
)


def cache() -> Path:
    """The folder in which the parts are kept for these pins and this way to take them, whether or not it is
    there.
    """
    pinned = hashlib.sha256(
        b"".join((EDITOR / name).read_bytes() for name in PINS) + Path(__file__).read_bytes()
    )
    return of_this_user(f"editor-{pinned.hexdigest()[:16]}")


def is_here() -> bool:
    """Whether the parts are in the cache, each as it was taken."""
    home = cache()
    try:
        sums = json.loads((home / SUMS).read_bytes())
        return bool(sums) and sums == _sums(home)
    except (OSError, ValueError):
        return False


def _sums(home: Path) -> dict[str, str]:
    """The sum of each part, by its name."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file() and path != home / SUMS)
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def parts() -> Iterator[tuple[str, Path]]:
    """Every file of the parts that a site serves: its name below /edit/, and where it is."""
    home = cache()
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and name != SUMS and not name.startswith("schema/"):
            yield name, path


def fetch() -> bool:
    """Fetch the parts with npm, if they are not here.

    Says whether it had to. Raises Refused where that cannot be done.
    """
    if is_here():
        return False
    npm = shutil.which("npm")
    if npm is None:
        raise UsageError(
            "npm is not on this machine. It comes with Node.js; with it, run again: plans edit --fetch"
        )
    home = cache()
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".fetching-") as folder:
        work, fresh = Path(folder), Path(folder) / "taken"
        for name in PINS:
            shutil.copyfile(EDITOR / name, work / name)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=work,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            why = next(
                (
                    line.removeprefix("npm error ")
                    for line in done.stderr.splitlines()
                    if line.startswith("npm error ")
                ),
                "npm stopped",
            )
            raise UsageError(f"The parts of the form could not be fetched: {why}")
        _take(work / "node_modules", fresh)
        (fresh / SUMS).write_text(json.dumps(_sums(fresh)), encoding="utf-8")
        if not is_here():
            shutil.rmtree(home, ignore_errors=True)
            os.replace(fresh, home)
    return True


def _take(packages: Path, fresh: Path) -> None:
    for source, target in TAKEN.items():
        origin = packages / source
        for path in sorted(origin.rglob("*")) if origin.is_dir() else [origin]:
            if path.is_dir() or LEFT_OUT.search(path.as_posix()):
                continue
            name = f"{target}/{path.relative_to(origin).as_posix()}" if origin.is_dir() else target
            data = path.read_bytes()
            if name.startswith("sveltia/locales/"):
                # A browser takes no JSON for a module.
                name, data = f"{name}.js", b"export default " + data
            elif name == "sveltia/npm/index.js":
                data = _ours(data.decode("utf-8"), packages / "@sveltia/cms/npm/assets").encode()
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)


def _ours(program: str, fonts: Path) -> str:
    """The program with its languages as modules, and with the fonts that it brings in the place of a third
    party's.
    """

    def font(found: re.Match[str]) -> str:
        path = next(fonts.glob(f"{found[1]}-{found[2]}-*.woff2"), None)
        if path is None:
            raise UsageError(f"The font {found[1]} is not where it was expected. Nothing was taken.")
        return f"sveltia/npm/assets/{path.name}"

    return _FONT.sub(font, _LOCALE.sub(lambda found: f"{found[0]}.js", program))
