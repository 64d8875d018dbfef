"""A name for each request: in the answer's header, in the log's lines about it, and on its way to the action server."""

import re
import secrets
from typing import Any

from sanic import Request, Sanic
from sanic.response import HTTPResponse

from bot.core.request_id import REQUEST_ID

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{1,64}")


async def give_request_ids(app: Sanic, _loop: object = None) -> None:
    """Give every request of a server an id: the proxy's, where it is well-formed, so that both logs name it alike."""

    async def begin(request: Request) -> None:
        told = str(request.headers.get(HEADER, ""))
        REQUEST_ID.set(told if _WELL_FORMED.fullmatch(told) else secrets.token_hex(16))

    async def tell(_request: Request, answer: HTTPResponse) -> None:
        answer.headers[HEADER] = REQUEST_ID.get()

    # Before all others: what they refuse has its id, too.
    app.request_middleware.appendleft(begin)
    app.response_middleware.append(tell)


def pass_request_ids_on() -> None:
    """Send the id along with every call of the action server."""
    from rasa.utils.endpoints import EndpointConfig

    request = EndpointConfig.request

    async def with_id(endpoint: EndpointConfig, *args: Any, headers: dict[str, str] | None = None, **more: Any) -> Any:
        known = {HEADER: told} if (told := REQUEST_ID.get()) else {}
        return await request(endpoint, *args, headers={**(headers or {}), **known}, **more)

    EndpointConfig.request = with_id
