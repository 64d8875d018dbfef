"""A text in its sentences, and a sentence in what "men" sets against each other."""

import pytest

from bot.text.sentences import contrasts_in, in_a_sentence, sentences_in


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", [""]),
        ("  Vi mødes. Må vi det?  ", ["Vi mødes.", "Må vi det?"]),
        ("Han går i 5. klasse. Det går godt", ["Han går i 5. klasse.", "Det går godt"]),
        ("Torsdag; fredag", ["Torsdag;", "fredag"]),
        ("kl 8.30 i hallen", ["kl 8.30 i hallen"]),
    ],
)
def test_a_sentence_ends_where_it_says_so_and_not_after_a_number_in_order(text: str, sentences: list[str]) -> None:
    assert sentences_in(text) == sentences


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Det går godt, men han er ked af det", ["Det går godt", "han er ked af det"]),
        ("godt MEN trist", ["godt", "trist"]),
        ("Men skolen glemmer det", ["skolen glemmer det"]),
        ("", [""]),
        ("mennesker, mental, amen", ["mennesker, mental, amen"]),
    ],
)
def test_only_the_word_itself_sets_two_parts_against_each_other(sentence: str, parts: list[str]) -> None:
    assert contrasts_in(sentence) == parts


@pytest.mark.parametrize(("words", "inside"), [("Skolelederen", "skolelederen"), ("SSP", "SSP"), ("", "")])
def test_a_heading_inside_a_sentence_begins_small_unless_it_is_an_abbreviation(words: str, inside: str) -> None:
    assert in_a_sentence(words) == inside
