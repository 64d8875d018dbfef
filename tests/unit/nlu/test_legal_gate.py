"""The legal gate: what it makes of a message."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.gates import LEGAL
from bot.knowledge.schema import CONSENT_THEME
from bot.nlu.answer_ranker import THREAD
from bot.nlu.legal_gate import LEGAL_WORD, POSSIBLY_LEGAL, LegalGate
from bot.nlu.thread import Said, Thread
from bot.text.wording import any_of

BANDS = {
    "ranking_weight": 0.5,
    "legal_from": 1.0,
    "doubtful_from": -1.0,
    "doubt_ends_from": 0.95,
    "legal_share_from": 0.5,
    "doubtful_share_from": 0.2,
    "answer_from": 0.5,
    "move_from": 0.4,
}
GATE = LegalGate(BANDS, any_of(["gdpr", "samtyk*"]))


def ranked(**confidences: float) -> list[dict[str, Any]]:
    """Ranked cards: those whose name begins with l are legal."""
    return [
        {
            "card": card,
            "theme": CONSENT_THEME if card.startswith("l") else "rammer",
            "confidence": value,
            "similarity": 0.9,
            "certainty": value,
        }
        for card, value in sorted(confidences.items(), key=lambda item: -item[1])
    ]


# The legal cards have half of what is probable: the ranking leans to neither side.
EVEN = ranked(l1=0.3, l2=0.2, o1=0.24, o2=0.11)


def message(
    gate_score: float,
    answers: list[dict[str, Any]] = EVEN,
    *,
    intent: str = "ask",
    confidence: float = 0.3,
    text: str = "må jeg det",
) -> Message:
    return Message(
        data={
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "answers": answers,
            "gate_scores": {LEGAL: gate_score},
        }
    )


def decided(given: Message) -> Message:
    assert GATE.process([given]) == [given]
    return given


def cards(given: Message) -> list[str]:
    return [answer["card"] for answer in given.get("answers")]


@pytest.mark.parametrize("gate_score", [1.0, 1.01, 7.0])
def test_a_legal_message_gets_the_legal_cards_first(gate_score: float) -> None:
    given = decided(message(gate_score, ranked(l1=0.3, l2=0.2, l3=0.1, o1=0.24, o2=0.1)))
    assert given.get("intent") == {"name": "ask_legal", "confidence": pytest.approx(0.5)}
    assert cards(given) == ["l1", "l2", "l3"]
    assert not given.get(POSSIBLY_LEGAL)
    assert given.as_dict(only_output_properties=True)["answers"] == given.get("answers"), (
        "the actions must be given them"
    )


def test_after_two_legal_cards_stands_an_ordinary_one_that_may_be_meant() -> None:
    given = decided(message(5.0, ranked(l1=0.3, l2=0.2, l3=0.1, o1=0.25, o2=0.1)))
    assert cards(given) == ["l1", "l2", "o1", "l3"]


def test_legal_cards_share_the_probability_among_themselves() -> None:
    given = decided(message(5.0, ranked(l1=0.06, l2=0.03, l3=0.01, o1=0.2)))
    assert [answer["confidence"] for answer in given.get("answers")] == pytest.approx([0.6, 0.3, 0.1])
    assert given.get("intent")["confidence"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("legal", "intent"),
    [
        ({"l1": 0.5, "l2": 0.5}, "ask_legal"),
        ({"l1": 0.49, "l2": 0.27, "l3": 0.24}, "ask_legal_unsure"),
        ({"l1": 0.02}, "ask_legal"),
    ],
)
def test_of_two_legal_topics_neither_is_answered_unless_one_is_the_more_probable(
    legal: dict[str, float], intent: str
) -> None:
    assert decided(message(9.0, ranked(**legal))).get("intent")["name"] == intent


@pytest.mark.parametrize("gate_score", [-1.0, 0.0, 0.99])
def test_a_doubtful_message_keeps_its_cards_and_is_marked(gate_score: float) -> None:
    given = decided(message(gate_score))
    assert given.get(POSSIBLY_LEGAL) is True
    assert given.get("answers") == EVEN
    assert given.get("intent") == {"name": "ask", "confidence": 0.3}


@pytest.mark.parametrize("gate_score", [-1.01, -30.0])
def test_legal_cards_are_dropped_from_ordinary_questions(gate_score: float) -> None:
    given = decided(message(gate_score))
    assert cards(given) == ["o1", "o2"]
    assert [answer["confidence"] for answer in given.get("answers")] == pytest.approx([0.24 / 0.35, 0.11 / 0.35])
    assert given.get("intent") == {"name": "ask", "confidence": 0.3}
    assert not given.get(POSSIBLY_LEGAL)
    assert given.as_dict(only_output_properties=True)["answers"] == given.get("answers"), (
        "the actions must be given them"
    )


def test_where_law_led_and_is_dropped_the_nearest_ordinary_card_leads() -> None:
    led_by_law = ranked(l1=0.8, o1=0.1, o2=0.05)
    led_by_law[2]["certainty"] = 0.9
    assert cards(decided(message(-5.0, led_by_law))) == ["o2", "o1"]
    led_by_one = ranked(o1=0.8, l1=0.1, o2=0.05)
    led_by_one[2]["certainty"] = 0.9
    assert cards(decided(message(-5.0, led_by_one))) == ["o1", "o2"]


def test_the_rankings_leaning_counts_beside_the_score() -> None:
    assert GATE.log_odds(0.3, ranked(l1=0.5)) == pytest.approx(0.3)
    assert GATE.log_odds(0.3, ranked(l1=0.5, l2=0.25)) == pytest.approx(0.3 + 0.5 * math.log(3))
    assert cards(decided(message(0.6, ranked(l1=0.9, o1=0.1)))) == ["l1"]
    assert cards(decided(message(-0.6, ranked(l1=0.1, o1=0.9)))) == ["o1"]


@pytest.mark.parametrize("text", ["er det gdpr", "SAMTYKKE?", "skal vi have samtykkeerklæring"])
@pytest.mark.parametrize("gate_score", [-30.0, 0.0])
def test_a_listed_word_settles_it(text: str, gate_score: float) -> None:
    assert decided(message(gate_score, text=text)).get(LEGAL_WORD) is True
    assert cards(decided(message(gate_score, text=text))) == ["l1", "l2"]


def test_without_a_legal_card_to_show_a_legal_message_is_left_in_doubt() -> None:
    given = decided(message(9.0, ranked(o1=0.9)))
    assert given.get(POSSIBLY_LEGAL) is True
    assert cards(given) == ["o1"]
    assert given.get("intent")["name"] == "ask"


@pytest.mark.parametrize("intent", ["greet", "affirm", "ask_more", "start_share_route", "make_consent_form"])
@pytest.mark.parametrize("text", ["må jeg det", "lav en samtykkeerklæring"])
def test_a_sure_move_is_kept_with_all_its_cards(intent: str, text: str) -> None:
    given = decided(message(30.0, intent=intent, confidence=0.4, text=text))
    assert given.get("intent") == {"name": intent, "confidence": 0.4}
    assert given.get("answers") == EVEN
    assert not given.get(POSSIBLY_LEGAL)


def test_a_move_that_is_not_sure_gives_way() -> None:
    assert decided(message(30.0, intent="greet", confidence=0.39)).get("intent")["name"] == "ask_legal"


@pytest.mark.parametrize(
    "intent", ["ask", "out_of_scope", "parent_asks", "other_language", "not_helped", "ask_privacy"]
)
def test_what_says_nothing_against_a_legal_matter_gives_way_however_sure(intent: str) -> None:
    assert decided(message(30.0, intent=intent, confidence=1.0)).get("intent")["name"] == "ask_legal"
    assert decided(message(-30.0, intent=intent, confidence=1.0)).get("intent") == {"name": intent, "confidence": 1.0}


def test_a_button_that_was_never_ranked_is_left_alone() -> None:
    given = Message(data={"text": "/show_card{}", "intent": {"name": "show_card", "confidence": 1.0}})
    before = dict(given.data)
    assert decided(given).data == before


def test_each_message_of_several_is_decided_by_itself() -> None:
    legal, ordinary = message(9.0), message(-9.0)
    GATE.process([legal, ordinary])
    assert (cards(legal), cards(ordinary)) == (["l1", "l2"], ["o1", "o2"])


confidences = st.dictionaries(st.sampled_from(["l1", "l2", "l3", "o1", "o2"]), st.floats(1e-12, 1), max_size=5).map(
    lambda found: {card: value / max(1, sum(found.values())) for card, value in found.items()}
)


@given(st.floats(-1e6, 1e6), confidences, st.text())
def test_a_message_is_legal_doubtful_or_ordinary_and_never_two_of_them(
    gate_score: float, found: dict[str, float], text: str
) -> None:
    given = decided(message(gate_score, ranked(**found), text=text))
    legal = [card.startswith("l") for card in cards(given)]
    if given.get("intent")["name"].startswith("ask_legal"):
        before_an_ordinary_one = min(sum(legal), 2)
        assert all(legal[:before_an_ordinary_one]) and legal.count(False) <= 1 and not given.get(POSSIBLY_LEGAL)
        of_law = [one["confidence"] for one in given.get("answers") if one["theme"] == CONSENT_THEME]
        assert sum(of_law) == pytest.approx(1)
    elif given.get(POSSIBLY_LEGAL):
        assert len(legal) == len(found)
    else:
        assert not any(legal)


def test_the_bands_of_this_installation_are_in_order() -> None:
    bands = LegalGate.get_default_config()
    assert bands.keys() == BANDS.keys()
    assert bands["doubtful_from"] < bands["legal_from"]
    assert 0 < bands["doubtful_share_from"] < bands["legal_share_from"] < 1
    assert 0 < bands["answer_from"] < 1 and 0 < bands["move_from"] < 1 and bands["ranking_weight"] > 0


@pytest.mark.parametrize(
    ("gate_score", "best", "taken_for"), [(-1.5, 0.97, "ask_legal"), (-1.5, 0.9, "ask"), (-9.0, 0.97, "ask")]
)
def test_a_legal_card_that_leads_clearly_ends_the_doubt(gate_score: float, best: float, taken_for: str) -> None:
    given = decided(message(gate_score, ranked(l1=best, o1=1 - best)))
    assert given.get("intent")["name"] == taken_for


@pytest.mark.parametrize(
    ("share", "taken_for", "doubtful"), [(0.6, "ask_legal", None), (0.3, "ask", True), (0.1, "ask", None)]
)
def test_of_what_goes_on_from_a_reply_the_legal_cards_share_settles_whether_it_is_legal(
    share: float, taken_for: str, doubtful: bool | None
) -> None:
    for gate_score in (-30.0, 30.0):
        given = message(gate_score, ranked(l1=share, o1=1 - share))
        given.set(THREAD, Thread(Said(4, 0.2), best=0.0, total=0.0))
        assert decided(given).get("intent")["name"] == taken_for
        assert given.get(POSSIBLY_LEGAL) is doubtful
        assert ("l1" in cards(given)) is (taken_for == "ask_legal" or bool(doubtful))


def test_a_word_of_law_is_law_alone_also_where_a_move_is_near() -> None:
    assert decided(message(-9.0, text="samtyke", intent="thank", confidence=0.48)).get("intent")["name"] == "ask_legal"
    two_words = message(-9.0, text="samtyke tak", intent="thank", confidence=0.48)
    assert decided(two_words).get("intent")["name"] == "thank"
