"""Somebody who was answered as somebody else."""

import pytest

from tests.support.actions import Actions, says
from tests.support.content import Content


@pytest.mark.parametrize(
    ("text", "voice"),
    [("jeg er ikke et barn, jeg er lærer", "medarbejder"), ("jeg er ikke ansat, jeg er mor til ham", "foraelder")],
)
def test_who_says_what_she_is_is_spoken_to_as_that(actions: Actions, content: Content, text: str, voice: str) -> None:
    turn = actions.run("action_correct_role", intent="wrong_role", text=text)
    assert turn.slots["voice"] == voice


def test_who_says_only_what_she_is_not_is_asked_and_no_longer_taken_for_it(actions: Actions, content: Content) -> None:
    turn = actions.run(
        "action_correct_role", intent="wrong_role", text="jeg er ikke forælder", slots={"voice": "foraelder"}
    )
    assert says(turn.text, "forkert-rolle")
    assert turn.payloads == ["/staff_asks", "/parent_asks"]
    assert turn.slots["voice"] is None
    assert turn.counted == [("clarify", None)]
