"""Whether the server lives, and whether it can answer: two questions, for whoever watches it."""

import asyncio
from asyncio import to_thread
from typing import Any

import aiohttp
from sanic import Request, response
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.core.settings import INSIDE, settings
from bot.store.database import is_there

NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SLOWEST = aiohttp.ClientTimeout(total=2)


async def tell_whether_alive(request: Request) -> HTTPResponse:
    """Whether this process works. What it needs besides may be away: starting it again would not help."""
    alive = _has_model(request) and (settings().actions != INSIDE or await _has_actions(request))
    return response.json({"ready": alive}, status=200 if alive else 503, headers=NOT_KEPT)


async def tell_whether_ready(request: Request) -> HTTPResponse:
    """Whether somebody who writes now is answered, and if not, what is missing."""
    database, actions = await asyncio.gather(to_thread(_has_database), _has_actions(request))
    parts = {"model": _has_model(request), "database": database, "actions": actions}
    ready = all(parts.values())
    return response.json({"ready": ready, **parts}, status=200 if ready else 503, headers=NOT_KEPT)


def _agent(request: Request) -> Any:
    return getattr(request.app.ctx, "agent", None)


def _has_model(request: Request) -> bool:
    agent = _agent(request)
    return agent is not None and bool(agent.is_ready())


def _has_database() -> bool:
    try:
        return is_there()
    except SQLAlchemyError:
        return False


async def _has_actions(request: Request) -> bool:
    if settings().actions == INSIDE:
        endpoint: Any = getattr(_agent(request), "action_endpoint", None)
        return endpoint is not None and bool(await endpoint.answers())
    page = f"http://127.0.0.1:{settings().actions_port}/health"
    try:
        async with aiohttp.ClientSession(timeout=_SLOWEST) as client, client.get(page) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False
