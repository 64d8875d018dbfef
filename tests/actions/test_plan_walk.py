"""The walk through the five points, action by action: what is heard and asked, the moves, what one leaves with.

The store is real, and so is the content; never the prose.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.input_filter import read
from bot.guided.answers import SKIPPED, Answer, Answers, as_json, from_json
from bot.guided.plan import links
from bot.guided.plan.content import PlanOption, Point, Step, plan_content
from bot.guided.plan.reflection import said_first
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import Knowledge
from bot.store import models, plans
from bot.store.database import now, session
from tests.actions.conftest import OWN_WORDS, Actions, Turn, answered_until, keep_plan
from tests.actions.test_actions import introduced, says, show
from tests.actions.test_routes import pressed, typed
from tests.bot.content import Content
from tests.conftest import free_port

pytestmark = pytest.mark.usefixtures("knowledge")

CONTENT = plan_content()
WALK, SHARE, CONSENT = "plan_walk", "share_route", "consent_form"
STEPS = {step.id: step for _, step in CONTENT.every_step()}
POINTS = [point for point in CONTENT.points if point.number]
GROUPS = ["alle", "udvalgte", "foraeldre", "klasser"]
FIRST, LAST = "samarbejdet", "godkend"
# With these answers before them, these questions are asked.
UNSURE = {"involvering": Answer(option="ved-ikke"), "rammesaetning": Answer(option="ved-ikke")}
# An open question in the middle, and a choice.
OPEN, CHOICE = "formaalet", "maalgruppe"
WAITS = "action_listen"


def chosen(**options: str) -> dict[str, Answer]:
    return {step_id: Answer(option=option) for step_id, option in options.items()}


class Talk:
    """A conversation in the walk, with its slots as Rasa keeps them."""

    def __init__(
        self, actions: Actions, step: str | None, answers: Answers, loop: str | None = WALK, **slots: Any
    ) -> None:
        self._actions, self.loop = actions, loop
        with session() as opened:
            token = f"plan-{opened.query(models.Plan).count()}"
        keep_plan(token, answers)
        requested = {"requested_slot": "plan_answer"} if loop == WALK else {}
        self.slots = {**introduced(), "plan": token, "plan_step": step, **requested, **slots}

    @property
    def row(self) -> dict[str, Any] | None:
        """What the store has of the plan."""
        plan = plans.find(self.slots["plan"])
        return plan and plan.answers

    @property
    def step(self) -> str | None:
        return self.slots["plan_step"]

    def hear(self, message: dict[str, Any], events: Sequence[str] = ("user",)) -> dict[str, Any]:
        """What the form hears; nothing changes yet but the store."""
        return self._actions.hear("validate_plan_walk", loop=self.loop, slots=self.slots, events=events, **message)

    def ask(self, message: dict[str, Any], events: Sequence[str] = ("user",)) -> Turn:
        turn = self._actions.run("action_ask_plan_answer", loop=self.loop, slots=self.slots, events=events, **message)
        self.slots |= turn.slots
        return turn

    def say(self, message: dict[str, Any]) -> Turn:
        """An answer, or what is taken for one: it is heard, and the next question is asked."""
        heard = self.hear(message)
        assert heard, "the form stepped aside"
        self.slots |= heard
        return self.ask(message)

    def do(self, action: str, message: dict[str, Any]) -> Turn:
        """Another action, and what Rasa makes of its events."""
        turn = self._actions.run(action, loop=self.loop, slots=self.slots, **message)
        self.slots |= turn.slots
        self.loop = None if turn.stops_the_route else self.loop
        return turn

    def move(self, action: str, message: dict[str, Any]) -> Turn:
        """An action that the walk goes on after; gives the question that is then asked."""
        turn = self.do(action, message)
        assert turn.goes_on_with == WALK
        return self.go_on(message)

    def go_on(self, message: dict[str, Any]) -> Turn:
        """Rasa calls the form after a reply."""
        self.loop = WALK
        after = ("user", "action", "bot", "action")
        self.slots |= self.hear(message, events=after)
        return self.ask(message, events=after)


def at(actions: Actions, step: str, given: Answers | None = None, **slots: Any) -> Talk:
    """Somebody who stands at a question and has answered all before it."""
    return Talk(actions, step, answered_until(step, **(given or {})), **slots)


def unsure_at(actions: Actions, step: str, **slots: Any) -> Talk:
    return at(actions, step, UNSURE, **slots)


def finished(actions: Actions, given: Answers | None = None, **slots: Any) -> Talk:
    """Somebody whose plan is approved."""
    return Talk(actions, None, answered_until(None, **(given or {})), loop=None, **slots)


def walk_of(talk: Talk) -> Walk:
    return Walk.of(CONTENT, from_json(talk.row or {}))


def question_of(talk: Talk, step: str) -> str:
    return f"**{walk_of(talk).question(STEPS[step])}**"


def asks_for(turn: Turn, talk: Talk, step: str) -> bool:
    """Whether a turn asks this question, and the conversation waits for an answer to it."""
    return question_of(talk, step) in turn.text and talk.slots["requested_slot"] == "plan_answer"


def expire(token: str) -> None:
    with session() as opened:
        opened.get(models.Plan, token).expires_at = now() - timedelta(seconds=1)


def take_the_store_away(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")


EVERY_STEP = pytest.mark.parametrize("step_id", list(STEPS))
START = {"intent": "start_plan", "text": "/start_plan"}
YES, NO = typed("ja", "affirm"), typed("nej", "deny")
STOP, RESUME, BACK = typed("stop", "stop_route"), typed("fortsæt", "resume_route"), typed("tilbage", "go_back")
RESTART, DELETE = typed("forfra", "restart_route"), typed("slet min plan", "delete_plan")


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
        assert talk.row[step] == {"option": option}


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


# What is heard: own words

OPEN_STEPS = [step.id for step in STEPS.values() if step.open]
SENTENCE = "Læreren og den boligsociale medarbejder står for det to eftermiddage om ugen, Grævling & <søn>"


@pytest.mark.parametrize("step", OPEN_STEPS)
@pytest.mark.parametrize("intent", ["ask", "ask_unsure", "ask_legal", "nlu_fallback", "out_of_scope", "start_plan"])
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


# What is no answer

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
    ("/give_feedback", "give_feedback"),
    ('/confirm_danger{"kind": "vold-skolen", "voice": "staff", "language": "da"}', "confirm_danger"),
    ("/deny_danger", "deny_danger"),
]


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
        typed("ved ikke", "nlu_fallback"),
        typed("42 17", "nlu_fallback"),
        {**typed("asdkjh qwpoe", "nlu_fallback"), "answers": ["punkt-formaal"], "nearness": 0.3},
    ],
    ids=["yes", "no", "do not know", "figures", "nonsense"],
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


def test_words_that_are_near_to_what_is_known_are_no_nonsense(actions: Actions) -> None:
    talk = at(actions, OPEN)
    talk.say({**typed("bedre trivsel"), "answers": ["punkt-formaal"], "nearness": 0.9})
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "bedre trivsel"}


@pytest.mark.parametrize("step", [CHOICE, "involvering", LAST])
@pytest.mark.parametrize("intent", ["nlu_fallback", "ask", "out_of_scope", "affirm", "choose_third"])
def test_a_choice_that_was_not_understood_is_counted(actions: Actions, step: str, intent: str) -> None:
    talk = at(actions, step)
    before = talk.row
    heard = talk.hear(typed("grævlinger", intent))
    assert heard == {"route_misses": 1, "plan_noted": None, "requested_slot": "plan_answer"}
    assert talk.row == before


def test_a_long_question_to_a_choice_is_a_question(actions: Actions) -> None:
    assert at(actions, CHOICE).hear(typed("vi ved ikke rigtig noget om det her endnu desværre", "ask")) == {}


def test_an_answer_is_not_read_twice(actions: Actions) -> None:
    """Rasa asks the form again after an interruption, with the same latest message."""
    talk = at(actions, OPEN)
    before = talk.row
    heard = talk.hear(typed("Flere skal trives"), events=["user", "action", "bot", "action"])
    assert heard["plan_step"] == OPEN
    assert talk.row == before
    heard = talk.hear(typed("Flere skal trives"), events=["bot", "action", "user", "action"])
    assert heard["plan_noted"] == OPEN, "what was said before the message is no reply"


# "Næste"

MEANS_NEXT = ["næste", "spring over", "videre", "gå videre", "skip", "kan vi tage det næste spørgsmål"]
SKIPPABLE = [step_id for step_id in STEPS if step_id != LAST and not step_id.endswith("-mere")]


@pytest.mark.parametrize("text", MEANS_NEXT)
@pytest.mark.parametrize("step", SKIPPABLE)
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


# What is asked


def begun(actions: Actions) -> tuple[Talk, Turn]:
    """Somebody who has just begun, and the first question."""
    talk = Talk(actions, None, {}, loop=None)
    talk.slots = {"plan": None}
    talk.slots |= talk.hear(START)
    talk.loop = WALK
    return talk, talk.ask(START)


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


# The place


def picture_of(talk: Talk, turn: Turn) -> str:
    """The address of the picture that is attached."""
    (attachment,) = turn.custom["attachments"]
    assert attachment["title"] and attachment["alt"]
    path, _, place = attachment["url"].partition("?")
    file = links.file(talk.slots["plan"], path.rpartition("/")[2])
    assert path == links.link(talk.slots["plan"], links.PICTURE)
    assert file is not None and file.content_type.startswith("image/svg+xml")
    return str(place)


def test_the_place_is_shown_in_words_and_in_a_picture(actions: Actions) -> None:
    talk = at(actions, "rammesaetning", chosen(involvering="integreret"))
    turn = talk.say(pressed("rammesaetning", "civil"))
    assert asks_for(turn, talk, "placering")
    assert says(turn.text, "plan-placering")
    assert CONTENT.places.involvement["integreret"] in turn.text
    assert CONTENT.places.framing["civil"] in turn.text
    assert picture_of(talk, turn)


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


# The summary

NUMBERED = re.compile(r"^(\d+)\. ([^:]+): (.+)$", re.MULTILINE)
WITH_ADDITIONS = {
    **UNSURE,
    "formaal_mere": Answer(text="Lederne er enige"),
    "tillid_mere": Answer(text="Vi hilser på hinanden"),
    "formaalet": SKIPPED,
    "maalgruppe": SKIPPED,
    "moeder": Answer(text="ord " * 200),
}
SUMMARIES = pytest.mark.parametrize("given_answers", [{}, WITH_ADDITIONS], ids=["usual", "with additions"])


@SUMMARIES
def test_the_summary_has_every_answer_under_its_number(actions: Actions, given_answers: Answers) -> None:
    talk = at(actions, LAST, given_answers)
    turn = talk.ask(START)
    lines = NUMBERED.findall(turn.text)
    assert [int(number) for number, _, _ in lines] == list(range(1, len(lines) + 1))
    assert talk.row is not None
    without_words = {"placering", *(f"{point.id}-mere" for point in POINTS)}
    told = [
        STEPS[step_id].title
        for step_id in STEPS
        if step_id in talk.row and (step_id not in without_words or "text" in talk.row[step_id])
    ]
    assert [title for _, title, _ in lines] == told
    answers = {title: answer for _, title, answer in lines}
    for step_id, answer in talk.row.items():
        title = STEPS[step_id].title
        if "option" in answer and title in answers:
            option = STEPS[step_id].option(answer["option"])
            assert option and answers[title].removesuffix(" …") in (option.in_document or option.title)
        elif "text" in answer:
            assert answer["text"].startswith(answers[title].removesuffix(" …"))
        elif title in answers:
            assert answers[title] == fixed_reply("plan-aabent").text
    assert all(len(answer) < 170 for answer in answers.values())


@SUMMARIES
def test_the_numbers_of_the_summary_open_their_questions(actions: Actions, given_answers: Answers) -> None:
    talk = at(actions, LAST, given_answers)
    lines = NUMBERED.findall(talk.ask(START).text)
    assert len(lines) > 20
    for number, title, _ in lines:
        turn = talk.move("action_correct_answer", typed(f"ret {number}", "correct_answer"))
        assert talk.step is not None
        assert STEPS[talk.step].title == title
        assert asks_for(turn, talk, talk.step)
        talk.slots["plan_step"] = LAST


def test_the_summary_can_be_approved_or_corrected(actions: Actions) -> None:
    payloads = at(actions, LAST).ask(START).payloads
    assert payloads == [pressed(LAST, "ja")["text"], "/correct_answer"]


def test_whoever_goes_on_at_the_summary_sees_it_again(actions: Actions) -> None:
    talk = at(actions, LAST, loop=None, stopped_route=WALK)
    turn = talk.move("action_resume_route", RESUME)
    assert asks_for(turn, talk, LAST)
    assert NUMBERED.search(turn.text)


@pytest.mark.parametrize("message", [pressed(LAST, "ja"), YES, typed("1", "choose_first"), typed("lav planen", "ask")])
def test_the_approval_ends_the_walk(actions: Actions, message: dict[str, Any]) -> None:
    talk = at(actions, LAST)
    heard = talk.hear(message)
    assert (heard["requested_slot"], heard["plan_step"]) == (None, None)
    assert talk.row is not None
    assert talk.row[LAST] == {"option": "ja"}


# Moves


def test_back_at_the_first_question_stays_there(actions: Actions) -> None:
    talk, _ = begun(actions)
    for _ in range(2):
        assert asks_for(talk.move("action_go_back", BACK), talk, FIRST)


def test_back_goes_back_and_every_answer_stays(actions: Actions) -> None:
    talk = at(actions, "skolens-udbytte")
    before = talk.row
    steps = []
    for _ in range(7):
        talk.move("action_go_back", BACK)
        steps.append(talk.step)
    assert steps == [OPEN, "placering", "rammesaetning", "involvering", CHOICE, FIRST, FIRST]
    assert talk.row == before


def test_after_going_back_a_new_answer_leads_on_to_the_first_open_question(actions: Actions) -> None:
    talk = at(actions, "skolens-udbytte")
    for _ in range(3):
        talk.move("action_go_back", BACK)
    turn = talk.say(pressed("rammesaetning", "begge"))
    assert asks_for(turn, talk, "skolens-udbytte")


def test_back_forgets_the_misses(actions: Actions) -> None:
    assert at(actions, OPEN, route_misses=2).do("action_go_back", BACK).slots["route_misses"] == 0


ASKED_FIRST = {
    "restart": ("action_restart_route", RESTART, "/restart_route", "plan-forfra-sikker"),
    "delete": ("action_delete_plan", DELETE, "/delete_plan", "plan-slet-sikker"),
}
BOTH = pytest.mark.parametrize(
    ("what", "action", "message", "payload", "key"), [(what, *rest) for what, rest in ASKED_FIRST.items()]
)


@BOTH
@pytest.mark.parametrize("loop", [WALK, None], ids=["under way", "stopped"])
def test_before_answers_are_lost_it_is_asked_whether_that_is_meant(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str, loop: str | None
) -> None:
    talk = at(actions, OPEN, loop=loop, stopped_route=None if loop else WALK)
    before = talk.row
    turn = talk.do(action, message)
    assert says(turn.text, key)
    assert turn.payloads == [payload]
    assert turn.goes_on_with == WAITS, "the question is not asked again before that"
    assert talk.slots["asks_whether"] == what
    assert talk.row == before


@BOTH
@pytest.mark.parametrize("confirmed", ["typed", "pressed"])
def test_after_a_yes_they_are_gone(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str, confirmed: str
) -> None:
    talk = at(actions, OPEN)
    token = talk.slots["plan"]
    talk.do(action, message)
    if confirmed == "typed":
        assert talk.hear(YES) == {}, "it is no answer to the question under way"
        turn = talk.do("action_take_offer", YES)
    else:
        turn = talk.do(action, {"intent": message["intent"], "text": payload})
    assert plans.find(token) is None
    assert [talk.slots[slot] for slot in ("plan", "plan_step", "plan_noted")] == [None] * 3
    assert talk.slots["asks_whether"] is None
    if what == "delete":
        assert says(turn.text, "plan-slettet")
        assert turn.stops_the_route and turn.goes_on_with is None
        assert talk.slots["requested_slot"] is None
    else:
        assert turn.goes_on_with == WALK
        assert asks_for(talk.go_on(YES), talk, FIRST)
        assert talk.row == {}


@BOTH
def test_a_yes_at_another_time_loses_nothing(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str
) -> None:
    talk = at(actions, OPEN, loop=None)
    before = talk.row
    talk.do("action_take_offer", YES)
    talk.do(action, message)
    talk.do("action_give_fixed_reply", typed("tak", "thank"))
    turn = talk.do("action_take_offer", YES)
    assert says(turn.text, "ja")
    assert talk.row == before


@BOTH
def test_a_yes_after_an_answer_in_between_loses_nothing(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str
) -> None:
    talk = at(actions, OPEN)
    talk.do(action, message)
    talk.say(pressed(OPEN, "trivsel"))
    assert talk.say(YES)
    assert talk.row is not None
    assert talk.row[OPEN] == {"option": "trivsel"}


@BOTH
@pytest.mark.parametrize("step", [OPEN, "placering", "formaal-mere", "personoplysninger"])
def test_a_no_keeps_everything_and_is_no_answer_to_the_question_under_way(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str, step: str
) -> None:
    talk = at(actions, step)
    before = talk.row
    talk.do(action, message)
    assert talk.hear(NO) == {}
    assert talk.row == before
    turn = talk.move("action_give_fixed_reply", NO)
    assert asks_for(turn, talk, step)
    assert talk.slots["asks_whether"] is None


def test_only_a_yes_confirms(actions: Actions) -> None:
    talk = at(actions, OPEN, loop=None, asks_whether="delete")
    talk.do("action_take_offer", typed("den anden", "choose_second"))
    assert talk.row is not None


@pytest.mark.parametrize("message", [DELETE, {"intent": "delete_plan", "text": "/delete_plan"}])
def test_where_there_is_no_plan_there_is_nothing_to_delete(actions: Actions, message: dict[str, Any]) -> None:
    turn = actions.run("action_delete_plan", slots=introduced(), **message)
    assert says(turn.text, "plan-ingen")
    assert (turn.buttons, turn.events) == ([], [])


def test_a_finished_plan_is_deleted_with_its_links(actions: Actions) -> None:
    talk = finished(actions)
    token = talk.slots["plan"]
    assert links.file(token, links.PICTURE)
    talk.do("action_delete_plan", {"intent": "delete_plan", "text": "/delete_plan"})
    assert links.file(token, links.PICTURE) is None


def test_deleting_leaves_a_route_that_is_under_way_alone(actions: Actions) -> None:
    talk = at(actions, OPEN, loop=SHARE, share_danger="no")
    turn = talk.do("action_delete_plan", {"intent": "delete_plan", "text": "/delete_plan"})
    assert not turn.stops_the_route
    assert talk.slots["share_danger"] == "no"


# Correcting


def correct(**fields: str) -> dict[str, Any]:
    """The message of a button that chooses a part, or a question."""
    (kind,) = fields
    intent = "correct_part" if kind == "part" else "correct_this"
    return {"intent": intent, "entities": fields, "text": f"/{intent}{json.dumps(fields)}"}


def fields_of(payload: str) -> dict[str, str]:
    return dict(json.loads(payload[payload.index("{") :]))


def test_an_answer_is_corrected_by_part_and_question(actions: Actions) -> None:
    talk = at(actions, "moeder", WITH_ADDITIONS)
    assert talk.row is not None
    parts = talk.do("action_correct_answer", typed("jeg vil rette et svar", "correct_answer"))
    assert parts.goes_on_with == WAITS
    chosen_parts = [fields_of(payload) for payload in parts.payloads]
    assert chosen_parts == [{"part": part} for part in CONTENT.texts.points if part != "vidensdeling"]
    reached = []
    for part in chosen_parts:
        questions = talk.do("action_correct_answer", correct(**part))
        assert questions.goes_on_with == WAITS
        for payload in questions.payloads:
            turn = talk.move("action_correct_answer", correct(**fields_of(payload)))
            assert talk.step is not None
            assert asks_for(turn, talk, talk.step)
            reached.append(talk.step)
    without_words = {"placering", *(step for step, answer in talk.row.items() if answer == {"option": "videre"})}
    assert sorted(reached) == sorted(talk.row.keys() - without_words)
    assert all(read(payload).text == payload for payload in (*parts.payloads, *questions.payloads))


@pytest.mark.parametrize("number", ["0", "77"])
@pytest.mark.parametrize("loop", [WALK, None])
def test_a_number_no_answer_has_leads_to_the_choice(actions: Actions, number: str, loop: str | None) -> None:
    talk = at(actions, LAST, loop=loop)
    turn = talk.do("action_correct_answer", typed(f"ret {number}", "correct_answer"))
    assert says(turn.text, "plan-hvilket-svar")
    assert len(turn.payloads) == len(CONTENT.points)
    assert turn.goes_on_with == WAITS
    assert talk.step == LAST


def test_a_question_there_is_not_leads_to_the_choice(actions: Actions) -> None:
    talk = at(actions, LAST)
    assert len(talk.do("action_correct_answer", correct(question="findes-ikke")).payloads) == len(CONTENT.points)
    assert talk.do("action_correct_answer", correct(part="findes-ikke")).payloads == []
    assert talk.step == LAST


def test_a_corrected_answer_leads_back_to_where_it_was_corrected_from(actions: Actions) -> None:
    talk = at(actions, "moeder")
    talk.move("action_correct_answer", correct(question=OPEN))
    turn = talk.say(typed("Flere skal ud i skoven"))
    assert asks_for(turn, talk, "moeder")
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "Flere skal ud i skoven"}


def test_with_nothing_answered_there_is_nothing_to_correct_but_the_walk_is_under_way(actions: Actions) -> None:
    talk, _ = begun(actions)
    turn = talk.do("action_correct_answer", typed("ret 1", "correct_answer"))
    assert not says(turn.text, "rute-ingen")
    assert turn.goes_on_with == WALK


def test_in_a_route_correcting_takes_the_last_answer_back(actions: Actions) -> None:
    talk = at(actions, OPEN, loop=SHARE, share_danger="no", share_role="school")
    turn = talk.do("action_correct_answer", typed("jeg vil rette det", "correct_answer"))
    assert turn.slots["share_role"] is None
    assert turn.goes_on_with == SHARE


# How far


def progress(talk: Talk) -> tuple[int, int]:
    """What is done, of how many."""
    turn = talk.do("action_tell_progress", typed("hvor langt er jeg", "ask_progress"))
    assert says(turn.text, "plan-hvor-langt")
    assert turn.goes_on_with == talk.loop
    done, of = re.findall(r"\b(\d+) af (?:cirka )?(\d+) spørgsmål", turn.text)[0]
    assert int(done) <= int(of)
    return int(done), int(of)


def test_progress_counts_the_questions_that_are_done(actions: Actions) -> None:
    talk, _ = begun(actions)
    talk.say(pressed(FIRST, "nyt"))
    assert progress(talk)[0] == 1
    talk.say(pressed(CHOICE, "spring-over"))
    assert progress(talk)[0] == 2, "a question left open is done, too"
    assert progress(at(actions, "formaal-mere"))[0] == progress(at(actions, "hvem-goer-hvad"))[0]
    done, of = progress(at(actions, LAST))
    assert done == of


@pytest.mark.parametrize("step", [CHOICE, *(point.steps[-1].id for point in POINTS), LAST])
def test_progress_names_the_point_and_no_other(actions: Actions, step: str) -> None:
    talk = at(actions, step)
    turn = talk.do("action_tell_progress", typed("hvor langt er jeg", "ask_progress"))
    named = [point.title for point in POINTS if point.title in turn.text]
    assert named == [point.title for point in POINTS if STEPS[step] in point.steps]
    assert re.findall(r"punkt (\d)", turn.text) == [str(point.number) for point in POINTS if point.title in named]


def test_at_the_summary_nobody_is_told_to_be_at_the_beginning(actions: Actions) -> None:
    def where(step: str) -> str:
        turn = at(actions, step).do("action_tell_progress", typed("hvor langt er jeg", "ask_progress"))
        return re.sub(r"\d+", "", turn.text)

    assert where(LAST) != where(CHOICE)


def test_at_the_first_question_progress_does_not_say_that_nothing_is_under_way(actions: Actions) -> None:
    talk, _ = begun(actions)
    assert progress(talk)[0] == 0


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("action_tell_progress", typed("hvor langt er jeg", "ask_progress")),
        ("action_correct_answer", typed("ret et svar", "correct_answer")),
        ("action_next_step", typed("næste", "next_step")),
    ],
)
def test_with_nothing_under_way_it_is_offered_to_begin(actions: Actions, action: str, message: dict[str, Any]) -> None:
    turn = actions.run(action, slots=introduced(), **message)
    assert says(turn.text, "rute-ingen")
    assert turn.payloads == ["/start_plan", "/start_share_route"]
    assert turn.events == []


@pytest.mark.parametrize("action", ["action_tell_progress", "action_stop_route", "action_resume_route"])
def test_a_plan_that_is_approved_is_not_under_way(actions: Actions, action: str) -> None:
    turn = finished(actions).do(action, RESUME)
    assert says(turn.text, "rute-ingen")
    assert turn.events == []


# Examples

WITH_EXAMPLES = [step.id for step in STEPS.values() if step.examples]


@pytest.mark.parametrize("group", [*GROUPS, "ukendt"])
def test_an_example_is_for_the_target_group(actions: Actions, group: str) -> None:
    assert len(WITH_EXAMPLES) > 15
    target = SKIPPED if group == "ukendt" else Answer(option=group)
    for step in WITH_EXAMPLES:
        talk = at(actions, step, {"maalgruppe": target})
        turn = talk.do("action_give_example", typed("giv mig et eksempel", "ask_example"))
        told = [name for name, example in STEPS[step].examples.items() if example in turn.text]
        assert told == [group]
        assert turn.goes_on_with == WALK


@pytest.mark.parametrize("step", [FIRST, CHOICE, "placering", "formaal-mere", LAST])
def test_of_a_choice_the_example_is_its_explanation(actions: Actions, step: str) -> None:
    turn = at(actions, step).do("action_give_example", typed("giv mig et eksempel", "ask_example"))
    assert STEPS[step].explain in turn.text
    assert turn.goes_on_with == WALK


@EVERY_STEP
def test_an_example_is_offered_where_there_is_one(actions: Actions, step_id: str) -> None:
    assert ("/ask_example" in unsure_at(actions, step_id).ask(START).payloads) == bool(STEPS[step_id].examples)


@pytest.mark.parametrize("loop", [None, SHARE])
def test_outside_the_walk_the_cases_are_the_examples(actions: Actions, loop: str | None) -> None:
    talk = at(actions, OPEN, loop=loop)
    turn = talk.do("action_give_example", typed("giv mig et eksempel", "ask_example"))
    assert turn.custom["card"] == "cases-overblik"
    assert turn.goes_on_with == loop


# Stop and resume


def test_a_pause_keeps_everything_and_resuming_asks_the_very_question(actions: Actions) -> None:
    talk = at(actions, "moeder", route_misses=2)
    talk.move("action_go_back", BACK)
    stood_at, before = talk.step, talk.row
    turn = talk.do("action_stop_route", STOP)
    assert says(turn.text, "plan-pause")
    assert turn.stops_the_route and turn.goes_on_with is None
    assert turn.payloads == ["/resume_route"]
    assert turn.slots == {"introduced": True, "requested_slot": None, "stopped_route": WALK}
    assert talk.row == before
    turn = talk.move("action_resume_route", RESUME)
    assert stood_at is not None
    assert asks_for(turn, talk, stood_at)
    assert talk.slots["stopped_route"] is None


def test_a_pause_before_the_first_answer_can_be_ended(actions: Actions) -> None:
    talk, _ = begun(actions)
    talk.do("action_stop_route", STOP)
    assert asks_for(talk.move("action_resume_route", RESUME), talk, FIRST)


def test_danger_stops_the_walk_and_its_answers_stay(actions: Actions) -> None:
    talk = at(actions, OPEN)
    before = talk.row
    turn = talk.do("action_tell_where_help_is", typed("min far slår mig", "crisis"))
    assert turn.custom["outcome"] == "crisis"
    assert turn.stops_the_route and turn.goes_on_with is None
    assert talk.slots["stopped_route"] == WALK
    assert talk.row == before
    assert "/resume_route" in turn.payloads
    assert asks_for(talk.move("action_resume_route", RESUME), talk, OPEN)


@pytest.mark.parametrize("last", [WALK, SHARE, CONSENT])
def test_resuming_goes_on_with_what_was_stopped_last(actions: Actions, last: str) -> None:
    others = {"share_danger": "no", "consent_purpose": "leisure"}
    talk = at(actions, OPEN, loop=None, stopped_route=last, **others)
    assert talk.do("action_resume_route", RESUME).goes_on_with == last


@pytest.mark.parametrize(("begun_too", "goes_on_with"), [({"share_danger": "no"}, SHARE), ({}, None)])
def test_what_was_stopped_last_and_is_over_is_not_resumed(
    actions: Actions, begun_too: dict[str, str], goes_on_with: str | None
) -> None:
    talk = finished(actions, stopped_route=WALK, **begun_too)
    assert talk.do("action_resume_route", RESUME).goes_on_with == goes_on_with


@pytest.mark.parametrize("loop", [WALK, None])
def test_a_button_of_the_walk_that_comes_late_is_not_ignored(actions: Actions, loop: str | None) -> None:
    turn = at(actions, OPEN, loop=loop).do("action_take_late_answer", pressed(CHOICE, "alle"))
    assert says(turn.text, "rute-ingen") == (loop is None)
    assert turn.goes_on_with == loop
    assert turn.payloads == ([] if loop else ["/resume_route"])


# A route in the middle of the walk

SHARE_DONE = {"share_danger": "worried", "share_role": "school"}


def left_for(talk: Talk, form: str, **slots: Any) -> Talk:
    """The walk is left for a route, as Rasa leaves it: the form that asks is another one."""
    intent = {SHARE: "start_share_route", CONSENT: "make_consent_form"}[form]
    assert talk.hear({"intent": intent, "text": f"/{intent}"}) == {}, "else the walk does not let go"
    talk.loop = form
    talk.slots |= {"requested_slot": "share_role", **slots}
    return talk


def ended(talk: Talk) -> Talk:
    """The route's last answer: its form is over before its last action runs."""
    talk.loop, talk.slots["requested_slot"] = None, None
    return talk


