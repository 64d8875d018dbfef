"""Rasa component: find what is asked of the last answer among what is known to be asked of it."""

from __future__ import annotations

import math
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.core.paths import STATE
from bot.knowledge.follow_ups import load_follow_ups
from bot.knowledge.loader import load
from bot.knowledge.schema import PARENTS_CARDS
from bot.nlu.answer_ranker import (
    AFTER_GUIDANCE,
    ALSO_ASKED,
    ANSWERS,
    CERTAINTY,
    MEANT,
    PARENT_ROLE,
    PARENTS_ANSWERS,
    PARTS,
    ROLE,
    THREAD,
    topic_of,
)
from bot.nlu.confidence_gate import OUT_OF_SCOPE
from bot.nlu.danger_rules import CHECK_IN_WAITS, FOLLOWS_DANGER
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.follow_up_model import ASK_FOLLOW_UP, FOLLOW_UPS_ASKED, FollowUpModel, Match
from bot.nlu.importer import CARD
from bot.nlu.legal_gate import LEGAL_WORD
from bot.nlu.moves import REMARKS
from bot.nlu.parent_gate import STAFF_INTENT
from bot.nlu.sentence_embedder import EMBEDDING, embed, embed_wordings
from bot.nlu.thread import Said, Thread
from bot.nlu.trained_part import keep_trained, read_trained
from bot.text.plans import says_what_she_will_do
from bot.text.questions import questions_in

# Vectors of the follow-ups' wordings that came after the released ones.
CACHE = STATE / "follow-ups.npz"

# Where a move is made no card is ranked for it.
_A_MOVE = Thread(Said(0, 0.0), best=0.0, total=0.0)

_MODEL_FILE = "follow_up_model.pickle"
_KEPT = 3

