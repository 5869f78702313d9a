"""A site served on this machine only, as a web host would."""

import functools
import http.server
import threading
from dataclasses import dataclass, field
from pathlib import Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a web host does: for a wrong address, the page that says so."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments):
        pass


@dataclass
class Served:
    """A site that is being served: where, and from which folder."""

    url: str
    folder: Path
    kinds: dict[str, str] = field(default_factory=dict)
    """What kind of page stands at each address, where somebody needs to know."""

    @property
    def addresses(self) -> list[str]:
        """Every page of the site, but for those that forward: a browser does not stay there."""
        stay = (
            path
            for path in sorted(self.folder.rglob("*.html"))
            if b'http-equiv="refresh"' not in path.read_bytes()
        )
        pages = (path.relative_to(self.folder).as_posix() for path in stay)
        return [page.removesuffix("index.html") for page in pages]


def served(folder: Path):
    """Serve a folder until the end of the tests."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, Served(f"http://127.0.0.1:{server.server_port}/", folder)
