"""What the walk hears: buttons, typed choices and own words."""

import json
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.input_filter import read
from bot.guided.answers import as_json
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import Knowledge
from bot.store import plans
from tests.support.actions import Actions, answered_until, keep_plan, says
from tests.support.plan_walk import CHOICE, CONTENT, FIRST, OPEN, STEPS, WALK, Talk, asks_for, at, chosen, unsure_at
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")


# What is heard: buttons


def test_a_pressed_suggestion_is_kept_and_the_next_question_follows(actions: Actions) -> None:
    talk = at(actions, OPEN, route_misses=2)
    assert talk.hear(pressed(OPEN, "trivsel")) == {
        "route_misses": 0,
        "plan_noted": OPEN,
        "plan_step": "skolens-udbytte",
        "requested_slot": "plan_answer",
    }
    assert talk.row == {**as_json(answered_until(OPEN)), OPEN: {"option": "trivsel"}}


def test_an_older_button_corrects_its_answer_and_the_question_stays(actions: Actions) -> None:
    talk = at(actions, "ressourcer")
    turn = talk.say(pressed(OPEN, "fritid"))
    assert talk.row is not None
    assert talk.row[OPEN] == {"option": "fritid"}
    assert "ressourcer" not in talk.row
    assert asks_for(turn, talk, "ressourcer")


def test_what_an_older_button_opens_is_asked_after_the_question_that_stands(actions: Actions) -> None:
    talk = at(actions, "ressourcer")
    assert asks_for(talk.say(pressed("involvering", "ved-ikke")), talk, "ressourcer")
    assert asks_for(talk.say(pressed("ressourcer", "laerertimer")), talk, "udfoerer")


def test_an_older_button_can_take_the_question_that_stands_away(actions: Actions) -> None:
    talk = unsure_at(actions, "udfoerer")
    turn = talk.say(pressed("involvering", "koordinerende"))
    assert asks_for(turn, talk, "rammesaetning")
    talk.say(pressed("rammesaetning", "civil"))
    assert talk.row is not None
    assert "udfoerer" not in talk.row


def test_a_place_that_does_not_fit_is_asked_for_again(actions: Actions) -> None:
    talk = unsure_at(actions, "placering")
    turn = talk.say(pressed("placering", "flyt"))
    assert talk.row == {FIRST: {"option": "nyt"}, CHOICE: {"option": "alle"}}
    assert asks_for(turn, talk, "involvering")


@pytest.mark.parametrize("step", [OPEN, CHOICE])
@pytest.mark.parametrize(
    "button",
    [pressed("purpose", "leisure"), pressed(OPEN, "findes-ikke"), pressed(OPEN, "nyt"), pressed("", "")],
    ids=["of a route", "unknown option", "option of another question", "empty"],
)
def test_a_button_the_walk_does_not_have_is_no_answer(actions: Actions, step: str, button: dict[str, Any]) -> None:
    talk = at(actions, step)
    before = talk.row
    assert talk.hear(button) == {}
    assert talk.row == before


def test_the_skip_button_leaves_the_question_open(actions: Actions) -> None:
    talk = at(actions, OPEN)
    turn = talk.say(pressed(OPEN, "spring-over"))
    assert talk.row is not None
    assert talk.row[OPEN] == {}
    assert asks_for(turn, talk, "skolens-udbytte")
    assert says(turn.text, "plan-sprunget")


def test_the_skip_button_pressed_twice_skips_one_question(actions: Actions) -> None:
    talk = at(actions, OPEN)
    talk.say(pressed(OPEN, "spring-over"))
    after_one = talk.row
    turn = talk.say(pressed(OPEN, "spring-over"))
    assert talk.row == after_one
    assert asks_for(turn, talk, "skolens-udbytte")


def test_the_skip_button_pressed_late_takes_no_answer_away(actions: Actions) -> None:
    talk = at(actions, OPEN)
    talk.say(typed("Flere skal trives"))
    turn = talk.say(pressed(OPEN, "spring-over"))
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "Flere skal trives"}
    assert asks_for(turn, talk, "skolens-udbytte")
    assert not says(turn.text, "plan-sprunget")


