"""Tables in Markdown, marked so that they can become cards on a phone and stay tables for a screen reader.

A table of two columns whose first cell is one **bold** word explains that word: its row can be linked to, and
plans link to it.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

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
    move cells take roles away.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after the words of the headings have been read."""
        md.explained = {}
        md.treeprocessors.register(_Labels(md), "labelled-tables", 5)


class _Labels(Treeprocessor):
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
            self.md.explained[word] = id


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
