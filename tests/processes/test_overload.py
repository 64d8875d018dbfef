"""A server that has more to do than it can, or whose actions all hang, over HTTP.

Nothing is set but its limits and a port for its figures.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bot.channels.capacity import MOST_AT_ONCE
from bot.server.action_server import ACTIONS_AT_ONCE
from bot.server.request_ids import HEADER
from tests.support.figures import figure
from tests.support.machine import free_port
from tests.support.server_without_model import HANG, LOG, WAIT_LONG, ServerWithoutModel, running
from tests.support.service import assert_problem, wait_until

BEYOND = 20


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerWithoutModel]:
    unlimited = {"MESSAGES_A_MINUTE": "10000", "SESSIONS_A_MINUTE": "10000"}
    with running(tmp_path_factory.mktemp("overload"), **unlimited, SKOLEBRO_METRICS_PORT=str(port)) as started:
        yield started
        started.process.kill()  # it would wait for the actions that hang


def told(server: ServerWithoutModel, page: str) -> tuple[int, dict[str, bool]]:
    answer = requests.get(f"{server.chat}/{page}", timeout=30)
    return answer.status_code, answer.json()


def test_who_comes_beyond_capacity_is_told_when_to_come_again_and_the_others_are_answered(
    server: ServerWithoutModel, port: int
) -> None:
    sessions = [server.session() for _ in range(MOST_AT_ONCE + BEYOND)]
    with ThreadPoolExecutor(len(sessions)) as pool:
        asked = [pool.submit(server.say, WAIT_LONG, session) for session in sessions]
        wait_until(
            lambda: figure(port, "skolebro_refused_total", reason="busy") > 0, "its figures tell that it is full"
        )
        assert not all(one.done() for one in asked)
        answers = [one.result() for one in asked]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert 0 < len(refused) <= BEYOND
    for answer in refused:
        assert "112" in assert_problem(answer, 503, "busy")["detail"]
        assert int(answer.headers["Retry-After"]) > 0
    assert server.say("answered", sessions[0]).status_code == 200
    assert figure(port, "skolebro_refused_total", reason="busy") == len(refused)


def test_where_nothing_is_set_the_log_is_text(server: ServerWithoutModel) -> None:
    answer = server.say(LOG, {**server.session(), HEADER: "i-tekst"})
    assert answer.headers[HEADER] == "i-tekst"
    assert re.search(r"^it was heard in chat-#[0-9a-f]{8}$", server.log.read_text(encoding="utf-8"), re.MULTILINE)


def test_where_every_action_hangs_it_is_neither_ready_nor_alive(server: ServerWithoutModel) -> None:
    """The last of this file: nothing lets the hung ones go."""
    for _ in range(ACTIONS_AT_ONCE):
        assert told(server, "ready") == (200, {"ready": True, "model": True, "database": True, "actions": True})
        assert told(server, "health") == (200, {"ready": True})
        assert server.say(HANG).json()["messages"][0]["custom"]["outcome"] == "error"
    assert told(server, "ready") == (503, {"ready": False, "model": True, "database": True, "actions": False})
    # So that the supervisor starts another.
    assert told(server, "health") == (503, {"ready": False})
