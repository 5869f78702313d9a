"""Every page can be read: on a phone, with wide text, with the keyboard, without script, on paper; and it
talks to nobody.
"""

import re

import pytest

pytestmark = pytest.mark.browser

# The host of all sites; a late request of the page before may still be on its way.
HERE = "http://127.0.0.1:"
SITES = ("demo", "council", "hostile", "past")
# A reader's browser may add styles that the policy of the page does not let the page add.
OWN_STYLES = {"bypass_csp": True}
# WCAG 1.4.12: a reader's own spacing.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p {"
    " margin-bottom: 2em !important }"
)
# Whatever runs past the right edge, but for what may be scrolled by itself.
WIDE = """() => { const edge = document.documentElement.clientWidth, own = e => { for (; e; e = e.parentElement) {
        const s = getComputedStyle(e); if (['auto', 'scroll'].includes(s.overflowX)) return true; if (s.clipPath !== 'none' || s.clip !== 'auto') return true } return false }
    const past = [...document.querySelectorAll('body *')].filter(e => { const b = e.getBoundingClientRect(); return b.width > 1 && b.height > 1 && (b.right > edge + 1 || b.left < -1) && !own(e) })
    const leaves = past.filter(e => !past.some(other => other !== e && e.contains(other)))
    const scrolls = document.scrollingElement.scrollWidth > edge
    return [...(scrolls ? ['the page scrolls sideways'] : []), ...leaves.map(e => e.outerHTML.slice(0, 120)).slice(0, 5)] }"""
# Text that its box hides: the box does not show all and does not scroll.
CUT = """() => [...document.querySelectorAll('body *')].filter(e => { const s = getComputedStyle(e)
    return ['hidden', 'clip'].includes(s.overflowX) && s.clipPath === 'none' && s.clip === 'auto' && e.clientWidth > 2 && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
    && e.innerText }).map(e => e.outerHTML.slice(0, 120))"""


def some(*sites):
    """All the sites; to go through every page of the others is long by nature."""
    return [site if site in sites else pytest.param(site, marks=pytest.mark.long) for site in SITES]


@pytest.mark.proves("nothing runs off a screen of 320 pixels")
@pytest.mark.parametrize("site", some())
def test_no_page_scrolls_sideways_on_a_phone(site, sites, visitor):
    visit = visitor(320)
    wide = {
        address: visit.open(sites[site].url + address).evaluate(WIDE) for address in sites[site].addresses
    }
    assert not any(wide.values()), "\n".join(
        f"/{address}: {found}" for address, found in wide.items() if found
    )


@pytest.mark.proves("text fits with the wider spacing that some readers need")
@pytest.mark.parametrize("width", [320, 1280])
def test_wide_text_fits(kind, width, visitor):
    page = visitor(width, "light", **OWN_STYLES).open(kind)
    page.add_style_tag(content=SPACING)
    assert not (found := page.evaluate(WIDE) + page.evaluate(CUT)), "\n".join(found)


@pytest.mark.proves("text fits with letters twice as large")
def test_large_text_fits(kind, visitor):
    """Letters twice as large (WCAG 1.4.4), as a reader sets them in the browser."""
    page = visitor(1280, "light", **OWN_STYLES).open(kind)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert not (found := page.evaluate(WIDE) + page.evaluate(CUT)), "\n".join(found)


def test_the_search_for_what_is_too_wide_finds_it(sites, visitor):
    page = visitor(320, "light", **OWN_STYLES).open(sites["council"].url)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"width:400px\">wide</p><p"
        ' style="width:50px;overflow:hidden;white-space:nowrap">a long line</p>\')'
    )
    assert page.evaluate(WIDE) and page.evaluate(CUT)


STOP = """() => { const e = document.activeElement; if (!e || e === document.body) return null
    const box = e.getClientRects()[0] || e.getBoundingClientRect(), s = getComputedStyle(e)
    const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 12), top = document.elementFromPoint(x, y)
    const inside = box.width > 0 && box.height > 0 && box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.top < innerHeight
    const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
    e.dataset.stop = e.dataset.stop || String(Math.random())
    return { id: e.dataset.stop, html: e.outerHTML.slice(0, 120), inside, seen: !!top && (e.contains(top) || top.contains(e)), ring, href: e.getAttribute('href') } }"""
STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.getClientRects().length && getComputedStyle(e).visibility === 'visible' && e.checkVisibility()).length"""
TABBED = [
    "home",
    "find",
    "find-letter",
    "search",
    "plans",
    "plan",
    "history",
    "changes",
    "edition",
    "dated",
    "suggestions",
    "guide",
    "reference",
    "about",
    "not-found",
]


@pytest.mark.proves("the keyboard alone reaches every link, box and button, and one sees where one is")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", TABBED, indirect=True)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(kind, width, visitor):
    page = visitor(width).open(kind)
    wanted, met, wrong = page.evaluate(STOPS), [], []
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["id"] in met:
            break
        met.append(stop["id"])
        wrong += [f"{fault}: {stop['html']}" for fault in ("inside", "seen", "ring") if not stop[fault]]
        if len(met) == 1:
            first = stop
    assert wrong == []
    assert len(met) == wanted
    assert first["href"] == "#page_content" or "skip" in first["html"].lower()


@pytest.mark.proves("the first link leads past the menu")
def test_the_skip_link_skips(kind, visitor):
    """It is out of sight until it is reached; then Enter leads past the menu."""
    page = visitor(320).open(kind)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "!!document.activeElement.closest('main, footer') && !document.activeElement.closest('header,"
        " .cp-header')"
    )


@pytest.mark.proves("without JavaScript a page says the same, and says so where a box needs it")
def test_the_page_is_the_same_without_script(kind, visitor):
    """But for the sentence that says that a box needs it, and for what a script adds to narrow down a table."""
    page = visitor(1280).open(kind)
    page.evaluate("document.querySelectorAll('.cp-button, .cp-filters').forEach((one) => one.remove())")
    shown = page.inner_text("body").split()
    assert len(shown) > 40
    page = visitor(1280, "light", java_script_enabled=False).open(kind)
    needs = " ".join(page.locator("[data-without]").all_inner_texts()).split()
    without = page.inner_text("body").split()
    at = next((n for n in range(len(without)) if needs and without[n : n + len(needs)] == needs), 0)
    assert without[:at] + without[at + len(needs) :] == shown


@pytest.mark.counted
@pytest.mark.parametrize("site", some("hostile"))
def test_a_page_talks_to_nobody_else_and_complains_of_nothing(site, sites, visitor, count):
    visit, where = visitor(1280), sites[site]
    trouble = {}
    for address in where.addresses:
        visit.open(where.url + address)
        away = [url for url in visit.requests if not url.startswith((HERE, "data:"))]
        assert any(url.endswith(".css") for url in visit.requests)
        count("requests", tried=len(visit.requests), found=len(away))
        if found := [*away, *visit.failed, *visit.complaints, *visit.dialogs]:
            trouble[address] = found
    assert trouble == {}


def test_the_listener_hears(sites, visitor):
    visit = visitor(1280)
    page = visit.open(sites["council"].url)
    page.evaluate(
        "() => { const i = new Image(); i.src = '/no-such.png'; console.error('ouch'); setTimeout(() =>"
        " alert('hello'), 0); return new Promise(r => setTimeout(r, 300)) }"
    )
    assert (
        any("no-such.png" in one for one in visit.failed)
        and "ouch" in visit.complaints
        and visit.dialogs == ["hello"]
    )


def test_nothing_is_stored_on_the_reader_s_device(sites, visitor):
    page = visitor(1280).open(sites["demo"].url)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_wrong_address_shows_the_page_that_says_so(sites, visitor):
    """Deep below the root too: its styles and its links still lead home."""
    visit = visitor(1280)
    page = visit.open(sites["council"].url + "no/such/place/")
    assert visit.failed == [f"404 {sites['council'].url}no/such/place/"]
    assert page.evaluate("document.styleSheets.length") > 0
    page.click("header a")
    assert page.url == sites["council"].url


@pytest.mark.proves("on paper there is the text and not the menu")
def test_print_has_the_content_and_not_the_menu(kind, visitor):
    page = visitor(1280).open(kind)
    page.emulate_media(media="print", color_scheme="dark")
    try:
        shown = "e => !!e.getClientRects().length && getComputedStyle(e).visibility === 'visible'"
        assert (
            page.eval_on_selector_all(
                "nav", f"all => all.filter({shown}).map(e => e.outerHTML.slice(0, 100))"
            )
            == []
        )
        assert (
            page.eval_on_selector_all("h1, h2, h3, article, table", f"all => all.filter({shown}).length") > 0
        )
        inks = page.eval_on_selector_all(
            "h1, h2, main p",
            f"all => all.filter({shown}).map(e => [e.localName,"
            " getComputedStyle(e).color.match(/[0-9.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0)])",
        )
        assert {"h1", "h2"} & {name for name, _ in inks}
        assert all(ink <= 160 for _, ink in inks), inks  # Black, or a grey that is nearly black.
    finally:
        page.emulate_media(media="screen", color_scheme="light")


def test_an_address_that_leads_into_details_opens_them(sites, visitor):
    home = sites["council"].url + "plans/riverside-and-millfield/"
    page = visitor(320, "light", java_script_enabled=False).open(home)
    source = page.locator(".cp-sources li").first
    assert not source.is_visible()
    page = visitor(320, "light", java_script_enabled=False).open(f"{home}#{source.get_attribute('id')}")
    assert page.locator(".cp-sources li").first.is_visible()


def test_a_plan_on_paper_has_every_item_and_says_where_it_is_from(sites, visitor):
    page = visitor(1280).open(sites["council"].url + "plans/riverside-and-millfield/")
    on_screen = page.eval_on_selector_all("article h3, article h4", "all => all.map(e => e.innerText)")
    page.emulate_media(media="print")
    try:
        on_paper = page.eval_on_selector_all(
            "article h3, article h4",
            "all => all.filter(e => e.getClientRects().length).map(e => e.innerText)",
        )
        assert on_paper == on_screen and len(on_paper) > 6
        assert page.eval_on_selector_all(
            ".cp-more dl, .cp-sources li", "all => all.length > 9 && all.every(e => e.checkVisibility())"
        ), "what is folded on the screen is open on paper"
        assert (
            page.eval_on_selector_all(".cp-item", "all => all.filter(e => e.getClientRects().length).length")
            == 6
        )
        assert "/plans/riverside-and-millfield/" in page.inner_text("main")
    finally:
        page.emulate_media(media="screen")
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_pictures_print_in_black_and_keep_their_size(sites, visitor):
    page = visitor(1280).open(sites["council"].url + "plans/riverside-and-millfield/")
    page.emulate_media(media="print")
    try:
        seen = page.eval_on_selector_all(
            ".cp-bar, .cp-chart",
            """all => all.map(e => [e.getBoundingClientRect().width, e.getBoundingClientRect().height,
            ...[...e.querySelectorAll('rect, path, circle')].map(p => getComputedStyle(p).color)])""",
        )
        assert len(seen) == 3
        for width, height, *inks in seen:
            assert width > 200 and height > 12
            assert inks and all(
                ink in ("rgb(0, 0, 0)", "rgb(102, 102, 102)", "rgb(29, 90, 156)") for ink in inks
            ), inks
    finally:
        page.emulate_media(media="screen")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_words_in_a_picture_can_be_read_on_a_phone(sites, visitor, width):
    page = visitor(width).open(sites["council"].url + "plans/riverside-and-millfield/")
    sizes = page.eval_on_selector_all(
        ".cp-chart", "all => all.map(e => 14 * e.getBoundingClientRect().width / e.viewBox.baseVal.width)"
    )
    assert sizes and all(size >= 11.5 for size in sizes), sizes
    outside = page.eval_on_selector_all(
        ".cp-chart text",
        """all => all.filter(e => {
        const inner = e.getBoundingClientRect(), outer = e.closest('svg').getBoundingClientRect()
        return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1 }).map(e => e.textContent)""",
    )
    assert outside == []


def test_own_colours_keep_the_pictures(sites, chromium):
    context = chromium.new_context(forced_colors="active", viewport={"width": 320, "height": 640})
    try:
        page = context.new_page()
        page.goto(sites["council"].url + "plans/riverside-and-millfield/")
        inks = page.eval_on_selector_all(
            ".cp-bar g, .cp-chart circle, .cp-chart path",
            "all => [...new Set(all.map(e => getComputedStyle(e).color))]",
        )
        assert inks == [page.evaluate("getComputedStyle(document.body).color")]
    finally:
        context.close()


def test_hostile_texts_do_nothing(sites, visitor):
    """In a browser, nothing asks, nothing runs, nothing is sent; also when every link is
    reached and pointed at.
    """
    visit, where = visitor(1280), sites["hostile"]
    for address in where.addresses:
        page = visit.open(where.url + address)
        page.evaluate(
            """() => { for (const e of document.querySelectorAll('main *')) {
            for (const type of ['mouseover', 'mouseenter', 'focus', 'error', 'load', 'animationstart', 'toggle', 'pointerenter']) e.dispatchEvent(new Event(type)) } }"""
        )
        ours = page.evaluate("[...document.scripts].map(e => e.textContent + '|' + e.getAttribute('src'))")
        assert [one for one in ours if not re.fullmatch(r"\|(\.\./)*assets/(find|search|ask)\.js", one)] == []
        assert (
            page.evaluate(
                "[...document.querySelectorAll('*')].filter(e => e.localName.includes('canary')).length"
            )
            == 0
        )
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.protocol)")
        assert set(links) <= {"http:", "https:", "mailto:", "tel:"}
        assert visit.dialogs == [] and visit.complaints == []
        assert [url for url in visit.requests if not url.startswith(HERE)] == []
    assert re.search(r"x-canary", page.content()) or len(where.addresses) > 10
