"""The way through the preparation of a talk at school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.talk import Talk
from tests.support.meeting import CONTENT, GOOD, INTERPRETER, NEW, STEPS, WORRY


def ids(step: TalkStep, talk: Talk) -> list[str]:
    return [option.id for option in talk.offered(step)]


def test_the_questions_come_in_order_and_end() -> None:
    talk, asked = NEW, []
    while step := talk.next_open():
        asked.append(step.id)
        talk = talk.with_answer(step, Answer(option=step.options[0].id))
        if step.several:
            assert talk.next_open() == step
            talk = talk.done_with(step)
    assert asked == list(STEPS)


def test_all_can_be_skipped() -> None:
    talk, asked = NEW, []
    while step := talk.next_open():
        asked.append(step.id)
        talk = talk.skipped(step)
    assert asked == list(STEPS)
    assert talk.answers == {step_id: [] for step_id in STEPS}


def test_to_be_done_without_an_answer_is_to_skip() -> None:
    talk = NEW.done_with(GOOD)
    assert talk.answers == {"godt": []}
    assert talk.next_open() == WORRY


def test_skipping_takes_back_what_was_answered() -> None:
    assert NEW.with_answer(GOOD, Answer(text="leg")).skipped(GOOD).answers == {"godt": []}


def test_answers_are_put_behind_each_other_once() -> None:
    talk = NEW
    for answer in (Answer("venner"), Answer(text="Han  kan lide fodbold"), Answer("venner"), Answer("glad")):
        talk = talk.with_answer(GOOD, answer)
    talk = talk.with_answer(GOOD, Answer(text="han kan lide Fodbold"))
    assert talk.answers["godt"] == [Answer("venner"), Answer(text="Han  kan lide fodbold"), Answer("glad")]
    assert talk.next_open() == GOOD


def test_a_single_answer_takes_the_place_of_the_one_before() -> None:
    talk = NEW.with_answer(INTERPRETER, Answer("nej")).with_answer(INTERPRETER, Answer("ja"))
    assert talk.answers == {"tolk": [Answer("ja")]}


def test_one_more_answer_opens_a_question_again() -> None:
    for before in (NEW.with_answer(GOOD, Answer("glad")).done_with(GOOD), NEW.skipped(GOOD)):
        assert before.next_open() == WORRY
        assert before.with_answer(GOOD, Answer("venner")).next_open() == GOOD


def test_no_worries_stand_alone() -> None:
    worried = NEW.with_answer(WORRY, Answer("lektier")).with_answer(WORRY, Answer(text="maden"))
    not_worried = worried.with_answer(WORRY, Answer("ikke-noget"))
    assert not_worried.answers["bekymring"] == [Answer("ikke-noget")]
    assert not_worried.with_answer(WORRY, Answer("venner")).answers["bekymring"] == [Answer("venner")]
    assert not_worried.with_answer(WORRY, Answer("ikke-noget")).answers == not_worried.answers


def test_an_empty_answer_says_that_there_is_no_more() -> None:
    talk = NEW.with_answer(GOOD, Answer("glad")).with_answer(GOOD, SKIPPED)
    assert talk.answers == {"godt": [Answer("glad")]} and talk.next_open() == WORRY
    assert NEW.with_answer(INTERPRETER, SKIPPED).answers == {"tolk": []}


def test_a_talk_is_never_changed_itself() -> None:
    first = NEW.with_answer(GOOD, Answer("glad"))
    second = first.with_answer(GOOD, Answer("venner"))
    second.skipped(GOOD)
    second.done_with(GOOD)
    assert NEW.answers == {}
    assert first.answers == {"godt": [Answer("glad")]}
    assert second.answers == {"godt": [Answer("glad"), Answer("venner")]}


def test_a_step_is_found_by_its_id_and_has_one_before_it() -> None:
    assert NEW.step("tolk") == INTERPRETER
    assert NEW.step("findes-ikke") is None
    assert NEW.step(None) is None
    assert [NEW.before(step).id for step in CONTENT.steps] == ["godt", "godt", "bekymring", "spoerg", "tolk"]


def test_what_was_chosen_is_not_offered_again_where_several_may_be() -> None:
    talk = NEW.with_answer(GOOD, Answer("venner")).with_answer(GOOD, Answer(text="leg"))
    assert ids(GOOD, talk) == [option.id for option in GOOD.options if option.id != "venner"]
    assert ids(INTERPRETER, NEW.with_answer(INTERPRETER, Answer("ja"))) == ["ja", "nej", "ved-ikke"]


def test_a_number_counts_what_is_shown() -> None:
    talk = NEW.with_answer(GOOD, Answer("glad"))
    assert (first := talk.chosen(GOOD, " 1. ")) and first.id == "venner"
    assert talk.chosen(GOOD, "6") is None
    assert talk.chosen(GOOD, "0") is None
    assert talk.chosen(GOOD, "100") is None
    assert (second := talk.chosen(INTERPRETER, "2")) and second.id == "nej"


def test_an_option_said_again_is_no_answer_of_its_own() -> None:
    talk = NEW.with_answer(WORRY, Answer("lektier"))
    again = talk.chosen(WORRY, "lektier")
    assert again and talk.with_answer(WORRY, Answer(again.id)).answers == talk.answers


@pytest.mark.parametrize(
    ("step_id", "said", "meant"),
    [
        ("godt", "Min søn er glad!", "glad"),
        ("godt", "min barn har venner", "venner"),
        ("godt", "han er glad for at spille fodbold i skolegården", None),
        ("godt", "مرحبا", None),
        ("bekymring", "MOBNING", "drilleri"),
        ("bekymring", "lektierne er for svære når der ikke er nogen hjemme", None),
        ("bekymring", "nej", "ikke-noget"),
        ("bekymring", "laese", "laesning"),
        ("spoerg", "hvad kan jeg gøre hjemme", "hjemme"),
        ("spoerg", "Hvorfor har de så mange tablets?", None),
        ("tolk", "ja tak det vil jeg gerne", "ja"),
        ("tolk", "jeg kan ikke dansk", "ja"),
        ("tolk", "nej jeg taler godt dansk", "nej"),
        ("tolk", "jeg har ikke brug for tolk", "nej"),
        ("tolk", "det ved jeg ikke", "ved-ikke"),
        ("tolk", "ja eller nej", None),
        ("tolk", "banan", None),
        ("hvem", "min søster kommer", "familie"),
        ("hvem", "hans far", "foraelder"),
        ("hvem", "jeg kommer alene", "alene"),
        ("hvem", "hende fra helhedsplanen", "helhedsplan"),
        ("hvem", "det ved jeg ikke endnu", "ved-ikke"),
        ("hvem", "", None),
    ],
)
def test_what_is_typed_means_an_option_or_is_own_words(step_id: str, said: str, meant: str | None) -> None:
    option = NEW.chosen(STEPS[step_id], said)
    assert (option.id if option else None) == meant


@given(st.sampled_from(CONTENT.steps), st.text())
def test_whatever_is_typed_is_an_option_of_the_step_or_none(step: TalkStep, text: str) -> None:
    option = NEW.chosen(step, text)
    assert option is None or option in step.options


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("han ked af det i skole. ingen ven", {"bekymring": "han ked af det i skole. ingen ven"}),
        ("Hun er glad for idræt", {"godt": "Hun er glad for idræt"}),
        ("Hun er ikke bange mere", {"godt": "Hun er ikke bange mere"}),
        (
            "han er god til matematik, men han kan ikke læse",
            {"godt": "han er god til matematik", "bekymring": "han kan ikke læse"},
        ),
        ("Han går i 5. klasse og har det fint", {"godt": "Han går i 5. klasse og har det fint"}),
    ],
)
def test_a_worry_told_where_it_goes_well_is_a_worry(text: str, shared: dict[str, str]) -> None:
    talk = NEW.with_words(GOOD, text)
    said = {step_id: given[0].text for step_id, given in talk.answers.items()}
    assert said == shared
    assert talk.next_open() == GOOD, "what goes well is still asked"
