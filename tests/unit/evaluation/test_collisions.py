"""Which cards' wordings collide."""

import numpy as np

from bot.evaluation.collisions import Collision, collisions, wordings_for
from tests.support.content import our_content


def unit(*rows: list[float]) -> np.ndarray:  # type: ignore[type-arg]
    found = np.array(rows, dtype=np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def test_cards_whose_wordings_lie_among_each_other_collide_the_worst_first() -> None:
    cards = ["a", "a", "b", "b", "c", "c", "c"]
    vectors = unit([1, 0, 0], [0, 1, 0], [1, 0.1, 0], [0, 1, 0.1], [0, 0, 1], [0.1, 0, 1], [0, 0.7, 0.7])
    assert collisions(cards, vectors) == [Collision(("a", "b"), 4, 1.0), Collision(("b", "c"), 1, 0.2)]


def test_a_wording_is_not_its_own_neighbour() -> None:
    assert collisions(["a", "a"], unit([1, 0], [0, 1])) == []


def test_each_wording_belongs_to_one_audience() -> None:
    cards = list(our_content().cards.values())
    staff, parents = wordings_for(cards, parents=False), wordings_for(cards, parents=True)
    assert len(staff[0]) + len(parents[0]) == sum(len(card.questions) for card in cards)
    assert all(card.startswith("foraelder") for card in parents[1])
