"""Rasa's spaCy loader, given whichever Danish model is at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.model import InvalidModelError
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danish_model import find_model

# Nothing is learned from names.
_NAMES = ("ner", "entity_ruler")


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="DanishSpacyNLP",
)
class DanishSpacyNLP(SpacyNLP):
    """Loads the real Danish model or the stand-in, so config.yml need not know which."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DanishSpacyNLP:
        """Load the model (see Rasa's ``GraphComponent.create``).

        Raises:
            InvalidModelError: there is none on this machine.
        """
        model = find_model()
        if model is None:
            raise InvalidModelError("Der er ingen dansk sprogmodel. Kør `skolebro doctor`.")
        named = f"{model.name} {model.version}"
        return cls(SpacyModel(_language(model.location), named), {**cls.get_default_config(), **config})

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Read the example wordings, and nothing else: Rasa reads four empty texts beside each."""
        examples = training_data.intent_examples
        with model.model.select_pipes(disable=[name for name in _NAMES if name in model.model.pipe_names]):
            docs = model.model.pipe([self._get_text(message, TEXT) for message in examples])
            for message, doc in zip(examples, docs, strict=True):
                message.set(SPACY_DOCS[TEXT], doc)
        return training_data


@lru_cache(maxsize=1)
def _language(location: str) -> Any:
    """Loaded once: Rasa makes this component twice, to give the model to others and to read with it."""
    import spacy

    return spacy.load(location, disable=["parser"])
