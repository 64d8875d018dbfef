"""What is counted: outcomes, cards and verdicts, and no words."""

from bot.core.outcomes import Outcome
from bot.store.counts import count_turn, note_feedback
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
