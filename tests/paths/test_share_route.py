"""Every path of the route "Må jeg dele det?"."""

import pytest

from bot.guided.share.route import Answers
from bot.knowledge.schema import Knowledge
from tests.support.actions import Actions
from tests.support.share_conclusions import PATHS, check_the_end_of, combinations


def test_every_combination_of_answers_is_on_exactly_one_path() -> None:
    assert len(PATHS) > 200
    for combination in combinations({}):
        assert sum(path.items() <= combination.items() for path in PATHS) == 1, combination


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path.values()))
def test_every_path_ends_in_its_conclusion(actions: Actions, knowledge: Knowledge, path: Answers) -> None:
    check_the_end_of(path, actions, knowledge)
