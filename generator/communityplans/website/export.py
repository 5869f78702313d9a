"""The export: a folder from which another generator makes the same site, should the one under ours come to its end.

The site is built as always; then its pages become files with front matter (`plainly`), and everything else stays as it is.
"""

from datetime import date
from pathlib import Path

from ..pages.page import Page
from ..text.catalogue import speaking
from ..text.diagnostic import has_errors
from ..text.refused import Refused
from . import plainly
from .build import STAMP, Made, prepared, replaced, stamp, through_mkdocs
from .mkdocs_plugin import CommunityPlansPlugin
from .pipeline import Site
from .shell import base_of, place_of, variables

EXPORT = Made("export", ".community-plans-export", "Name another folder.")


def export(root: Path, output: Path, *, today: date, draft: bool = False, pdf: bool = False) -> Site:
    """Write the site of `root` into `output` for other generators. It stays as it was unless all goes well, as with `build`.

    Raises Refused with a sentence. Where the content has errors, the site has them and nothing is written.
    """
    output = output.resolve()
    found = prepared(root, output, EXPORT, today=today, draft=draft, pdf=pdf)
    if has_errors(found.diagnostics):
        return found
    with replaced(output, EXPORT) as fresh:
        docs = fresh / plainly.PAGES
        plugin = through_mkdocs(root, docs, found)
        (docs / STAMP).unlink()
        with speaking(plugin.language):
            _look(fresh, plugin)
            for page in found.pages:
                _page(docs, page, plugin)
        name = plugin.built.site_name
        menu = [(title, address) for title, address in plugin.around.menu if (docs / address / "index.md").is_file()]
        _write(fresh / plainly.CONFIGURATION, plainly.configuration(name, plugin.around.url, menu))
        _write(fresh / plainly.README, plainly.ABOUT)
        stamp(fresh, EXPORT)
        _verify(docs, found)
    return found


def _look(fresh: Path, plugin: CommunityPlansPlugin) -> None:
    """The template, and the two files that generators would make in their own way: the page for wrong addresses, and the map."""
    docs, look = fresh / plainly.PAGES, fresh / plainly.LOOK
    look.mkdir()
    html = plugin.themed(plainly.template_values(plugin.site.pages[0], plugin.around), plainly.BASE)
    _write(look / "main.html", plainly.template(html, plugin.around, plugin.language))
    for name, otherwise in ((plainly.NOT_FOUND, ""), (plainly.MAP, plainly.EMPTY_MAP)):
        made = docs / name
        _write(look / name, plainly.harmless(made.read_text(encoding="utf-8")) if made.is_file() else otherwise)
        made.unlink(missing_ok=True)


def _page(docs: Path, page: Page, plugin: CommunityPlansPlugin) -> None:
    """A page as a file with front matter, instead of the finished one."""
    if page.kind == "not-found":
        return
    _, _, current = place_of(page, plugin.around)
    values = variables(page, plugin.around, base_of(page, plugin.around))
    (docs / page.address / "index.html").unlink()
    _write(docs / page.address / "index.md", plainly.markdown(page, values, current=current))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _verify(docs: Path, found: Site) -> None:
    """Every page is there and whole."""
    for page in found.pages:
        path = docs / page.address / "index.md"
        if page.kind != "not-found" and plainly.kept(page.body) not in path.read_text(encoding="utf-8"):
            raise Refused(f"The page /{page.address} was not written whole. The old export is as it was.")
