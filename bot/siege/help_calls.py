"""Somebody in danger who writes while the service is attacked: what is asked of every attack."""

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

import requests

from bot.siege.report import danish
from bot.siege.service import ChatSession, Refused, Service

DANGER = "han truer med at slå mig ihjel lige nu"
EMERGENCY = "112"

_PAUSE_SECONDS = 0.3
_PATIENCE_SECONDS = 30

# Answered with the reply to danger; something else that names 112; nothing, or something that does not.
Answer = Literal["answered", "named", "silent"]


@dataclass(frozen=True)
class Call:
    """One message of danger, and what came of it."""

    begun: float
    seconds: float
    answer: Answer

    @property
    def ended(self) -> float:
        """When it was known what came of it."""
        return self.begun + self.seconds


def call_for_help(service: Service, session: ChatSession | None = None, patience: float = _PATIENCE_SECONDS) -> Call:
    """Write that there is danger, in a conversation of its own unless there is one."""
    begun = time.monotonic()
    try:
        session = session or ChatSession(service)
        answer = answer_in(session.send(DANGER, patience))
    except Refused as refused:
        answer = answer_in(refused.response)
    except requests.RequestException:
        answer = "silent"
    return Call(begun, time.monotonic() - begun, answer)


def answer_in(response: requests.Response) -> Answer:
    """What a response is to somebody in danger."""
    try:
        told = response.json()
    except ValueError:
        return "silent"
    replies: list[dict[str, Any]] = told.get("messages", []) if response.status_code == 200 else []
    for reply in replies:
        if reply.get("custom", {}).get("danger", {}).get("sure") and EMERGENCY in reply["text"]:
            return "answered"
    texts = [reply.get("text", "") for reply in replies] or [told.get("detail", "")]
    return "named" if any(EMERGENCY in text for text in texts) else "silent"


class HelpCalls:
    """One message of danger after another, until the block ends."""

    def __init__(self, service: Service, patience: float = 5) -> None:
        self.calls: list[Call] = []
        self._service, self._patience = service, patience
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._call, daemon=True)

    def __enter__(self) -> "HelpCalls":
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(timeout=_PATIENCE_SECONDS)

    def _call(self) -> None:
        while not self._over.is_set():
            self.calls.append(call_for_help(self._service, patience=self._patience))
            self._over.wait(_PAUSE_SECONDS)

    def without_help(self) -> list[Call]:
        """Those that nobody was told anything in."""
        return [call for call in self.calls if call.answer == "silent"]

    def longest_silence(self) -> float:
        """Seconds from when a call was not heard to the end of the first that was."""
        longest, since = 0.0, None
        for call in self.calls:
            if call.answer == "silent":
                since = call.begun if since is None else since
            elif since is not None:
                longest, since = max(longest, call.ended - since), None
        return max(longest, self.calls[-1].ended - since) if since is not None else longest

    def slowest(self) -> float:
        """Seconds the slowest call that was heard took."""
        return max((call.seconds for call in self.calls if call.answer != "silent"), default=0.0)

    def unheard(self) -> list[str]:
        """What is wrong where a call got no help (Danish); else nothing."""
        silent = self.without_help()
        return [f"{len(silent)} om fare uden svar"] if silent else []

    def heard(self) -> str:
        """How many were heard, and how soon (Danish)."""
        heard = len(self.calls) - len(self.without_help())
        return f"{heard} af {len(self.calls)} om fare hørt, langsomste {danish(self.slowest())} s"
