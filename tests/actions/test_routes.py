"""Guided routes, action by action: what is heard, what is asked, and the moves in between."""

import json
from typing import Any

import pytest

from bot.channels.intake import read
from bot.knowledge.fixed_replies import fixed_reply
from bot.knowledge.route import CONSENT_FORM, SHARE_ROUTE, Question, route
from bot.plans.content import plan_content
from bot.store.publish import publish
from tests.actions.conftest import Actions, legal_card
from tests.actions.test_actions import introduced, says
from tests.bot.content import Content

SHARE, CONSENT = route(SHARE_ROUTE), route(CONSENT_FORM)
# Each question with the form that asks it and the beginning of its slot.
QUESTIONS = [
    *(("share_route", "share", question) for question in SHARE.questions),
    *(("consent_form", "consent", question) for question in CONSENT.questions),
]
BY_SLOT = pytest.mark.parametrize(
    ("form", "prefix", "question"), QUESTIONS, ids=[f"{prefix}_{question.id}" for _, prefix, question in QUESTIONS]
)

# What has been answered when somebody stands at the fourth question of "Må jeg dele det?".
AT_KIND = {"share_danger": "no", "share_role": "school", "share_recipient": "plan"}

RESUME, BEGINNINGS = "/resume_route", ["/start_plan", "/start_share_route"]


def pressed(question: str, option: str) -> dict[str, Any]:
    fields = {"question": question, "option": option}
    return {"intent": "answer_question", "entities": fields, "text": f"/answer_question{json.dumps(fields)}"}


def typed(text: str, intent: str = "nlu_fallback") -> dict[str, Any]:
    return {"intent": intent, "text": text}


def hear(actions: Actions, requested: str | None, turn: dict[str, Any], **slots: Any) -> dict[str, Any]:
    """What "Må jeg dele det?" hears when ``requested`` was asked last."""
    return actions.hear(
        "validate_share_route", loop="share_route", slots={"requested_slot": requested, **slots}, **turn
    )


def heard(slot: str, option: str, following: str | None) -> dict[str, Any]:
    return {slot: option, "route_misses": 0, "requested_slot": following}


# What is heard


def test_a_pressed_button_is_kept_and_the_next_question_follows(actions: Actions) -> None:
    found = hear(actions, "share_role", pressed("role", "school"), share_danger="no")
    assert found == heard("share_role", "school", "share_recipient")


@BY_SLOT
def test_every_option_of_every_question_can_be_pressed(
    actions: Actions, form: str, prefix: str, question: Question
) -> None:
    for option in question.options:
        slots = {"requested_slot": f"{prefix}_{question.id}"}
        found = actions.hear(f"validate_{form}", loop=form, slots=slots, **pressed(question.id, option.id))
        assert found[f"{prefix}_{question.id}"] == option.id


def test_a_question_that_makes_no_difference_any_more_is_not_asked(actions: Actions) -> None:
    found = hear(actions, "share_role", pressed("role", "volunteer"), share_danger="worried")
    assert found == heard("share_role", "volunteer", None)


def test_an_older_button_corrects_its_answer_and_the_question_stays(actions: Actions) -> None:
    found = hear(actions, "share_kind", pressed("role", "volunteer"), **AT_KIND)
    assert found == heard("share_role", "volunteer", "share_kind")


def test_an_older_button_can_end_the_route_at_once(actions: Actions) -> None:
    assert hear(actions, "share_kind", pressed("danger", "now"), **AT_KIND) == heard("share_danger", "now", None)


@pytest.mark.parametrize(
    "button",
    [pressed("purpose", "leisure"), pressed("kind", "secret"), pressed("kind", "school"), pressed("", "")],
    ids=["of another route", "unknown choice", "choice of another question", "empty"],
)
def test_a_button_this_route_does_not_have_is_no_answer(actions: Actions, button: dict[str, Any]) -> None:
    assert hear(actions, "share_kind", button, **AT_KIND) == {}