# What may be asked of the last answer, whatever it was taken for. Other moves keep their meaning.
_MOVES = {"local_fact", "sigh", "not_helped", "child_writes", *REMARKS}
_GIVES_WAY = {
    "ask", "ask_unsure", "ask_legal", "ask_legal_unsure", "ask_parent", "ask_parent_legal", "nlu_fallback",
    OUT_OF_SCOPE, *_MOVES,
}  # fmt: skip


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FollowUpMatcher(IntentClassifier, GraphComponent):
    """Sets ``follow_ups``, and the intent ``ask_follow_up`` where one is likely meant.

    Stands after the gates, which say what else it may be.
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: FollowUpModel
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds, log-odds."""
        return {
            # Log-odds by the follow-ups' own model from which what was taken for a remark or a sigh asks something, and
            # what was taken for something else altogether. All the rest is ranked with the cards.
            "asked_in_place_of_a_move_from": 1.0,
            "asked_in_place_of_out_of_scope_from": 2.0,
            # So probable, 0-1, there is no doubt.
            "surely_from": 0.8,
            # What else may be meant is offered from here.
            "offered_from": 0.03,
            # Of a message that asks several things, what is asked of the answer to the first is named from these
            # log-odds, and without doubt from those.
            "also_asked_from": 0.2,
            "surely_also_asked_from": 1.0,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FollowUpMatcher:
        """An untrained one."""
        return cls(config, model_storage, resource, FollowUpModel())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FollowUpMatcher:
        """As it was trained. The file lies in our own model, made on this installation."""
        return cls(config, model_storage, resource, read_trained(_MODEL_FILE, model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from knowledge/opfoelgning/ and keep what was learned."""
        titles = {card.id: card.title for card in load().cards.values()}
        cache = EmbeddingCache(CACHE)
        self._model.fit(load_follow_ups(), titles, lambda texts: embed_wordings(texts, cache))
        return keep_trained(self._model, _MODEL_FILE, self._model_storage, self._resource)

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message that may ask something of the last answer."""
        for message in messages:
            if self._may_ask(message):
                self._decide(message, topic_of(message))
            self._ask_also(message)
        return messages

    def _ask_also(self, message: Message) -> None:
        """Of a message that asks several things: what each asks of the likeliest answers, by the card of the answer."""
        likeliest = [found[0][CARD] for name in (ANSWERS, PARENTS_ANSWERS) if (found := message.get(name))]
        for asked, (part, embedding) in zip(
            message.get(ALSO_ASKED) or (), (message.get(PARTS) or {}).items(), strict=False
        ):
            certain = max(
                (answer[CERTAINTY] for name in (ANSWERS, PARENTS_ANSWERS) for answer in asked[name]), default=0
            )
            best = {
                card: matches[0]
                for card in likeliest
                if (matches := self._model.matches(card, embedding, len(part.split()), certain))
            }
            asked[FOLLOW_UPS_ASKED] = {
                card: {"key": match.key, "surely": match.log_odds >= self._config["surely_also_asked_from"]}
                for card, match in best.items()
                if match.log_odds >= self._config["also_asked_from"]
            }

    def _may_ask(self, message: Message) -> bool:
        if message.get(EMBEDDING) is None or not topic_of(message) or message.get(MEANT) == "":
            return False
        # "Hvem underretter, hende eller os?" after an ordinary answer is law, though near to "hvem skriver under".
        if message.get(LEGAL_WORD) and not message.get(AFTER_GUIDANCE):
            return False
        told = message.get("metadata") or {}
        if told.get(FOLLOWS_DANGER) or told.get(CHECK_IN_WAITS):
            return False  # it may be about the danger
        # Who is another reader than the answer's asks nothing of it.
        role = told.get(ROLE)
        if role and (role == PARENT_ROLE) != topic_of(message).startswith(PARENTS_CARDS):
            return False
        # "Så skriver jeg til lederen i aften" asks nothing, however near it is.
        return message.get(INTENT)[INTENT_NAME_KEY] in _GIVES_WAY and not says_what_she_will_do(message.get(TEXT))

    def _matches(self, card: str, message: Message) -> list[Match]:
        """What may be asked, the likeliest first; of several questions what each likeliest asks stands first."""
        text = message.get(MEANT) or message.get(TEXT)
        parts = questions_in(text) or [text]
        seen = {**(message.get(PARTS) or {}), message.get(TEXT): message.get(EMBEDDING)}
        if new := [part for part in parts if part not in seen]:
            seen |= zip(new, embed(new), strict=True)
        found = [self._model.matches(card, seen[part], len(part.split()), certain=0.0) for part in parts]
        found.sort(key=lambda matches: -max((match.log_odds for match in matches), default=-math.inf))
        in_order = [*(matches[0] for matches in found if matches), *(match for matches in found for match in matches)]
        by_key: dict[str, Match] = {}
        for match in in_order:
            by_key.setdefault(match.key, match)
        return list(by_key.values())

    def _decide(self, message: Message, card: str) -> None:
        matches = self._matches(card, message)
        thread = message.get(THREAD) or _A_MOVE
        probable = thread.probabilities(matches)
        near = [match for match, share in zip(matches, probable, strict=True) if share >= self._config["offered_from"]]
        if not near:
            return
        surely = probable[matches.index(near[0])] >= self._config["surely_from"]
        found = {"card": card, "keys": [match.key for match in near[:_KEPT]], "surely": surely}
        message.set(FOLLOW_UPS_ASKED, found, add_to_output=True)
        _leave_the_cards(1 - sum(probable), message)
        if self._is_asked(near[0], message):
            intent = message.get(INTENT)
            if message.get(STAFF_INTENT) is None:
                message.set(STAFF_INTENT, intent[INTENT_NAME_KEY], add_to_output=True)
            message.set(INTENT, {**intent, INTENT_NAME_KEY: ASK_FOLLOW_UP}, add_to_output=True)

    def _is_asked(self, match: Match, message: Message) -> bool:
        """Whether what is likeliest asked of the answer is what is meant."""
        intent, thread = message.get(INTENT)[INTENT_NAME_KEY], message.get(THREAD)
        if intent == OUT_OF_SCOPE:
            return bool(match.log_odds >= self._config["asked_in_place_of_out_of_scope_from"])
        if intent in _MOVES or thread is None:
            return bool(match.log_odds >= self._config["asked_in_place_of_a_move_from"])
        return bool(thread.is_beaten_by(match))


def _leave_the_cards(share: float, message: Message) -> None:
    """Make each card as much less certain as something is asked of the last answer instead."""
    for name in (ANSWERS, PARENTS_ANSWERS):
        cards = [{**answer, CERTAINTY: answer[CERTAINTY] * share} for answer in message.get(name) or ()]
        message.set(name, cards, add_to_output=True)
