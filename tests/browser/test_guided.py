"""A guided conversation in the panel: how far it is, back and skip, spent choices, what is lost and what is kept."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.accessibility import NARROW, violations
from tests.support.browser import Chat
from tests.support.service import QUESTION

pytestmark = [pytest.mark.service, pytest.mark.browser]
ASKS, ANSWERS_TOGETHER, ANSWERS_ALONE = "Skriv dit spørgsmål", "Skriv jeres svar", "Skriv dit svar"


@pytest.fixture
def walk(chat: Chat) -> Chat:
    chat.ask("Lav en samarbejdsplan")
    return chat


def progress(chat: Chat) -> Locator:
    return chat.page.locator(".progress")


def press(chat: Chat, button: Locator) -> None:
    """Press it and wait for what is said to it, which may be two replies."""
    asked = chat.asked.count()
    button.click()
    expect(chat.asked).to_have_count(asked + 1)
    expect(chat.page.locator(".typing")).to_have_count(0)


def skip(chat: Chat) -> None:
    press(chat, progress(chat).get_by_role("button", name="Spring over"))


def test_the_panel_says_which_question_of_how_many_and_the_field_asks_for_an_answer(walk: Chat) -> None:
    expect(progress(walk)).to_contain_text(re.compile(r"Om jer\s*· 1 af \d"))
    expect(walk.page.get_by_role("progressbar", name="Om jer")).to_have_attribute("value", "1")
    expect(walk.input).to_have_attribute("placeholder", ANSWERS_TOGETHER)
    skip(walk)
    expect(progress(walk)).to_contain_text("· 2 af")
    expect(walk.page.get_by_role("progressbar", name="Om jer")).to_have_attribute("value", "2")


def test_one_goes_back_with_a_button_that_is_there_from_the_second_question_on(walk: Chat) -> None:
    back = progress(walk).get_by_role("button", name="Tilbage")
    expect(back).to_have_count(0)
    skip(walk)
    press(walk, back)
    expect(progress(walk)).to_contain_text("· 1 af")
    assert walk.focused() == "textarea"


def test_skipping_stands_beside_the_progress_and_nowhere_else(walk: Chat) -> None:
    expect(walk.page.get_by_role("button", name="Spring over")).to_have_count(1)


def test_spent_choices_disappear_and_the_chosen_one_stays_as_what_was_said(walk: Chat) -> None:
    first = walk.replies.first.locator("button.choice")
    expect(first).not_to_have_count(0)
    title = first.first.inner_text()
    press(walk, first.first)
    expect(first).to_have_count(0)
    expect(walk.asked.last).to_contain_text(title)
    walk.page.reload()
    expect(walk.asked).to_have_count(2)
    expect(first).to_have_count(0)
    expect(progress(walk)).to_contain_text("· 2 af")


def test_a_pencil_beside_an_answer_leads_back_to_its_question(walk: Chat) -> None:
    pencils = walk.page.locator(".message.user .correct")
    expect(pencils).to_have_count(0)
    press(walk, walk.replies.first.locator("button.choice").first)
    expect(pencils).to_have_count(1)
    expect(pencils).to_have_accessible_name(re.compile("^Ret svaret: "))
    assert violations(walk) == []
    press(walk, pencils)
    expect(walk.replies.last).to_contain_text("Her står nu")
    expect(progress(walk)).to_contain_text("· 1 af")
    walk.ask("stop")
    expect(pencils).to_have_count(0)


def test_the_summary_folds_by_part_and_each_line_leads_to_its_question(walk: Chat) -> None:
    while "Godkendelse" not in progress(walk).inner_text():
        skip(walk)
    parts = walk.replies.last.locator("details.part")
    expect(parts).to_have_count(6)
    assert violations(walk) == []
    walk.page.set_viewport_size(NARROW)
    assert violations(walk) == []
    lines = parts.nth(1).locator("button.line")
    expect(lines.first).to_be_visible()
    parts.nth(1).locator("summary").press("Enter")
    expect(lines.first).not_to_be_visible()
    parts.nth(1).locator("summary").press("Enter")
    named = lines.first.inner_text().split(":")[0]
    press(walk, lines.first)
    expect(walk.asked.last).to_contain_text(named)
    expect(progress(walk)).to_contain_text("1. Et klart formål")


def test_a_question_in_between_leaves_the_walk_where_it_is(walk: Chat) -> None:
    press(walk, walk.replies.first.locator("button.choice").first)
    walk.input.fill(QUESTION)
    walk.input.press("Enter")
    expect(walk.answers).to_have_count(1)
    expect(progress(walk)).to_contain_text("· 2 af")
    expect(walk.input).to_have_attribute("placeholder", ANSWERS_TOGETHER)


def test_when_it_stops_the_field_asks_for_a_question_again(walk: Chat) -> None:
    walk.ask("stop")
    expect(progress(walk)).to_have_count(0)
    expect(walk.input).to_have_attribute("placeholder", ASKS)
    expect(walk.page.get_by_role("textbox", name=ASKS)).to_be_visible()


def test_a_parent_is_asked_alone(chat: Chat) -> None:
    chat.page.get_by_role("button", name="Jeg er forælder").click()
    expect(chat.replies).to_have_count(1)
    chat.ask("Forbered min samtale")
    expect(progress(chat)).to_contain_text("Forbered min samtale · 1 af 5")
    expect(chat.input).to_have_attribute("placeholder", ANSWERS_ALONE)


def background(button: Locator) -> str:
    return button.evaluate("element => getComputedStyle(element).backgroundColor")


def test_before_the_plan_is_lost_keeping_it_is_the_strong_button(walk: Chat) -> None:
    walk.ask("slet min plan")
    keep, lose = (walk.page.get_by_role("button", name=name) for name in ("Behold", "Ja, slet planen"))
    walk.page.mouse.move(0, 0)
    assert background(lose) == "rgba(0, 0, 0, 0)" != background(keep)
    assert violations(walk) == []
    press(walk, keep)
    expect(walk.page.locator(".log")).to_contain_text("ikke slettet")
    expect(lose).to_have_count(0)
    expect(progress(walk)).to_contain_text("· 1 af")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(walk: Chat, scheme: str) -> None:
    walk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for _ in range(4):  # to the first point, which has a long name
        skip(walk)
    assert violations(walk) == []
    walk.page.set_viewport_size(NARROW)
    assert violations(walk) == []
    assert walk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    row = progress(walk).bounding_box()
    assert row and row["height"] <= 56, "it stays slim where there is little room"


def test_what_it_ends_in_are_files_on_cards_named_once(chat: Chat) -> None:
    chat.ask("Forbered min samtale")
    for _ in range(5):
        skip(chat)
    files = chat.replies.last.locator(".file a")
    expect(files).to_have_count(3)  # to read, as PDF and as Word
    expect(files.nth(1)).to_contain_text("Word")
    expect(files.last).to_contain_text("PDF")
    expect(chat.replies.last.locator(".words a")).to_have_count(3)
    assert violations(chat) == []
    chat.page.set_viewport_size(NARROW)
    assert violations(chat) == []
