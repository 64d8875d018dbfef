"""The last words of a conversation: what they are kept for, and that they are forgotten."""

from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels import recent_words as recent_words_module
from bot.channels.handle_message import handle_message
from bot.channels.input_filter import Intake, read
from bot.channels.recent_words import CONFIRM, DENY, Recent, RecentWords, answer_to_check_in
from bot.channels.short_memory import recent_words
from bot.knowledge.other_languages import other_languages
from tests.support.machine import run_async

CHECK_IN = {
    "text": "Er nogen i fare?",
    "buttons": [
        {"title": "Ja", "payload": '/confirm_danger{"kind": "bande", "voice": "child", "language": "da"}'},
        {"title": "Nej", "payload": "/deny_danger"},
    ],
    "custom": {"outcome": "clarify", "danger": {"kind": "bande", "voice": "child", "language": "da", "sure": False}},
}
CRISIS = {"text": "Ring 112", "custom": {"outcome": "crisis", "danger": {"kind": "bande", "sure": True}}}
NEXT = {"text": "Kommunen ser på det", "custom": {"outcome": "crisis", "danger": {"after": "next", "voice": "staff"}}}
ANSWER = {"text": "Svaret", "custom": {"outcome": "answered"}}
CARD = {"text": "Svaret", "custom": {"outcome": "answered", "card": "hvad-er-ssp"}}
CHOICE = {
    "text": "Er det et af de her?",
    "buttons": [{"title": "SSP", "payload": '/show_card{"card": "hvad-er-ssp"}'}, {"title": "Nej", "payload": "/deny"}],
    "custom": {"outcome": "clarify"},
}
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
        run_async(handle_message(self, read(text), conversation, "test"))
        return self.heard[-1]


@pytest.fixture
def rasa() -> Rasa:
    run_async(recent_words().forget("a"))
    run_async(recent_words().forget("b"))
    return Rasa()


def test_the_words_before_come_with_the_next_ones_and_only_in_their_conversation(rasa: Rasa) -> None:
    assert "words_before" not in rasa.say("jeg har taget dem").metadata
    assert rasa.say("alle sammen").metadata["words_before"] == "jeg har taget dem"
    assert "words_before" not in rasa.say("alle sammen", conversation="b").metadata


def test_what_was_just_answered_comes_with_the_next_message_until_a_guided_conversation_begins(rasa: Rasa) -> None:
    rasa.replies = {"hvad er ssp": CARD, "tak": ANSWER, "lav en plan": WALK}
    assert "topic" not in rasa.say("hvad er ssp").metadata
    assert rasa.say("tak").metadata["topic"] == "hvad-er-ssp"
    assert rasa.say("lav en plan").metadata["topic"] == "hvad-er-ssp"
    assert "topic" not in rasa.say("i lektiecaféen").metadata
    assert "topic" not in rasa.say("hvor længe", conversation="b").metadata


def test_who_was_misunderstood_need_not_say_again_what_she_asked_first(rasa: Rasa) -> None:
    rasa.replies = {"hvem hjælper med lektier": CARD, "det er FØR skole": CARD}
    rasa.say("hvem hjælper med lektier")
    assert rasa.say("det er FØR skole").metadata["misunderstood"] is True
    assert rasa.say("og hvem betaler").metadata["words_before"] == "hvem hjælper med lektier det er FØR skole"
    told = rasa.say("hvor længe").metadata
    assert told["words_before"] == "og hvem betaler" and "misunderstood" not in told


def test_what_got_a_choice_is_what_is_talked_about_and_no_older_answer(rasa: Rasa) -> None:
    rasa.replies = {"hvad er ssp": CARD, "noget med politiet": CHOICE}
    rasa.say("hvad er ssp")
    rasa.say("noget med politiet")
    told = rasa.say("og hvem er med").metadata
    assert "topic" not in told
    assert (told["got_no_answer"], told["words_before"]) == (True, "noget med politiet")


def test_in_a_guided_conversation_nothing_leans_on_what_was_said(rasa: Rasa) -> None:
    rasa.replies = {"lav en plan": WALK}
    rasa.say("lav en plan")
    assert rasa.say("vi er i gang").metadata["got_no_answer"] is False


def test_a_button_pressed_between_does_not_hide_the_words_before(rasa: Rasa) -> None:
    rasa.say("jeg har taget dem")
    assert "words_before" not in rasa.say("/ask_capabilities").metadata
    assert rasa.say("alle sammen").metadata["words_before"] == "jeg har taget dem"


@pytest.mark.parametrize("no", ["Nej, det er noget andet", "nej", "NEJ!", "/deny_danger", "no"])
def test_a_no_to_the_check_in_gets_the_first_words_answered(rasa: Rasa, no: str) -> None:
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    heard = rasa.say(no)
    assert heard.text == "drengene skyder på hinanden"
    assert heard.metadata["not_danger"] is True


