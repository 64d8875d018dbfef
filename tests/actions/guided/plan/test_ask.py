"""What the walk asks: its questions, the place in a picture, and what was not mentioned."""

from datetime import timedelta
from typing import Any

import pytest

from bot.guided.answers import SKIPPED, Answer, Answers
from bot.guided.plan import links
from bot.guided.plan.content import PlanOption, Point
from bot.guided.plan.reflection import said_first
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import Knowledge
from bot.store import models, plans
from bot.store.database import now, session
from tests.support.actions import Actions, Turn, answered_until, says, show
from tests.support.plan_walk import (
    BACK,
    CHOICE,
    CONTENT,
    EVERY_STEP,
    FIRST,
    GROUPS,
    LAST,
    OPEN,
    POINTS,
    RESUME,
    START,
    STEPS,
    YES,
    Talk,
    asks_for,
    at,
    begun,
    chosen,
    question_of,
    unsure_at,
    walk_of,
)
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")


# What is asked


def test_the_walk_begins_with_a_plan_of_its_own_and_the_first_question(actions: Actions) -> None:
    (talk, turn), (other, _) = begun(actions), begun(actions)
    assert talk.row == {}
    assert talk.slots["plan"] != other.slots["plan"]
    assert asks_for(turn, talk, FIRST)
    assert turn.counted == [("walkthrough", None)]


def test_it_is_introduced_at_the_first_question_only_with_the_days_answers_are_kept(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCUMENT_DAYS", "3")
    intro = CONTENT.texts.intro.format(days=3)
    talk, first = begun(actions)
    assert intro in first.text
    later = [
        talk.go_on(typed("hvad er en helhedsplan?", "ask")),
        talk.say(typed("grævlinger")),
        talk.say(pressed(FIRST, "spring-over")),
        talk.move("action_go_back", BACK),
    ]
    assert not any(intro.splitlines()[0] in turn.text for turn in later)


def test_a_plan_is_kept_as_long_as_is_set_and_each_answer_begins_that_time_again(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCUMENT_DAYS", "3")
    talk, _ = begun(actions)
    for message in (None, pressed(FIRST, "nyt"), pressed(CHOICE, "spring-over")):
        if message:
            with session() as opened:
                opened.get(models.Plan, talk.slots["plan"]).expires_at = now() + timedelta(hours=1)
            talk.say(message)
        plan = plans.find(talk.slots["plan"])
        assert plan is not None
        assert timedelta(days=2, hours=23) < plan.expires_at - now() <= timedelta(days=3)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_a_point_is_introduced_with_its_source_once(actions: Actions, knowledge: Knowledge, point: Point) -> None:
    card = knowledge.cards[point.card or ""]
    first, second = (step.id for step in point.steps[:2])

    def introduces(turn: Turn) -> bool:
        told = [point.title in turn.text, point.why in turn.text, (card.section or "") in turn.text]
        named = turn.custom["sources"] != [] and turn.custom["reviewed"] == card.reviewed.isoformat()
        assert len({*told, named}) == 1, "all of it or nothing"
        return named

    before = list(STEPS)[list(STEPS).index(first) - 1]
    talk = at(actions, before)
    assert introduces(talk.say(typed("videre") if before.endswith("-mere") else pressed(before, "passer")))
    assert not introduces(talk.go_on(typed("hvad er en helhedsplan?", "ask")))
    assert not introduces(talk.say(YES)), "not understood"
    turn = talk.say(pressed(first, "spring-over"))
    assert asks_for(turn, talk, second)
    assert not introduces(turn)
    assert not introduces(talk.move("action_go_back", BACK))
    talk.slots["plan_step"] = first
    assert not introduces(talk.ask(pressed(before, "passer"))), "a question that was answered before"


def test_what_is_known_of_the_collaboration_is_no_point_with_a_header(actions: Actions) -> None:
    _, turn = begun(actions)
    assert turn.custom["sources"] == []
    assert "Punkt" not in turn.text


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Answer(option="fritid"), STEPS[OPEN].option("fritid")),
        (Answer(text="Flere skal ud i skoven"), "Flere skal ud i skoven"),
        (SKIPPED, None),
    ],
    ids=["suggestion", "own words", "left open"],
)
def test_a_question_that_was_answered_shows_what_stands_there(
    actions: Actions, answer: Answer, shown: PlanOption | str | None
) -> None:
    talk = Talk(actions, "ressourcer", {**answered_until("ressourcer"), OPEN: answer})
    turn = talk.move("action_correct_answer", {"intent": "correct_this", "entities": {"question": OPEN}, "text": "/c"})
    assert asks_for(turn, talk, OPEN)
    assert says(turn.text, "plan-dit-svar") == (shown is not None)
    if shown:
        assert f"»{shown.title if isinstance(shown, PlanOption) else shown}«" in turn.text


