"""The one ranking after a reply: cards, the last answer and what is asked of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.follow_up_model import Match
from bot.nlu.ranking_model import Prediction, Ranked
from bot.nlu.thread import After, Said, Thread, one_ranking

LABELS = ["alfa", "beta", "foraelder-gamma", "#thank", "#ask_maker"]


def reading(**scores: float) -> Prediction:
    """A reading that fits these labels so well, and all others badly."""
    found = {label.replace("_", "-").strip("#"): score for label, score in scores.items()}
    every = np.array([found.get(label.strip("#"), -50.0) for label in LABELS], dtype=np.float32)
    shares = np.exp(every - every.max()) / np.exp(every - every.max()).sum()
    order = np.argsort(-every)
    return Prediction([Ranked(LABELS[at], float(shares[at]), 0.9) for at in order], {}, every)


def ranked(
    alone: Prediction,
    together: Prediction,
    text: str,
    topic: str = "",
    is_for_parents: bool | None = None,
    learned: tuple[float, ...] = (-5, -5, -5, -5, -5),
) -> list[str]:
    after = After(topic, is_for_parents, np.array(learned, dtype=np.float32), {})
    prediction, _ = one_ranking(LABELS, alone, together, text, after)
    return [one.label for one in prediction.ranked]


def test_what_fits_alone_and_together_leads() -> None:
    assert ranked(reading(alfa=2, beta=0), reading(alfa=2, beta=0), "hvem betaler for bussen til møderne")[0] == "alfa"


def test_few_words_are_read_with_what_was_said_before_many_by_themselves() -> None:
    alone, together = reading(alfa=3, beta=0), reading(alfa=0, beta=3.5)
    assert ranked(alone, together, "og hvem betaler")[0] == "beta"
    assert ranked(alone, together, "hvem er det der betaler for bussen til møderne")[0] == "alfa"


def test_few_words_are_about_the_last_answer() -> None:
    even = reading(alfa=0, beta=0)
    assert ranked(even, even, "og hvornår så", topic="beta")[0] == "beta"
    surely_alfa = reading(alfa=9, beta=0)
    assert ranked(surely_alfa, surely_alfa, "hvad er en akt-lærer", topic="beta")[0] == "alfa"


def test_who_goes_on_is_still_the_reader_of_the_last_answer() -> None:
    even = reading(alfa=0, foraelder_gamma=0)
    assert ranked(even, even, "hvem betaler for bussen til møderne", is_for_parents=True)[0] == "foraelder-gamma"
    assert ranked(even, even, "hvem betaler for bussen til møderne", is_for_parents=False)[0] == "alfa"


def test_a_move_that_is_near_to_what_is_asked_after_an_answer_is_none() -> None:
    both = reading(alfa=0, ask_maker=1, thank=1)
    assert "#ask_maker" not in ranked(both, both, "hvem har skrevet det") and "#thank" in ranked(
        both, both, "tak for det"
    )


def test_what_was_learned_to_follow_an_answer_is_the_likelier() -> None:
    even = reading(alfa=0, beta=0)
    assert ranked(even, even, "hvem betaler for bussen til møderne", learned=(-6, -1, -6, -6, -6))[0] == "beta"


scores = st.lists(st.floats(-80, 80, width=32), min_size=5, max_size=5)


@given(scores, scores, st.sampled_from(["", "alfa", "foraelder-gamma"]), st.sampled_from([True, False, None]))
def test_all_probabilities_are_one_together(
    alone: list[float], together: list[float], topic: str, is_for_parents: bool | None
) -> None:
    names = ("alfa", "beta", "foraelder_gamma", "thank", "ask_maker")
    by_itself, with_it = (reading(**dict(zip(names, one, strict=True))) for one in (alone, together))
    after = After(topic, is_for_parents, np.array(together, dtype=np.float32), {})
    prediction, thread = one_ranking(LABELS, by_itself, with_it, "og hvad så", after)
    assert sum(one.probability for one in prediction.ranked) == pytest.approx(1, abs=1e-4)
    assert prediction.is_certain and thread.best <= thread.total


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(0, 1), st.integers(1, 60))
def test_the_likelier_a_follow_up_the_more_of_the_probability_it_takes(
    one: float, more: float, certain: float, words: int
) -> None:
    thread = Thread(Said(words, certain), best=0.5, total=1.0)
    less, greater = sorted((one, more))
    first, second = thread.probabilities([Match("a", less), Match("b", greater)])
    assert first <= second and first + second < 1
    assert thread.is_beaten_by(Match("b", greater)) or not thread.is_beaten_by(Match("a", less))


def test_of_two_follow_ups_the_one_that_was_learned_to_be_meant_is_the_likelier() -> None:
    thread = Thread(Said(5, 0.5), best=0.5, total=1.0, learned={"a": -4.0, "b": -0.5})
    first, second = thread.probabilities([Match("a", 1.0), Match("b", 1.0)])
    assert first < second


def test_a_follow_up_counts_less_where_a_card_answers_by_itself() -> None:
    assert Said(5, 0.9).score_of_follow_up(2.0, -1.0) < Said(5, 0.1).score_of_follow_up(2.0, -1.0)
