"""Find my plan and search, by people: with the mouse, with the keyboard alone, on a phone, and without
JavaScript; and nothing they type leaves the page.
"""

import re
import shutil
import time
from urllib.parse import urlsplit

import pytest
from benchmarks import corpus
from hostile import CANARY
from serving import served
from sites import build
from streets import streets

expect = pytest.importorskip("playwright.sync_api").expect

TWICE = [
    ("Pin Green", "bedwell-and-pin-green"),
    ("streets bordering St Nicholas Park", "st-nicholas-and-martins-wood"),
]
# The policy that the site is made for: scripts and data of its own, and nothing inline.
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; form-action 'self'; base-uri 'none'"
)


def said(page):
    """What the page says of the results, when it has said it."""
    page.locator("[data-said]:not(:empty)").wait_for()
    return page.inner_text("[data-said]")


def found(page, typed):
    """Type into the box and wait for the answer: what is said, and the words of each result."""
    page.fill("[name=q]", "")
    expect(page.locator("[data-said]")).to_have_text("")
    page.type("[name=q]", typed)
    expect(page.locator("[data-said]")).to_have_text(
        re.compile(re.escape(f"“{typed.strip()}”") + "|could not"), timeout=20_000
    )
    return page.inner_text("[data-said]"), [
        " ".join(one.split()) for one in page.locator("[data-found] > li").all_inner_texts()
    ]


