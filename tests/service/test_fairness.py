"""Nobody waits for another's slow message: each kind has a queue of its own, and each address its turn."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.support.service import CARD, QUESTION, ChatSession, Service, one_reply

pytestmark = pytest.mark.service

_AT_ONCE = 8
_LONGEST_DELAY_SECONDS = 0.3
SLOW = {
    "brackets": "se her " + "[](){}<>" * 120,
    "chinese": "我们孩子学校老师家庭帮助" * 80,
    "danish": "Vi vil gerne høre mere om det. " * 31,
}


def seconds(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def all_sent_at_once(
    pool: ThreadPoolExecutor, sessions: list[ChatSession], text: str
) -> list["Future[requests.Response]"]:
    return [pool.submit(session.send, text) for session in sessions]


def from_one_address(service: Service, count: int) -> list[ChatSession]:
    sessions = [ChatSession(service) for _ in range(count)]
    for session in sessions[1:]:
        session.headers["X-Forwarded-For"] = sessions[0].headers["X-Forwarded-For"]
    return sessions


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_slow_messages_of_one_address_delay_nobody_else(service: Service, text: str) -> None:
    other = ChatSession(service)
    assert one_reply(other.say(QUESTION))["custom"]["card"] == CARD
    quiet = [seconds(lambda: other.say(QUESTION)) for _ in range(4)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        slow = all_sent_at_once(pool, from_one_address(service, _AT_ONCE), text)
        loaded: list[float] = []
        while not all(one.done() for one in slow) and len(loaded) < 12:
            loaded.append(seconds(lambda: other.say(QUESTION)))
        assert {one.result().status_code for one in slow} == {200}
    delay = statistics.median(loaded) - statistics.median(quiet)
    # On a busy machine everything takes longer, the quiet message too.
    assert delay < max(_LONGEST_DELAY_SECONDS, 2 * statistics.median(quiet)), (quiet, loaded)


def test_a_slow_message_of_another_address_waits_for_one_of_them_and_not_for_all(service: Service) -> None:
    text = SLOW["brackets"]
    other = ChatSession(service)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        slow = all_sent_at_once(pool, from_one_address(service, _AT_ONCE), text)
        while not any(one.done() for one in slow):
            time.sleep(0.005)
        assert other.send(text).status_code == 200
        assert sum(one.done() for one in slow) < _AT_ONCE
        assert {one.result().status_code for one in slow} == {200}


def test_an_address_may_ask_for_less_of_what_takes_long(tmp_path: Path) -> None:
    strict = Service(tmp_path, MESSAGES_A_MINUTE="1").start()  # and so twenty ordinary ones from an address
    try:
        slow = from_one_address(strict, 3)
        assert [session.send(SLOW["brackets"]).status_code for session in slow] == [200, 200, 429]
        quick = from_one_address(strict, 3)
        assert [session.send(QUESTION).status_code for session in quick] == [200, 200, 200]
    finally:
        strict.stop()
