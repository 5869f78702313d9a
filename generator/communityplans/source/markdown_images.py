"""Pictures in a guide's text: which ones its writer asked for, and where those that are published stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

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
