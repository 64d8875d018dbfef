"""Several Rasa servers are one chat: also when one is killed in the middle of what it says, when one stands still, and
while they answer with two models.
"""

import copy
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.siege.service import RASA
from tests.support.faults import hung
from tests.support.machine import free_ports
from tests.support.models import own_model, replace_with_another
from tests.support.nginx import nginx_of_the_chart
from tests.support.postgresql import postgresql_in
from tests.support.redis import RedisServer, redis_in
from tests.support.service import OTHER_CARD, OTHER_QUESTION, QUESTION, Service, processes, skolebro, turns, wait_until
from tests.support.traffic import Talk, converse, traffic

pytestmark = [pytest.mark.service, pytest.mark.long]

WORKERS, CONVERSATIONS, AT_ONCE = 4, 200, 20
# The second is understood by the first alone; the third stands by itself.
TALK = (QUESTION, "hvor står det?", OTHER_QUESTION)
# Longer than the others wait for one that died; but not so long that it is taken for one that hangs.
STANDS_STILL_SECONDS, IMPATIENT_SECONDS = 14, 5


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_in(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_ports(WORKERS)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_model(tmp_path_factory.mktemp("model_of_workers"))


@pytest.fixture(scope="module")
def workers(
    state: RedisServer, metrics_port: int, model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    with postgresql_in(tmp_path_factory.mktemp("postgres_of_workers")) as database:
        settings = {
            "DATABASE_URL": database.get_uri(),
            "SKOLEBRO_REDIS": state.url,
            "SKOLEBRO_WORKERS": str(WORKERS),
            "SKOLEBRO_MODEL": str(model),
            "SKOLEBRO_METRICS_PORT": str(metrics_port),
        }
        running = Service(tmp_path_factory.mktemp("workers"), **settings).start()
        yield running
        running.stop()


@pytest.fixture
def behind_nginx(workers: Service, tmp_path: Path) -> Iterator[Service]:
    """The same chat as people reach it."""
    with nginx_of_the_chart(tmp_path, workers.port) as port:
        seen = copy.copy(workers)
        seen.port = port
        yield seen


def rasa_servers(service: Service) -> list[Any]:
    return [process for process in processes(service) if RASA in process.cmdline()]


def turns_out_of_time(service: Service) -> int:
    """Those that ended, or whose action did, before what they had begun was done."""
    log = service.log.read_text(encoding="utf-8")
    return log.count("while running action") + log.count("A turn was given up")


def assert_each_is_answered(service: Service, talks: list[Talk], counted: int, most_again: int = 0) -> None:
    """Every message once; again at most those whose first answer did not arrive.

    Args:
        counted: the turns there were before.
        most_again: how many of them there may be.
    """
    assert [talk for talk in talks if None in talk.replies] == []
    messages = sum(len(talk.sent) for talk in talks)
    assert 0 <= len(turns(service)) - counted - messages <= most_again


def test_conversations_go_on_when_one_of_four_is_killed(workers: Service, behind_nginx: Service) -> None:
    killed, *others = rasa_servers(workers)
    counted = len(turns(workers))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = [pool.submit(converse, behind_nginx, TALK) for _ in range(CONVERSATIONS)]
        wait_until(lambda: sum(one.done() for one in held) > AT_ONCE, "the conversations are under way")
        killed.kill()
        talks = [one.result() for one in held]
    # What the killed one was in the middle of was sent again.
    assert_each_is_answered(workers, talks, counted, most_again=sum(len(talk.errors) for talk in talks))
    untouched = [talk for talk in talks if not talk.errors]
    first = untouched[0]
    assert {tuple(talk.replies) for talk in untouched} == {tuple(first.replies)}, "all in order"
    assert {talk.sent[-1].card for talk in talks} == {OTHER_CARD}
    # What was answered and not yet noted is heard twice (docs/decisions/0021-workers.md): a card that was just given is
    # then told in short.
    assert {talk.replies[-1] for talk in talks if not talk.sent[-1].errors} == {first.replies[-1]}
    wait_until(lambda: len(rasa_servers(workers)) == WORKERS, "it is started again")
    assert {one.pid for one in others} < {one.pid for one in rasa_servers(workers)}, "the others go on"


def test_each_counts_on_a_port_of_its_own_also_when_there_is_much_to_do(workers: Service, metrics_port: int) -> None:
    def all_tell() -> bool:
        try:
            told = [
                requests.get(f"http://127.0.0.1:{metrics_port + number}/metrics", timeout=30)
                for number in range(WORKERS)
            ]
        except requests.ConnectionError:
            time.sleep(0.5)
            return False  # the one that was killed is on its way up
        return all("skolebro_turns_total" in one.text for one in told)

    counted = len(turns(workers))
    with traffic(workers, TALK, AT_ONCE) as talks:
        wait_until(all_tell, "all four tell")
    assert_each_is_answered(workers, talks(), counted)


def test_doctor_finds_nothing_wrong(workers: Service) -> None:
    told = skolebro(workers, "doctor")
    assert (told.returncode, [line for line in told.stdout.splitlines() if not line.startswith("ok ")]) == (0, [])
    assert f"{WORKERS} af {WORKERS}" in told.stdout, "the figures"


def test_one_that_stands_still_holds_up_nobody_else_and_nothing_is_heard_twice(workers: Service) -> None:
    stood_still, *_ = before = rasa_servers(workers)
    counted = len(turns(workers))
    # Without a pause: whichever is made to stand still is in the middle of something.
    with traffic(workers, TALK, AT_ONCE, IMPATIENT_SECONDS, pause=0.0) as talks:
        time.sleep(IMPATIENT_SECONDS)
        with hung(stood_still):
            before_it = len(turns(workers))
            time.sleep(STANDS_STILL_SECONDS)
            assert len(turns(workers)) > before_it, "the others go on"
    held = talks()
    assert [talk for talk in held if talk.errors], "some waited in vain, and sent it again"
    # Whose time was up over it was told so calmly: only those are answered again.
    assert_each_is_answered(workers, held, counted, most_again=turns_out_of_time(workers))
    assert len({tuple(talk.replies) for talk in held if not talk.errors}) <= 1, "all in order"
    assert {one.pid for one in rasa_servers(workers)} == {one.pid for one in before}, "it is not taken for dead"


def test_while_two_models_answer_each_conversation_goes_on_whole_and_in_order(workers: Service, model: Path) -> None:
    counted, old = len(turns(workers)), converse(workers, TALK)
    replace_with_another(model, "bot.nlu.confidence_gate.ConfidenceGate", answer_from=2.0)
    with traffic(workers, TALK, WORKERS) as talks:
        done = skolebro(workers, "reload", "--restart")
    assert done.returncode == 0, done.stdout + done.stderr
    held, new = talks(), converse(workers, TALK)
    assert [talk.errors for talk in held if talk.errors] == []
    assert_each_is_answered(workers, [old, *held, new], counted)
    by_the_old, by_the_new = old.replies, new.replies
    told = {tuple(talk.replies) for talk in held}
    assert {replies[0] for replies in told} == {by_the_old[0], by_the_new[0]}
    assert {replies[2] for replies in told} == {by_the_old[2], by_the_new[2]}
    assert any((replies[0] == by_the_old[0]) != (replies[2] == by_the_old[2]) for replies in told), "some had both"
    # What leans on the answer before it leans on what was really answered, whichever model did.
    assert {replies[:2] for replies in told} == {tuple(by_the_old[:2]), tuple(by_the_new[:2])}
