"""Headings and ids that somebody chose never take the name of a place of our own on a page, where scripts,
labels and links look for it (threat T17).
"""

import re

import pytest
from sites import COUNCIL, build, copy_of, html_of, parsed


def names(page) -> list[str]:
    return [one.get("id") for one in page.iter() if one.get("id")]


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Every name of a place on the pages of a site, and every name that one of its scripts looks for."""
    root = copy_of(COUNCIL, tmp_path_factory.mktemp("names") / "council")
    build(root, root / "site")
    found = {name for html in html_of(root / "site").values() for name in names(parsed(html))}
    for script in (root / "site" / "assets").rglob("*.js"):
        found |= set(re.findall(r"getElementById\(['\"]([\w-]+)", script.read_text(encoding="utf-8"))) | set(
            re.findall(r"['\"`]#([a-z_][\w-]+)['\"`]", script.read_text(encoding="utf-8"))
        )
    return root, sorted(found)


def test_no_heading_takes_the_name_of_a_place_of_ours(ours):
    root, taken = ours
    assert {"find_box", "search_box"} <= set(taken) and len(taken) > 50
    guide = next((root / "guides" / "councillors").glob("*.md"))
    head = guide.read_text(encoding="utf-8").split("---\n")[1]
    guide.write_text(
        f"---\n{head}---\n\n"
        + "\n\n".join(
            f"## {name}"
            for name in (*taken, "__search", "__drawer", "body", "main", "constructor", "__proto__")
        )
        + "\n",
        encoding="utf-8",
    )
    build(root, root / "site")
    page = parsed(
        (root / "site" / "guides" / "councillors" / guide.stem / "index.html").read_text(encoding="utf-8")
    )
    here = names(page)
    assert sorted(name for name in set(here) if here.count(name) > 1) == []
    # The frame around the text keeps its own: what leads to the content leads there still.
    main = page.find(".//main")
    inside = {
        name for one in main.iter() if str(one.tag) in ("h2", "h3", "h4") for name in [one.get("id")] if name
    }
    frame = {name for name in here if name not in {n for n in names(main)}}
    assert inside and not inside & frame
    for link in page.iter("a"):
        if (link.get("href") or "").startswith("#") and link.get("class") and "skip" in link.get("class"):
            assert link.get("href")[1:] not in inside
