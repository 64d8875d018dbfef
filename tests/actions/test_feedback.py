"""Whether an answer helped is noted for its card, and for nothing else."""

import pytest
from sqlalchemy import select

from bot.store import models
from bot.store.database import session
from tests.support.actions import Actions, says, withdraw
from tests.support.content import Content


def feedback() -> list[tuple[str, bool]]:
    with session() as opened:
        return [(row.card_id, row.helped) for row in opened.execute(select(models.Feedback)).scalars()]


@pytest.mark.parametrize(("helped", "noted"), [("ja", True), ("nej", False)])
def test_feedback_is_noted_for_its_card(actions: Actions, content: Content, helped: str, noted: bool) -> None:
    turn = actions.run("action_take_feedback", entities={"card": "alfa", "helped": helped})
    assert feedback() == [("alfa", noted)]
    assert says(turn.text, "feedback-tak")
    assert turn.counted == [("smalltalk", None)]
    assert turn.slots == {"introduced": True}, "the answer that was judged is still the last one"


@pytest.mark.parametrize(
    "entities",
    [
        {"card": "findes-ikke", "helped": "ja"},
        {"card": "alfa", "helped": "maaske"},
        {"card": "alfa"},
        {"helped": "ja"},
        {},
    ],
    ids=str,
)
def test_feedback_on_no_card_or_without_a_verdict_is_not_noted(
    actions: Actions, content: Content, entities: dict[str, str]
) -> None:
    turn = actions.run("action_take_feedback", entities=entities)
    assert feedback() == []
    assert says(turn.text, "feedback-tak")


def test_feedback_on_a_withdrawn_card_is_not_noted(actions: Actions, content: Content) -> None:
    withdraw(content, "alfa")
    actions.run("action_take_feedback", entities={"card": "alfa", "helped": "ja"})
    assert feedback() == []
