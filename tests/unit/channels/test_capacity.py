"""Beyond what it can answer in time, a server says so at once, and answers what it has begun on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.channels.capacity import MOST_AT_ONCE, Capacity
from bot.channels.problems import Problem
from tests.support.server_without_model import WAIT, ServerWithoutModel, running
from tests.support.service import assert_problem

BEYOND = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerWithoutModel]:
    unlimited = {"MESSAGES_A_MINUTE": "10000", "SESSIONS_A_MINUTE": "10000"}
    with running(tmp_path_factory.mktemp("capacity"), **unlimited) as started:
        yield started


def test_who_comes_beyond_capacity_is_told_when_to_come_again_and_the_others_are_answered(
    server: ServerWithoutModel,
) -> None:
    sessions = [server.session() for _ in range(MOST_AT_ONCE + BEYOND)]
    with ThreadPoolExecutor(len(sessions)) as pool:
        answers = list(pool.map(lambda session: server.say(WAIT, session), sessions))
    refused = [answer for answer in answers if answer.status_code != 200]
    assert 0 < len(refused) <= BEYOND
    for answer in refused:
        assert "112" in assert_problem(answer, 503, "busy")["detail"]
        assert int(answer.headers["Retry-After"]) > 0
    assert server.say("answered", sessions[0]).status_code == 200


def test_room_is_given_back_also_when_a_turn_fails() -> None:
    capacity = Capacity(most=1)
    with pytest.raises(LookupError), capacity.one():
        with pytest.raises(Problem, match="busy"), capacity.one():
            pytest.fail("let in")
        raise LookupError
    with capacity.one():
        pass
