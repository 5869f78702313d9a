"""Markdown: front matter, and the one safe path from what someone wrote to HTML (threats T1, T2, T8)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from .files import SourceFile

# Pictures in a guide's text: which ones its writer asked for, and where those that are published stand.


# The only address that a picture on a page can have. See text/pictures: it is made from the bytes of the
# file.
PUBLISHED = re.compile(r"(\.\./)*pictures/[0-9a-f]{40,64}\.(png|jpe?g|webp)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class PictureSeen:
    """A picture that a writer asked for: what they called it, and their description."""

    name: str
    description: str


@dataclass(frozen=True)
class ImageTarget:
    """Where a picture is published, as seen from the page, and its size in pixels."""

    address: str
    width: int
    height: int


Resolve = Callable[[str], ImageTarget | None]


def nowhere(name: str) -> None:
    """The answer for a text whose pictures are not shown."""


class ShownPictures(Extension):
    """Puts published pictures in the place of what the writer typed, and the description in the place of any
    other.

    Afterwards `seen` lists what the writer asked for, in the order of the text.
    """

    def __init__(self, resolve: Resolve):
        super().__init__()
        self.resolve = resolve
        self.seen: list[PictureSeen] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Run once the pictures are known, and before the words of the headings are read."""
        md.treeprocessors.register(_Pictures(md, self), "shown-pictures", 6)


class _Pictures(Treeprocessor):
    def __init__(self, md: Markdown, ours: ShownPictures):
        super().__init__(md)
        self.ours = ours

    def run(self, root: Element) -> None:
        self._below(root, in_heading=False)

    def _below(self, parent: Element, *, in_heading: bool) -> None:
        for child in list(parent):
            if child.tag != "img":
                self._below(child, in_heading=in_heading or child.tag in _HEADINGS)
                continue
            name, description = child.get("src", ""), child.get("alt", "")
            self.ours.seen.append(PictureSeen(name, description))
            # A heading is read out in lists of headings, so it is words alone.
            place = None if in_heading else self.ours.resolve(name)
            if place:
                child.attrib.clear()
                child.attrib |= {
                    "src": place.address,
                    "alt": description,
                    "width": str(place.width),
                    "height": str(place.height),
                    "loading": "lazy",
                }
            else:
                _say_instead(parent, child, description)


def _say_instead(parent: Element, child: Element, words: str) -> None:
    """Take an element out, and put words in its place; what followed it stays."""
    at = list(parent).index(child)
    words += child.tail or ""
    parent.remove(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


# Tables in Markdown, marked so that they can become cards on a phone and stay tables for a screen reader. A
# table of two columns whose first cell is one **bold** word explains that word: its row can be linked to,
# and plans link to it.


ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}


