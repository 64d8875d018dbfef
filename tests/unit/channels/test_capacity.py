"""Room for so many turns at once; over HTTP: tests/processes/test_overload.py."""

import pytest

from bot.channels.capacity import Capacity
from bot.channels.problems import Problem


def test_room_is_given_back_also_when_a_turn_fails() -> None:
    capacity = Capacity(most=1)
    with pytest.raises(LookupError), capacity.one():
        with pytest.raises(Problem, match="busy"), capacity.one():
            pytest.fail("let in")
        raise LookupError
    with capacity.one():
        pass
