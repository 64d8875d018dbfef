"""What the danger classifier makes of a message, with a model that reads what the test says."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger_classifier import DANGER, DangerClassifier
from bot.nlu.sentence_embedder import SentenceEmbedder
from tests.support.danger_classifier import ASK, CONFIG, Model, classified, intent, reading


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
