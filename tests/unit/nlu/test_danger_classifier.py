"""What the danger classifier makes of a message, with a model that reads what the test says."""

from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.danger import ANY_KIND
from bot.knowledge.gates import FOLLOW_UP
from bot.nlu.answer_ranker import ANSWERS, GATE_SCORES
from bot.nlu.danger_classifier import DANGER, DangerClassifier
from bot.nlu.danger_model import DangerReading
from bot.nlu.sentence_embedder import EMBEDDING, SentenceEmbedder

CONFIG = {
    "crisis_from": 1.0,
    "crisis_from_of_staff": 1.0,
    "crisis_from_after_danger": 0.0,
    "perhaps_from": -1.0,
    "perhaps_from_of_two_words": -1.0,
    "other_language_adds": 0.5,
    "read_together_from": -4.0,
    "together_from": 1.5,
    "sure_alone_from": 1.5,
    "leans_from": -4.0,
    "language_from": 0.5,
    "learned_from": -1.0,
    "after_from": 0.6,
    "after_from_beside_danger": 0.98,
    "about_it_for": 2,
    "done_from": 0.6,
    "done_in_words": 12,
    "kind_from": 0.7,
    "kind_from_of_doubtful": 0.9,
    "doubtful_below": 1.5,
    "ordinary_below": -2.0,
    "answered_from": 0.5,
    "told_from": 0.8,
}
ASK = {"name": "ask", "confidence": 0.4}


def reading(score: float, **others: Any) -> DangerReading:
    told = {"kind": ("bande", 0.95), "voice": ("staff", 0.8), "language": ("da", 1.0), "after": ("other", 0.9)}
    return DangerReading(score=score, **{**told, **others})


class Model:
    """Reads a text as it is told to; anything else is harmless."""

    def __init__(self, **readings: DangerReading) -> None:
        self.readings = readings
        self.read_last: list[str] = []

    def read(self, texts: list[str], embeddings: np.ndarray[Any, Any]) -> DangerReading:
        assert len(texts) == len(embeddings)
        self.read_last = texts
        return self.readings.get(texts[0].replace(" ", "_"), reading(-9.0))


def classified(model: Model, text: str, **metadata: Any) -> Message:
    classifier = DangerClassifier(CONFIG, None, None, model)  # type: ignore[arg-type]
    message = Message(data={"text": text, "intent": dict(ASK), "metadata": metadata, EMBEDDING: np.zeros(384, "f4")})
    assert classifier.process([message]) == [message]
    return message


def intent(message: Message) -> str:
    assert message.as_dict(only_output_properties=True).get("intent", ASK)["name"] == message.get("intent")["name"]
    return str(message.get("intent")["name"])


@pytest.mark.parametrize(
    ("score", "decided"),
    [(9.0, "crisis"), (1.0, "crisis"), (0.99, "perhaps_danger"), (-1.0, "perhaps_danger"), (-1.01, "ask")],
)
def test_danger_is_sure_perhaps_or_not_there(score: float, decided: str) -> None:
    message = classified(Model(hjælp=reading(score)), "hjælp")
    assert intent(message) == decided
    assert bool(message.get(DANGER)) == (decided != "ask")


def test_the_actions_are_given_kind_voice_and_language() -> None:
    message = classified(Model(hjælp=reading(2.0)), "hjælp")
    assert message.as_dict(only_output_properties=True)[DANGER] == {
        "kind": "bande",
        "voice": "staff",
        "voice_confidence": 0.8,
        "language": "da",
    }


@pytest.mark.parametrize(("likely", "decided", "language"), [(0.9, "crisis", "pl"), (0.4, "perhaps_danger", "da")])
def test_danger_in_another_language_sounds_weaker_and_is_believed_sooner(
    likely: float, decided: str, language: str
) -> None:
    message = classified(Model(pomocy=reading(0.6, language=("pl", likely))), "pomocy")
    assert intent(message) == decided
    assert message.get(DANGER)["language"] == language


def test_what_was_asked_about_and_is_not_danger_stays_what_it_is() -> None:
    assert intent(classified(Model(hjælp=reading(9.0)), "hjælp", not_danger=True)) == "ask"


def test_danger_told_in_two_messages_is_seen_in_the_second() -> None:
    model = Model(dem_alle_sammen=reading(-2.0), jeg_tog_pillerne_dem_alle_sammen=reading(3.0))
    assert intent(classified(model, "dem alle sammen")) == "ask"
    assert intent(classified(model, "dem alle sammen", words_before="jeg tog pillerne")) == "crisis"