TYPED = [
    ("share_danger", "nej", "no"),
    ("share_danger", "nej det er noget andet", "no"),
    ("share_danger", "jeg er lidt bekymret for ham", "worried"),
    ("share_role", "lærer", "school"),
    ("share_role", "laerer i 2. b", "school"),
    ("share_role", "jeg er frivillig", "volunteer"),
    ("share_role", "ANSAT PÅ SKOLEN", "school"),
    ("share_recipient", "hendes socialrådgiver", "municipality"),
    ("share_recipient", "SSP", "ssp"),
    ("share_kind", "en diagnose", "sensitive"),
    ("share_consent", "de har sagt nej", "refused"),
    ("share_consent", "vi har ikke spurgt", "not_asked"),
]


@pytest.mark.parametrize(("slot", "text", "option"), TYPED)
@pytest.mark.parametrize("intent", ["nlu_fallback", "ask", "ask_legal", "deny", "out_of_scope"])
def test_a_typed_answer_counts_whatever_it_was_taken_for(
    actions: Actions, slot: str, text: str, option: str, intent: str
) -> None:
    found = hear(actions, slot, typed(text, intent))
    assert (found.get(slot), found["route_misses"]) == (option, 0)


@BY_SLOT
def test_a_choice_can_be_made_by_its_number(actions: Actions, form: str, prefix: str, question: Question) -> None:
    slot = f"{prefix}_{question.id}"
    for number, option in enumerate(question.options, start=1):
        turn = typed(str(number), "choose_first")
        assert actions.hear(f"validate_{form}", loop=form, slots={"requested_slot": slot}, **turn)[slot] == option.id


@pytest.mark.parametrize("number", ["0", "5", "99"])
def test_a_number_no_choice_has_is_not_understood(actions: Actions, number: str) -> None:
    found = hear(actions, "share_danger", typed(number, "choose_third"))
    assert found == {"route_misses": 1, "requested_slot": "share_danger"}


@pytest.mark.parametrize(
    "text",
    [
        "nej det har de ikke",
        "nej, ikke til netop det",
        "nej det dækker ikke det her",
        "ja men ikke til det her",
        "de har aldrig sagt ja til noget",
    ],
)
def test_a_no_with_the_words_of_a_yes_is_never_taken_for_a_consent(actions: Actions, text: str) -> None:
    found = hear(actions, "share_consent", typed(text, "deny"), **AT_KIND, share_kind="ordinary")
    assert found.get("share_consent") != "covers"


def test_an_answer_that_fits_two_choices_equally_is_not_understood(actions: Actions) -> None:
    found = hear(actions, "share_recipient", typed("helhedsplan eller forvaltning"))
    assert found == {"route_misses": 1, "requested_slot": "share_recipient"}


ASKED = ["hvad er en frivillig?", "er en lærer det samme som en pædagog?", "må jeg spørge læreren", "hvem er SSP"]


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("intent", ["ask", "ask_unsure", "ask_legal_unsure", "nlu_fallback", "out_of_scope"])
def test_a_question_is_no_answer_even_with_the_words_of_one(actions: Actions, text: str, intent: str) -> None:
    assert hear(actions, "share_recipient", typed(text, intent)) == {}


@pytest.mark.parametrize(
    "intent",
    [
        "ask", "ask_legal", "ask_is_bot", "ask_privacy", "ask_capabilities", "parent_asks", "goodbye", "show_card",
        "start_share_route", "make_consent_form", "make_family_notice", "give_feedback", "crisis",
        "perhaps_danger", "after_danger",
    ],
)  # fmt: skip
def test_what_means_something_of_its_own_makes_the_route_step_aside(actions: Actions, intent: str) -> None:
    assert (
        hear(actions, "share_kind", typed("noget helt for sig selv som ingen har spurgt om", intent), **AT_KIND) == {}
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("nej, stop", "stop_route"),
        ("nej, tilbage", "go_back"),
        ("nej, forfra", "restart_route"),
        ("nej, videre", "resume_route"),
        ("barnet er i fare lige nu", "crisis"),
        ("jeg er bange for, at han er i fare", "perhaps_danger"),
    ],
)
def test_a_move_keeps_its_meaning_even_with_the_words_of_an_answer(actions: Actions, text: str, intent: str) -> None:
    assert "share_danger" in hear(actions, "share_danger", typed(text, "nlu_fallback")), "else the words prove nothing"
    assert hear(actions, "share_danger", typed(text, intent)) == {}


