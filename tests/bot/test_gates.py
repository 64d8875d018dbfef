"""The gates: their wordings, their alarms, and what each makes of a message."""

import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.gates import LEGAL, NAMES, GateWordings, load_gate
from bot.knowledge.loader import load
from bot.knowledge.schema import CONSENT_THEME
from bot.nlu.answer_ranker import alarm_side
from bot.nlu.legal_gate import DOUBTFUL, LEGAL_WORD, LegalGate
from bot.nlu.ranking_model import RankingModel, Reading
from bot.nlu.sentence_embedder import embed
from bot.text.wording import any_of, folded, normalised

# -- the gates' files --

GATE_FILE = """\
ord: ["gdpr", "samtyk*"]
fanger:
  - "må jeg sige det videre"
fanger_ikke:
  - "må jeg låne salen"
"""


def write_gate(folder: Path, text: str) -> Path:
    (folder / "prøve.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_real_gates_have_wordings_on_both_sides_and_none_on_both(name: str) -> None:
    gate = load_gate(name)
    catches, lets_by = ({normalised(text) for text in side} for side in (gate.catches, gate.lets_by))
    assert len(catches) >= 50 and len(lets_by) >= 50
    assert "" not in catches | lets_by
    assert catches & lets_by == set()


def test_the_legal_gate_is_not_taught_against_its_cards() -> None:
    gate, cards = load_gate(LEGAL), load().cards.values()
    legal = {normalised(text) for card in cards if card.theme == CONSENT_THEME for text in card.questions}
    ordinary = {normalised(text) for card in cards if card.theme != CONSENT_THEME for text in card.questions}
    assert legal & {normalised(text) for text in gate.lets_by} == set()
    assert ordinary & {normalised(text) for text in gate.catches} == set()


def test_every_word_of_the_legal_gate_is_one_word() -> None:
    words = load_gate(LEGAL).words
    assert words
    assert [word for word in words if len(folded(word.removesuffix("*"))) < 3 or " " in word] == []


def test_a_gate_is_read_as_it_stands(tmp_path: Path) -> None:
    assert load_gate("prøve", write_gate(tmp_path, GATE_FILE)) == GateWordings(
        ord=["gdpr", "samtyk*"], fanger=["må jeg sige det videre"], fanger_ikke=["må jeg låne salen"]
    )


def test_a_gate_need_not_have_words(tmp_path: Path) -> None:
    gate = load_gate("prøve", write_gate(tmp_path, GATE_FILE.split("\n", 1)[1]))
    assert gate.words == []
    assert not any_of(gate.words).search("gdpr og alt muligt andet")


@pytest.mark.parametrize(
    "text",
    [
        GATE_FILE.replace("fanger_ikke", "slipper"),
        GATE_FILE.replace("fanger:", "fangr:"),
        GATE_FILE.replace('["gdpr", "samtyk*"]', "{gdpr: 1}"),
        GATE_FILE.split("fanger_ikke")[0],
        GATE_FILE.replace('- "må jeg låne salen"', "- må: jeg"),
        "- en\n- liste\n",
        "bare tekst",
        "ord: [",
        "",
    ],
)
def test_a_file_that_is_no_gate_is_refused_in_danish(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="^filen har ikke den rette form"):
        load_gate("prøve", write_gate(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("er det i strid med GDPR?", True),
        ("gdprisk", False),
        ("SAMTYKKEERKLÆRING", True),
        ("med samtyk", True),
        ("medsamtykke", False),
        ("noget helt andet", False),
        ("", False),
    ],
)
def test_a_listed_word_is_a_whole_word_unless_a_star_says_so(text: str, found: bool) -> None:
    assert bool(any_of(["gdpr", "samtyk*"]).search(folded(text))) is found


# -- the legal gate --

BANDS = {"ranking_weight": 0.5, "legal_from": 1.0, "doubtful_from": -1.0, "answer_from": 0.5, "move_from": 0.4}
GATE = LegalGate(BANDS, any_of(["gdpr", "samtyk*"]))


def ranked(**confidences: float) -> list[dict[str, Any]]:
    """Ranked cards: those whose name begins with l are legal."""
    return [
        {
            "card": card,
            "theme": CONSENT_THEME if card.startswith("l") else "rammer",
            "confidence": value,
            "nearness": 0.9,
        }
        for card, value in sorted(confidences.items(), key=lambda item: -item[1])
    ]


# The legal cards have half of what is probable: the ranking leans to neither side.
EVEN = ranked(l1=0.3, l2=0.2, o1=0.25, o2=0.1)


def message(
    alarm: float,
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
            "alarms": {LEGAL: alarm},
        }
    )