def test_how_an_answer_was_taken_is_told_unless_a_button_says_it_already(actions: Actions) -> None:
    title = "Flere skal trives og høre til"
    noted = {
        "own words": at(actions, OPEN).say(typed("Flere skal ud i skoven")),
        "by number": at(actions, OPEN).say(typed("1", "choose_first")),
        "pressed": at(actions, OPEN).say(pressed(OPEN, "trivsel")),
    }
    assert [says(turn.text, "plan-noteret") for turn in noted.values()] == [True, False, False]
    assert [fixed_reply("rute-noteret").text.format(title=title) in turn.text for turn in noted.values()] == [
        False,
        True,
        False,
    ]


@EVERY_STEP
def test_a_question_not_understood_is_explained_once_and_then_there_is_a_way_out(
    actions: Actions, step_id: str
) -> None:
    talk = unsure_at(actions, step_id)

    def asked(misses: int | None) -> Turn:
        talk.slots["route_misses"] = misses
        return talk.ask(typed("grævlinger"))

    turns = [asked(misses) for misses in (None, 0, 1, 2, 3)]
    assert [STEPS[step_id].explain in turn.text for turn in turns] == [False, False, True, False, False]
    way_out = "plan-udvej" if STEPS[step_id].open else "rute-udvej"
    assert [says(turn.text, way_out) for turn in turns] == [False, False, False, True, True]
    assert ["/stop_route" in turn.payloads for turn in turns] == [False, False, False, True, True]


@pytest.mark.parametrize("misses", [0, 1, 2])
def test_after_an_interruption_the_question_comes_back_under_the_walks_name_and_is_no_turn_of_its_own(
    actions: Actions, misses: int
) -> None:
    talk = at(actions, OPEN, route_misses=misses)
    turn = talk.go_on(typed("hvad er en helhedsplan?", "ask"))
    assert asks_for(turn, talk, OPEN)
    assert says(turn.text, "rute-tilbage")
    assert CONTENT.texts.title in turn.text
    assert turn.counted == []
    assert STEPS[OPEN].explain not in turn.text
    assert not says(turn.text, "plan-udvej")
    assert talk.slots["route_misses"] == 0


@pytest.mark.parametrize("intent", ["ask_example", "ask_progress", "go_back", "resume_route", "correct_this"])
def test_after_a_move_the_question_is_asked_without_more_ado(actions: Actions, intent: str) -> None:
    talk = at(actions, OPEN)
    turn = talk.go_on(typed("/move", intent))
    assert turn.text == question_of(talk, OPEN)


@pytest.mark.parametrize("group", GROUPS)
def test_a_question_names_the_target_group(actions: Actions, group: str) -> None:
    talk = at(actions, OPEN, chosen(maalgruppe=group))
    assert CONTENT.texts.groups[group].called in talk.ask(START).text


def picture_of(talk: Talk, turn: Turn) -> str:
    """What the address of the attached picture says of the place."""
    (attachment,) = turn.custom["attachments"]
    assert attachment["title"] and attachment["alt"]
    path, _, place = attachment["url"].partition("?")
    assert path == links.link(talk.slots["plan"], links.PICTURE)
    return str(place)


# The place


def test_the_place_is_shown_in_words_and_in_a_picture(actions: Actions) -> None:
    talk = at(actions, "rammesaetning", chosen(involvering="integreret"))
    turn = talk.say(pressed("rammesaetning", "civil"))
    assert asks_for(turn, talk, "placering")
    assert says(turn.text, "plan-placering")
    assert CONTENT.places.involvement["integreret"] in turn.text
    assert CONTENT.places.framing["civil"] in turn.text
    assert picture_of(talk, turn)
    file = links.file(talk.slots["plan"], links.PICTURE)
    assert file is not None and file.content_type.startswith("image/svg+xml")