class LabelledTables(Extension):
    """Gives every table a name, every cell the heading of its column, and every part its role: styles that
    move cells take roles away. `explained` then holds the id of the row of each word that is explained.
    """

    def __init__(self) -> None:
        super().__init__()
        self.explained: dict[str, str] = {}

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after the words of the headings have been read."""
        md.treeprocessors.register(_Labels(md, self.explained), "labelled-tables", 5)


class _Labels(Treeprocessor):
    def __init__(self, md: Markdown, explained: dict[str, str]):
        super().__init__(md)
        self.explained = explained

    def run(self, root: Element) -> None:
        taken = {element.get("id") for element in root.iter()}
        for table in root.iter("table"):
            headings = ["".join(th.itertext()) for th in table.iter("th")]
            for element in table.iter():
                if element.tag in ROLES:
                    element.set("role", ROLES[element.tag])
                if element.tag == "th":
                    element.set("scope", "col")
                element.attrib.pop("style", None)
            for row in table.iter("tr"):
                self._explain(row, taken)
                for heading, cell in zip(headings, row.findall("td"), strict=False):
                    if heading.strip():
                        cell.set("data-label", heading.strip())
        _name(root)

    def _explain(self, row: Element, taken: set[str | None]) -> None:
        """Give the row of an explained word an id, and remember both."""
        cells = row.findall("td")
        if (
            len(cells) != 2
            or len(cells[0]) != 1
            or cells[0][0].tag != "strong"
            or (cells[0].text or "").strip()
            or (cells[0][0].tail or "").strip()
        ):
            return
        word = " ".join("".join(cells[0].itertext()).split())
        id = "word_" + re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-")
        if id not in taken:
            taken.add(id)
            row.set("id", id)
            self.explained[word] = id


def _name(root: Element) -> None:
    """Call each table after the heading that it stands under, or after its columns where there is none; a
    second one under it by its number.
    """
    heading, count = "", 0
    for element in root.iter():
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            heading, count = "".join(element.itertext()).strip(), 0
        elif element.tag == "table":
            count += 1
            name = heading or ", ".join("".join(th.itertext()).strip() for th in element.iter("th"))
            caption = Element("caption")
            caption.text = name if count == 1 else f"{name} ({count})"
            element.insert(0, caption)


# Python-Markdown's time grows with the square of these marks in one paragraph, and with their number. It calls itself for each sign that nests (`> - > -`), and it is slow on many headings or
# rules. Prose never needs so many.
LIMIT_MARKS = 400
LIMIT_MARKS_IN_ALL = 10_000
LIMIT_NESTED = 12
LIMIT_HEADINGS = 500
LIMIT_LINES = 6_000
_COSTLY = re.compile(r"[\[\]()<*_`&]")
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*\Z")
_NESTED = re.compile(rf"^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]*){{{LIMIT_NESTED}}}", re.MULTILINE)
_MAY_NEST = frozenset(">-*+ \t")
_HEADING = re.compile(r"^[ \t]*(?:#|[-=*_][-=*_ \t]{2,}$|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
_MARKS = re.compile(r"[*_`\[\]<>#\\|!~=\n]|^\s*(?:[-+]|\d+[.)])\s")
_TAGS = {"p", "br", "strong", "em", "code", "ul", "ol", "li", "a", "blockquote"}
_GUIDE_TAGS = _TAGS | {
    "h2",
    "h3",
    "h4",
    "pre",
    "hr",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "img",
}
_SCHEMES = {"http", "https", "mailto", "tel"}
# How a link may begin: with a scheme of the list, or as an address of this site. `//host` and `\\host` are
# neither.
_LINK = re.compile(
    r"(https?://[^\s/?#]|mailto:|tel:|#|\.{0,2}/(?![/\\])|[\w-]+(/|$|#|\.html))", re.IGNORECASE
)


@dataclass(frozen=True)
class MarkdownSection:
    """A heading of a text: its level (2 to 4), its `id` on the page, and its words as plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """Safe HTML, the headings in it, the pictures that its writer asked for, whether they are shown or not,
    and the words that it explains, each with its id.
    """

    html: Markup
    sections: tuple[MarkdownSection, ...] = ()
    pictures: tuple[PictureSeen, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()


def front_matter(file: SourceFile) -> tuple[SourceFile | None, str, int]:
    """Split a Markdown file into its fields (as YAML on the same lines as before), its text, and the text's
    first line.

    The fields are None where the file does not start with a block between two lines of three dashes.
    """
    match = re.match(
        r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", file.content, re.DOTALL | re.MULTILINE
    )
    if not match:
        return None, file.content, 1
    fields = SourceFile(file.path, "\n" + match.group(1), file.blob)
    return fields, file.content[match.end() :], file.content.count("\n", 0, match.end()) + 1


def too_many_marks(text: str) -> bool:
    """Whether a text has more Markdown marks than any prose needs, which would take the engine very long."""
    if len(text) <= LIMIT_MARKS and "\n" not in text:  # Nearly every text: there is no room for too many.
        return (text[:1] in _MAY_NEST or text[:1].isdecimal()) and _runs_deep(text)
    if (
        text.count("\n") > LIMIT_LINES
        or len(_COSTLY.findall(text)) > LIMIT_MARKS_IN_ALL
        or len(_HEADING.findall(text)) > LIMIT_HEADINGS
    ):
        return True
    if any(_runs_deep(line) for line in text.split("\n")):
        return True
    return any(len(_COSTLY.findall(block)) > LIMIT_MARKS for block in re.split(r"\n\s*\n", text))


def _runs_deep(line: str) -> bool:
    """Whether a line opens one quote or list inside the other, over and over.

    A line of stars alone is a rule.
    """
    return _NESTED.match(line) is not None and (">" in line or not _RULE.match(line))


@lru_cache(maxsize=4096)
def render_field_markdown(text: str) -> Markup:
    """A field's text as safe HTML: paragraphs, lists, emphasis and links; no raw HTML, no headings, no
    pictures.
    """
    if not _MARKS.search(text) or too_many_marks(text):
        return _as_it_is(text)
    try:
        engine = _idle.pop() if _idle else _engine(("sane_lists",))
        html = engine.reset().convert(text)
        _idle.append(engine)
        return Markup(_clean(html, _TAGS))
    except RecursionError:
        return _as_it_is(text)


# To make an engine takes longer than to use it. One that broke down, or is at work in another thread, is not
# among these.
_idle: list[markdown.Markdown] = []


def render_document_markdown(text: str, resolve: Resolve = nowhere) -> Rendered:
    """A guide's text as safe HTML, with tables, headings (from level 2), each with an `id`, and pictures.

    `resolve` says where the picture that a writer named is published; one that is nowhere gives way to its
    description.
    """
    if too_many_marks(text):
        return Rendered(_as_it_is(text))
    shown = ShownPictures(resolve)
    tables = LabelledTables()
    engine = _engine(("sane_lists", "tables", "toc"), tables, shown)
    try:
        html = _clean(engine.convert(text), _GUIDE_TAGS)
    except RecursionError:
        return Rendered(_as_it_is(text))
    sections = tuple(_sections(vars(engine)["toc_tokens"]))
    return Rendered(
        Markup(html),
        sections,
        tuple(shown.seen),
        tuple((unescape(word), id) for word, id in tables.explained.items()),
    )


def _as_it_is(text: str) -> Markup:
    return Markup(f"<p>{escape(text)}</p>")


def _engine(extensions: tuple[str, ...], *ours: Extension) -> markdown.Markdown:
    engine = markdown.Markdown(
        extensions=[*extensions, *ours],
        extension_configs=(
            {"toc": {"baselevel": 1, "toc_depth": "2-4", "slugify": _place_name}}
            if "toc" in extensions
            else {}
        ),
    )
    # Without these two, what looks like HTML is text. Never put them back: cleaning what was let through first has
    # failed before, in other programs.
    engine.preprocessors.deregister("html_block")
    engine.inlinePatterns.deregister("html")
    return engine


def _place_name(words: str, separator: str) -> str:
    """The `id` of a heading.

    The places of our own on a page have a line below in their names, so that no heading takes one of them.
    """
    return slugify(words, separator).replace("_", separator)


def _sections(tokens: list[dict[str, Any]]) -> list[MarkdownSection]:
    found = []
    for token in tokens:
        if 2 <= token["level"] <= 4:
            found.append(
                MarkdownSection(token["level"], token["id"], unescape(re.sub(r"<[^<>]+>", "", token["html"])))
            )
        found += _sections(token["children"])
    return found


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes={
            "*": set(),
            "a": {"href"},
            "img": {"src", "alt", "width", "height", "loading"},
            "h2": {"id"},
            "h3": {"id"},
            "h4": {"id"},
            **{tag: {"role", "scope", "data-label"} for tag in ROLES},
            "tr": {"role", "id"},
        },
        url_schemes=_SCHEMES,
        link_rel=None,
        attribute_filter=_allowed,
    )


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _LINK.match(value.strip()) else None
    if attribute == "src":
        return value if PUBLISHED.fullmatch(value) else None
    return value
