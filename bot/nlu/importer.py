"""Cards become training data: every example wording is a question with its card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import gates
from bot.knowledge.danger_examples import load_after_examples, load_danger_examples
from bot.knowledge.loader import load
from bot.nlu.guided_labels import guided_labels

CARD = "card"
THEME = "theme"
# Whether the card is legal guidance.
LEGAL_CARD = "legal"
# Ids of the cards one might ask for next.
RELATED = "related"
# What the card answers.
BODY = "body"
ASK = "ask"

# A gate's own wording: (the gate, whether it catches it). It has no card and is nothing to rank.
GATE = "gate"
# A danger example: {"danger", "kind", "voice", "language"}; no card either.
DANGER_EXAMPLE = "danger_example"
# What a message is that follows a reply to danger: done, next, joke, not_me or other.
AFTER_EXAMPLE = "after_example"

# What tells one message from another; the rest follows from these.
_TOLD = (TEXT, INTENT, CARD, GATE, DANGER_EXAMPLE, AFTER_EXAMPLE)


class Wording(Message):
    """A message of ours that is quickly copied and compared.

    A training merges all messages a dozen times. Each time Rasa copies them deeply and hashes all that each carries:
    two minutes (docs/decisions/0023-training-time.md).
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Wording:
        # What it carries is replaced, never changed.
        return Wording(data=self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wording) and all(self.get(name) == other.get(name) for name in _TOLD)

    def __hash__(self) -> int:
        return hash(self.get(TEXT))


class KnowledgeImporter(RasaFileImporter):
    """Reads Rasa's own files, and adds knowledge/.

    A card is no intent of its own: adding one must not touch domain.yml or the rules. All questions
    have the intent ``ask``; the card stands beside it.
    """

    _read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """What moves the conversation (data/nlu/), what is asked and what the gates look for (knowledge/)."""
        # Rasa asks three times, in three ways.
        if self._read is None:
            ours = [*_questions(), *_gate_wordings(), *_danger_examples(), *_after_examples()]
            self._read = super().get_nlu_data(language).merge(TrainingData(training_examples=ours))
        return self._read


def _questions() -> Iterator[Message]:
    for card in load().cards.values():
        for question in card.questions:
            data = {CARD: card.id, THEME: card.theme, LEGAL_CARD: card.is_legal}
            data |= {RELATED: card.related, BODY: card.body}
            yield Wording(data={TEXT: question, INTENT: ASK, **data})


def _gate_wordings() -> Iterator[Message]:
    for name in gates.NAMES:
        wordings = gates.load_gate(name)
        for caught, texts in ((True, wordings.catches), (False, wordings.lets_by)):
            for text in texts:
                yield Wording(data={TEXT: text, INTENT: ASK, GATE: [name, caught]})


def _danger_examples() -> Iterator[Message]:
    for example in load_danger_examples():
        told = {
            "danger": example.danger,
            "kind": example.kind,
            "voice": example.voice,
            "language": example.language,
        }
        yield Wording(data={TEXT: example.text, INTENT: ASK, GATE: ["fare", example.danger], DANGER_EXAMPLE: told})
    # "hvis nogen stopper" is a question of the plan: whoever types its title answers it.
    for label in guided_labels():
        yield Wording(data={TEXT: label, INTENT: ASK, GATE: ["fare", False], DANGER_EXAMPLE: {"danger": False}})


def _after_examples() -> Iterator[Message]:
    for label, text in load_after_examples().labelled():
        yield Wording(data={TEXT: text, INTENT: ASK, GATE: ["bagefter", False], AFTER_EXAMPLE: label})
