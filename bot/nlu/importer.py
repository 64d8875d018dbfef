"""Cards become training data: every example wording is a question with its card."""

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.loader import load

CARD = "card"
ASK = "ask"


class KnowledgeImporter(RasaFileImporter):
    """Reads Rasa's own files, and adds knowledge/.

    A card is no intent of its own: adding one must not touch domain.yml or the rules. All questions
    have the intent ``ask``; the card stands beside it.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """What moves the conversation (data/nlu/) and what is asked (knowledge/)."""
        questions = [
            Message(data={TEXT: question, INTENT: ASK, CARD: card.id})
            for card in load().cards.values()
            for question in card.questions
        ]
        return super().get_nlu_data(language).merge(TrainingData(training_examples=questions))
