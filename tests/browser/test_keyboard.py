"""With the keyboard alone: where the focus is after every press, and what is told to who does not see."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.support.accessibility import NARROW, not_helped, violations, waiting
from tests.support.browser import Chat, Embedded
from tests.support.service import QUESTION

pytestmark = [pytest.mark.service, pytest.mark.browser]
ONE_LINE = '<title>Intranet</title><main><h1>Vores intranet</h1></main><script src="{script}" defer></script>'
MOST_PRESSES = 40


def press_until(chat: Chat, wanted: str, key: str = "Tab") -> None:
    for _ in range(MOST_PRESSES):
        chat.page.keyboard.press(key)
        if wanted in chat.focused().split():
            return
    pytest.fail(f"{wanted} can't be reached with {key}")


def test_the_panel_is_opened_used_and_closed_with_the_keyboard(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    expect(chat.launcher).to_be_visible()
    press_until(chat, "launcher")
    chat.page.keyboard.press("Enter")
    expect(chat.panel).to_be_visible()
    assert chat.focused() == "textarea", "ready to write"
    chat.page.keyboard.type(QUESTION)
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert chat.focused() == "textarea"
    press_until(chat, "choice", "Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.replies).to_have_count(2)
    assert chat.focused() == "textarea"
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_have_count(0)
    assert chat.focused() == "launcher"
    chat.page.keyboard.press("Enter")
    expect(chat.replies).to_have_count(2)
    assert chat.focused() == "textarea"


def test_the_panel_holds_nobody_captive(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE.replace("</main>", '<a href="#x" id="efter">Efter</a></main>'))
    chat.launcher.click()
    expect(chat.panel).to_be_visible()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(MOST_PRESSES):
            chat.page.keyboard.press(key)
            if chat.page.evaluate("document.activeElement.id === 'efter' || document.activeElement === document.body"):
                break
        else:
            pytest.fail(f"{key} never leaves the chat")
        chat.input.focus()


@pytest.mark.parametrize("size", [NARROW, {"width": 900, "height": 400}], ids=["narrow", "low"])
def test_nobody_gets_lost_behind_a_panel_that_fills_the_window(embedded: Embedded, size: ViewportSize) -> None:
    page = ONE_LINE.replace("<h1>", '<a href="#x">Før</a><h1>').replace("</main>", '<a href="#y">Efter</a></main>')
    chat = embedded(page.replace("defer", 'data-position="left" defer'))
    chat.page.set_viewport_size(size)
    chat.launcher.click()
    expect(chat.panel).to_have_attribute("aria-modal", "true")
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, **size}
    chat.ask(QUESTION)
    for key in ("Tab", "Shift+Tab"):
        seen = set()
        for _ in range(MOST_PRESSES):
            chat.page.keyboard.press(key)
            seen.add(chat.focused())
            assert chat.page.evaluate("document.activeElement.localName") == "skolebro-chat"
        assert {"skip", "icon-button menu-button", "log", "textarea", "send"} <= seen
    # One who comes back from the browser's own controls is at the start of the page.
    chat.page.evaluate(
        "() => { document.activeElement.shadowRoot.activeElement.blur(); document.querySelector('a').focus() }"
    )
    assert chat.focused() == "textarea"
    assert violations(chat) == []
    chat.page.keyboard.press("Escape")
    assert chat.focused() == "launcher"
    chat.page.locator("a").first.focus()
    assert chat.focused() == "a"


def test_the_focus_comes_along_when_the_panel_comes_to_fill_the_window(embedded: Embedded) -> None:
    chat = embedded('<input id="her"><script src="{script}" defer></script>')
    chat.launcher.click()
    expect(chat.panel).to_have_attribute("aria-modal", "false")
    chat.page.locator("#her").focus()
    assert chat.focused() == "input"
    chat.page.set_viewport_size(NARROW)
    expect(chat.panel).to_have_attribute("aria-modal", "true")
    assert chat.focused() == "textarea"


def test_the_menu_gives_the_focus_back(chat: Chat) -> None:
    chat.ask(QUESTION)
    press_until(chat, "menu-button", "Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "true")
    chat.page.keyboard.press("Tab")
    assert "menu-item" in chat.focused()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator(".menu")).to_be_hidden()
    assert "menu-button" in chat.focused()
    chat.page.keyboard.press("Enter")
    press_until(chat, "delete")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".confirm")).to_be_visible()
    assert "confirm" in chat.focused()
    press_until(chat, "confirm-no")
    chat.page.keyboard.press("Enter")
    assert "menu-button" in chat.focused()
    expect(chat.asked).to_have_count(1)


def test_thumbs_keep_the_focus_where_it_was(chat: Chat) -> None:
    chat.ask(QUESTION)
    press_until(chat, "thumb", "Shift+Tab")
    chat.page.keyboard.press("Space")
    expect(chat.page.locator(".reasons")).to_be_visible()
    assert "thumb" in chat.focused()
    press_until(chat, "reason")
    chat.page.keyboard.press("Space")
    # What was pressed is gone with the others.
    expect(chat.page.locator(".reasons")).to_have_count(0)
    assert chat.focused() == "textarea"


def test_a_retry_leaves_the_focus_where_one_writes(chat: Chat) -> None:
    chat.page.route("**/chat/message", lambda route: route.abort())
    chat.ask(QUESTION)
    chat.page.unroute("**/chat/message")
    press_until(chat, "retry", "Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert chat.focused() == "textarea"


def test_sources_unfold_with_the_keyboard(chat: Chat) -> None:
    answer = chat.ask(QUESTION)
    press_until(chat, "summary", "Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(answer.locator("p.source")).to_be_visible()


def test_what_is_going_on_is_told_to_those_who_do_not_see(chat: Chat) -> None:
    waiting(chat)
    expect(chat.status).to_have_text("Skolebro skriver")
    assert chat.status.get_attribute("role") == "status"


def test_the_launcher_says_what_it_does_next(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    expect(chat.launcher).to_have_accessible_name("Åbn chatten med Brobyggeren")
    chat.launcher.click()
    expect(chat.launcher).to_have_accessible_name("Luk chatten med Brobyggeren")
    expect(chat.launcher).to_have_attribute("aria-expanded", "true")
    chat.launcher.click()
    expect(chat.launcher).to_have_accessible_name("Åbn chatten med Brobyggeren")


def test_who_writes_has_been_told_what_not_to_write(chat: Chat) -> None:
    expect(chat.input).to_have_accessible_description(re.compile("Skriv ikke navne, CPR-numre"))
    chat.input.fill("a" * 990)
    expect(chat.input).to_have_accessible_description(re.compile("990 af 1000"))


def test_a_file_says_that_it_opens_beside_the_chat(chat: Chat) -> None:
    file = {"title": "Din liste", "url": "/chat/samtale/x/min-liste.docx", "alt": ""}
    reply = {"id": "x", "messages": [{"text": "Her.", "custom": {"outcome": "answered", "attachments": [file]}}]}
    chat.page.route("**/chat/message", lambda route: route.fulfill(json=reply))
    link = chat.ask(QUESTION).get_by_role("link", name="Din liste")
    expect(link).to_have_accessible_name("Din liste Hent (åbner i ny fane)")
    expect(link).to_have_attribute("target", "_blank")


def test_every_control_has_a_danish_name(chat: Chat) -> None:
    not_helped(chat)
    tree = chat.page.locator("skolebro-chat").aria_snapshot()
    for name in ('log "Samtale"', 'button "Menu"', 'button "Svaret hjalp"', 'button "Send"', 'textbox "Skriv dit'):
        assert name in tree
    assert 'button ""' not in tree and "- button\n" not in tree


def test_an_old_talk_is_not_read_out_again_when_the_page_changes(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.page.add_init_script(
        """addEventListener('DOMContentLoaded', () => {
            const root = () => document.querySelector('skolebro-chat')?.shadowRoot;
            const look = () => {
                const log = root()?.querySelector('.log');
                const said = log?.querySelectorAll('.message').length ?? 0;
                if (log?.getAttribute('aria-live') === 'polite' && window.saidWhenLive === undefined)
                    window.saidWhenLive = said;
                requestAnimationFrame(look);
            };
            look();
        })"""
    )
    chat.page.reload()
    expect(chat.asked).to_have_count(1)
    chat.page.wait_for_function("window.saidWhenLive !== undefined")
    assert chat.page.evaluate("window.saidWhenLive") >= 3, "greeting, question and answer were there before"
