"""What every reply looks like, and what a conversation remembers."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.core.outcomes import Outcome
from bot.knowledge.responses import fixed_reply
from bot.server.tracker_store import KEPT_EVENTS
from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import (
    CARD,
    OTHER_CARD,
    OTHER_QUESTION,
    QUESTION,
    Service,
    is_fixed,
    new_sender,
    one_reply,
    remembered,
)

# A rule is a link where it has an address.
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
pytestmark = pytest.mark.service

# One message for each outcome a person meets on an ordinary day.
MESSAGES = {
    QUESTION: "answered",
    "skal et samtykke være på skrift?": "consent_guidance",
    "forældre": "clarify",
    "hej": "smalltalk",
    "hvordan laver man lasagne": "out_of_scope",
    "🙂": "unanswered",
}


@pytest.mark.parametrize(("message", "outcome"), MESSAGES.items())
def test_a_reply_is_one_message_with_text_and_everything_machines_need(
    service: Service, message: str, outcome: str
) -> None:
    reply = one_reply(service.say(new_sender(), message))
    assert reply["text"].strip()
    assert set(reply["custom"]) == {"outcome", "card", "sources", "reviewed", "related", "attachments", "voice"}
    assert reply["custom"]["outcome"] == Outcome(outcome).value
    assert isinstance(reply["custom"]["attachments"], list)


def test_the_reply_for_when_no_action_can_answer_has_the_same_form(service: Service) -> None:
    reply = one_reply(service.say(new_sender(), QUESTION))
    # Only an action knows whom the conversation is with.
    assert set(fixed_reply("fejl").as_message()["custom"]) == set(reply["custom"]) - {"voice"}


@pytest.mark.parametrize("message", [QUESTION, OTHER_QUESTION, "hvor mange skolebørn bor der i udsatte boligområder"])
def test_an_answer_names_its_source_both_for_people_and_for_machines(service: Service, message: str) -> None:
    reply = one_reply(service.say(new_sender(), message))
    custom = reply["custom"]
    assert custom["outcome"] == "answered"
    assert custom["card"] and custom["reviewed"] and custom["sources"]
    assert custom["sources"][0]["section"]
    for source in custom["sources"]:
        # A law has its section in its title.
        assert source["section"] or "§" in source["title"]
        assert source["title"] in LINK.sub(r"\1", reply["text"])
        assert source["section"] in reply["text"]


def test_an_answer_about_the_law_names_the_law(service: Service) -> None:
    reply = one_reply(service.say(new_sender(), "skal et samtykke være på skrift?"))
    laws = [source["title"] for source in reply["custom"]["sources"] if not source["section"]]
    assert laws
    assert all(law in LINK.sub(r"\1", reply["text"]) for law in laws)


def test_what_is_no_answer_has_neither_card_nor_source(service: Service) -> None:
    custom = one_reply(service.say(new_sender(), "hvordan laver man lasagne"))["custom"]
    assert (custom["card"], custom["sources"], custom["reviewed"], custom["related"]) == (None, [], None, [])


def test_every_button_of_an_answer_leads_to_the_card_it_names(service: Service) -> None:
    buttons = one_reply(service.say(new_sender(), QUESTION))["buttons"]
    assert buttons
    for button in [one for one in buttons if one["payload"].startswith("/show_card")]:
        custom = one_reply(service.say(new_sender(), button["payload"]))["custom"]
        assert f'"{custom["card"]}"' in button["payload"]


def test_a_choice_offers_at_most_four_cards_a_way_to_the_parents_answer_and_a_way_out(service: Service) -> None:
    buttons = one_reply(service.say(new_sender(), "forældre"))["buttons"]
    assert 2 <= len([one for one in buttons if one["payload"].startswith("/show_card")]) <= 5
    assert len(buttons) <= 6
    assert buttons[-1]["payload"] == "/none_of_them"


@pytest.mark.parametrize("first", [QUESTION, "hej", "🙂", "hvordan laver man lasagne", "forældre"])
def test_the_first_reply_says_that_this_is_an_automatic_assistant_and_the_second_does_not(
    service: Service, first: str
) -> None:
    sender = new_sender()
    introduction = fixed_reply("praesentation").text
    assert introduction in one_reply(service.say(sender, first))["text"]
    assert introduction not in one_reply(service.say(sender, OTHER_QUESTION))["text"]


def test_a_cpr_number_is_taken_out_and_the_question_still_answered(service: Service) -> None:
    reply = one_reply(service.say(new_sender(), "hvem har tavshedspligt når det handler om 010203-1234"))
    assert reply["custom"]["card"] == "tavshedspligt"
    assert "CPR-nummer" in reply["text"].replace(fixed_reply("praesentation").text, "")
    assert "010203" not in str(reply)


def test_what_one_person_asked_is_nothing_another_can_ask_about(service: Service) -> None:
    one, another = new_sender(), new_sender()
    answer = one_reply(service.say(one, QUESTION))
    reply = one_reply(service.say(another, "hvor står det?"))
    assert is_fixed(reply, "intet-at-vise")
    assert reply["custom"]["card"] is None
    assert "buttons" not in reply
    assert answer["custom"]["sources"][0]["section"] not in reply["text"]
    assert "last_card" not in remembered(service, another)


def test_people_who_write_at_the_same_time_each_go_on_with_their_own_answer(service: Service) -> None:
    asked = [(new_sender(), *what) for what in ((QUESTION, CARD), (OTHER_QUESTION, OTHER_CARD)) for _ in range(4)]
    with ThreadPoolExecutor(len(asked)) as pool:
        answers = list(pool.map(lambda one: one_reply(service.say(one[0], one[1])), asked))
        sources = list(pool.map(lambda one: one_reply(service.say(one[0], "hvor står det?")), asked))
    assert [reply["custom"]["card"] for reply in answers] == [card for _, _, card in asked]
    assert [reply["custom"]["card"] for reply in sources] == [card for _, _, card in asked]


def test_messages_of_one_person_sent_at_the_same_time_are_all_answered(service: Service) -> None:
    sender = new_sender()
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda message: service.say(sender, message), [QUESTION, OTHER_QUESTION] * 2))
    assert sorted(one_reply(reply)["custom"]["card"] for reply in replies) == sorted([CARD, OTHER_CARD] * 2)
    assert set(remembered(service, sender)["seen_cards"]) == {CARD, OTHER_CARD}


def test_a_long_conversation_stays_as_small_as_a_short_one(service: Service) -> None:
    sender = new_sender()
    for _ in range(10):
        service.say(sender, QUESTION)
        service.say(sender, "hvor står det?")
    with session(engine_for(service.database_url)) as opened:
        state = opened.get(models.Conversation, sender).state
    # Beside the last events: the session's start and the four slots.
    assert len(state) <= KEPT_EVENTS + 6
    assert remembered(service, sender)["last_card"] == CARD
