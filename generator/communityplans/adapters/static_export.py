"""`plans export`: writes a folder from which another generator builds the same site, should MkDocs no longer
be maintained.

The site is built as usual; then its pages become files with front matter (`static_site_files.py`), and all
other files stay as they are.
"""

from datetime import date
from pathlib import Path

from ..build.page_shell import base_of, place_of, variables
from ..build.pipeline import Site
from ..i18n import use_language
from ..site.page import Page
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from . import static_site_files
from .mkdocs_plugin import CommunityPlansPlugin
from .site_build import STAMP, OutputKind, prepared, replaced, stamp, through_mkdocs

EXPORT = OutputKind("export", ".community-plans-export", "Name another folder.")


def export(root: Path, output: Path, *, today: date, draft: bool = False, pdf: bool = False) -> Site:
    """Write the site of `root` into `output` for other generators; `output` changes only on success.

    Returns:
        The site. If the content has errors, it has diagnostics and no pages, and nothing was written.

    Raises:
        UsageError: The arguments are wrong, or the system prevents the export.
    """
    output = output.resolve()
    found = prepared(root, output, EXPORT, today=today, draft=draft, pdf=pdf)
    if has_errors(found.diagnostics):
        return found
    with replaced(output, EXPORT) as fresh:
        docs = fresh / static_site_files.PAGES
        plugin = through_mkdocs(root, docs, found)
        (docs / STAMP).unlink()
        with use_language(plugin.language):
            _look(fresh, plugin)
            for page in found.pages:
                _page(docs, page, plugin)
        name = plugin.built.site_name
        menu = [
            (title, address)
            for title, address in plugin.around.menu
            if (docs / address / "index.md").is_file()
        ]
        _write(
            fresh / static_site_files.CONFIGURATION,
            static_site_files.configuration(name, plugin.around.url, menu),
        )
        _write(fresh / static_site_files.README, static_site_files.ABOUT)
        stamp(fresh, EXPORT)
        _verify(docs, found)
    return found


def _look(fresh: Path, plugin: CommunityPlansPlugin) -> None:
    """Write the template, the not-found page and the site map, which generators would otherwise replace."""
    docs, look = fresh / static_site_files.PAGES, fresh / static_site_files.LOOK
    look.mkdir()
    html = plugin.themed(
        static_site_files.template_values(plugin.site.pages[0], plugin.around), static_site_files.BASE
    )
    _write(look / "main.html", static_site_files.template(html, plugin.around, plugin.language))
    for name, otherwise in (
        (static_site_files.NOT_FOUND, ""),
        (static_site_files.MAP, static_site_files.EMPTY_MAP),
    ):
        made = docs / name
        _write(
            look / name,
            static_site_files.harmless(made.read_text(encoding="utf-8")) if made.is_file() else otherwise,
        )
        made.unlink(missing_ok=True)


def _page(docs: Path, page: Page, plugin: CommunityPlansPlugin) -> None:
    """Replace a rendered page by a file with front matter."""
    if page.kind == "not-found":
        return
    _, _, current = place_of(page, plugin.around)
    values = variables(page, plugin.around, base_of(page, plugin.around))
    (docs / page.address / "index.html").unlink()
    _write(docs / page.address / "index.md", static_site_files.markdown(page, values, current=current))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _verify(docs: Path, found: Site) -> None:
    """Raise UsageError unless every page was written whole."""
    for page in found.pages:
        path = docs / page.address / "index.md"
        if page.kind != "not-found" and static_site_files.kept(page.body) not in path.read_text(
            encoding="utf-8"
        ):
            raise UsageError(f"The page /{page.address} was not written whole. The old export is as it was.")
