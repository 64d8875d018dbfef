"""What the danger classifier makes of a message after others: after a reply to danger, a check-in, an answer."""

from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.danger import ANY_KIND
from bot.knowledge.gates import FOLLOW_UP
from bot.nlu.answer_ranker import ANSWERS, GATE_SCORES
from bot.nlu.danger_classifier import DANGER, DangerClassifier
from bot.nlu.sentence_embedder import EMBEDDING
from tests.support.danger_classifier import ASK, CONFIG, Model, classified, intent, reading


def in_a_conversation(score: float, together: float, topic: str, leans: float) -> Message:
    """A message after other words, with how it sounds alone and together with them."""
    model = Model(hun_er_syv=reading(score), må_hun_blive_hjemme_hun_er_syv=reading(together))
    told = {"words_before": "må hun blive hjemme", "topic": topic}
    data = {"text": "hun er syv", "intent": dict(ASK), "metadata": told, EMBEDDING: np.zeros(384, "f4")}
    message = Message(data={**data, GATE_SCORES: {FOLLOW_UP: leans}})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    return message


def test_what_leans_on_a_harmless_question_is_no_danger_because_it_is_short() -> None:
    assert intent(in_a_conversation(score=0.0, together=-3.0, topic="kort", leans=1.0)) == "ask"


@pytest.mark.parametrize(("score", "topic", "leans"), [(0.0, "", 1.0), (0.0, "kort", -9.0), (1.6, "kort", 1.0)])
def test_what_does_not_lean_or_is_surely_danger_counts_as_it_is(score: float, topic: str, leans: float) -> None:
    found = intent(in_a_conversation(score=score, together=-3.0, topic=topic, leans=leans))
    assert found == ("crisis" if score > 1 else "perhaps_danger")


@pytest.mark.parametrize(
    ("certain", "legal", "expected"), [(0.8, False, "ask"), (0.2, False, "after_danger"), (0.8, True, "after_danger")]
)
def test_an_ordinary_question_after_a_reply_to_danger_is_answered(certain: float, legal: bool, expected: str) -> None:
    model = Model(**{"hvem_betaler?": reading(-5.0, after=("next", 0.9))})
    data = {"text": "hvem betaler?", "intent": dict(ASK), "metadata": {"follows_danger": 3}}
    answers = [{"card": "kort", "certainty": certain, "legal": legal}]
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4"), ANSWERS: answers})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    assert intent(message) == expected


@pytest.mark.parametrize(
    ("score", "after", "text", "expected"),
    [
        (-5.0, "other", "hvad gør man med en elev der ikke forstår bogen?", "ask_unsure"),
        (-5.0, "next", "hvad gør man med en elev der ikke forstår bogen?", "after_danger"),
        (-2.0, "other", "hvad gør man med en elev der ikke forstår bogen?", "after_danger"),
        (-5.0, "other", "hvem ringer jeg til?", "after_danger"),
    ],
)
def test_a_whole_question_after_a_reply_to_danger_is_another_matter_unless_it_asks_what_comes_next(
    score: float, after: str, text: str, expected: str
) -> None:
    model = Model(**{text.replace(" ", "_"): reading(score, after=(after, 0.9))})
    assert name_of(unsure(model, text, follows_danger=1)) == expected


@pytest.mark.parametrize(
    ("score", "certain", "card", "voice", "expected"),
    [
        (-0.9, 0.95, "kort", "staff", "ask"),
        (-0.9, 0.5, "kort", "staff", "perhaps_danger"),
        (-0.9, 0.95, "bekymret-i-dag", "staff", "perhaps_danger"),
        (-0.9, 0.95, "kort", "child", "perhaps_danger"),
        (2.0, 0.95, "kort", "staff", "crisis"),
    ],
)
def test_what_only_may_be_danger_is_not_asked_about_where_a_card_answers_beyond_doubt(
    score: float, certain: float, card: str, voice: str, expected: str
) -> None:
    found = reading(score, kind=("vaaben", 0.95), voice=(voice, 0.9))
    data = {"text": "må vi sende billederne", "intent": dict(ASK), "metadata": {}, EMBEDDING: np.zeros(384, "f4")}
    answers = [{"card": card, "certainty": certain, "legal": True}]
    message = Message(data={**data, ANSWERS: answers})
    DangerClassifier(CONFIG, None, None, Model(må_vi_sende_billederne=found)).process([message])  # type: ignore[arg-type]
    assert intent(message) == expected