LAST_ACTIONS = {
    "conclusion": (SHARE, "action_conclude_share_route", SHARE_DONE),
    "consent form": (CONSENT, "action_make_consent_form", {"consent_purpose": "leisure", "consent_until": "open"}),
}
EVERY_END = pytest.mark.parametrize(("form", "action", "slots"), LAST_ACTIONS.values(), ids=list(LAST_ACTIONS))
PRESSED = pressed("role", "school")


@EVERY_END
def test_after_a_route_the_very_question_it_was_left_at_comes_back(
    actions: Actions, form: str, action: str, slots: dict[str, str]
) -> None:
    talk = at(actions, "moeder")
    talk.move("action_go_back", BACK)
    stood_at, before = talk.step, talk.row
    assert stood_at is not None
    turn = ended(left_for(talk, form, **slots)).do(action, PRESSED)
    assert turn.custom["outcome"] == "consent_guidance"
    assert turn.goes_on_with == WALK
    asked = talk.go_on(PRESSED)
    assert asks_for(asked, talk, stood_at)
    assert says(asked.text, "rute-tilbage")
    assert talk.row == before
    talk.say(typed("Vi holder et møde om det i næste uge"))
    assert talk.row is not None
    assert talk.row[stood_at] == {"text": "Vi holder et møde om det i næste uge"}


