"""A browser, and the sites it looks at: the demonstration, the made-up council, the same with a past, and the hostile council, served on this machine only."""

import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

import record  # noqa: E402
from every_site import every_site  # noqa: E402
from serving import served  # noqa: E402

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTHS = {320: 640, 1280: 900}
# What a page says on the console when something is wrong with it.
SAYS = ("error", "warning")


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    """The four sites, by name."""
    home = tmp_path_factory.mktemp("sites")
    servers, found = [], {}
    for name, site in every_site(home).items():
        server, found[name] = served(home / name)
        found[name].kinds = {page.address: page.kind for page in site.pages}
        servers.append(server)
    stand_still(found["past"].folder / "plans" / "quarry-end")
    yield found
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium(request):
    """A browser without a window. Without one on the machine, these tests are skipped."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(NAMES)}, and for the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        if record.wanted():
            request.config.stash[record.TOOLS] = f"Chromium {browser.version.split('.')[0]}, axe {axe_version()}"
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in a browser, and what it did: what it asked for, what it complained of, what it asked the reader."""

    page: object
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, url: str):
        """Go to an address; forget what the page before did."""
        for heard in (self.requests, self.failed, self.complaints, self.dialogs):
            heard.clear()
        self.page.goto(url)
        return self.page


def listen(page) -> Visit:
    """Hear what a page does."""
    visit = Visit(page)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("response", lambda response: visit.failed.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    page.on("requestfailed", lambda request: visit.failed.append(f"{request.failure} {request.url}") if "ABORTED" not in request.failure else None)
    page.on("console", lambda message: visit.complaints.append(message.text) if message.type in SAYS else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    return visit


@pytest.fixture(scope="session")
def visitor(chromium):
    """Gives a browser page of a kind; each kind is opened once and used by many tests."""
    kinds = {}

    def visit(width=1280, scheme="light", **more) -> Visit:
        key = (width, scheme, *sorted(more.items()))
        if key not in kinds:
            context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, **more)
            kinds[key] = listen(context.new_page())
        return kinds[key]

    yield visit
    for visit_ in kinds.values():
        visit_.page.context.close()


# One of each kind of page, on the site where it has most on it: its name, the site, the address. `<kind>` or `<kind>, more`.
KINDS = {
    "home": ("demo", ""),
    "plans": ("demo", "plans/"),
    "plan": ("council", "plans/riverside-and-millfield/"),
    "plan, every field": ("council", "plans/everything/"),
    "plan, thin": ("council", "plans/hilltop/"),
    "plan, demo": ("demo", "plans/bedwell-and-pin-green/"),
    "history": ("past", "plans/riverside-and-millfield/history/"),
    "dated": ("past", "plans/riverside-and-millfield/2026-11-06/"),
    "closed": ("past", "plans/quarry-village/closed/"),
    "gone": ("past", "plans/hilltop/"),
    "moved": ("past", "plans/quarry-end/still.html"),
    "unread": ("past", "plans/quarry-end/2026-11-06/"),
    "changes": ("past", "changes/"),
    "edition": ("past", "editions/2026-11-09/"),
    "find": ("council", "find/"),
    "find, demo": ("demo", "find/"),
    "find-letter": ("past", "find/s/"),
    "search": ("council", "search/"),
    "suggestions": ("council", "suggestions/"),
    "form": ("council", "plans/riverside-and-millfield/suggest/"),
    "elections": ("council", "elections/"),
    "guides": ("demo", "guides/councillors/"),
    "guide": ("council", "guides/councillors/first-steps/"),
    "dated-guide": ("past", "guides/councillors/money-matters/2026-11-06/"),
    "meetings": ("council", "meetings/"),
    "reports": ("council", "reports/"),
    "report": ("council", "reports/riverside-and-millfield-2026-q3/"),
    "tracker": ("council", "tracker/"),
    "money": ("council", "money/"),
    "outcomes": ("council", "outcomes/"),
    "data": ("council", "data/"),
    "reference": ("council", "reference/"),
    "rules": ("council", "reference/rules/"),
    "rule": ("council", "reference/rules/closed-without-outcome/"),
    "about": ("demo", "about/"),
    "statement": ("council", "accessibility/"),
    "statement, privacy": ("council", "privacy/"),
    "not-found": ("council", "404.html"),
}


@pytest.fixture(params=KINDS)
def kind(request, sites):
    """The address of one of each kind of page."""
    site, address = KINDS[request.param]
    return sites[site].url + address


def stand_still(folder: Path) -> None:
    """A copy of a page that forwards, without what forwards: so that it can be looked at."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    still = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", page)
    assert still != page
    (folder / "still.html").write_text(still, encoding="utf-8")


def kinds_of_pages() -> list[str]:
    """The kinds, each once."""
    return sorted({name.split(",")[0] for name in KINDS})


def axe_version() -> str:
    """The version of axe that the tests bring."""
    from axe_playwright_python.sync_playwright import Axe

    return re.search(r"axe v([0-9.]+)", Axe().axe_script)[1]


def pytest_configure(config):
    """`make accessibility` writes down what was proved."""
    if record.wanted():
        config.pluginmanager.register(record.Record(kinds_of_pages()))
