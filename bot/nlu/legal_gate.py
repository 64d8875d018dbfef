"""Rasa component: legal questions go to the curated legal cards, all others to the ordinary ones."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.gates import LEGAL, load_gate
from bot.knowledge.schema import CONSENT_THEME
from bot.nlu.answer_ranker import ANSWERS, CERTAINTY, GATE_SCORES, MEANT, THREAD, log_odds_of
from bot.nlu.importer import ASK, THEME
from bot.nlu.moves import hardly_meant
from bot.text.wording import any_of, folded

ASK_LEGAL = "ask_legal"
ASK_LEGAL_UNSURE = "ask_legal_unsure"

# Set where a message may be legal: then no card is shown outright, the person chooses.
POSSIBLY_LEGAL = "legal_doubt"
# Set where a word of the list settles that a message is legal.
LEGAL_WORD = "legal_word"

# Moves that do not hold against a legal matter: "min søn ... må skolen fortælle det" is a parent's, and legal.
_GIVES_WAY = {ASK, "out_of_scope", "local_fact", "parent_asks", "other_language", "not_helped", "ask_privacy"}


# "Vi sidder 14 om bordet, og fire taler" may be no law: so certain an ordinary card stands among the alternatives, too.
_ORDINARY_TOO_FROM = 0.25
_BEFORE_AN_ORDINARY_ONE = 2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LegalGate(GraphComponent):
    """Stands before the confidence gate. Its bands were chosen on tests/eval/jura-udvikling.jsonl."""

    def __init__(self, config: dict[str, Any], words: re.Pattern[str]) -> None:
        self._config = config
        self._words = words

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The bands."""
        return {
            # How much the ranking's own leaning to legal cards counts beside the gate's score.
            "ranking_weight": 1.0,
            # Log-odds from which a message is taken for legal. They were -3.2 and -3.5 before the ranking got sharper
            # (docs/decisions/0032-tuned-beside.md): 281 instead of 280 of 286 caught, as many false alarms (5 of 299).
            "legal_from": -3.6,
            # From here up to legal_from nothing is answered outright: the person chooses.
            "doubtful_from": -3.9,
            # In between, a legal card that is this probable among all cards settles it.
            "doubt_ends_from": 0.75,
            # Of what was read together with what was said before, the legal cards' share of the probability settles it
            # alone (docs/decisions/0030-one-ranking-after-a-reply.md): legal, and doubtful, from here.
            "legal_share_from": 0.5,
            "doubtful_share_from": 0.2,
            # Of two legal topics the better must be this probable among all legal ones, else both are offered.
            "answer_from": 0.5,
            # A move (greeting, yes, "fortæl mere") is kept from here.
            "move_from": 0.45,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LegalGate:
        """A gate with config.yml's bands and the words of knowledge/porte/jura.yml."""
        return cls(config, any_of(load_gate(LEGAL).words))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do in training."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide each ranked message: legal, doubtful or ordinary."""
        for message in messages:
            if message.get(ANSWERS) is not None and not self._is_a_move(message):
                self._decide(message)
        return messages

    def _is_a_move(self, message: Message) -> bool:
        intent, probability = (message.get(INTENT)[key] for key in (INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY))
        if intent in _GIVES_WAY or hardly_meant(message.get(TEXT), probability):
            return False
        return bool(probability >= self._config["move_from"])

    def _decide(self, message: Message) -> None:
        legal = [answer for answer in message.get(ANSWERS) if answer[THEME] == CONSENT_THEME]
        message.set(LEGAL_WORD, self._words.search(folded(message.get(MEANT) or message.get(TEXT))) is not None)
        is_legal, is_doubtful = self._in_a_thread(legal) if message.get(THREAD) else self._alone(message, legal)
        if legal and (is_legal or message.get(LEGAL_WORD)):
            among = law_first(legal, message.get(ANSWERS))
            sure = among[0][PREDICTED_CONFIDENCE_KEY] >= self._config["answer_from"]
            _set(message, ASK_LEGAL if sure else ASK_LEGAL_UNSURE, among)
        elif is_doubtful:
            message.set(POSSIBLY_LEGAL, True)
        else:
            message.set(ANSWERS, _without_law(message.get(ANSWERS)), add_to_output=True)

    def _in_a_thread(self, legal: list[dict[str, Any]]) -> tuple[bool, bool]:
        """Whether what goes on from a reply is legal, and whether it may be."""
        share = _share(legal)
        return share >= self._config["legal_share_from"], share >= self._config["doubtful_share_from"]

    def _alone(self, message: Message, legal: list[dict[str, Any]]) -> tuple[bool, bool]:
        """Whether what stands by itself is legal, and whether it may be."""
        log_odds = self.log_odds(message.get(GATE_SCORES)[LEGAL], legal)
        is_legal = log_odds >= self._config["legal_from"] or self._ends_doubt(log_odds, message.get(ANSWERS))
        return is_legal, log_odds >= self._config["doubtful_from"]

    def _ends_doubt(self, log_odds: float, answers: list[dict[str, Any]]) -> bool:
        """Whether a message that may be legal is: one legal card leads so clearly that nothing else can be meant."""
        if not answers:
            return False
        best = answers[0]
        clear = best[THEME] == CONSENT_THEME and best[PREDICTED_CONFIDENCE_KEY] >= self._config["doubt_ends_from"]
        return bool(clear and log_odds >= self._config["doubtful_from"])

    def log_odds(self, gate_score: float, legal: list[dict[str, Any]]) -> float:
        """How surely a message is legal: its score and the ranking together."""
        return float(gate_score + self._config["ranking_weight"] * log_odds_of(_share(legal)))


def _share(legal: list[dict[str, Any]]) -> float:
    """How probable the legal cards are among all."""
    return float(sum(answer[PREDICTED_CONFIDENCE_KEY] for answer in legal))


def law_first(legal: list[dict[str, Any]], answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The legal cards, and after the first few the best ordinary one where that may be what is meant.

    Args:
        legal: those of ``answers`` that are law.
        answers: the ranked cards, best first.
    """
    among = _among_legal(legal)
    ordinary = next((one for one in answers if one not in legal), None)
    if among and ordinary and ordinary[CERTAINTY] >= _ORDINARY_TOO_FROM:
        among.insert(_BEFORE_AN_ORDINARY_ONE, ordinary)
    return among


def _among_legal(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same legal cards, as probable and as certain as each is among them: that it is law is settled."""
    share = sum(answer[PREDICTED_CONFIDENCE_KEY] for answer in answers) or 1.0
    return [
        {**answer, PREDICTED_CONFIDENCE_KEY: among, CERTAINTY: among}
        for answer in answers
        for among in [answer[PREDICTED_CONFIDENCE_KEY] / share]
    ]


def _without_law(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ordinary cards, best first.

    Where a legal card led, what is left of the probability is little and tells little: each counts as it is certain
    ("hvad er en bisidder").
    """
    ordinary = [answer for answer in answers if answer[THEME] != CONSENT_THEME]
    if not answers or answers[0][THEME] != CONSENT_THEME:
        return ordinary
    certain = sum(answer[CERTAINTY] for answer in ordinary) or 1.0
    shared = [{**answer, PREDICTED_CONFIDENCE_KEY: answer[CERTAINTY] / certain} for answer in ordinary]
    return sorted(shared, key=lambda answer: -answer[CERTAINTY])


def _set(message: Message, intent: str, answers: list[dict[str, Any]]) -> None:
    confidence = answers[0][PREDICTED_CONFIDENCE_KEY]
    message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
    message.set(ANSWERS, answers, add_to_output=True)
