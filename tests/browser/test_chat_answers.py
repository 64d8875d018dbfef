"""What one can do with an answer on the page."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.browser import Chat
from tests.support.service import CARD, QUESTION, Service, wait_until

pytestmark = [pytest.mark.service, pytest.mark.browser]


def test_one_can_say_that_an_answer_helped_or_why_it_did_not(chat: Chat, service: Service) -> None:
    answer = chat.ask(QUESTION)
    up = answer.get_by_role("button", name="Svaret hjalp", exact=True)
    down = answer.get_by_role("button", name="Svaret hjalp ikke")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(chat.status).to_contain_text("Tak")
    down.click()
    expect(up).to_have_attribute("aria-pressed", "false")
    expect(down).to_have_attribute("aria-pressed", "true")
    reason = answer.get_by_role("button", name="Noget mangler")
    reason.click()
    wait_until(lambda: feedback(service)[-1:] == [(CARD, False, "mangler")], "the reason is noted")
    expect(chat.status).to_contain_text("Tak")
    expect(answer.locator(".reasons")).to_have_count(0)
    chat.page.reload()
    expect(answer.locator(".reasons")).to_have_count(0)
    expect(down).to_have_attribute("aria-pressed", "true")
    noted = len(feedback(service))
    down.click()
    expect(down).to_have_attribute("aria-pressed", "false")
    wait_until(lambda: len(feedback(service)) == noted - 1, "it is taken back")


def test_one_can_say_in_own_words_why_and_is_told_what_is_kept(chat: Chat, service: Service) -> None:
    answer = chat.ask(QUESTION)
    answer.get_by_role("button", name="Svaret hjalp ikke").click()
    words = answer.get_by_label("Skriv det med dine egne ord")
    expect(words).to_be_hidden()
    answer.locator(".remark summary").click()
    expect(answer.locator(".remark")).to_contain_text("højst 30 dage")
    expect(answer.locator(".remark a")).to_have_attribute("href", "tel:112")
    send = answer.get_by_role("button", name="Send til redaktøren")
    send.click()
    expect(words).to_be_focused()
    words.fill("ring til mig på 12 34 56 78, svaret er gammelt")
    chat.page.route("**/chat/remark", lambda route: route.abort())
    send.click()
    expect(chat.page.locator(".hint")).to_contain_text("kunne ikke sendes")
    expect(words).to_have_value("ring til mig på 12 34 56 78, svaret er gammelt")
    chat.page.unroute("**/chat/remark")
    send.dblclick()
    expect(chat.status).to_contain_text("Tak")
    expect(chat.page.locator(".hint")).to_be_empty()
    expect(answer.locator(".reasons")).to_have_count(0)
    assert chat.focused() == "textarea"
    assert remarks(service).count((CARD, "ring til mig på [telefon], svaret er gammelt")) == 1


def remarks(service: Service) -> list[tuple[Any, ...]]:
    with session(engine_for(service.database_url)) as opened:
        return [(row.card_id, row.text) for row in opened.query(models.LeftQuestion) if row.card_id]


def feedback(service: Service) -> list[tuple[Any, ...]]:
    with session(engine_for(service.database_url)) as opened:
        rows = opened.query(models.Feedback).order_by(models.Feedback.id)
        return [(row.card_id, row.helped, row.reason) for row in rows]


def test_an_answer_can_be_copied_with_its_source(chat: Chat) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = chat.ask(QUESTION)
    answer.get_by_role("button", name="Kopiér svar").click()
    expect(chat.status).to_have_text("Kopieret")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert "Kilde:" in copied and "**" not in copied


def test_a_picture_is_shown_large_and_the_focus_comes_back(chat: Chat) -> None:
    picture = {"title": "Kortet", "url": "/chat/icon.svg", "alt": "Fire felter"}
    reply = {"id": "x", "messages": [{"text": "Se her.", "custom": {"outcome": "answered", "attachments": [picture]}}]}
    chat.page.route("**/chat/message", lambda route: route.fulfill(json=reply))
    answer = chat.ask(QUESTION)
    button = answer.get_by_role("button", name="Vis stort: Fire felter")
    expect(answer.locator("img")).to_have_attribute("alt", "Fire felter")
    button.focus()
    chat.page.keyboard.press("Enter")
    dialog = chat.page.locator("dialog[open]")
    expect(dialog.locator("img")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert chat.focused() == "picture"


def test_when_things_were_said_is_told_in_danish_where_minutes_passed(chat: Chat) -> None:
    chat.ask(QUESTION)
    expect(chat.page.locator("time")).to_have_count(0)
    yesterday = "Object.entries(sessionStorage).filter(([key]) => key.includes('history')).forEach(([key, text]) => {"
    yesterday += "sessionStorage.setItem(key, JSON.stringify(JSON.parse(text).map("
    yesterday += "entry => ({ ...entry, at: entry.at - 864e5 })))) })"
    chat.page.evaluate(yesterday)
    chat.page.reload()
    expect(chat.page.locator("time")).to_have_text([re.compile(r"^i går kl\. \d\d\.\d\d$")])
    chat.ask(QUESTION)
    expect(chat.page.locator("time").last).to_have_text(re.compile(r"^kl\. \d\d\.\d\d$"))
    expect(chat.page.locator("time")).to_have_count(2)


VOICES = """
    const voices = %s;
    speechSynthesis.getVoices = () => voices;
    window.spoken = [];
    speechSynthesis.speak = utterance => { window.spoken.push(utterance.text); };
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {}, get() { return null; } });
"""
LOCAL, REMOTE = "{ lang: 'da-DK', localService: true }", "{ lang: 'da-DK', localService: false }"


@pytest.mark.parametrize(
    ("voices", "offered"), [(f"[{LOCAL}]", 1), (f"[{REMOTE}]", 0), ("[{ lang: 'en-GB', localService: true }]", 0)]
)
def test_answers_are_read_aloud_by_a_danish_voice_of_the_machine_itself_only(
    context: BrowserContext, service: Service, voices: str, offered: int
) -> None:
    """This machine has no voices; a voice that is not on it would send the text to somebody else."""
    context.add_init_script(VOICES % voices)
    chat = Chat(context.new_page())
    chat.page.goto(f"{service.url}/chat/")
    answer = chat.ask(QUESTION)
    button = answer.get_by_role("button", name="Læs op")
    expect(button).to_have_count(offered)
    if offered:
        button.click()
        expect(answer.get_by_role("button", name="Stop")).to_be_visible()
        spoken = " ".join(chat.page.evaluate("window.spoken"))
        assert spoken and "**" not in spoken and "http" not in spoken
