"""What the answers touch of what the publication advises, and when words speak of something."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.choice import mentions
from bot.guided.plan.content import Advice, Point, plan_content
from bot.guided.plan.reflection import is_mentioned, said, said_first
from bot.text.wording import folded

POINTS = [point for point in plan_content().points if point.number]
ADVICE = [(point, advice) for point in POINTS for advice in point.checklist]
NO = re.compile(r"\b(?:ikke|ingen|aldrig)\b")


def answered(point: Point, text: str) -> dict[str, Answer]:
    return {point.steps[0].id: Answer(text=text)}


def written_out(word: str) -> list[str]:
    """A word of the files as somebody types it; ``*`` stands for the rest of one."""
    return [word.removesuffix("*"), word.replace("*", "erne")] if word.endswith("*") else [word]


of_each_advice = pytest.mark.parametrize(("point", "advice"), ADVICE, ids=lambda part: part.id)


# -- the real advice --


@of_each_advice
def test_an_advice_is_missing_where_nothing_is_said(point: Point, advice: Advice) -> None:
    assert not is_mentioned(advice, point, {})
    assert not is_mentioned(advice, point, {step.id: SKIPPED for step in point.steps})
    assert not is_mentioned(advice, point, {step.id: Answer(text="rabarber") for step in point.steps})


@of_each_advice
def test_an_advice_can_be_touched_by_its_words(point: Point, advice: Advice) -> None:
    assert advice.words
    for word in advice.words:
        for typed in written_out(word):
            for text in (
                f"Vi taler om {typed} med skolen.",
                typed,
                typed.upper(),
                folded(typed),
                f"»{typed}«, tror vi",
            ):
                assert is_mentioned(advice, point, answered(point, text)), text


@of_each_advice
def test_an_advice_is_touched_by_the_suggestions_that_say_it(point: Point, advice: Advice) -> None:
    steps = {step.id: step for step in point.steps}
    assert advice.said_by.keys() <= steps.keys()
    for step_id, options in advice.said_by.items():
        for option in steps[step_id].options:
            answers = {step_id: Answer(option=option.id)}
            assert is_mentioned(advice, point, answers) == (option.id in options), option.id


@of_each_advice
def test_an_advice_is_not_touched_by_saying_that_there_is_none_of_it(point: Point, advice: Advice) -> None:
    for word in advice.words:
        if NO.search(folded(word)):
            continue
        for typed in written_out(word):
            for text in (f"vi har ikke {typed}", f"vi har ingen {typed}", f"Det er aldrig {typed}.", f"{typed} ikke"):
                assert not is_mentioned(advice, point, answered(point, text)), text


@of_each_advice
def test_an_advice_with_a_no_in_it_is_touched_by_that_no(point: Point, advice: Advice) -> None:
    for word in advice.words:
        if NO.search(folded(word)):
            assert is_mentioned(advice, point, answered(point, f"Det er {word.removesuffix('*')} hos os"))


@of_each_advice
def test_any_answer_to_the_point_counts_and_none_to_another(point: Point, advice: Advice) -> None:
    word = advice.words[0].removesuffix("*")
    for step_id in (*(step.id for step in point.steps), point.more):
        assert is_mentioned(advice, point, {step_id: Answer(text=word)})
    elsewhere = {step.id: Answer(text=word) for other in POINTS if other is not point for step in other.steps}
    assert not is_mentioned(advice, point, elsewhere)


@of_each_advice
def test_the_options_of_another_question_touch_nothing(point: Point, advice: Advice) -> None:
    options = [option for allowed in advice.said_by.values() for option in allowed]
    others = [step for step in point.steps if step.id not in advice.said_by]
    assert not any(is_mentioned(advice, point, {step.id: Answer(option=one)}) for step in others for one in options)


@given(st.lists(st.sampled_from([advice for _, advice in ADVICE])))
def test_the_first_two_are_said_in_order(missing: list[Advice]) -> None:
    lines = said(missing).splitlines()
    assert len(lines) == min(len(missing), 2)
    assert said_first(missing) == missing[:2]
    for line, advice in zip(lines, missing, strict=False):
        assert advice.missing in line


# -- when words speak of something --


@pytest.mark.parametrize(
    "text",
    [
        "kontrakt",
        "Vi skriver en KONTRAKT.",
        "kontrakten ligger hos lederen",
        "samarbejde/kontrakt",
        "vi er ikke færdige, og der mangler en kontrakt",
        "vi har ikke haft kontrakt før, men nu laver vi en kontrakt sammen",
        "vi skal nok nå en kontrakt",
        "ikken kontrakt",
    ],
)
def test_words_speak_of_something(text: str) -> None:
    assert mentions(["kontrakt*"], text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "samarbejdskontrakt",
        "vi har ikke kontrakt",
        "vi har ikke en kontrakt",
        "vi har slet ingen kontrakt",
        "Ingen kontrakt!",
        "det bliver aldrig en kontrakt",
        "vi har ik kontrakt",
        "kontrakt ikke nødvendig",
    ],
)
def test_words_that_deny_something_do_not_speak_of_it(text: str) -> None:
    assert not mentions(["kontrakt*"], text)


@pytest.mark.parametrize(
    ("wordings", "text"),
    [
        (["kontrakt*"], "Vi skriver en kontrakt. Ingen betaler for noget."),
        (["lederen"], "Det kan læreren ikke. Lederen tager den."),
        (["møder"], "Hvem der betaler, ved vi ikke\nMøder holder vi hver måned"),
        (["kontrakt*"], "Skolen vil gerne have en kontrakt! Aldrig har det været så let."),
        (["kontrakt*"], "det står i kontrakten, ikke i helhedsplanen"),
    ],
)
def test_a_no_in_another_sentence_or_clause_denies_nothing(wordings: list[str], text: str) -> None:
    assert mentions(wordings, text)


@pytest.mark.parametrize(
    "text",
    [
        "ikke kun lederne, men også lærerne",
        "ikke bare lederne",
        "det er ikke alene lederne",
        "vi taler med lederne, ikke kun med lærerne",
    ],
)
def test_not_only_is_no_no(text: str) -> None:
    assert mentions(["lederne"], text)


def test_a_wording_is_whole_words_and_a_star_is_the_rest_of_one() -> None:
    assert mentions(["leder"], "skolens leder")
    assert not mentions(["leder"], "skolens ledere")
    assert mentions(["leder*"], "skolens ledere")
    assert not mentions(["leder*"], "skoleledere")
    assert mentions(["skole hjem*"], "Skole-hjem-samtalen")
    assert not mentions([], "alt muligt")


def test_one_wording_is_enough_and_one_that_is_not_denied() -> None:
    assert mentions(["leder", "lærer"], "vores lærer")
    assert mentions(["leder", "lærer"], "ikke vores leder men vores lærer")
    assert mentions(["leder"], "ikke den leder, men hendes leder")


def test_letters_may_be_typed_without_a_danish_keyboard() -> None:
    assert mentions(["årshjul*"], "aarshjulet")
    assert mentions(["lærermøde*"], "LAERERMOEDERNE")
    assert mentions(["idemøde*"], "et idémøde")


def test_a_wording_with_a_no_of_its_own_is_not_denied_by_it() -> None:
    assert mentions(["ikke vores opgave"], "det er ikke vores opgave at være vikar")
    assert not mentions(["ikke vores opgave"], "det er vores opgave")


@given(st.lists(st.text(max_size=10), max_size=4), st.text(max_size=60))
def test_whatever_is_typed_it_speaks_of_something_or_not(wordings: list[str], text: str) -> None:
    found = mentions(wordings, text)
    assert found == any(mentions([wording], text) for wording in wordings)


@given(st.text(max_size=60))
def test_nothing_is_spoken_of_that_is_not_there(text: str) -> None:
    assert not mentions(["rabarber*"], text) or "rabarber" in folded(text)
