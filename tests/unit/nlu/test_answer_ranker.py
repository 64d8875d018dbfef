"""Cards and moves ranked for a message, as Rasa trains and runs it."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.gates import FOLLOW_UP, LEGAL
from bot.knowledge.schema import CONSENT_THEME, PARENTS_THEME
from bot.nlu import answer_ranker
from bot.nlu.answer_ranker import (
    ABOUT_TOPIC,
    AFTER_GUIDANCE,
    ALSO_ASKED,
    ANSWERS,
    GATE_SCORES,
    PARENTS_ANSWERS,
    PASSAGE,
    THREAD,
    AnswerRanker,
    lemmas,
)
from bot.nlu.sentence_embedder import EMBEDDING, Embeddings, SentenceEmbedder, embed_both
from tests.support.rankings import WORDINGS

FOLLOW_UPS = ["og hvor længe", "og hvor mange", "også om aftenen", "hvorfor det", "og hvis de ikke vil", "hvor tit så"]
WORDINGS_OF_A_GATE = ["må jeg sige det til hende", "har vi lov til at skrive det ned"]


@pytest.fixture(scope="module")
def ranker(tmp_path_factory: pytest.TempPathFactory) -> AnswerRanker:
    """Trained as Rasa trains it, kept in Rasa's storage and loaded again."""
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("storage"))
    context = ExecutionContext(GraphSchema({}))
    resource = Resource("ranker")
    examples = []
    for label, wordings in WORDINGS.items():
        is_move = label.startswith("#")
        theme = CONSENT_THEME if label == "samtykke" else "rammer"
        kind = (
            {"intent": label[1:]}
            if is_move
            else {"intent": "ask", "card": label, "theme": theme, "legal": theme == CONSENT_THEME}
        )
        examples += [tokenised(Message(data={"text": text, **kind})) for text in wordings]
    for text in WORDINGS_OF_A_GATE:
        examples.append(tokenised(Message(data={"text": text, "intent": "ask", "gate": [LEGAL, True]})))
    for text in FOLLOW_UPS:
        examples.append(tokenised(Message(data={"text": text, "intent": "ask", "gate": [FOLLOW_UP, True]})))
    # Not as training data: that would put these few in the place of this machine's kept embeddings.
    data = TrainingData(training_examples=SentenceEmbedder().process(examples))
    config = AnswerRanker.get_default_config()
    AnswerRanker.create(config, storage, resource, context).train(data)
    return AnswerRanker.load(config, storage, resource, context)


def tokenised(message: Message) -> Message:
    """The message with tokens as a tokenizer leaves them, each its own lemma."""
    message.set(TOKENS_NAMES[TEXT], [Token(word, 0, lemma=word) for word in message.get(TEXT).split()])
    return message


def understood(ranker: AnswerRanker, text: str, topic: str = "", **told: object) -> Message:
    message = tokenised(Message(data={"text": text, "metadata": {"topic": topic, **told}}))
    (message,) = ranker.process(SentenceEmbedder().process([message]))
    return message


