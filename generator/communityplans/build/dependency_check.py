"""Compares the installed packages with the requirements of this program (pyproject.toml)."""

from importlib.metadata import PackageNotFoundError, requires, version

ADVICE = (
    "Install what belongs to this version again: .ci/install .venv (in a clone of the program: make build)"
)


def mismatched_packages() -> str:
    """A line that names each missing package and each of the wrong version; "" if there is none."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return f"packaging is missing. {ADVICE}"
    try:
        wanted = [Requirement(one) for one in requires("community-plans") or ()]
    except PackageNotFoundError:
        return ""  # Run from its folder without an installation, so there is no list of requirements.
    found = []
    for one in wanted:
        if one.marker and not one.marker.evaluate({"extra": ""}):
            continue
        try:
            here = version(one.name)
        except PackageNotFoundError:
            found.append(f"{one.name} is missing")
            continue
        if not one.specifier.contains(here, prereleases=True):
            found.append(f"{one.name} is {here} and should be {one.specifier}")
    return f"{'; '.join(found)}. {ADVICE}" if found else ""
