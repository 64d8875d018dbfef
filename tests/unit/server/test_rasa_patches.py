"""What is changed in Rasa to be faster: an action's schema is checked once, a training is not cached, a model not
compressed.
"""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction
from rasa.engine.storage import local_model_storage
from rasa.engine.training.hooks import TrainingHook

from bot.server.rasa_patches import check_action_schema_once, pack_without_compressing, skip_the_training_cache

GOOD = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "hej"}]}


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    check_action_schema_once()


def test_what_rasa_lets_through_is_let_through() -> None:
    assert RemoteAction("any", None)._validate_action_result(GOOD)


@pytest.mark.parametrize("bad", [{"events": "none"}, {"responses": ["hej"]}, {"events": [{"name": "no kind"}]}])
def test_what_rasa_refuses_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        RemoteAction("any", None)._validate_action_result(bad)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, RemoteAction.action_response_format_spec())


def test_nothing_is_hashed_for_a_cache_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("on_before_node", "on_after_node"):
        monkeypatch.setattr(TrainingHook, name, getattr(TrainingHook, name))
    skip_the_training_cache()
    hook = TrainingHook(cache=None, model_storage=None, pruned_schema=None)
    before = hook.on_before_node("any", None, {}, {"input": object()})
    assert hook.on_after_node("any", None, {}, object(), before) is None


def test_a_model_is_packed_as_it_is_and_read_as_rasa_reads_any(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rasas_own = local_model_storage.TarSafe
    monkeypatch.setattr(local_model_storage, "TarSafe", rasas_own)
    pack_without_compressing()
    weights, packed = tmp_path / "weights", tmp_path / "model.tar.gz"
    weights.write_bytes(bytes(100_000))
    with local_model_storage.TarSafe.open(packed, "w:gz") as archive:
        archive.add(weights, arcname="weights")
    assert packed.stat().st_size > weights.stat().st_size
    with rasas_own.open(packed, "r:gz") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert (tmp_path / "unpacked" / "weights").read_bytes() == weights.read_bytes()
