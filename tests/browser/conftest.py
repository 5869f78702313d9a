"""A browser, and the sites it looks at: the demonstration, the made-up council and the hostile council, served on this machine only."""

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

from hostile import hostile_council  # noqa: E402
from serving import served  # noqa: E402
from sites import COUNCIL, ROOT, build  # noqa: E402

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTHS = {320: 640, 1280: 900}
# What a page says on the console when something is wrong with it.
SAYS = ("error", "warning")


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    """The three sites, by name."""
    home = tmp_path_factory.mktemp("sites")
    roots = {"demo": ROOT, "council": COUNCIL, "hostile": hostile_council(home / "hostile-content")}
    servers, found = [], {}
    for name, root in roots.items():
        build(root, home / name)
        server, found[name] = served(home / name)
        servers.append(server)
    yield found
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium():
    """A browser without a window. Without one on the machine, these tests are skipped."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(NAMES)}, and for the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
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


# One of each kind of page, on the site where it has most on it.
KINDS = {
    "home": ("demo", ""),
    "plans": ("demo", "plans/"),
    "plan": ("council", "plans/riverside-and-millfield/"),
    "suggestions": ("council", "suggestions/"),
    "form to print": ("council", "plans/riverside-and-millfield/suggest/"),
    "before elections": ("council", "elections/"),
    "plan with every field": ("council", "plans/everything/"),
    "thin plan": ("council", "plans/hilltop/"),
    "demo plan": ("demo", "plans/bedwell-and-pin-green/"),
    "find": ("council", "find/"),
    "search": ("council", "search/"),
    "demo find": ("demo", "find/"),
    "guides": ("demo", "guides/councillors/"),
    "guide": ("council", "guides/councillors/first-steps/"),
    "reference": ("council", "reference/"),
    "about": ("demo", "about/"),
    "accessibility": ("council", "accessibility/"),
    "privacy": ("council", "privacy/"),
    "wrong address": ("council", "404.html"),
}


@pytest.fixture(params=KINDS)
def kind(request, sites):
    """The address of one of each kind of page."""
    site, address = KINDS[request.param]
    return sites[site].url + address
