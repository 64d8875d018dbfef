"""The way through the walk: what is asked, in which wording, with which suggestions, whatever somebody answers."""

from collections.abc import Iterable, Mapping
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    FRAMING_LEVELS,
    INVOLVEMENT,
    INVOLVEMENT_LEVELS,
    PLACE_SHOWN,
    TARGET_GROUP,
    UNKNOWN_GROUP,
    Advice,
    Fitted,
    PlanOption,
    Point,
    Step,
    When,
    plan_content,
)
from bot.guided.plan.positioning import place_of
from bot.guided.plan.walk import Walk
from bot.text.wording import folded

CONTENT = plan_content()
STEPS = {step.id: step for _, step in CONTENT.every_step()}
POINTS = [point for point in CONTENT.points if point.number]
ADDITIONS = {point.more: point for point in POINTS}
OPTIONS = [(step, option) for step in STEPS.values() for option in step.options]
APPROVAL = CONTENT.texts.approval
NOTHING_SAID = Walk(CONTENT, {})

# Every collaboration the wordings tell apart; a level of ``None`` was skipped.
KNOWN = [
    dict(zip((TARGET_GROUP, COLLABORATION, INVOLVEMENT, FRAMING), chosen, strict=True))
    for chosen in product(
        [None, *(option.id for option in STEPS[TARGET_GROUP].options)],
        [None, "nyt", "i-gang"],
        [None, *INVOLVEMENT_LEVELS],
        [None, *FRAMING_LEVELS],
    )
]


def walked(**options: str | None) -> Walk:
    return known({step_id.replace("_", "-"): option for step_id, option in options.items()})


def known(options: Mapping[str, str | None]) -> Walk:
    return Walk(CONTENT, {step_id: Answer(option=option) for step_id, option in options.items()})


def ids(parts: Iterable[Step | PlanOption | Advice]) -> list[str]:
    return [part.id for part in parts]


def next_id(walk: Walk) -> str | None:
    step = walk.next_open()
    return step.id if step else None


def to_the_end(walk: Walk, answer: Answer = SKIPPED) -> Walk:
    """Everything that is left answered in the same way, but the approval."""
    while (step := walk.next_open()) and step.id != APPROVAL.id:
        walk = walk.with_answer(step, answer if answer.text is None or step.open else SKIPPED)
    return walk


own_words = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from([word for point in POINTS for advice in point.checklist for word in advice.words]),
)


def answers_to(options: list[PlanOption], is_open: bool) -> st.SearchStrategy[Answer]:
    pressed = st.sampled_from([option.id for option in options]).map(lambda option: Answer(option=option))
    return st.one_of(st.just(SKIPPED), pressed, *([own_words.map(lambda text: Answer(text=text))] if is_open else []))


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """A walk as somebody makes it, broken off anywhere."""
    walk = NOTHING_SAID
    for _ in range(draw(st.integers(0, 2 * len(STEPS)))):
        step = walk.next_open()
        if step is None:
            break
        walk = walk.with_answer(step, draw(answers_to(walk.offered(step), step.open)))
    return walk


# Also what nobody could have pressed, in any order, and what the files no longer have.
stored = st.dictionaries(
    st.sampled_from([*STEPS, "gone"]),
    st.one_of(
        st.just(SKIPPED),
        st.sampled_from([*(option.id for _, option in OPTIONS), "gone"]).map(lambda option: Answer(option=option)),
        own_words.map(lambda text: Answer(text=text)),
    ),
    max_size=len(STEPS),
)
any_walk = st.one_of(walks(), stored.map(lambda answers: Walk.of(CONTENT, answers)))


def holds(when: When, walk: Walk) -> bool:
    """A condition read as a redaktør reads it: what they chose, or where it places them, is among those named."""
    place = place_of(CONTENT, walk.answers)
    said = {step_id: {answer.option} for step_id, answer in walk.answers.items()}
    said[INVOLVEMENT] = {*said.get(INVOLVEMENT, set()), place.involvement_level}
    said[FRAMING] = {*said.get(FRAMING, set()), place.framing_level}
    return all(not said.get(question, set()).isdisjoint(allowed) for question, allowed in when.items())


# -- from one question to the next --


