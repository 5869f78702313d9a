"""Whether the packages on this machine are those that this program was made with (pyproject.toml)."""

from importlib.metadata import PackageNotFoundError, requires, version

ADVICE = (
    "Install what belongs to this version again: .ci/install .venv (in a clone of the program: make build)"
)


def mismatched_packages() -> str:
    """One line that names each package that is missing or of another version; "" where all fit."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return f"packaging is missing. {ADVICE}"
    try:
        wanted = [Requirement(one) for one in requires("community-plans") or ()]
    except PackageNotFoundError:
        return ""  # Not installed, but run from its folder: nobody has said which packages it wants.
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
