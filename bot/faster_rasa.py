"""What Rasa 3.6 does anew on every turn and need do only once."""

from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction


def check_action_schema_once() -> None:
    """Validate what the action server sends with a prepared validator.

    Rasa calls ``jsonschema.validate``, which first checks the schema itself against its meta-schema: more
    than half the time of a turn (docs/decisions/0004-fart.md). The schema never changes; what comes
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
