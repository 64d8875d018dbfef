"""The walk and its plan as the page and a browser meet them: tabs, links, and what is kept where."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import docx
import pytest
import requests
from sqlalchemy import inspect, text

from bot.documents.render import DOCX
from bot.store import models
from bot.store.database import engine_for, now, session
from tests.support.service import ChatSession, Service, new_sender, one_reply, remembered
from tests.support.service_plan import PAPERS, TO_THE_OPEN_QUESTIONS, answer, asked, fetch, kept, made

pytestmark = pytest.mark.service


def words_of(response: requests.Response) -> str:
    """Everything a person reads in a Word file."""
    document = docx.Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def expire(service: Service, sender: str) -> None:
    with session(engine_for(service.database_url)) as opened:
        opened.get(models.Plan, remembered(service, sender)["plan"]).expires_at = now() - timedelta(seconds=1)


# Two tabs of the page hold the same session.


def test_two_tabs_go_on_with_the_same_walk(service: Service) -> None:
    tabs = ChatSession(service)
    assert asked(tabs.say("/start_plan")) == "samarbejdet"
    assert asked(tabs.say(answer("samarbejdet", "nyt"))) == "maalgruppe"
    assert asked(tabs.say(answer("maalgruppe", "alle"))) == "involvering"
    # The other tab still shows the second question: its button corrects the answer, and the third is asked.
    assert asked(tabs.say(answer("maalgruppe", "klasser"))) == "involvering"
    assert kept(service, tabs.sender) == {"samarbejdet": {"option": "nyt"}, "maalgruppe": {"option": "klasser"}}


def test_two_tabs_that_answer_at_once_lose_nothing(service: Service) -> None:
    tabs = ChatSession(service)
    tabs.say("/start_plan")
    given = {"samarbejdet": "i-gang", "maalgruppe": "foraeldre", "formaalet": "trivsel"}
    with ThreadPoolExecutor(max_workers=len(given)) as at_once:
        turns = list(at_once.map(tabs.say, (answer(*one) for one in given.items())))
    assert {turn[-1]["custom"]["outcome"] for turn in turns} == {"walkthrough"}
    assert kept(service, tabs.sender) == {question: {"option": option} for question, option in given.items()}


def test_a_plan_that_was_deleted_in_one_tab_is_gone_in_the_other(service: Service) -> None:
    tabs = ChatSession(service)
    for message in ("/start_plan", answer("samarbejdet", "nyt"), "slet min plan", "/delete_plan"):
        tabs.say(message)
    assert one_reply(tabs.say(answer("maalgruppe", "alle")))["custom"]["outcome"] == "smalltalk"
    assert remembered(service, tabs.sender)["plan"] is None


def test_two_sessions_never_share_a_plan(service: Service) -> None:
    one, another = ChatSession(service), ChatSession(service)
    for tabs in (one, another):
        tabs.say("/start_plan")
    one.say(answer("samarbejdet", "nyt"))
    assert kept(service, another.sender) == {}


# The links.


def test_the_links_lead_to_word_and_pdf_files_and_a_picture_that_nobody_keeps_a_copy_of(service: Service) -> None:
    sender = new_sender()
    for message in ("/start_plan", "nyt", "hele klasser", "sammen", "lidt af begge dele"):
        service.say(sender, message)
    links = made(service, sender)
    assert [link.split("?")[0].rsplit("/", 1)[1] for link in links] == [*PAPERS, "koordinatsystem.svg"]
    for link in links:
        response = fetch(service, link)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    for link, name in zip(links[:-1], PAPERS, strict=True):
        response = fetch(service, link)
        assert response.headers["Content-Type"] == (DOCX if name.endswith("docx") else "application/pdf")
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.content.startswith(b"%PDF") or len(words_of(response)) > 200
    assert fetch(service, links[-1]).headers["Content-Type"].split(";")[0] == "image/svg+xml"


@pytest.mark.parametrize("name", ["", "samtykkeerklaering.docx", "samarbejdsplan", "samarbejdsplan.svg", "..%2f.env"])
def test_a_plan_has_no_other_files(service: Service, name: str) -> None:
    sender = new_sender()
    service.say(sender, "/start_plan")
    request = requests.Request("GET", service.url).prepare()
    request.url = f"{service.url}/chat/plan/{remembered(service, sender)['plan']}/{name}"
    assert requests.Session().send(request, timeout=30).status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 5000, "%20", "'--"], ids=lambda token: token[:23])
def test_a_link_nobody_was_given_leads_to_nothing(service: Service, token: str) -> None:
    assert fetch(service, f"/chat/plan/{token}/{PAPERS[0]}").status_code == 404


def test_a_link_whose_time_is_up_is_said_to_be_dead_in_danish(service: Service) -> None:
    sender = new_sender()
    service.say(sender, "/start_plan")
    links = made(service, sender)
    assert [fetch(service, link).status_code for link in links] == [200] * len(PAPERS)
    expire(service, sender)
    for link in links:
        response = fetch(service, link)
        assert response.status_code == 404
        assert response.headers["Content-Type"].split(";")[0] == "text/html"
        assert 'lang="da"' in response.content.decode("utf-8")


def test_somebody_who_comes_back_after_the_plans_time_begins_a_new_one(service: Service) -> None:
    sender = new_sender()
    for message in (*TO_THE_OPEN_QUESTIONS, "Flere skal trives"):
        service.say(sender, message)
    old = remembered(service, sender)["plan"]
    expire(service, sender)
    replies = service.say(sender, "Lærerne får ro til at undervise")
    assert replies[-1]["custom"]["outcome"] == "walkthrough"
    assert asked(replies) == "samarbejdet"
    assert remembered(service, sender)["plan"] not in (None, old)
    assert kept(service, sender) == {}


def test_a_plan_that_was_made_and_is_gone_is_not_handed_over_again(service: Service) -> None:
    sender = new_sender()
    service.say(sender, "/start_plan")
    made(service, sender)
    expire(service, sender)
    for message in ("ret et svar", "slet min plan"):
        (reply,) = service.say(sender, message)
        assert not reply["custom"]["attachments"]
    assert asked(service.say(sender, "/start_plan")) == "samarbejdet"


NOTED, REPLACED, CHOSEN, ASKED = "zebrapotpourri", "flodhestekompot", "kaktusmarmelade", "pingvinbouillon"


def tables_with(service: Service, word: str) -> set[str]:
    """The tables of the database that have a row with this word."""
    engine = engine_for(service.database_url)
    with engine.connect() as connection:
        return {
            name
            for name in inspect(engine).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))
            if word in str(tuple(row))
        }


# What is kept where. The words are rare, so that no content holds them.


def test_only_the_plan_holds_words_and_nothing_does_once_it_is_deleted(service: Service) -> None:
    sender = new_sender()
    for message in (
        f"lav en samarbejdsplan sammen med {CHOSEN}",
        f"det er nyt {CHOSEN}",
        *["spring over"] * 3,
        f"Flere skal komme til {REPLACED} efter skole",
        "tilbage",
        f"Flere skal komme til {NOTED} efter skole",
        f"Lærerne får {NOTED} og ro til at undervise",
        f"hvad er en {ASKED} egentlig?",
    ):
        replies = service.say(sender, message)
    assert asked(replies) == "helhedsplanens-udbytte", "the words were noted"
    # At once: a few turns later the conversation would have forgotten them anyway.
    assert tables_with(service, NOTED) == {"plan"}
    for word in (REPLACED, CHOSEN, ASKED):
        assert tables_with(service, word) == set()
    assert NOTED.encode() not in service.log.read_bytes()

    service.say(sender, "slet min plan")
    service.say(sender, "/delete_plan")
    for word in (NOTED, REPLACED, CHOSEN, ASKED):
        assert tables_with(service, word) == set()
        assert word.encode() not in service.log.read_bytes()


def test_nor_is_a_word_of_a_finished_plan_kept_once_it_is_deleted(service: Service) -> None:
    sender = new_sender()
    for message in (*TO_THE_OPEN_QUESTIONS, f"Flere skal komme til {NOTED} efter skole"):
        service.say(sender, message)
    links = made(service, sender)
    assert NOTED in words_of(fetch(service, links[0]))
    assert tables_with(service, NOTED) == {"plan"}
    service.say(sender, "slet min plan")
    service.say(sender, "/delete_plan")
    assert tables_with(service, NOTED) == set()


def test_a_walk_that_is_begun_anew_leaves_no_words_behind(service: Service) -> None:
    sender = new_sender()
    for message in (*TO_THE_OPEN_QUESTIONS, f"Flere skal komme til {NOTED} efter skole"):
        service.say(sender, message)
    assert tables_with(service, NOTED) == {"plan"}
    service.say(sender, "start forfra")
    service.say(sender, "/restart_route")
    assert tables_with(service, NOTED) == set()
