"""Which question may be sent to the editor: short, about nobody, and exactly as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.masking import mask
from bot.text.question_to_editor import LONGEST, as_sent, remark_as_sent
from tests.support.masking import personal_items


@pytest.mark.parametrize(
    "question",
    [
        "hvem har nøglen til hallen?",
        "Må vi låne skolens cykler i sommerferien",
        "what does it cost",
        "kaç para bu kurs",
    ],
)
def test_a_short_question_about_nobody_is_sent_as_it_was_written(question: str) -> None:
    assert as_sent(question) == question


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("ring til mig på 12 34 56 78 om nøglen til hallen", "ring til mig på [telefon] om nøglen til hallen"),
        ("hvem har nøglen til hallen, skriv til a@b.dk", "hvem har nøglen til hallen, skriv til [mail]"),
    ],
)
def test_what_was_not_masked_before_is_masked(words: str, sent: str) -> None:
    assert as_sent(words) == sent


@pytest.mark.parametrize(
    "words",
    [
        "hvorfor må [NN] ikke komme i klubben",
        "hvorfor må Fatima Hassan ikke komme i klubben",
        "hvor længe følger I en elev som 010203-1234",
        "hvor længe følger I en elev som [nr]",
        "barnet er født [dato] og må ikke komme i klubben",
    ],
)
def test_what_is_told_of_somebody_is_not_sent_without_the_name_either(words: str) -> None:
    assert as_sent(words) is None


@pytest.mark.parametrize("words", ["", "økonomi", "klub pris", "[telefon] [mail] ring nu", "1 2 3 4 5", "? ! ... ,"])
def test_too_little_to_make_sense_of_is_not_sent(words: str) -> None:
    assert as_sent(words) is None


def test_a_story_is_not_sent() -> None:
    longest = "hvem har nøglen ".ljust(LONGEST, "x")
    assert as_sent(longest) == longest
    assert as_sent(longest + "x") is None


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("hvem har **nøglen** til hallen", "hvem har nøglen til hallen"),
        ("hvem har _nøglen_ til hallen", "hvem har nøglen til hallen"),
        (
            "se [min side her](https://x.example/hemmeligt) om hallen",
            "se [min side her] (https://x.example/hemmeligt) om hallen",
        ),
    ],
)
def test_nothing_in_it_is_shown_otherwise_than_it_is_sent(words: str, sent: str) -> None:
    assert as_sent(words) == sent


@given(st.text(max_size=300) | st.text(alphabet="ab 12[]()*_@.-", max_size=300))
def test_what_may_be_sent_stays_the_same_when_it_is_read_again(words: str) -> None:
    """It is read when it is shown, and again when it is sent."""
    sent = as_sent(words)
    if sent is not None:
        assert as_sent(sent) == sent
        assert len(sent) <= LONGEST
        assert mask(sent).kinds == ()


def test_of_personal_data_that_is_masked_nothing_is_in_what_is_sent() -> None:
    for item in personal_items("development"):
        masked = mask(item.text)
        sent = as_sent(item.text)
        caught = [piece for piece in item.secret if piece not in masked.text]
        assert not [piece for piece in caught if sent and piece in sent], item.text


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("gammelt", "gammelt"),
        ("  **det**  passer ikke\nher ", "det passer ikke her"),
        ("Fatima Hassan er ikke AKT-lærer mere", "[NN] er ikke AKT-lærer mere"),
        ("ring 12 34 56 78", "ring [telefon]"),
    ],
)
def test_a_remark_may_be_a_word_or_about_somebody_and_is_masked(words: str, sent: str) -> None:
    assert remark_as_sent(words) == sent


@pytest.mark.parametrize("words", ["", "…", "12", "[NN]", "12 34 56 78", "ord " * 60], ids=lambda words: words[:12])
def test_a_remark_that_says_nothing_or_is_a_story_is_not_sent(words: str) -> None:
    assert remark_as_sent(words) is None


@given(st.text(max_size=300))
def test_whatever_a_remark_is_it_is_short_and_masked(words: str) -> None:
    sent = remark_as_sent(words)
    assert sent is None or (len(sent) <= LONGEST and mask(sent).text == sent)