@pytest.mark.parametrize(
    "intent",
    [
        "nlu_fallback", "out_of_scope", "ask_unsure", "ask_legal_unsure", "affirm", "deny", "choose_second",
        "not_helped", "other_language", "unreadable_empty", "unreadable_no_words",
        "unreadable_too_long",
    ],
)  # fmt: skip
def test_nonsense_is_counted_and_the_same_question_asked_again(actions: Actions, intent: str) -> None:
    nonsense = typed("asdkjh qwpoe", intent)
    first = hear(actions, "share_kind", nonsense, **AT_KIND)
    assert first == {"route_misses": 1, "requested_slot": "share_kind"}
    assert hear(actions, "share_kind", nonsense, **AT_KIND, route_misses=1)["route_misses"] == 2


def test_an_answer_forgets_the_nonsense_before_it(actions: Actions) -> None:
    found = hear(actions, "share_kind", pressed("kind", "sensitive"), **AT_KIND, route_misses=2)
    assert found["route_misses"] == 0


def test_an_answer_is_not_read_twice(actions: Actions) -> None:
    """Rasa asks the form again after an interruption, with the same latest message."""
    slots = {"requested_slot": "share_kind", **AT_KIND}
    turn = {"loop": "share_route", "slots": slots, **pressed("kind", "sensitive")}
    again = actions.hear("validate_share_route", events=["user", "action", "bot", "action"], **turn)
    assert again == {"requested_slot": "share_kind"}
    before = actions.hear("validate_share_route", events=["bot", "action", "user", "action"], **turn)
    assert before == heard("share_kind", "sensitive", "share_consent"), "what was said before the message is no reply"


@pytest.mark.parametrize(
    ("answers", "following"),
    [
        ({}, "share_danger"),
        ({"share_danger": "no"}, "share_role"),
        (AT_KIND, "share_kind"),
        ({"share_danger": "now"}, None),
        ({**AT_KIND, "share_danger": "a choice the file had once"}, "share_danger"),
    ],
    ids=["nothing", "one", "three", "all that is needed", "one that is no choice any more"],
)
@pytest.mark.parametrize("requested", [None, "consent_until"], ids=["beginning", "coming from the other route"])
def test_a_route_begins_at_the_first_question_without_an_answer(
    actions: Actions, answers: dict[str, str], following: str | None, requested: str | None
) -> None:
    found = hear(actions, requested, typed("/start_share_route", "start_share_route"), **answers)
    assert found["requested_slot"] == following
    assert not found.keys() & {"share_danger", "share_role", "share_recipient", "share_kind", "share_consent"}


# What is asked


@BY_SLOT
def test_a_question_is_asked_with_its_choices_as_buttons(
    actions: Actions, content: Content, form: str, prefix: str, question: Question
) -> None:
    turn = actions.run(f"action_ask_{prefix}_{question.id}", intent="answer_question", loop=form)
    assert [button["title"] for button in turn.buttons] == [option.title for option in question.options]
    assert turn.payloads == [pressed(question.id, option.id)["text"] for option in question.options]
    assert turn.counted == [("walkthrough", None)]
    assert turn.events == []
    assert all(read(payload).text == payload for payload in turn.payloads)


