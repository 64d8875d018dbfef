"""What a guided route hears: buttons, typed answers, and what is no answer."""

from typing import Any

import pytest

from bot.guided.share.route import Question
from tests.support.actions import Actions
from tests.support.routes import BY_SLOT, pressed, typed

# What has been answered when somebody stands at the fourth question of "Må jeg dele det?".
AT_KIND = {"share_danger": "no", "share_role": "school", "share_recipient": "plan"}


def hear(actions: Actions, requested: str | None, turn: dict[str, Any], **slots: Any) -> dict[str, Any]:
    """What "Må jeg dele det?" hears when ``requested`` was asked last."""
    return actions.hear(
        "validate_share_route", loop="share_route", slots={"requested_slot": requested, **slots}, **turn
    )


def heard(slot: str, option: str, following: str | None) -> dict[str, Any]:
    return {slot: option, "route_misses": 0, "requested_slot": following}


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
        "start_share_route", "make_consent_form", "make_family_notice", "crisis",
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