def test_a_no_is_what_the_classifier_and_the_reply_are_told_of_the_first_words(rasa: Rasa) -> None:
    """What was masked is said again with the answer, and what was too long still is."""
    long = f"min telefon er 12 34 56 78 og drengene slås {'og slås ' * 200}"
    handed_on = read(long)
    rasa.replies[handed_on.text] = CHECK_IN
    rasa.say(long)
    heard = rasa.say("nej")
    assert heard.text == handed_on.text
    assert heard.metadata["too_long"] is handed_on.too_long is True
    assert heard.metadata["masked"] == list(handed_on.masked) != []


def test_the_first_words_are_not_asked_about_twice(rasa: Rasa) -> None:
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    rasa.replies.clear()
    rasa.say("nej")
    assert rasa.say("nej").text == "nej"


def test_words_that_were_not_about_danger_are_not_read_with_the_next_ones(rasa: Rasa) -> None:
    """Else whoever said no is asked the same again."""
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    rasa.replies.clear()
    rasa.say("nej")
    assert "words_before" not in rasa.say("det er i et spil").metadata


def test_the_button_yes_is_handed_on_as_it_was_pressed(rasa: Rasa) -> None:
    pressed = '/confirm_danger{"kind": "bande", "voice": "child", "language": "da"}'
    rasa.replies |= {"drengene skyder på hinanden": CHECK_IN, pressed: CRISIS}
    rasa.say("drengene skyder på hinanden")
    assert rasa.say(pressed).text == pressed
    assert rasa.say("jeg har ringet").metadata["follows_danger"] == 1


@pytest.mark.parametrize("yes", ["ja", "Ja.", "ja det er det", "yes"])
def test_a_yes_to_the_check_in_is_its_button(rasa: Rasa, yes: str) -> None:
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    assert rasa.say(yes).text == CHECK_IN["buttons"][0]["payload"]  # type: ignore[index]


@pytest.mark.parametrize("words", ["nu", "Nu!", "tak"])
def test_a_danish_word_is_no_yes_or_no_of_another_language(rasa: Rasa, words: str) -> None:
    """ "Er det det, du skriver om?" - "Nu!" is not the Romanian no, "tak" not the Polish yes."""
    rasa.replies["drengene skyder på hinanden"] = CHECK_IN
    rasa.say("drengene skyder på hinanden")
    assert rasa.say(words).text == words


@pytest.mark.parametrize(("language", "no"), [("ro", "nu"), ("tr", "hayır"), ("pl", "nie")])
def test_whoever_was_asked_in_another_language_says_no_in_it(rasa: Rasa, language: str, no: str) -> None:
    asked = {**CHECK_IN["custom"]["danger"], "language": language}  # type: ignore[index]
    rasa.replies["ajutor"] = {**CHECK_IN, "custom": {"outcome": "clarify", "danger": asked}}
    rasa.say("ajutor")
    assert rasa.say(no).metadata["not_danger"] is True


def test_other_words_after_the_check_in_are_marked_as_answering_it_until_it_was_asked_twice(rasa: Rasa) -> None:
    rasa.replies |= {"drengene skyder på hinanden": CHECK_IN, "det er i et spil": CHECK_IN}
    rasa.say("drengene skyder på hinanden")
    heard = rasa.say("det er i et spil")
    assert heard.text == "det er i et spil"
    assert heard.metadata["check_in_waits"] is True
    assert heard.metadata["words_before"] == "drengene skyder på hinanden"
    again = rasa.say("hvad er ssp")
    assert again.metadata["check_in_waits"] is False
    assert "words_before" not in again.metadata


def test_that_it_was_asked_is_known_until_something_else_is_answered(rasa: Rasa) -> None:
    rasa.replies |= {"drengene skyder på hinanden": CHECK_IN, "det er i et spil": CHECK_IN, "hvad er ssp": CARD}
    rasa.say("drengene skyder på hinanden")
    rasa.say("ved ikke rigtig")
    assert rasa.say("hvad er ssp").metadata["asked_lately"] is True
    assert rasa.say("og hvem er med").metadata["asked_lately"] is False


def test_a_no_to_the_check_in_that_was_asked_twice_answers_both_messages(rasa: Rasa) -> None:
    rasa.replies |= {"drengene skyder på hinanden": CHECK_IN, "det er i et spil": CHECK_IN}
    rasa.say("drengene skyder på hinanden")
    rasa.say("det er i et spil")
    assert rasa.say("nej").text == "drengene skyder på hinanden det er i et spil"


def test_a_no_where_nothing_was_asked_is_a_no(rasa: Rasa) -> None:
    rasa.say("hvad er ssp")
    assert rasa.say("nej").text == "nej"
    assert rasa.say("/deny_danger").text == "/deny_danger"


def test_what_is_too_long_is_told_as_such(rasa: Rasa) -> None:
    assert rasa.say("hvad er ssp").metadata["too_long"] is False
    assert rasa.say("hvad er ssp " * 200).metadata["too_long"] is True


def test_a_turn_that_fails_is_not_remembered(rasa: Rasa) -> None:
    async def fails(message: UserMessage) -> None:
        raise ValueError("no action server")

    run_async(handle_message(fails, read("jeg har taget dem"), "a", "test"))
    assert "words_before" not in rasa.say("alle sammen").metadata


