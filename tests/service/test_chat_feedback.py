"""Feedback from the page."""

from typing import Any

import pytest

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import CARD, QUESTION, ChatSession, Service, assert_problem

pytestmark = pytest.mark.service


def noted(service: Service) -> list[tuple[Any, ...]]:
    with session(engine_for(service.database_url)) as opened:
        rows = opened.query(models.Feedback).order_by(models.Feedback.id)
        return [(row.card_id, row.helped, row.reason) for row in rows]


def test_feedback_is_noted_changed_and_taken_back(service: Service) -> None:
    chat = ChatSession(service)
    answered = {"id": chat.send(QUESTION).json()["id"], "card": CARD}
    before = noted(service)
    for said, kept in (
        ({"helped": True}, [(CARD, True, None)]),
        ({"helped": False, "reason": "mangler"}, [(CARD, False, "mangler")]),
        ({"helped": None}, []),
    ):
        response = chat.request("POST", "feedback", json={**answered, **said})
        assert (response.status_code, response.content) == (204, b"")
        assert noted(service) == before + kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"card": "findes-ikke"},
        {"card": None},
        {"card": ["x"]},
        {"card": "\ud800"},
        {"card": "\x00"},
        {"helped": "ja"},
        {"helped": 1},
        {"id": "?"},
        {"reason": "fri tekst om Ali"},
        {"reason": {}},
    ],
)
def test_feedback_that_is_none_is_refused_and_not_noted(service: Service, wrong: dict[str, Any]) -> None:
    before = noted(service)
    body = {"id": "abcdefgh", "card": CARD, "helped": False, **wrong}
    status, kind = (404, "not-found") if wrong == {"card": "findes-ikke"} else (400, "bad-request")
    assert_problem(ChatSession(service).request("POST", "feedback", json=body), status, kind)
    assert noted(service) == before
