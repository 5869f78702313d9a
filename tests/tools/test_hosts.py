"""The very configuration that the guide prints for nginx and Apache serves a built site on this machine's own
address.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest
from past import council_with_a_past
from sites import build

pytestmark = pytest.mark.tools
GUIDE = Path(__file__).resolve().parents[2] / "guides/editors/put-it-on-a-host.md"
MODULES = Path("/usr/lib/apache2/modules")


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Message
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Host(NamedTuple):
    """A server that runs, and the folder that it serves."""

    base: str
    site: Path

    def get(self, path: str, **headers: str) -> Answer:
        """The answer to a request, redirects not followed."""
        request = urllib.request.Request(
            self.base + path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)
        try:
            with opener.open(request) as got:
                return Answer(got.status, got.headers, got.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())


def printed(first: str) -> str:
    """The block of the guide that begins with these words."""
    blocks = re.findall(r"(?:^    .*\n)+", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    (block,) = [block for block in blocks if block.strip().startswith(first)]
    return "".join(line[4:] for line in block.splitlines(keepends=True))


def nginx(home: Path, site: Path, port: int) -> list[str]:
    """Write the configuration of nginx with the guide's block; the command that starts it."""
    block = printed("server {")
    assert "listen 80;" in block and "/srv/plans/site" in block
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/plans/site", str(site))
    paths = "".join(
        f"{name}_temp_path {home}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (home / "nginx.conf").write_text(
        f"daemon off; pid {home}/pid; error_log {home}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {paths}\n{block}}}\n",
        encoding="utf-8",
    )
    return ["nginx", "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")]


def apache2(home: Path, site: Path, port: int) -> list[str]:
    """Write the configuration of Apache with the guide's block; the command that starts it."""
    block = printed("<VirtualHost")
    assert "*:80>" in block and "/srv/plans/site" in block
    block = block.replace("*:80>", f"127.0.0.1:{port}>").replace("/srv/plans/site", str(site))
    modules = ("mpm_event", "authz_core", "alias", "dir", "mime", "headers")
    loaded = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in modules)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    (home / "apache.conf").write_text(
        f"ServerRoot {home}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {home}/pid\nErrorLog"
        f" {home}/error.log\n{loaded}{user}DefaultRuntimeDir {home}\nTypesConfig /etc/mime.types\n{block}",
        encoding="utf-8",
    )
    return ["apache2", "-f", str(home / "apache.conf"), "-DFOREGROUND"]


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """A site with a plan that was renamed, where the account of a web server may read it."""
    with tempfile.TemporaryDirectory(prefix="plans-host-") as folder:
        home = Path(folder)
        root = council_with_a_past(home / "root").root
        build(root, home / "site")
        for path in (home, *(home / "site").rglob("*"), home / "site"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield home / "site"


@pytest.fixture(scope="module", params=[nginx, apache2], ids=lambda server: server.__name__)
def host(request: pytest.FixtureRequest, site: Path) -> Iterator[Host]:
    """A server with the configuration of the guide."""
    name = request.param.__name__
    if not shutil.which(name):
        pytest.skip(f"{name} is not on this machine: apt-get install {name}")
    with tempfile.TemporaryDirectory(prefix="plans-server-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with (home / "said").open("wb") as said:
            process = subprocess.Popen(request.param(home, site, port), stdout=said, stderr=said)
        try:
            while not _answers(port):
                log = home / "error.log"
                assert process.poll() is None, (home / "said").read_text() + (
                    log.read_text() if log.exists() else ""
                )
                time.sleep(0.05)
            yield Host(f"http://127.0.0.1:{port}", site)
        finally:
            process.terminate()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def test_a_page(host: Host) -> None:
    got = host.get("/plans/riverside-and-millfield/")
    assert got.status == 200
    assert got.body == (host.site / "plans/riverside-and-millfield/index.html").read_bytes()
    assert got.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert (
        host.get("/plans/riverside-and-millfield")
        .headers["Location"]
        .endswith("/plans/riverside-and-millfield/")
    )


@pytest.mark.parametrize("path", ["/no-such-page/", "/plans/no-such-plan", "/.community-plans-site"])
def test_an_unknown_address_shows_the_page_for_it(host: Host, path: str) -> None:
    got = host.get(path)
    assert (got.status, got.body) == (404, (host.site / "404.html").read_bytes())


@pytest.mark.parametrize("path", ["/", "/assets/look.css", "/no-such-page/", "/data/"])
def test_headers(host: Host, path: str) -> None:
    got = host.get(path)
    assert got.headers.get_all("Cache-Control") == ["no-cache"]
    assert got.headers.get_all("Content-Security-Policy") == ["frame-ancestors 'self'"]
    assert got.headers.get_all("X-Content-Type-Options") == ["nosniff"]


def test_a_file_that_has_not_changed_is_not_sent_again(host: Host) -> None:
    mark = host.get("/assets/look.css").headers["ETag"]
    assert host.get("/assets/look.css", If_None_Match=mark).status == 304


def test_files_say_what_they_are(host: Host) -> None:
    """By the end of their names. A browser that is told not to guess needs it."""
    kinds = {
        ".csv": "text/csv",
        ".ics": "text/calendar",
        ".json": "application/json",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".js": "javascript",
    }
    for end, kind in kinds.items():
        path = sorted(one for one in host.site.rglob(f"*{end}") if one.is_file())[0]
        assert kind in host.get(f"/{path.relative_to(host.site).as_posix()}").headers["Content-Type"], path


def test_an_address_of_a_former_website_is_redirected(host: Host) -> None:
    got = host.get("/our-neighbourhoods")
    assert got.status == 301 and got.headers["Location"].removeprefix(host.base) == "/plans/"


def test_the_former_address_of_a_plan_leads_to_the_new_one(host: Host) -> None:
    """This is a page of the site, so it needs nothing of the server."""
    page = host.get("/plans/quarry-end/")
    assert page.status == 200
    to = re.search(rb'http-equiv="refresh" content="0; url=([^"]+)"', page.body)
    assert to and to[1].endswith(b"plans/quarry-village/")
    assert host.get("/plans/quarry-village/").status == 200
