"""The pages of our site as a folder that Hugo builds: each page's HTML ready as its content, and layouts that
put our shell round it.

A layout is a shell of ours (`website/shell.Shell`), cut at the values that differ, with the way to the root
as one more of them. There is one for each entry of the menu. Nothing is left for Hugo to render; it reads,
fills and writes.
"""

import json
import shutil
from pathlib import Path

CONFIGURATION = """\
baseURL = "https://plans.example.org/"
languageCode = "en"
title = "Community plans"
disableHugoGeneratorInject = true
disableKinds = ["section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
"""
_NAMES = ("title", "description", "head")


class Writer:
    """Writes the folder page by page, as our shells are filled."""

    def __init__(self, root: Path):
        self.root = root
        for folder in ("content", "layouts/_default"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "config.toml").write_text(CONFIGURATION, encoding="utf-8", newline="\n")

    def page(self, pieces: list[str], values: dict) -> None:
        """Write a page, and its layout where that is not there yet."""
        address, base, section = (str(values[name]) for name in ("address", "base", "section"))
        layout = "-".join(
            ("shell", section.replace("/", "-") or "none", "here" if address == section else "below")
        )
        path = self.root / "layouts" / (f"_default/{layout}.html" if address else "index.html")
        if not path.exists():
            path.write_text(_layout(pieces, base), encoding="utf-8", newline="\n")
        body = str(values["body"])
        if "{{<" in body or "{{%" in body:
            raise SystemExit(f"Hugo would take a word of /{address} for a command.")
        about = {f"page_{name}": str(values[name]) for name in _NAMES} | {"page_base": base, "layout": layout}
        path = self.root / "content" / (f"{address.rstrip('/')}.html" if address else "_index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"{json.dumps(about, ensure_ascii=False, indent=0)}\n{body}", encoding="utf-8", newline="\n"
        )

    def files(self, site: Path) -> None:
        """Beside the pages, what the shell asks for: styles, scripts and the font."""
        shutil.copytree(site / "assets", self.root / "static" / "assets", dirs_exist_ok=True)


def _layout(pieces: list[str], base: str) -> str:
    """A shell as a template of Hugo's."""
    made = []
    for number, piece in enumerate(pieces):
        if number % 2:
            made.append("{{ .Content }}" if piece == "body" else f"{{{{ .Params.page_{piece} | safeHTML }}}}")
        else:
            made.append(piece.replace(base, "{{ .Params.page_base }}") if base else piece)
    return "".join(made)
