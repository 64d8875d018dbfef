"""The last words of a conversation: what they are kept for, and that they are forgotten."""

from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels import recent_words as recent_words_module
from bot.channels.exchange import exchange, recent_words
from bot.channels.intake import Intake, read
from bot.channels.recent_words import CONFIRM, DENY, RecentWords, answer_to_check_in
from bot.knowledge.languages import other_languages
from tests.conftest import run_async

CHECK_IN = {
    "text": "Er nogen i fare?",
    "buttons": [
        {"title": "Ja", "payload": '/confirm_danger{"kind": "bande", "voice": "child"}'},
        {"title": "Nej", "payload": "/deny_danger"},
    ],
    "custom": {"outcome": "clarify", "danger": {"kind": "bande", "voice": "child", "language": "da", "sure": False}},
}
CRISIS = {"text": "Ring 112", "custom": {"outcome": "crisis", "danger": {"kind": "bande", "sure": True}}}
ANSWER = {"text": "Svaret", "custom": {"outcome": "answered"}}
WALK = {"text": "Hvem skal være med?", "custom": {"outcome": "walkthrough"}}


class Rasa:
    """Takes messages as Rasa does, and replies what it is told to."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []
        self.replies: dict[str, dict[str, Any]] = {}

    async def __call__(self, message: UserMessage) -> None:
        self.heard.append(message)
        await message.output_channel.send_response("a", self.replies.get(message.text, ANSWER))

    def say(self, text: str, conversation: str = "a") -> UserMessage:
        run_async(exchange(self, read(text), conversation, "test"))
        return self.heard[-1]


@pytest.fixture
def rasa() -> Rasa:
    recent_words.forget("a")
    recent_words.forget("b")
    return Rasa()


def test_the_words_before_come_with_the_next_ones_and_only_in_their_conversation(rasa: Rasa) -> None:
    assert "words_before" not in rasa.say("jeg har taget dem").metadata
    assert rasa.say("alle sammen").metadata["words_before"] == "jeg har taget dem"
    assert "words_before" not in rasa.say("alle sammen", conversation="b").metadata


def test_a_button_pressed_between_does_not_hide_the_words_before(rasa: Rasa) -> None:
    rasa.say("jeg har taget dem")
    assert "words_before" not in rasa.say("/ask_capabilities").metadata
    assert rasa.say("alle sammen").metadata["words_before"] == "jeg har taget dem"


@pytest.mark.parametrize("no", ["Nej, det er noget andet", "nej", "NEJ!", "/deny_danger", "no", "hayır"])
def test_a_no_to_the_check_in_gets_the_first_words_answered(rasa: Rasa, no: str) -> None:
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    heard = rasa.say(no)
    assert heard.text == "drengene skyder på hinanden"
    assert heard.metadata["not_danger"] is True


@pytest.mark.parametrize("yes", ["ja", "Ja.", "ja det er det", "yes", "نعم"])
def test_a_yes_to_the_check_in_is_its_button(rasa: Rasa, yes: str) -> None:
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    assert rasa.say(yes).text == CHECK_IN["buttons"][0]["payload"]  # type: ignore[index]


def test_other_words_after_the_check_in_are_themselves(rasa: Rasa) -> None:
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    heard = rasa.say("det er i et spil")
    assert heard.text == "det er i et spil"
    assert "words_before" not in heard.metadata


def test_a_no_where_nothing_was_asked_is_a_no(rasa: Rasa) -> None:
    rasa.say("hvad er ssp")
    assert rasa.say("nej").text == "nej"
    assert rasa.say("/deny_danger").text == "/deny_danger"


def test_what_follows_a_reply_to_danger_is_marked_for_six_messages(rasa: Rasa) -> None:
    rasa.replies["han slår mig"] = CRISIS
    assert rasa.say("han slår mig").metadata["follows_danger"] is False
    marked = [rasa.say("hvad er ssp").metadata["follows_danger"] for _ in range(8)]
    assert marked == [True] * 6 + [False] * 2


def test_what_was_answered_as_danger_is_not_read_again(rasa: Rasa) -> None:
    rasa.replies["han slår mig"] = CRISIS
    rasa.say("han slår mig")
    assert "words_before" not in rasa.say("jeg har ringet").metadata


def test_who_goes_on_with_the_walk_is_no_longer_after_danger(rasa: Rasa) -> None:
    rasa.replies |= {"han slår mig": CRISIS, "fortsæt": WALK}
    rasa.say("han slår mig")
    rasa.say("fortsæt")
    assert rasa.say("lærerne").metadata["follows_danger"] is False


def test_words_are_forgotten_after_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = RecentWords()
    now = 1000.0
    monkeypatch.setattr(recent_words_module.time, "monotonic", lambda: now)
    kept.keep("a", Intake("hej"))
    now += 599
    assert kept.of("a")
    now += 2
    assert kept.of("a") is None


def test_words_are_forgotten_when_the_conversation_is_deleted() -> None:
    kept = RecentWords()
    kept.keep("a", Intake("hej"))
    kept.forget("a")
    kept.forget("a")
    assert kept.of("a") is None


def test_the_oldest_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_words_module, "_MOST_CONVERSATIONS", 2)
    kept = RecentWords()
    for name in "abc":
        kept.keep(name, Intake("hej"))
    assert [bool(kept.of(name)) for name in "abc"] == [False, True, True]


@pytest.mark.parametrize("code", other_languages())
def test_a_yes_and_a_no_are_known_in_every_language(code: str) -> None:
    language = other_languages()[code]
    assert answer_to_check_in(language.yes_button.upper()) == CONFIRM
    assert all(answer_to_check_in(word) == DENY for word in language.no_words)


@pytest.mark.parametrize("text", ["ja men hvad med mødet", "nej han slår mig stadig", "", "måske"])
def test_more_than_a_yes_or_a_no_is_neither(text: str) -> None:
    assert answer_to_check_in(text) is None