def decided(given: Message) -> Message:
    assert GATE.process([given]) == [given]
    return given


def cards(given: Message) -> list[str]:
    return [answer["card"] for answer in given.get("answers")]


@pytest.mark.parametrize("alarm", [1.0, 1.01, 7.0])
def test_a_legal_message_gets_legal_cards_only(alarm: float) -> None:
    given = decided(message(alarm))
    assert given.get("intent") == {"name": "ask_legal", "confidence": pytest.approx(0.6)}
    assert cards(given) == ["l1", "l2"]
    assert not given.get(DOUBTFUL)
    assert given.as_dict(only_output_properties=True)["answers"] == given.get("answers"), (
        "the actions must be given them"
    )


def test_legal_cards_share_the_probability_among_themselves() -> None:
    given = decided(message(5.0, ranked(l1=0.06, l2=0.03, l3=0.01, o1=0.9)))
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


@pytest.mark.parametrize("alarm", [-1.0, 0.0, 0.99])
def test_a_doubtful_message_keeps_its_cards_and_is_marked(alarm: float) -> None:
    given = decided(message(alarm))
    assert given.get(DOUBTFUL) is True
    assert given.get("answers") == EVEN
    assert given.get("intent") == {"name": "ask", "confidence": 0.3}


@pytest.mark.parametrize("alarm", [-1.01, -30.0])
def test_legal_cards_are_dropped_from_ordinary_questions(alarm: float) -> None:
    given = decided(message(alarm))
    assert cards(given) == ["o1", "o2"]
    assert [answer["confidence"] for answer in given.get("answers")] == [0.25, 0.1]
    assert given.get("intent") == {"name": "ask", "confidence": 0.3}
    assert not given.get(DOUBTFUL)
    assert given.as_dict(only_output_properties=True)["answers"] == given.get("answers"), (
        "the actions must be given them"
    )


def test_the_rankings_leaning_counts_beside_the_alarm() -> None:
    assert GATE.log_odds(0.3, ranked(l1=0.5)) == pytest.approx(0.3)
    assert GATE.log_odds(0.3, ranked(l1=0.5, l2=0.25)) == pytest.approx(0.3 + 0.5 * math.log(3))
    assert cards(decided(message(0.6, ranked(l1=0.9, o1=0.1)))) == ["l1"]
    assert cards(decided(message(-0.6, ranked(l1=0.1, o1=0.9)))) == ["o1"]


@pytest.mark.parametrize("text", ["er det gdpr", "SAMTYKKE?", "skal vi have samtykkeerklæring"])
@pytest.mark.parametrize("alarm", [-30.0, 0.0])
def test_a_listed_word_settles_it(text: str, alarm: float) -> None:
    assert decided(message(alarm, text=text)).get(LEGAL_WORD) is True
    assert cards(decided(message(alarm, text=text))) == ["l1", "l2"]


def test_without_a_legal_card_to_show_a_legal_message_is_left_in_doubt() -> None:
    given = decided(message(9.0, ranked(o1=0.9)))
    assert given.get(DOUBTFUL) is True
    assert cards(given) == ["o1"]
    assert given.get("intent")["name"] == "ask"


@pytest.mark.parametrize("intent", ["greet", "affirm", "ask_more", "start_share_route", "make_consent_form"])
@pytest.mark.parametrize("text", ["må jeg det", "lav en samtykkeerklæring"])
def test_a_sure_move_is_kept_with_all_its_cards(intent: str, text: str) -> None:
    given = decided(message(30.0, intent=intent, confidence=0.4, text=text))
    assert given.get("intent") == {"name": intent, "confidence": 0.4}
    assert given.get("answers") == EVEN
    assert not given.get(DOUBTFUL)


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
    alarm: float, found: dict[str, float], text: str
) -> None:
    given = decided(message(alarm, ranked(**found), text=text))
    legal = [card.startswith("l") for card in cards(given)]
    if given.get("intent")["name"].startswith("ask_legal"):
        assert legal and all(legal) and not given.get(DOUBTFUL)
        assert sum(answer["confidence"] for answer in given.get("answers")) == pytest.approx(1)
    elif given.get(DOUBTFUL):
        assert len(legal) == len(found)
    else:
        assert not any(legal)


