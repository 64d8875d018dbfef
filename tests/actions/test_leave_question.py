"""A question that got no answer: offered to be sent, shown, and kept only by "Send det"."""

from pathlib import Path
from typing import Any

import pytest

from bot.sites.content import sites
from bot.store import left_questions
from tests.support.actions import Actions, Turn, introduced, says, show
from tests.support.content import Content
from tests.support.store import rows

QUESTION = "hvem har nøglen til {hallen}?"
LEAVE = '/leave_question{"outcome": "unanswered"}'
SEND = '/send_question{"outcome": "unanswered"}'
WITH_QUESTION = {"question": QUESTION, "role": "skole", "site": "kommunen"}
SHOWN = {"asks_whether": "send_question"}


@pytest.fixture
def kommunen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A site that takes questions."""
    (tmp_path / "steder.yml").write_text("kommunen: {questions_to_editor: true}\n", encoding="utf-8")
    monkeypatch.setenv("SKOLEBRO_SITES", str(tmp_path / "steder.yml"))
    sites.cache_clear()
    yield
    sites.cache_clear()


def unanswered(actions: Actions, action: str = "action_say_not_known", **turn: Any) -> Turn:
    return actions.run(action, **{"intent": "nlu_fallback", "metadata": WITH_QUESTION, **turn})


def pressed(actions: Actions, action: str, outcome: str = "unanswered", **turn: Any) -> Turn:
    called = {"action_show_question": "leave_question", "action_send_question": "send_question"}[action]
    usual = {"intent": called, "text": f"/{called}", "entities": {"outcome": outcome}, "metadata": WITH_QUESTION}
    return actions.run(action, **{**usual, **turn})


def kept() -> list[tuple[str, str, str]]:
    return [(one.text, one.site, one.outcome) for one in left_questions.all_kept()]


@pytest.mark.parametrize(
    ("action", "turn", "outcome"),
    [
        ("action_say_not_known", {}, "unanswered"),
        ("action_say_not_known", {"answers": {"beta": 0.08}}, "unanswered"),
        ("action_say_out_of_scope", {"intent": "out_of_scope"}, "out_of_scope"),
        ("action_say_none_of_them", {"intent": "none_of_them", "text": "/none_of_them"}, "unanswered"),
        ("action_answer_parent", {"metadata": {**WITH_QUESTION, "role": "foraelder"}}, "unanswered"),
    ],
)
def test_what_gets_no_answer_can_be_sent_and_the_way_stands_last(
    actions: Actions, content: Content, action: str, turn: dict[str, Any], outcome: str
) -> None:
    reply = unanswered(actions, action, **turn)
    assert reply.custom["outcome"] == outcome
    assert reply.payloads[-1] == f'/leave_question{{"outcome": "{outcome}"}}'
    assert reply.payloads[-2] == "/ask_person", "a person first"
    assert left_questions.all_kept() == []


@pytest.mark.parametrize(
    "turn",
    [
        {"metadata": {"role": "skole"}},  # the channel hands no words on
        {"metadata": {"question": QUESTION}},  # who writes is not known, and may be a child
        {"slots": {"danger_told": "staff"}},
        {"loop": "plan_walk"},
        {"action": "action_say_none_of_them", "text": "ingen af dem"},
        {"action": "action_say_none_of_them", "text": "/none_of_them", "slots": {"offered_cards": ["alfa"] * 5}},
        {"action": "action_say_where_to_look"},
        {"action": "action_answer_question", "answers": ["alfa"]},
    ],
    ids=repr,
)
def test_it_is_not_offered_where_it_does_not_belong(actions: Actions, content: Content, turn: dict[str, Any]) -> None:
    assert not [payload for payload in unanswered(actions, **turn).payloads if "leave_question" in payload]


def test_whoever_says_in_words_who_she_is_is_no_child(actions: Actions, content: Content) -> None:
    reply = unanswered(actions, metadata={"question": QUESTION}, slots={"voice": "medarbejder"})
    assert reply.payloads[-1] == LEAVE


def test_what_would_be_sent_is_shown_word_for_word_and_not_kept(
    actions: Actions, content: Content, kommunen: None
) -> None:
    turn = pressed(actions, "action_show_question", slots={"offered_cards": ["alfa"]})
    assert says(turn.text, "spoergsmaal-vis")
    assert f"»{QUESTION}«" in turn.text
    assert "30 dage" in turn.text and "112" in turn.text
    assert [(button["payload"], button.get("kind")) for button in turn.buttons] == [("/deny", "keep"), (SEND, "delete")]
    assert turn.slots == {"asks_whether": "send_question", "offered_cards": None, "introduced": True}
    assert rows("left_question") == []


def test_being_shown_the_question_is_no_second_miss(actions: Actions, content: Content, kommunen: None) -> None:
    turn = pressed(actions, "action_show_question", metadata={**WITH_QUESTION, "got_no_answer": True})
    assert turn.payloads == ["/deny", SEND]
    assert not says(turn.text, "to-gange-forbi")


def test_how_long_it_is_kept_is_told_and_held(
    actions: Actions, content: Content, kommunen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUESTION_DAYS", "5")
    assert "5 dage" in pressed(actions, "action_show_question").text
    pressed(actions, "action_send_question", slots=SHOWN)
    (one,) = left_questions.all_kept()
    assert (one.expires_on - one.left_on).days == 5


@pytest.mark.parametrize("outcome", ["unanswered", "out_of_scope"])
def test_send_it_keeps_what_was_shown_with_its_site(
    actions: Actions, content: Content, kommunen: None, outcome: str
) -> None:
    turn = pressed(actions, "action_send_question", outcome=outcome, slots=SHOWN)
    assert says(turn.text, "spoergsmaal-sendt")
    assert turn.counted == [("handover", None)]
    assert turn.slots["asks_whether"] is None
    assert kept() == [(QUESTION, "kommunen", outcome)]


def test_pressed_again_it_is_not_sent_again(actions: Actions, content: Content, kommunen: None) -> None:
    first = pressed(actions, "action_send_question", slots=SHOWN)
    again = pressed(actions, "action_send_question", slots=introduced(**first.slots))
    assert says(again.text, "spoergsmaal-vaek")
    assert len(kept()) == 1


@pytest.mark.parametrize(
    "turn",
    [
        {"slots": {}},
        {"slots": {"asks_whether": "delete_plan"}},
        {"metadata": {"role": "skole", "site": "kommunen"}},
        {"metadata": {"question": QUESTION, "site": "kommunen"}},
        {"slots": {**SHOWN, "danger_told": "child"}},
        {"loop": "plan_walk"},
        {"outcome": "crisis"},
        {"outcome": ""},
    ],
    ids=repr,
)
def test_what_was_not_shown_right_before_or_may_not_be_sent_is_not_kept(
    actions: Actions, content: Content, kommunen: None, turn: dict[str, Any]
) -> None:
    reply = pressed(actions, "action_send_question", **{"slots": SHOWN, **turn})
    assert says(reply.text, "spoergsmaal-vaek")
    assert rows("left_question") == []


@pytest.mark.parametrize(
    ("action", "intent", "text", "key"),
    [
        ("action_give_fixed_reply", "deny", "/deny", "spoergsmaal-ikke-sendt"),
        ("action_give_fixed_reply", "deny", "nej", "spoergsmaal-ikke-sendt"),
        ("action_take_offer", "affirm", "ja", "spoergsmaal-vaek"),
    ],
)
def test_a_no_and_a_yes_in_words_send_nothing_and_say_so(
    actions: Actions, content: Content, kommunen: None, action: str, intent: str, text: str, key: str
) -> None:
    turn = actions.run(action, intent=intent, text=text, metadata=WITH_QUESTION, slots=introduced(**SHOWN))
    assert says(turn.text, key)
    assert turn.slots["asks_whether"] is None
    assert rows("left_question") == []


def test_where_there_is_no_room_it_is_said_that_nothing_was_sent(
    actions: Actions, content: Content, kommunen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_questions, "MOST_KEPT", 0)
    turn = pressed(actions, "action_send_question", slots=SHOWN)
    assert says(turn.text, "spoergsmaal-fuldt")
    assert rows("left_question") == []


@pytest.mark.usefixtures("store_away")
def test_where_the_store_is_away_it_is_not_said_to_be_sent(actions: Actions, kommunen: None) -> None:
    turn = pressed(actions, "action_send_question", slots=SHOWN)
    assert says(turn.text, "fejl")
    assert turn.slots["asks_whether"] is None


@pytest.mark.parametrize("role", ["skole", "foraelder"])
def test_what_is_kept_is_told_truthfully_where_questions_are_taken(
    actions: Actions, content: Content, kommunen: None, role: str
) -> None:
    for site, told in (("kommunen", True), ("standard", False)):
        turn = actions.run("action_give_fixed_reply", intent="ask_privacy", metadata={"site": site, "role": role})
        assert says(turn.text, "gemmer-du-spoergsmaal") is told


def test_an_old_button_in_a_guided_conversation_brings_its_question_back(
    actions: Actions, content: Content, kommunen: None
) -> None:
    turn = pressed(actions, "action_show_question", loop="plan_walk")
    assert says(turn.text, "spoergsmaal-vaek")
    assert turn.goes_on_with == "plan_walk"
    assert show("alfa") not in turn.payloads
