"""Every kind of page in every way that people use it: by keyboard both ways, at 400 % zoom, in their own
colours, without script, with tables as cards.
"""

import ast
from pathlib import Path

import pytest
from kinds import KINDS
from serving import served
from sites import COUNCIL, build
from test_accessibility_in_browser import ALL, faults
from test_reading_in_browser import STOP, WIDE

import communityplans

pytestmark = pytest.mark.browser

PAGES = Path(communityplans.__file__).parent / "site"


def test_every_kind_of_page_is_looked_at(sites):
    """A new kind of page needs an address in KINDS, or nobody would look at it."""
    known = {name.split(",")[0] for name in KINDS}
    made = {
        node.args[1].value
        for file in PAGES.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Page"
    }
    assert known == made
    for name, (site, address) in KINDS.items():
        assert sites[site].kinds[address.replace("still.html", "")] == name.split(",")[0]


def test_the_theme_s_unnamed_switch_is_a_fault(tmp_path, visitor, monkeypatch):
    """A copy of the site with the theme's drawer put back, whose label has no words: axe finds it."""
    from communityplans.build import page_shell

    monkeypatch.setattr(page_shell, "tidy", lambda html, language: html)
    build(COUNCIL, tmp_path / "site")
    server, site = served(tmp_path / "site")
    try:
        found = faults(visitor(320).open(site.url), ALL)
    finally:
        server.shutdown()
        server.server_close()
    assert any("__drawer" in fault and fault.startswith("label:") for fault in found), found


@pytest.mark.parametrize("width", [320, 1280])
def test_the_menu_by_keyboard(width, sites, visitor):
    """Each entry is reached with Tab, in its order, and opened with Enter; the menu then says where one is."""
    visit, home = visitor(width), sites["past"].url
    entries = visit.open(home).eval_on_selector_all(".cp-nav a", "all => all.map(e => [e.innerText, e.href])")
    assert {"Find", "Plans", "Progress", "Search"} <= {name for name, _ in entries}
    for number, (name, address) in enumerate(entries):
        page = visit.open(home)
        for _ in range(3 + number):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == name
        page.keyboard.press("Enter")
        page.wait_for_url(address)
        assert page.eval_on_selector_all(".cp-nav a[aria-current]", "all => all.map(e => e.innerText)") == [
            name
        ]


@pytest.mark.proves("the keyboard is caught nowhere on the way back")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["plans", "find", "search", "plan", "reference", "changes"], indirect=True)
def test_no_trap_on_the_way_back(kind, width, visitor):
    """With Shift and Tab from the last stop to the first: each once, each in sight, each with its ring."""
    page = visitor(width).open(kind)
    page.evaluate(
        "() => { const all = [...document.querySelectorAll('footer a[href]')]; all[all.length - 1].focus() }"
    )
    met = []
    for _ in range(500):
        stop = page.evaluate(STOP)
        if stop is None or stop["id"] in met:
            break
        met.append(stop["id"])
        assert stop["inside"] and stop["seen"] and stop["ring"], stop
        page.keyboard.press("Shift+Tab")
        last = stop
    assert len(met) > 8 and last["href"] == "#page_content"


@pytest.mark.proves("at 400 % zoom nothing runs off the screen, and nothing stays in front of the text")
def test_zoomed_to_400_percent(kind, visitor):
    """1280 by 1024 at 400 % is 320 by 256 (WCAG 1.4.10): nothing runs off, and nothing that stays in place
    hides the text.
    """
    page = visitor(320).open(kind)
    page.set_viewport_size({"width": 320, "height": 256})
    try:
        assert page.evaluate(WIDE) == []
        assert (
            page.eval_on_selector_all(
                "body *",
                "all => all.filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position)).map(e =>"
                " e.outerHTML.slice(0, 80))",
            )
            == []
        )
    finally:
        page.set_viewport_size({"width": 320, "height": 640})


@pytest.mark.proves("in colours of the reader's own, marks, pictures and edges can still be seen")
def test_in_the_reader_s_own_colours(kind, visitor):
    """Forced colours: marks and pictures keep their ink, what can be typed in or pressed its edge, the entry
    of the menu where one is its line.
    """
    page = visitor(320, "dark", forced_colors="active").open(kind)
    lost = page.evaluate(
        """() => { const paper = getComputedStyle(document.body).backgroundColor, seen = e => e.getClientRects().length
        return [...document.querySelectorAll('svg')].filter(seen).filter(e => getComputedStyle(e).color === paper)
            .concat([...document.querySelectorAll('button, input')].filter(seen).filter(e => parseFloat(getComputedStyle(e).borderTopWidth) < 1))
            .map(e => e.outerHTML.slice(0, 120)) }"""
    )
    assert lost == []
    lines = page.eval_on_selector_all(
        ".cp-nav a",
        "all => all.map(e => [e.hasAttribute('aria-current'), getComputedStyle(e).borderBottomColor])",
    )
    assert not {colour for here, colour in lines if here} & {colour for here, colour in lines if not here}


@pytest.mark.proves("without JavaScript the lists of all plans, streets and wards are one step away")
def test_ways_on_without_script(kind, visitor):
    """On every page, with no script: the A to Z of streets and the list of all plans, one step away and in
    sight; each answers.
    """
    page = visitor(320, "light", java_script_enabled=False).open(kind)
    for name in ("Find", "Plans"):
        assert page.locator(f".cp-nav a:text-is('{name}')").is_visible()
    assert page.locator("h1").is_visible()
    assert page.evaluate(
        "[...document.querySelectorAll('main [hidden]')].every(e => e.matches('[data-wait],"
        " [data-places-part], [data-items-part]') || e.querySelector('[data-mark]'))"
    )
    page.click(".cp-nav a:text-is('Find')")
    assert page.locator("main a[href*='plans/']").count() > 0


TABLES = """all => all.map(t => ({ caption: (t.caption ? t.caption.textContent : t.getAttribute('aria-label') || '').trim(),
    heads: [...t.querySelectorAll('th')].every(h => ['col', 'row'].includes(h.scope)), any: t.querySelectorAll('th').length,
    across: [...t.querySelectorAll('td')].filter(c => getComputedStyle(c).display === 'table-cell').length, columns: Math.max(...[...t.rows].map(r => r.cells.length)),
    labels: [...t.querySelectorAll('tbody td')].every(c => c.dataset.label || !c.textContent.trim()), html: t.outerHTML.slice(0, 160) }))"""


@pytest.mark.proves("every table has a name and headings, and becomes a list of cards on a phone")
def test_tables_are_named_and_become_cards(sites, visitor):
    """Every table of every site has a caption and says what each heading is for; on a phone no table has more
    than two columns side by side.
    """
    visit, wrong, count = visitor(320), {}, 0
    for name in ("demo", "council", "past"):
        for address in sites[name].addresses:
            if "<table" not in (
                sites[name].folder / address / "index.html"
                if not address.endswith(".html")
                else sites[name].folder / address
            ).read_text(encoding="utf-8"):
                continue
            for table in visit.open(sites[name].url + address).eval_on_selector_all("table", TABLES):
                count += 1
                good = (
                    table["caption"]
                    and table["heads"]
                    and table["any"]
                    and (table["columns"] <= 2 or not table["across"])
                )
                if not good:
                    wrong[f"{name}/{address}"] = table
    assert wrong == {} and count > 30
