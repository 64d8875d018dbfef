"""The id of a request goes on to the action server."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from rasa.utils.endpoints import EndpointConfig

from bot.core.request_id import REQUEST_ID
from bot.server.request_ids import HEADER, pass_request_ids_on
from tests.support.machine import run_async


@pytest.fixture
def heard() -> Iterator[tuple[str, list[str | None]]]:
    """A server's address, and the ids its requests came with."""
    ids: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            ids.append(self.headers.get(HEADER))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", ids
    server.shutdown()
    server.server_close()


def test_a_call_of_the_action_server_says_which_request_it_is_for(
    heard: tuple[str, list[str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EndpointConfig, "request", EndpointConfig.request)
    pass_request_ids_on()
    url, ids = heard

    async def call(request_id: str | None) -> None:
        REQUEST_ID.set(request_id)
        await EndpointConfig(url).request(json={}, method="post")

    for request_id in ("en", None):
        run_async(call(request_id))
    assert ids == ["en", None]