def tab_to(page, selector, most=60):
    """Go on by the keyboard until an element has the focus."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached")


@pytest.fixture
def find(sites, visitor):
    return visitor(1280).open(sites["demo"].url + "find/")


@pytest.mark.proves("a plan is found by its street or ward with the keyboard alone")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("typed", "slug"), TWICE)
def test_from_the_first_page_by_keyboard_alone(typed, slug, width, sites, visitor):
    """Type on the first page, press Enter, go to the plan, open an action."""
    visit = visitor(width)
    page = visit.open(sites["demo"].url)
    tab_to(page, "[name=q]")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/**")
    assert "result" in said(page)
    tab_to(page, "[data-found] a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/plans/{slug}/")
    assert page.locator(".cp-item").count() > 0
    assert [url for url in visit.requests if urlsplit(url).query] == [], "what was typed is in no request"


@pytest.mark.proves("a plan is found by its street or ward without JavaScript")
@pytest.mark.parametrize(("typed", "slug"), TWICE)
def test_without_javascript(typed, slug, sites, visitor):
    """The form leads to the A to Z, which has the same place and plan."""
    page = visitor(320, java_script_enabled=False).open(sites["demo"].url)
    page.fill("[name=q]", typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=*")
    assert page.is_visible("[data-without]")
    row = page.locator("li", has=page.locator("b", has_text=typed[0].upper() + typed[1:])).first
    row.locator("a[href*='plans/']").first.click()
    page.wait_for_url(f"**/plans/{slug}/")


def test_letters_without_javascript(sites, visitor):
    page = visitor(320, java_script_enabled=False).open(sites["demo"].url + "find/")
    page.click("nav[aria-label='Streets by letter'] a:text-is('S')")
    assert page.url.endswith("#streets_s")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pin gren", "Pin Green"),
        ("PIN GREEN", "Pin Green"),
        ("almondhill", ""),
        ("almond hil", "Almond Hill"),
        ("saint nicholas", "St Nicholas"),
        ("st. nicholas", "St Nicholas"),
        ("walkern rd", "Walkern Road"),
        ("110 Walkern Road", "Walkern Road (numbers 102 to 132, even numbers only)"),
        ("111 Walkern Road", "Walkern Road (all other numbers)"),
        ("walken road", "Walkern Road"),
        ("lytton", "Lytton Way"),
        ("drake's dr", "Drakes Drive"),
        ("oakwod close", "Oakwood Close"),
        ("zzzzzz", ""),
    ],
)
def test_typing_forgives(typed, first, find):
    words, rows = found(find, typed)
    assert rows[0].startswith(first) if first else rows == [], (words, rows)
    assert words.startswith("Nothing found") == (not first)


def test_a_street_without_an_area_is_never_guessed(find):
    _, rows = found(find, "Lytton Way")
    assert (
        len(rows) == 1
        and "We don’t know which area this street is in" in rows[0]
        and "Plan for" not in rows[0]
    )


def test_a_house_number_picks_the_part_of_the_street(sites, visitor):
    page = visitor(1280).open(sites["council"].url + "find/")
    for typed, part in (
        ("110 mill street", "102 to 132"),
        ("7 mill st", "1 to 19"),
        ("200 mill street", "134 upwards"),
        ("21 mill street", "all other"),
    ):
        _, rows = found(page, typed)
        assert len(rows) == 1 and part in rows[0], typed
    assert len(found(page, "mill street")[1]) == 4
    assert len(found(page, "oconnors way")[1]) == len(found(page, "O’Connor's Wy")[1]) == 1


def test_the_count_is_announced_and_reached(find):
    """A live region tells it; Enter moves there, and the next stop is the first plan."""
    assert find.get_attribute("[data-said]", "role") == "status"
    find.fill("[name=q]", "Pin Green")
    find.press("[name=q]", "Enter")
    assert said(find) == "2 results for “Pin Green”."
    assert find.evaluate("document.activeElement.matches('[data-said]')")
    find.keyboard.press("Tab")
    assert find.evaluate("document.activeElement.getAttribute('href')") == "../plans/bedwell-and-pin-green/"


def test_going_back_keeps_what_was_typed(find):
    found(find, "Lytton")
    find.click("header a")
    find.go_back()
    assert find.input_value("[name=q]") == "Lytton" and said(find).startswith("1 result")


def test_it_says_so_when_the_list_cannot_be_had(chromium, sites):
    page = chromium.new_page()
    page.route("**/*.json", lambda route: route.abort())
    for address in ("find/", "search/"):
        page.goto(sites["demo"].url + address)
        page.fill("[name=q]", "Pin Green")
        assert "could not be loaded" in said(page)
    page.unroute("**/*.json")
    page.fill("[name=q]", "Pin Green ")
    expect(page.locator("[data-said]")).to_contain_text("result", timeout=20_000)
    page.close()


@pytest.mark.parametrize("typed", ["play area chells", "shrub beds"])
def test_search_finds_an_action_and_says_which_plan(typed, sites, visitor):
    page = visitor(320).open(sites["demo"].url + "search/")
    tab_to(page, "[name=q]")
    words, rows = found(page, typed)
    assert "Plan for" in rows[0] and "result" in words
    page.locator("[data-found] mark").first.wait_for()
    tab_to(page, "[data-found] a")
    title = page.locator("[data-found] h3").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plans/**")
    assert page.locator(":target h3, :target h4").first.inner_text() == title


@pytest.mark.proves("axe finds no fault in what the boxes answer")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("address", "typed"),
    [("find/", "Walkern Road"), ("find/", "zzzz"), ("search/", "bedwell"), ("search/", "zzzz")],
)
def test_axe_finds_nothing_in_the_answers(address, typed, width, sites, visitor):
    from test_accessibility_in_browser import ALL, faults

    page = visitor(width).open(sites["demo"].url + address)
    found(page, typed)
    page.wait_for_timeout(200)
    assert faults(page, ALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_search_finds_a_street_and_a_guide(sites, visitor):
    page = visitor(1280).open(sites["demo"].url + "search/")
    found(page, "streets bordering St Nicholas Park")
    assert page.get_attribute("[data-places] a", "href") == "../plans/st-nicholas-and-martins-wood/"
    _, rows = found(page, "propose a change")
    assert "Guide" in rows[0]


def test_search_without_javascript_says_how_to_look_around(sites, visitor):
    page = visitor(320, java_script_enabled=False).open(sites["demo"].url + "search/?q=play")
    assert "needs JavaScript" in page.inner_text("[data-without]")
    for name, address in (("All plans", "/plans/"), ("Streets and wards from A to Z", "/find/")):
        page.goto(sites["demo"].url + "search/")
        page.click(f"main a:text-is('{name}')")
        assert page.url.endswith(address)


def test_hostile_titles_stay_text(sites, visitor):
    visit = visitor(1280)
    for address, lists in (
        ("search/", "[data-found] > li, [data-places] > li"),
        ("find/", "[data-found] > li"),
    ):
        page = visit.open(sites["hostile"].url + address)
        found(page, "canary")
        page.wait_for_timeout(300)
        assert page.locator(lists).count() > 0 and CANARY[:40] in page.inner_text("main")
        assert (
            page.evaluate(
                "[...document.querySelectorAll('*')].filter(e => e.localName.includes('canary')).length"
            )
            == 0
        )
        assert visit.dialogs == [] and visit.complaints == []
    page = visit.open(sites["hostile"].url + "find/#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert "<img src=x" in said(page) and page.locator("main img").count() == 0 and visit.dialogs == []


def test_the_boxes_keep_to_a_strict_policy(chromium, sites):
    """With the policy in force nothing is refused, and the boxes answer."""
    page = chromium.new_page()
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.route(
        "**/*",
        lambda route: route.fulfill(
            response=(got := route.fetch()), headers={**got.headers, "content-security-policy": POLICY}
        ),
    )
    page.goto(sites["demo"].url)
    page.fill("[name=q]", "Pin Green")
    page.press("[name=q]", "Enter")
    page.wait_for_url("**/find/#q=*")
    assert said(page).startswith("2 results")
    page.goto(sites["demo"].url + "search/")
    page.fill("[name=q]", "orchard")
    assert "result" in said(page)
    assert complaints == []
    page.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A site of 70 areas and 2,000 streets, served."""
    home = tmp_path_factory.mktemp("large")
    corpus.write(home, 70)
    (home / "plans" / "council-streets.csv").write_text(
        streets([corpus.slug_of(n) for n in range(70)]), encoding="utf-8"
    )
    build(home, home / "site")
    server, site = served(home / "site")
    yield site
    server.shutdown()
    server.server_close()
    shutil.rmtree(home)


