"""The ranking, learned here from a few wordings with the real sentence encoder."""

import pickle
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.knowledge.gates import LEGAL
from bot.knowledge.schema import CONSENT_THEME
from bot.nlu import ranking_model
from bot.nlu.answer_ranker import ALARMS, ANSWERS, AnswerRanker, lemmas
from bot.nlu.ranking_model import RANKING_LENGTH, Ranked, RankingModel, folded
from bot.nlu.sentence_embedder import EMBEDDING, SentenceEmbedder, embed

WORDINGS = {
    "hvad-er-ssp": ["hvad er ssp", "hvad betyder ssp", "hvem er med i ssp", "ssp samarbejde mellem skole og politi"],
    "lektiecafe": ["hvad er en lektiecafe", "lektiehjælp efter skole", "børn får hjælp til lektier", "lektiecafe"],
    "samtykke": [
        "skal forældre give samtykke",
        "samtykke fra forældre",
        "må vi dele oplysninger om et barn",
        "samtykke",
    ],
    "oekonomi": ["hvad koster det", "hvem betaler for samarbejdet", "penge til projektet", "hvad er prisen"],
    "#greet": ["hej", "goddag", "hejsa", "hej med dig"],
    "#thank": ["tak", "mange tak", "tak for hjælpen", "tusind tak"],
    "#goodbye": ["farvel", "vi ses", "hej hej", "farvel og tak"],
    "#ask_more": ["fortæl mere", "mere om det", "kan du sige mere", "uddyb"],
    "#deny": ["nej", "nej tak", "det vil jeg ikke", "overhovedet ikke"],
    "#affirm": ["ja", "ja tak", "det vil jeg gerne", "gerne"],
}

WORDINGS_OF_A_GATE = ["må jeg sige det til hende", "har vi lov til at skrive det ned"]


@pytest.fixture(scope="module")
def model() -> RankingModel:
    texts = [text for wordings in WORDINGS.values() for text in wordings]
    labels = [label for label, wordings in WORDINGS.items() for _ in wordings]
    return RankingModel().fit(texts, texts, embed(texts), labels)


def rank(model: RankingModel, text: str) -> list[Ranked]:
    return model.rank(text, text, embed([text])[0])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("hvad er ssp?", "hvad-er-ssp"),
        ("HVEM ER MED I SSP", "hvad-er-ssp"),
        ("hvad er mon en lektiecafe for noget", "lektiecafe"),
        ("boern faar hjaelp til lektier", "lektiecafe"),
        ("skal mor og far give samtykke til det", "samtykke"),
        ("hvad er prisen på det", "oekonomi"),
        ("hej med jer", "#greet"),
        ("tusind tak for hjælpen", "#thank"),
    ],
)
def test_the_right_label_comes_first(model: RankingModel, text: str, label: str) -> None:
    assert rank(model, text)[0].label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("budget og finansiering", "oekonomi"),
        ("mor underskriver tilladelsen", "samtykke"),
        ("elever som læser sammen om eftermiddagen", "lektiecafe"),
    ],
)
def test_the_meaning_finds_a_label_that_shares_no_word(model: RankingModel, text: str, label: str) -> None:
    assert not set(text.split()) & set(" ".join(WORDINGS[label]).split())
    assert model.labels[model.meaning_scores(embed([text]))[0].argmax()] == label


@pytest.mark.parametrize("text", ["hvad er ssp", "noget helt andet om fodbold", "x", "?", ""])
def test_probabilities_fall_and_sum_to_at_most_one(model: RankingModel, text: str) -> None:
    ranking = rank(model, text)
    probabilities = [ranked.probability for ranked in ranking]
    assert {ranked.label for ranked in ranking} == WORDINGS.keys()
    assert len(ranking) == len(WORDINGS) <= RANKING_LENGTH
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 <= probability <= 1 for probability in probabilities)
    assert 1 / len(WORDINGS) < sum(probabilities) <= 1 + 1e-5


