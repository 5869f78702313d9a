"""A browser, and the sites it looks at: the demonstration, the made-up council, the same with a past, and the
hostile council, served on this machine only.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import accessibility_record as record
import pytest
from every_site import every_site
from kinds import KINDS, kinds_of_pages
from serving import served

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


@dataclass
class Visit:
    """A page in a browser, and what it did: what it asked for, what it complained of, what it asked the
    reader.
    """

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
    page.on(
        "response",
        lambda response: (
            visit.failed.append(f"{response.status} {response.url}") if response.status >= 400 else None
        ),
    )
    page.on(
        "requestfailed",
        lambda request: (
            visit.failed.append(f"{request.failure} {request.url}")
            if "ABORTED" not in request.failure
            else None
        ),
    )
    page.on(
        "console", lambda message: visit.complaints.append(message.text) if message.type in SAYS else None
    )
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    return visit


@pytest.fixture(scope="session")
def visitor(chromium, request):
    """Gives a browser page of a kind; each kind is opened once and used by many tests."""
    if record.wanted():
        request.config.stash[record.TOOLS] = f"Chromium {chromium.version.split('.')[0]}, axe {axe_version()}"
    kinds = {}

    def visit(width=1280, scheme="light", **more) -> Visit:
        key = (width, scheme, *sorted(more.items()))
        if key not in kinds:
            context = chromium.new_context(
                viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, **more
            )
            kinds[key] = listen(context.new_page())
        return kinds[key]

    yield visit
    for visit_ in kinds.values():
        visit_.page.context.close()


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


def axe_version() -> str:
    """The version of axe that the tests bring."""
    from axe_playwright_python.sync_playwright import Axe

    return re.search(r"axe v([0-9.]+)", Axe().axe_script)[1]


def pytest_configure(config):
    """`make accessibility` writes down what was proved."""
    if record.wanted():
        config.pluginmanager.register(record.Record(kinds_of_pages()))
