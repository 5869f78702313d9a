"""Between the actions for artifacts and act's own server for them, which does not take all that they send.

act 0.2.89 does not know a field that version 7 of the upload has, and wants the signature of an address with
the "=" at its end that the library for storage leaves out. Everything else is handed on as it is.
"""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import Request, urlopen

UNKNOWN_TO_ACT = ("mime_type", "mimeType")


def between(port: int) -> ThreadingHTTPServer:
    """A server on a port of its own that speaks for act's on `port` of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if body and (self.headers.get("content-type") or "").startswith("application/json"):
                body = json.dumps(
                    {name: value for name, value in json.loads(body).items() if name not in UNKNOWN_TO_ACT}
                ).encode()
            headers = {
                name: value
                for name, value in self.headers.items()
                if name.lower() not in ("host", "content-length", "connection")
            }
            path = re.sub(
                r"(?<=[?&]sig=)[\w-]+(?=&|$)", lambda found: found[0] + "=" * (-len(found[0]) % 4), self.path
            )
            asked = Request(
                f"http://127.0.0.1:{port}{path}", data=body or None, method=self.command, headers=headers
            )
            try:
                with urlopen(asked, timeout=60) as answer:
                    self._hand_on(answer.status, answer.headers, answer.read())
            except HTTPError as error:
                self._hand_on(error.code, error.headers, error.read())

        def _hand_on(self, code: int, headers, body: bytes) -> None:
            # So that what is put away comes this way too.
            body = (
                body.replace(
                    f"http://127.0.0.1:{port}/".encode(),
                    f"http://127.0.0.1:{self.server.server_port}/".encode(),
                )
                if len(body) < 100_000
                else body
            )
            self.send_response(code)
            for name, value in headers.items():
                if name.lower() not in (
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "date",
                    "server",
                ):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
