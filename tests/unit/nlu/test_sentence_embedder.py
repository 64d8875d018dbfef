"""How much of a text the encoder reads."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu import sentence_embedder
from bot.nlu.sentence_embedder import MOST_TOKENS, embed, encoder

STORY = "Hvordan kan vi samarbejde med skolen om de børn, der har det svært derhjemme? " * 12
LONG = {
    "chinese": "我们孩子学校老师家庭帮助危险打电话给他们" * 50,
    "brackets": "[](){}<>" * 125,
    "emoji": "😀😁" * 500,
    "digits": "1 2 3 4 5 " * 100,
    "one sign that becomes eighteen": "\ufdfa" * 120,
    "a bit too long": "[" * (MOST_TOKENS - 4),
    "danish and chinese": STORY[:500] + "我们孩子学校老师家庭" * 50,
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the encoder is given to read; it only counts the tokens, for reading them takes its time."""
    given: list[str] = []

    class Recording:
        token_count = staticmethod(encoder().token_count)

        @staticmethod
        def embed(text: str) -> NDArray[np.float32]:
            given.append(text)
            return np.zeros(384, dtype=np.float32)

    monkeypatch.setattr(sentence_embedder, "encoder", Recording)
    return given


def test_a_text_becomes_what_the_encoder_makes_of_it() -> None:
    assert np.array_equal(embed(["Hvordan inviterer vi?"])[0], encoder().embed("Hvordan inviterer vi?"))


@pytest.mark.parametrize("text", ["hej", STORY[:920], "å" * 300, "1" * 300], ids=lambda text: f"{text[:8]} {len(text)}")
def test_what_is_no_longer_than_a_long_story_is_read_whole_and_as_it_is(text: str, read: list[str]) -> None:
    embed([text])
    assert read == [text]


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_whatever_is_written_the_encoder_reads_no_more_than_so_many_tokens(text: str, read: list[str]) -> None:
    embed([text])
    assert 0.8 * MOST_TOKENS < encoder().token_count(read[0]) <= MOST_TOKENS


def test_of_a_text_too_long_the_beginning_and_the_end_are_read(read: list[str]) -> None:
    beginning, dull, point = "hun skriver", "我们孩子学校老师家庭" * 100, "他要杀了我"
    embed([beginning + dull + point])
    assert read[0].startswith(beginning) and read[0].endswith(point)
    assert len(read[0]) < len(dull)
