"""How often the right answer comes first, by hand; and no question that is taught is asked."""

from pathlib import Path

import pytest

from bot.evaluation.metrics import Understood, measure
from bot.evaluation.questions import Question, read_questions

RIGHT = Question("hvad er a", frozenset({"a"}))
NOTHING = Question("hvad koster mælk", frozenset())


@pytest.mark.parametrize(
    ("understood", "first", "three", "answered", "reached"),
    [
        (Understood("ask", ["a", "b"]), 1, 1, 1, 1),
        (Understood("ask", ["b", "a"]), 0, 1, 1, 0),
        (Understood("ask_unsure", ["b", "c", "a"]), 0, 1, 0, 1),
        (Understood("ask_unsure", ["b", "c", "d", "a"]), 0, 0, 0, 0),
        (Understood("nlu_fallback", ["a"]), 1, 1, 0, 0),
        (Understood("greet", []), 0, 0, 0, 0),
    ],
)
def test_one_question_is_judged_by_card_and_gate(
    understood: Understood, first: float, three: float, answered: float, reached: float
) -> None:
    figures = measure([RIGHT], [understood])
    assert (figures.first, figures.among_three, figures.answered, figures.reached) == (first, three, answered, reached)


def test_shares_are_of_the_questions_they_speak_of() -> None:
    understood = [
        Understood("ask", ["a"]),
        Understood("ask", ["b"]),
        Understood("ask", ["b"]),
        Understood("out_of_scope", []),
    ]
    figures = measure([RIGHT, RIGHT, NOTHING, NOTHING], understood)
    assert (figures.first, figures.answered_right, figures.unanswerable_answered) == (0.5, 0.5, 0.5)
    assert figures.questions == 4


def test_as_many_answers_as_questions_are_wanted() -> None:
    with pytest.raises(ValueError, match="shorter|longer"):
        measure([RIGHT], [])


def test_a_question_that_is_an_example_wording_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"question": "HVAD er de fem opmærksomhedspunkter", "accept": ["fem-punkter"]}\n', encoding="utf-8"
    )
    with pytest.raises(ValueError, match="example wording"):
        read_questions(path)


def test_a_question_that_accepts_an_unknown_card_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"question": "noget ganske andet", "accept": ["findes-ikke"]}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="unknown cards"):
        read_questions(path)
