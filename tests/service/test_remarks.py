"""What is wrong with an answer, in somebody's own words."""

from typing import Any

import pytest
import requests

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import CARD, ChatSession, Service, assert_problem

pytestmark = pytest.mark.service

WORDS = "det passer ikke på vores skole"


def kept(service: Service) -> list[tuple[Any, ...]]:
    with session(engine_for(service.database_url)) as opened:
        return [(row.card_id, row.text, row.site) for row in opened.query(models.LeftQuestion) if row.card_id]


def test_a_remark_is_kept_masked_with_its_answer_and_its_site(service: Service) -> None:
    before = kept(service)
    said = {"card": CARD, "words": "det sagde Fatima Hassan også, ring 12 34 56 78\x00"}
    response = ChatSession(service).request("POST", "remark", json=said)
    assert (response.status_code, response.content) == (204, b"")
    (new,) = [row for row in kept(service) if row not in before]
    assert new == (CARD, "det sagde [NN] også, ring [telefon]", "standard")


def test_the_page_is_told_how_long_it_may_be_and_how_long_it_is_kept(service: Service) -> None:
    theme = requests.get(f"{service.url}/chat/theme", timeout=30).json()
    assert theme["remarks"] == {"longest": 200, "days": 30}


@pytest.mark.parametrize(
    "wrong",
    [
        {"card": "findes-ikke"},
        {"card": None},
        {"words": None},
        {"words": ["x"]},
        {"words": ""},
        {"words": " … "},
        {"words": "/deny"},
        {"words": "a" * 201},
        {"words": "12 34 56 78"},
    ],
)
def test_what_is_no_remark_is_refused_and_not_kept(service: Service, wrong: dict[str, Any]) -> None:
    before = kept(service)
    status, kind = (404, "not-found") if wrong == {"card": "findes-ikke"} else (400, "bad-request")
    body = {"card": CARD, "words": WORDS, **wrong}
    assert_problem(ChatSession(service).request("POST", "remark", json=body), status, kind)
    assert kept(service) == before
