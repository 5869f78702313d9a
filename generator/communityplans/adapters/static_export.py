"""`plans export`: writes a folder from which another generator builds the same site, should MkDocs no longer
be maintained.

The site is built as usual; then its pages become files with front matter (`py`), and all
other files stay as they are.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..build.page_shell import FILLED, Surroundings, base_of, marks, place_of, tidy, variables
from ..build.pipeline import Site
from ..i18n import use_language
from ..site.page import Page
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from .mkdocs_plugin import CommunityPlansPlugin
from .site_build import STAMP, OutputKind, prepared, replaced, stamp, through_mkdocs

# The files of an export that any generator of the MkDocs family can read: pages with front matter, one
# template, one configuration. They need neither this program nor MkDocs' plugins nor Material. The body of
# a page is HTML in a Markdown file, which all of these generators leave unchanged. The template is the
# rendered theme, with variables where pages differ.


# The folders of the template and of the pages, as the configuration names them.
LOOK, PAGES = "look", "docs"
CONFIGURATION, README = "mkdocs.yml", "README.md"
NOT_FOUND, MAP = "404.html", "sitemap.xml"
# The front matter of a page. `base` is the relative address of the root; `section` and `current` are its
# place in the menu.
OF_A_PAGE = ("title", "description", "head", "base", "section", "current")
# Marks the relative address of the root while the template is rendered.
BASE = "@@cp-base@@"
# Characters that YAML does not allow, or reads as a line break, in a quoted scalar.
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_BLANK = re.compile(r"(?<=\n) +(?=\n)")
_AROUND = '<div class="cp cp-page" id="page_content" tabindex="-1">\n'
_END = "\n</div>\n"
_SAID = {
    "title": "{{ page.meta.title | default(page.title) | safe }}",
    "description": '{{ page.meta.description | default("") | safe }}',
    "head": '{{ page.meta.head | default("") | safe }}',
    "body": "{{ page.content | safe }}",
}
_NAMED = '{{ page.meta.base | default(base_url ~ "/") }}'
_CURRENT = """{{% if page.meta.section == {address} %}} aria-current="{{% if page.meta.current %}}page{{% else %}}true{{% endif %}}"{{% endif %}}"""

EMPTY_MAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset'
    ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>\n'
)

ABOUT = f"""\
This folder was written by `plans export`. It is a whole website for another generator: nothing in it needs the program that wrote it.

Any of these makes the website in the folder `site`:

    zensical build
    properdocs build -f {CONFIGURATION}
    mkdocs build

`{PAGES}/` has a file for each page, with its title at the top and what it says as HTML; pictures, data and styles are beside them.
`{LOOK}/main.html` is what stands round every page: the menu, the notice, the footer. `{CONFIGURATION}` says where all of it is.
To use a theme of the generator instead, name it in `{CONFIGURATION}` and take out `custom_dir`.

