"""Rasa component: notice that a parent asks, and decide what a parent would be answered."""

from __future__ import annotations

import math
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.gates import LEGAL, PARENT
from bot.knowledge.schema import PARENTS_CARDS
from bot.nlu.answer_ranker import (
    CERTAINTY,
    CHILD_WRITES,
    GATE_SCORES,
    PARENTS_ANSWERS,
    PARENTS_SHARE,
    THREAD,
    log_odds_of,
    topic_of,
)
from bot.nlu.confidence_gate import ASK_UNSURE, FALLBACK, LOCAL_FACT, OUT_OF_SCOPE
from bot.nlu.importer import ASK, LEGAL_CARD
from bot.nlu.legal_gate import ASK_LEGAL, ASK_LEGAL_UNSURE, LEGAL_WORD, law_first
from bot.text.questions import has_question_word

ASK_PARENT = "ask_parent"
ASK_PARENT_LEGAL = "ask_parent_legal"

# Where a message carries what it would be if the speaker is not a parent after all.
STAFF_INTENT = "staff_intent"
# Where it carries whether it may be a parent's, whatever the intent ...
PERHAPS_PARENT = "perhaps_parent"
# ... and whether it is one's beyond doubt.
SURELY_PARENT = "surely_parent"
# Where it carries what a parent would be told: one of these.
FOR_PARENTS = "for_parents"
ANSWER, OFFER, NOT_KNOWN = "answer", "offer", "not_known"

_LEGAL = (ASK_LEGAL, ASK_LEGAL_UNSURE)
# The moves that parents' questions come near to. Cards and moves share one ranking: more than half beats any other.
PREPARE_TALK = "prepare_talk"
_BEATS_A_MOVE = 0.5
# "Hvad koster madordningen på vores skole" is a certain 0.6, "må min datter blive hjemme fra svømning" 0.85.
_BEATS_A_LOCAL_FACT = 0.7
# What the bot keeps is asked for so surely that no parents' card on who reads along takes its place.
_SURELY_ASKED = 0.9

