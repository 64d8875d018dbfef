"""The evaluation sets can be read, name cards there are, and hold nothing that is trained on.

Of the blind sets nothing but counts may be seen, also when a test fails: no message stands in an assertion.
"""

from pathlib import Path

import pytest

from bot.evaluation import danger, dialogues, moves, plan_answers, questions, strangers
from bot.evaluation.gates import GATES, LEGAL_GATE, Gate, read_gate_questions
from bot.evaluation.questions import read_json_lines
from bot.knowledge.danger import danger_replies
from bot.knowledge.follow_ups import load_follow_ups
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import CONSENT_THEME
from bot.text.wording import normalised
from tests.support.content import our_content

GATE_SETS = [path for gate in GATES for path in (gate.development, gate.held_out)]


@pytest.mark.parametrize("path", [questions.DEVELOPMENT, questions.HELD_OUT], ids=lambda path: path.stem)
def test_no_question_of_a_set_is_an_example_wording(path: Path) -> None:
    asked = questions.read_questions(path)  # raises if one is
    assert sum(bool(question.accept) for question in asked) >= 190
    assert any(not question.accept for question in asked)


@pytest.mark.parametrize("path", GATE_SETS, ids=lambda path: path.stem)
def test_a_set_of_a_gate_has_each_question_once(path: Path) -> None:
    texts = [normalised(question.text) for question in read_gate_questions(path)]
    repeated, empty = len(texts) - len(set(texts)), texts.count("")
    assert (repeated, empty) == (0, 0)


@pytest.mark.parametrize(
    ("path", "at_least"),
    [(LEGAL_GATE.development, 150), (LEGAL_GATE.held_out, 50)],
    ids=lambda value: getattr(value, "stem", None),
)
def test_a_set_of_the_legal_gate_has_enough_on_each_side(path: Path, at_least: int) -> None:
    sides = [question.must_catch for question in read_gate_questions(path)]
    assert min(sides.count(True), sides.count(False)) >= at_least


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.title)
def test_no_question_is_in_both_of_a_gates_sets(gate: Gate) -> None:
    texts = [
        {normalised(question.text) for question in read_gate_questions(path)}
        for path in (gate.development, gate.held_out)
    ]
    in_both = len(set.intersection(*texts))
    assert in_both == 0


@pytest.mark.parametrize("path", [LEGAL_GATE.development, LEGAL_GATE.held_out], ids=lambda path: path.stem)
def test_legal_questions_accept_legal_cards_and_ordinary_ones_none_of_them(path: Path) -> None:
    legal = {card.id for card in our_content().cards.values() if card.theme == CONSENT_THEME}
    asked = read_gate_questions(path)
    without_cards = sum(question.must_catch and not question.accept for question in asked)
    with_other_cards = sum(question.must_catch and not question.accept <= legal for question in asked)
    ordinary_with_legal = sum(not question.must_catch and bool(question.accept & legal) for question in asked)
    assert (without_cards, with_other_cards, ordinary_with_legal) == (0, 0, 0)


@pytest.mark.parametrize("path", [danger.DEVELOPMENT, danger.REPORTING], ids=lambda path: path.stem)
def test_a_set_of_danger_has_every_kind_every_writer_and_enough_of_both(path: Path) -> None:
    cases = danger.read_cases(path)
    assert {case.kind for case in cases if case.danger} == set(danger_replies().kinds)
    assert {case.voice for case in cases if case.danger} == {"child", "parent", "staff", "unclear"}
    assert {case.hand for case in cases} == {"1", "2", "3"}
    assert min(sum(case.danger for case in cases), sum(not case.danger for case in cases)) >= 300


def test_no_message_of_danger_is_in_both_halves() -> None:
    in_both = {case.text for case in danger.read_cases(danger.DEVELOPMENT)} & {
        case.text for case in danger.read_cases(danger.REPORTING)
    }
    assert len(in_both) == 0


@pytest.mark.parametrize("path", [danger.AFTER_DEVELOPMENT, danger.AFTER_REPORTING], ids=lambda path: path.stem)
def test_the_conversations_after_danger_say_what_is_expected_of_each_turn(path: Path) -> None:
    talks = read_json_lines(path)
    assert len(talks) >= 25
    assert all(len(talk["turns"]) == len(talk["expect"]) for talk in talks)
    known = {"crisis", "thanks", "next", "joke", "not_me", "ordinary"}
    assert {label for talk in talks for label in talk["expect"]} <= known


@pytest.mark.parametrize("half", dialogues.HALVES)
def test_the_dialogues_name_cards_there_are(half: str) -> None:
    held = dialogues.read_dialogues(dialogues.dialogues_path(half))
    asked = dialogues.read_two_questions(dialogues.two_questions_path(half))
    assert all(len(one.turns) == len(one.accept) > 1 for one in held)
    accepted = [*(one.accept for one in held), *(one.accept for one in asked)]
    assert {card for parts in accepted for part in parts for card in part} <= our_content().cards.keys()


@pytest.mark.parametrize("half", moves.HALVES)
def test_the_moves_of_a_set_are_known(half: str) -> None:
    thanks = [{"text": fixed_reply("tak").text, "custom": {"outcome": "smalltalk"}}]
    for move in moves.read_moves(moves.moves_path(half)):
        moves.is_met(move, thanks)


def test_the_sets_of_strangers_name_cards_there_are_and_no_message_is_an_example() -> None:
    cards = our_content().cards
    examples = {normalised(question) for card in cards.values() for question in card.questions}
    for group in strangers.GROUPS:
        for half in (strangers.DEVELOPMENT, strangers.REPORTING):
            asked = strangers.read_questions(strangers.set_path(group, half))
            assert asked
            assert {card for one in asked for card in one.accept} <= cards.keys()
            assert len({normalised(one.question) for one in asked} & examples) == 0


@pytest.mark.parametrize("path", [plan_answers.DEVELOPMENT, plan_answers.HELD_OUT], ids=lambda path: path.stem)
def test_no_answer_of_the_walk_is_an_example_wording(path: Path) -> None:
    assert plan_answers.read_messages(path)


@pytest.mark.parametrize("half", dialogues.HALVES)
def test_no_later_turn_of_a_dialogue_is_a_wording_of_what_is_asked_after_an_answer(half: str) -> None:
    wordings = {
        normalised(text) for file in load_follow_ups().values() for one in file.follow_ups for text in one.questions
    }
    later = {
        normalised(turn) for one in dialogues.read_dialogues(dialogues.dialogues_path(half)) for turn in one.turns[1:]
    }
    assert len(later & wordings) == 0
