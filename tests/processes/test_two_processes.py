"""Two processes that share a Redis and a database are one chat, also while Redis is away.

The clock of the second is a minute ahead, as another machine's may be.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import cycle
from typing import Any

import pytest
import requests

from tests.support.redis import RedisServer, keys_that_stay, redis_in
from tests.support.server_without_model import (
    CLOCK_AHEAD,
    DANGER,
    LOG,
    WAIT,
    ServerWithoutModel,
    listens_on,
    running,
)
from tests.support.service import assert_problem, from_anywhere, wait_until

MESSAGES_A_MINUTE = 12
CLOCKS_DIFFER_BY_SECONDS = 60
AWAY_SECONDS, TALKS, MESSAGES = 30, 6, 5

Two = tuple[ServerWithoutModel, ServerWithoutModel]


@pytest.fixture(scope="module")
def redis_of_two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_in(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def two(redis_of_two: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    given = {
        "SKOLEBRO_REDIS": redis_of_two.url,
        "SKOLEBRO_SECRET": "x" * 40,
        "MESSAGES_A_MINUTE": str(MESSAGES_A_MINUTE),
    }
    ahead = {CLOCK_AHEAD: str(CLOCKS_DIFFER_BY_SECONDS)}
    with running(folder, **given) as one, running(folder, **given, **ahead) as other:
        yield one, other


@pytest.fixture
def without_redis(two: Two, redis_of_two: RedisServer) -> Iterator[RedisServer]:
    """Redis is killed, and started again with nothing in it."""
    redis_of_two.kill()
    yield redis_of_two
    redis_of_two.start()
    for server in two:
        wait_until(lambda server=server: _ready(server)["redis"], "it is seen that Redis is back")  # type: ignore[misc]


def _ready(server: ServerWithoutModel) -> dict[str, Any]:
    return requests.get(f"{server.chat}/ready", timeout=30).json()


def _send(server: ServerWithoutModel, headers: dict[str, str], text: str, message_id: str) -> requests.Response:
    body = {"message": text, "id": message_id}
    return requests.post(f"{server.chat}/message", json=body, headers=headers, timeout=60)


def test_the_clocks_differ(two: Two) -> None:
    first, second = (requests.post(f"{server.chat}/session", timeout=30).json()["expires_at"] for server in two)
    apart = datetime.fromisoformat(second) - datetime.fromisoformat(first)
    assert apart.total_seconds() > CLOCKS_DIFFER_BY_SECONDS / 2


@pytest.mark.parametrize(("opened", "used"), [(0, 1), (1, 0)])
def test_a_session_of_one_is_good_at_the_other(two: Two, opened: int, used: int) -> None:
    assert two[used].say("answered", two[opened].session()).status_code == 200


def test_where_no_port_is_set_for_figures_none_are_told(two: Two) -> None:
    assert listens_on(two[0]) == {("127.0.0.1", two[0].port)}


def test_a_message_sent_to_both_at_once_runs_once(two: Two, redis_of_two: RedisServer) -> None:
    headers, message_id = two[0].session(), uuid.uuid4().hex
    with ThreadPoolExecutor(6) as threads:
        sent = [threads.submit(_send, two[n % 2], headers, WAIT, message_id) for n in range(6)]
        answers = [one.result() for one in sent]
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({answer.json()["messages"][0]["custom"]["run"] for answer in answers}) == 1
    missed = requests.get(f"{two[1].chat}/messages", headers=headers, timeout=30).json()["turns"]
    assert missed == [answers[0].json()]
    assert keys_that_stay(redis_of_two) == []


def test_both_count_to_the_same_limit(two: Two) -> None:
    headers = two[0].session()
    for number in range(MESSAGES_A_MINUTE):
        assert two[number % 2].say("answered", headers).status_code == 200
    for server in two:
        refused = server.say("answered", headers)
        assert_problem(refused, 429, "too-many")
        assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_what_is_ended_at_one_is_over_at_the_other_and_leaves_no_words(two: Two, redis_of_two: RedisServer) -> None:
    headers = two[0].session()
    assert two[0].say("answered", headers).status_code == 200
    said = set(redis_of_two.client.scan_iter("skolebro:words:*"))
    assert requests.delete(f"{two[0].chat}/session", headers=headers, timeout=30).status_code == 204
    assert_problem(two[1].say("answered", headers), 401, "session-expired")
    assert len(said - set(redis_of_two.client.scan_iter("skolebro:words:*"))) == 1


def test_while_redis_is_away_one_is_refused_calmly_and_danger_gets_its_numbers(
    two: Two, without_redis: RedisServer
) -> None:
    for server in two:
        assert _ready(server)["redis"] is False
        headers = server.session()
        refused = server.say("answered", headers)
        problem = assert_problem(refused, 503, "error")
        assert int(refused.headers["Retry-After"]) > 0
        assert "112" in problem["detail"]
        (reply,) = server.say(DANGER, headers).json()["messages"]
        assert reply["custom"]["outcome"] == "crisis" and "112" in reply["text"]
        missed = requests.get(f"{server.chat}/messages", headers=headers, timeout=30)
        assert_problem(missed, 503, "error")
        assert_problem(requests.delete(f"{server.chat}/session", headers=headers, timeout=30), 503, "error")
        assert_problem(server.say("answered", headers), 401, "session-expired")


def test_what_was_refused_is_answered_once_when_redis_is_back(two: Two, redis_of_two: RedisServer) -> None:
    headers, message_id = two[0].session(), uuid.uuid4().hex
    redis_of_two.hang()
    assert_problem(_send(two[0], headers, WAIT, message_id), 503, "error")
    assert requests.get(f"{two[0].chat}/health", timeout=30).status_code == 200
    redis_of_two.go_on()
    answers: list[requests.Response] = []

    def answered() -> bool:
        answers[:] = [_send(server, headers, WAIT, message_id) for server in two]
        return all(answer.status_code == 200 for answer in answers)

    wait_until(answered, "the message is answered")
    assert len({answer.json()["messages"][0]["custom"]["run"] for answer in answers}) == 1


def _talk(two: Two, over: threading.Event) -> tuple[int, list[requests.Response]]:
    """Conversations that go from one to the other; what is refused is sent again. Gives how many messages were
    answered, and what came in the place of an answer."""
    answered, refused = 0, list[requests.Response]()
    servers = cycle(two)
    while not over.is_set():
        headers = next(servers).session(**from_anywhere())
        for _ in range(MESSAGES):
            message_id = uuid.uuid4().hex
            while not _is_answered(answer := _send(next(servers), headers, LOG, message_id)):
                refused.append(answer)
                time.sleep(int(answer.headers.get("Retry-After", 1)))
            answered += 1
    return answered, refused


def _is_answered(answer: requests.Response) -> bool:
    replies = answer.json().get("messages", [])
    return bool(replies) and all(reply["custom"]["outcome"] != "error" for reply in replies)


def test_while_redis_is_away_for_half_a_minute_what_is_said_is_refused_calmly_and_heard_once(
    two: Two, redis_of_two: RedisServer
) -> None:
    over, before = threading.Event(), two[0].log.read_text(encoding="utf-8").count("it was heard")
    with ThreadPoolExecutor(TALKS) as pool:
        talks = [pool.submit(_talk, two, over) for _ in range(TALKS)]
        time.sleep(1)
        redis_of_two.kill()
        time.sleep(AWAY_SECONDS)
        redis_of_two.start()
        for server in two:
            wait_until(lambda server=server: _ready(server)["redis"], "it is seen that Redis is back")  # type: ignore[misc]
        over.set()
        held = [talk.result() for talk in talks]
    refused = [answer for _, answers in held for answer in answers]
    assert refused and all("112" in answer.text for answer in refused)
    assert {answer.status_code for answer in refused} <= {503, 200}, "a problem, or a calm reply"
    heard = two[0].log.read_text(encoding="utf-8").count("it was heard") - before
    assert heard == sum(answered for answered, _ in held)


def test_the_password_is_in_no_log(two: Two) -> None:
    for server in two:
        assert "hemmeligt" not in server.log.read_text(encoding="utf-8")