@pytest.mark.parametrize(
    ("voice", "likely", "text", "told", "expected"),
    [
        ("staff", 0.95, "hvad siger jeg til dem?", {}, "ask"),
        ("staff", 0.6, "hvad siger jeg til dem?", {}, "perhaps_danger"),
        ("parent", 0.95, "hvad siger jeg til dem?", {}, "perhaps_danger"),
        ("staff", 0.95, "de står der igen", {}, "perhaps_danger"),
        ("staff", 0.95, "hvad siger jeg til dem?", {"asked_lately": True}, "crisis"),
    ],
)
def test_what_staff_ask_is_asked_about_only_where_it_sounds_more_like_danger(
    voice: str, likely: float, text: str, told: dict[str, bool], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONFIG, "perhaps_from_of_staffs_questions", -0.5)
    model = Model(**{text.replace(" ", "_"): reading(-0.9, voice=(voice, likely))})
    assert intent(classified(model, text, **told)) == expected


def name_of(message: Message) -> str:
    return str(message.get("intent")["name"])


def unsure(model: Model, text: str, **metadata: Any) -> Message:
    data = {"text": text, "intent": {"name": "ask_unsure", "confidence": 0.2}, "metadata": metadata}
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    return message


@pytest.mark.parametrize(("place", "expected"), [(1, "after_danger"), (2, "after_danger"), (3, "ask_unsure")])
def test_the_first_messages_after_danger_are_about_it_unless_they_surely_are_about_something_else(
    place: int, expected: str
) -> None:
    message = unsure(Model(det_var_storebroren=reading(-3.0)), "det var storebroren", follows_danger=place)
    assert name_of(message) == expected
    assert message.get("after_danger") == ("next" if expected == "after_danger" else None)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("other", 0.9), "perhaps_danger"),
        (("next", 0.9), "crisis"),
        (("next", 0.5), "perhaps_danger"),
        (("joke", 0.9), "ask_unsure"),
    ],
)
def test_what_is_neither_yes_nor_no_to_the_check_in_does_not_lose_the_danger(
    after: tuple[str, float], expected: str
) -> None:
    model = Model(det_var_storebroren=reading(-3.0, after=after))
    told = {"check_in_waits": True, "words_before": "han er bange"}
    assert name_of(unsure(model, "det var storebroren", **told)) == expected
    assert name_of(unsure(model, "det var storebroren")) == "ask_unsure"


@pytest.mark.parametrize(("score", "expected"), [(-5.0, "ask_unsure"), (-2.0, "perhaps_danger")])
def test_a_whole_question_that_sounds_like_no_danger_ends_the_check_in(score: float, expected: str) -> None:
    asked = "hvordan får vi flere frivillige med i lektiecaféen om lørdagen?"
    model = Model(**{asked.replace(" ", "_"): reading(score)})
    assert name_of(unsure(model, asked, check_in_waits=True, words_before="han er bange")) == expected


def test_a_move_while_the_check_in_waits_is_a_move() -> None:
    told = {"check_in_waits": True, "words_before": "han er bange"}
    data = {"text": "tak", "intent": {"name": "thank", "confidence": 0.9}, "metadata": told}
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, Model()).process([message])  # type: ignore[arg-type]
    assert name_of(message) == "thank"


def test_the_reply_to_one_kind_is_given_only_where_the_kind_is_sure_and_surer_where_the_danger_is_not() -> None:
    def kind(score: float, likely: float) -> str:
        model = Model(han_løb=reading(score, kind=("vaaben", likely)))
        return str(classified(model, "han løb").get(DANGER)["kind"])

    assert (kind(3.0, 0.8), kind(3.0, 0.6)) == ("vaaben", ANY_KIND)
    assert (kind(1.2, 0.8), kind(1.2, 0.95)) == (ANY_KIND, "vaaben")


def test_what_tells_more_than_that_help_was_called_is_not_thanked_for() -> None:
    long = "nej jeg har ikke ringet til nogen men hun har et blåt mærke på armen"
    model = Model(**{long.replace(" ", "_"): reading(3.0, after=("done", 0.99))})
    assert intent(classified(model, long, follows_danger=1)) == "crisis"


