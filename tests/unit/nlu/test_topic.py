"""Which cards lie near to which."""

import numpy as np

from bot.nlu.topic import Topic, nearby

THEMES = {"a": "rammer", "b": "rammer", "by-overblik": "by", "by-start": "by", "by-slut": "by"}


def test_related_cards_are_near_both_ways_and_a_theme_alone_is_not_enough() -> None:
    near = nearby({"a": ["by-start"]}, THEMES)
    assert near["a"] == {"by-start"}
    assert "a" in near["by-start"]
    assert near["b"] == frozenset()


def test_the_cards_of_a_case_are_near_to_one_another() -> None:
    assert nearby({}, THEMES)["by-overblik"] == {"by-start", "by-slut"}


def test_near_cards_gain_most_the_answer_itself_something_and_others_nothing() -> None:
    gains = Topic("hvad er a", "hvad er a", frozenset({"b"})).nearness("a", ["a", "b", "c"])
    assert gains[1] > gains[0] > gains[2] == 0
    assert gains.dtype == np.float32
