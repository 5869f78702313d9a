"""`plans verify`: builds a site again and compares it with an existing one, file by file."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..build.editor_packages import MISSING as NO_FORM
from ..build.pipeline import Site
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from .site_build import STAMP, build


@dataclass(frozen=True)
class Verdict:
    """How a built site differs from a fresh build: files with other bytes, missing files, extra files;
    `compared` is the number of files that it should have.
    """

    site: Site
    compared: int
    other: list[str]
    missing: list[str]
    extra: list[str]

    @property
    def same(self) -> bool:
        """Whether the site equals the fresh build."""
        return not (self.other or self.missing or self.extra)


def verify(root: Path, output: Path, *, today: date, draft: bool = False) -> Verdict:
    """Compare the site in `output` with a fresh build of `root` for a day. Changes nothing.

    Raises:
        UsageError: There is no site, or its PDFs or form cannot be built again here.
    """
    if not output.is_dir():
        raise UsageError(f"There is no site in {output}. Build it first: plans build")
    if not (output / STAMP).is_file():
        raise UsageError(f"{output} is not a site of this program.")
    with tempfile.TemporaryDirectory(prefix="community-plans-") as folder:
        fresh = Path(folder) / "site"
        # A site that was built with PDFs is compared with one that has them too.
        site = build(root, fresh, today=today, draft=draft, pdf=any(output.glob("plans/*/*.pdf")), once=True)
        for note in site.notes:
            if note != NO_FORM:
                raise UsageError(f"This site has PDFs, and they cannot be made again to compare them. {note}")
            if (output / "edit").exists():
                raise UsageError(
                    f"This site has a form at /edit/, and it cannot be made again to compare it. {note}"
                )
        if has_errors(site.diagnostics):
            return Verdict(site, 0, [], [], [])
        should, is_ = _files(fresh), _files(output)
        other = [path for path in should if path in is_ and not _same(should[path], is_[path])]
        return Verdict(
            site, len(should), other, sorted(should.keys() - is_.keys()), sorted(is_.keys() - should.keys())
        )


def _files(folder: Path) -> dict[str, Path]:
    """Every file below a folder by path. Symbolic links count as files, because no build writes them."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def _same(one: Path, two: Path) -> bool:
    return (
        not two.is_symlink()
        and one.stat().st_size == two.stat().st_size
        and one.read_bytes() == two.read_bytes()
    )
