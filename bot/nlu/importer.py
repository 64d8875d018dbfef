"""Cards become training data: every example wording is a question with its card."""

from collections.abc import Iterator

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


class KnowledgeImporter(RasaFileImporter):
    """Reads Rasa's own files, and adds knowledge/.

    A card is no intent of its own: adding one must not touch domain.yml or the rules. All questions
    have the intent ``ask``; the card stands beside it.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """What moves the conversation (data/nlu/), what is asked and what the gates look for (knowledge/)."""
        ours = [*_questions(), *_gate_wordings(), *_danger_examples(), *_after_examples()]
        return super().get_nlu_data(language).merge(TrainingData(training_examples=ours))


def _questions() -> Iterator[Message]:
    for card in load().cards.values():
        for question in card.questions:
            data = {CARD: card.id, THEME: card.theme, LEGAL_CARD: card.is_legal}
            data |= {RELATED: card.related, BODY: card.body}
            yield Message(data={TEXT: question, INTENT: ASK, **data})


def _gate_wordings() -> Iterator[Message]:
    for name in gates.NAMES:
        wordings = gates.load_gate(name)
        for caught, texts in ((True, wordings.catches), (False, wordings.lets_by)):
            for text in texts:
                yield Message(data={TEXT: text, INTENT: ASK, GATE: [name, caught]})


def _danger_examples() -> Iterator[Message]:
    for example in load_danger_examples():
        told = {
            "danger": example.danger,
            "kind": example.kind,
            "voice": example.voice,
            "language": example.language,
        }
        yield Message(data={TEXT: example.text, INTENT: ASK, GATE: ["fare", example.danger], DANGER_EXAMPLE: told})
    # "hvis nogen stopper" is a question of the plan: whoever types its title answers it.
    for label in guided_labels():
        yield Message(data={TEXT: label, INTENT: ASK, GATE: ["fare", False], DANGER_EXAMPLE: {"danger": False}})


def _after_examples() -> Iterator[Message]:
    for label, text in load_after_examples().labelled():
        yield Message(data={TEXT: text, INTENT: ASK, GATE: ["bagefter", False], AFTER_EXAMPLE: label})