def test_who_says_that_it_is_something_else_is_no_longer_in_danger() -> None:
    model = Model(noget_helt_andet_hvad_er_ssp=reading(-5.0, after=("next", 0.9)))
    assert intent(classified(model, "noget helt andet hvad er ssp", follows_danger=1)) == "ask"


def test_a_word_or_two_must_be_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONFIG, "perhaps_from_of_two_words", 0.0)
    model = Model(min_søster=reading(-0.5), min_søster_sover=reading(-0.5))
    assert intent(classified(model, "min søster")) == "ask"
    assert intent(classified(model, "min søster sover")) == "perhaps_danger"


@pytest.mark.parametrize(
    ("said", "score", "expected"),
    [
        ("nej ikke 112 han vil bare ikke hjem", -0.5, "ask"),
        ("nej ikke 112 han vil bare ikke hjem", 3.0, "crisis"),
        ("nej han svarer ikke", -0.5, "perhaps_danger"),
    ],
)
def test_a_no_to_the_check_in_with_more_words_is_a_no_unless_it_is_surely_danger(
    said: str, score: float, expected: str
) -> None:
    model = Model(**{said.replace(" ", "_"): reading(score, kind=("bande", 0.5))})
    told = {"check_in_waits": True, "words_before": "han sad bare og græd"}
    assert intent(classified(model, said, **told)) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("og nu vil hun ikke hjem", "after_danger"), ("må jeg sige det?", "ask_legal")]
)
def test_what_is_told_on_after_danger_is_about_it_though_it_sounds_like_law(said: str, expected: str) -> None:
    data = {"text": said, "intent": {"name": "ask_legal", "confidence": 0.9}, "metadata": {"follows_danger": 1}}
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, Model()).process([message])  # type: ignore[arg-type]
    assert name_of(message) == expected


@pytest.mark.parametrize(
    ("score", "likely", "kind"), [(0.5, 0.95, "vold-hjemme"), (3.0, 0.8, "vold-hjemme"), (3.0, 0.95, "forsvundet")]
)
def test_after_a_reply_to_danger_another_kind_must_be_beyond_doubt(score: float, likely: float, kind: str) -> None:
    model = Model(skal_hun_gå_hjem=reading(score, kind=("forsvundet", likely)))
    message = classified(model, "skal hun gå hjem", follows_danger=1, last_kind="vold-hjemme")
    assert message.get(DANGER)["kind"] == kind


@pytest.mark.parametrize(
    ("last", "expected"),
    [("bande", "after_danger"), ("selvmord", "crisis"), ("", "crisis")],
    ids=["same", "new", "none"],
)
def test_a_question_after_danger_gets_what_comes_next_and_not_the_same_reply(last: str, expected: str) -> None:
    model = Model(**{"må_jeg_beholde_ham?": reading(2.0)})
    assert intent(classified(model, "må jeg beholde ham?", follows_danger=1, last_kind=last)) == expected


def test_what_comes_next_is_not_told_again_to_a_question_that_sounds_like_danger() -> None:
    model = Model(**{"hvad_siger_jeg_til_hende": reading(2.0)})
    told = {"follows_danger": 2, "last_kind": "bande", "next_told": True}
    assert intent(classified(model, "hvad siger jeg til hende", **told)) == "crisis"


@pytest.mark.parametrize(
    ("said", "score", "expected"),
    [
        ("han gør det igen nu", 0.0, "crisis"),
        ("nej ikke det jeg mente skolelederen", 0.0, "ask"),
        ("hvem betaler", -5.0, "ask"),
    ],
)
def test_who_tells_on_after_the_check_in_is_not_asked_the_same_again(said: str, score: float, expected: str) -> None:
    model = Model(**{said.replace(" ", "_"): reading(score)})
    assert intent(classified(model, said, asked_lately=True)) == expected


@pytest.mark.parametrize(("told", "expected"), [(False, "after_danger"), (True, "ask")])
def test_what_comes_next_is_told_once_to_a_question(told: bool, expected: str) -> None:
    model = Model(**{"hvem_skriver_den?": reading(-3.0, after=("next", 0.9))})
    assert intent(classified(model, "hvem skriver den?", follows_danger=2, next_told=told)) == expected


@pytest.mark.parametrize(("score", "expected"), [(-0.5, "ask"), (3.0, "crisis")])
def test_a_correction_is_asked_about_only_where_it_is_surely_danger(score: float, expected: str) -> None:
    model = Model(jeg_mente_skolelederen_hun_svarer_ikke=reading(score))
    assert intent(classified(model, "jeg mente skolelederen hun svarer ikke")) == expected