@pytest.mark.parametrize(
    ("asks", "slots", "introduces"),
    [
        ("action_ask_share_danger", {}, True),
        ("action_ask_share_danger", {"route_misses": 1}, False),
        ("action_ask_share_danger", {"share_role": "school"}, False),
        ("action_ask_share_role", {}, False),
        ("action_ask_share_role", {"share_danger": "no"}, False),
    ],
)
def test_a_route_is_introduced_at_its_beginning_only(
    actions: Actions, content: Content, asks: str, slots: dict[str, Any], introduces: bool
) -> None:
    turn = actions.run(asks, intent="start_share_route", loop="share_route", slots=slots)
    assert (SHARE.intro in turn.text) == introduces


def test_each_route_has_an_introduction_of_its_own(actions: Actions, content: Content) -> None:
    turn = actions.run("action_ask_consent_purpose", intent="make_consent_form", loop="consent_form")
    assert CONSENT.intro in turn.text
    assert SHARE.intro not in turn.text


@BY_SLOT
def test_a_question_not_understood_is_explained_once_and_then_there_is_a_way_out(
    actions: Actions, content: Content, form: str, prefix: str, question: Question
) -> None:
    def asked(misses: int | None) -> Any:
        slots = introduced(route_misses=misses)
        return actions.run(f"action_ask_{prefix}_{question.id}", intent="nlu_fallback", loop=form, slots=slots)

    explained = [question.explain in asked(misses).text for misses in (None, 0, 1, 2, 3)]
    assert explained == [False, False, True, False, False]
    way_out = ["/stop_route" in asked(misses).payloads for misses in (None, 0, 1, 2, 3)]
    assert way_out == [False, False, False, True, True]
    assert [says(asked(misses).text, "rute-udvej") for misses in (1, 2)] == [False, True]


@pytest.mark.parametrize("misses", [0, 1, 2])
def test_after_an_interruption_the_question_comes_back_under_the_routes_name_and_is_no_turn_of_its_own(
    actions: Actions, content: Content, misses: int
) -> None:
    turn = actions.run(
        "action_ask_share_danger",
        intent="ask",
        loop="share_route",
        events=["user", "action", "bot"],
        slots=introduced(route_misses=misses),
    )
    assert says(turn.text, "rute-tilbage")
    assert SHARE.title in turn.text
    assert turn.counted == []
    assert SHARE.intro not in turn.text
    assert SHARE.questions[0].explain not in turn.text, "it was no answer, so there is nothing to explain"
    assert not says(turn.text, "rute-udvej"), "what interrupted was understood"


@pytest.mark.parametrize("move", ["resume_route", "go_back", "restart_route"])
def test_after_a_move_the_question_is_asked_without_more_ado(actions: Actions, content: Content, move: str) -> None:
    events = ["user", "action", "bot"]
    turn = actions.run("action_ask_share_role", intent=move, loop="share_route", events=events, slots=introduced())
    assert turn.text == f"**{SHARE.questions[1].text}**"
    assert turn.counted == []


# Moves. Each route with two answers, so that going back has somewhere to go.

UNDER_WAY = pytest.mark.parametrize(
    ("form", "answers", "without_the_last"),
    [
        ("share_route", {"share_danger": "no", "share_role": "school"}, {"share_role": None}),
        ("consent_form", {"consent_purpose": "leisure", "consent_until": "open"}, {"consent_until": None}),
    ],
)


@UNDER_WAY
def test_stopping_stops_keeps_every_answer_and_offers_to_go_on(
    actions: Actions, content: Content, form: str, answers: dict[str, str], without_the_last: dict[str, None]
) -> None:
    turn = actions.run("action_stop_route", intent="stop_route", loop=form, slots=answers)
    assert says(turn.text, "rute-stoppet")
    assert turn.stops_the_route
    assert turn.goes_on_with is None
    assert turn.slots == {"introduced": True, "requested_slot": None, "stopped_route": form}
    assert turn.payloads == [RESUME]
    assert turn.counted == [("walkthrough", None)]


