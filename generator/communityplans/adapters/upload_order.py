"""The order in which the files of a site are uploaded, so that an interrupted upload serves no page before
the files that it needs.
"""

from pathlib import Path

from ..source.errors import UsageError
from .site_build import STAMP

# Files that announce pages to machines.
ANNOUNCES = ("feeds/", "sitemap.xml")


def order(output: Path) -> list[str]:
    """The paths of all files of a built site, in the order of upload: first what pages load and link to, then
    pages from the deepest up, then feeds and the site map, the stamp, and the home page last.

    Raises:
        UsageError: The folder is not a site of this program.
    """
    if not (output / STAMP).is_file():
        raise UsageError(f"{output} is not a site of this program. Build it first: plans build")
    files = (path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: (_turn(path), -path.count("/"), path))


def _turn(path: str) -> int:
    if path == "index.html":
        return 4
    if path == STAMP:
        return 3
    if path.startswith(ANNOUNCES):
        return 2
    return int(path.endswith(".html"))
