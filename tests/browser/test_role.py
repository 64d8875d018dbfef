"""Who writes: asked first, told in the header, changed whenever one likes."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Request, expect

from bot.sites.content import STANDARD, load_sites
from tests.support.accessibility import NARROW, violations
from tests.support.browser import Chat, Embedded
from tests.support.embedding import ONE_LINE, greeting_for
from tests.support.service import QUESTION, Service

pytestmark = [pytest.mark.service, pytest.mark.browser]
SITE = load_sites()[STANDARD]
CHOICES = [asker.choice for asker in SITE.roles.values()]
PARENT, SCHOOL = SITE.roles["foraelder"], SITE.roles["skole"]


def told(chat: Chat) -> Locator:
    return chat.page.locator(".role-line")


def choose(chat: Chat, choice: str) -> None:
    said = chat.replies.count()
    chat.page.get_by_role("button", name=choice).click()
    expect(chat.replies).to_have_count(said + 1)


def switch(chat: Chat, choice: str) -> None:
    told(chat).get_by_role("button", name="skift").click()
    choose(chat, choice)


def test_the_first_screen_asks_who_writes_with_three_large_choices(chat: Chat) -> None:
    choices = chat.page.locator(".log .role")
    expect(choices).to_have_text(CHOICES)
    expect(chat.page.locator("button.choice")).to_have_count(0)
    expect(told(chat)).to_contain_text("ikke valgt")
    chat.page.set_viewport_size({"width": 360, "height": 740})
    for choice in choices.all():
        box = choice.bounding_box()
        assert box and box["height"] >= 48 and box["width"] >= 300
        expect(choice).to_be_in_viewport(ratio=1)


def test_it_can_be_skipped_by_just_typing(chat: Chat) -> None:
    chat.ask(QUESTION)
    expect(chat.page.locator(".role")).to_have_count(0)
    expect(told(chat)).to_contain_text("ikke valgt")
    told(chat).get_by_role("button", name="vælg").click()
    choose(chat, SCHOOL.choice)
    expect(told(chat)).to_contain_text(SCHOOL.name)


@pytest.mark.parametrize("role", ["medarbejder", "skole", "foraelder"])
def test_a_choice_is_said_and_met_with_a_few_chips_that_fit_it(chat: Chat, role: Any) -> None:
    asker = SITE.roles[role]
    greeting = chat.greeting.inner_text()
    choose(chat, asker.choice)
    expect(chat.asked).to_have_text([re.compile(asker.choice)])
    expect(told(chat)).to_contain_text(f"Du skriver som: {asker.name}")
    expect(chat.page.locator("button.choice")).to_have_text(SITE.questions_for(role))
    expect(chat.page.locator(".role")).to_have_count(0)
    assert chat.greeting.inner_text() == greeting, "it is said once, and stays as it was"
    assert chat.focused() == "textarea"


def test_the_switch_sends_what_the_choice_sends_and_the_answers_follow(chat: Chat) -> None:
    sent: list[Any] = []

    def note(request: Request) -> None:
        if request.url.endswith("/message"):
            sent.append(request.post_data_json)

    chat.page.on("request", note)
    choose(chat, PARENT.choice)
    expect(chat.ask("hvad er en AKT-lærer?").locator(".words")).to_contain_text("Læs mere")
    switch(chat, SCHOOL.choice)
    # What was asked before is answered for the school.
    expect(chat.page.locator(".message.bot[data-outcome]").last.locator("summary")).to_contain_text("Kilde")
    assert [message["message"] for message in sent] == ["/parent_asks", "hvad er en AKT-lærer?", "/staff_asks"]
    assert [message["role"] for message in sent] == ["foraelder", "foraelder", "skole"]


def test_the_role_is_there_after_a_reload_and_in_a_new_conversation_it_is_not(chat: Chat) -> None:
    choose(chat, PARENT.choice)
    chat.page.reload()
    expect(told(chat)).to_contain_text(PARENT.name)
    expect(chat.asked).to_have_count(1)
    chat.menu("Ny samtale")
    chat.page.get_by_role("button", name="Begynd forfra").click()
    expect(told(chat)).to_contain_text("ikke valgt")
    expect(chat.page.locator(".log .role")).to_have_count(3)


def test_a_remembered_conversation_remembers_it_too(chat: Chat, service: Service) -> None:
    choose(chat, PARENT.choice)
    chat.menu("Husk samtalen i denne browser")
    tomorrow = Chat(chat.page.context.new_page())
    tomorrow.page.goto(f"{service.url}/chat/")
    expect(told(tomorrow)).to_contain_text(PARENT.name)
    expect(tomorrow.greeting).to_contain_text(greeting_for("foraelder"))
    expect(tomorrow.page.locator(".role")).to_have_count(0)


def test_the_page_can_tell_it(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE.replace("defer", 'data-start-role="skole" defer'))
    chat.launcher.click()
    expect(told(chat)).to_contain_text(SCHOOL.name)
    expect(chat.greeting).to_contain_text(greeting_for("skole"))
    expect(chat.page.locator(".log .role")).to_have_count(0)
    switch(chat, PARENT.choice)
    expect(told(chat)).to_contain_text(PARENT.name)


def test_who_says_in_words_who_she_is_sees_it_in_the_header(chat: Chat) -> None:
    chat.ask("jeg er mor til en dreng i 2. klasse")
    expect(told(chat)).to_contain_text(PARENT.name)


def test_the_switch_is_used_with_the_keyboard(chat: Chat) -> None:
    choose(chat, PARENT.choice)
    opener = told(chat).get_by_role("button", name="skift")
    opener.focus()
    chat.page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    current = told(chat).get_by_role("button", name=PARENT.choice)
    expect(current).to_have_attribute("aria-pressed", "true")
    assert violations(chat) == []
    chat.page.set_viewport_size(NARROW)
    assert violations(chat) == []
    chat.page.keyboard.press("Escape")
    expect(current).to_have_count(0)
    assert chat.focused() == "role-switch"
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.press("Tab")
    assert chat.focused() == "role"
    chat.page.keyboard.press("Enter")
    expect(told(chat)).to_contain_text(SITE.roles["medarbejder"].name)
    assert chat.focused() == "textarea"


def test_the_way_to_the_field_is_the_first_thing_with_the_keyboard(chat: Chat) -> None:
    chat.page.keyboard.press("Tab")
    skip = chat.page.get_by_role("button", name="Gå til skrivefeltet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    chat.page.keyboard.press("Enter")
    assert chat.focused() == "textarea"
