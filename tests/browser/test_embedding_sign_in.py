"""A sign-in that the page passes on."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import Embedded
from tests.support.embedding import greeting_for, token
from tests.support.service import QUESTION

pytestmark = [pytest.mark.service, pytest.mark.browser]


def with_token(value: str) -> str:
    return f'<script src="{{script}}" data-token="{value}" defer></script>'


def test_a_signed_in_employee_is_greeted_without_being_asked_who_she_is(embedded: Embedded) -> None:
    value = token(sub="mette", name="Mette Hansen")
    chat = embedded(with_token(value))
    chat.launcher.click()
    expect(chat.greeting).to_contain_text(greeting_for("medarbejder"))
    expect(chat.greeting.locator("button.choice", has_text="Jeg er forælder")).to_have_count(0)
    kept = str(chat.kept())
    assert value not in kept and "Mette" not in kept


@pytest.mark.parametrize(
    ("claims", "words"),
    [({"exp": 1}, "udløbet"), ({"iss": "https://andet.example"}, "et andet sted"), ({"aud": "x"}, "noget andet")],
    ids=["expired", "issuer", "audience"],
)
def test_a_wrong_sign_in_is_told_of_at_once_and_a_new_one_helps(
    embedded: Embedded, claims: dict[str, Any], words: str
) -> None:
    chat = embedded(with_token(token(**claims)))
    chat.page.evaluate("addEventListener('skolebro-sign-in', event => { window.wanted = event.detail.reason })")
    chat.launcher.click()
    expect(chat.page.locator(".error-line")).to_contain_text(words)
    assert chat.page.evaluate("window.wanted") == "token-refused"
    chat.page.evaluate("value => { document.querySelector('skolebro-chat').token = value }", token(role="skole"))
    expect(chat.greeting).to_contain_text(greeting_for("skole"))
    expect(chat.page.locator(".error-line")).to_have_count(0)
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")


def test_a_page_whose_every_sign_in_is_refused_is_asked_once(embedded: Embedded) -> None:
    chat = embedded(with_token(token(exp=1)))
    chat.page.evaluate(
        """wrong => addEventListener('skolebro-sign-in', event => {
            window.asked = (window.asked ?? 0) + 1;
            event.target.token = `${wrong}${window.asked}`;
        })""",
        token(aud="andet"),
    )
    chat.launcher.click()
    expect(chat.page.locator(".error-line")).to_be_visible()
    chat.page.wait_for_load_state("networkidle")
    assert chat.page.evaluate("window.asked") == 1
    expect(chat.page.locator(".error-line")).to_have_count(1)


def test_the_next_person_in_the_same_tab_does_not_see_the_talk(embedded: Embedded) -> None:
    chat = embedded(with_token(token(sub="mette")))
    chat.launcher.click()
    chat.ask(QUESTION)
    after = embedded(with_token(token(sub="ali")), page=chat.page)
    expect(after.panel).to_be_visible()
    expect(after.greeting).to_be_visible()
    expect(after.asked).to_have_count(0)
    assert QUESTION not in str(after.kept())


def test_nor_when_the_session_of_the_talk_is_gone(embedded: Embedded) -> None:
    """What was said is kept in the tab for longer than the server keeps its side of it."""
    chat = embedded(with_token(token(sub="mette")))
    chat.launcher.click()
    chat.ask(QUESTION)
    for person, left in (("mette", 1), ("ali", 0)):
        chat.page.evaluate(
            """() => Object.keys(sessionStorage).filter(key => key.includes('.session:'))
                .forEach(key => sessionStorage.removeItem(key))"""
        )
        after = embedded(with_token(token(sub=person)), page=chat.page)
        expect(after.greeting).to_be_visible()
        expect(after.asked).to_have_count(left)
    assert QUESTION not in str(after.kept())


def test_nor_what_was_being_written(embedded: Embedded) -> None:
    chat = embedded(with_token(token(sub="mette")))
    chat.launcher.click()
    chat.ask(QUESTION)
    chat.input.fill("ikke til andre")
    chat.page.evaluate("value => { document.querySelector('skolebro-chat').token = value }", token(sub="ali"))
    expect(chat.asked).to_have_count(0)
    expect(chat.input).to_have_value("")
    assert "ikke til andre" not in str(chat.kept())


@pytest.mark.parametrize("gone", ["null", "''", "undefined"])
def test_nothing_is_left_to_see_after_logging_out(embedded: Embedded, gone: str) -> None:
    chat = embedded(with_token(token(sub="mette", role="skole")))
    chat.launcher.click()
    expect(chat.greeting).to_contain_text(greeting_for("skole"))
    chat.ask(QUESTION)
    chat.menu("Husk samtalen i denne browser")
    chat.input.fill("ikke til andre")
    with chat.page.expect_request(lambda request: request.method == "DELETE"):
        chat.page.evaluate(f"document.querySelector('skolebro-chat').token = {gone}")
    expect(chat.asked).to_have_count(0)
    expect(chat.input).to_have_value("")
    expect(chat.greeting).to_contain_text(greeting_for("alle"))
    kept = chat.kept()
    assert QUESTION not in str(kept) and "ikke til andre" not in str(kept)
    assert kept["browser"] == {}, "nor is the next one remembered without having asked for it"
    expect(chat.ask(QUESTION)).to_have_attribute("data-outcome", "answered")