@UNDER_WAY
@pytest.mark.parametrize("stopped", [False, True], ids=["under way", "stopped"])
def test_resuming_goes_on_with_every_answer(
    actions: Actions,
    content: Content,
    form: str,
    answers: dict[str, str],
    without_the_last: dict[str, None],
    stopped: bool,
) -> None:
    loop = None if stopped else form
    turn = actions.run("action_resume_route", intent="resume_route", loop=loop, slots={**answers, "route_misses": 2})
    assert turn.goes_on_with == form
    assert turn.slots == {"introduced": True, "route_misses": 0}
    assert turn.counted == [("walkthrough", None)]


def test_of_two_routes_the_one_under_way_is_resumed(actions: Actions, content: Content) -> None:
    slots = {"share_danger": "no", "consent_purpose": "leisure"}
    turn = actions.run("action_resume_route", intent="resume_route", loop="consent_form", slots=slots)
    assert turn.goes_on_with == "consent_form"


@UNDER_WAY
@pytest.mark.parametrize("stopped", [False, True], ids=["under way", "stopped"])
def test_going_back_forgets_the_last_answer_only(
    actions: Actions,
    content: Content,
    form: str,
    answers: dict[str, str],
    without_the_last: dict[str, None],
    stopped: bool,
) -> None:
    loop = None if stopped else form
    turn = actions.run("action_go_back", intent="go_back", loop=loop, slots=answers)
    assert turn.slots == {"introduced": True, "route_misses": 0, **without_the_last}
    assert turn.goes_on_with == form
    assert turn.counted == [("walkthrough", None)]


def test_going_back_from_the_first_question_asks_it_again(actions: Actions, content: Content) -> None:
    turn = actions.run("action_go_back", intent="go_back", loop="share_route")
    assert turn.goes_on_with == "share_route"
    assert turn.slots == {"introduced": True, "route_misses": 0}


@UNDER_WAY
@pytest.mark.parametrize("stopped", [False, True], ids=["under way", "stopped"])
def test_restarting_forgets_every_answer_of_that_route(
    actions: Actions,
    content: Content,
    form: str,
    answers: dict[str, str],
    without_the_last: dict[str, None],
    stopped: bool,
) -> None:
    loop = None if stopped else form
    turn = actions.run("action_restart_route", intent="restart_route", loop=loop, slots={**answers, "last_card": "x"})
    prefix, walked = ("share", SHARE) if form == "share_route" else ("consent", CONSENT)
    emptied = {f"{prefix}_{question.id}": None for question in walked.questions}
    assert turn.slots == {"introduced": True, "route_misses": 0, **emptied}
    assert turn.goes_on_with == form
    assert turn.counted == [("walkthrough", None)]


MOVES = {
    "action_stop_route": "stop_route",
    "action_resume_route": "resume_route",
    "action_go_back": "go_back",
    "action_restart_route": "restart_route",
    "action_take_late_answer": "answer_question",
    "action_next_step": "next_step",
}


@pytest.mark.parametrize(("action", "intent"), MOVES.items())
def test_a_move_with_nothing_under_way_offers_to_begin(
    actions: Actions, content: Content, action: str, intent: str
) -> None:
    turn = actions.run(action, intent=intent)
    assert says(turn.text, "rute-ingen")
    assert turn.payloads == BEGINNINGS
    assert (turn.events, turn.slots) == ([], {"introduced": True})
    assert turn.counted == [("smalltalk", None)]


@pytest.mark.parametrize("action", ["action_stop_route", "action_take_late_answer"])
def test_where_a_route_was_stopped_it_is_offered_to_go_on(actions: Actions, content: Content, action: str) -> None:
    turn = actions.run(action, intent=MOVES[action], slots={"share_danger": "no"})
    assert turn.payloads == [RESUME]
    assert turn.events == []


def test_a_button_of_another_route_is_not_told_that_nothing_is_under_way(actions: Actions, content: Content) -> None:
    turn = actions.run("action_take_late_answer", loop="consent_form", **pressed("role", "school"))
    assert not says(turn.text, "rute-ingen")
    assert turn.goes_on_with == "consent_form"


