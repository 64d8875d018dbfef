"""The chat page as a person with a browser meets it."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.support.browser import Chat
from tests.support.content import our_content
from tests.support.service import CARD, QUESTION, Service

pytestmark = [pytest.mark.service, pytest.mark.browser]

MOST_TABS = 30


def colour(element: Locator) -> str:
    return element.evaluate("element => getComputedStyle(element).color")


def test_the_page_loads_and_talks_with_nobody_but_its_own_server(chat: Chat, service: Service) -> None:
    chat.ask(QUESTION)
    chat.ask("forældre")
    assert chat.complaints == []
    assert {urlsplit(url).netloc for url in chat.requested} == {urlsplit(service.url).netloc}


def test_the_console_is_watched(chat: Chat) -> None:
    """Else the test above would pass whatever the page did."""
    chat.page.evaluate("document.body.appendChild(document.createElement('img')).src = 'https://andet.example/a.png'")
    expect(chat.page.locator("body > img")).to_have_count(1)
    chat.page.wait_for_function("() => document.querySelector('body > img').complete")
    assert any("Content Security Policy" in complaint for complaint in chat.complaints)


def test_the_welcome_says_what_this_is_and_offers_questions_that_are_answered(chat: Chat) -> None:
    notice = chat.page.locator(".notice")
    expect(notice).to_contain_text("Automatisk assistent")
    expect(notice).to_contain_text("CPR")
    expect(notice.get_by_role("link", name="Sådan passer vi på dine oplysninger")).to_be_visible()
    intro = chat.greeting.inner_text()
    assert "samarbejdet mellem" not in intro, "what this is stands in the notice, and is said once"
    for choice in chat.page.locator(".role").all_inner_texts():
        chat.start_anew()
        chat.page.get_by_role("button", name=choice).click()
        expect(chat.replies).to_have_count(1)
        for question in chat.page.locator(".choices button.choice").all_inner_texts():
            expect(chat.ask(question)).to_have_attribute("data-outcome", re.compile("answered|walkthrough"))
            chat.ask("stop")


def test_a_typed_question_gets_its_answer_with_a_bold_figure_and_a_muted_source(chat: Chat) -> None:
    answer = chat.ask(QUESTION)
    expect(answer).to_have_attribute("data-outcome", "answered")
    figure = re.search(r"\*\*(.*?\d.*?)\*\*", our_content().cards[CARD].body)
    assert figure
    bold = answer.locator("strong", has_text=figure[1]).first
    expect(bold).to_be_visible()
    assert int(bold.evaluate("element => getComputedStyle(element).fontWeight")) >= 600
    source = answer.locator("p.source")
    expect(source).to_be_hidden()
    summary = answer.locator("summary")
    expect(summary).to_contain_text("Kilde: Samarbejde mellem skoler og helhedsplaner")
    line = summary.bounding_box()
    assert line and line["height"] < 2 * 1.75 * 14, "one line"
    summary.click()
    expect(source).to_be_visible()
    assert colour(source) != colour(bold)
    assert "**" not in answer.inner_text()


def test_enter_sends_and_shift_enter_makes_a_new_line(chat: Chat) -> None:
    chat.input.press_sequentially("hvor mange familier")
    chat.input.press("Shift+Enter")
    chat.input.press_sequentially("er der plads til på kurset?")
    expect(chat.input).to_have_value("hvor mange familier\ner der plads til på kurset?")
    expect(chat.asked).to_have_count(0)
    chat.input.press("Enter")
    expect(chat.asked).to_have_count(1)
    expect(chat.input).to_have_value("")
    expect(chat.answers).to_have_count(1)


def test_the_send_button_sends_what_was_typed(chat: Chat) -> None:
    chat.input.fill(QUESTION)
    chat.page.locator("button.send").click()
    expect(chat.asked).to_have_text([re.compile(re.escape(QUESTION))])
    expect(chat.answers).to_have_count(1)


def test_nothing_is_sent_when_nothing_was_typed(chat: Chat) -> None:
    chat.input.fill("   ")
    chat.input.press("Enter")
    chat.page.locator("button.send").click()
    expect(chat.asked).to_have_count(0)
    chat.ask(QUESTION)
    expect(chat.asked).to_have_count(1)


def tab_to(chat: Chat, wanted: str, key: str = "Tab") -> None:
    for _ in range(MOST_TABS):
        chat.page.keyboard.press(key)
        if chat.focused() == wanted:
            return
    pytest.fail(f"{wanted} can't be reached with {key}")


def test_a_whole_conversation_can_be_had_with_the_keyboard_alone(chat: Chat) -> None:
    tab_to(chat, "role")
    chat.page.keyboard.press("Enter")
    expect(chat.replies).to_have_count(1)
    assert chat.focused() == "textarea"
    tab_to(chat, "choice", "Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    # The focus is where one writes, so the newest buttons are just before it.
    assert chat.focused() == "textarea"
    title = chat.answers.first.locator("button.choice").last.inner_text()
    tab_to(chat, "choice", "Shift+Tab")
    chat.page.keyboard.press("Space")
    expect(chat.asked.last).to_contain_text(title)
    expect(chat.answers).to_have_count(2)
    chat.page.keyboard.type("hvor står det?")
    tab_to(chat, "send")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(3)


def test_what_has_the_focus_can_be_seen(chat: Chat) -> None:
    tab_to(chat, "role")
    outline = chat.page.evaluate("getComputedStyle(document.activeElement.shadowRoot.activeElement).outline")
    assert "none" not in outline
    assert not outline.startswith("rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_of_the_window(chat: Chat, width: int) -> None:
    chat.page.set_viewport_size({"width": width, "height": 640})
    chat.ask("x" * 200)
    chat.ask(QUESTION)
    chat.ask("forældre")
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    outside = chat.page.evaluate(
        """() => [...document.querySelector('skolebro-chat').shadowRoot.querySelectorAll('*')]
            .filter(element => !element.closest('.visually-hidden'))
            .filter(element => {
                const { left, right } = element.getBoundingClientRect();
                return left < -0.5 || right > innerWidth + 0.5;
            })
            .map(element => element.outerHTML.slice(0, 80))"""
    )
    assert outside == []


@pytest.mark.parametrize("way", ["abort", "500", "not ours"])
def test_a_server_that_is_away_is_told_of_and_the_question_can_be_sent_again(chat: Chat, way: str) -> None:
    def fail(route: Route) -> None:
        if way == "abort":
            route.abort()
        elif way == "500":
            route.fulfill(status=500, body="<html>Internal Server Error</html>")
        else:
            route.fulfill(status=200, body="<html>Log ind på wifi</html>")

    chat.page.route("**/chat/message", fail)
    failed = chat.ask(QUESTION)
    expect(failed).to_contain_class("error-line")
    expect(failed).not_to_contain_text("Internal")
    retry = failed.locator("button.retry")
    expect(retry).to_have_text("Prøv igen")
    # Still away: the line is there again, and the question is not doubled.
    retry.click()
    expect(chat.page.locator(".message.error-line")).to_have_count(1)
    expect(chat.page.locator(".typing")).to_have_count(0)
    chat.page.unroute("**/chat/message")
    chat.page.locator("button.retry").click()
    expect(chat.answers).to_have_count(1)
    expect(chat.page.locator(".message.error-line")).to_have_count(0)
    expect(chat.asked).to_have_count(1)


def test_the_numbers_in_an_error_can_be_called(chat: Chat) -> None:
    chat.page.route("**/chat/message", lambda route: route.fulfill(json={"messages": []}))
    expect(chat.ask(QUESTION).get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    chat.page.context.set_offline(True)
    expect(chat.page.locator(".offline").get_by_role("link", name="112")).to_have_attribute("href", "tel:112")


def test_raw_html_is_shown_as_the_text_it_is(chat: Chat) -> None:
    typed = "<img src=x onerror=\"document.title='overtaget'\"><b>fed</b><script>document.title='overtaget'</script>"
    chat.ask(typed)
    expect(chat.asked).to_contain_text(typed)
    expect(chat.page.locator(".message img, .message b, .message script")).to_have_count(0)
    assert chat.page.title() == "Skolebro"
    assert chat.complaints == []


def test_html_in_a_reply_is_shown_as_the_text_it_is(chat: Chat) -> None:
    text = "<img src=x onerror=alert(1)> [klik](javascript:alert(1)) **<b>fed</b>**"
    reply = {"messages": [{"text": text, "custom": {"outcome": "answered"}}]}
    chat.page.route("**/chat/message", lambda route: route.fulfill(json=reply))
    answer = chat.ask(QUESTION)
    expect(answer).to_contain_text("<img src=x onerror=alert(1)> [klik](javascript:alert(1))")
    expect(answer.locator("strong")).to_have_text("<b>fed</b>")
    expect(answer.locator("img, a, b")).to_have_count(0)


def test_one_can_see_that_an_answer_is_on_its_way_and_nothing_more_is_sent_meanwhile(chat: Chat) -> None:
    held: list[Route] = []
    chat.page.route("**/chat/message", lambda route: held.append(route))
    chat.input.fill(QUESTION)
    chat.input.press("Enter")
    typing = chat.page.locator(".typing")
    expect(typing).to_be_visible()
    expect(chat.page.locator("button.send")).to_have_attribute("aria-disabled", "true")
    chat.input.fill("og hvor tit")
    chat.input.press("Enter")
    expect(chat.page.locator(".hint")).not_to_be_empty()
    expect(chat.asked).to_have_count(1)
    expect(chat.input).to_have_value("og hvor tit")
    assert len(held) == 1
    held[0].continue_()
    expect(chat.answers).to_have_count(1)
    expect(typing).to_have_count(0)
    expect(chat.page.locator("button.send")).to_have_attribute("aria-disabled", "false")


def test_a_conversation_goes_on_after_the_page_was_loaded_again(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.page.reload()
    expect(chat.ask("hvor står det?")).to_have_attribute("data-outcome", "answered")


def test_the_conversation_is_there_after_the_page_was_loaded_again(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.input.fill("næste spørgsmål, ikke sendt endnu")
    chat.page.reload()
    expect(chat.asked).to_have_count(1)
    expect(chat.answers).to_have_count(1)
    expect(chat.input).to_have_value("næste spørgsmål, ikke sendt endnu")


def test_what_was_written_is_kept_in_the_tab_alone_and_there_are_no_cookies(chat: Chat) -> None:
    chat.ask("grævlingepotpourri")
    kept = chat.kept()
    assert "grævlingepotpourri" in str(kept["tab"])
    assert (kept["browser"], kept["cookies"]) == ({}, "")
    assert "grævlingepotpourri" not in chat.page.url


def test_another_tab_has_a_conversation_of_its_own(chat: Chat, service: Service) -> None:
    chat.ask(QUESTION)
    other = Chat(chat.page.context.new_page())
    other.page.goto(f"{service.url}/chat/")
    expect(other.greeting).to_be_visible()
    expect(other.asked).to_have_count(0)


def test_personal_data_is_taken_out_of_what_is_shown_and_kept(chat: Chat) -> None:
    chat.ask("hvad er en bisidder? hendes nummer er 010203-1234")
    expect(chat.asked).to_contain_text("[nr]")
    assert "010203" not in str(chat.kept()) + chat.page.locator(".log").inner_text()


@pytest.mark.parametrize(
    "damaged",
    ["{", "null", "[1, {}]", '[{"kind": "bot"}]', '[{"kind": "user", "id": "<script>", "text": {}, "at": "x"}]'],
)
def test_damaged_memory_is_ignored(chat: Chat, damaged: str) -> None:
    chat.ask(QUESTION)
    chat.page.evaluate(
        "damaged => Object.keys(sessionStorage).forEach(key => sessionStorage.setItem(key, damaged))", damaged
    )
    chat.page.reload()
    expect(chat.greeting).to_be_visible()
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
    assert chat.complaints == []


def test_an_answer_starts_where_one_can_see_it(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 390, "height": 500})
    for _ in range(3):
        answer = chat.ask(QUESTION)
        expect(answer.locator(".bubble p").first).to_be_in_viewport()


def test_one_cannot_write_more_than_the_server_reads(chat: Chat) -> None:
    chat.input.fill("a" * 990)
    expect(chat.page.locator(".counter")).to_contain_text("990 af 1000")
    chat.input.press_sequentially("b" * 15)
    assert len(chat.input.input_value()) == 1000
    expect(chat.page.locator(".hint")).not_to_be_empty()


def test_those_who_cannot_see_the_page_are_told_who_says_what(chat: Chat) -> None:
    chat.ask(QUESTION)
    expect(chat.page.get_by_role("log", name="Samtale")).to_have_attribute("aria-live", "polite")
    expect(chat.asked).to_have_text(re.compile(r"^\s*Du: "))
    expect(chat.answers.locator(".bubble")).to_have_text(re.compile(r"^\s*Skolebro: "))
    expect(chat.page.get_by_role("textbox", name="Skriv dit spørgsmål")).to_be_visible()
    # What is going on is told beside the conversation, not in it.
    expect(chat.page.get_by_role("log").get_by_role("status")).to_have_count(0)
    assert chat.page.locator("html").get_attribute("lang") == "da"
