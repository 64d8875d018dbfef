"""What a command is made of."""

import pytest

from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.guided.command_words import CONTROL, is_nothing_but


def test_every_command_has_examples_to_take_its_words_from() -> None:
    files = [read_yaml(path) for path in (ROOT / "data" / "nlu").glob("*.yml")]
    assert set(CONTROL) <= {one["intent"] for file in files for one in file["nlu"]}


@pytest.mark.parametrize(
    ("text", "intent"),
    [("stop", "stop_route"), ("spring over tak", "next_step"), ("spirng over", "next_step"), ("xyz", "stop_route")],
)
def test_a_command_is_nothing_but_its_words_slips_of_the_finger_too(text: str, intent: str) -> None:
    assert is_nothing_but(text, intent)


@pytest.mark.parametrize("text", ["stop hærværk", "tilbage til børnene", "slet ingen slagsmål i gården"])
def test_a_word_of_something_else_makes_it_none(text: str) -> None:
    assert not is_nothing_but(text, "stop_route")
