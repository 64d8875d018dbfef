"""The running service (bot/siege/service.py) as the tests ask it, and what its database holds."""

import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import psutil
import requests

from bot.core.paths import ROOT
from bot.knowledge.responses import fixed_reply
from bot.siege.service import QUESTION as QUESTION
from bot.siege.service import ChatSession as ChatSession
from bot.siege.service import Service as Service
from bot.siege.service import from_anywhere as from_anywhere
from bot.siege.service import processes as processes
from bot.siege.service import server as server
from bot.store import models
from bot.store.database import engine_for, session

# What the page of the tests signs its people in with.
SECRET = "en hemmelighed, der er lang nok til HS256"

# The card that answers QUESTION.
CARD = "sundholmsvej-antal"
OTHER_QUESTION, OTHER_CARD = "hvad er en bisidder egentlig for en", "ord-bisidder"

_LONGEST_WAIT_SECONDS = 120  # only so that a broken service can't make the tests hang


def new_sender() -> str:
    """The name of a conversation nobody has had."""
    return f"test-{uuid.uuid4().hex}"


def one_reply(replies: list[dict[str, Any]]) -> dict[str, Any]:
    """The only reply of a turn."""
    assert len(replies) == 1, replies
    return replies[0]


def is_fixed(reply: dict[str, Any], key: str) -> bool:
    """Whether a reply is this one of knowledge/faste-svar.yml."""
    return reply["text"].startswith(fixed_reply(key).text.split("{")[0])


def post(service: Service, body: bytes | str) -> requests.Response:
    """Send ``body`` as it is to the REST webhook."""
    return requests.post(
        f"{service.url}/webhooks/rest/webhook",
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=30,
    )


def remembered(service: Service, sender: str) -> dict[str, Any]:
    """The slots in the stored conversation, by name; empty if there is no such conversation."""
    with session(engine_for(service.database_url)) as opened:
        conversation = opened.get(models.Conversation, sender)
        events = conversation.state if conversation else []
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def skolebro(service: Service, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command as the operator gives it, with the service's settings."""
    return subprocess.run(
        [sys.executable, "-m", "bot.commands.main", *arguments],
        cwd=ROOT,
        env={**service.environment, **environment},
        capture_output=True,
        text=True,
    )


def turns(service: Service) -> list[tuple[str, str | None]]:
    """Outcome and card of every turn counted so far, oldest first."""
    with session(engine_for(service.database_url)) as opened:
        return [(turn.outcome, turn.card_id) for turn in opened.query(models.Turn).order_by(models.Turn.id)]


def answers_again(service: Service, sender: str, message: str) -> dict[str, Any]:
    """The first reply that is not an error; until then every reply is a calm one."""
    found: list[dict[str, Any]] = []

    def asked() -> bool:
        try:
            reply = one_reply(service.say(sender, message))
        except (requests.ConnectionError, requests.Timeout):
            return False  # the Rasa server itself is on its way up
        if reply["custom"]["outcome"] == "error":
            assert is_fixed(reply, "fejl")
            return False
        found.append(reply)
        return True

    wait_until(asked, "the service answers again")
    return found[0]


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Come back when ``condition`` holds."""
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.2)


def assert_problem(response: requests.Response, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["type"], problem["status"]) == (f"urn:skolebro:{kind}", status)
    assert problem["title"] and problem["detail"]
    return problem


CALLS = [("POST", "message"), ("GET", "messages"), ("POST", "feedback"), ("DELETE", "session")]


def assert_nothing_left(service: Service, started: list[psutil.Process]) -> None:
    assert not [process for process in started if process.is_running()]
    for port in (service.port, service.actions_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
