"""In which order a built site is copied to its host, so that a copy that stops half-way serves no page
without what it needs.
"""

from pathlib import Path

from ..source.errors import UsageError
from .site_build import STAMP

# What tells machines that a page is there.
ANNOUNCES = ("feeds/", "sitemap.xml")


def order(output: Path) -> list[str]:
    """Every file of a built site, by its path: first what pages load and lead to, then pages from the deepest
    up, the first page last.

    Raises:
        UsageError: There is no site.
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