@pytest.mark.parametrize("form", [SHARE, CONSENT])
def test_after_a_route_that_was_stopped_the_question_comes_back(actions: Actions, form: str) -> None:
    talk = left_for(at(actions, "moeder"), form, share_danger="no")
    turn = talk.do("action_stop_route", STOP)
    assert turn.stops_the_route
    assert turn.goes_on_with == WALK
    assert talk.slots["share_danger"] == "no"
    asked = talk.go_on(STOP)
    assert asks_for(asked, talk, "moeder")


@EVERY_END
@pytest.mark.parametrize("stopped_by", ["stop", "danger"])
def test_a_walk_that_was_stopped_before_the_route_stays_stopped(
    actions: Actions, form: str, action: str, slots: dict[str, str], stopped_by: str
) -> None:
    talk = at(actions, "moeder")
    if stopped_by == "stop":
        talk.do("action_stop_route", STOP)
    else:
        talk.do("action_tell_where_help_is", typed("min far slår mig", "crisis"))
    talk.slots |= slots
    assert talk.do(action, PRESSED).goes_on_with is None
    talk.slots |= slots
    talk.loop = SHARE
    assert talk.do("action_stop_route", STOP).goes_on_with is None


@EVERY_END
def test_a_walk_that_was_resumed_is_come_back_to(
    actions: Actions, form: str, action: str, slots: dict[str, str]
) -> None:
    talk = at(actions, "moeder")
    talk.do("action_stop_route", STOP)
    talk.move("action_resume_route", RESUME)
    assert ended(left_for(talk, form, **slots)).do(action, PRESSED).goes_on_with == WALK


