"""Which cards lie near to which."""

import numpy as np

from bot.nlu.topic import Topic, nearby, passages_of

THEMES = {"a": "rammer", "b": "rammer", "by-overblik": "by", "by-start": "by", "by-slut": "by"}


def test_related_cards_are_near_both_ways_and_a_theme_alone_is_not_enough() -> None:
    near = nearby({"a": ["by-start"]}, THEMES)
    assert near["a"] == {"by-start"}
    assert "a" in near["by-start"]
    assert near["b"] == frozenset()


def test_the_cards_of_a_case_are_near_to_one_another() -> None:
    assert nearby({}, THEMES)["by-overblik"] == {"by-start", "by-slut"}


def test_near_cards_gain_and_the_answer_itself_and_others_do_not() -> None:
    gains = Topic("hvad er a", "hvad er a", frozenset({"b"}), ("A.",)).nearness(["a", "b", "c"])
    assert gains[1] > gains[0] == gains[2] == 0
    assert gains.dtype == np.float32


BODY = """Samtykket gælder i **et år**.

Det skal være på skrift:

- hvad der deles
- hvem der får det

Spørg din leder, hvis familien vil fortryde."""


def test_a_list_stays_with_the_line_that_leads_to_it() -> None:
    assert len(passages_of(BODY)) == 3
    assert passages_of(BODY)[1].endswith("- hvem der får det")


def test_the_passage_that_is_asked_for_is_found_and_is_never_the_direct_answer_again() -> None:
    topic = Topic("samtykke", "samtykke", frozenset(), passages_of(BODY))
    assert topic.passage_for("hvem får det at vide?") == passages_of(BODY)[1]
    assert topic.passage_for("hvem spørger jeg, hvis de fortryder?") == passages_of(BODY)[2]


def test_what_to_do_now_is_given_only_to_who_asks_what_to_do() -> None:
    topic = Topic(
        "samtykke", "samtykke", frozenset(), ("Ja.", "Det varer et år.", "**Gør nu:** Spørg den, der skriver under.")
    )
    assert topic.passage_for("hvem skriver under på det?") == "Det varer et år."
    assert topic.passage_for("hvad skal jeg gøre nu?").startswith("**Gør nu")
