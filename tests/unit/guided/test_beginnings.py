"""What begins a guided conversation is known wherever that matters."""

import pytest

from bot.channels.input_filter import read
from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.guided.beginnings import BEGINNINGS
from bot.guided.free_text import InputKind, UserInput, hear
from bot.guided.meeting.content import PREPARATIONS, talk_content

DOMAIN = read_yaml(ROOT / "domain.yml")


def test_each_preparation_is_begun_by_an_intent_of_its_own() -> None:
    begun_by = [talk_content(name).begun_by for name in PREPARATIONS]
    assert len(set(begun_by)) == len(PREPARATIONS)
    assert set(begun_by) <= BEGINNINGS


@pytest.mark.parametrize("intent", sorted(BEGINNINGS))
def test_it_is_an_intent_that_a_button_may_send_and_no_answer_to_an_open_question(intent: str) -> None:
    assert intent in DOMAIN["intents"]
    assert read(f"/{intent}").text == f"/{intent}"
    assert hear(UserInput("sæt den i gang", intent=intent, similarity=1.0)) is not InputKind.ANSWER
