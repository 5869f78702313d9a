"""What all tests share: one day, and a way to check one file as `plans check` would."""

import os
import shutil
import signal
from collections.abc import Callable, MutableMapping
from datetime import date
from pathlib import Path

import platformdirs
import pytest
from safety import record
from sites import COUNCIL, build
from slow import SLOW

from communityplans.build.pipeline import examine
from communityplans.source.diagnostic import Diagnostic

# Where set-up has put the parts of the form at /edit/. Only the tests of the form look there; all others
# build sites without it.
os.environ.setdefault("CACHE_BEFORE_TESTS", str(platformdirs.user_cache_path()))

CONTENT = Path(__file__).parent / "content"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TODAY = date(2026, 11, 22)


# What a runner of GitHub or GitLab sets, and what else of a machine this program and the programs that it
# starts read. Tests start without any of it, and set what they are about.
OF_A_RUNNER = ("GITHUB_", "RUNNER_", "ACTIONS_", "GITLAB_", "CI_", "GIT_")
OF_THIS_MACHINE = {"CI", "SOURCE_DATE_EPOCH", "TRIGGER_PAYLOAD", "REVIEW_TOKEN", "ONLY", "PROPOSALS"}


def without_runner(environment: MutableMapping[str, str]) -> None:
    """Take the variables that runners set out of an environment, which those of started programs are copied
    from.
    """
    for name in list(environment):
        if name in OF_THIS_MACHINE or name.startswith(OF_A_RUNNER):
            del environment[name]


def pytest_configure(config):
    """Take away what a runner says and a shell sets, and record what was tried to break the program (`make safety`)."""
    without_runner(os.environ)
    # A shell starts what it runs in the background with Ctrl+C ignored, and what is started from there inherits that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    record.install(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.partition("tests/")[2] in SLOW or item.nodeid in SLOW:
            item.add_marker(pytest.mark.long)
    record.find_by_number(items)


@pytest.fixture
def count(request):
    """Add to a count of what was tried to break the program (tests/safety/record.py).

    The test is marked `counted`.
    """
    assert record.counts(request.node), "mark this test: pytest.mark.counted"
    return record.counter(request.config)


@pytest.fixture(scope="session", autouse=True)
def cache_of_its_own(tmp_path_factory):
    """What tests keep from build to build is not in the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def chromium():
    """A browser without a window, one for all tests.

    Without one on the machine, those that need it are skipped.
    """
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(
            f"no browser on this machine: looked for {', '.join(BROWSERS)}, and for the variable CHROMIUM"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def council_site(tmp_path_factory):
    """The folder of the built site of the made-up council."""
    output = tmp_path_factory.mktemp("council") / "site"
    build(COUNCIL, output)
    return output


@pytest.fixture
def small() -> str:
    """A short plan with nothing wrong in it."""
    return (CONTENT / "valid/small.yml").read_text(encoding="utf-8")


@pytest.fixture
def check(tmp_path: Path, small: str) -> Callable[..., list[Diagnostic]]:
    """Put a text (or bytes) where a plan or a guide stands, beside a small council, and say what is found in
    it.
    """

    def checked(content: str | bytes, path: str = "plans/case.yml") -> list[Diagnostic]:
        files = {
            "plans/council.yml": (CONTENT / "council.yml").read_bytes(),
            "plans/council-settings.yml": (CONTENT / "council-settings.yml").read_bytes(),
            path: content,
        }
        if not path.startswith("plans/"):
            files["plans/small.yml"] = small
        for name, data in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return [found for found in examine(tmp_path, TODAY).diagnostics if found.position.path == path]

    return checked
