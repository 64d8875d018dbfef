"""In the production profile only the chat page can be reached."""

from collections.abc import Iterator

import pytest
import requests

from tests.support.service import CARD, QUESTION, ChatSession, Service, one_reply

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("production"), SKOLEBRO_PROFILE="production").start()
    yield running
    running.stop()


def test_the_rest_webhook_is_not_there(production: Service) -> None:
    url = f"{production.url}/webhooks/rest/webhook"
    assert requests.post(url, json={"sender": "a1", "message": QUESTION}, timeout=30).status_code == 404
    assert requests.get(f"{production.url}/webhooks/rest/", timeout=30).status_code == 404


def test_the_chat_answers(production: Service) -> None:
    assert one_reply(ChatSession(production).say(QUESTION))["custom"]["card"] == CARD


RASAS_OWN = [
    ("GET", "/status"),
    ("GET", "/version"),
    ("GET", "/domain"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
    ("POST", "/model/train"),
    ("POST", "/model/parse"),
    ("POST", "/model/predict"),
    ("GET", "/conversations/x/tracker"),
    ("POST", "/conversations/x/tracker/events"),
    ("POST", "/conversations/x/messages"),
    ("POST", "/conversations/x/trigger_intent"),
    ("POST", "/webhooks/callback/webhook"),
    ("GET", "/socket.io/"),
]


@pytest.mark.parametrize(("method", "path"), RASAS_OWN)
def test_nothing_of_rasas_own_interface_can_be_reached(production: Service, method: str, path: str) -> None:
    assert requests.request(method, production.url + path, json={}, timeout=30).status_code == 404


@pytest.mark.parametrize(("method", "path"), RASAS_OWN)
def test_nor_in_the_local_profile(service: Service, method: str, path: str) -> None:
    assert requests.request(method, service.url + path, json={}, timeout=30).status_code == 404


def test_a_paper_can_be_fetched(production: Service) -> None:
    reply = one_reply(ChatSession(production).say("/make_family_notice"))
    attachment, _ = reply["custom"]["attachments"]
    response = requests.get(production.url + attachment["url"], timeout=30)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="oplysning-til-familien.docx"'
    assert response.content.startswith(b"PK")  # a .docx is a zip file


def test_a_paper_nobody_was_given_cannot(production: Service) -> None:
    response = requests.get(f"{production.url}/chat/document/{'x' * 43}", timeout=30)
    assert response.status_code == 404
    assert 'lang="da"' in response.text
