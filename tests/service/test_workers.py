"""Several Rasa servers are one chat, also when one of them is killed in the middle of what it says."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from bot.siege.service import RASA
from bot.store import models
from bot.store.database import engine_for, session
from tests.support.machine import free_port
from tests.support.postgresql import postgresql_in
from tests.support.redis import RedisServer, redis_in
from tests.support.service import OTHER_QUESTION, QUESTION, Service, processes, wait_until
from tests.support.traffic import Talk, converse

pytestmark = [pytest.mark.service, pytest.mark.long]

WORKERS, CONVERSATIONS, AT_ONCE = 4, 200, 20
# The second is understood by the first alone; the third stands by itself.
TALK = (QUESTION, "hvor står det?", OTHER_QUESTION)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_in(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def workers(state: RedisServer, metrics_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with postgresql_in(tmp_path_factory.mktemp("postgres_of_workers")) as database:
        settings = {"DATABASE_URL": database.get_uri(), "SKOLEBRO_REDIS": state.url, "SKOLEBRO_WORKERS": str(WORKERS)}
        folder = tmp_path_factory.mktemp("workers")
        running = Service(folder, **settings, SKOLEBRO_METRICS_PORT=str(metrics_port)).start()
        yield running
        running.stop()


def rasa_servers(service: Service) -> list[Any]:
    return [process for process in processes(service) if RASA in process.cmdline()]


def times_heard(service: Service, talk: Talk) -> int:
    """How many messages the stored conversation has heard."""
    with session(engine_for(service.database_url)) as opened:
        conversation = opened.get(models.Conversation, talk.sender)
        return sum(event["event"] == "user" for event in conversation.state) if conversation else 0


def test_conversations_go_on_when_one_of_four_is_killed(workers: Service) -> None:
    killed, *others = rasa_servers(workers)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = [pool.submit(converse, workers, TALK) for _ in range(CONVERSATIONS)]
        wait_until(lambda: sum(one.done() for one in held) > AT_ONCE, "the conversations are under way")
        killed.kill()
        talks = [one.result() for one in held]
    assert len(talks) == CONVERSATIONS and not [talk for talk in talks if None in talk.replies], "nothing is lost"
    untouched = [talk for talk in talks if not talk.errors]
    first = untouched[0]
    assert {tuple(talk.replies) for talk in untouched} == {tuple(first.replies)}, "all in order"
    assert {times_heard(workers, talk) for talk in untouched} == {len(TALK)}, "nothing is heard twice"
    # What the killed one was in the middle of was sent again.
    assert {talk.replies[-1] for talk in talks} == {first.replies[-1]}
    wait_until(lambda: len(rasa_servers(workers)) == WORKERS, "it is started again")
    assert {one.pid for one in others} < {one.pid for one in rasa_servers(workers)}, "the others go on"


def test_each_counts_on_a_port_of_its_own(workers: Service, metrics_port: int) -> None:
    def counted() -> bool:
        told = [
            requests.get(f"http://127.0.0.1:{metrics_port + number}/metrics", timeout=30) for number in range(WORKERS)
        ]
        return all("skolebro_turns_total" in one.text for one in told)

    def all_there() -> bool:
        try:
            return counted()
        except requests.ConnectionError:
            time.sleep(0.5)
            return False  # the one that was killed is on its way up

    wait_until(all_there, "all four tell")