def test_the_bands_of_this_installation_are_in_order() -> None:
    bands = LegalGate.get_default_config()
    assert bands.keys() == BANDS.keys()
    assert bands["doubtful_from"] < bands["legal_from"]
    assert 0 < bands["answer_from"] < 1 and 0 < bands["move_from"] < 1 and bands["ranking_weight"] > 0


# -- what the alarms learn from --


def example(**data: object) -> Message:
    return Message(data={"text": "hvad er ssp", "intent": "ask", **data})


LEGAL_CARD = {"card": "samtykke-gyldigt", "theme": CONSENT_THEME, "legal": True}
OTHER_CARD = {"card": "hvad-er-ssp", "theme": "ssp"}


@pytest.mark.parametrize(
    ("data", "legal"),
    [
        ({"gate": [LEGAL, True]}, True),
        ({"gate": [LEGAL, False]}, False),
        ({"gate": ["fare", True]}, None),
        ({"gate": ["bagefter", False]}, None),
        (LEGAL_CARD, True),
        (OTHER_CARD, False),
        ({"intent": "greet"}, False),
        ({"intent": "start_share_route"}, None),
        ({"intent": "make_consent_form"}, None),
        ({"intent": "make_family_notice"}, None),
    ],
    ids=str,
)
def test_the_legal_alarm_learns_from_what_is_its_own(data: dict[str, object], legal: bool | None) -> None:
    assert alarm_side(LEGAL, example(**data)) is legal


# -- the alarms themselves --

SIDES = {
    True: ["må jeg fortælle skolen det", "må vi sige det til læreren", "må jeg skrive det ned", "må vi gemme navnene"],
    False: ["hvad er en lektiecafe", "hvem betaler for samarbejdet", "hvor mange familier er der", "hvad er ssp"],
}


@pytest.fixture(scope="module")
def model() -> RankingModel:
    texts = [text for side in SIDES.values() for text in side]
    learned = RankingModel().fit(texts, texts, embed(texts), ["a", "b"] * 4)
    yes = [side for side, wordings in SIDES.items() for _ in wordings]
    learned.fit_alarm("right", texts, texts, embed(texts), yes)
    learned.fit_alarm("opposite", texts, texts, embed(texts), [not side for side in yes])
    return learned


def read(model: RankingModel, text: str) -> Reading:
    return model.read(text, text, embed([text])[0])


@pytest.mark.parametrize(("side", "text"), [(side, text) for side, wordings in SIDES.items() for text in wordings])
def test_an_alarm_sounds_for_what_it_was_taught_and_for_nothing_else(
    model: RankingModel, side: bool, text: str
) -> None:
    assert (read(model, text).alarms["right"] > 0) is side


@pytest.mark.parametrize(
    ("text", "side"), [("må vi fortælle det til læreren?", True), ("hvem betaler for lektiecafeen", False)]
)
def test_an_alarm_sounds_for_what_is_like_it(model: RankingModel, text: str, side: bool) -> None:
    assert (read(model, text).alarms["right"] > 0) is side


def test_alarms_do_not_disturb_each_other(model: RankingModel) -> None:
    alarms = read(model, "må jeg fortælle det").alarms
    assert alarms.keys() == {"right", "opposite"}
    assert alarms["right"] == pytest.approx(-alarms["opposite"], abs=1e-2)


@pytest.mark.parametrize("text", ["", "?", "xyzzy", "må jeg fortælle skolen det"])
def test_any_text_has_a_finite_score_and_the_ranking_it_has_without_alarms(model: RankingModel, text: str) -> None:
    reading = read(model, text)
    assert all(np.isfinite(score) and isinstance(score, float) for score in reading.alarms.values())
    assert reading.ranked == model.rank(text, text, embed([text])[0])


def test_a_model_without_alarms_reads_none() -> None:
    texts = SIDES[True]
    silent = RankingModel().fit(texts, texts, embed(texts), ["a", "a", "b", "b"])
    assert read(silent, texts[0]).alarms == {}


def test_alarms_are_the_same_after_they_were_kept_on_disk(model: RankingModel) -> None:
    again = pickle.loads(pickle.dumps(model))
    assert read(again, "må jeg fortælle det") == read(model, "må jeg fortælle det")
