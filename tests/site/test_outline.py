"""The bones of every page of both sites: language, title, headings, landmarks, tables.

What a screen reader walks along.
"""

import re
from collections import Counter

import pytest
from sites import COUNCIL, ROOT, build, html_of, parsed, words

LABELLED = ("nav", "aside")


@pytest.fixture(scope="module", params=[COUNCIL, ROOT], ids=["made up", "demonstration"])
def site(request, tmp_path_factory):
    """Every page of a site, parsed."""
    output = tmp_path_factory.mktemp("outline") / "site"
    build(request.param, output)
    return {path: parsed(html) for path, html in html_of(output).items()}


def faults(site, find):
    """What `find` yields, by page."""
    return {path: found for path, page in site.items() if (found := list(find(page)))}


def heading_faults(page):
    levels = [(int(e.tag[1]), words(e)) for e in page.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    if [level for level, _ in levels].count(1) != 1:
        yield f"{[level for level, _ in levels].count(1)} main headings"
    if levels and levels[0][0] != 1:
        yield f"the first heading is {levels[0]}"
    for (before, _), (level, text) in zip(levels, levels[1:], strict=False):
        if level > before + 1:
            yield f"h{level} after h{before}: {text}"
    yield from (f"empty h{level}" for level, text in levels if not text)


def test_headings_form_an_outline(site):
    assert faults(site, heading_faults) == {}


def frame_faults(page):
    if page.get("lang") != "en":
        yield f"language {page.get('lang')}"
    if not (page.findtext(".//title") or "").strip():
        yield "no title"
    for tag in ("main", "header", "footer"):
        if (count := sum(1 for e in page.iter(tag) if tag == "main" or "cp-" in e.get("class", ""))) != 1:
            yield f"{count} times <{tag}> of the page"
    if not any(
        e.get("name") == "viewport"
        and "user-scalable=no" not in e.get("content")
        and "maximum-scale" not in e.get("content")
        for e in page.iter("meta")
    ):
        yield "cannot be zoomed"


def test_every_page_has_its_frame(site):
    """One main part and one footer; a header of the page (headers of sections have no class of ours)."""
    assert faults(site, frame_faults) == {}


def test_titles_tell_pages_apart(site):
    titles = Counter(page.findtext(".//title") for page in site.values())
    assert [title for title, count in titles.items() if count > 1] == []
    for path, page in site.items():
        if path not in ("index.html",):
            assert page.findtext(".//title").startswith(words(page.find(".//h1"))), path


def id_faults(page):
    ids = Counter(e.get("id") for e in page.iter() if e.get("id"))
    yield from (f"{id} stands {count} times" for id, count in ids.items() if count > 1)
    yield from (
        f"{name}={e.get(name)} leads nowhere"
        for e in page.iter()
        for name in ("aria-labelledby", "aria-describedby", "for", "headers")
        for one in (e.get(name) or "").split()
        if one not in ids
    )


def test_ids_are_unique_and_lead_somewhere(site):
    assert faults(site, id_faults) == {}


def name_faults(page):
    for e in page.iter():
        tag = str(e.tag).rsplit("}", 1)[-1]
        if (
            tag in LABELLED
            and not (e.get("aria-label") or e.get("aria-labelledby"))
            and "cp-aside" not in e.get("class", "")
        ):
            yield f"<{tag}> without a name"
        if tag == "svg" and e.get("aria-hidden") != "true" and not e.get("aria-label"):
            yield "a picture without words"
        if tag == "a" and e.get("href") and not words(e) and not e.get("aria-label"):
            yield f"a link without words: {e.get('href')}"
        if int(e.get("tabindex") or 0) > 0:
            yield f"<{tag}> jumps the queue of the keyboard"
        if tag == "ul" and any(str(child.tag) != "li" for child in e):
            yield "a list that holds more than its points"


def test_everything_has_a_name(site):
    assert faults(site, name_faults) == {}


def table_faults(page):
    for table in page.iter("table"):
        heads = list(table.iter("th"))
        if not heads or any(not (th.get("scope") or th.get("role")) for th in heads):
            yield "a heading of a table without scope"


def test_tables_have_headings(site):
    assert faults(site, table_faults) == {}


def test_navigation_is_the_same_everywhere(site):
    """WCAG 3.2.3: the same entries in the same order."""
    menus = {
        tuple(words(a) for a in nav.iter("a"))
        for page in site.values()
        for nav in page.iter("nav")
        if nav.get("aria-label") == "Main"
    }
    assert len(menus) == 1 and all(menus)


@pytest.mark.parametrize(
    ("html", "finder"),
    [
        ("<h1>a</h1><h3>b</h3>", heading_faults),
        ("<h1>a</h1><h1>b</h1>", heading_faults),
        ("<h2>a</h2>", heading_faults),
        ("<p>no frame", frame_faults),
        ("<p id=a><p id=a>", id_faults),
        ("<p aria-labelledby=x>", id_faults),
        ("<nav></nav>", name_faults),
        ("<a href=x></a>", name_faults),
        ("<table><tr><th>a</table>", table_faults),
    ],
)
def test_the_search_finds_faults(html, finder):
    assert list(finder(parsed(html)))