@given(any_walk, st.data())
def test_the_walk_comes_to_an_end_whatever_is_answered(walk: Walk, data: st.DataObject) -> None:
    for _ in range(len(STEPS)):
        step = walk.next_open()
        if step is None:
            break
        assert step.id not in walk.answers, "nobody is asked twice"
        options = [option for option in walk.offered(step) if not option.reopens]
        walk = walk.with_answer(step, data.draw(answers_to(options, step.open)))
    assert walk.next_open() is None
    assert APPROVAL.id in walk.answers


@given(any_walk)
def test_only_what_fits_is_asked_and_in_its_order(walk: Walk) -> None:
    steps = walk.steps()
    assert ids(steps) == [step_id for step_id in STEPS if step_id in ids(steps)]
    assert all(holds(step.only, walk) for step in steps)
    assert (PLACE_SHOWN in ids(steps)) == place_of(CONTENT, walk.answers).known


@given(any_walk)
def test_all_that_fits_is_asked(walk: Walk) -> None:
    always = {step_id for step_id, step in STEPS.items() if holds(step.only, walk)} - ADDITIONS.keys() - {PLACE_SHOWN}
    assert always <= set(ids(walk.steps()))
    assert ids(walk.steps())[-1] == APPROVAL.id


@given(any_walk)
def test_the_next_question_is_the_first_without_an_answer(walk: Walk) -> None:
    unanswered = [step.id for step in walk.steps() if step.id not in walk.answers]
    assert next_id(walk) == (unanswered[0] if unanswered else None)


@given(any_walk)
def test_going_back_goes_one_question_back_and_stops_at_the_first(walk: Walk) -> None:
    steps = walk.steps()
    for number, step in enumerate(steps):
        assert walk.before(step).id == steps[max(number - 1, 0)].id


def test_going_back_from_a_question_that_is_no_longer_asked_begins_anew() -> None:
    assert walked(involvering="integreret").before(STEPS["udfoerer"]).id == COLLABORATION


def test_it_begins_with_whether_the_collaboration_is_new() -> None:
    assert next_id(NOTHING_SAID) == COLLABORATION


def test_who_skips_everything_comes_to_the_approval() -> None:
    walk = to_the_end(NOTHING_SAID)
    assert next_id(walk) == APPROVAL.id
    # Nothing places them, and there is nothing to add to.
    assert not {PLACE_SHOWN, *ADDITIONS} & walk.answers.keys()
    assert walk.with_answer(APPROVAL, Answer(option="ja")).next_open() is None


def test_who_skips_everything_is_asked_all_questions_of_the_points_once() -> None:
    answers = to_the_end(NOTHING_SAID).answers
    assert [step_id for step_id in answers if step_id in {step.id for point in POINTS for step in point.steps}] == [
        step.id for point in POINTS for step in point.steps
    ]


def test_who_knows_neither_is_asked_more_about_both() -> None:
    asked = ids(walked(involvering="ved-ikke", rammesaetning="ved-ikke").steps())
    assert {"udfoerer", "metoder", "beboernes-rolle"} <= set(asked)
    asked = ids(walked(involvering="koordinerende", rammesaetning="civil").steps())
    assert not {"udfoerer", "metoder", "beboernes-rolle"} & set(asked)
    assert PLACE_SHOWN in asked


# -- an answer --


@given(any_walk, st.data())
def test_an_answer_takes_its_place_and_leaves_the_others(walk: Walk, data: st.DataObject) -> None:
    before = dict(walk.answers)
    step = data.draw(st.sampled_from(list(STEPS.values())))
    answer = data.draw(answers_to([option for option in step.options if not option.reopens], step.open))
    after = walk.with_answer(step, answer)
    assert after.answers[step.id] == answer
    still_asked = {other.id for other in after.steps()} - {step.id}
    assert all(after.answers.get(one) == before.get(one) for one in still_asked)
    assert walk.answers == before


@given(walks(), st.data())
def test_a_no_to_the_place_asks_again_what_it_is_made_of(walk: Walk, data: st.DataObject) -> None:
    step = STEPS[PLACE_SHOWN]
    (no,) = (option for option in step.options if option.reopens)
    after = walk.with_answer(step, Answer(option=no.id))
    assert not {*no.reopens, PLACE_SHOWN} & after.answers.keys()
    assert after.answers == {key: kept for key, kept in walk.answers.items() if key not in {*no.reopens, PLACE_SHOWN}}
    assert not place_of(CONTENT, after.answers).known
    if {COLLABORATION, TARGET_GROUP} <= after.answers.keys():
        assert next_id(after) == INVOLVEMENT