def test_what_follows_a_reply_to_danger_is_marked_for_six_messages(rasa: Rasa) -> None:
    rasa.replies["han slår mig"] = CRISIS
    assert not rasa.say("han slår mig").metadata.get("follows_danger")
    marked = [rasa.say("hvad er ssp").metadata["follows_danger"] for _ in range(8)]
    assert marked == [1, 2, 3, 4, 5, 6, 0, 0]


def test_what_was_answered_as_danger_is_not_read_again(rasa: Rasa) -> None:
    rasa.replies["han slår mig"] = CRISIS
    rasa.say("han slår mig")
    assert "words_before" not in rasa.say("jeg har ringet").metadata


def test_who_goes_on_with_the_walk_is_no_longer_after_danger(rasa: Rasa) -> None:
    rasa.replies |= {"han slår mig": CRISIS, "fortsæt": WALK}
    rasa.say("han slår mig")
    rasa.say("fortsæt")
    assert not rasa.say("lærerne").metadata["follows_danger"]


def test_what_was_told_of_the_danger_comes_with_what_follows(rasa: Rasa) -> None:
    rasa.replies |= {"han slår mig": CRISIS, "hvad nu": NEXT}
    rasa.say("han slår mig")
    first = rasa.say("hvad nu").metadata
    assert (first["last_kind"], first["next_told"]) == ("bande", False)
    second = rasa.say("og så?").metadata
    assert (second["last_kind"], second["next_told"]) == ("bande", True)
    rasa.say("han slår mig")
    assert rasa.say("hvad nu").metadata["next_told"] is False


def test_an_answer_to_an_ordinary_question_ends_what_follows_danger_and_a_button_does_not(rasa: Rasa) -> None:
    rasa.replies |= {"han slår mig": CRISIS, "hvad er ssp": CARD, '/show_card{"card": "hvad-er-ssp"}': CARD}
    rasa.say("han slår mig")
    rasa.say('/show_card{"card": "hvad-er-ssp"}')
    assert rasa.say("hvad er ssp").metadata["follows_danger"]
    assert not rasa.say("hvem skriver under").metadata["follows_danger"]


def test_words_are_forgotten_after_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = RecentWords()
    now = 1000.0
    monkeypatch.setattr("bot.channels.recent_words.time.monotonic", lambda: now)
    run_async(kept.keep("a", Recent(Intake("hej"))))
    now += 599
    assert run_async(kept.of("a"))
    now += 2
    assert run_async(kept.of("a")) is None


def test_forgotten_words_are_not_kept_in_memory_either(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = RecentWords()
    now = 1000.0
    monkeypatch.setattr("bot.channels.recent_words.time.monotonic", lambda: now)
    run_async(kept.keep("a", Recent(Intake("hej"))))
    now += 601
    run_async(kept.keep("b", Recent(Intake("hej"))))
    assert "a" not in vars(kept)["_kept"]


def test_words_are_forgotten_when_the_conversation_is_deleted() -> None:
    kept = RecentWords()
    run_async(kept.keep("a", Recent(Intake("hej"))))
    run_async(kept.forget("a"))
    run_async(kept.forget("a"))
    assert run_async(kept.of("a")) is None


def test_the_oldest_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_words_module, "_MOST_CONVERSATIONS", 2)
    kept = RecentWords()
    for name in "abc":
        run_async(kept.keep(name, Recent(Intake("hej"))))
    assert [bool(run_async(kept.of(name))) for name in "abc"] == [False, True, True]


@pytest.mark.parametrize("code", other_languages())
def test_a_yes_and_a_no_are_known_in_every_language(code: str) -> None:
    """As they come out of the intake: "maya" is a Somali no, and a name."""
    language = other_languages()[code]
    yes, no = [language.yes_button, *language.yes_words], [language.no_button, *language.no_words]
    typed = {word: answer_to_check_in(read(f"{word}.").typed, code) for word in (*yes, *no)}
    assert typed == {**dict.fromkeys(yes, CONFIRM), **dict.fromkeys(no, DENY)}


@pytest.mark.parametrize("text", ["Ja", "jo", "ja, det er det", "desværre ja", "JA HJÆLP!!"])
def test_a_yes_is_known_as_people_type_it(text: str) -> None:
    assert answer_to_check_in(text) == CONFIRM


@pytest.mark.parametrize("text", ["Nej", "næh", "nej nej", "noget andet", "nej, det er det ikke", "nej tak"])
def test_a_no_is_known_as_people_type_it(text: str) -> None:
    assert answer_to_check_in(text) == DENY


@pytest.mark.parametrize("text", ["ja men hvad med mødet", "nej han slår mig stadig", "", "måske"])
def test_more_than_a_yes_or_a_no_is_neither(text: str) -> None:
    assert answer_to_check_in(text) is None


def test_danger_that_was_answered_is_not_read_again_after_a_way_back_to_the_walk(rasa: Rasa) -> None:
    rasa.replies |= {"min far slår mig": CRISIS, "/resume_route": WALK}
    rasa.say("min far slår mig")
    rasa.say("/resume_route")
    assert "words_before" not in rasa.say("Mindre vold i skolegården").metadata
