"""Personal data is masked; the numbers of the domain are left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.masking import Masked, mask

CPR_IN_TEXT = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ \-–]?\d{4}(?!\d)")

cprs = st.builds(
    "{:02}{:02}{:02}{}{:04}".format,
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    st.sampled_from(["", " ", "-", "–"]),
    st.integers(0, 9999),
)
# Much of what makes patterns meet: digits in groups, separators, half an address.
pieces = st.lists(
    st.one_of(
        cprs,
        st.text(max_size=4),
        st.sampled_from(["0101", "010190", "1234", "12345678", "12 34 56 78", "+45", "+45 ", "a@b.dk", "@", ".", ","]),
        st.sampled_from([" ", "-", "–", "[mail]", "[nr]", "1", "x", "_", "%", "/"]),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    "cpr", ["010190-1234", "0101901234", "010190 1234", "010190–1234", "311299-4321", "290204-0001", "300600 0000"]
)
@pytest.mark.parametrize("around", ["{}", "hans cpr er {}.", "({})", "cpr:{}", "barnet{}barnet", "_{}_", "{},og mere"])
def test_a_cpr_number_is_masked(cpr: str, around: str) -> None:
    assert mask(around.format(cpr)) == Masked(around.format("[nr]"), ("et CPR-nummer",))


@pytest.mark.parametrize("mail", ["anna@skole.dk", "a.b+c@sub.skole.dk", "ÆRØ_1@x-y.dk", "a@b.c"])
def test_a_mail_address_is_masked(mail: str) -> None:
    assert mask(f"skriv til {mail}, tak") == Masked("skriv til [mail], tak", ("en mailadresse",))


@pytest.mark.parametrize(
    "phone",
    ["12345678", "12 34 56 78", "1234 5678", "+4512345678", "+45 12345678", "+45 12 34 56 78", "+45 1234 5678"],
)
@pytest.mark.parametrize("around", ["{}", "ring på {}.", "({})", "tlf:{}", "{}, eller skriv"])
def test_a_telephone_number_is_masked(phone: str, around: str) -> None:
    assert mask(around.format(phone)) == Masked(around.format("[telefon]"), ("et telefonnummer",))


def test_every_kind_is_named_once() -> None:
    masked = mask("a@b.dk, c@d.dk, 12345678, 010190-1234, 0202901234")
    assert masked.text == "[mail], [mail], [telefon], [nr], [nr]"
    assert sorted(masked.kinds) == ["en mailadresse", "et CPR-nummer", "et telefonnummer"]


@pytest.mark.parametrize(
    "text",
    [
        "59 % af eleverne",
        "43.000 kr.",
        "ring 112, 1888 eller 116 111",
        "skoleåret 2014/2015 og 2025/26",
        "13 familier, 15-25 børn, 8-9 klasse",
        "§§ 133 og 135, lov nr. 409",
        "i 2013, 2014 og 2020-2024",
        "1.1.2020 og 22-11-2026",
        "4,8 5,1 6,5",
        "12.345.678 kr.",
        "12345678,50 kr.",
        "0,12345678 og 3.12345678",
        "1.250.000,50",
        "7. klasse, 17 %, 0,3",
        "kl. 14.30-16.00 mandag",
        "uge 41-45 2024",
        "skriv @ eller a@b",
        "den 20-10-2014 1400 kr",
        "20.10.2014 2500 kr",
        "2010-2012-2014",
        "skoleårene 2011/2012 2013",
        "2014 2015",
        "tal 1234567 med syv cifre og 123456789 med ni",
        "3213901234 er ingen dato, 0113901234 heller ikke",
    ],
)
def test_the_numbers_of_the_domain_are_left_alone(text: str) -> None:
    assert mask(text) == Masked(text, ())


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_is_made_of_nothing(text: str) -> None:
    assert mask(text) == Masked(text, ())


@given(pieces)
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once) == Masked(once, ())


@given(pieces)
def test_text_is_named_as_masked_if_and_only_if_it_changed(text: str) -> None:
    masked = mask(text)
    assert bool(masked.kinds) == (masked.text != text)


@given(
    st.text().filter(lambda text: not text[-1:].isdigit()), cprs, st.text().filter(lambda text: not text[:1].isdigit())
)
def test_no_cpr_number_survives_in_any_text(before: str, cpr: str, after: str) -> None:
    assert cpr not in mask(before + cpr + after).text


@given(pieces)
def test_nothing_that_looks_like_a_cpr_number_is_left(text: str) -> None:
    assert not CPR_IN_TEXT.search(mask(text).text)


# People divide the number as they like.
@pytest.mark.parametrize(
    "cpr",
    [
        "010190 - 1234",
        "01 01 90 1234",
        "01 01 90-1234",
        "01.01.90-1234",
        "01-01-90-1234",
        "01/01/90-1234",
        "010190.1234",
        "010190/1234",
        "010190\u20111234",  # non-breaking hyphen
        "010190\u22121234",  # minus sign
        "01011990-1234",
    ],
)
def test_a_cpr_number_divided_in_another_way_is_masked(cpr: str) -> None:
    assert mask(f"cpr {cpr} her").text == "cpr [nr] her"


@pytest.mark.parametrize("phone", ["12-34-56-78", "12.34.56.78", "0045 12345678", "4512345678", "45 12 34 56 78"])
def test_a_telephone_number_divided_in_another_way_is_masked_whole(phone: str) -> None:
    assert mask(f"ring {phone} nu").text == "ring [telefon] nu"
