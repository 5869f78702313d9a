"""`plans edit`: serves the form for the files on this computer, on 127.0.0.1 only. The browser saves into the
folder that the user chooses.
"""

import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ..build.editor_files import write_form
from ..build.editor_packages import is_here
from ..build.pipeline import examine
from ..source.errors import UsageError
from .mkdocs_plugin import FONT, THEME


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder without a log, and forbids browsers to cache: the next form may differ."""

    def end_headers(self) -> None:
        """Forbid caching, then end the headers."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Write no log: nobody who edits in a browser reads this terminal."""


@contextmanager
def form_here(root: Path, today: date, port: int) -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """A server with the form for the files below `root`, not started yet, and its address.

    Raises:
        UsageError: The packages of the form are not in the cache, or the port is in use.
    """
    if not is_here():
        raise UsageError("The parts of the form are not on this machine. To fetch them: plans edit --fetch")
    found = examine(root, today)
    with tempfile.TemporaryDirectory(prefix="plans-edit-") as folder:
        home = Path(folder)
        write_form(home, found.content, None, found.showing.editions)
        shutil.copytree(THEME / "assets", home / "assets")
        shutil.copyfile(FONT, home / "assets/public-sans.ttf")
        try:
            server = ThreadingHTTPServer(
                ("127.0.0.1", port), functools.partial(_Handler, directory=str(home))
            )
        except OSError as error:
            raise UsageError(
                f"Port {port} is in use. Choose another: plans edit --port {port + 1}"
            ) from error
        server.daemon_threads = True
        try:
            yield server, f"http://127.0.0.1:{server.server_port}/edit/"
        finally:
            server.server_close()
