"""What spaCy reads of the example wordings in a training."""

import pytest
import spacy
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danish_spacy import DanishSpacyNLP


@pytest.fixture
def model() -> SpacyModel:
    """Danish tokens, and one name that is known."""
    language = spacy.blank("da")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "mette"}])
    return SpacyModel(language, "small")


@pytest.fixture
def component(model: SpacyModel) -> DanishSpacyNLP:
    return DanishSpacyNLP(model, DanishSpacyNLP.get_default_config())


def test_every_example_is_read_in_lower_case_and_in_its_place(component: DanishSpacyNLP, model: SpacyModel) -> None:
    texts = ["Hvad er SSP?", "Mette siger nej", "hej"]
    data = TrainingData([Message(data={TEXT: text, "intent": "ask"}) for text in texts])
    component.process_training_data(data, model)
    assert [message.get(SPACY_DOCS[TEXT]).text for message in data.training_examples] == [t.lower() for t in texts]


def test_what_rasa_makes_of_the_rules_is_not_read(component: DanishSpacyNLP, model: SpacyModel) -> None:
    data = TrainingData([Message(data={"action_name": "action_answer"})])
    component.process_training_data(data, model)
    assert data.training_examples[0].data == {"action_name": "action_answer"}


def test_names_are_found_again_after_a_training(component: DanishSpacyNLP, model: SpacyModel) -> None:
    component.process_training_data(TrainingData([Message(data={TEXT: "mette", "intent": "ask"})]), model)
    assert [found.text for found in model.model("mette siger nej").ents] == ["mette"]
