"""The pages of our site as a folder that plain MkDocs with Material builds: the same words on as many pages.

What a reader can see becomes headings, paragraphs, lists, tables and definition lines; there is no HTML in
it. Left out, in favour of the other builders: pictures, links within a page and to files, and the page for
wrong addresses, which Material makes itself.
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath

from communityplans.site.page import Page

_SPECIAL = re.compile(r"[\\`*_\[\]>#|&<]")
_BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "li",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "header",
    "nav",
    "ul",
    "ol",
    "dl",
    "caption",
    "table",
    "thead",
    "tbody",
    "tr",
    "pre",
    "blockquote",
    "footer",
    "th",
    "td",
    "hr",
}
_BREAKS = {"br", "small"}
_MARKED = {"b": "**", "strong": "**", "em": "*", "code": "`"}

CONFIGURATION = """\
site_name: Community plans
theme:
  name: material
  font: false
  language: en
  features:
    - navigation.prune
"""
# Zensical makes a search, and reads more kinds of Markdown than MkDocs does, unless it is told not to.
NO_SEARCH = "plugins: []\n"
ZENSICAL = "markdown_extensions: [toc, tables, fenced_code]\nplugins:\n  - search:\n      enabled: false\n"


def write(root: Path, pages: list[Page]) -> None:
    """Write a Markdown file for each page, `mkdocs.yml`, and files with a short menu, of the pages at the
    top, as ours is.
    """
    for page in pages:
        path = root / "docs" / page.address / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown(page.body), encoding="utf-8", newline="\n")
    menu = "nav:\n" + "".join(
        f"  - {page.address}index.md\n" for page in pages if page.address.count("/") < 2
    )
    for name, text in (
        ("mkdocs", NO_SEARCH),
        ("short-menu", NO_SEARCH + menu),
        ("zensical", ZENSICAL + menu),
    ):
        (root / f"{name}.yml").write_text(CONFIGURATION + text, encoding="utf-8", newline="\n")


def markdown(html: str) -> str:
    """A page's body as Markdown."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return "\n".join(reader.lines).strip() + "\n"


def words(html: str) -> list[str]:
    """What a reader of a piece of HTML sees, word by word."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.said).split()


class _Reader(HTMLParser):
    """Collects the words of a block, and writes it as Markdown when the next block begins."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.said: list[str] = []
        self.kind = self.last = "p"
        self.lists: list[str] = []
        self.row: list[str] | None = None
        self.links: list[str | None] = []
        self.in_svg = 0
        self.in_code = 0

    def handle_starttag(self, tag, attributes):
        if tag == "svg":
            self.in_svg += 1
        elif self.in_svg:
            return
        elif tag in _BLOCKS:
            if self.row is None or tag in ("th", "td", "tr"):
                self.end()
                self.kind = tag
            else:
                self.said.append(" ")
            if tag in ("ul", "ol"):
                self.lists.append(tag)
            elif tag == "tr":
                self.row = []
        elif tag in _BREAKS:
            self.said.append(" ")
        elif tag in _MARKED:
            self.in_code += tag == "code"
            self.said.append(_MARKED[tag])
        elif tag == "a":
            href = dict(attributes).get("href", "")
            self.links.append(None if href.startswith("#") else _target(href))
            self.said.append("" if self.links[-1] is None else "[")

    def handle_endtag(self, tag):
        if tag == "svg":
            self.in_svg -= 1
        elif self.in_svg:
            return
        elif tag in ("th", "td") and self.row is not None:
            self.row.append(self.taken())
        elif tag == "tr" and self.row is not None:
            first = not (self.lines and self.lines[-1].startswith("|"))
            self.lines += (
                ([""] if first else [])
                + [f"| {' | '.join(self.row)} |"]
                + (["|" + " --- |" * len(self.row)] if first else [])
            )
            self.row = None
        elif tag in _BLOCKS and self.row is None:
            self.end()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            self.kind = "li-more" if tag != "li" and self.lists else "p"
        elif tag in _MARKED:
            self.in_code -= tag == "code"
            self.said.append(_MARKED[tag])
        elif tag == "a":
            target = self.links.pop()
            if target is not None:
                self.said.append(f"]({target})")

    def handle_data(self, data):
        if not self.in_svg:
            self.said.append(data if self.in_code else _SPECIAL.sub(_escaped, data))

    def taken(self) -> str:
        text = " ".join("".join(self.said).split())
        self.said = []
        return text

    def end(self) -> None:
        """Write the block that was collected, if there is anything in it."""
        text, kind = self.taken(), self.kind
        if not text:
            return
        if len(kind) == 2 and kind[0] == "h":
            self.lines += ["", f"{'#' * int(kind[1])} {text}", ""]
        elif kind == "dt":
            self.lines += ["", f"**{text}:**"]
        elif kind == "dd" and self.lines and self.lines[-1].endswith(":**"):
            self.lines[-1] = f"{self.lines[-1]} {text}"
        elif kind == "li":
            self.lines += ([] if self.last == "li" else [""]) + [
                f"{'1.' if self.lists[-1:] == ['ol'] else '-'} {_start(text)}"
            ]
        else:
            self.lines += ["", _start(text)]
        self.last = kind
        self.kind = "p"


def _target(href: str) -> str | None:
    """A link as a writer of plain MkDocs makes it: to the file of the page; none to what is no page."""
    if ":" in href.split("?")[0] or href.startswith("//"):
        return href.replace("(", "%28").replace(")", "%29")
    path = href.partition("#")[0].partition("?")[0]
    return normpath(path + "index.md") if path == "" or path.endswith("/") else None


def _escaped(found: re.Match) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}")


def _start(text: str) -> str:
    """The first sign of a block escaped, where Markdown would take it for a list."""
    return re.sub(r"^(\d+)\.|^([-+])", lambda m: f"{m[1]}\\." if m[1] else f"\\{m[2]}", text)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("svg", "script", "style")
        self.said.append(" " if tag in _BLOCKS | _BREAKS else "")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("svg", "script", "style")
        self.said.append(" " if tag in _BLOCKS else "")

    def handle_data(self, data):
        if not self.hidden:
            self.said.append(data)