# What is heard: choices and suggestions that are typed


@pytest.mark.parametrize("intent", ["nlu_fallback", "ask", "ask_legal", "deny", "out_of_scope", "ask_unsure"])
@pytest.mark.parametrize(
    ("step", "text", "option"),
    [
        (CHOICE, "det er for klasserne", "klasser"),
        (CHOICE, "Forældre og familier", "foraeldre"),
        ("involvering", "vi laver det sammen", "integreret"),
        ("placering", "det passer fint", "passer"),
        ("placering", "nej det passer ikke", "flyt"),
    ],
)
def test_a_typed_choice_counts_whatever_it_was_taken_for(
    actions: Actions, step: str, text: str, option: str, intent: str
) -> None:
    talk = at(actions, step)
    heard = talk.hear(typed(text, intent))
    assert (heard["route_misses"], heard["plan_noted"]) == (0, step)
    if option != "flyt":  # which is forgotten at once
        assert talk.row is not None
        assert talk.row[step]["option"] == option


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("nogle få børn, det er 5 drenge fra 5. klasse", {"option": "udvalgte"}),
        ("drengene nede ved stationen", {}),
    ],
)
def test_the_target_group_is_kept_in_own_words_whatever_group_it_is(
    actions: Actions, text: str, kept: dict[str, str]
) -> None:
    talk = at(actions, CHOICE)
    turn = talk.say(typed(text, "ask_unsure"))
    assert talk.row is not None
    assert talk.row[CHOICE] == {**kept, "text": text}
    assert asks_for(turn, talk, "involvering")


def test_the_name_of_a_choice_says_nothing_more(actions: Actions) -> None:
    talk = at(actions, CHOICE)
    talk.say(typed("forældre og familier"))
    assert talk.row is not None
    assert talk.row[CHOICE] == {"option": "foraeldre"}


@pytest.mark.parametrize("step", [FIRST, CHOICE, OPEN, "moeder", "aftalen"])
def test_an_option_can_be_named_by_its_number_and_its_title(actions: Actions, step: str) -> None:
    answers = answered_until(step)
    for number, option in enumerate(Walk(CONTENT, answers).offered(STEPS[step]), start=1):
        for text, intent in ((str(number), "choose_first"), (option.title.upper(), "ask"), (f"{option.title}.", "ask")):
            talk = Talk(actions, step, answers)
            talk.say(typed(text, intent))
            assert talk.row is not None
            assert talk.row[step] == {"option": option.id}, text


@pytest.mark.parametrize("number", ["0", "7", "99"])
@pytest.mark.parametrize("step", [CHOICE, OPEN])
def test_a_number_no_option_has_is_not_understood(actions: Actions, step: str, number: str) -> None:
    assert at(actions, step).hear(typed(number, "choose_third")).get("route_misses") == 1


def test_the_number_is_that_of_the_button_where_the_options_differ(actions: Actions) -> None:
    talk = at(actions, "hvem-goer-hvad", chosen(maalgruppe="klasser"))
    talk.say(typed("2", "choose_second"))
    assert talk.row is not None
    assert talk.row["hvem-goer-hvad"] == {"option": "helhedsplanen-tovholder"}


OPEN_STEPS = [step.id for step in STEPS.values() if step.open]
# What the understanding may make of it.
TAKEN_FOR = ("ask", "ask_unsure", "ask_legal", "nlu_fallback", "out_of_scope", "start_plan")
SENTENCE = "Læreren og den boligsociale medarbejder står for det to eftermiddage om ugen, Grævling & <søn>"


# What is heard: own words