The next `plans export` replaces this folder as a whole. The words are kept in `plans/` and `guides/` of the repository that it came from.
"""


def template_values(page: Page, around: Surroundings) -> dict[str, Any]:
    """The values for rendering the template: those that all pages share, taken from any page, and marks for
    the others.
    """
    return variables(page, around, BASE) | marks() | {"section": None, "address": None}


def template(html: str, around: Surroundings, language: str) -> str:
    """Turn the theme's page, rendered with `template_values`, into a template.

    Template syntax in the council's own words is escaped.

    Raises:
        UsageError: The council's own main.html does not have the element for the page body.
    """
    made = harmless(tidy(html, language))
    before, _, end = made.partition(_AROUND + marks()["body"])
    if not end:
        raise UsageError(
            "The template main.html in site_overrides does not hold pages as the one of this program does, in"
            " #page_content. Nothing was exported."
        )
    made = before + marks()["body"] + end.removeprefix(_END.rstrip("\n"))
    for _, address in around.menu:
        link = f'<a href="{BASE}{address}"'
        here = made.index("<nav class")
        made = made[:here] + made[here:].replace(
            f"{link}>", f"{link}{_CURRENT.format(address=json.dumps(address))}>", 1
        )
    for name in FILLED:
        made = made.replace(marks()[name], _SAID[name])
    return made.replace(BASE, _NAMED)


def harmless(text: str) -> str:
    """Escape template syntax in HTML or XML.

    Template engines drop a line break at the very end, so it is written twice.
    """
    return text.replace("{", "&#123;") + ("\n" if text.endswith("\n") else "")


def markdown(page: Page, values: dict[str, Any], *, current: bool) -> str:
    """The Markdown file of a page. Its front matter is escaped HTML, because no generator escapes it."""
    said = {**values, "current": current}
    top = "".join(f"{name}: {quoted(said[name])}\n" for name in OF_A_PAGE)
    return f"---\n{top}---\n\n{_AROUND}{kept(page.body)}{_END}"


def kept(body: str) -> str:
    """A body that Markdown leaves unchanged: tabs, and lines of spaces only, become character references."""
    return _BLANK.sub(lambda found: "&#32;" * len(found[0]), str(body).replace("\t", "&#9;"))


def configuration(name: str, url: str | None, menu: Sequence[tuple[str, str]]) -> str:
    """The text of the export's mkdocs.yml, with the menu for themes that render one.

    Args:
        name: The name of the site.
        url: The address of the site; None if the council has not set one.
        menu: The title (text or Markup) and the address of each entry.
    """
    lines = [f"# Written by plans export; {README} says what for.", f"site_name: {quoted(name)}"]
    lines += [f"site_url: {quoted(url)}"] if url else []
    lines += [
        f"docs_dir: {PAGES}",
        "site_dir: site",
        "use_directory_urls: true",
        "theme:",
        "  name: null",
        f"  custom_dir: {LOOK}",
        f"  static_templates: [{NOT_FOUND}]",
        "plugins:",
        "  - search:",
        "      enabled: false",
        "markdown_extensions: []",
        "nav:",
    ]
    lines += [
        f"  - {quoted(title)}: {quoted(f'{address}index.md')}"
        for title, address in [(Markup.escape(name), ""), *menu]
    ]
    return "\n".join(lines) + "\n"


def quoted(value: Any) -> str:
    """A value in double quotes, on one line, which YAML and JSON read alike."""
    plain = value if isinstance(value, bool) else str(value)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(plain, ensure_ascii=False))


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
        docs = fresh / PAGES
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
            fresh / CONFIGURATION,
            configuration(name, plugin.around.url, menu),
        )
        _write(fresh / README, ABOUT)
        stamp(fresh, EXPORT)
        _verify(docs, found)
    return found


def _look(fresh: Path, plugin: CommunityPlansPlugin) -> None:
    """Write the template, the not-found page and the site map, which generators would otherwise replace."""
    docs, look = fresh / PAGES, fresh / LOOK
    look.mkdir()
    html = plugin.themed(template_values(plugin.site.pages[0], plugin.around), BASE)
    _write(look / "main.html", template(html, plugin.around, plugin.language))
    for name, otherwise in (
        (NOT_FOUND, ""),
        (MAP, EMPTY_MAP),
    ):
        made = docs / name
        _write(
            look / name,
            harmless(made.read_text(encoding="utf-8")) if made.is_file() else otherwise,
        )
        made.unlink(missing_ok=True)


def _page(docs: Path, page: Page, plugin: CommunityPlansPlugin) -> None:
    """Replace a rendered page by a file with front matter."""
    if page.kind == "not-found":
        return
    _, _, current = place_of(page, plugin.around)
    values = variables(page, plugin.around, base_of(page, plugin.around))
    (docs / page.address / "index.html").unlink()
    _write(docs / page.address / "index.md", markdown(page, values, current=current))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _verify(docs: Path, found: Site) -> None:
    """Raise UsageError unless every page was written whole."""
    for page in found.pages:
        path = docs / page.address / "index.md"
        if page.kind != "not-found" and kept(page.body) not in path.read_text(encoding="utf-8"):
            raise UsageError(f"The page /{page.address} was not written whole. The old export is as it was.")