def test_2000_streets_and_70_areas_answer_at_once(large, visitor):
    """From the last letter to the answer, when the list has come: well under half a second, on a slow machine too."""
    page = visitor(320).open(large.url + "find/")
    found(page, "oak")
    begun = time.monotonic()
    words, rows = found(page, "nightingale cresent")
    assert rows and "Nightingale Crescent" in rows[0]
    took = page.evaluate(
        """async () => { const { Places } = await import('../assets/places.js'); const data = await (await fetch('places.json')).json();
        const places = new Places(data); const begun = performance.now();
        for (let n = 0; n < 20; n++) places.find('nightingale cresent'); return (performance.now() - begun) / 20 }"""
    )
    assert took < 100, took
    assert time.monotonic() - begun < 10


def test_search_stays_useful_with_70_plans(large, visitor):
    visit = visitor(320)
    page = visit.open(large.url + "search/")
    words, rows = found(page, "skate park")
    assert "The first 20 are shown" in words and len(rows) == 20
    assert all("skate park" in row.lower() for row in rows[:10])
    assert all("Plan for" in row for row in rows)
    texts = [url for url in visit.requests if "/search/plans/" in url]
    assert 0 < len(set(texts)) == len(texts) <= 20, (
        "only the texts of the plans that are shown are asked for, each once"
    )


def test_no_other_page_asks_for_the_index(sites, visitor):
    visit = visitor(1280)
    for address in ("", "plans/", "plans/bedwell-and-pin-green/", "search/", "find/"):
        visit.open(sites["demo"].url + address)
        assert [url for url in visit.requests if url.endswith(".json")] == [], address
