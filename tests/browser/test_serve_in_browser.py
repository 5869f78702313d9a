"""The draft while somebody writes: the browser shows what was saved, or what is wrong with it, without being
asked.
"""

import shutil
import socket
import threading
import time
from contextlib import suppress

import pytest
from sites import COUNCIL, TODAY

from communityplans.adapters.dev_server import server

expect = pytest.importorskip("playwright.sync_api").expect


@pytest.fixture
def draft(tmp_path, monkeypatch):
    """A served draft of the made-up council: its folder, and its address."""
    root = tmp_path / "council"
    shutil.copytree(COUNCIL, root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = server(root, tmp_path / "out" / "site", port, lambda: TODAY)
    made.builder()
    loop = threading.Thread(target=made.serve, daemon=True)
    loop.start()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
    yield root, f"http://127.0.0.1:{port}/"
    made.shutdown(wait=True)
    loop.join(10)


def test_what_is_saved_is_shown_and_what_is_wrong_is_said(draft, visitor):
    root, url = draft
    visit = visitor(1280)
    page = visit.open(f"{url}plans/hilltop/")
    plan = root / "plans" / "hilltop.yml"
    text = plan.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    plan.write_text(text.replace(title, "title: Hilltop, as it is now called"), encoding="utf-8")
    expect(page.locator("h1")).to_have_text("Hilltop, as it is now called", timeout=30_000)
    plan.write_text(text.replace(title, f"{title}\nstaus: done"), encoding="utf-8")
    expect(page.locator("h1")).to_have_text("Something must be put right", timeout=30_000)
    assert "plans/hilltop.yml:" in page.inner_text("pre") and "staus" in page.inner_text("pre")
    plan.write_text(text, encoding="utf-8")
    expect(page.locator("h1")).to_have_text(title.removeprefix("title: "), timeout=30_000)
    assert not visit.complaints and not visit.dialogs


def test_an_address_that_is_wrong_is_answered_with_our_own_page(draft, visitor):
    _, url = draft
    page = visitor(1280).open(f"{url}plans/nowhere/")
    expect(page.locator("h1")).to_be_visible()
    assert "Find" in page.inner_text(".cp-nav")
