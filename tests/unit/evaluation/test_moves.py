"""Small things people say, and whether their reply is the one they ask for."""

import pytest

from bot.evaluation.moves import Move, is_met, measure_moves
from bot.evaluation.running_server import Replies
from bot.knowledge.responses import fixed_reply


def told(key: str, outcome: str = "smalltalk") -> Replies:
    return [{"text": fixed_reply(key).text, "custom": {"outcome": outcome}}]


@pytest.mark.parametrize(
    ("move", "key"),
    [("ask_person", "menneske"), ("ask_person", "menneske-foraelder"), ("local_fact", "lokalt"), ("praise", "tak")],
)
def test_a_move_is_met_by_its_own_reply_in_either_voice(move: str, key: str) -> None:
    assert is_met(Move("...", move), told(key))
    assert not is_met(Move("...", move), told("farvel"))


def test_a_task_is_met_by_being_declined_and_a_question_by_no_small_talk() -> None:
    assert is_met(Move("skriv et digt", "small_task"), told("uden-for-emnet", "out_of_scope"))
    assert not is_met(Move("skriv et digt", "small_task"), told("tak"))
    assert is_met(Move("hvor klager jeg over skolen", "none"), told("ved-ikke", "unanswered"))
    assert not is_met(Move("hvor klager jeg over skolen", "none"), told("hjalp-ikke"))


def test_questions_do_not_count_among_the_moves() -> None:
    moves = [Move("a", "praise"), Move("b", "praise"), Move("c", "none")]
    together, *each = measure_moves(moves, [told("tak"), told("ja"), told("ja")])
    assert (together.hits, together.of) == (1, 2)
    assert [(share.name.strip(), share.hits, share.of) for share in each] == [("none", 1, 1), ("praise", 1, 2)]