# Interruptions

INTERRUPTIONS: dict[str, dict[str, Any]] = {
    "action_answer_question": {"answers": ["alfa"]},
    "action_offer_cards": {"intent": "ask_legal_unsure", "answers": ["alfa", "beta"]},
    "action_show_card": {"intent": "show_card", "entities": {"card": "alfa"}},
    "action_tell_source": {"intent": "ask_source"},
    "action_give_fixed_reply": {"intent": "ask_is_bot"},
    "action_say_not_known": {"intent": "nlu_fallback"},
    "action_say_out_of_scope": {"intent": "out_of_scope"},
    "action_take_feedback": {"intent": "give_feedback", "entities": {"card": "alfa", "helped": "ja"}},
    "action_make_family_notice": {"intent": "make_family_notice"},
}


@pytest.mark.parametrize("form", ["share_route", "consent_form", "plan_walk"])
@pytest.mark.parametrize("action", INTERRUPTIONS)
def test_every_interruption_leads_back_to_the_route_under_way_and_to_none_otherwise(
    actions: Actions, content: Content, action: str, form: str
) -> None:
    assert actions.run(action, loop=form, **INTERRUPTIONS[action]).goes_on_with == form
    assert actions.run(action, **INTERRUPTIONS[action]).events == []


def test_an_interruption_that_fails_leads_back_too(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////dev/null/x.sqlite")
    turn = actions.run("action_answer_question", answers=["alfa"], loop="share_route")
    assert turn.custom["outcome"] == "error"
    assert turn.goes_on_with == "share_route"


# What is offered under cards


@pytest.mark.parametrize(
    ("card", "payload"),
    [
        *((card, "/start_share_route") for card in SHARE.offered_after),
        *((card, "/make_consent_form") for card in CONSENT.offered_after),
        *((card, "/start_plan") for card in plan_content().texts.offered_after),
    ],
)
def test_a_route_is_offered_under_its_cards_but_not_in_the_middle_of_one(
    actions: Actions, content: Content, card: str, payload: str
) -> None:
    legal_card(content, card)
    publish(content.load())
    assert actions.run("action_answer_question", answers=[card]).payloads == [payload]
    for form in ("share_route", "plan_walk"):
        assert actions.run("action_answer_question", answers=[card], loop=form).payloads == []


def test_no_route_is_offered_under_other_cards(actions: Actions, content: Content) -> None:
    assert actions.run("action_answer_question", answers=["delta"]).payloads == []


def test_the_masking_is_told_once_in_a_turn(actions: Actions, content: Content) -> None:
    turn = {"intent": "ask", "metadata": {"masked": ["et navn"]}, "loop": "share_route"}
    answer = actions.run("action_answer_question", answers=["alfa"], **turn)
    question = actions.run("action_ask_share_role", events=["user", "action", "bot"], slots=introduced(), **turn)
    told = fixed_reply("maskeret").text.format(kinds="et navn")
    assert [told in reply.text for reply in (answer, question)] == [True, False]


@pytest.mark.parametrize("intent", ["ask", "ask_legal"])
def test_a_few_words_that_ask_nothing_are_meant_as_an_answer(actions: Actions, intent: str) -> None:
    assert "route_misses" in hear(actions, "share_kind", typed("noget helt for sig selv", intent), **AT_KIND)


def test_a_correction_in_words_changes_the_answer_before(actions: Actions) -> None:
    heard = hear(actions, "share_kind", typed("hov, jeg mente kommunen", "ask_unsure"), **AT_KIND)
    assert heard["share_recipient"] == "municipality"
    assert "share_kind" not in heard
    assert heard["requested_slot"] == "share_kind"


def test_a_correction_that_fits_no_earlier_question_is_an_answer_to_this_one(actions: Actions) -> None:
    heard = hear(actions, "share_kind", typed("jeg mener fravær", "ask_unsure"), **AT_KIND)
    assert heard["share_kind"] == "ordinary"
