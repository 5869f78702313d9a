"""The build backend: setuptools, and what a wheel of this program needs besides.

setuptools works on a copy, so that no folder `build/` of an earlier state gets into a wheel. The wheel also
has the lock of the packages that it runs with and the commit that it was built from, and is packed so that
the same commit gives the same bytes.
Interface: PEP 517 and PEP 660.
"""

import gzip
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (  # noqa: F401  What the frontend calls as it is.
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
)

from communityplans.commands.wheel import (
    BUILD_INFO,
    CARRIED,
    CARRIED_FOLDERS,
    LOCK,
    MADE_OF,
    build_info,
    pack,
    unpack,
)

SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info", "*.swp", "*~", ".DS_Store")


def build_wheel(
    wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None
) -> str:
    """Build the wheel into a folder; the name of its file (PEP 517)."""
    with _copy() as (source, out):
        name: str = build_meta.build_wheel(str(out), config_settings)
        files = unpack(name, (out / name).read_bytes())
        files[f"communityplans/{LOCK}"] = (source / LOCK).read_bytes().replace(b"\r\n", b"\n")
        files[f"communityplans/{BUILD_INFO}"] = (source / BUILD_INFO).read_bytes()
    Path(wheel_directory, name).write_bytes(pack(files))
    return name


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Build the source distribution into a folder; the name of its file (PEP 517)."""
    with _copy() as (_, out):
        name: str = build_meta.build_sdist(str(out), config_settings)
        with tarfile.open(out / name) as archive:
            found = {
                one.name: file.read() for one in archive.getmembers() if (file := archive.extractfile(one))
            }
    packed = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as archive,
    ):
        for path in sorted(found):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = len(found[path]), 0o644
            archive.addfile(entry, io.BytesIO(found[path]))
    Path(sdist_directory, name).write_bytes(packed.getvalue())
    return name


@contextmanager
def _copy() -> Iterator[tuple[Path, Path]]:
    """A copy of what the program is built from, in which to work, and a folder for what is made."""
    here = Path.cwd()
    known = build_info(here)
    with tempfile.TemporaryDirectory(prefix="plans-build-") as folder:
        source, out = Path(folder, "source"), Path(folder, "out")
        source.mkdir()
        out.mkdir()
        for name in MADE_OF:
            if name in CARRIED_FOLDERS:
                continue
            if (here / name).is_dir():
                shutil.copytree(here / name, source / name, ignore=SKIPPED)
            elif (here / name).is_file():
                shutil.copyfile(here / name, source / name)
        # An unpacked source distribution has them in the package already.
        for name, place in CARRIED_FOLDERS.items():
            if (here / name).is_dir():
                carried = source / "generator" / "communityplans" / CARRIED
                shutil.copytree(here / name, carried / place, ignore=SKIPPED)
        (source / BUILD_INFO).write_text(
            json.dumps(known, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
        )
        os.chdir(source)
        try:
            yield source, out
        finally:
            os.chdir(here)
