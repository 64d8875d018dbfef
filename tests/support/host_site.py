"""Somebody else's web site: the pages an intranet editor would paste the chat into, on an origin of their own."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class HostPage:
    """One page: its HTML, and the content security policy it is served with, if any."""

    html: str
    policy: str = ""


@dataclass
class HostSite:
    """Serves the pages put into ``pages`` (by path) until it is stopped.

    The name is localhost where Skolebro's is 127.0.0.1: two hosts for the browser.
    """

    pages: dict[str, HostPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(self.path.split("?")[0])
                # No icon, which browsers ask for by themselves, is no error.
                self.send_response(200 if page else 204 if self.path == "/favicon.ico" else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if page and page.policy:
                    self.send_header("Content-Security-Policy", page.policy)
                self.end_headers()
                self.wfile.write(page.html.encode() if page else b"")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