@pytest.mark.parametrize(
    ("step", "intent"), [*zip(OPEN_STEPS, cycle(TAKEN_FOR), strict=False), *((OPEN, intent) for intent in TAKEN_FOR)]
)
def test_own_words_are_kept_in_the_plan_and_in_no_slot(actions: Actions, step: str, intent: str) -> None:
    talk = at(actions, step)
    turn = talk.say(typed(SENTENCE, intent))
    assert talk.row is not None
    assert talk.row[step] == {"text": SENTENCE}
    assert talk.slots["plan_noted"] == step
    assert talk.step != step
    assert "Grævling" not in json.dumps([talk.slots, turn.events], ensure_ascii=False)
    assert turn.counted == [("walkthrough", None)]


def test_what_was_masked_on_the_way_in_is_kept_masked(actions: Actions) -> None:
    intake = read("Fatima Hansen er kontaktperson, ring på 12 34 56 78")
    assert intake.masked and "[NN]" in intake.text
    talk = at(actions, "kontaktpersoner")
    talk.say({**typed(intake.text), "metadata": {"masked": list(intake.masked)}})
    assert talk.row is not None
    assert talk.row["kontaktpersoner"] == {"text": intake.text}


def test_the_masking_is_told_with_the_next_question(actions: Actions) -> None:
    talk = at(actions, OPEN)
    turn = talk.say({**typed("[NN] skal trives bedre i klassen"), "metadata": {"masked": ["et navn"]}})
    assert fixed_reply("maskeret").text.format(kinds="et navn") in turn.text


@pytest.mark.parametrize("step", ["tavs-viden", "personoplysninger"])
def test_where_the_question_is_on_law_a_legal_word_is_an_answer(actions: Actions, step: str) -> None:
    talk = at(actions, step)
    talk.say(typed("tavshedspligten", "ask_legal"))
    assert talk.row is not None
    assert talk.row[step] == {"text": "tavshedspligten"}


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("hvem-skal-naas", "Elever i 4. klasse"),
        ("kontaktpersoner", "Lærer i udskolingen"),
        ("moeder", "Møder i kalenderen fra august"),
        ("skoleaaret", "Hver tirsdag i efteråret"),
        ("udvikle-sammen", "Hvem der har lyst af lærerne"),
    ],
)
def test_an_answer_that_begins_like_a_question_is_an_answer(actions: Actions, step: str, text: str) -> None:
    talk = at(actions, step)
    assert talk.hear(typed(text, "ask"))
    assert talk.row is not None
    assert talk.row[step] == {"text": text}


def test_an_answer_in_own_words_can_take_a_suggestions_place_and_the_other_way_round(actions: Actions) -> None:
    talk = at(actions, OPEN)
    talk.say(pressed(OPEN, "trivsel"))
    for message, kept in (
        (typed("Flere skal ud i naturen"), {"text": "Flere skal ud i naturen"}),
        (pressed(OPEN, "fritid"), {"option": "fritid"}),
    ):
        talk.slots["plan_step"] = OPEN
        talk.say(message)
        assert talk.row is not None
        assert talk.row[OPEN] == kept


@given(text=st.text(max_size=1200), intent=st.sampled_from(["ask", "nlu_fallback", "ask_legal", "deny", "ask_unsure"]))
def test_whatever_is_typed_is_kept_as_it_is_or_not_at_all(
    actions: Actions, knowledge: Knowledge, text: str, intent: str
) -> None:
    text = read(text).text
    keep_plan("wild", answered_until(OPEN))
    slots = {"plan": "wild", "plan_step": OPEN, "requested_slot": "plan_answer"}
    heard = actions.hear("validate_plan_walk", loop=WALK, slots=slots, **typed(text, intent))
    plan = plans.find("wild")
    assert plan is not None
    if heard.get("plan_noted") == OPEN:
        kept = plan.answers.pop(OPEN)
        assert kept == {"text": text} or kept in [{"option": option.id} for option in STEPS[OPEN].options]
    assert plan.answers == as_json(answered_until(OPEN))
    assert set(heard.values()) <= {0, 1, None, OPEN, "skolens-udbytte", "plan_answer"}, "no words in a slot"
