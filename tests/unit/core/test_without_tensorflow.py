"""Rasa runs without TensorFlow, and says so where something needs it."""

import importlib
from types import ModuleType
from typing import Any

import pytest
import thinc.compat

from bot.core.paths import ROOT
from bot.core.without_tensorflow import NEEDS_IT, STANDS_IN_FOR, TensorFlowIsMissing, refuse_what_needs_it
from bot.core.yaml_files import read_yaml


@pytest.mark.parametrize(
    "module",
    [
        "rasa.core.run",
        "rasa.model_training",
        "rasa.engine.recipes.default_recipe",
        "rasa.nlu.classifiers.diet_classifier",
        "rasa.core.policies.ted_policy",
    ],
)
def test_all_of_rasa_that_names_it_can_be_imported(module: str) -> None:
    assert importlib.import_module(module)


@pytest.mark.parametrize("module", STANDS_IN_FOR)
def test_what_it_stands_in_for_can_be_named_subclassed_and_nested(module: str) -> None:
    for name in STANDS_IN_FOR[module]:
        stand_in: Any = getattr(importlib.import_module(module), name)
        if isinstance(stand_in, ModuleType):
            continue  # imported by its own name before
        assert type("Ours", (stand_in,), {})
        assert stand_in.something.deeper


def test_it_decorates_and_does_nothing_else() -> None:
    tensorflow: Any = importlib.import_module("tensorflow")

    def step() -> int:
        return 1

    assert tensorflow.function(step)() == 1
    with pytest.raises(TensorFlowIsMissing, match="Tensor"):
        tensorflow.Tensor([1, 2])


def test_a_name_nobody_looked_at_is_missing_with_the_place_to_look() -> None:
    with pytest.raises(AttributeError, match="without_tensorflow"):
        importlib.import_module("tensorflow").GradientTape  # noqa: B018


def test_spacy_does_not_take_it_for_tensorflow() -> None:
    assert not thinc.compat.has_tensorflow


def test_our_configuration_needs_none_of_it() -> None:
    refuse_what_needs_it(read_yaml(ROOT / "config.yml"))


@pytest.mark.parametrize("name", NEEDS_IT)
@pytest.mark.parametrize("part", ["pipeline", "policies"])
def test_a_configuration_that_needs_it_is_refused_before_the_training(part: str, name: str) -> None:
    with pytest.raises(TensorFlowIsMissing, match=name):
        refuse_what_needs_it({"pipeline": None, part: [{"name": "RulePolicy"}, {"name": name, "epochs": 5}]})
