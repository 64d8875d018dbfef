"""Rasa component: danger goes before everything else, in every state of every conversation."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from bot.knowledge.danger_examples import load_cards_asked_in_worry
from bot.knowledge.gates import FOLLOW_UP
from bot.nlu.answer_ranker import GATE_SCORES, topic_of, words_before
from bot.nlu.danger_model import DangerModel, DangerReading, pieces
from bot.nlu.danger_rules import (
    ASKED_LATELY,
    CHECK_IN_WAITS,
    DENIED_LATELY,
    FOLLOWS_DANGER,
    IS_TOO_LONG,
    JOKE,
    LAST_KIND,
    NEXT,
    NOT_DANGER,
    DangerRules,
)  # fmt: skip
from bot.nlu.importer import AFTER_EXAMPLE, CARD, DANGER_EXAMPLE
from bot.nlu.lean import Vectors
from bot.nlu.sentence_embedder import EMBEDDING, embed
from bot.nlu.trained_part import keep_trained, read_trained
from bot.text.danger_denied import beyond_denial
from bot.text.emoji import has_telling_sign, spelt_out
from bot.text.language_id import DANISH, written_language

CRISIS = "crisis"
PERHAPS_DANGER = "perhaps_danger"
TOO_LONG = "unreadable_too_long"

# Where a message carries {"kind", "voice", "voice_confidence", "language"} of the danger in it, if there may be any.
DANGER = "danger"
# Where it carries what it says after a reply to danger; also the intent of such a message.
AFTER_DANGER = "after_danger"
# What is said beside "han vil ikke dø" is read as if no danger had been talked of.
_NOTHING_BEFORE = {FOLLOWS_DANGER: 0, CHECK_IN_WAITS: False, ASKED_LATELY: False}

_MODEL_FILE = "danger_model.pickle"
_ONE_IN_SO_MANY = 8
_ROUGHLY = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerClassifier(IntentClassifier, GraphComponent):
    """Sets the intent ``crisis`` or ``perhaps_danger``; stands last in the pipeline, so that nothing overrules it."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: DangerModel
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._rules = DangerRules(config)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds of the score; chosen on tests/eval/danger-development.jsonl."""
        return {
            # From here somebody is in danger ...
            "crisis_from": 0.0,
            # ... sooner where staff write: of their ordinary messages hardly any sounds like it, of parents' many do
            # (docs/decisions/0011-danger.md) ...
            "crisis_from_of_staff": -0.2,
            # ... and where danger was just answered: whether it is one need not be asked twice.
            "crisis_from_after_danger": -1.2,
            # ... from here perhaps.
            "perhaps_from": -1.4,
            # ... but for a word or two, which tell little ("min søster").
            "perhaps_from_of_two_words": -0.4,
            # ... and for what staff ask where nobody spoke of danger: "hvad siger jeg til en elev, der ...".
            "perhaps_from_of_staffs_questions": -0.8,
            # Another language has fewer examples, so that its danger sounds weaker: this much is added.
            "other_language_adds": 0.7,
            # A message this uneasy is also read together with the one before it.
            "read_together_from": -4.0,
            # ... which counts if the two are surely danger: of two harmless ones each lends the other its unease ...
            "together_from": 1.0,
            # ... and below this also if they sound less like it: "hun ligger på barsel, og jeg når hende ikke". What
            # leans on the words before has this log-odds of being a follow-up.
            "sure_alone_from": 1.2,
            "leans_from": -4.0,
            # The language of a message of danger is believed from this probability.
            "language_from": 0.5,
            # A question that sounds like danger from here, and is none, is learned from.
            "learned_from": -1.0,
            # What follows a reply to danger is about it from this probability.
            "after_from": 0.6,
            # That help was called, the danger over, must be surer: else what is told on is thanked for ...
            "done_from": 0.9,
            # ... and the surer where it sounds like danger itself ("hun er holdt op med at trække vejret"); more words
            # than this tell more than that ("jeg har ik ringet, men hun har et blåt mærke").
            "after_from_beside_danger": 0.98,
            "done_in_words": 12,
            # A reply to one kind of danger is given from this probability of it, a surer one where the danger is not
            # so sure; below, the reply that fits any.
            "kind_from": 0.7,
            "kind_from_of_doubtful": 0.9,
            "doubtful_below": 1.5,
            # So many messages after it are about it as long as they are not surely about something else.
            "about_it_for": 2,
            # A question is an ordinary one below this score, where a card is this certain to answer it.
            "ordinary_below": -2.0,
            "answered_from": 0.5,
            # ... and what asks nothing, where one is this certain.
            "told_from": 0.8,
            # A whole question below this score is another one than what the check-in asks about.
            "another_matter_below": -3.0,
            # What may be danger is not asked about where a card is this certain to answer it: of 11 acute messages in
            # that band none had one, of 21 of strangers' ordinary ones 12 (docs/decisions/0011-danger.md).
            "beyond_doubt_from": 0.8,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerClassifier:
        """An untrained classifier with config.yml's thresholds."""
        return cls(config, model_storage, resource, DangerModel())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DangerClassifier:
        """A classifier as it was trained. The file lies in our own model, made on this installation."""
        return cls(config, model_storage, resource, read_trained(_MODEL_FILE, model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples in knowledge/fare/eksempler/, and from all that is said and asked without danger."""
        after = [message for message in training_data.intent_examples if message.get(AFTER_EXAMPLE)]
        examples = [message for message in training_data.intent_examples if _is_for_danger(message)]
        ordinary = _ordinary(training_data.intent_examples)
        print(f"  Lærer fare af {len(examples)} eksempler ...", flush=True)
        # To find them a rough model is enough; the time grows with the square of the examples.
        rough = [*examples, *ordinary[::_ONE_IN_SO_MANY]][::_ROUGHLY]
        self._learn_danger(rough, self._model.learn_letters(_texts(rough)))
        kept = self._worth_learning(ordinary)
        print(f"  ... og af {len(kept)} almindelige beskeder, mest dem, der lyder som fare ...", flush=True)
        letters = self._model.learn_letters(_texts([*examples, *kept]))
        # It takes as long as all the choices, and lets another thread work meanwhile.
        with ThreadPoolExecutor(1) as beside:
            danger = beside.submit(self._learn_danger, [*examples, *kept], letters)
            self._learn_choices(examples, after)
            danger.result()
        return keep_trained(self._model, _MODEL_FILE, self._model_storage, self._resource)

    def _worth_learning(self, ordinary: list[Message]) -> list[Message]:
        """The ordinary messages that sound like danger, which tell best what is none, and a few of the others.

        All of them would drown the examples of danger.
        """
        if not ordinary:
            return []
        sounds = self._model.scores(**_views(ordinary)) > self._config["learned_from"]
        return [message for at, message in enumerate(ordinary) if sounds[at] or at % _ONE_IN_SO_MANY == 0]

    def _learn_danger(self, messages: list[Message], letters: csr_matrix) -> None:
        told = [message.get(DANGER_EXAMPLE) or {} for message in messages]
        self._model.learn_danger(letters, _embeddings(messages), danger=[bool(one.get("danger")) for one in told])

    def _learn_choices(self, examples: list[Message], after: list[Message]) -> None:
        told = [(message, message.get(DANGER_EXAMPLE) or {}) for message in examples]
        for name in ("kind", "voice", "language"):
            labelled = [(message, one[name]) for message, one in told if one.get("danger") and one.get(name)]
            self._learn_choice(name, labelled)
        self._learn_choice("after", [(message, message.get(AFTER_EXAMPLE)) for message in after])

    def _learn_choice(self, name: str, labelled: list[tuple[Message, str]]) -> None:
        views = _views([message for message, _ in labelled])
        self._model.learn_choice(name, **views, labels=[label for _, label in labelled])

    def process(self, messages: list[Message]) -> list[Message]:
        """Look for danger in what was written."""
        for message in messages:
            if message.get(EMBEDDING) is not None:
                self._decide(message, message.get("metadata") or {})
        return messages

    def _decide(self, message: Message, told: dict[str, Any]) -> None:
        beyond = beyond_denial(message.get(TEXT))
        reading = self._weighed(
            self._read_part(beyond) if beyond else self._read(message.get(TEXT), message.get(EMBEDDING))
        )
        was_told_of_it = told.get(FOLLOWS_DANGER) or told.get(CHECK_IN_WAITS)
        # Whoever has just said no is not asked the same again.
        denies = bool(told.get(DENIED_LATELY) or (beyond and was_told_of_it))
        if beyond:
            told = {**told, **_NOTHING_BEFORE}
        if said := self._rules.said_after_danger(message, told, reading):
            message.set(AFTER_DANGER, said, add_to_output=True)
            _set_intent(message, AFTER_DANGER)
            return
        crisis_from = self._rules.crisis_from(reading, told)
        denied = denies or self._rules.is_denied(message, told)
        before = "" if denied or beyond else words_before(message)
        if before and told.get(CHECK_IN_WAITS) and self._rules.may_be_about_danger(message, reading):
            reading = self._answering_the_check_in(before, message, reading)
        elif before and self._config["read_together_from"] <= reading.score < self._config["sure_alone_from"]:
            reading = self._in_the_light_of(before, message, reading)
        perhaps_from = self._rules.perhaps_from(message.get(TEXT), reading, told)
        is_sure = reading.score >= crisis_from and (told.get(FOLLOWS_DANGER) or not self._rules.is_vague(reading))
        # The same question twice keeps help from who tells on.
        is_sure = is_sure or bool(told.get(ASKED_LATELY) and not denied and reading.score >= perhaps_from)
        # Who just answered no, or corrects what was understood, is not asked; what is surely danger is danger.
        is_no_danger = told.get(NOT_DANGER) or reading.score < perhaps_from
        if is_no_danger or (not is_sure and (denied or self._rules.is_plainly_ordinary(message, reading, told))):
            if told.get(IS_TOO_LONG):
                _set_intent(message, TOO_LONG)
            return
        message.set(DANGER, self._told(message.get(TEXT), reading, str(told.get(LAST_KIND) or "")), add_to_output=True)
        _set_intent(message, CRISIS if is_sure else PERHAPS_DANGER)

    def _answering_the_check_in(self, before: str, message: Message, alone: DangerReading) -> DangerReading:
        """The reading of what is neither yes nor no to it; ``before`` is what was asked about.

        Who asks what to do ("hvem ringer jeg til"), tells of one kind of danger ("det var storebroren, der slår") or is
        in doubt has said yes: numbers too many harm nobody. A joke is none; other words are asked about once more.
        """
        label, likely = alone.after
        if label == JOKE and likely >= self._config["after_from"]:
            return alone
        together = self._weighed(self._read_together(before, message.get(TEXT)))
        tells_on = alone.score >= self._config["perhaps_from"] and self._rules.is_of_a_kind(alone)
        asks_what_next = label == NEXT and likely >= self._config["after_from"]
        says_yes = tells_on or asks_what_next or self._rules.is_in_doubt(message)
        least = self._config["doubtful_below" if says_yes else "perhaps_from"]
        return replace(together, score=max(alone.score, together.score, least))

    def _in_the_light_of(self, before: str, message: Message, alone: DangerReading) -> DangerReading:
        """The reading of a message that is not surely danger by itself, with the words just before it."""
        together = self._weighed(self._read_together(before, message.get(TEXT)))
        if together.score >= alone.score:
            return together if together.score >= self._config["together_from"] else alone
        gate_score = (message.get(GATE_SCORES) or {}).get(FOLLOW_UP, -math.inf)
        leans = topic_of(message) and gate_score >= self._config["leans_from"]
        return replace(alone, score=(alone.score + together.score) / 2) if leans else alone

    def _weighed(self, reading: DangerReading) -> DangerReading:
        added = self._config["other_language_adds"] * self._rules.is_foreign(reading)
        return replace(reading, score=reading.score + added)

    def _read(self, text: str, embedding: Vectors) -> DangerReading:
        if has_telling_sign(text):
            text = spelt_out(text)
            embedding = embed([text])[0]
        # Capitals alone say the same; the encoder has seen few.
        parts = [*pieces(text), *([text.lower()] if text.isupper() else [])]
        embeddings = np.vstack([embedding[None, :], embed(parts)]) if parts else embedding[None, :]
        return self._model.read([text, *parts], embeddings)

    def _read_part(self, text: str) -> DangerReading:
        return self._read(text, embed([text])[0])

    def _read_together(self, before: str, text: str) -> DangerReading:
        return self._read_part(f"{before} {text}")

    def _told(self, text: str, reading: DangerReading, last_kind: str = "") -> dict[str, Any]:
        """What the actions are told.

        Args:
            last_kind: the kind of danger just answered, which is meant unless another is beyond doubt: "skal jeg lade
                hende gå hjem" is no missing child.
        """
        voice, sure = reading.voice
        believed = reading.language[0] if self._rules.is_foreign(reading) else DANISH
        return {
            "kind": self._rules.kind(reading, last_kind),
            "voice": voice,
            "voice_confidence": sure,
            "language": written_language(text, believed),
        }


def _is_for_danger(message: Message) -> bool:
    """Every example of danger, and every harmless one."""
    return bool(message.get(DANGER_EXAMPLE)) and not message.get(AFTER_EXAMPLE)


def _ordinary(messages: list[Message]) -> list[Message]:
    """What is asked of cards and gates, and every move; not what a card is asked in worry for a child."""
    in_worry = load_cards_asked_in_worry()
    return [
        message
        for message in messages
        if not (message.get(DANGER_EXAMPLE) or message.get(AFTER_EXAMPLE)) and message.get(CARD) not in in_worry
    ]


def _views(messages: list[Message]) -> dict[str, Any]:
    return {"texts": _texts(messages), "embeddings": _embeddings(messages)}


def _texts(messages: list[Message]) -> list[str]:
    return [message.get(TEXT) for message in messages]


def _embeddings(messages: list[Message]) -> Vectors:
    return np.stack([message.get(EMBEDDING) for message in messages])


def _set_intent(message: Message, intent: str) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