@pytest.mark.parametrize("again", ["deleted under way", "stopped and deleted", "stopped and restarted"])
def test_a_walk_begun_anew_after_a_stop_is_come_back_to(actions: Actions, again: str) -> None:
    talk = at(actions, "moeder")
    if again != "deleted under way":
        talk.do("action_stop_route", STOP)
    if again == "stopped and restarted":
        talk.move("action_restart_route", {"intent": "restart_route", "text": "/restart_route"})
    else:
        talk.do("action_delete_plan", {"intent": "delete_plan", "text": "/delete_plan"})
        talk.slots |= talk.hear(START)
        talk.loop = WALK
        talk.ask(START)
    talk.say(pressed(FIRST, "nyt"))
    turn = ended(left_for(talk, SHARE, **SHARE_DONE)).do("action_conclude_share_route", PRESSED)
    assert turn.goes_on_with == WALK
    assert asks_for(talk.go_on(PRESSED), talk, CHOICE)


@EVERY_END
def test_there_is_no_way_back_to_a_plan_that_is_finished_gone_or_never_was(
    actions: Actions, form: str, action: str, slots: dict[str, str]
) -> None:
    done, gone = finished(actions, **slots), at(actions, OPEN, loop=None, **slots)
    expire(gone.slots["plan"])
    never = at(actions, OPEN, loop=None, **slots)
    never.slots["plan"] = None
    assert [talk.do(action, PRESSED).goes_on_with for talk in (done, gone, never)] == [None] * 3