def test_two_harmless_messages_lend_each_other_no_danger() -> None:
    model = Model(hvad_siger_jeg=reading(-2.0), hun_svarer_ikke_hvad_siger_jeg=reading(0.5))
    assert intent(classified(model, "hvad siger jeg", words_before="hun svarer ikke")) == "ask"


def test_capitals_are_read_as_small_letters_too() -> None:
    model = Model()
    classified(model, "HAN HAR EN KNIV")
    assert model.read_last == ["HAN HAR EN KNIV", "han har en kniv"]


def test_a_message_far_from_danger_is_not_read_together_with_the_one_before() -> None:
    model = Model(hvad_er_ssp=reading(-5.0), han_slår_mig_hvad_er_ssp=reading(3.0))
    assert intent(classified(model, "hvad er ssp", words_before="han slår mig")) == "ask"


@pytest.mark.parametrize(
    ("told", "after", "decided"),
    [
        ({"follows_danger": 3}, ("done", 0.9), "after_danger"),
        ({"follows_danger": 3}, ("done", 0.5), "ask"),
        ({"follows_danger": 3}, ("other", 0.9), "ask"),
        ({"follows_danger": 0}, ("done", 0.9), "ask"),
        ({}, ("done", 0.9), "ask"),
    ],
)
def test_what_follows_a_reply_to_danger_is_known_as_such(
    told: dict[str, bool], after: tuple[str, float], decided: str
) -> None:
    message = classified(Model(gjort=reading(-5.0, after=after)), "gjort", **told)
    assert intent(message) == decided
    assert message.get("after_danger") == ("done" if decided == "after_danger" else None)


def test_new_danger_after_a_reply_to_danger_is_danger() -> None:
    model = Model(nu_bløder_hun=reading(3.0, after=("other", 0.9)))
    assert intent(classified(model, "nu bløder hun", follows_danger=1)) == "crisis"


def test_staffs_danger_is_sure_sooner_than_a_parents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONFIG, "crisis_from_of_staff", 0.0)
    assert intent(classified(Model(slået=reading(0.5)), "slået")) == "crisis"
    assert intent(classified(Model(slået=reading(0.5, voice=("parent", 0.8))), "slået")) == "perhaps_danger"


def test_after_a_reply_to_danger_it_is_sure_sooner() -> None:
    model = Model(men_han_slår_stadig=reading(0.2, after=("other", 0.9)))
    assert intent(classified(model, "men han slår stadig", follows_danger=1)) == "crisis"
    assert intent(classified(model, "men han slår stadig")) == "perhaps_danger"


@pytest.mark.parametrize("label", ["done", "next", "joke", "not_me"])
def test_what_sounds_like_danger_is_not_thanked_for_on_a_guess(label: str) -> None:
    model = Model(hun_trækker_ikke_vejret=reading(3.0, after=(label, 0.96)))
    assert intent(classified(model, "hun trækker ikke vejret", follows_danger=1)) == "crisis"


@pytest.mark.parametrize("label", ["next", "joke", "not_me"])
def test_a_question_or_a_denial_that_is_surely_danger_is_danger(label: str) -> None:
    model = Model(hvad_nu_hun_er_bevidstløs=reading(3.0, after=(label, 1.0)))
    assert intent(classified(model, "hvad nu hun er bevidstløs", follows_danger=1)) == "crisis"


def test_that_help_was_called_is_no_new_danger_however_it_sounds() -> None:
    model = Model(jeg_har_ringet_112=reading(3.0, after=("done", 0.99)))
    assert intent(classified(model, "jeg har ringet 112", follows_danger=1)) == "after_danger"
    assert intent(classified(model, "jeg har ringet 112")) == "crisis"


@pytest.mark.parametrize(
    ("score", "decided"), [(3.0, "crisis"), (0.0, "perhaps_danger"), (-5.0, "unreadable_too_long")]
)
def test_what_is_too_long_is_read_for_danger_and_not_answered_otherwise(score: float, decided: str) -> None:
    assert intent(classified(Model(lang=reading(score)), "lang", too_long=True)) == decided


def test_what_was_asked_about_and_is_too_long_is_not_answered() -> None:
    assert intent(classified(Model(lang=reading(9.0)), "lang", too_long=True, not_danger=True)) == "unreadable_too_long"


def test_a_long_message_is_read_whole_and_in_pieces() -> None:
    model = Model()
    text = "Mødet gik godt, og vi fik talt om lektierne. " * 5 + "Han slår hende."
    classified(model, text)
    assert model.read_last[0] == text
    assert " ".join(model.read_last[1:]) == text
    classified(model, "han slår hende")
    assert model.read_last == ["han slår hende"]


