"""Whether the server lives, and whether it can answer: two questions, for whoever watches it."""

import asyncio
from asyncio import to_thread
from typing import Any

import aiohttp
from sanic import Request, response
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.handle_message import Handler, answers_probe
from bot.core.settings import INSIDE, settings
from bot.store.database import is_there
from bot.store.shared_state import shared_state

NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SLOWEST = aiohttp.ClientTimeout(total=2)


async def tell_whether_alive(request: Request) -> HTTPResponse:
    """Whether this process works. What it needs besides may be away: starting it again would not help."""
    alive = _has_model(request) and (settings().actions != INSIDE or await _has_actions(request))
    return response.json({"ready": alive}, status=200 if alive else 503, headers=NOT_KEPT)


class Readiness:
    """Whether somebody who writes now is answered. A process that never answered is asked a question first, once.

    Args:
        handler: Rasa's, that a message is given to.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._probe: asyncio.Task[bool] | None = None

    async def tell(self, request: Request) -> HTTPResponse:
        """Whether it is so, and if not, what is missing. Redis only where it is used."""
        database, actions, redis = await asyncio.gather(to_thread(_has_database), _has_actions(request), _has_redis())
        parts = {"model": _has_model(request), "database": database, "actions": actions, **redis}
        if all(parts.values()):
            parts["model"] = await self._answers()
        ready = all(parts.values())
        return response.json({"ready": ready, **parts}, status=200 if ready else 503, headers=NOT_KEPT)

    async def _answers(self) -> bool:
        if self._probe is None or (self._probe.done() and not self._probe.result()):
            self._probe = asyncio.create_task(answers_probe(self._handler))
        # Whoever asks may give up before a busy machine has the answer: the next to ask gets it.
        return await asyncio.shield(self._probe)


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


async def _has_redis() -> dict[str, bool]:
    state = shared_state()
    return {"redis": await state.is_there()} if state else {}


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