def test_a_route_whose_guidance_was_withdrawn_leads_back_too(actions: Actions, content: Content) -> None:
    talk = ended(left_for(at(actions, OPEN), SHARE, **SHARE_DONE))
    turn = talk.do("action_conclude_share_route", PRESSED)
    assert says(turn.text, "trukket-tilbage")
    assert turn.goes_on_with == WALK


def test_a_route_that_ends_in_danger_asks_nothing_more(actions: Actions) -> None:
    talk = ended(left_for(at(actions, OPEN), SHARE, share_danger="now"))
    turn = talk.do("action_conclude_share_route", pressed("danger", "now"))
    assert turn.custom["outcome"] == "crisis"
    assert turn.goes_on_with is None
    assert asks_for(talk.move("action_resume_route", RESUME), talk, OPEN)


def test_a_notice_to_the_family_in_the_middle_leads_back_by_itself(actions: Actions) -> None:
    talk = at(actions, OPEN)
    turn = talk.do("action_make_family_notice", typed("lav en oplysning til familien", "make_family_notice"))
    assert [event["event"] for event in turn.events] == ["followup"]
    assert turn.goes_on_with == WALK


# The end


def test_the_plan_is_handed_over_with_its_papers_and_the_picture(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCUMENT_DAYS", "3")
    talk = finished(actions)
    turn = talk.do("action_hand_over_plan", pressed(LAST, "ja"))
    assert says(turn.text, "plan-klar")
    assert "3 dage" in turn.text
    assert turn.counted == [("walkthrough", None)]
    *papers, drawn = turn.custom["attachments"]
    assert len(papers) == 2
    for paper in papers:
        assert f"({paper['url']})" in turn.text and paper["title"] in turn.text and paper["alt"]
        token, name = paper["url"].removeprefix("/chat/plan/").split("/")
        file = links.file(token, name)
        assert file is not None and file.content.startswith(b"PK")
    assert links.PICTURE in drawn["url"]
    assert (turn.goes_on_with, turn.stops_the_route) == (None, False)


def test_under_the_plan_are_the_cases_most_alike_a_correction_and_the_deletion(
    actions: Actions, knowledge: Knowledge
) -> None:
    turn = finished(actions, chosen(maalgruppe="klasser")).do("action_hand_over_plan", pressed(LAST, "ja"))
    cases = ["el-sistema-overblik", "charlotteskolen-overblik"]
    assert turn.custom["related"] == cases
    assert turn.payloads == [*map(show, cases), "/correct_answer", "/delete_plan"]
    assert knowledge.cards.keys() >= {*cases}
    assert all(read(payload).text == payload for payload in turn.payloads)


def test_without_a_place_there_are_the_papers_alone(actions: Actions) -> None:
    nothing_known = {"maalgruppe": SKIPPED, "involvering": SKIPPED, "rammesaetning": SKIPPED}
    turn = finished(actions, nothing_known).do("action_hand_over_plan", pressed(LAST, "ja"))
    assert [links.PICTURE in one["url"] for one in turn.custom["attachments"]] == [False, False]
    assert turn.custom["related"] == []


@pytest.mark.parametrize("kind", ["not approved", "gone", "never begun"])
def test_nothing_is_handed_over_where_nothing_is_finished(actions: Actions, kind: str) -> None:
    talk = at(actions, LAST) if kind == "not approved" else finished(actions)
    if kind == "gone":
        expire(talk.slots["plan"])
    if kind == "never begun":
        talk.slots["plan"] = None
    turn = talk.do("action_hand_over_plan", START)
    assert says(turn.text, "plan-ikke-faerdig" if kind == "not approved" else "plan-ingen")
    assert turn.custom["attachments"] == []
    assert "/chat/plan/" not in turn.text


@pytest.mark.parametrize("how", [typed("ret 6", "correct_answer"), correct(question=OPEN)], ids=["number", "button"])
def test_after_a_correction_at_the_end_the_plan_is_approved_again(actions: Actions, how: dict[str, Any]) -> None:
    talk = finished(actions)
    turn = talk.move("action_correct_answer", how)
    assert talk.row is not None and LAST not in talk.row
    assert says(talk.do("action_hand_over_plan", START).text, "plan-ikke-faerdig")
    assert talk.step is not None
    assert asks_for(turn, talk, talk.step)
    turn = talk.say(pressed(talk.step, "spring-over"))
    assert asks_for(turn, talk, LAST)
    assert talk.hear(pressed(LAST, "ja"))["requested_slot"] is None
    assert says(talk.do("action_hand_over_plan", pressed(LAST, "ja")).text, "plan-klar")


def test_beginning_again_with_a_finished_plan_keeps_it(actions: Actions) -> None:
    talk = finished(actions)
    before = talk.row
    assert talk.hear(START)["requested_slot"] is None, "the walk is at its end at once"
    assert talk.row == before


# A plan that is gone

GONE = pytest.mark.parametrize("gone", [expire, plans.forget], ids=["expired", "deleted"])


@GONE
@pytest.mark.parametrize("message", [START, typed("Flere skal trives i skolen"), pressed(OPEN, "trivsel")])
def test_a_plan_that_is_gone_begins_anew(actions: Actions, gone: Any, message: dict[str, Any]) -> None:
    talk = at(actions, OPEN)
    before = talk.slots["plan"]
    gone(before)
    turn = talk.say(message)
    assert turn.custom["outcome"] == "walkthrough"
    assert talk.slots["plan"] not in (None, before)
    assert (talk.row, talk.step) == ({}, FIRST)
    assert asks_for(turn, talk, FIRST)


@GONE
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("min far slår mig", "crisis"),
        ("drengene slås tit i klubben", "perhaps_danger"),
        ("må jeg dele det med læreren?", "ask_legal"),
        ("vi stopper her", "stop_route"),
    ],
)
def test_where_the_plan_is_gone_nothing_else_that_is_said_is_swallowed(
    actions: Actions, gone: Any, text: str, intent: str
) -> None:
    talk = at(actions, OPEN)
    gone(talk.slots["plan"])
    assert talk.hear(typed(text, intent)) == {}


