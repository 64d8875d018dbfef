"""In which wording the walk asks, and which suggestions it makes."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    INVOLVEMENT,
    PLACE_SHOWN,
    TARGET_GROUP,
    UNKNOWN_GROUP,
    Fitted,
    PlanOption,
    Step,
)
from bot.guided.plan.walk import Walk
from bot.text.wording import folded
from tests.support.walks import (
    ADDITIONS,
    APPROVAL,
    CONTENT,
    FITTED,
    KNOWN,
    NOTHING_SAID,
    OPTIONS,
    STEPS,
    any_walk,
    holds,
    ids,
    known,
    walked,
)


def chosen_wording(step: Step, options: Mapping[str, str | None]) -> str:
    """The first wording whose conditions all fit what was chosen."""
    fitting = (
        fitted.text
        for fitted in step.fitted
        if all(options.get(question) in allowed for question, allowed in fitted.when.items())
    )
    return next(fitting, step.text)


def called(options: Mapping[str, str | None]) -> str:
    return CONTENT.texts.groups[options[TARGET_GROUP] or UNKNOWN_GROUP].called


# -- wordings --


def test_everybody_is_asked_in_the_wording_that_fits_them() -> None:
    for options in KNOWN:
        walk = known(options)
        for step in STEPS.values():
            expected = chosen_wording(step, options).replace("{maalgruppe}", called(options))
            assert walk.question(step) == expected, (step.id, options)


def test_no_question_has_an_open_place_in_it() -> None:
    for options in KNOWN:
        walk = known(options)
        for step in STEPS.values():
            assert not set("{}") & set(walk.question(step)), step.id
            assert "?" in walk.question(step), step.id


def test_questions_say_whom_it_is_for() -> None:
    for group, texts in CONTENT.texts.groups.items():
        walk = walked(maalgruppe=None if group == UNKNOWN_GROUP else group)
        assert any(texts.called in walk.question(step) for step in STEPS.values()), group


@pytest.mark.parametrize(("step", "fitted"), FITTED, ids=lambda part: getattr(part, "id", None))
def test_every_other_wording_is_asked_of_somebody(step: Step, fitted: Fitted) -> None:
    assert any(chosen_wording(step, options) == fitted.text for options in KNOWN)


@pytest.mark.parametrize("collaboration", ["nyt", "i-gang"])
@pytest.mark.parametrize("group", CONTENT.texts.groups)
def test_new_or_not_each_target_group_has_questions_of_its_own(group: str, collaboration: str) -> None:
    def questions(group: str, collaboration: str) -> list[str]:
        walk = walked(maalgruppe=None if group == UNKNOWN_GROUP else group, samarbejdet=collaboration)
        return [walk.question(step) for step in STEPS.values()]

    own = questions(group, collaboration)
    for other in CONTENT.texts.groups.keys() - {group}:
        assert questions(other, collaboration) != own
    assert questions(group, "i-gang" if collaboration == "nyt" else "nyt") != own


# -- suggestions --


def test_there_is_always_something_to_choose_between() -> None:
    for options in KNOWN:
        walk = known(options)
        for step in STEPS.values():
            least = 1 if step.id in {*ADDITIONS, APPROVAL.id} else 2
            assert len(walk.offered(step)) >= least, (step.id, options)


@given(any_walk)
def test_what_is_offered_fits_and_comes_in_order(walk: Walk) -> None:
    for step in walk.steps():
        offered = walk.offered(step)
        assert ids(offered) == [option.id for option in step.options if holds(option.only, walk)]
        assert len(offered) >= (1 if step.id in {*ADDITIONS, APPROVAL.id} else 2)


def test_every_suggestion_is_offered_to_somebody() -> None:
    offered = {
        (step.id, option.id) for walk in map(known, KNOWN) for step in STEPS.values() for option in walk.offered(step)
    }
    assert offered == {(step.id, option.id) for step, option in OPTIONS}


def offering(step: Step, option: PlanOption) -> Walk:
    """A walk in which this option is offered."""
    return next(walk for walk in map(known, KNOWN) if option.id in ids(walk.offered(step)))


@pytest.mark.parametrize(("step", "option"), OPTIONS, ids=lambda part: part.id)
def test_a_suggestion_is_chosen_by_its_title_and_its_number(step: Step, option: PlanOption) -> None:
    walk = offering(step, option)
    number = walk.offered(step).index(option) + 1
    typed = (option.title, option.title.upper(), f" {folded(option.title)}. ", f"»{option.title}«")
    for text in (*typed, f"{number}", f" {number}.", f"0{number}", f"({number})"):
        assert walk.chosen(step, text) == option, text


@pytest.mark.parametrize(("step", "option"), OPTIONS, ids=lambda part: part.id)
def test_a_suggestion_is_chosen_by_each_of_its_words(step: Step, option: PlanOption) -> None:
    walk = offering(step, option)
    for word in option.words:
        sharing = [other for other in walk.offered(step) if word in other.words]
        assert walk.chosen(step, word.replace("*", "")) in sharing, word
        assert walk.chosen(step, word.replace("*", "et")) in sharing, word


@given(any_walk, st.sampled_from(list(STEPS.values())), st.text(max_size=40))
def test_whatever_is_typed_means_a_suggestion_that_is_offered_or_none(walk: Walk, step: Step, text: str) -> None:
    chosen = walk.chosen(step, text)
    assert chosen is None or chosen in walk.offered(step)


@pytest.mark.parametrize("text", ["", " ", "?!", "0", "9", "99", "123", "½", "٣", "xyzzy"])
def test_what_means_nothing_chooses_nothing(text: str) -> None:
    assert [step.id for step in STEPS.values() if NOTHING_SAID.chosen(step, text)] == []


def test_a_number_counts_what_is_offered_and_not_what_there_is() -> None:
    step = STEPS["skolen-rekrutterer"]
    walk = walked(maalgruppe="klasser")
    assert len(walk.offered(step)) < len(step.options)
    assert walk.chosen(step, "1") == walk.offered(step)[0] != step.options[0]
    assert walk.chosen(step, str(len(step.options))) is None


@pytest.mark.parametrize(
    ("step_id", "text"),
    [
        ("moeder", "hver måned på skolen"),
        ("moeder", "vi mødes hver tredje måned med lederne"),
        ("aftalen", "kontrakten ligger hos lederen"),
        ("personoplysninger", "nej, og hvis det sker, spørger vi lederne"),
        ("skoleaaret", "2 uger i november"),
    ],
)
def test_a_question_in_own_words_keeps_an_answer_that_says_more(step_id: str, text: str) -> None:
    assert walked(maalgruppe="alle").chosen(STEPS[step_id], text) is None


@pytest.mark.parametrize(
    ("step_id", "text", "option_id"),
    [
        (COLLABORATION, "det er helt nyt for os", "nyt"),
        (COLLABORATION, "vi er ikke i gang endnu", "nyt"),
        (COLLABORATION, "vi har været i gang i flere år", "i-gang"),
        (TARGET_GROUP, "forældrene til de mindste", "foraeldre"),
        (TARGET_GROUP, "hele klasser i udskolingen", "klasser"),
        (TARGET_GROUP, "nogle få børn, der mistrives", "udvalgte"),
        (INVOLVEMENT, "vi gør det sammen", "integreret"),
        (INVOLVEMENT, "mest hver for sig", "begge"),
        (INVOLVEMENT, "det ved vi ikke", "ved-ikke"),
        (FRAMING, "mest på skolens måde", "offentlig"),
        (PLACE_SHOWN, "ja det passer fint", "passer"),
        (PLACE_SHOWN, "nej det passer ikke", "flyt"),
        (PLACE_SHOWN, "ikke helt", "flyt"),
    ],
)
def test_a_choice_in_own_words_is_understood(step_id: str, text: str, option_id: str) -> None:
    chosen = NOTHING_SAID.chosen(STEPS[step_id], text)
    assert chosen is not None and chosen.id == option_id


@pytest.mark.parametrize(
    ("step_id", "text", "not_this"),
    [
        (COLLABORATION, "vi er ikke gået i gang endnu", "i-gang"),
        (COLLABORATION, "det er ikke nyt", "nyt"),
        (TARGET_GROUP, "det er ikke for alle", "alle"),
        (TARGET_GROUP, "ikke hele klasser", "klasser"),
        (INVOLVEMENT, "vi gør det ikke sammen", "integreret"),
        (INVOLVEMENT, "ikke hver for sig", "koordinerende"),
        (FRAMING, "ikke skolens", "offentlig"),
        (PLACE_SHOWN, "det passer ikke", "passer"),
        (PLACE_SHOWN, "jeg er ikke enig", "passer"),
    ],
)
def test_a_no_is_never_taken_for_its_opposite(step_id: str, text: str, not_this: str) -> None:
    chosen = NOTHING_SAID.chosen(STEPS[step_id], text)
    assert chosen is None or chosen.id != not_this
