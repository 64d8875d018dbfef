"""An answer that was acknowledged is kept; one that can't be kept is not acknowledged, and is asked for again."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.service import ChatSession, Service, is_fixed, one_reply, remembered
from tests.support.service_plan import kept

pytestmark = pytest.mark.service


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Service]:
    running = Service(tmp_path).start()
    yield running
    running.stop()


def refuse_to_save(service: Service, refused: bool) -> None:
    """Make the table of conversations read-only, as a full disk would, and nothing else."""
    database = sqlite3.connect(service.database_url.removeprefix("sqlite:///"))
    with database:
        for when in ("UPDATE", "INSERT"):
            name = f"refused_{when.lower()}"
            database.execute(f"DROP TRIGGER IF EXISTS {name}")
            if refused:
                body = "SELECT RAISE(ABORT, 'disk full'); END"
                database.execute(f"CREATE TRIGGER {name} BEFORE {when} ON conversation BEGIN {body}")
    database.close()


def test_a_guided_step_whose_conversation_cannot_be_saved_is_an_error_and_stays(own: Service) -> None:
    session = ChatSession(own)
    session.say("/start_plan")
    question = remembered(own, session.sender)["plan_step"]
    (option, *_) = _options(session)
    refuse_to_save(own, True)
    try:
        refused = session.send(option, id="svar-nummer-1").json()["messages"]
        assert is_fixed(one_reply(refused), "fejl")
        assert remembered(own, session.sender)["plan_step"] == question
    finally:
        refuse_to_save(own, False)
    answered = session.send(option, id="svar-nummer-1").json()["messages"]
    assert one_reply(answered)["custom"]["outcome"] == "walkthrough"
    assert remembered(own, session.sender)["plan_step"] != question
    assert list(kept(own, session.sender)) == [question], "once, and under its own question"


def test_what_needs_not_be_remembered_is_said_all_the_same(own: Service) -> None:
    session = ChatSession(own)
    session.say("/start_plan")
    refuse_to_save(own, True)
    assert one_reply(session.say("han truer med at slå mig ihjel lige nu"))["custom"]["outcome"] == "crisis"
    assert is_fixed(one_reply(ChatSession(own).say("hej")), "hilsen")


def _options(session: ChatSession) -> list[str]:
    turns = session.request("GET", "messages").json()["turns"]
    return [button["payload"] for reply in turns[-1]["messages"] for button in reply.get("buttons", [])]