def test_a_corrected_place_has_a_picture_with_another_address(actions: Actions) -> None:
    talk = at(actions, "rammesaetning", chosen(involvering="integreret"))
    first = picture_of(talk, talk.say(pressed("rammesaetning", "civil")))
    assert picture_of(talk, talk.say(pressed("rammesaetning", "offentlig"))) != first


@EVERY_STEP
def test_no_other_question_has_a_picture(actions: Actions, step_id: str) -> None:
    assert bool(unsure_at(actions, step_id).ask(START).custom["attachments"]) == (step_id == "placering")


@pytest.mark.parametrize("unknown", [{"involvering": SKIPPED}, {"rammesaetning": SKIPPED}])
def test_a_place_that_is_not_known_is_not_asked_about(actions: Actions, unknown: Answers) -> None:
    talk = at(actions, "rammesaetning", unknown)
    message = pressed("rammesaetning", "spring-over" if "rammesaetning" in unknown else "civil")
    assert asks_for(talk.say(message), talk, OPEN)


@pytest.mark.parametrize(
    ("action", "message", "step"),
    [("action_go_back", BACK, OPEN), ("action_resume_route", RESUME, "placering")],
    ids=["back", "resumed"],
)
def test_whoever_comes_to_the_place_by_a_move_sees_what_is_asked_about(
    actions: Actions, action: str, message: dict[str, Any], step: str
) -> None:
    talk = at(actions, step)
    turn = talk.move(action, message)
    assert asks_for(turn, talk, "placering")
    assert says(turn.text, "plan-placering")
    assert picture_of(talk, turn)


# What was not mentioned


def test_after_a_point_at_most_two_things_that_were_not_mentioned_are_told(
    actions: Actions, knowledge: Knowledge
) -> None:
    for point in POINTS:
        talk = at(actions, point.more)
        missing = walk_of(talk).not_mentioned(point)
        assert len(missing) > 2, "else two prove nothing"
        turn = talk.ask(START)
        assert [one.missing in turn.text for one in missing] == [True, True, *[False] * (len(missing) - 2)]
        cards = [card for card in dict.fromkeys(one.card for one in said_first(missing)) if card]
        assert turn.payloads == [pressed(point.more, "videre")["text"], *map(show, cards)]


def test_of_one_thing_that_was_not_mentioned_one_is_told(actions: Actions) -> None:
    point = POINTS[-1]
    told = {"moeder": Answer(option="korte-og-lange"), "tavs_viden": Answer(option="moede-uden-dagsorden")}
    talk = at(actions, point.more, {**told, "personoplysninger": Answer(text="familien selv")})
    (missing,) = walk_of(talk).not_mentioned(point)
    assert talk.ask(START).text.count("\n- ") == 1
    assert missing.missing in talk.ask(START).text


def test_where_all_was_mentioned_or_nothing_answered_the_walk_just_goes_on(actions: Actions) -> None:
    told = {"moeder": Answer(option="korte-og-lange"), "tavs_viden": Answer(option="moede-uden-dagsorden")}
    mentioned = at(actions, "personoplysninger", told)
    assert asks_for(mentioned.say(pressed("personoplysninger", "nej")), mentioned, LAST)
    nothing = at(actions, "personoplysninger", {"moeder": SKIPPED, "tavs_viden": SKIPPED})
    assert asks_for(nothing.say(pressed("personoplysninger", "spring-over")), nothing, LAST)
    something = at(actions, "personoplysninger", {"moeder": SKIPPED, "tavs_viden": SKIPPED})
    assert asks_for(something.say(pressed("personoplysninger", "ved-ikke")), something, "vidensdeling-mere")


def test_an_addition_to_a_point_is_kept(actions: Actions) -> None:
    talk = at(actions, "formaal-mere")
    turn = talk.say(typed("Lederne er enige om målet"))
    assert talk.row is not None
    assert talk.row["formaal-mere"] == {"text": "Lederne er enige om målet"}
    assert asks_for(turn, talk, "hvem-goer-hvad")
