"""What the stand-ins for forges share: an address of their own on this machine, and what they were asked and
did not know.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

DAY = "2026-11-22T09:00:00Z"


class Elsewhere(Exception):
    """The answer is at another address."""


class Speaker(Protocol):
    """A forge that answers.

    What does not exist is a KeyError, what may not be done a PermissionError, what is asked wrongly a
    ValueError.
    """

    def answer(self, method: str, url: SplitResult, data: dict, me: str) -> dict | list: ...

    def may_be_missing(self, url: SplitResult) -> bool:
        """Whether the form asks for this to find out whether it is there."""


class Handler(BaseHTTPRequestHandler):
    """Speaks for a forge. What it does not know is 404, and noted, unless it may be missing."""

    forge: Speaker
    unknown: list[str]
    lock: threading.Lock

    def log_message(self, *arguments):
        pass

    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        url, me = (
            urlsplit(self.path),
            (self.headers.get("authorization") or self.headers.get("private-token") or "nobody").split()[-1],
        )
        code, made, more = 200, {}, {}
        with self.lock:
            try:
                if self.command != "OPTIONS":
                    made = self.forge.answer(self.command, url, json.loads(body or b"{}"), me)
                    self.unknown += (
                        [error["message"] for error in made.get("errors", ())]
                        if isinstance(made, dict)
                        else []
                    )
            except Elsewhere as error:
                code, more = 302, {"Location": str(error)}
            except ValueError as error:
                code, made = 400, {"message": str(error)}
            except PermissionError as error:
                code, made = 403, {"message": str(error)}
            except KeyError as error:
                code, made = 404, {"message": f"Not Found: {error}"}
                if not self.forge.may_be_missing(url):
                    self.unknown.append(f"{self.command} {self.path}")
        said = json.dumps(made).encode()
        self.send_response(code)
        for name, value in {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "*, authorization, content-type, accept, cache-control",
            "Access-Control-Allow-Methods": "*, GET, POST, PUT, PATCH, DELETE",
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(said)),
            "Cache-Control": "no-store",
            **more,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer


def serve(forge: Speaker) -> tuple[ThreadingHTTPServer, list[str]]:
    """A forge on a port of its own; and what it was asked and did not know."""
    unknown: list[str] = []
    handler = type("Of", (Handler,), {"forge": forge, "unknown": unknown, "lock": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, unknown
