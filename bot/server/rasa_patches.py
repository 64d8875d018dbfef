"""What Rasa 3.6 does anew on every turn and need do only once, and what it does in a training for nothing."""

from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.engine.training.hooks import TrainingHook


def check_action_schema_once() -> None:
    """Validate what the action server sends with a prepared validator.

    Rasa calls ``jsonschema.validate``, which first checks the schema itself against its meta-schema: more
    than half the time of a turn (docs/decisions/0004-speed.md). The schema never changes; what comes
    back is validated as strictly as before.
    """
    validator = jsonschema.Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        try:
            validator.validate(result)
        except jsonschema.ValidationError as error:
            error.message += " Failed to validate action server response from API, make sure your response is valid."
            raise
        return True

    RemoteAction._validate_action_result = validate


def skip_the_training_cache() -> None:
    """Train without Rasa's cache, and without the fingerprints of all that goes in and comes out of every component.

    Nothing is ever taken from it: bot/server/training.py trains anew or not at all, and gives the cache no room.
    Hashing 14,000 examples again after every component took more time than most components do.
    """

    def before(*_: Any, **__: Any) -> dict[str, Any]:
        return {}

    def after(*_: Any, **__: Any) -> None:
        return None

    TrainingHook.on_before_node = before
    TrainingHook.on_after_node = after