def test_something_is_asked_also_where_only_parents_cards_are_likely(
    ranker: AnswerRanker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.nlu.ranking_model.RANKING_LENGTH", 1)
    monkeypatch.setitem(ranker._themes, "hvad-er-ssp", PARENTS_THEME)
    message = understood(ranker, "hvad er ssp?")
    assert message.get(ANSWERS) == []
    assert [answer["card"] for answer in message.get(PARENTS_ANSWERS)] == ["hvad-er-ssp"]
    assert message.get("intent")["name"] == "ask"


def test_a_question_gets_ranked_cards_and_the_intent_ask(ranker: AnswerRanker) -> None:
    message = understood(ranker, "hvad er ssp?")
    ranked = message.get(ANSWERS)
    assert ranked[0]["card"] == "hvad-er-ssp"
    assert all(answer["card"] in WORDINGS and not answer["card"].startswith("#") for answer in ranked)
    assert message.get("intent") == {"name": "ask", "confidence": ranked[0]["confidence"]}
    assert message.get("intent_ranking")[0] == message.get("intent")
    assert ANSWERS in message.as_dict(only_output_properties=True), "the actions must be given them"


def test_ranked_cards_carry_their_theme(ranker: AnswerRanker) -> None:
    themes = {answer["card"]: answer["theme"] for answer in understood(ranker, "hvad er ssp").get(ANSWERS)}
    assert themes["samtykke"] == CONSENT_THEME
    assert {themes[card] for card in themes.keys() - {"samtykke"}} == {"rammer"}


def test_each_message_carries_the_gates_scores(ranker: AnswerRanker) -> None:
    legal = understood(ranker, "skal forældre give samtykke til det").get(GATE_SCORES)
    other = understood(ranker, "hvad koster det").get(GATE_SCORES)
    assert legal.keys() == other.keys() == {LEGAL, FOLLOW_UP}
    assert legal[LEGAL] > other[LEGAL]


def test_a_gates_wording_is_no_card_and_no_move(ranker: AnswerRanker) -> None:
    message = understood(ranker, WORDINGS_OF_A_GATE[0])
    assert {answer["card"] for answer in message.get(ANSWERS)} <= WORDINGS.keys()
    moves = {f"#{ranked['name']}" for ranked in message.get("intent_ranking")} - {"#ask"}
    assert moves <= WORDINGS.keys()


@pytest.mark.parametrize("topic", ["hvad-er-ssp", "lektiecafe", "oekonomi"])
def test_a_message_that_says_nothing_alone_is_about_the_last_answer(ranker: AnswerRanker, topic: str) -> None:
    message = understood(ranker, "og hvor længe så", topic)
    assert message.get(ABOUT_TOPIC)
    assert topic in [answer["card"] for answer in message.get(ANSWERS)[:3]]


@pytest.mark.parametrize("topic", ["", "lektiecafe", "trukket-tilbage"])
def test_a_whole_question_is_not_drawn_back_to_the_last_answer(ranker: AnswerRanker, topic: str) -> None:
    message = understood(ranker, "hvad betyder ssp", topic)
    assert message.get(ANSWERS)[0]["card"] == "hvad-er-ssp"


def test_a_correction_is_ranked_as_what_else_is_said_after_an_answer(ranker: AnswerRanker) -> None:
    message = understood(ranker, "nej, det handler om ssp", "lektiecafe")
    assert not message.get(ABOUT_TOPIC)
    assert message.get(ANSWERS)[0]["card"] == "hvad-er-ssp"
    assert message.get(THREAD)


@pytest.mark.parametrize("topic", ["", "lektiecafe"])
def test_only_after_guidance_a_message_follows_guidance(
    ranker: AnswerRanker, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranker, "_legal", {"hvad-er-ssp"})
    assert not understood(ranker, "og hvor længe så", topic).get(AFTER_GUIDANCE)
    assert understood(ranker, "og hvor længe så", "hvad-er-ssp").get(AFTER_GUIDANCE)


@pytest.mark.parametrize("refusal", ["nej, ikke det", "ikke det"])
def test_a_bare_refusal_goes_on_to_what_else_the_words_before_may_mean(ranker: AnswerRanker, refusal: str) -> None:
    told = {"words_before": "hvem kan hjælpe med lektier", "given": ["lektiecafe"]}
    message = understood(ranker, refusal, "lektiecafe", **told)
    assert message.get("intent")["name"] == "ask", "nothing is begun"
    assert not message.get(ABOUT_TOPIC)
    assert "lektiecafe" not in [answer["card"] for answer in message.get(ANSWERS)]


def test_a_message_that_says_nothing_alone_leans_on_the_words_that_got_no_answer_and_only_then(
    ranker: AnswerRanker,
) -> None:
    words = {"words_before": "hvad er ssp"}
    leaning = understood(ranker, "og hvor længe så", got_no_answer=True, **words)
    assert leaning.get(ANSWERS)[0]["card"] == "hvad-er-ssp"
    assert not leaning.get(ABOUT_TOPIC), "there is no last answer"
    alone = understood(ranker, "og hvor længe så", got_no_answer=False, **words)
    assert alone.get(ANSWERS) != leaning.get(ANSWERS) and not leaning.get(THREAD)


def test_a_move_is_made_whatever_was_talked_of(ranker: AnswerRanker) -> None:
    message = understood(ranker, "tak for hjælpen", "lektiecafe")
    assert not message.get(ABOUT_TOPIC)
    assert message.get("intent")["name"] == "thank"


def test_each_of_two_questions_is_found(ranker: AnswerRanker) -> None:
    message = understood(ranker, "Hvad betyder ssp? Og hvem betaler for samarbejdet?")
    assert [asked["answers"][0]["card"] for asked in message.get(ALSO_ASKED)] == ["hvad-er-ssp", "oekonomi"]
    assert understood(ranker, "Hvad betyder ssp?").get(ALSO_ASKED) == []


def test_a_move_gets_its_intent_and_cards_beside_it(ranker: AnswerRanker) -> None:
    message = understood(ranker, "hej med dig")
    assert message.get("intent")["name"] == "greet"
    names = [ranked["name"] for ranked in message.get("intent_ranking")]
    assert len(set(names)) == len(names), "each intent once"


def test_a_buttons_payload_is_neither_embedded_nor_ranked(ranker: AnswerRanker) -> None:
    message = understood(ranker, '/show_card{"card": "hvad-er-ssp"}')
    assert message.get(EMBEDDING) is None
    assert message.get(ANSWERS) is None
    assert message.get(GATE_SCORES) is None
    assert message.get("intent") is None


def test_lemmas_are_in_lower_case_and_without_punctuation() -> None:
    assert lemmas(tokenised(Message(data={"text": "Hvad Er SSP ? – 59 %"}))) == "hvad er ssp 59"
    assert lemmas(Message(data={"text": "uden tokens"})) == ""


def test_a_ranker_is_kept_as_one_file(ranker: AnswerRanker, tmp_path: Path) -> None:
    with ranker._model_storage.read_from(ranker._resource) as folder:
        assert [path.name for path in folder.iterdir()] == ["ranking_model.pickle"]


def test_of_the_last_answer_the_passage_that_is_asked_for_is_told(ranker: AnswerRanker) -> None:
    assert understood(ranker, "hvad er ssp", "hvad-er-ssp").get(PASSAGE)
    assert not understood(ranker, "hvad er ssp", "lektiecafe").get(PASSAGE)
    assert not understood(ranker, "hvad er ssp").get(PASSAGE)


@pytest.mark.parametrize(("certain", "once_more"), [(0.95, 0), (0.5, 1)])
def test_what_a_card_surely_answers_is_not_embedded_once_more(
    ranker: AnswerRanker, monkeypatch: pytest.MonkeyPatch, certain: float, once_more: int
) -> None:
    embedded: list[str] = []

    def counted(text: str) -> Embeddings:
        embedded.append(text)
        return embed_both(text)

    monkeypatch.setattr(answer_ranker, "certainty", lambda *_: certain)
    monkeypatch.setattr(answer_ranker, "embed_both", counted)
    message = understood(ranker, "hvad er ssp for noget egentlig", "lektiecafe")
    assert len(embedded) == once_more
    assert message.get(THREAD)
