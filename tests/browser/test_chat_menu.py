"""The menu of the page: a new conversation, deleting, remembering, printing."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.browser import Chat
from tests.support.service import QUESTION, Service

pytestmark = [pytest.mark.service, pytest.mark.browser]


def test_a_new_conversation_begins_with_nothing_of_the_old(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.menu("Ny samtale")
    chat.page.get_by_role("button", name="Behold samtalen").click()
    expect(chat.asked).to_have_count(1)
    chat.menu("Ny samtale")
    chat.page.get_by_role("button", name="Begynd forfra").click()
    expect(chat.asked).to_have_count(0)
    expect(chat.greeting).to_be_visible()
    assert QUESTION not in str(chat.kept())
    expect(chat.ask("hvor står det?")).not_to_have_attribute("data-outcome", "answered")


def test_deleting_asks_first_and_then_deletes_here_and_on_the_server(chat: Chat, service: Service) -> None:
    chat.ask(QUESTION)
    before = conversations(service)
    chat.menu("Slet samtalen")
    expect(chat.page.locator(".confirm")).to_contain_text("plan")
    chat.page.locator(".confirm").get_by_role("button", name="Slet samtalen").click()
    expect(chat.asked).to_have_count(0)
    expect(chat.status).to_have_text("Samtalen er slettet.")
    box = chat.status.bounding_box()
    assert box and box["height"] > 20, "to be seen, too"
    assert chat.focused() == "textarea"
    assert len(conversations(service)) == len(before) - 1
    assert "session" not in str(chat.kept())


def delete(chat: Chat) -> None:
    chat.menu("Slet samtalen")
    chat.page.locator(".confirm").get_by_role("button", name="Slet samtalen").click()


def test_nothing_is_sent_while_the_conversation_is_being_deleted(chat: Chat) -> None:
    chat.ask(QUESTION)
    held: list[Route] = []
    chat.page.route("**/chat/session?papers=true", lambda route: held.append(route))
    delete(chat)
    expect(chat.page.locator(".hint")).to_have_text("Sletter samtalen …")
    expect(chat.page.locator("button.send")).to_have_attribute("aria-disabled", "true")
    chat.input.fill("skrevet imens")
    chat.input.press("Enter")
    expect(chat.page.locator(".hint")).to_have_text("Sletter samtalen …")
    expect(chat.asked).to_have_count(1)
    held[0].continue_()
    expect(chat.asked).to_have_count(0)
    expect(chat.status).to_contain_text("slettet")
    expect(chat.page.locator(".hint")).to_be_empty()
    expect(chat.input).to_have_value("skrevet imens")
    chat.input.press("Enter")
    expect(chat.replies).to_have_count(1)


GONE = {"type": "urn:skolebro:session-expired", "title": "Udløbet", "status": 401, "detail": "Begynd forfra."}


@pytest.mark.parametrize(
    ("answer", "left"),
    [({"status": 200, "json": {}}, 1), ({"status": 503, "body": ""}, 1), ({"status": 401, "json": GONE}, 0)],
    ids=["of somebody else", "an error", "expired"],
)
def test_only_what_the_server_says_is_gone_counts_as_deleted(chat: Chat, answer: dict[str, Any], left: int) -> None:
    chat.ask(QUESTION)
    chat.page.route("**/chat/session?papers=true", lambda route: route.fulfill(**answer))
    delete(chat)
    told = chat.page.locator(".hint") if left else chat.status
    expect(told).to_contain_text("kunne ikke slettes" if left else "er slettet")
    expect(chat.asked).to_have_count(left)
    # Whatever came of it, one can go on.
    chat.page.unroute("**/chat/session?papers=true")
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")


def test_what_is_ended_is_ended_even_if_the_page_is_closed_at_once(chat: Chat) -> None:
    chat.page.evaluate(
        """() => {
            const before = window.fetch;
            window.kept = [];
            window.fetch = (url, options) => {
                if (options.method === 'DELETE') window.kept.push(options.keepalive);
                return before(url, options);
            };
        }"""
    )
    chat.ask(QUESTION)
    chat.menu("Ny samtale")
    chat.page.get_by_role("button", name="Begynd forfra").click()
    expect(chat.asked).to_have_count(0)
    chat.ask(QUESTION)
    delete(chat)
    expect(chat.asked).to_have_count(0)
    assert chat.page.evaluate("window.kept") == [True, True]


def test_a_full_storage_keeps_nothing_rather_than_what_was_said_before(chat: Chat) -> None:
    chat.ask(QUESTION)
    full = "throw new DOMException('full', 'QuotaExceededError')"
    chat.page.evaluate(f"() => {{ Storage.prototype.setItem = () => {{ {full} }} }}")
    chat.ask("hvor står det?")
    assert QUESTION not in str(chat.kept())
    expect(chat.asked).to_have_count(2)
    assert chat.complaints == []


def conversations(service: Service) -> list[str]:
    with session(engine_for(service.database_url)) as opened:
        return [row.sender_id for row in opened.query(models.Conversation)]


def test_a_conversation_is_remembered_for_another_day_only_when_asked_to(chat: Chat, service: Service) -> None:
    chat.ask("Lav en samarbejdsplan")
    chat.menu("Husk samtalen i denne browser")
    kept = chat.kept()["browser"]
    assert len(kept) == 1 and "samarbejdsplan" not in str(kept), "the name of the conversation, and no words"
    tomorrow = Chat(chat.page.context.new_page())
    tomorrow.page.goto(f"{service.url}/chat/")
    expect(tomorrow.greeting).to_be_visible()
    expect(tomorrow.asked).to_have_count(0)
    tomorrow.input.fill("fortsæt")
    tomorrow.input.press("Enter")
    # That it goes on, and the question it stood at.
    expect(tomorrow.replies).to_have_count(2)
    expect(tomorrow.replies.last).to_have_attribute("data-outcome", "walkthrough")
    tomorrow.menu("Husk samtalen i denne browser")
    assert tomorrow.kept()["browser"] == {}


def test_the_conversation_can_be_printed_with_its_sources(chat: Chat) -> None:
    chat.page.context.add_init_script("window.print = () => { window.printed = true; }")
    chat.ask(QUESTION)
    with chat.page.expect_popup() as opened:
        chat.menu("Udskriv samtalen")
    paper = opened.value
    text = paper.locator("body").inner_text()
    assert QUESTION in text and "Kilde:" in text
    expect(paper.locator("button")).to_have_count(0)
    assert chat.complaints == []
