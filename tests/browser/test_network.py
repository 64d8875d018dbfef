"""The network goes, the server restarts, the session runs out: nothing that was said is lost or said twice."""

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from bot.knowledge.responses import fixed_reply
from bot.store import models
from bot.store.database import engine_for, session
from tests.support.browser import Chat
from tests.support.service import QUESTION, Service, turns

pytestmark = [pytest.mark.service, pytest.mark.browser]


def test_while_the_network_is_away_one_is_told_and_what_was_sent_goes_when_it_is_back(
    chat: Chat, service: Service
) -> None:
    chat.ask(QUESTION)
    before = len(turns(service))
    chat.page.context.set_offline(True)
    expect(chat.page.get_by_text("Du er offline")).to_be_visible()
    failed = chat.ask("hvor står det?")
    expect(failed).to_contain_class("error-line")
    chat.input.fill("og en ting til, som ikke er sendt")
    chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(2)
    expect(chat.page.locator(".error-line")).to_have_count(0)
    expect(chat.asked).to_have_count(2)
    expect(chat.input).to_have_value("og en ting til, som ikke er sendt")
    expect(chat.page.get_by_text("Du er offline")).to_have_count(0)
    assert len(turns(service)) == before + 1


def test_an_answer_lost_on_the_way_is_not_made_twice(chat: Chat, service: Service) -> None:
    before = len(turns(service))

    def lose(route: Route) -> None:
        route.fetch()  # the server has answered ...
        route.abort()  # ... and nobody heard it

    chat.page.route("**/chat/message", lose)
    failed = chat.ask(QUESTION)
    chat.page.unroute("**/chat/message")
    failed.get_by_role("button", name="Prøv igen").click()
    expect(chat.answers).to_have_count(1)
    assert len(turns(service)) == before + 1


def test_an_answer_made_while_the_page_was_away_is_fetched(chat: Chat, service: Service) -> None:
    before = len(turns(service))
    chat.page.route("**/chat/message", lambda route: route.fetch())  # answered, and the page never hears
    chat.input.fill(QUESTION)
    with chat.page.expect_request("**/chat/message"):
        chat.input.press("Enter")
    while len(turns(service)) == before:
        chat.page.wait_for_timeout(50)
    chat.page.unroute_all(behavior="ignoreErrors")
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    assert len(turns(service)) == before + 1


def test_a_message_that_never_arrived_is_offered_again_after_the_page_came_back(chat: Chat) -> None:
    chat.page.route("**/chat/message", lambda route: None)  # it never gets there
    chat.input.fill(QUESTION)
    chat.input.press("Enter")
    expect(chat.page.locator(".typing")).to_be_visible()
    chat.page.reload()
    retry = chat.page.get_by_role("button", name="Prøv igen")
    expect(retry).to_be_visible()
    chat.page.unroute_all(behavior="ignoreErrors")
    retry.click()
    expect(chat.answers).to_have_count(1)
    expect(chat.asked).to_have_count(1)


def test_the_server_restarts_in_the_middle_of_the_walk_and_it_goes_on(chat: Chat, service: Service) -> None:
    chat.ask("Lav en samarbejdsplan").locator("button.choice").first.click()
    expect(chat.replies).to_have_count(2)
    service.stop()
    try:
        chat.replies.last.locator("button.choice").first.click()
        expect(chat.page.locator(".error-line")).to_be_visible()
    finally:
        service.start()
    chat.page.get_by_role("button", name="Prøv igen").click()
    expect(chat.replies).to_have_count(3)
    expect(chat.replies.last).to_have_attribute("data-outcome", "walkthrough")
    with session(engine_for(service.database_url)) as opened:
        plan = max(opened.query(models.Plan), key=lambda kept: kept.changed_at)
    assert len(plan.answers) == 2, "what was answered before and during the restart"


def test_an_expired_session_begins_anew_and_says_so(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.page.evaluate(
        """() => Object.keys(sessionStorage).filter(key => key.includes('session')).forEach(key =>
            sessionStorage.setItem(key, JSON.stringify({ session: 'for.gammel.session', role: null, person: null })))"""
    )
    chat.page.reload()
    expect(chat.asked).to_have_count(1)
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    expect(chat.page.locator(".note")).to_contain_text("udløbet")
    expect(chat.asked).to_have_count(2)


def test_a_session_the_server_never_knew_is_renewed_without_a_word(chat: Chat) -> None:
    chat.page.evaluate("sessionStorage.clear()")
    chat.page.reload()
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    expect(chat.page.locator(".note")).to_have_count(0)


def test_who_writes_too_fast_is_told_and_can_send_the_same_again_later(chat: Chat) -> None:
    problem = {
        "type": "urn:skolebro:too-many",
        "title": "Det går lidt for hurtigt",
        "status": 429,
        "detail": "Vent lidt.",
    }
    chat.page.route(
        "**/chat/message",
        lambda route: route.fulfill(
            status=429, json=problem, headers={"Retry-After": "1", "Content-Type": "application/problem+json"}
        ),
    )
    failed = chat.ask(QUESTION)
    expect(failed).to_contain_text("Vent lidt.")
    expect(failed.get_by_role("button", name="Prøv igen")).to_be_visible()
    chat.page.unroute("**/chat/message")
    failed.get_by_role("button", name="Prøv igen").click()
    expect(chat.answers).to_have_count(1)
    assert fixed_reply("fejl").text not in chat.page.locator(".log").inner_text()


def test_ten_tabs_each_have_their_own_talk(context: BrowserContext, service: Service) -> None:
    tabs = [Chat(context.new_page()) for _ in range(10)]
    for tab in tabs:
        tab.page.goto(f"{service.url}/chat/")
    for tab in tabs:
        tab.input.fill(QUESTION)
        tab.input.press("Enter")
    for tab in tabs:
        expect(tab.answers).to_have_count(1)
        expect(tab.asked).to_have_count(1)
    names = {name for tab in tabs for key, name in tab.kept()["tab"].items() if ".session:" in key}
    assert len(names) == 10


@pytest.mark.parametrize("where", ["message", "button", "title"])
def test_a_script_in_what_the_server_says_does_not_run(chat: Chat, where: str) -> None:
    script = "<img src=x onerror=\"document.title='overtaget'\">"
    message = {
        "text": script if where == "message" else "Hej",
        "buttons": [{"title": script if where == "button" else "Ja", "payload": "ja"}],
        "custom": {
            "outcome": "answered",
            "attachments": [
                {"title": script if where == "title" else "Hent", "url": "javascript:alert(1)", "alt": script}
            ],
        },
    }
    chat.page.route("**/chat/message", lambda route: route.fulfill(json={"id": "x", "messages": [message]}))
    chat.ask(QUESTION)
    expect(chat.page.locator(".log img, .log a[href^=javascript]")).to_have_count(0)
    assert chat.page.title() == "Skolebro"
    assert chat.complaints == []
