"""What hangs, how it is seen from outside, and what must come all the same."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import psutil
import requests

from tests.support.service import (
    CARD,
    QUESTION,
    ChatSession,
    Service,
    answers_again,
    is_fixed,
    new_sender,
    one_reply,
    server,
    wait_until,
)

DANGER = "han truer med at slå mig ihjel lige nu"


@contextlib.contextmanager
def hung(*stopped: psutil.Process) -> Iterator[None]:
    """Processes that live and do nothing."""
    for process in stopped:
        process.suspend()
    try:
        yield
    finally:
        for process in stopped:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.resume()


def of_postgres(postgres: Any) -> list[psutil.Process]:
    first = psutil.Process(int((postgres.pgdata / "postmaster.pid").read_text().splitlines()[0]))
    return [first, *first.children(recursive=True)]


def health(service: Service, page: str) -> tuple[int, dict[str, Any]]:
    answer = requests.get(f"{service.url}/chat/{page}", timeout=30)
    return answer.status_code, answer.json()


def told_where_help_is(reply: dict[str, Any]) -> bool:
    custom = reply["custom"]
    return custom["outcome"] == "crisis" and custom["danger"]["sure"] and "112" in reply["text"]


def assert_a_hung_database_freezes_nobody(service: Service, postgres: Any, watched: str) -> None:
    """Help comes, nobody waits, and the server called ``watched`` is not ended: it only waits for the database."""
    session = ChatSession(service)
    one_reply(session.say(QUESTION))
    first = server(service, watched).pid
    with hung(*of_postgres(postgres)):
        assert told_where_help_is(one_reply(session.say(DANGER)))
        assert is_fixed(one_reply(session.say(QUESTION)), "fejl")
        assert health(service, "health") == (200, {"ready": True})
        assert health(service, "ready") == (503, {"ready": False, "model": True, "database": False, "actions": True})
        # Longer than a server may be silent: it is not taken for one that hangs.
        time.sleep(30)
        assert told_where_help_is(one_reply(ChatSession(service).say(DANGER)))
    assert server(service, watched).pid == first
    wait_until(lambda: health(service, "ready")[0] == 200, "it is there again")
    assert answers_again(service, new_sender(), QUESTION)["custom"]["card"] == CARD
