"""HTTP as it goes over the wire, with nothing put right on the way."""

import http.client
import socket

from bot.siege.service import Service

# What no answer may hold: a stack trace, a file of the machine or of the project, the database.
LEAKS = (b"Traceback (most", b"root:x:", b"[project]", b"SQLite format 3")

_PATIENCE_SECONDS = 4
_MOST_BYTES = 1 << 20


def get(service: Service, path: str) -> tuple[int, bytes]:
    """Status and body of a path that is sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=_PATIENCE_SECONDS)
    try:
        connection.putrequest("GET", "/", skip_accept_encoding=True)
        # http.client refuses what a hostile client would send.
        connection._buffer[0] = f"GET {path} HTTP/1.1".encode()  # type: ignore[attr-defined]
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read(_MOST_BYTES)
    finally:
        connection.close()


def exchange(service: Service, sent: bytes) -> bytes:
    """What comes back for bytes that are sent as they are; nothing where the server just hangs up."""
    received = b""
    with socket.create_connection(("127.0.0.1", service.port), timeout=_PATIENCE_SECONDS) as connection:
        try:
            connection.sendall(sent)
            while len(received) < _MOST_BYTES and (more := connection.recv(65536)):
                received += more
        except OSError:  # hung up in the middle, or waits for more
            pass
    return received
