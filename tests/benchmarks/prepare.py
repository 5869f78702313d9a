"""`prepare ROOT WORK DAY FOLDER...`: builds the site once, and writes its pages for the other builders.

Not measured; prints how many pages there are as JSON.

`WORK/reference` is the site, `WORK/markdown` is for MkDocs, ProperDocs and Zensical, `WORK/hugo` for Hugo;
only the folders that are named are written.
"""

import json
import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path

from communityplans.adapters.mkdocs_plugin import CommunityPlansPlugin
from communityplans.adapters.site_build import build
from communityplans.build.output import OutputFiles
from communityplans.build.page_shell import Shell, place_of, variables
from communityplans.site.page import Page
from communityplans.source.diagnostic import has_errors, in_order

from . import as_hugo, as_markdown


def prepare(root: Path, work: Path, today: date, folders: Collection[str] = ("hugo", "markdown")) -> int:
    """Write everything; the number of pages, without the one for wrong addresses, which each builder has or
    leaves out in its own way.
    """
    hugo, write = as_hugo.Writer(work / "hugo"), CommunityPlansPlugin._write

    def write_both(
        plugin: CommunityPlansPlugin, page: Page, shells: dict[tuple, Shell], written: OutputFiles
    ) -> None:
        write(plugin, page, shells, written)
        if "hugo" in folders and not page.address.endswith(".html"):
            place = place_of(page, plugin.around)
            hugo.page(shells[place].pieces, variables(page, plugin.around, place[0]))

    CommunityPlansPlugin._write = write_both
    try:
        site = build(root, work / "reference", today=today)
    finally:
        CommunityPlansPlugin._write = write
    if has_errors(site.diagnostics):
        raise SystemExit(f"The corpus has errors, the first of them: {in_order(site.diagnostics)[0]}")
    if "hugo" in folders:
        hugo.files(work / "reference")
    shown = [page for page in site.pages if page.kind != "not-found"]
    if "markdown" in folders:
        as_markdown.write(work / "markdown", shown)
    return len(shown)


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "pages": prepare(
                    Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), sys.argv[4:]
                )
            }
        )
    )
