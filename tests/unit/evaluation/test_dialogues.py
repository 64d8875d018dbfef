"""Follow-ups and messages that ask two things, and what a person sees of the answers."""

from bot.evaluation.dialogues import (
    Dialogue,
    TwoQuestions,
    measure_dialogues,
    measure_two_questions,
)
from bot.evaluation.strangers import Seen


def seen(card: str | None, *offered: str) -> Seen:
    return Seen("answered", card, offered)


def test_only_turns_after_the_first_that_a_card_answers_count() -> None:
    dialogues = [
        Dialogue(["a", "b", "c"], [["x"], ["x", "y"], []]),
        Dialogue(["a", "b"], [["x"], ["z"]], new_topic=[False, True]),
    ]
    told = [[seen(None), seen("w", "y"), seen("x")], [seen("x"), seen("z")]]
    first, among, new = measure_dialogues(dialogues, told)
    assert (first.hits, first.of) == (0, 1)
    assert (among.hits, among.of) == (1, 1)
    assert (new.hits, new.of) == (1, 1)


def test_both_questions_must_have_an_answer_or_a_button() -> None:
    asked = [
        TwoQuestions("a og b", [["x"], ["y"]]),
        TwoQuestions("a og c", [["x"], ["z"]]),
        TwoQuestions("d", [["x"], []]),
    ]
    both, one = measure_two_questions(asked, [seen("x", "y"), seen("x", "y"), seen("x")])
    assert (both.hits, both.of) == (1, 2)
    assert (one.hits, one.of) == (2, 2)
