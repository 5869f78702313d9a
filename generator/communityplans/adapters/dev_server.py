"""`plans serve`: serves the draft, and rebuilds it whenever a file is saved. Only what depends on the changed
file is rebuilt.

The file watcher and the server are MkDocs' own. MkDocs injects its reload script into the page, which the
content security policy of our pages forbids (`build/page_shell.py`), so here the script is a file. While the
content has errors, the browser shows them as `plans check` does. `mkdocs serve` works too, but renders every
page each time.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from ..build.manifest import BESIDE
from ..source.diagnostic import Severity, has_errors
from ..source.diagnostic_formats import as_text, summary
from ..source.errors import UsageError
from ..source.files import FOLDERS
from .site_build import build

WATCHED = (*FOLDERS, *BESIDE)
LOG = logging.getLogger(__name__)
_SCRIPT = "/livereload/script.js"
_ASK = """const began = new URL(document.currentScript.src).search.slice(1);
const ask = () => fetch(`/livereload/${began}/0`).then((said) => said.text()).then(
  (now) => (Number(now) > Number(began) ? location.reload() : ask()), () => setTimeout(ask, 3000));
ask();
"""
_WRONG = Markup(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Something must be put right</title></head>
<body><h1>Something must be put right</h1><p>The site is shown again as soon as these files are saved without errors.</p><pre>{}</pre></body></html>"""
)


def serve(root: Path, port: int, today: Callable[[], date]) -> None:
    """Serve the draft on this computer until stopped.

    Args:
        root: The root of the content.
        port: The port on 127.0.0.1.
        today: Gives the day for which each build is made.

    Raises:
        UsageError: There is no mkdocs.yml, or the port cannot be used.
    """
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(
            f"There is no mkdocs.yml in {root}. It says what the site is called and which theme it has."
        )
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with (
        tempfile.TemporaryDirectory(prefix="plans-serve-") as folder,
        server(root, Path(folder) / "site", port, today) as running,
    ):
        try:
            running.builder()
            running.serve()  # type: ignore[no-untyped-call]  # MkDocs gives this method no types.
        except OSError as error:
            raise UsageError(
                f"Nothing can be served at port {port}: {error.strerror or error}. Choose another with"
                " --port."
            ) from error
        finally:
            running.shutdown()


def server(root: Path, output: Path, port: int, today: Callable[[], date]) -> "Draft":
    """The server of a draft, not started yet: it builds into `output`, and again when anything below `root`
    that a build reads changes.
    """
    made = Draft(root, output, port, today)
    for name in WATCHED:
        if (root / name).exists():
            made.watch(str(root / name))
    made.observer.schedule(_NewFolders(made), str(root), recursive=False)
    return made


class _NewFolders(FileSystemEventHandler):
    """Watches what is made after the start, directly below the root: a folder of guides, of pictures, the
    settings of MkDocs.
    """

    def __init__(self, draft: "Draft"):
        self.draft = draft

    def on_created(self, event: FileSystemEvent) -> None:
        self.draft.begin_to_watch(Path(os.fsdecode(event.src_path)))

    def on_moved(self, event: FileSystemEvent) -> None:
        self.draft.begin_to_watch(Path(os.fsdecode(event.dest_path)))


class Draft(LiveReloadServer):
    """Serves a draft. `wrong` holds the error messages of the last build; it is empty after a good one."""

    def __init__(self, root: Path, output: Path, port: int, today: Callable[[], date]):
        super().__init__(self.make, "127.0.0.1", port, str(output))
        self.content, self.output, self.today, self.wrong = root, output, today, ""
        self.error_handler = self._not_found

    def make(self) -> None:
        """Build the draft again. On errors, log them, show them in the browser, and keep the last good site."""
        try:
            found = build(self.content, self.output, today=self.today(), draft=True)
        except UsageError as refused:
            self.wrong = str(refused)
            LOG.info(self.wrong)
            return
        errors = [one for one in found.diagnostics if one.severity is Severity.error]
        self.wrong = f"{as_text(errors, found.sources)}\n\n{summary(errors)}." if has_errors(errors) else ""
        LOG.info(self.wrong or f"Built {len(found.pages)} pages. {summary(found.diagnostics)}.")

    def server_activate(self) -> None:
        """Listen, and say where; only now is the port known to be free."""
        super().server_activate()
        print(f"Serving the draft at {self.url} (Ctrl+C stops it).", flush=True)

    def begin_to_watch(self, path: Path) -> None:
        """Watch something that a build reads and that was not there before, and build again with it."""
        if path.name not in WATCHED or os.path.abspath(path) in self._watched_paths:
            return
        self.watch(str(path))
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _not_found(self, code: int) -> bytes | None:
        page = self.output / "404.html"
        return page.read_bytes() if code == 404 and page.is_file() else None

    def _serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"]
        if path == _SCRIPT:
            start_response("200 OK", [("Content-Type", "text/javascript; charset=utf-8")])
            return [_ASK.encode()]
        if self.wrong and not path.startswith("/livereload/") and path.endswith(("/", ".html")):
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [
                self._inject_js_into_html(_WRONG.format(escape(self.wrong)).encode(), self._visible_epoch)
            ]
        return super()._serve_request(environ, start_response)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        before, end, after = content.rpartition(b"</body>")
        return b'%b<script src="%b?%d"></script>%b%b' % (before, _SCRIPT.encode(), epoch, end, after)
