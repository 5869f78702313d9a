"""What a machine can find of barriers, on every kind of page (the rest needs people)."""

import pytest

pytestmark = pytest.mark.browser

AXE = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)
# Every rule that axe has, best practices and the newest of WCAG 2.2 among them.
ALL = {
    "resultTypes": ["violations"],
    "selectors": False,
    "rules": {"target-size": {"enabled": True}, "css-orientation-lock": {"enabled": True}},
}
# What can differ between light and dark: colours.
COLOURS = {
    "resultTypes": ["violations"],
    "selectors": False,
    "runOnly": ["color-contrast", "link-in-text-block"],
}


def faults(page, options):
    """What axe finds, one a line."""
    found = AXE.Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.proves(
    "the tool axe finds no fault, best practices included, on a screen of 320 and of 1280 pixels, in light"
    " and in dark colours"
)
@pytest.mark.counted
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(kind, width, visitor, count):
    """In light everything is looked at; in dark only what can differ there, and that does not depend on the
    width.
    """
    page = visitor(width).open(kind)
    found = faults(page, ALL)
    count("axe", tried=1, found=len(found))
    if width == 1280:
        assert not found, "\n".join(found)
        return
    page.emulate_media(color_scheme="dark")
    try:
        found += [f"in dark: {fault}" for fault in faults(page, COLOURS)]
    finally:
        page.emulate_media(color_scheme="light")
    assert not found, "\n".join(found)


def test_axe_would_find_something(sites, visitor):
    page = visitor(1280, "light", bypass_csp=True).open(sites["council"].url)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x.png><p"
        ' style="color:#ccc;background:#fff">pale</p>\')'
    )
    found = " ".join(faults(page, ALL))
    assert "image-alt" in found and "color-contrast" in found


def test_dark_is_dark(kind, visitor):
    shade = (
        "() => { const rgb = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);"
        " return rgb[0] + rgb[1] + rgb[2] }"
    )
    light, dark = (visitor(1280, scheme).open(kind).evaluate(shade) for scheme in ("light", "dark"))
    assert light > 600 and dark < 200


def test_own_colours_keep_the_marks_and_the_ring(sites, visitor):
    """Forced colours: the shapes of the marks and the ring round the focused element must not vanish."""
    page = visitor(1280, "light", forced_colors="active").open(
        sites["council"].url + "plans/riverside-and-millfield/"
    )
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    marks = page.evaluate("""() => [...document.querySelectorAll('article svg')].map(svg => {
        const box = svg.getBoundingClientRect(), ink = getComputedStyle(svg).color, paper = getComputedStyle(document.body).backgroundColor
        return box.width > 8 && box.height > 8 && ink !== paper })""")
    assert marks and all(marks)
    page.keyboard.press("Tab")
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.proves("nothing moves for readers who ask for less motion")
def test_nothing_moves_for_those_who_want_rest(kind, visitor):
    page = visitor(1280, "light", reduced_motion="reduce").open(kind)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e)
        return parseFloat(s.transitionDuration) > 0 || parseFloat(s.animationDuration) > 0 || s.scrollBehavior === 'smooth' }).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert moving == []
