"""The chat on pages that come and go, and swap their content."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import Embedded
from tests.support.embedding import ONE_LINE
from tests.support.service import QUESTION

pytestmark = [pytest.mark.service, pytest.mark.browser]


def test_the_conversation_goes_on_from_page_to_page_in_the_tab(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    chat.ask(QUESTION)
    chat.input.fill("ikke sendt endnu")
    other = embedded(ONE_LINE, path="/en-anden-side", page=chat.page)
    expect(other.panel).to_be_visible()
    expect(other.asked).to_have_count(1)
    expect(other.input).to_have_value("ikke sendt endnu")
    assert QUESTION in other.asked.inner_text()
    expect(other.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")


def test_what_was_closed_stays_closed_on_pages_where_it_starts_open(embedded: Embedded) -> None:
    line = '<script src="{script}" data-open defer></script>'
    chat = embedded(line)
    expect(chat.panel).to_be_visible()
    chat.page.keyboard.press("Escape")
    chat.panel.get_by_role("button", name="Luk chatten").click()
    expect(chat.panel).to_have_count(0)
    chat = embedded(line, path="/en-anden-side", page=chat.page)
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_have_count(0)
    # Who asks for it gets it, even a script that does so while the page is being built.
    asking = "<script>addEventListener('load', () => document.querySelector('skolebro-chat').open())</script>"
    chat = embedded(f"{asking}<skolebro-chat></skolebro-chat>{line}", path="/en-tredje-side", page=chat.page)
    expect(chat.panel).to_be_visible()
    chat = embedded(ONE_LINE, path="/en-fjerde-side", page=chat.page)
    expect(chat.panel).to_be_visible()


def test_another_site_has_a_talk_and_a_draft_of_its_own(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    chat.ask(QUESTION)
    chat.input.fill("til det første sted")
    chat.page.evaluate("document.querySelector('skolebro-chat').site = 'kommunen'")
    expect(chat.input).to_have_value("")
    expect(chat.asked).to_have_count(0)
    expect(chat.ask("hvor står det?")).to_be_visible()
    chat.page.evaluate("document.querySelector('skolebro-chat').site = undefined")
    expect(chat.input).to_have_value("til det første sted")
    expect(chat.asked).to_have_count(1)


def test_a_page_that_swaps_its_content_keeps_the_chat(embedded: Embedded) -> None:
    chat = embedded(ONE_LINE)
    chat.launcher.click()
    chat.ask(QUESTION)
    for swap in (
        "document.body.innerHTML = '<h1>En anden side</h1>'",
        "document.body.replaceWith(document.createElement('body'))",
        "history.pushState({}, '', '/ny-adresse')",
    ):
        chat.page.evaluate(swap)
        expect(chat.page.locator("skolebro-chat")).to_have_count(1)
        expect(chat.asked).to_have_count(1)
    expect(chat.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")
    assert chat.complaints == []


def test_a_chat_inside_swapped_content_comes_back_with_its_conversation(embedded: Embedded) -> None:
    chat = embedded('<main><skolebro-chat inline></skolebro-chat></main><script src="{script}" defer></script>')
    chat.ask(QUESTION)
    chat.page.evaluate("document.querySelector('main').innerHTML = '<skolebro-chat inline></skolebro-chat>'")
    expect(chat.asked).to_have_count(1)
    expect(chat.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")
