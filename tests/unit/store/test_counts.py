"""What is counted: outcomes, cards and verdicts, and no words."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.core.outcomes import Outcome
from bot.store import models
from bot.store.counts import count_turn, delete_old, note_feedback
from bot.store.database import now, session
from tests.support.store import rows


def test_a_turn_is_counted_with_outcome_and_card_and_no_words(database: str) -> None:
    count_turn(Outcome.ANSWERED, "ssp")
    count_turn(Outcome.UNANSWERED)
    counted = rows("turn")
    assert [(row["outcome"], row["card_id"]) for row in counted] == [("answered", "ssp"), ("unanswered", None)]
    assert all(set(row) == {"id", "at", "outcome", "card_id"} for row in counted), "no place for words or a sender"


def test_feedback_on_one_answer_takes_the_place_of_what_was_noted_before(database: str) -> None:
    note_feedback("a-hash", "ssp", True)
    note_feedback("a-hash", "ssp", False, "mangler")
    note_feedback("another", "ssp", True)
    assert all(set(row) == {"id", "at", "card_id", "helped", "answer", "reason"} for row in rows("feedback"))
    noted = [(row["answer"], bool(row["helped"]), row["reason"]) for row in rows("feedback")]
    assert sorted(noted) == [("a-hash", False, "mangler"), ("another", True, None)]
    note_feedback("a-hash", "ssp", None)
    assert [row["answer"] for row in rows("feedback")] == ["another"]


@pytest.mark.parametrize(("days", "left"), [(9, 1), (11, 0)])
def test_what_was_counted_long_ago_is_deleted_and_the_rest_stays(database: str, days: int, left: int) -> None:
    count_turn(Outcome.ANSWERED, "ssp")
    note_feedback("a-hash", "ssp", True)
    with session() as opened:
        for table in (models.Turn, models.Feedback):
            opened.execute(update(table).values(at=now() - timedelta(days=days)))
    count_turn(Outcome.UNANSWERED)
    delete_old(10)
    assert len(rows("turn")) == 1 + left
    assert len(rows("feedback")) == left