def test_only_the_best_are_ranked(model: RankingModel, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = rank(model, "hvad er ssp")
    monkeypatch.setattr(ranking_model, "RANKING_LENGTH", 4)
    assert rank(model, "hvad er ssp") == everything[:4]


def test_all_labels_together_have_the_whole_probability(model: RankingModel) -> None:
    letters = model.letter_scores(["hvad er ssp", "hej"], ["hvad er ssp", "hej"])
    meaning = model.meaning_scores(embed(["hvad er ssp", "hej"]))
    assert letters.shape == meaning.shape == (2, len(WORDINGS))
    np.testing.assert_allclose(np.exp(letters).sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(np.exp(meaning).sum(axis=1), 1, rtol=1e-5)


def test_nearness_is_the_mean_cosine_of_the_three_nearest_wordings(model: RankingModel) -> None:
    vector = embed(["hvad er ssp"])[0]
    cosines = sorted(embed(WORDINGS["hvad-er-ssp"]) @ vector)
    ranked = {ranked.label: ranked for ranked in rank(model, "hvad er ssp")}
    assert ranked["hvad-er-ssp"].nearness == pytest.approx(float(np.mean(cosines[-3:])), abs=1e-4)


def test_what_is_like_the_wordings_is_nearer_than_what_is_not(model: RankingModel) -> None:
    near = rank(model, "hvad er ssp")[0].nearness
    far = max(ranked.nearness for ranked in rank(model, "opskrift på rabarberkage med vanilje"))
    assert near > far


def test_a_model_is_the_same_after_it_was_kept_on_disk(model: RankingModel) -> None:
    again = pickle.loads(pickle.dumps(model))
    assert rank(again, "hvem betaler for ssp") == rank(model, "hvem betaler for ssp")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("børn", "boern"),
        ("boern", "boern"),
        ("BØRN?!", "boern"),
        ("Må æblet på øen", "maa aeblet paa oeen"),
        ("59 % – i 2014", "59 % i 2014"),
        ("a.b,c", "a b c"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_folded_is_the_text_as_typed_without_a_danish_keyboard(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_folded_knows_the_e_of_lektiecafe() -> None:
    assert folded("Lektiecafé") == folded("lektiecafe") == "lektiecafe"


def test_embeddings_have_the_length_of_one() -> None:
    vectors = embed(["hvad er ssp", "hej"])
    assert vectors.shape == (2, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-4)


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
    # Not as training data: that would put these few in the place of this machine's kept embeddings.
    data = TrainingData(training_examples=SentenceEmbedder().process(examples))
    AnswerRanker.create({}, storage, resource, context).train(data)
    return AnswerRanker.load({}, storage, resource, context)


def tokenised(message: Message) -> Message:
    """The message with tokens as a tokenizer leaves them, each its own lemma."""
    message.set(TOKENS_NAMES[TEXT], [Token(word, 0, lemma=word) for word in message.get(TEXT).split()])
    return message


def understood(ranker: AnswerRanker, text: str) -> Message:
    (message,) = ranker.process(SentenceEmbedder().process([tokenised(Message(data={"text": text}))]))
    return message


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


def test_each_message_carries_how_the_alarms_sound(ranker: AnswerRanker) -> None:
    legal = understood(ranker, "skal forældre give samtykke til det").get(ALARMS)
    other = understood(ranker, "hvad koster det").get(ALARMS)
    assert legal.keys() == other.keys() == {LEGAL}
    assert legal[LEGAL] > other[LEGAL]


def test_a_gates_wording_is_no_card_and_no_move(ranker: AnswerRanker) -> None:
    message = understood(ranker, WORDINGS_OF_A_GATE[0])
    assert {answer["card"] for answer in message.get(ANSWERS)} <= WORDINGS.keys()
    moves = {f"#{ranked['name']}" for ranked in message.get("intent_ranking")} - {"#ask"}
    assert moves <= WORDINGS.keys()


def test_a_move_gets_its_intent_and_cards_beside_it(ranker: AnswerRanker) -> None:
    message = understood(ranker, "hej med dig")
    assert message.get("intent")["name"] == "greet"
    names = [ranked["name"] for ranked in message.get("intent_ranking")]
    assert len(set(names)) == len(names), "each intent once"


def test_a_buttons_payload_is_neither_embedded_nor_ranked(ranker: AnswerRanker) -> None:
    message = understood(ranker, '/show_card{"card": "hvad-er-ssp"}')
    assert message.get(EMBEDDING) is None
    assert message.get(ANSWERS) is None
    assert message.get(ALARMS) is None
    assert message.get("intent") is None


def test_lemmas_are_in_lower_case_and_without_punctuation() -> None:
    assert lemmas(tokenised(Message(data={"text": "Hvad Er SSP ? – 59 %"}))) == "hvad er ssp 59"
    assert lemmas(Message(data={"text": "uden tokens"})) == ""


def test_a_ranker_is_kept_as_one_file(ranker: AnswerRanker, tmp_path: Path) -> None:
    with ranker._model_storage.read_from(ranker._resource) as folder:
        assert [path.name for path in folder.iterdir()] == ["ranking_model.pickle"]


@pytest.mark.parametrize("labels", [2, 3, 7])
def test_learning_in_shares_gives_what_learning_at_once_gives(labels: int) -> None:
    chance = np.random.default_rng(1)
    features = csr_matrix(chance.random((60, 20)) * (chance.random((60, 20)) > 0.5))
    meant = np.arange(60) % labels
    weights, bias = ranking_model._one_against_the_rest(features, meant)
    assert weights.shape == (labels, 20) and bias.shape == (labels,)
    for label in range(labels):
        alone = LogisticRegression(C=ranking_model._LETTERS_C, solver="liblinear").fit(features, meant == label)
        assert np.allclose(weights[label], alone.coef_[0], rtol=1e-3, atol=1e-3)
        assert np.allclose(bias[label], alone.intercept_[0], rtol=1e-3, atol=1e-3)
