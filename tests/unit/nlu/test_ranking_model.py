"""The ranking, learned here from a few wordings with the real sentence encoder."""

import pickle

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from bot.nlu import ranking_model
from bot.nlu.moves import MARK
from bot.nlu.ranking_model import RANKING_LENGTH, Ranked, RankingModel
from bot.nlu.sentence_embedder import embed
from bot.text.wording import folded
from tests.support.rankings import WORDINGS


@pytest.fixture(scope="module")
def model() -> RankingModel:
    texts = [text for wordings in WORDINGS.values() for text in wordings]
    labels = [label for label, wordings in WORDINGS.items() for _ in wordings]
    return RankingModel().fit(texts, texts, embed(texts), labels, {label for label in labels if label.startswith(MARK)})


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
    assert max(rank(model, text), key=lambda ranked: ranked.similarity).label == label


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
    everything = [ranked.label for ranked in rank(model, "hvad er ssp")]
    monkeypatch.setattr(ranking_model, "RANKING_LENGTH", 4)
    best = [ranked.label for ranked in rank(model, "hvad er ssp")]
    assert len(best) == 4 and best[0] == everything[0]


def test_the_moves_leave_the_cards_a_share_of_the_whole_probability(model: RankingModel) -> None:
    letters = model.letter_scores(["hvad er ssp", "hej"], ["hvad er ssp", "hej"])
    assert letters.shape == (2, len(WORDINGS))
    of_moves = np.exp(letters[:, [label.startswith(MARK) for label in model.labels]]).sum(axis=1)
    assert of_moves[0] < 0.5 < of_moves[1] <= 1 + 1e-5


def test_a_message_that_fits_many_cards_leans_less_to_each_beside_a_move(
    model: RankingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking_model, "_OTHERS_COUNT", 0.0)
    alone = model.letter_scores(["hvad er det"], ["hvad er det"])
    monkeypatch.undo()
    among = model.letter_scores(["hvad er det"], ["hvad er det"])
    is_move = np.array([label.startswith(MARK) for label in model.labels])
    assert (among[0, ~is_move] < alone[0, ~is_move]).all()
    np.testing.assert_array_equal(among[0, is_move], alone[0, is_move])


def test_a_label_whose_examples_were_not_looked_at_is_no_nearer_than_those_that_were(
    model: RankingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking_model, "RANKING_LENGTH", 4)
    found = model.read("hvad er ssp", "hvad er ssp", embed(["hvad er ssp"])[0])
    ranked = {one.label for one in found.ranked}
    others = [score for label, score in zip(model.labels, found.scores, strict=True) if label not in ranked]
    assert max(others) <= found.scores[model.labels.index(found.ranked[0].label)]


def test_nearness_is_the_mean_cosine_of_the_three_nearest_wordings(model: RankingModel) -> None:
    vector = embed(["hvad er ssp"])[0]
    cosines = sorted(embed(WORDINGS["hvad-er-ssp"]) @ vector)
    ranked = {ranked.label: ranked for ranked in rank(model, "hvad er ssp")}
    assert ranked["hvad-er-ssp"].similarity == pytest.approx(float(np.mean(cosines[-3:])), abs=1e-3)


def test_what_is_like_the_wordings_is_nearer_than_what_is_not(model: RankingModel) -> None:
    near = rank(model, "hvad er ssp")[0].similarity
    far = max(ranked.similarity for ranked in rank(model, "opskrift på rabarberkage med vanilje"))
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


@pytest.mark.parametrize("labels", [2, 3, 7])
def test_the_letters_learn_weights_for_each_label_however_few(labels: int) -> None:
    meant = np.arange(70) % labels
    features = csr_matrix(np.eye(labels)[meant])
    learned = ranking_model._one_against_the_rest(features, meant).log_odds(features)
    assert learned.shape == (len(meant), labels)
    assert np.array_equal(np.argmax(learned, axis=1), meant)


def test_the_order_of_the_letters_changes_nothing_of_what_is_learned() -> None:
    chance = np.random.default_rng(0)
    labels = np.arange(60) % 5
    features = csr_matrix((chance.random((60, 40)) < chance.random(40)).astype(np.float32))
    rounds, alpha = ranking_model._LETTERS_ROUNDS, ranking_model._LETTERS_ALPHA
    as_they_stand = SGDClassifier(loss="log_loss", alpha=alpha, max_iter=rounds, tol=None, average=True, random_state=0)
    expected = as_they_stand.fit(features, labels).decision_function(features)
    learned = ranking_model._one_against_the_rest(features, labels).log_odds(features)
    np.testing.assert_allclose(learned, expected, rtol=5e-3, atol=0.1)
