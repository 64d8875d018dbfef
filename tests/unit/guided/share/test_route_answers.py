"""How an answer to a question of a guided route is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.choice import Option
from bot.guided.share.route import Question
from bot.text.wording import folded
from tests.support.share_routes import OPTIONS, QUESTIONS, asked


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_option_has_an_id_and_a_title_of_its_own(question: Question) -> None:
    assert len({option.id for option in question.options}) == len(question.options)
    assert len({folded(option.title) for option in question.options}) == len(question.options)


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda part: part.id)
def test_an_option_is_understood_by_its_title_however_it_is_typed(question: Question, option: Option) -> None:
    title = option.title
    for typed in (title, title.upper(), folded(title), f"  {title}. ", f"»{title}«", title.replace(",", "")):
        assert question.chosen(typed) is option, typed


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda part: part.id)
def test_an_option_is_understood_by_its_number(question: Question, option: Option) -> None:
    number = question.options.index(option) + 1
    for typed in (f"{number}", f" {number}.", f"0{number}", f"({number})"):
        assert question.chosen(typed) is option, typed


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda part: part.id)
def test_an_option_is_understood_by_each_of_its_words(question: Question, option: Option) -> None:
    for word in option.words:
        sharing = [other for other in question.options if word in other.words]
        assert question.chosen(word.replace("*", "")) in sharing, word
        assert question.chosen(word.replace("*", "rne")) in sharing or "*" not in word, word


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
@pytest.mark.parametrize("typed", ["", " ", "?!", "0", "9", "99", "-", "xyzzy", "hvad mener du", "rabarber", "½", "٣"])
def test_what_is_no_answer_is_not_taken_for_one(question: Question, typed: str) -> None:
    assert question.chosen(typed) is None


@pytest.mark.parametrize(
    ("question_id", "typed", "option_id"),
    [
        ("danger", "nej men jeg er bekymret for drengen", "worried"),
        ("danger", "jeg er ikke bekymret", "no"),
        ("danger", "barnet er ikke i fare lige nu", "no"),
        ("danger", "måske", "worried"),
        ("danger", "jeg er lidt urolig", "uneasy"),
        ("danger", "jeg er lidt bekymret for ham", "worried"),
        ("role", "jeg er lærer på skolen", "school"),
        ("role", "jeg er frivillig i fodboldklubben", "volunteer"),
        ("recipient", "til hendes klasselaerer", "school"),
        ("recipient", "en socialrådgiver i kommunen", "municipality"),
        ("kind", "jeg er i tvivl", "sensitive"),
        ("kind", "hans cpr-nummer", "cpr"),
        ("consent", "ja", "covers"),
        ("consent", "nej", "not_asked"),
        ("consent", "de har sagt nej", "refused"),
        ("consent", "ja men til noget andet", "something_else"),
        ("consent", "nej vi har ikke spurgt", "not_asked"),
        ("consent", "det ved jeg ikke, ved ikke", "not_asked"),
        ("until", "et halvt år", "half_a_year"),
        ("until", "til sommerferien", "school_year"),
    ],
)
def test_an_answer_in_somebodys_own_words_is_understood(question_id: str, typed: str, option_id: str) -> None:
    chosen = asked(question_id).chosen(typed)
    assert chosen is not None and chosen.id == option_id


@pytest.mark.parametrize(
    "typed",
    [
        "det har de ikke",
        "nej, det har de ikke",
        "de har ikke sagt ja",
        "jeg tror ikke de har sagt ja",
        "nej ikke til netop det",
        "samtykket dækker ikke det her",
    ],
)
def test_a_no_to_consent_is_never_taken_for_a_yes(typed: str) -> None:
    chosen = asked("consent").chosen(typed)
    assert chosen is None or chosen.id != "covers"


@given(st.sampled_from(QUESTIONS), st.text(max_size=1000))
def test_whatever_is_typed_is_an_option_of_the_question_or_unclear(question: Question, typed: str) -> None:
    chosen = question.chosen(typed)
    assert chosen is None or chosen in question.options


wordings = [wording.replace("*", "") for _, option in OPTIONS for wording in [option.title, *option.words]]


@given(
    st.sampled_from(QUESTIONS),
    st.lists(st.one_of(st.sampled_from(wordings), st.sampled_from(["ikke", "og", "1", "?"]), st.text(max_size=5))),
)
def test_several_answers_in_one_message_are_one_option_or_unclear(question: Question, pieces: list[str]) -> None:
    chosen = question.chosen(" ".join(pieces))
    assert chosen is None or chosen in question.options
