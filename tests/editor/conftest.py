"""What the tests of the form share: the parts from the cache, our modules for node, a council with remarks in
its files, a forge, a browser.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from standing_in import serve
from store import Store

from communityplans.build import editor_packages
from communityplans.build.editor_files import MODULES, write_form
from communityplans.build.pipeline import examine
from communityplans.model.settings import Forge as ForgeSettings
from communityplans.schema.form_checks import checklist
from communityplans.source.diagnostic import has_errors

CONTENT = Path(__file__).parent / "content"
TODAY = date(2026, 11, 22)
PLANS = str(Path(sys.executable).parent / "plans")
THEME = Path(editor_packages.__file__).parent.parent / "site/theme"


@pytest.fixture(scope="session")
def parts() -> Path:
    """What others wrote for the form. Set-up fetches it; a test never does."""
    with pytest.MonkeyPatch.context() as patch:
        # Look where set-up put them, which the other tests do not (see tests/conftest.py).
        patch.setenv("XDG_CACHE_HOME", os.environ["CACHE_BEFORE_TESTS"])
        if not editor_packages.is_here():
            pytest.skip("the parts of the form are not on this machine: plans edit --fetch")
        return editor_packages.cache()


@pytest.fixture
def fetched(parts, monkeypatch) -> Path:
    """A test in which the parts are on this machine."""
    monkeypatch.setattr(editor_packages, "cache", lambda: parts)
    return parts


@pytest.fixture(scope="session")
def node(parts, tmp_path_factory):
    """Runs a module of ours, or of the tests, outside a browser: node(module, *arguments) gives what it
    printed, as JSON.
    """
    program = shutil.which("node")
    if program is None:
        pytest.skip("node is not on this machine")
    home = tmp_path_factory.mktemp("modules")
    for path in [editor_packages.EDITOR / name for name in MODULES if name.endswith(".js")] + sorted(
        Path(__file__).parent.glob("*.mjs")
    ):
        shutil.copyfile(path, home / path.name)
    shutil.copytree(parts / "yaml", home / "node_modules/yaml")
    (home / "package.json").write_text('{"type": "module"}')
    (home / "node_modules/yaml/package.json").write_text(
        '{"name": "yaml", "type": "module", "exports": "./index.js"}'
    )
    (home / "checklist.json").write_text(json.dumps(checklist()), encoding="utf-8")

    def run(module: str, *arguments: str, given: object = None):
        done = subprocess.run(
            [program, str(home / module), *arguments],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=home,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def council(tmp_path) -> Path:
    """A council's files, with remarks in them, in a git repository."""
    root = tmp_path / "council"
    shutil.copytree(CONTENT, root)
    for arguments in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["-c", "user.name=Jo", "-c", "user.email=jo@example.org", "commit", "-qm", "First"],
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    return root


@pytest.fixture
def edition(council) -> Path:
    """The council's files with their first edition, published the day before."""
    git = ["git", "-C", str(council), "-c", "user.name=Jo", "-c", "user.email=jo@example.org"]
    for name, value in (("user.name", "Jo"), ("user.email", "jo@example.org")):
        subprocess.run([*git, "config", name, value], check=True)
    subprocess.run(
        [
            PLANS,
            "--root",
            str(council),
            "--today",
            TODAY.isoformat(),
            "publish",
            "--title",
            "First",
            "--note",
            "The first edition.",
            "--day",
            TODAY.isoformat(),
            "--approved-by",
            "Executive",
            "--approved-on",
            "2026-11-20",
        ],
        check=True,
        capture_output=True,
    )
    branch = subprocess.run(
        [*git, "branch", "--list", "--format=%(refname:short)", "edition*"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()[0]
    subprocess.run([*git, "checkout", "-q", "main"], check=True)
    subprocess.run([*git, "merge", "-q", "--ff-only", branch], check=True)
    return council


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def forge(council, tmp_path):
    """A forge with the council's files in it; and what settings say of it."""
    pytest.importorskip("graphql", reason="graphql-core is not installed")
    from forge import Forge

    yield from _served(
        Forge(Store(tmp_path / "forge.git", council, writers={"officer"})),
        kind="github",
        editor={"forks": True},
    )


@pytest.fixture
def gitlab(council, tmp_path):
    """A GitLab of the council's own, with the council's files in it; and what settings say of it."""
    pytest.importorskip("graphql", reason="graphql-core is not installed")
    from gitlab_stand_in import GitLab

    yield from _served(
        GitLab(Store(tmp_path / "gitlab.git", council, writers={"officer"})),
        kind="gitlab",
        editor={"forks": False, "application": "the-form"},
    )


def _served(made, **settings):
    server, unknown = serve(made)
    made.settings = ForgeSettings(url=f"http://127.0.0.1:{server.server_port}/council/plans", **settings)
    yield made
    server.shutdown()
    server.server_close()
    assert unknown == []


@dataclass
class Seen:
    """A page in a browser, and what it did."""

    page: object
    url: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and keeps silent about it."""

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site(fetched, council, tmp_path):
    """The form as a site has it, served on this machine: site(forge) gives its address."""
    servers = []

    def serve(forge: ForgeSettings | None, editions=()) -> str:
        home = tmp_path / "site"
        write_form(home, examine(council, TODAY).content, forge, editions)
        shutil.copytree(THEME / "assets", home / "assets")
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=str(home))
        )
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def visit(chromium):
    """Opens an address in a browser of its own, as wide as a phone or wider."""
    contexts = []

    def open_(url: str, width: int = 390, scripts: tuple[str, ...] = ()) -> Seen:
        context = chromium.new_context(viewport={"width": width, "height": 844}, locale="en-GB")
        contexts.append(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(20_000)
        seen = Seen(page, url)
        page.on(
            "request",
            lambda request: (
                seen.outside.append(request.url)
                if not request.url.startswith(("http://127.0.0.1", "blob:", "data:"))
                else None
            ),
        )
        page.on(
            "console",
            lambda message: (
                seen.complaints.append(message.text) if message.type in ("error", "warning") else None
            ),
        )
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(url)
        return seen

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def check_passes(tmp_path):
    """Whether `plans check` finds no error in what a proposal would make of the council's files."""

    def passes(forge, pull) -> bool:
        root = tmp_path / f"proposal-{pull['number']}"
        root.mkdir()
        packed = subprocess.run(
            [
                "git",
                "--git-dir",
                str(forge.store.folder),
                "archive",
                forge.store.tip(pull["repository"], pull["branch"]),
            ],
            capture_output=True,
            check=True,
        ).stdout
        subprocess.run(["tar", "-x", "-C", str(root)], input=packed, check=True)
        found = examine(root, TODAY)
        assert {plan.slug for plan in found.content.plans} == {"mill-quarter"}
        return not has_errors(found.diagnostics)

    return passes