@pytest.mark.parametrize(("certain", "expected"), [(0.85, "ask"), (0.6, "after_danger")])
def test_a_statement_after_danger_is_something_else_only_where_a_card_answers_it_the_surer(
    certain: float, expected: str
) -> None:
    model = Model(læreren_siger_det_er_leg=reading(-5.0, after=("next", 0.9)))
    data = {"text": "læreren siger det er leg", "intent": dict(ASK), "metadata": {"follows_danger": 2}}
    answers = [{"card": "kort", "certainty": certain, "legal": False}]
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4"), ANSWERS: answers})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    assert name_of(message) == expected


def test_a_correction_after_danger_that_a_card_answers_ends_it() -> None:
    said = "jeg snakker om at de driller ham ingen våben"
    model = Model(**{said.replace(" ", "_"): reading(-1.0, after=("next", 0.9))})
    data = {"text": said, "intent": dict(ASK), "metadata": {"follows_danger": 2, "last_kind": "bande"}}
    answers = [{"card": "kort", "certainty": 0.7, "legal": False}]
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4"), ANSWERS: answers})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    assert name_of(message) == "ask"


def test_who_tells_of_one_kind_of_danger_when_asked_has_said_yes() -> None:
    model = Model(det_var_storebroren_der_slår=reading(-0.5, kind=("vold-hjemme", 0.95)))
    told = {"check_in_waits": True, "words_before": "han er bange"}
    assert name_of(unsure(model, "det var storebroren der slår", **told)) == "crisis"


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ("ved ikke måske", "deny", "crisis"),
        ("det tror jeg nok", "affirm", "crisis"),
        ("nej det tror jeg ikke", "deny", "deny"),
    ],
)
def test_doubt_in_answer_to_the_check_in_gets_help_and_a_no_in_other_words_does_not(
    said: str, name: str, expected: str
) -> None:
    told = {"check_in_waits": True, "words_before": "han gider ikke være her mere"}
    data = {"text": said, "intent": {"name": name, "confidence": 0.9}, "metadata": told}
    message = Message(data={**data, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, Model()).process([message])  # type: ignore[arg-type]
    assert name_of(message) == expected


def test_what_somebody_will_do_is_not_thanked_for_as_done() -> None:
    model = Model(jeg_underretter_i_morgen=reading(-3.0, after=("done", 0.99)))
    data = {"text": "jeg underretter i morgen", "intent": {"name": "tells_plan", "confidence": 0.9}}
    message = Message(data={**data, "metadata": {"follows_danger": 1}, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    assert message.get("after_danger") == "next"


def test_what_comes_next_is_told_once() -> None:
    model = Model(hun_sidder_her_stadig=reading(-3.0, after=("next", 0.9)))
    assert intent(classified(model, "hun sidder her stadig", follows_danger=1)) == "after_danger"
    assert intent(classified(model, "hun sidder her stadig", follows_danger=2, next_told=True)) == "ask"


@pytest.mark.parametrize(("name", "expected"), [("ask_legal", "ask_legal"), ("ask_unsure", "after_danger")])
def test_whether_one_may_tell_somebody_is_answered_by_the_guidance_after_a_reply_to_danger(
    name: str, expected: str
) -> None:
    model = Model(må_jeg_spørge_læreren=reading(-3.0, after=("next", 0.9)))
    data = {"text": "må jeg spørge læreren", "intent": {"name": name, "confidence": 0.9}}
    message = Message(data={**data, "metadata": {"follows_danger": 1}, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    assert name_of(message) == expected


@pytest.mark.parametrize("name", ["goodbye", "acknowledge", "never_mind", "tells_plan"])
def test_who_leaves_right_after_a_reply_to_danger_is_told_what_comes_next(name: str) -> None:
    model = Model(nu_skal_vi_afsted=reading(-3.0, after=("done", 0.5)))
    data = {"text": "nu skal vi afsted", "intent": {"name": name, "confidence": 0.9}}
    message = Message(data={**data, "metadata": {"follows_danger": 1}, EMBEDDING: np.zeros(384, "f4")})
    DangerClassifier(CONFIG, None, None, model).process([message])  # type: ignore[arg-type]
    assert name_of(message) == "after_danger"
