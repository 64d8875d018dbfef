"""What Prometheus is told, by the real server over HTTP: every figure moves, and no word is among them."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from bot.channels.sessions import read_session
from bot.core.outcomes import Outcome
from bot.guided.share.papers import FAMILY_NOTICE, fields_from
from bot.store import documents
from bot.text.dates import danish_today
from tests.support.figures import figure, scraped
from tests.support.machine import free_port
from tests.support.server_without_model import FAIL, MODEL_DAYS, WAIT, ServerWithoutModel, listens_on, running
from tests.support.service import wait_until

RARE_WORD = "grævlingepotpourri"
MESSAGES_A_MINUTE = 12
AT_ONCE = 8


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerWithoutModel]:
    settings = {"SKOLEBRO_METRICS_PORT": str(port), "MESSAGES_A_MINUTE": str(MESSAGES_A_MINUTE)}
    with running(tmp_path_factory.mktemp("metrics"), **settings) as started:
        yield started


@pytest.mark.parametrize("outcome", [outcome.value for outcome in Outcome])
def test_a_turn_is_counted_by_its_outcome(server: ServerWithoutModel, port: int, outcome: str) -> None:
    before = figure(port, "skolebro_turns_total", outcome=outcome, channel="bot")
    server.say(f"{outcome} {RARE_WORD}")
    assert figure(port, "skolebro_turns_total", outcome=outcome, channel="bot") == before + 1


def test_and_by_its_channel(server: ServerWithoutModel, port: int) -> None:
    before = figure(port, "skolebro_turns_total", outcome="answered", channel="rest")
    body = {"sender": "test-a", "message": "answered"}
    assert requests.post(f"{server.origin}/webhooks/rest/webhook", json=body, timeout=30).status_code == 200
    assert figure(port, "skolebro_turns_total", outcome="answered", channel="rest") == before + 1


def test_an_outcome_nobody_knows_is_counted_as_unknown(server: ServerWithoutModel, port: int) -> None:
    server.say(RARE_WORD)
    assert figure(port, "skolebro_turns_total", outcome="unknown", channel="bot") >= 1


def test_how_long_a_turn_took_is_counted(server: ServerWithoutModel, port: int) -> None:
    count, seconds = (figure(port, f"skolebro_turn_seconds_{what}", channel="bot") for what in ("count", "sum"))
    server.say(WAIT)
    assert figure(port, "skolebro_turn_seconds_count", channel="bot") == count + 1
    assert figure(port, "skolebro_turn_seconds_sum", channel="bot") > seconds


def test_who_writes_too_often_too_long_or_without_a_session_is_counted_by_that(
    server: ServerWithoutModel, port: int
) -> None:
    reasons = ("too-many", "too-long", "too-large", "session-expired")
    before = {reason: figure(port, "skolebro_refused_total", reason=reason) for reason in reasons}
    one = server.session()
    answers = [server.say("answered", one).status_code for _ in range(MESSAGES_A_MINUTE + 1)]
    assert answers[-1] == 429
    server.say("answered " + "å" * 1001)
    server.say("x" * 70_000)
    server.say("answered", {"Authorization": "Bearer findes-ikke"})
    assert {reason: figure(port, "skolebro_refused_total", reason=reason) for reason in reasons} == {
        reason: count + 1 for reason, count in before.items()
    }


def test_what_fails_is_counted_by_its_class(server: ServerWithoutModel, port: int) -> None:
    before = figure(port, "skolebro_errors_total", kind="LookupError")
    server.say(f"{FAIL} {RARE_WORD}")
    assert figure(port, "skolebro_errors_total", kind="LookupError") == before + 1
    assert figure(port, "skolebro_turns_total", outcome="error", channel="bot") >= 1


def test_a_paper_is_counted_when_it_is_made(
    server: ServerWithoutModel, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", server.database_url)
    token = documents.keep(FAMILY_NOTICE, fields_from({}, danish_today()), 1)
    for ending, path in ((".docx", ""), (".pdf", "/pdf")):
        before = figure(port, "skolebro_papers_total", paper=f"{FAMILY_NOTICE}{ending}")
        assert requests.get(f"{server.chat}/document/{token}{path}", timeout=60).status_code == 200
        assert figure(port, "skolebro_papers_total", paper=f"{FAMILY_NOTICE}{ending}") == before + 1
    assert requests.get(f"{server.chat}/document/findes-ikke", timeout=60).status_code == 404
    assert "findes-ikke" not in scraped(port)


def test_the_ages_and_the_versions_are_told(server: ServerWithoutModel, port: int) -> None:
    assert figure(port, "skolebro_model_age_seconds") >= MODEL_DAYS * 24 * 3600
    first, second = (figure(port, "skolebro_content_age_seconds") for _ in range(2))
    assert 0 < first < second
    assert 'rasa="3.6.21"' in scraped(port)


def test_it_answers_while_messages_wait_for_theirs(server: ServerWithoutModel, port: int) -> None:
    sessions = [server.session() for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(server.say, WAIT, session) for session in sessions]
        wait_until(lambda: figure(port, "skolebro_open_turns") == AT_ONCE, "all of them are open")
        assert not any(one.done() for one in asked)
        assert {one.result().status_code for one in asked} == {200}
    assert figure(port, "skolebro_open_turns") == 0


def test_no_word_and_no_conversation_is_told(server: ServerWithoutModel, port: int) -> None:
    session = server.session()
    for text in (f"answered {RARE_WORD}", f"{FAIL} {RARE_WORD}", RARE_WORD, f'/{RARE_WORD}{{"{RARE_WORD}": 1}}'):
        assert server.say(text, session).status_code == 200
    requests.get(f"{server.chat}/{RARE_WORD}", timeout=30)
    told = scraped(port)
    opened = read_session(session["Authorization"].removeprefix("Bearer "))
    assert opened and "skolebro_turns_total" in told
    for secret in (RARE_WORD, RARE_WORD.encode("unicode_escape").decode(), opened.name):
        assert secret not in told


def test_nothing_is_told_at_the_port_the_world_comes_in_by(server: ServerWithoutModel) -> None:
    for address in (f"{server.origin}/metrics", f"{server.chat}/metrics"):
        assert requests.get(address, timeout=30).status_code == 404


def test_it_is_told_to_this_machine_alone(server: ServerWithoutModel, port: int) -> None:
    assert listens_on(server) == {("127.0.0.1", server.port), ("127.0.0.1", port)}


def test_a_port_in_use_is_logged_and_the_chat_answers(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path, SKOLEBRO_METRICS_PORT=str(port)) as server:
            assert server.say("answered").status_code == 200
            assert f"No metrics on port {port}" in server.log.read_text(encoding="utf-8")