MOVES = {
    "action_ask_plan_answer": START,
    "action_stop_route": STOP,
    "action_resume_route": RESUME,
    "action_next_step": typed("næste", "next_step"),
    "action_go_back": BACK,
    "action_restart_route": {"intent": "restart_route", "text": "/restart_route"},
    "action_take_late_answer": pressed(OPEN, "trivsel"),
    "action_correct_answer": typed("ret 3", "correct_answer"),
    "action_tell_progress": typed("hvor langt er jeg", "ask_progress"),
    "action_give_example": typed("giv mig et eksempel", "ask_example"),
    "action_delete_plan": DELETE,
    "action_hand_over_plan": START,
}


@GONE
@pytest.mark.parametrize("loop", [WALK, None])
@pytest.mark.parametrize("action", MOVES)
def test_where_the_plan_is_gone_no_action_fails(actions: Actions, gone: Any, action: str, loop: str | None) -> None:
    talk = at(actions, OPEN, loop=loop)
    gone(talk.slots["plan"])
    turn = talk.do(action, MOVES[action])
    assert turn.custom["outcome"] != "error"
    assert turn.custom["attachments"] == []
    if turn.goes_on_with == WALK:
        assert asks_for(talk.go_on(MOVES[action]), talk, FIRST)


@pytest.mark.parametrize("step", ["a question the files had once", None, "udfoerer"])
def test_a_step_that_is_no_more_leads_to_the_first_open_question(actions: Actions, step: str | None) -> None:
    talk = Talk(actions, step, {**answered_until("moeder"), "once-asked": Answer(text="x")})
    assert asks_for(talk.ask(START), talk, "moeder")
    talk.say(pressed("moeder", "hver-maaned"))
    assert talk.row is not None
    assert talk.row["moeder"] == {"option": "hver-maaned"}


