"""Every link, anchor, picture and download of every built page leads to something that is there; so do the
links of PDFs. Addresses of other sites are not asked.
"""

import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from every_site import every_site


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> Path:
    """The demonstration, the made-up council, one with a past, and one whose every word is hostile."""
    home = tmp_path_factory.mktemp("sites")
    every_site(home)
    return home


@pytest.mark.parametrize("name", ["demo", "council", "past", "hostile"])
def test_every_link_of_every_page(sites, name, capsys):
    site = sites / name
    pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for address, path in pages.items():
        ids[address] = set()
        for element in html5lib.parse(path.read_bytes(), namespaceHTMLElements=False).iter():
            if isinstance(element.tag, str):
                ids[address] |= {element.get("id", ""), element.get("name", "")}
                links += [(address, value) for value in _targets(element)]
    dead = sorted({(address, link) for address, link in links if _is_dead(address, link, site, ids)})
    with capsys.disabled():
        print(f"\n  {name}: {len(links)} links of {len(pages)} pages followed, {len(dead)} dead")
    assert len(links) > 100
    assert dead[:20] == []


def _targets(element) -> list[str]:
    """The addresses that an element leads to or loads."""
    found = [element.get(name) for name in ("href", "src", "action") if element.get(name) is not None]
    if element.tag == "meta" and element.get("http-equiv", "").casefold() == "refresh":
        found.append(element.get("content", "").partition("url=")[2])
    return found


def _is_dead(address: str, link: str, site: Path, ids: dict[str, set[str]]) -> bool:
    parts = urlsplit(link.strip())
    if parts.scheme or parts.netloc:
        return False
    path = unquote(parts.path)
    # The page for wrong addresses may be shown anywhere, so its links begin at the root.
    start = "" if path.startswith("/") else posixpath.dirname(address)
    target = posixpath.normpath(posixpath.join(start, path.lstrip("/"))) if path else address
    if target.startswith(".."):
        return True
    if path.endswith("/") or target == "." or (site / target).is_dir():
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if not (site / target).is_file():
        return True
    wanted = unquote(parts.fragment)
    return bool(wanted) and target in ids and wanted not in ids[target]
