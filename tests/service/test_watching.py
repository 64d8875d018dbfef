"""What somebody who watches an installation sees: figures and a log of the whole service, below a path."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from sqlalchemy import text

from bot.store.database import engine_for
from tests.support.machine import free_port
from tests.support.service import QUESTION, ChatSession, Service, one_reply, turns

pytestmark = pytest.mark.service

RARE_WORD = "grævlingepotpourri"


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def watched(metrics_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    settings = {"SKOLEBRO_METRICS_PORT": str(metrics_port), "SKOLEBRO_LOG": "json", "SKOLEBRO_PATH_PREFIX": "/a/b"}
    running = Service(tmp_path_factory.mktemp("watched"), **settings).start()
    yield running
    running.stop()


def figures(port: int) -> dict[str, float]:
    """Every figure by its name with its labels."""
    told = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text
    lines = [line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


@pytest.mark.parametrize("message", [QUESTION, f"{RARE_WORD} {RARE_WORD}", "hej", "🙂", "/start_plan", "/go_back"])
def test_the_figures_say_what_the_database_says(watched: Service, metrics_port: int, message: str) -> None:
    before, counted = figures(metrics_port), turns(watched)
    reply = ChatSession(watched).say(message)[0]
    after = figures(metrics_port)
    ((outcome, _),) = turns(watched)[len(counted) :]
    assert reply["custom"]["outcome"] == outcome
    moved = {name for name in after if "turns_total" in name and after[name] != before.get(name, 0)}
    assert moved == {f'skolebro_turns_total{{channel="bot",outcome="{outcome}"}}'}
    assert RARE_WORD not in str(after)


def test_an_interrupted_conversation_is_counted_once_a_message(watched: Service, metrics_port: int) -> None:
    chat = ChatSession(watched)
    chat.say("/start_plan")
    before, counted = figures(metrics_port), turns(watched)
    replies = chat.say(QUESTION)
    assert len(replies) == 2, "the answer, and the question that comes back"
    added = [outcome for outcome, _ in turns(watched)[len(counted) :]]
    after = figures(metrics_port)
    total = sum(after[name] - before.get(name, 0) for name in after if "turns_total" in name)
    assert total == len(added) == 1


def test_papers_are_fetched_below_the_prefix_and_counted(watched: Service, metrics_port: int) -> None:
    reply = one_reply(ChatSession(watched).say("/make_family_notice"))
    links = [paper["url"] for paper in reply["custom"]["attachments"]]
    assert links and all(link.startswith("/a/b/chat/document/") and link in reply["text"] for link in links)
    before = sum(value for name, value in figures(metrics_port).items() if "papers_total" in name)
    for link in links:
        assert requests.get(watched.url + link, timeout=30).status_code == 200
    assert sum(v for name, v in figures(metrics_port).items() if "papers_total" in name) == before + len(links)


def test_the_model_that_answers_has_an_age(watched: Service, metrics_port: int) -> None:
    assert figures(metrics_port)["skolebro_model_age_seconds"] > 0


def test_every_line_of_the_log_is_json_and_the_actions_name_the_request(watched: Service) -> None:
    chat = ChatSession(watched)
    chat.headers["X-Request-ID"] = "uden-kort"
    with engine_for(watched.database_url).begin() as connection:
        connection.execute(text("ALTER TABLE card RENAME TO away"))
    try:
        assert chat.send(QUESTION).headers["X-Request-ID"] == "uden-kort"
    finally:
        with engine_for(watched.database_url).begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO card"))
    found: list[dict[str, Any]] = [json.loads(line) for line in watched.log.read_text(encoding="utf-8").splitlines()]
    assert any("Skolebro er klar" in line["message"] for line in found)
    failed = [line for line in found if "failed: OperationalError" in line["message"]]
    assert {(line["logger"], line["request_id"]) for line in failed} == {("actions.base", "uden-kort")}