# A store that fails


def test_an_answer_that_could_not_be_kept_leaves_the_question_and_the_plan_as_they_were(
    actions: Actions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    talk = at(actions, OPEN)
    before, slots = talk.row, dict(talk.slots)
    with monkeypatch.context() as away:
        take_the_store_away(away)
        heard = talk.hear(typed("Flere grævlinger skal trives"))
        assert heard["requested_slot"] == "plan_answer"
        assert not heard.keys() & {"plan", "plan_step"}
        turn = talk.ask(typed("Flere grævlinger skal trives"))
        assert turn.custom["outcome"] == "error"
        assert turn.slots == {"introduced": True}
    assert "grævlinger" not in caplog.text
    assert (talk.row, talk.slots) == (before, slots)
    talk.say(typed("Flere grævlinger skal trives"))
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "Flere grævlinger skal trives"}


def test_a_walk_that_could_not_begin_can_be_begun_later(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(actions, None, {}, loop=None)
    talk.slots = introduced()
    with monkeypatch.context() as away:
        take_the_store_away(away)
        talk.slots |= talk.hear(START)
        assert talk.slots.get("plan") is None
    talk.loop = WALK
    turn = talk.say(typed("Flere skal trives i skolen"))
    assert asks_for(turn, talk, FIRST)


def test_a_button_that_could_not_be_kept_is_not_told_to_be_an_old_one(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa's form steps aside if nothing but requested_slot is set: the button's rule is next then."""
    talk = at(actions, OPEN)
    take_the_store_away(monkeypatch)
    message = pressed(OPEN, "trivsel")
    stepped_aside = talk.hear(message).keys() <= {"requested_slot"}
    turn = talk.do("action_take_late_answer", message) if stepped_aside else talk.ask(message)
    assert turn.custom["outcome"] == "error"


def test_danger_is_heard_when_the_store_is_away(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = at(actions, OPEN)
    take_the_store_away(monkeypatch)
    message = typed("min far slår mig", "crisis")
    assert talk.hear(message).keys() <= {"requested_slot"}, "else the form asks its question instead"
    assert talk.do("action_tell_where_help_is", message).custom["outcome"] == "crisis"


# Every option of every question on every path


INVOLVEMENTS = ["koordinerende", "begge", "integreret", "ved-ikke", None]
FRAMINGS = ["offentlig", "begge", "civil", "ved-ikke", None]
# Each pair of what decides on questions and options is on one of these paths.
PATHS = [
    {
        FIRST: ["nyt", "i-gang", None][(row + 2 * column) % 3],
        CHOICE: [*GROUPS, None][(row + column) % 5],
        "involvering": involvement,
        "rammesaetning": framing,
    }
    for row, involvement in enumerate(INVOLVEMENTS)
    for column, framing in enumerate(FRAMINGS)
]


def steps_on(path: dict[str, str | None]) -> Iterator[tuple[Step, dict[str, Answer]]]:
    """Every question of a path, with the answers that were given before it."""
    walk = Walk(CONTENT, {})
    while step := walk.next_open():
        yield step, dict(walk.answers)
        usual = Answer(text=OWN_WORDS) if step.open else Answer(option=step.options[0].id)
        walk = walk.with_answer(step, Answer(option=path[step.id]) if step.id in path else usual)


def test_every_option_there_is_is_on_one_of_the_paths_tried_here() -> None:
    offered = {
        (step.id, option.id)
        for path in PATHS
        for step, answers in steps_on(path)
        for option in Walk(CONTENT, answers).offered(step)
    }
    assert offered == {(step.id, option.id) for step in STEPS.values() for option in step.options}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(str(option or "?") for option in path.values()))
def test_every_button_under_every_question_can_be_pressed_on_every_path(
    actions: Actions, path: dict[str, str | None]
) -> None:
    seen = []
    for step, answers in steps_on(path):
        talk = Talk(actions, step.id, answers)
        turn = talk.ask(START)
        assert asks_for(turn, talk, step.id)
        assert all(read(payload).text == payload for payload in turn.payloads)
        fields = [fields_of(payload) for payload in turn.payloads if payload.startswith("/answer_question")]
        options = [option.id for option in Walk(CONTENT, answers).offered(step)]
        skip = [] if step.id == "placering" or step.id == LAST or step.id.endswith("-mere") else ["spring-over"]
        assert fields == [{"question": step.id, "option": option} for option in [*options, *skip]]
        for pressed_one in fields:
            keep_plan(talk.slots["plan"], answers)
            heard = talk.hear(pressed(**pressed_one))
            assert (heard["route_misses"], heard["plan_noted"]) == (0, step.id)
            assert heard["requested_slot"] == (None if step.id == LAST else "plan_answer")
            assert heard["plan_step"] != step.id
            if pressed_one["option"] != "flyt":
                option = pressed_one["option"]
                kept = {} if option == "spring-over" else {"option": option}
                assert talk.row == {**as_json(answers), step.id: kept}
        seen.append(step.id)
    assert seen[0] == FIRST and seen[-1] == LAST
    assert {step.id for point in POINTS for step in point.steps} <= set(seen)
