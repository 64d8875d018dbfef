"""The papers one can leave with, as a browser fetches them."""

import io
from datetime import timedelta

import docx
import pytest
import requests

from bot.store import models
from bot.store.database import engine_for, now, session
from tests.support.service import Service, new_sender, one_reply

pytestmark = pytest.mark.service

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# How each paper is asked for, with nothing said before.
WAYS = {
    "samtykkeerklaering": [
        "/make_consent_form",
        '/answer_question{"question": "purpose", "option": "leisure"}',
        '/answer_question{"question": "until", "option": "open"}',
    ],
    "oplysning-til-familien": ["/make_family_notice"],
}


def made(service: Service, kind: str, sender: str | None = None) -> str:
    """Have a paper made; gives its path."""
    sender = sender or new_sender()
    for payload in WAYS[kind]:
        reply = one_reply(service.say(sender, payload))
    word, pdf = reply["custom"]["attachments"]
    assert pdf["url"] == f"{word['url']}/pdf"
    return str(word["url"])


def fetch(service: Service, path: str) -> requests.Response:
    return requests.get(service.url + path, timeout=30)


def words_of(content: bytes) -> str:
    """Everything a person reads in a Word file."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def assert_says_danish_that_the_link_is_dead(response: requests.Response) -> None:
    assert response.status_code == 404
    assert response.headers["Content-Type"].split(";")[0] == "text/html"
    assert "charset=utf-8" in response.headers["Content-Type"].lower()
    page = response.content.decode("utf-8")
    assert 'lang="da"' in page
    assert "Linket" in page
    assert "Traceback" not in page
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("kind", WAYS)
def test_a_paper_is_a_word_file_under_its_own_name_that_nobody_keeps_a_copy_of(service: Service, kind: str) -> None:
    response = fetch(service, made(service, kind))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == DOCX
    assert response.headers["Content-Disposition"] == f'attachment; filename="{kind}.docx"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("kind", WAYS)
def test_a_paper_is_there_as_pdf_too(service: Service, kind: str) -> None:
    response = fetch(service, f"{made(service, kind)}/pdf")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{kind}.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", WAYS)
def test_a_paper_opens_in_word_with_every_place_filled_in(service: Service, kind: str) -> None:
    words = words_of(fetch(service, made(service, kind)).content)
    assert len(words) > 200
    assert "{" not in words and "}" not in words
    assert "____" in words, "there is room for what was not said"


def test_a_consent_form_says_what_was_chosen_on_the_way(service: Service) -> None:
    sender = new_sender()
    for payload in ("/start_share_route", *map(answer, ROUTE.items())):
        reply = one_reply(service.say(sender, payload))
    assert reply["custom"]["outcome"] == "consent_guidance"
    words = words_of(fetch(service, made(service, "samtykkeerklaering", sender)).content)
    for said in ("Frivillige i den boligsociale helhedsplan", "Skolen", "fremmøde", "fritid og fællesskaber"):
        assert said in words


ROUTE = {"danger": "no", "role": "volunteer", "recipient": "school", "kind": "ordinary", "consent": "not_asked"}


def answer(chosen: tuple[str, str]) -> str:
    question, option = chosen
    return f'/answer_question{{"question": "{question}", "option": "{option}"}}'


def test_a_paper_can_be_fetched_again_as_long_as_its_link_lasts(service: Service) -> None:
    path = made(service, "oplysning-til-familien")
    first, second = fetch(service, path), fetch(service, path)
    assert (first.status_code, second.status_code) == (200, 200)
    assert words_of(first.content) == words_of(second.content)


def test_a_link_is_long_enough_that_nobody_guesses_it(service: Service) -> None:
    links = {made(service, "oplysning-til-familien") for _ in range(3)}
    assert len(links) == 3
    assert all(len(link.removeprefix("/chat/document/")) >= 40 for link in links)


NO_TOKENS = ["x", "x" * 43, "x" * 5000, "%20", "%C3%A6", "'--", "samtykkeerklaering.docx"]


@pytest.mark.parametrize("token", NO_TOKENS, ids=lambda token: token[:23])
def test_a_link_nobody_was_given_is_said_to_be_dead(service: Service, token: str) -> None:
    assert_says_danish_that_the_link_is_dead(fetch(service, f"/chat/document/{token}"))


@pytest.mark.parametrize("path", ["", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/pyproject.toml"])
def test_no_other_file_can_be_fetched_as_a_paper(service: Service, path: str) -> None:
    # Prepared by hand: requests would tidy the dots away.
    request = requests.Request("GET", service.url).prepare()
    request.url = f"{service.url}/chat/document/{path}"
    assert requests.Session().send(request, timeout=30).status_code == 404


def test_a_link_whose_time_is_up_is_said_to_be_dead(service: Service) -> None:
    path = made(service, "oplysning-til-familien")
    assert fetch(service, path).status_code == 200
    token = path.removeprefix("/chat/document/")
    with session(engine_for(service.database_url)) as opened:
        opened.get(models.Document, token).expires_at = now() - timedelta(seconds=1)
    assert_says_danish_that_the_link_is_dead(fetch(service, path))


def test_nothing_that_was_written_is_kept_with_a_paper(service: Service) -> None:
    sender = new_sender()
    service.say(sender, "vi skal have fat i grævlingepotpourri")
    path = made(service, "samtykkeerklaering", sender)
    with session(engine_for(service.database_url)) as opened:
        fields = opened.get(models.Document, path.removeprefix("/chat/document/")).fields
    assert set(fields) == {"giver", "modtager", "oplysninger", "formaal", "slutdato", "dato"}
    assert "potpourri" not in str(fields)
    assert "potpourri" not in words_of(fetch(service, path).content)
