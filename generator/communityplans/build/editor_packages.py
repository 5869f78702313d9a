"""Third-party packages of the form at /edit/: fetched once with npm, at set-up, into the user's cache.

A build copies from the cache and uses no network. The packages are pinned by their hashes in
`editor/package-lock.json`, which npm verifies. Only the files that the form needs are cached.
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
# The files that are copied, and where to. Image converters, maps and the code editor are left out: no field
# of the template uses them.
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
# The hashes of the cached files, to detect damage.
SUMS = "sums.json"
# Fonts that Sveltia's styles load from a third party, although the package contains them: family and kind.
_FONT = re.compile(r"https://cdn\.[\w./]+/fonts/([\w-]++)[\w:@.]*+/(latin-[\w-]+)\.woff2")
_LOCALE = re.compile(r"\.\./locales/[\w-]+\.json(?!\.js)")
MISSING = (
    "The site is built without the form at /edit/, because its parts are not on this machine. To fetch them:"
    " plans edit --fetch"
)


def cache() -> Path:
    """The cache folder for these pinned versions and this module, whether or not it exists."""
    pinned = hashlib.sha256(
        b"".join((EDITOR / name).read_bytes() for name in PINS) + Path(__file__).read_bytes()
    )
    return of_this_user(f"editor-{pinned.hexdigest()[:16]}")


def is_here() -> bool:
    """Whether the packages are in the cache and undamaged."""
    home = cache()
    try:
        sums = json.loads((home / SUMS).read_bytes())
        return bool(sums) and sums == _sums(home)
    except (OSError, ValueError):
        return False


def _sums(home: Path) -> dict[str, str]:
    """The SHA-256 of each cached file, by path."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file() and path != home / SUMS)
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def parts() -> Iterator[tuple[str, Path]]:
    """Every cached file that a site serves: its path below /edit/, and where it is on the disk."""
    home = cache()
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and name != SUMS and not name.startswith("schema/"):
            yield name, path


def fetch() -> bool:
    """Fetch the packages with npm, unless they are in the cache.

    Returns:
        Whether they had to be fetched.

    Raises:
        UsageError: npm is missing or failed.
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
                # A browser cannot import JSON as a module.
                name, data = f"{name}.js", b"export default " + data
            elif name == "sveltia/npm/index.js":
                data = _ours(data.decode("utf-8"), packages / "@sveltia/cms/npm/assets").encode()
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)


def _ours(program: str, fonts: Path) -> str:
    """Sveltia's program with its translations as modules, and with its own fonts instead of a third party's."""

    def font(found: re.Match[str]) -> str:
        path = next(fonts.glob(f"{found[1]}-{found[2]}-*.woff2"), None)
        if path is None:
            raise UsageError(f"The font {found[1]} is not where it was expected. Nothing was taken.")
        return f"sveltia/npm/assets/{path.name}"

    return _FONT.sub(font, _LOCALE.sub(lambda found: f"{found[0]}.js", program))
