import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.faster_rasa import check_action_schema_once

GOOD = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "hej"}]}


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    check_action_schema_once()


def test_what_rasa_lets_through_is_let_through() -> None:
    assert RemoteAction("any", None)._validate_action_result(GOOD)


@pytest.mark.parametrize("bad", [{"events": "none"}, {"responses": ["hej"]}, {"events": [{"name": "no kind"}]}])
def test_what_rasa_refuses_is_refused(bad: dict) -> None:
    with pytest.raises(jsonschema.ValidationError):
        RemoteAction("any", None)._validate_action_result(bad)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, RemoteAction.action_response_format_spec())
