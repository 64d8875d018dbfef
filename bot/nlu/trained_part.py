"""What a component learned, in its place in Rasa's model: made on this installation, and signed with the model."""

import pickle
from typing import Any

from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


def keep_trained(learned: Any, file_name: str, storage: ModelStorage, resource: Resource) -> Resource:
    """Put ``learned`` into the model; gives where it is."""
    with storage.write_to(resource) as folder, open(folder / file_name, "wb") as file:
        pickle.dump(learned, file, protocol=5)
    return resource


def read_trained(file_name: str, storage: ModelStorage, resource: Resource) -> Any:
    """What was kept under that name."""
    with storage.read_from(resource) as folder, open(folder / file_name, "rb") as file:
        return pickle.load(file)
