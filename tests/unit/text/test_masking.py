"""Personal data is masked; the numbers of the domain are left alone."""

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.text.forms import digits_in
from bot.text.masking import Masked, mask
from bot.text.numbers import _public_numbers
from tests.support.masking import ordinary_items

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


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("hans cpr er 1.1.93-1234.", "hans cpr er [nr]."),
        ("12:03:89:1234", "[nr]"),
        ("1 2 0 3 8 9 1 2 3 4", "[nr]"),
        ("erstatningsnummer 610115-2233", "erstatningsnummer [nr]"),
        ("29.12.1978 4401", "[nr]"),
        ("(+45) 61 72 83 94", "[telefon]"),
        ("+46 70 123 45 67", "[telefon]"),
        ("0049 151 23456789", "[telefon]"),
        ("617 28 394", "[telefon]"),
        ("karen snabel-a skolen punktum dk", "[mail]"),
        ("skriv til emil@skolen", "skriv til [mail]"),
        ("mette(at)skolen.dk", "[mail]"),
        ("hun bor Tjørnehaven 14, 3. th", "hun bor [sted]"),
        ("Vollsmose Allé 24, 2. tv, 5240 Odense", "[sted]"),
        ("hun hentes på lærkevej 9 kl 15", "hun hentes på [sted] kl 15"),
        ("bilen AB 12 345 holder der", "bilen [nr] holder der"),
        ("UNI-Login: mett1234", "UNI-Login: [nr]"),
        ("MitID bruger-id karen.i62", "MitID bruger-id [nr]"),
        ("DK50 0040 0440 1162 43", "[nr]"),
        ("reg. 1234 konto 1234567890", "reg. [nr]"),
        ("han er født den 12/3-2014", "han er født den [dato]"),
    ],
)
def test_what_has_a_form_is_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "BørneTelefonen 116 111, Livslinjen 70 201 201, Mødrehjælpen 33 41 12 00, Lev Uden Vold 1888",
        "vi mødes i gården 10-12 og i parken 12 gange",
        "ad den vej 3 gange",
        "5240 Odense NØ og 8210 Aarhus V",
        "lokale B 12 på 2. sal",
        "12 345 678 kr. og 1200-1500 børn",
        "børn født efter 2010",
        "§ 135, § 49 a og lov nr. 721 af 13. juni 2023",
        "aula 2026 og MitID i 2024",
        "karaktererne 02 4 7 10 12",
    ],
)
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    assert mask(text) == Masked(text, ())


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
        "skriv @ eller følg @klubben",
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


# However a number is divided, nothing of it is left.
gaps = st.sampled_from(["", " ", ".", "-", "/", ":", " - ", "–", "－"])


@given(
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(0, 9999),
    st.booleans(),
    st.lists(gaps, min_size=9, max_size=9),
)
def test_no_division_hides_a_cpr_number(
    day: int, month: int, year: int, last: int, other: bool, between: list[str]
) -> None:
    digits = f"{day + 60 * other:02}{month:02}{year:02}{last:04}"
    written = digits[0] + "".join(gap + digit for gap, digit in zip(between, digits[1:], strict=True))
    assume(not re.fullmatch(r"\D*(?:19|20)\d\d\D+(?:19|20)\d\d.*", written))
    assume(not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", written))
    assert not any(sign.isdigit() for sign in mask(f"cpr er {written} ikke").text)


@given(
    st.from_regex(r"[2-9]\d{7}", fullmatch=True),
    st.sampled_from([(2, 2, 2, 2), (4, 4), (3, 3, 2), (3, 2, 3), (2, 3, 3), (8,), (4, 2, 2), (2, 2, 4)]),
    st.sampled_from([" ", ""]),
    st.sampled_from(["", "+45", "+45 ", "0045 ", "45 ", "(+45) "]),
)
def test_no_grouping_hides_a_telephone_number(number: str, sizes: tuple[int, ...], sign: str, country: str) -> None:
    groups, rest = [], number
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    written = country + sign.join(groups)
    assume(digits_in(number) not in _public_numbers())
    assume(not (sizes == (4, 4) and all(group[:2] in ("19", "20") for group in groups)))
    assert not any(digit.isdigit() for digit in mask(f"ring {written} nu").text)


LONGEST = 1000


@pytest.mark.parametrize(
    "piece",
    ["a", "A", "1", "1 ", "12.", "A.", "Aa ", "+1", "00 1", "a@", "a snabel ", "konto 1 ", "fødselsdag 1. ", "min søn ",
     "al Al-", "Abvej ", "(", "ab 12 ", "dk11 ", "kode = ", "Жа ", "عبد ", "x-", "mohamed ", "født 1 ", "A1 "],
)  # fmt: skip
def test_no_text_is_slow(piece: str) -> None:
    """A pattern that tries ever more ways takes seconds of these; a fair one a few milliseconds."""
    text = (piece * LONGEST)[:LONGEST]
    mask(text)
    began = time.thread_time()
    mask(text)
    assert time.thread_time() - began < 0.1


def test_an_ordinary_message_of_the_greatest_length_takes_a_few_milliseconds_at_most() -> None:
    """1 to 2 on a machine with nothing else to do; the rest is for one that has."""
    text = " ".join(item.text for item in ordinary_items("development"))[:LONGEST]

    def once() -> float:
        began = time.thread_time()
        mask(text)
        return time.thread_time() - began

    assert min(once() for _ in range(20)) < 0.005


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
