"""What is no answer to a question of the walk, and "næste"."""

from itertools import cycle
from typing import Any

import pytest

from bot.guided.answers import SKIPPED, Answer
from tests.support.actions import Actions, answered_until
from tests.support.plan_walk import CHOICE, FIRST, LAST, NO, OPEN, STEPS, YES, Talk, asks_for, at, unsure_at
from tests.support.routes import typed

pytestmark = pytest.mark.usefixtures("knowledge")

NO_ANSWERS = [
    ("tilbage", "go_back"),
    ("vi stopper her", "stop_route"),
    ("fortsæt", "resume_route"),
    ("start forfra", "restart_route"),
    ("hvor langt er jeg", "ask_progress"),
    ("giv mig et eksempel", "ask_example"),
    ("jeg vil rette et svar", "correct_answer"),
    ("slet min plan", "delete_plan"),
    ("lav en samtykkeerklæring", "make_consent_form"),
    ("start ruten om at dele", "start_share_route"),
    ("hvad er en helhedsplan?", "ask"),
    ("hvem er AKT-læreren", "ask_unsure"),
    ("fortæl om Vollsmose", "ask"),
    ("må jeg fortælle læreren om familien", "ask_legal"),
    ("gælder tavshedspligten også for frivillige her", "ask_legal_unsure"),
    ("min far slår mig", "crisis"),
    ("børnene i klassen skal trives, og en af dem bliver slået derhjemme hver eneste aften", "crisis"),
    ("børnene skal trives, men der er slagsmål i klubben hver uge, og en bløder tit", "perhaps_danger"),
    ("er du et menneske", "ask_is_bot"),
    ("hej", "greet"),
    ("hvor står det", "ask_source"),
    ("/unreadable_empty", "unreadable_empty"),
    ("/unreadable_too_long", "unreadable_too_long"),
    ("/ask_example", "ask_example"),
    ("/start_share_route", "start_share_route"),
    ("/show_card", "show_card"),
    ('/confirm_danger{"kind": "vold-skolen", "voice": "staff", "language": "da"}', "confirm_danger"),
    ("/deny_danger", "deny_danger"),
]


# What is no answer


@pytest.mark.parametrize("step", [OPEN, CHOICE, "placering", "formaal-mere", LAST])
@pytest.mark.parametrize(("text", "intent"), NO_ANSWERS)
def test_what_means_something_of_its_own_makes_the_walk_step_aside(
    actions: Actions, step: str, text: str, intent: str
) -> None:
    talk = at(actions, step)
    before = talk.row
    assert talk.hear(typed(text, intent)) == {}
    assert talk.row == before


def test_a_legal_word_on_its_own_is_a_question_about_it(actions: Actions) -> None:
    assert at(actions, OPEN).hear(typed("tavshedspligt", "ask_legal")) == {}


@pytest.mark.parametrize(
    "message",
    [
        YES,
        NO,
        typed("42 17", "nlu_fallback"),
        {**typed("asdkjh qwpoe", "nlu_fallback"), "answers": ["punkt-formaal"], "similarity": 0.3},
    ],
    ids=["yes", "no", "figures", "nonsense"],
)
def test_what_is_unclear_is_counted_and_nothing_is_kept(actions: Actions, message: dict[str, Any]) -> None:
    talk = at(actions, OPEN)
    before = talk.row
    for misses in (1, 2, 3):
        turn = talk.say(message)
        assert talk.slots["route_misses"] == misses
        assert turn.counted == [("walkthrough", None)]
        assert asks_for(turn, talk, OPEN)
    assert talk.row == before
    talk.say(typed("Flere skal trives i skolen"))
    assert talk.slots["route_misses"] == 0


@pytest.mark.parametrize("step", [OPEN, FIRST])
def test_who_does_not_know_after_the_explanation_leaves_the_question_open(actions: Actions, step: str) -> None:
    talk = at(actions, step)
    assert asks_for(talk.say(typed("ved ikke")), talk, step)
    talk.say(typed("det ved vi ikke endnu"))
    assert talk.row is not None
    assert talk.row[step] == {}
    assert talk.step != step


