"""The views of a message that were chosen between, on the strangers' development halves: `skolebro eval --compare`.

All learn from the same wordings and are asked the same questions, by somebody whose audience is known; what counts is
the right card first, and among the first four.
"""

import warnings

import numpy as np
import spacy
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.core.paths import ROOT
from bot.core.silence_warnings import silence_warnings
from bot.evaluation.strangers import DEVELOPMENT, GROUPS, PARENT, Question, read_questions, set_path
from bot.knowledge.schema import PARENTS_CARDS
from bot.nlu.danish_model import ensure_model
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.lean import Vectors
from bot.nlu.moves import MARK
from bot.nlu.ranking_model import NEIGHBOURS, RankingModel
from bot.nlu.sentence_embedder import embed

_AMONG = 4


def compare_classifiers() -> None:
    """Print a table of the views with their shares of right first cards and first fours."""
    silence_warnings()
    questions = [
        question for group in GROUPS for question in read_questions(set_path(group, DEVELOPMENT)) if question.accept
    ]
    wordings = _wordings()
    print(f"\n{len(wordings)} eksempler, {len({label for _, label in wordings})} etiketter, {len(questions)} spørgsmål")
    print(f"{'udsyn':<60}{'først':>8}{f'blandt {_AMONG}':>10}")
    for name, ranked in _views(wordings, questions):
        first = np.mean([labels[0] in q.accept for q, labels in zip(questions, ranked, strict=True)])
        among = np.mean([bool(set(q.accept) & set(labels)) for q, labels in zip(questions, ranked, strict=True)])
        print(f"{name:<60}{first:>8.1%}{among:>10.1%}", flush=True)


def _wordings() -> list[tuple[str, str]]:
    """Every training example with its label: a card's id or, marked, a move's intent."""
    from bot.nlu.importer import CARD, GATE, KnowledgeImporter

    importer = KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    examples = [message for message in importer.get_nlu_data("da").intent_examples if message.get(GATE) is None]
    return [(message.get("text"), message.get(CARD) or MARK + message.get("intent")) for message in examples]


def _views(wordings: list[tuple[str, str]], questions: list[Question]) -> list[tuple[str, list[list[str]]]]:
    language = spacy.load(ensure_model().location, disable=["ner"])

    def lemmatised(texts: list[str]) -> list[str]:
        read = language.pipe(text.lower() for text in texts)
        return [" ".join(token.lemma_.lower() for token in one if any(map(str.isalnum, token.text))) for one in read]

    texts, labels = [text for text, _ in wordings], [label for _, label in wordings]
    asked = [question.question for question in questions]
    embedded, embedded_asked = EmbeddingCache().embed(texts, embed), embed(asked)
    moves = {label for label in labels if label.startswith(MARK)}
    model = RankingModel().fit(texts, lemmatised(texts), embedded, labels, moves)
    lemmas = lemmatised(asked)
    letters = model.letter_scores(asked, lemmas)
    learned = _learned(embedded, labels, embedded_asked)
    nearest = _nearest(embedded, embedded_asked, labels, model.labels)
    chosen = np.stack([model.read(*views).scores for views in zip(asked, lemmas, embedded_asked, strict=True)])

    def ranked(scores: Vectors) -> list[list[str]]:
        return [_few(row, question, model.labels) for row, question in zip(scores, questions, strict=True)]

    return [
        ("ord, bogstaver og grundformer, lært", ranked(letters)),
        ("sætningsvektor, lært", ranked(learned)),
        (f"sætningsvektor, de nærmeste {NEIGHBOURS} eksempler", ranked(nearest)),
        ("begge lærte", ranked(letters + 0.8 * learned)),
        ("bogstaver, lært, og de nærmeste eksempler (valgt)", ranked(chosen)),
        ("alle tre", ranked(chosen + 0.5 * learned)),
    ]


def _few(scores: Vectors, question: Question, labels: list[str]) -> list[str]:
    """The best cards for who asks; a move is none."""
    for_parents = question.role == PARENT
    best_first = (labels[place] for place in np.argsort(-scores))
    cards = (label for label in best_first if not label.startswith(MARK))
    own = (card for card in cards if card.startswith(PARENTS_CARDS) == for_parents)
    return [card for card, _ in zip(own, range(_AMONG), strict=False)]


def _learned(embedded: Vectors, labels: list[str], asked: Vectors) -> Vectors:
    """A regression's log-probabilities, which the ranking had until docs/decisions/0024-nearest-examples.md."""
    stretched = 4.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression = LogisticRegression(C=3.0, max_iter=60, random_state=0).fit(embedded * stretched, labels)
    return np.asarray(regression.predict_log_proba(asked * stretched))


def _nearest(examples: Vectors, asked: Vectors, labels: list[str], order: list[str]) -> Vectors:
    similar = asked @ examples.T
    own = np.array(labels)
    nearest = [np.sort(similar[:, own == label], axis=1)[:, -NEIGHBOURS:].mean(axis=1) for label in order]
    return np.stack(nearest, axis=1)
