"""The address all the Rasa servers answer at.

The supervisor binds it and keeps it: what comes while one process takes another's place waits in the kernel for the
next that accepts, and none of it is lost (docs/decisions/0021-workers.md).
"""

import asyncio
import socket
import time
from asyncio import AbstractEventLoop
from functools import partial

from sanic import Sanic
from sanic.server.protocols.http_protocol import HttpProtocol

from bot.server.sockets import LET_IN

# As many may wait to be accepted as Rasa lets wait.
_BACKLOG = 100
# Whoever was accepted just before the end has sent her request by then.
_LATE_SECONDS = 0.5
_LOOKED_EVERY_SECONDS = 0.05


class SharedAddress:
    """The address all the processes answer at; this one does from when it is let in until it is asked to stop.

    Args:
        shared: its socket.
    """

    def __init__(self, shared: socket.socket) -> None:
        self._shared = shared
        self._server: asyncio.AbstractServer | None = None
        self._connections: set[HttpProtocol] = set()

    def of(self, app: Sanic) -> None:
        """Let ``app`` answer there, too."""
        app.register_listener(self._wait_to_be_let_in, "before_server_start")
        app.register_listener(self._leave, "before_server_stop")

    async def _wait_to_be_let_in(self, app: Sanic, loop: AbstractEventLoop) -> None:
        loop.add_signal_handler(LET_IN, lambda: loop.create_task(self._enter(app, loop)))

    async def _enter(self, app: Sanic, loop: AbstractEventLoop) -> None:
        if self._server is None:
            protocol = partial(HttpProtocol, loop=loop, app=app, connections=self._connections)
            self._server = await loop.create_server(protocol, sock=self._shared, backlog=_BACKLOG)

    async def _leave(self, _app: Sanic, _loop: AbstractEventLoop) -> None:
        """Accept nobody any more, and answer whoever was accepted. The supervisor sees to it that it ends."""
        if self._server is None:
            return
        self._server.close()
        begun = time.monotonic()
        late = False
        while self._connections or not late:
            late = time.monotonic() - begun > _LATE_SECONDS
            for connection in set(self._connections):
                if connection._http:
                    connection._http.keep_alive = False
                if late:
                    connection.close_if_idle()
            await asyncio.sleep(_LOOKED_EVERY_SECONDS)
