"""Rasa's actions in Rasa's own process, in threads of their own (docs/decisions/0022-actions-in-process.md)."""

import asyncio
import json as jsons
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.core.threads import run_in
from bot.server.action_server import ACTIONS_AT_ONCE

# Shorter than the supervisor waits for a page (bot/server/supervisor.py).
_SLOWEST_SIGN_OF_LIFE_SECONDS = 1.5


class ActionsInside(EndpointConfig):
    """Stands where Rasa has the action server's address, and runs the actions itself."""

    def __init__(self, executor: ActionExecutor) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = executor
        self._threads = ThreadPoolExecutor(ACTIONS_AT_ONCE, thread_name_prefix="action")

    async def request(self, *_: Any, json: dict[str, Any], timeout: float, **__: Any) -> Any:
        """What the action server would answer.

        Args:
            json: the call, as Rasa would send it.
            timeout: the most seconds it may take. What takes longer keeps its thread; nobody waits for it any more.

        Raises:
            asyncio.TimeoutError: it took longer, or no thread was free.
            ClientResponseError: the action does not want to run; Rasa chooses another.
            RasaException: it failed. Only the kind of error is told: its message may hold words.
        """
        try:
            return await asyncio.wait_for(run_in(self._threads, self._run, json), timeout)
        except asyncio.TimeoutError:
            raise
        except ActionExecutionRejection as error:
            told = {"error": error.message, "action_name": error.action_name}
            raise ClientResponseError(400, "rejected", jsons.dumps(told)) from None
        except Exception as error:
            raise RasaException(f"{json['next_action']} failed: {type(error).__name__}") from None

    async def answers(self) -> bool:
        """Whether a thread is free for another action: those that hang keep theirs."""
        try:
            await asyncio.wait_for(run_in(self._threads, lambda: None), _SLOWEST_SIGN_OF_LIFE_SECONDS)
        except asyncio.TimeoutError:
            return False
        return True

    def _run(self, call: dict[str, Any]) -> Any:
        return _copied(asyncio.run(self._executor.run(_copied(call))))


def actions_inside() -> ActionsInside:
    """All our actions."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return ActionsInside(executor)


def _copied(told: Any) -> Any:
    """As it would come over HTTP: whoever changes it changes nothing of the other side's."""
    return jsons.loads(jsons.dumps(told))