def test_a_no_to_the_place_may_be_said_again_and_again() -> None:
    walk = walked(samarbejdet="nyt", maalgruppe="alle")
    for involvement in (*INVOLVEMENT_LEVELS, INVOLVEMENT_LEVELS[0]):
        walk = walk.with_answer(STEPS[INVOLVEMENT], Answer(option=involvement))
        walk = walk.with_answer(STEPS[FRAMING], Answer(option="civil"))
        assert next_id(walk) == PLACE_SHOWN
        walk = walk.with_answer(STEPS[PLACE_SHOWN], Answer(option="flyt"))
        assert next_id(walk) == INVOLVEMENT


@given(st.data())
def test_an_answer_that_is_corrected_takes_what_hung_on_it_along(data: st.DataObject) -> None:
    walk = data.draw(walks())
    step = data.draw(st.sampled_from([STEPS[INVOLVEMENT], STEPS[FRAMING]]))
    corrected = walk.with_answer(step, data.draw(answers_to(step.options, False)))
    still_asked = {key: kept for key, kept in corrected.answers.items() if key in ids(corrected.steps())}
    assert place_of(CONTENT, corrected.answers) == place_of(CONTENT, still_asked)


@pytest.mark.parametrize(
    ("axis", "level", "hung_on_it"),
    [
        (INVOLVEMENT, "koordinerende", {"udfoerer": "begge-hver-gang"}),
        (FRAMING, "civil", {"metoder": "skolens", "beboernes-rolle": "deltager"}),
    ],
)
def test_who_finds_out_later_lies_where_they_say(axis: str, level: str, hung_on_it: dict[str, str]) -> None:
    walk = known({axis: "ved-ikke", **hung_on_it}).with_answer(STEPS[axis], Answer(option=level))
    place = place_of(CONTENT, walk.answers)
    assert (place.involvement_level if axis == INVOLVEMENT else place.framing_level) == level


@given(stored)
@example({"gone": SKIPPED, COLLABORATION: Answer(option="gone"), TARGET_GROUP: Answer(option="alle")})
def test_answers_the_files_no_longer_know_count_as_not_given(answers: dict[str, Answer]) -> None:
    kept = Walk.of(CONTENT, answers).answers
    assert list(kept.items()) == [
        (step_id, answer)
        for step_id, answer in answers.items()
        if step_id in STEPS
        and (answer.option is None or answer.option in {option.id for option in STEPS[step_id].options})
    ]


def test_a_step_is_found_by_its_id_with_its_point() -> None:
    assert NOTHING_SAID.step("moeder") == STEPS["moeder"]
    assert NOTHING_SAID.step("findes-ikke") is NOTHING_SAID.step(None) is None
    for point in POINTS:
        for step_id in (*ids(point.steps), point.more):
            assert NOTHING_SAID.point_of(STEPS[step_id]) is point
    assert NOTHING_SAID.point_of(APPROVAL) is None


# -- whom a condition fits --


def test_a_condition_without_anything_in_it_fits_everybody() -> None:
    assert NOTHING_SAID.fits({})


def test_all_that_a_condition_names_must_fit_and_one_of_each_is_enough() -> None:
    walk = walked(samarbejdet="nyt", maalgruppe="alle")
    assert walk.fits({COLLABORATION: ["i-gang", "nyt"], TARGET_GROUP: ["alle"]})
    assert not walk.fits({COLLABORATION: ["nyt"], TARGET_GROUP: ["klasser"]})
    assert not walk.fits({COLLABORATION: ["nyt"], INVOLVEMENT: ["begge"]})


def test_what_was_skipped_fits_nothing() -> None:
    assert not Walk(CONTENT, {COLLABORATION: SKIPPED}).fits({COLLABORATION: ["nyt", "i-gang"]})


def test_who_does_not_know_is_also_where_the_other_answers_place_them() -> None:
    walk = walked(involvering="ved-ikke", udfoerer="begge-hver-gang", rammesaetning="ved-ikke", metoder="skolens")
    assert walk.fits({INVOLVEMENT: ["ved-ikke"]})
    assert walk.fits({INVOLVEMENT: ["integreret"], FRAMING: ["offentlig"]})
    assert not walk.fits({INVOLVEMENT: ["koordinerende"]})


def test_the_target_group_is_unknown_until_it_is_chosen() -> None:
    assert NOTHING_SAID.group == Walk(CONTENT, {TARGET_GROUP: SKIPPED}).group == UNKNOWN_GROUP
    assert walked(maalgruppe="klasser").group == "klasser"


