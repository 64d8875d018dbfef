"""How large the text is: chosen in the menu, remembered in the browser, and with room for all at twice the size."""

import pytest
from playwright.sync_api import Locator, expect

from tests.support.accessibility import not_helped, violations
from tests.support.browser import Chat, Embedded
from tests.support.service import QUESTION

pytestmark = [pytest.mark.service, pytest.mark.browser]

ONE_LINE = '<title>Intranet</title><main><h1>Vores intranet</h1></main><script src="{script}" defer></script>'
# A usual telephone, the narrowest there is, and a window of a usual screen.
SIZES = [(360, 740), (320, 640), (1280, 850)]
OUTSIDE = """() => [...document.querySelector('skolebro-chat').shadowRoot.querySelectorAll('.chat *')]
    .filter(element => !element.closest('.visually-hidden, [hidden]'))
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .map(element => element.outerHTML.slice(0, 80))"""


def choose(chat: Chat, size: str) -> None:
    chat.page.get_by_role("button", name="Menu").click()
    chat.page.get_by_role("group", name="Tekststørrelse").get_by_role("button", name=size, exact=True).click()


def letters(found: Locator) -> str:
    return str(found.evaluate("element => getComputedStyle(element).fontSize"))


def test_a_size_that_is_chosen_holds_also_in_a_new_tab(chat: Chat) -> None:
    chat.ask(QUESTION)
    assert letters(chat.page.locator(".words p").first) == "16px"
    choose(chat, "150 %")
    assert letters(chat.page.locator(".words p").first) == letters(chat.input) == "24px"
    pressed = chat.page.get_by_role("group", name="Tekststørrelse").locator("[aria-pressed=true]")
    expect(pressed).to_have_accessible_name("150 %")
    tab = Chat(chat.page.context.new_page())
    tab.page.goto(chat.page.url)
    expect(tab.greeting).to_be_visible()
    assert letters(tab.input) == "24px"
    choose(tab, "100 %")
    assert letters(tab.input) == "16px"
    assert tab.kept()["browser"] == {}, "what is as the page has it is not remembered"


@pytest.mark.parametrize("kept", ["999", "x", "", "0"])
def test_a_size_there_is_not_is_that_of_the_page(chat: Chat, kept: str) -> None:
    choose(chat, "200 %")
    chat.page.evaluate("kept => localStorage.setItem(Object.keys(localStorage)[0], kept)", kept)
    chat.page.reload()
    expect(chat.greeting).to_be_visible()
    assert letters(chat.input) == "16px"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_at_twice_the_size_all_is_there_and_can_be_read(chat: Chat, width: int, height: int) -> None:
    chat.page.set_viewport_size({"width": width, "height": height})
    choose(chat, "200 %")
    assert chat.page.evaluate(OUTSIDE) == []
    assert violations(chat) == []
    chat.page.keyboard.press("Escape")
    not_helped(chat)
    assert chat.page.evaluate(OUTSIDE) == []
    chat.ask("Lav en samarbejdsplan")
    assert letters(chat.page.locator(".words p").first) == "32px"
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert chat.page.evaluate(OUTSIDE) == []
    assert violations(chat) == []
    for there in (".menu-button", ".step", "#input", ".send"):
        expect(chat.page.locator(there).first).to_be_in_viewport(ratio=1)
    # Some lines of what is said can be seen at a time.
    log = chat.page.locator(".log").bounding_box()
    assert log and log["height"] >= height * 0.25


def test_the_panel_of_another_page_grows_with_its_text_and_stays_where_it_was(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.page.set_viewport_size({"width": 1280, "height": 850})
    chat.launcher.click()
    before, launcher = chat.panel.bounding_box(), chat.launcher.bounding_box()
    choose(chat, "200 %")
    after = chat.panel.bounding_box()
    assert before and after
    assert after["width"] == 2 * before["width"]
    assert after["x"] + after["width"] == pytest.approx(before["x"] + before["width"], abs=1)
    assert after["y"] + after["height"] == pytest.approx(before["y"] + before["height"], abs=1)
    assert chat.launcher.bounding_box() == launcher
