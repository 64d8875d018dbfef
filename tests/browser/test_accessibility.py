"""WCAG 2.2 AA as far as tools can tell: axe in every state."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Route, ViewportSize, expect

from tests.support.accessibility import NARROW, not_helped, violations, waiting
from tests.support.browser import Chat, Embedded
from tests.support.service import QUESTION, Service

pytestmark = [pytest.mark.service, pytest.mark.browser]
ONE_LINE = '<title>Intranet</title><main><h1>Vores intranet</h1></main><script src="{script}" defer></script>'


def test_the_tool_finds_what_is_wrong(chat: Chat) -> None:
    """Else the tests below would pass whatever the page looked like."""
    chat.page.evaluate(
        """() => {
            const root = document.querySelector('skolebro-chat').shadowRoot;
            root.querySelector('.send').textContent = '';
            root.querySelector('.notice').style.color = '#f0f0f0';
        }"""
    )
    found = " ".join(violations(chat))
    assert "button-name" in found and "color-contrast" in found


def greeted(chat: Chat) -> None:
    expect(chat.greeting).to_be_visible()


def answered(chat: Chat) -> None:
    answer = chat.ask(QUESTION)
    answer.locator("summary").click()


def failed(chat: Chat) -> None:
    chat.page.route("**/chat/message", lambda route: route.abort())
    chat.ask(QUESTION)


def in_danger(chat: Chat) -> None:
    expect(chat.ask("en dreng i klubben bliver slået af sin far")).to_have_attribute("data-outcome", "crisis")


def walking(chat: Chat) -> None:
    chat.ask("Lav en samarbejdsplan").locator("button.choice").first.click()
    expect(chat.replies).to_have_count(2)


def choosing(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.page.get_by_role("button", name="Menu").click()
    expect(chat.page.locator(".menu")).to_be_visible()


def told(chat: Chat) -> None:
    chat.page.get_by_role("button", name="Jeg er forælder").click()
    expect(chat.page.locator(".role-line")).to_contain_text("forælder")


def switching(chat: Chat) -> None:
    told(chat)
    chat.page.get_by_role("button", name="skift").click()


def on_its_way_past(chat: Chat) -> None:
    chat.page.keyboard.press("Tab")
    expect(chat.page.locator(".skip")).to_be_focused()


def deleted(chat: Chat) -> None:
    about_to_delete(chat)
    chat.page.locator(".confirm-yes").click()
    expect(chat.status).to_contain_text("slettet")


def about_to_delete(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.menu("Slet samtalen")
    expect(chat.page.locator(".confirm")).to_be_visible()


def looking_at_a_picture(chat: Chat) -> None:
    picture = {"title": "Kortet", "url": "/chat/icon.svg", "alt": "Fire felter"}
    reply = {"id": "x", "messages": [{"text": "Se her.", "custom": {"outcome": "answered", "attachments": [picture]}}]}

    def answer(route: Route) -> None:
        route.fulfill(json=reply, headers={"Access-Control-Allow-Origin": "*"})

    chat.page.route("**/chat/message", answer)
    chat.ask(QUESTION).locator(".picture").click()
    expect(chat.page.locator("dialog[open]")).to_be_visible()


def offline(chat: Chat) -> None:
    chat.page.context.set_offline(True)
    expect(chat.page.get_by_text("Du er offline")).to_be_visible()


def nearly_full(chat: Chat) -> None:
    chat.input.fill("a" * 1000)
    expect(chat.page.locator(".counter")).not_to_be_empty()


STATES: list[Callable[[Chat], None]] = [
    greeted, told, switching, on_its_way_past, answered, waiting, failed, in_danger, walking, not_helped, choosing,
    about_to_delete, deleted,
    looking_at_a_picture, offline, nearly_full,
]  # fmt: skip

ColourScheme = Literal["light", "dark"]
WIDE: ViewportSize = {"width": 1280, "height": 800}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_stands_in_anybodys_way(chat: Chat, state: Callable[[Chat], None]) -> None:
    state(chat)
    looks: list[tuple[ColourScheme, ViewportSize]] = [("light", WIDE), ("dark", WIDE), ("light", NARROW)]
    for colour_scheme, size in looks:
        chat.page.emulate_media(color_scheme=colour_scheme)
        chat.page.set_viewport_size(size)
        assert violations(chat) == [], (colour_scheme, size)
        assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("state", [not_helped, choosing, failed], ids=lambda state: state.__name__)
def test_nor_where_the_colours_are_the_readers_own(chat: Chat, state: Callable[[Chat], None]) -> None:
    chat.page.emulate_media(forced_colors="active")
    state(chat)
    assert violations(chat) == []


@pytest.mark.parametrize("path", ["privatliv", "tilgaengelighed"])
def test_nor_on_the_pages_about_the_chat(context: BrowserContext, service: Service, path: str) -> None:
    page = Chat(context.new_page())
    page.page.goto(f"{service.url}/chat/{path}")
    looks: list[tuple[ColourScheme, ViewportSize]] = [("light", WIDE), ("dark", NARROW)]
    for colour_scheme, size in looks:
        page.page.emulate_media(color_scheme=colour_scheme)
        page.page.set_viewport_size(size)
        assert violations(page) == []
        assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("state", [None, greeted, answered], ids=["closed", "open", "answered"])
def test_nor_on_the_page_of_an_intranet(
    context: BrowserContext, embedded: Embedded, state: Callable[[Chat], None] | None, colour_scheme: ColourScheme
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=colour_scheme)
    chat = embedded(ONE_LINE, page=page)
    expect(chat.launcher).to_be_visible()
    if state:
        chat.launcher.click()
        state(chat)
    assert violations(chat) == []


def test_any_accent_colour_can_be_read(chat: Chat) -> None:
    answered(chat)
    for accent in ("#ffff00", "#000000", "#ffffff", "#ff0000", "#7f7f7f"):
        chat.page.evaluate("accent => document.querySelector('skolebro-chat').setAttribute('accent', accent)", accent)
        for colour_scheme in ("light", "dark"):
            chat.page.emulate_media(color_scheme=colour_scheme)
            assert violations(chat, rules=["color-contrast"]) == [], (accent, colour_scheme)


def test_twice_as_large_letters_still_fit(chat: Chat) -> None:
    """A person who has set her browser to letters of 32 px."""
    session = chat.page.context.new_cdp_session(chat.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    chat.page.set_viewport_size({"width": 640, "height": 800})
    answered(chat)
    size = chat.page.locator(".words p").first.evaluate("element => getComputedStyle(element).fontSize")
    assert size == "32px"
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(chat.page.locator("button.send")).to_be_in_viewport()
    outside = chat.page.evaluate(
        """() => [...document.querySelector('skolebro-chat').shadowRoot.querySelectorAll('.chat *')]
            .filter(element => !element.closest('.visually-hidden, [hidden]'))
            .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
            .map(element => element.outerHTML.slice(0, 80))"""
    )
    assert outside == []


def test_nothing_moves_for_those_who_asked_for_that(chat: Chat) -> None:
    chat.page.emulate_media(reduced_motion="reduce")
    waiting(chat)
    moving = chat.page.evaluate(
        """() => document.getAnimations({ subtree: true }).concat(
            [...document.querySelector('skolebro-chat').shadowRoot.querySelectorAll('*')]
                .flatMap(element => element.getAnimations())).length"""
    )
    assert moving == 0