def test_own_words_stand_where_no_choice_was_meant_after_the_explanation(actions: Actions) -> None:
    talk = at(actions, "rammesaetning")
    said = "på vores egen facon"
    assert asks_for(talk.say(typed(said)), talk, "rammesaetning")
    talk.say(typed(said))
    assert talk.row is not None
    assert talk.row["rammesaetning"] == {"text": said}


def test_words_that_are_near_to_what_is_known_are_no_nonsense(actions: Actions) -> None:
    talk = at(actions, OPEN)
    talk.say({**typed("bedre trivsel"), "answers": ["punkt-formaal"], "similarity": 0.9})
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "bedre trivsel"}


@pytest.mark.parametrize("step", [FIRST, CHOICE, "involvering", LAST])
@pytest.mark.parametrize("intent", ["nlu_fallback", "ask", "out_of_scope", "affirm", "choose_third"])
def test_a_choice_that_was_not_understood_is_counted(actions: Actions, step: str, intent: str) -> None:
    talk = at(actions, step)
    before = talk.row
    heard = talk.hear(typed("grævlinger", intent))
    assert heard == {"route_misses": 1, "plan_noted": None, "requested_slot": "plan_answer"}
    assert talk.row == before


def test_a_long_question_to_a_choice_is_a_question(actions: Actions) -> None:
    assert at(actions, FIRST).hear(typed("det er noget helt andet jeg sidder og tænker på her", "ask")) == {}


def test_an_answer_is_not_read_twice(actions: Actions) -> None:
    """Rasa asks the form again after an interruption, with the same latest message."""
    talk = at(actions, OPEN)
    before = talk.row
    heard = talk.hear(typed("Flere skal trives"), events=["user", "action", "bot", "action"])
    assert heard["plan_step"] == OPEN
    assert talk.row == before
    heard = talk.hear(typed("Flere skal trives"), events=["bot", "action", "user", "action"])
    assert heard["plan_noted"] == OPEN, "what was said before the message is no reply"


MEANS_NEXT = ["næste", "spring over", "videre", "gå videre", "skip", "kan vi tage det næste spørgsmål"]
SKIPPABLE = [step_id for step_id in STEPS if step_id != LAST and not step_id.endswith("-mere")]


# "Næste"


@pytest.mark.parametrize(
    ("step", "text"), [*zip(SKIPPABLE, cycle(MEANS_NEXT), strict=False), *((OPEN, text) for text in MEANS_NEXT)]
)
def test_next_leaves_a_question_open(actions: Actions, step: str, text: str) -> None:
    talk = unsure_at(actions, step)
    talk.say(typed(text, "next_step"))
    assert talk.row is not None
    assert talk.row[step] == {}
    assert talk.step != step


@pytest.mark.parametrize("kept", [Answer(text="Flere skal trives"), Answer(option="fritid"), SKIPPED])
def test_next_keeps_an_answer_there_is(actions: Actions, kept: Answer) -> None:
    talk = Talk(actions, OPEN, {**answered_until("ressourcer"), OPEN: kept})
    before = talk.row
    turn = talk.say(typed("næste", "next_step"))
    assert talk.row == before
    assert asks_for(turn, talk, "ressourcer")


@pytest.mark.parametrize("text", MEANS_NEXT[:4])
def test_after_a_point_next_goes_on_without_an_addition(actions: Actions, text: str) -> None:
    talk = at(actions, "formaal-mere")
    turn = talk.say(typed(text, "next_step"))
    assert asks_for(turn, talk, "hvem-goer-hvad")
    assert talk.row is not None
    assert "text" not in talk.row["formaal-mere"]


def test_next_approves_nothing(actions: Actions) -> None:
    talk = at(actions, LAST)
    assert talk.hear(typed("næste", "next_step")) == {}
    turn = talk.move("action_next_step", typed("næste", "next_step"))
    assert asks_for(turn, talk, LAST)
    assert talk.row is not None
    assert LAST not in talk.row
