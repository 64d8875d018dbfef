"""Rasa component: answer, ask which was meant, or say that it is not known."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.guided.beginnings import BEGINNINGS
from bot.nlu.answer_ranker import ANSWERS, CERTAINTY, topic_of, words_before
from bot.nlu.importer import ASK
from bot.nlu.legal_gate import ASK_LEGAL, ASK_LEGAL_UNSURE, POSSIBLY_LEGAL
from bot.nlu.moves import REMARKS, hardly_meant
from bot.text.corrections import begins_with_no, beyond_refusal
from bot.text.questions import asks_what_to_do, has_question_word, names_a_person, says_and_if
from bot.text.told_role import speaks_of_roles
from bot.text.wording import is_question

ASK_UNSURE = "ask_unsure"
OUT_OF_SCOPE = "out_of_scope"
FALLBACK = "nlu_fallback"
# What begins a guided conversation. "Hvordan kommer vi i gang med skolen?" is a question, and its card leads on to it.
# But "hvordan laver vi en samtykkeerklæring?" gets one.
_STARTS = BEGINNINGS - {"make_consent_form"}
# "Hvornår er min samtale": what only the place itself knows.
LOCAL_FACT = "local_fact"
# "Jeg vil hellere tale med et menneske": a longer message names who is wanted; "kan jeg ringe ind til mødet" asks.
ASK_PERSON = "ask_person"
_MOST_WORDS_FOR_A_PERSON = 8
# "Du svarer mig som forælder"; but "læreren svarer mig ikke" is a question.
WRONG_ROLE = "wrong_role"
# "Nej, det er fint nok" is near to what is taken in, and answers what was asked.
_DENY = "deny"
_MOST_WORDS_OF_A_NO = 6
# "Puh, jeg er så træt"; what begins a conversation with more words tells what is the matter.
SIGH = "sigh"
_MOST_WORDS_OF_A_FIRST_SIGH = 8


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConfidenceGate(GraphComponent):
    """Turns the ranking into one intent by the bands in config.yml.

    The bands were chosen on the strangers' development sets: docs/decisions/0015-certainty.md.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The bands, all from 0 to 1."""
        return {
            # A card at least this certain (bot/nlu/certainty.py) is answered ...
            "answer_from": 0.5,
            # ... and one at least this certain is offered.
            "offer_from": 0.07,
            # Beside a message taken for out of scope, a card must be this certain to be offered.
            "offer_beside_out_of_scope_from": 0.25,
            # A move (greeting, yes, "fortæl mere") is made from here.
            "move_from": 0.45,
            # Only what is surely something else is turned away as such; the rest is not known.
            "out_of_scope_from": 0.6,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConfidenceGate:
        """A gate with config.yml's bands."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do in training."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide each ranked message's intent."""
        for message in messages:
            intent = message.get(INTENT)
            if message.get(ANSWERS) is None or intent[INTENT_NAME_KEY] in (ASK_LEGAL, ASK_LEGAL_UNSURE):
                continue
            if intent[INTENT_NAME_KEY] in REMARKS and _is_a_short_no(message.get(TEXT)):
                intent = {**intent, INTENT_NAME_KEY: _DENY}
            if self._is_for_a_card(intent[INTENT_NAME_KEY], message):
                intent = {INTENT_NAME_KEY: ASK, PREDICTED_CONFIDENCE_KEY: intent[PREDICTED_CONFIDENCE_KEY]}
                message.set(ANSWERS, among(message.get(ANSWERS)), add_to_output=True)
            decided = self.decide(intent, message.get(ANSWERS))
            if decided == ASK and (message.get(POSSIBLY_LEGAL) or _is_a_vague_word(message) or _only_refuses(message)):
                decided = ASK_UNSURE
            message.set(INTENT, {**intent, INTENT_NAME_KEY: decided}, add_to_output=True)
        return messages

    def _is_for_a_card(self, intent: str, message: Message) -> bool:
        """Whether what was taken for a move is a question that a card may answer."""
        text = message.get(TEXT)
        if intent != ASK and hardly_meant(text, message.get(INTENT)[PREDICTED_CONFIDENCE_KEY]):
            return bool(message.get(ANSWERS))
        if intent == LOCAL_FACT:
            return asks_what_to_do(text) or not (is_question(text) or has_question_word(text))
        if intent == WRONG_ROLE:
            return not speaks_of_roles(text)
        goes_on = bool(topic_of(message) or words_before(message))
        if intent in REMARKS:
            return not goes_on or is_question(text) or has_question_word(text)
        if intent == SIGH:
            return asks_what_to_do(text) or (not goes_on and len(text.split()) > _MOST_WORDS_OF_A_FIRST_SIGH)
        if intent == ASK_PERSON:
            return len(text.split()) > _MOST_WORDS_FOR_A_PERSON and not names_a_person(text)
        if intent in _STARTS and goes_on and says_and_if(text):
            return True
        answers = message.get(ANSWERS)
        certain = bool(answers) and answers[0][CERTAINTY] >= self._config["answer_from"]
        return intent in _STARTS and certain and has_question_word(text)

    def decide(self, intent: dict[str, Any], answers: list[dict[str, Any]]) -> str:
        """The intent after the gate.

        Args:
            intent: the best of the ranking, ``{"name", "confidence"}``.
            answers: the ranked cards, best first; may be empty.
        """
        name, confidence = intent[INTENT_NAME_KEY], intent[PREDICTED_CONFIDENCE_KEY]
        certain = answers[0][CERTAINTY] if answers else 0.0
        if name == ASK and certain >= self._config["answer_from"]:
            return ASK
        if name == OUT_OF_SCOPE:
            if certain >= self._config["offer_beside_out_of_scope_from"]:
                return ASK_UNSURE
            return OUT_OF_SCOPE if confidence >= self._config["out_of_scope_from"] else FALLBACK
        if name != ASK and confidence >= self._config["move_from"]:
            return str(name)
        return ASK_UNSURE if certain >= self._config["offer_from"] else FALLBACK


def among(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same cards, as probable as each is among them: that it is a question is settled."""
    share = sum(answer[PREDICTED_CONFIDENCE_KEY] for answer in answers) or 1.0
    return [{**one, PREDICTED_CONFIDENCE_KEY: one[PREDICTED_CONFIDENCE_KEY] / share} for one in answers]


def _is_a_short_no(text: str) -> bool:
    """ "Nej, det er fint nok"; with more words something is told or asked."""
    return begins_with_no(text) and len(text.split()) <= _MOST_WORDS_OF_A_NO


def _only_refuses(message: Message) -> bool:
    """Whether it says what is not meant ("nej, ikke det") and nothing more: what else is meant can only be guessed."""
    return beyond_refusal(message.get(TEXT)) == ""


def _is_a_vague_word(message: Message) -> bool:
    """Whether it is one word that several cards are as near to ("forældre")."""
    answers = message.get(ANSWERS)
    return bool(answers) and hardly_meant(message.get(TEXT), answers[0][PREDICTED_CONFIDENCE_KEY])
