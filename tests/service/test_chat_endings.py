"""The end of a conversation of the page."""

import pytest
import requests

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import CALLS, QUESTION, ChatSession, Service, assert_problem, remembered

pytestmark = pytest.mark.service


def test_a_deleted_conversation_is_gone_and_its_session_cannot_be_replayed(service: Service) -> None:
    chat = ChatSession(service)
    chat.send(QUESTION, id="slettes-nu")
    assert remembered(service, chat.sender)
    assert chat.request("DELETE", "session").status_code == 204
    assert not remembered(service, chat.sender)
    for call in CALLS[:-1]:
        assert_problem(chat.request(*call, json={"id": "slettes-nu", "message": QUESTION}), 401, "session-expired")
    # Whoever did not hear that it was done may ask for it again.
    assert chat.request("DELETE", "session").status_code == 204
    assert not remembered(service, chat.sender), "nor does a replayed session begin it anew"


def papers_of(chat: ChatSession) -> str:
    chat.say("/prepare_talk")
    for _ in range(5):
        replies = chat.say("spring over")
    return str(replies[0]["custom"]["attachments"][0]["url"])


@pytest.mark.parametrize(("papers", "status"), [("true", 404), ("false", 200)])
def test_what_was_made_goes_with_the_conversation_only_when_asked_to(
    service: Service, papers: str, status: int
) -> None:
    chat = ChatSession(service)
    link = papers_of(chat)
    assert requests.get(service.url + link, timeout=30).status_code == 200
    assert chat.request("DELETE", "session", params={"papers": papers}).status_code == 204
    assert requests.get(service.url + link, timeout=30).status_code == status


def test_a_deleted_plan_is_deleted_with_its_words(service: Service) -> None:
    chat = ChatSession(service)
    chat.say("/start_plan")
    token = remembered(service, chat.sender)["plan"]
    with session(engine_for(service.database_url)) as opened:
        assert opened.get(models.Plan, token)
    chat.request("DELETE", "session", params={"papers": "true"})
    with session(engine_for(service.database_url)) as opened:
        assert opened.get(models.Plan, token) is None
