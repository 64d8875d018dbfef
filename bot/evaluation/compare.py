"""The classifiers that were chosen between, each on the development set: `skolebro eval --compare`.

All learn from the same wordings and are asked the same questions; what counts is the right card first.
"""

import asyncio
import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml

from bot.core.paths import ROOT
from bot.core.silence_warnings import silence_warnings
from bot.evaluation.questions import DEVELOPMENT, Question, read_questions
from bot.nlu.danish_model import ensure_model
from bot.nlu.lean import Vectors
from bot.nlu.ranking_model import MEANING_WEIGHT, NEIGHBOURS, RankingModel

# Rasa's own classifier, as `rasa init` sets it up, with every card as an intent.
_DIET_EPOCHS = 20


def compare_classifiers() -> None:
    """Print a table of candidates with their shares of right first cards and first threes."""
    silence_warnings()
    questions = [question for question in read_questions(DEVELOPMENT) if question.accept]
    wordings = _wordings()
    print(f"\n{len(wordings)} eksempler, {len({label for _, label in wordings})} etiketter, {len(questions)} spørgsmål")
    print(f"{'klassifikator':<52}{'først':>8}{'blandt 3':>10}")
    for name, ranked in [*_own_candidates(wordings, questions), _diet(wordings, questions)]:
        first = np.mean([bool(labels) and labels[0] in q.accept for q, labels in zip(questions, ranked, strict=True)])
        three = np.mean([bool(q.accept & set(labels[:3])) for q, labels in zip(questions, ranked, strict=True)])
        print(f"{name:<52}{first:>8.1%}{three:>10.1%}", flush=True)


def _wordings() -> list[tuple[str, str]]:
    """Every training example with its label: a card's id or, marked, a move's intent."""
    from bot.nlu.importer import CARD, GATE, KnowledgeImporter

    importer = KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    examples = [message for message in importer.get_nlu_data("da").intent_examples if message.get(GATE) is None]
    return [(message.get("text"), message.get(CARD) or f"#{message.get('intent')}") for message in examples]


def _own_candidates(wordings: list[tuple[str, str]], questions: list[Question]) -> list[tuple[str, list[list[str]]]]:
    import spacy

    from bot.nlu.sentence_embedder import embed

    language = spacy.load(ensure_model().location)

    def lemmatise(text: str) -> str:
        return " ".join(token.lemma_.lower() for token in language(text.lower()) if any(map(str.isalnum, token.text)))

    texts, labels = [text for text, _ in wordings], [label for _, label in wordings]
    asked = [question.text for question in questions]
    embedded, embedded_asked = embed(texts), embed(asked)
    model = RankingModel().fit(texts, [lemmatise(text) for text in texts], embedded, labels)
    letters = model.letter_scores(asked, [lemmatise(text) for text in asked])
    meaning = model.meaning_scores(embedded_asked)
    nearest = {count: _nearest(embedded, embedded_asked, labels, model.labels, count) for count in (1, NEIGHBOURS)}

    def ranked(scores: Vectors) -> list[list[str]]:
        return [[model.labels[index] for index in np.argsort(-row)] for row in scores]

    return [
        ("LogisticRegression: ord, bogstaver og grundformer", ranked(letters)),
        ("LogisticRegression: sætningsvektor", ranked(meaning)),
        ("nærmeste eksempel: sætningsvektor", ranked(nearest[1])),
        (f"nærmeste {NEIGHBOURS} eksempler: sætningsvektor", ranked(nearest[NEIGHBOURS])),
        ("begge LogisticRegression lagt sammen", ranked(letters + meaning)),
        (f"  med vægt {MEANING_WEIGHT} på sætningsvektoren (valgt)", ranked(letters + MEANING_WEIGHT * meaning)),
        ("  og nærmeste eksempler oveni", ranked(letters + MEANING_WEIGHT * meaning + 30 * nearest[NEIGHBOURS])),
    ]


def _nearest(examples: Vectors, asked: Vectors, labels: list[str], order: list[str], count: int) -> Vectors:
    similar = asked @ examples.T
    own = np.array(labels)
    return np.stack([np.sort(similar[:, own == label], axis=1)[:, -count:].mean(axis=1) for label in order], axis=1)


def _diet(wordings: list[tuple[str, str]], questions: list[Question]) -> tuple[str, list[list[str]]]:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        _write_diet_project(Path(folder), wordings)
        model = train_nlu(f"{folder}/config.yml", f"{folder}/nlu.yml", folder)
        agent = Agent.load(model)

    async def ask_all() -> list[list[str]]:
        parsed = [await agent.parse_message(question.text) for question in questions]
        return [[intent["name"] for intent in result["intent_ranking"]] for result in parsed]

    minutes = (time.monotonic() - started) / 60
    return f"DIET, {_DIET_EPOCHS} gennemløb ({minutes:.0f} minutter)", asyncio.run(ask_all())


def _write_diet_project(folder: Path, wordings: list[tuple[str, str]]) -> None:
    examples: dict[str, list[str]] = {}
    for text, label in wordings:
        examples.setdefault(label, []).append(text)
    nlu = [{"intent": label, "examples": "".join(f"- {text}\n" for text in texts)} for label, texts in examples.items()]
    config = {
        "recipe": "default.v1",
        "language": "da",
        "assistant_id": "diet",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": _DIET_EPOCHS, "constrain_similarities": True},
        ],
    }
    dump: Callable[[object], str] = lambda data: yaml.safe_dump(data, allow_unicode=True)  # noqa: E731
    (folder / "nlu.yml").write_text(dump({"version": "3.1", "nlu": nlu}), encoding="utf-8")
    (folder / "config.yml").write_text(dump(config), encoding="utf-8")
