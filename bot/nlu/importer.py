"""Cards become training data: every example wording is a question with its card."""

from collections.abc import Iterator

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import gates
from bot.knowledge.loader import load

CARD = "card"
THEME = "theme"
# Whether the card is legal guidance.
LEGAL_CARD = "legal"
ASK = "ask"

# A gate's own wording: (the gate, whether it catches it). It has no card and is nothing to rank.
GATE = "gate"


class KnowledgeImporter(RasaFileImporter):
    """Reads Rasa's own files, and adds knowledge/.

    A card is no intent of its own: adding one must not touch domain.yml or the rules. All questions
    have the intent ``ask``; the card stands beside it.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """What moves the conversation (data/nlu/), what is asked and what the gates look for (knowledge/)."""
        return super().get_nlu_data(language).merge(TrainingData(training_examples=[*_questions(), *_gate_wordings()]))


def _questions() -> Iterator[Message]:
    for card in load().cards.values():
        for question in card.questions:
            yield Message(
                data={TEXT: question, INTENT: ASK, CARD: card.id, THEME: card.theme, LEGAL_CARD: card.is_legal}
            )


def _gate_wordings() -> Iterator[Message]:
    for name in gates.NAMES:
        wordings = gates.load_gate(name)
        for caught, texts in ((True, wordings.catches), (False, wordings.lets_by)):
            for text in texts:
                yield Message(data={TEXT: text, INTENT: ASK, GATE: [name, caught]})