# What does not hold where a parent speaks; every other move is one whoever makes it.
_GIVES_WAY = (ASK, ASK_UNSURE, *_LEGAL, FALLBACK, OUT_OF_SCOPE, "not_helped", "ask_privacy", CHILD_WRITES)
_TO_AN_ANSWER_ALONE = (OUT_OF_SCOPE, CHILD_WRITES)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ParentGate(GraphComponent):
    """Stands after the gates that decide for staff; its bands were chosen on tests/eval/foraeldre-udvikling.jsonl.

    The understanding does not know who the conversation is with. So it says both: what staff would get (the intent,
    kept in ``staff_intent``) and what a parent would (``for_parents``). The actions know the voice.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The bands."""
        return {
            # A logistic regression on the strangers' development halves: what the gate's score counts, what the
            # ranking's own leaning to parents' cards, and what is added. It was -0.69; a parent with staff's card is
            # worse off than one of staff with a parents' card: 18 of 187 instead of 27, and 24 of 447 instead of 21.
            # With 285 parents' cards for 241 -0.8, not -0.4: 18 of 453 of staff for 23, and as many parents heard.
            "gate_weight": 0.465,
            "share_weight": 0.381,
            "bias": -0.8,
            # Log-odds from which a message is taken for a parent's.
            "parent_from": 0.0,
            # Surer where a card surely answers staff ("hvad er ssp").
            "parent_from_against_an_answer": 1.3,
            # Surer where it would be staff's legal guidance and no parent's, a child's own words, or staff's own walk.
            "parent_from_against_others": 1.5,
            # After an answer its reader tells most: 98 of 100 who go on from a card are of those it is written for.
            # The same regression on 652 later turns of 71 strangers, taken from 0: 7 instead of 19 of 239 parents got
            # staff's card, and 6 instead of 3 of 413 of staff a parents'. The share has counted the reader since
            # (bot/nlu/thread.py), so the weight itself is less by as much.
            "gate_weight_after": 0.16,
            "share_weight_after": 0.72,
            "reader_weight_after": 0.96,
            "bias_after": -0.93,
            # From here it may be a parent's: staff's answer then says how to get the parents'.
            "perhaps_from": -2.4,
            # As the legal gate's, for the parents' own legal cards.
            "ranking_weight": 0.5,
            "legal_from": -1.2,
            "legal_share_from": 0.5,
            # A card at least this certain is answered, and one at least this certain is offered.
            "answer_from": 0.5,
            "offer_from": 0.07,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ParentGate:
        """A gate with config.yml's bands."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do in training."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide each ranked message for parents, and say where one speaks."""
        for message in messages:
            if message.get(PARENTS_ANSWERS) is not None:
                self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        intent = message.get(INTENT)
        answers = message.get(PARENTS_ANSWERS)
        legal = self._is_legal(message, answers)
        answers = law_first([one for one in answers if one[LEGAL_CARD]], answers) if legal else answers
        message.set(PARENTS_ANSWERS, answers, add_to_output=True)
        decided = self.decide(answers, legal)
        message.set(FOR_PARENTS, decided, add_to_output=True)
        topic = topic_of(message)
        log_odds = self.log_odds(message.get(GATE_SCORES).get(PARENT, -math.inf), message.get(PARENTS_SHARE), topic)
        message.set(PERHAPS_PARENT, log_odds >= self._config["perhaps_from"], add_to_output=True)
        message.set(SURELY_PARENT, log_odds >= self._config["parent_from_against_others"], add_to_output=True)
        # What is of something else altogether, or in a child's own words, gives way to a sure answer alone.
        has_more = decided == ANSWER or (decided == OFFER and intent[INTENT_NAME_KEY] not in _TO_AN_ANSWER_ALONE)
        if (
            has_more
            and _is_a_question(message, answered=decided == ANSWER)
            and log_odds >= (self._config["parent_from"] if topic else self._believed_from(intent, legal))
        ):
            name = ASK_PARENT_LEGAL if legal else ASK_PARENT
            message.set(STAFF_INTENT, intent[INTENT_NAME_KEY], add_to_output=True)
            message.set(INTENT, {**intent, INTENT_NAME_KEY: name}, add_to_output=True)

    def _believed_from(self, intent: dict[str, Any], legal: bool) -> float:
        if intent[INTENT_NAME_KEY] == CHILD_WRITES or (intent[INTENT_NAME_KEY] in _LEGAL and not legal):
            return float(self._config["parent_from_against_others"])
        of_staff = intent[INTENT_NAME_KEY] == ASK
        return float(self._config["parent_from_against_an_answer" if of_staff else "parent_from"])

    def log_odds(self, gate_score: float, share: float, topic: str = "") -> float:
        """How surely a parent writes: the gate's score and the ranking's leaning to parents' cards together.

        Args:
            gate_score: log-odds.
            share: how probable the parents' cards are among all, 0-1.
            topic: the last answer's card, whose reader is most likely asking still; empty where there was none.
        """
        after = "_after" if topic else ""
        weights = [self._config[f"{name}{after}"] for name in ("gate_weight", "share_weight", "bias")]
        by_reader = 0.0
        if topic:
            by_reader = self._config["reader_weight_after"] * (1 if topic.startswith(PARENTS_CARDS) else -1)
        return float(weights[0] * gate_score + weights[1] * log_odds_of(share) + weights[2] + by_reader)

    def _is_legal(self, message: Message, answers: list[dict[str, Any]]) -> bool:
        """As the legal gate decides, with the parents' own legal cards: "må jeg have en bog med" is no legal matter."""
        if message.get(LEGAL_WORD):
            return True
        share = sum(one[PREDICTED_CONFIDENCE_KEY] for one in answers if one[LEGAL_CARD])
        if message.get(THREAD):
            return bool(share >= self._config["legal_share_from"])
        gate_score = message.get(GATE_SCORES).get(LEGAL, -math.inf)
        return bool(gate_score + self._config["ranking_weight"] * log_odds_of(share) >= self._config["legal_from"])

    def decide(self, answers: list[dict[str, Any]], legal: bool) -> str:
        """What a parent would be told.

        Args:
            answers: the ranked parents' cards, best first; may be empty.
            legal: the matter is legal: then the best guidance there is is at least offered.
        """
        if not answers:
            return NOT_KNOWN
        certain = answers[0][CERTAINTY]
        if certain >= self._config["answer_from"]:
            return ANSWER
        return OFFER if legal or certain >= self._config["offer_from"] else NOT_KNOWN


def _is_a_question(message: Message, answered: bool) -> bool:
    """Whether it can be a parent's at all: a single word tells nothing of who typed it.

    "Må jeg få tolk til samtalen" is near to "lav en liste til samtalen", but nearer to its card; and so is "hvad skal
    jeg sige til samtalen", as long as a card answers it.
    """
    answers = message.get(PARENTS_ANSWERS)
    intent = message.get(INTENT)[INTENT_NAME_KEY]
    if intent == "ask_privacy" and message.get(INTENT)[PREDICTED_CONFIDENCE_KEY] >= _SURELY_ASKED:
        return False  # "kan min chef se, hvad jeg skriver her": the card on who reads along is for parents
    nearer = bool(answers) and answers[0][PREDICTED_CONFIDENCE_KEY] >= _BEATS_A_MOVE
    answers_how = answered and has_question_word(message.get(TEXT))
    beaten = intent == PREPARE_TALK and (nearer or answers_how)
    beaten = beaten or (intent == LOCAL_FACT and bool(answers) and answers[0][CERTAINTY] >= _BEATS_A_LOCAL_FACT)
    return (intent in _GIVES_WAY or beaten) and len(message.get(TEXT).split()) > 1