@pytest.mark.parametrize("before", ["jeg tog pillerne", "ligegyldigt"])
def test_danger_is_not_made_weaker_by_the_words_before_it(before: str) -> None:
    model = Model(dem_alle_sammen=reading(0.5), jeg_tog_pillerne_dem_alle_sammen=reading(0.0))
    assert intent(classified(model, "dem alle sammen", words_before=before)) == "perhaps_danger"


def test_pictures_are_read_as_words() -> None:
    assert intent(classified(Model(han_har__kniv=reading(3.0)), "han har 🔪")) == "crisis"


def test_a_buttons_payload_is_left_alone() -> None:
    message = Message(data={"text": "/ask_capabilities", "intent": dict(ASK)})
    DangerClassifier(CONFIG, None, None, Model()).process([message])  # type: ignore[arg-type]
    assert message.get("intent") == ASK


# Trained as Rasa trains it


def example(text: str, danger: bool = False, kind: str | None = None, voice: str | None = None) -> Message:
    told = {"danger": danger, "kind": kind, "voice": voice, "language": "da"}
    return Message(data={"text": text, "intent": "ask", "danger_example": told})


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> DangerClassifier:
    """Kept in Rasa's storage and loaded again."""
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("storage"))
    context, resource = ExecutionContext(GraphSchema({})), Resource("danger")
    hit = [f"min far slår {whom}" for whom in ("mig", "min bror", "os", "min mor", "min søster", "lillebror")]
    gone = [f"{who} er væk" for who in ("min søn", "min datter", "pigen", "drengen", "barnet", "lillebror")]
    still = [f"{who} vågner ikke" for who in ("min søn", "min datter", "pigen", "drengen", "barnet", "lillebror")]
    examples = [
        *(example(text, True, "vold-hjemme", "child") for text in hit),
        *(example(text, True, "forsvundet", "parent") for text in gone),
        *(example(text, True, "livsfare", "staff") for text in still),
        *(example(f"hvad er en {word}") for word in ("bisidder", "tolk", "plan", "klub", "leder", "café", "paragraf")),
        *(example(f"hvem betaler for {word}") for word in ("tolken", "maden", "turen", "klubben", "bussen", "kaffen")),
        *(Message(data={"text": text, "intent": "thank"}) for text in ("tak", "mange tak", "tak for hjælpen")),
    ]
    after = {"done": ("jeg har ringet", "det er gjort"), "next": ("hvad nu", "og så"), "other": ("hvad er ssp", "hej")}
    for label, texts in after.items():
        examples += [Message(data={"text": text, "intent": "ask", "after_example": label}) for text in texts]
    # Languages are told apart by three or more, too.
    for place, code in enumerate(("da", "tr", "pl") * 6):
        examples[place].get("danger_example")["language"] = code
    data = TrainingData(training_examples=SentenceEmbedder().process(examples))
    DangerClassifier.create(CONFIG, storage, resource, context).train(data)
    return DangerClassifier.load(CONFIG, storage, resource, context)


@pytest.mark.parametrize(
    ("text", "kind", "voice"),
    [
        ("min far slår min bror", "vold-hjemme", "child"),
        ("min datter er væk", "forsvundet", "parent"),
        ("drengen vågner ikke", "livsfare", "staff"),
    ],
)
def test_what_it_learned_as_danger_it_tells_with_kind_and_writer(
    trained: DangerClassifier, text: str, kind: str, voice: str
) -> None:
    (message,) = trained.process(SentenceEmbedder().process([Message(data={"text": text, "intent": dict(ASK)})]))
    assert intent(message) in ("crisis", "perhaps_danger")
    assert (message.get(DANGER)["kind"], message.get(DANGER)["voice"]) == (kind, voice)


def test_what_it_learned_as_harmless_it_leaves_alone(trained: DangerClassifier) -> None:
    (message,) = trained.process(
        SentenceEmbedder().process([Message(data={"text": "hvad er en tolk", "intent": dict(ASK)})])
    )
    assert intent(message) == "ask"
    assert message.get(DANGER) is None


def test_the_thresholds_of_this_installation_are_in_order() -> None:
    chosen = DangerClassifier.get_default_config()
    assert chosen.keys() == CONFIG.keys()
    assert chosen["read_together_from"] < chosen["perhaps_from"] < chosen["crisis_from"]


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