# -- wordings --

FITTED = [(step, fitted) for step in STEPS.values() for fitted in step.fitted]


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


@pytest.mark.parametrize(("step", "option"), OPTIONS, ids=lambda part: part.id)
def test_every_suggestion_is_offered_to_somebody(step: Step, option: PlanOption) -> None:
    assert any(option.id in ids(known(options).offered(step)) for options in KNOWN)


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


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
@pytest.mark.parametrize("text", ["", " ", "?!", "0", "9", "99", "123", "½", "٣", "xyzzy"])
def test_what_means_nothing_chooses_nothing(step: Step, text: str) -> None:
    assert NOTHING_SAID.chosen(step, text) is None


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


# -- the addition after a point --


def said_nothing_that_is_advised(point: Point) -> Walk:
    return Walk(CONTENT, {step.id: Answer(text="rabarber") for step in point.steps})


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_an_addition_is_asked_for_when_something_was_said_and_something_is_missing(point: Point) -> None:
    walk = said_nothing_that_is_advised(point)
    assert walk.not_mentioned(point)
    assert point.more in ids(walk.steps())
    assert not (ADDITIONS.keys() - {point.more}) & set(ids(walk.steps()))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_an_addition_waits_until_every_question_of_its_point_is_done(point: Point) -> None:
    whole = said_nothing_that_is_advised(point).answers
    for step in point.steps:
        walk = Walk(CONTENT, {key: answer for key, answer in whole.items() if key != step.id})
        assert point.more not in ids(walk.steps())


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_nobody_is_asked_to_add_to_what_they_skipped(point: Point) -> None:
    walk = Walk(CONTENT, {step.id: SKIPPED for step in point.steps})
    assert not walk.said_anything(point)
    assert point.more not in ids(walk.steps())
    one_said = walk.with_answer(point.steps[-1], Answer(text="rabarber"))
    assert one_said.said_anything(point)
    assert point.more in ids(one_said.steps())


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_nobody_is_asked_to_add_when_nothing_is_missing(point: Point) -> None:
    everything = ". ".join(
        f"Vi taler om {word.rstrip('*')} med skolen" for one in point.checklist for word in one.words
    )
    walk = said_nothing_that_is_advised(point).with_answer(point.steps[0], Answer(text=everything))
    assert walk.not_mentioned(point) == []
    assert point.more not in ids(walk.steps())


@pytest.mark.parametrize("answer", [SKIPPED, Answer(option="videre"), Answer(text="det hele")])
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_an_addition_that_was_made_stays(point: Point, answer: Answer) -> None:
    step = STEPS[point.more]
    walk = said_nothing_that_is_advised(point).with_answer(step, answer)
    everything = " og ".join(word.rstrip("*") for one in point.checklist for word in one.words)
    for after in (walk, walk.with_answer(point.steps[0], Answer(text=everything))):
        assert point.more in ids(after.steps())
        assert next_id(after) != point.more


@given(any_walk)
def test_an_addition_is_asked_for_as_often_as_there_is_reason(walk: Walk) -> None:
    asked = set(ids(walk.steps()))
    for step_id, point in ADDITIONS.items():
        done = [walk.answers.get(step.id) for step in point.steps]
        said = [answer for answer in done if answer and answer != SKIPPED]
        reason = None not in done and said and walk.not_mentioned(point)
        assert (step_id in asked) == bool(reason or step_id in walk.answers)


def test_what_others_said_at_another_point_is_not_said_here() -> None:
    walk = said_nothing_that_is_advised(POINTS[0])
    assert walk.said_anything(POINTS[0])
    assert not any(walk.said_anything(point) for point in POINTS[1:])


@given(any_walk)
def test_only_advice_that_fits_is_missed(walk: Walk) -> None:
    for point in POINTS:
        missing = walk.not_mentioned(point)
        assert ids(missing) == [advice.id for advice in point.checklist if advice.id in ids(missing)]
        assert all(holds(advice.only, walk) for advice in missing)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_each_advice_is_missed_by_somebody_and_not_by_those_it_does_not_fit(point: Point) -> None:
    for advice in point.checklist:
        missing = [advice.id in ids(known(options).not_mentioned(point)) for options in KNOWN]
        assert missing == [holds(advice.only, known(options)) for options in KNOWN]
        assert any(missing)
