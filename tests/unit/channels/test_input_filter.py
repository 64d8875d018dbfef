"""What is let through to Rasa: words without personal data, and the buttons' own payloads."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.input_filter import _PAYLOAD_FIELDS, MAX_CHARACTERS, Intake, read

EMPTY, TOO_LONG, NO_WORDS = Intake("/unreadable_empty"), Intake("/unreadable_too_long"), Intake("/unreadable_no_words")

PAYLOADS = [
    '/show_card{"card": "hvad-er-ssp"}',
    '/show_card{"card":"tal-2014"}',
    "/ask_capabilities",
    "/ask_capabilities{}",
    "/none_of_them",
]


def test_words_pass_as_they_are() -> None:
    assert read("Hvad er SSP? 59 % – og 43.000 kr.") == Intake("Hvad er SSP? 59 % – og 43.000 kr.", ())


@pytest.mark.parametrize(
    "text", ["", " ", "\t\r\n ", "\u00a0\u2003", "\x00\x01\x1b", "\u200b\u200d\ufeff", "\ud800\udfff", "\ue000"]
)
def test_a_message_with_nothing_to_see_is_empty(text: str) -> None:
    assert read(text) == EMPTY


@pytest.mark.parametrize("text", ["😀", "👩‍👧‍👦 ❤️", "???", "...", "/", "///", "/ / /", "–", "<>", "{}", "🇩🇰"])
def test_a_message_without_letters_or_figures_has_no_words(text: str) -> None:
    assert read(text) == NO_WORDS


def test_words_beside_an_emoji_are_read() -> None:
    assert read("tak 😀").text == "tak 😀"


def test_a_thousand_characters_are_read_and_one_more_are_too_many() -> None:
    assert read("a" * MAX_CHARACTERS) == Intake("a" * MAX_CHARACTERS)
    assert read("a" * (MAX_CHARACTERS + 1)) == Intake("a" * (MAX_CHARACTERS + 1), too_long=True)
    assert read(" " * 10_000) == TOO_LONG


def test_of_a_novel_the_beginning_is_read_for_danger() -> None:
    long = read("hej " * 2500)
    assert long.too_long
    assert MAX_CHARACTERS < len(long.text) <= 2400


def test_a_payload_that_is_too_long_is_words_and_too_long() -> None:
    long = read('/show_card{"card": "' + "a" * 10_000 + '"}')
    assert long.too_long and long.is_words


def test_pictures_that_tell_of_danger_are_read_as_words() -> None:
    assert read("🔪🩸") == Intake("kniv  blod")
    assert read("😀👍") == NO_WORDS


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<b>hej</b>", "'; DROP TABLE card; --", "${jndi:ldap://x}", "{{7*7}}", "hej\\u0000"],
)
def test_code_is_read_as_words(text: str) -> None:
    assert read(text) == Intake(text)


def test_white_space_becomes_single_blanks() -> None:
    assert read("  hvad\r\n\r\ner\t\u00a0 SSP\u2028? ") == Intake("hvad er SSP ?")


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u200d", "\u00ad", "\ufeff", "\u202e", "\x00", "\x7f", "\ud83d", "\U000e0041"]
)
def test_characters_nobody_sees_are_taken_out(hidden: str) -> None:
    assert read(f"hv{hidden}ad") == Intake("hvad")


def test_letters_made_of_two_characters_are_put_together() -> None:
    decomposed = unicodedata.normalize("NFD", "blåbærgrød på lektiecafé")
    assert decomposed != "blåbærgrød på lektiecafé"
    assert read(decomposed) == Intake("blåbærgrød på lektiecafé")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_buttons_payload_passes_unchanged(payload: str) -> None:
    assert read(payload) == Intake(payload)


@pytest.mark.parametrize(
    "text",
    [
        "/greet",
        "/ask",
        "/restart",
        "/session_start",
        "/back",
        '/ask{"last_card": "x"}',
        '/set_slot{"introduced": true}',
        '/affirm{"offered_cards": ["x"]}',
        "/unreadable_empty",
        '/SHOW_CARD{"card": "x"}',
        '//show_card{"card": "x"}',
        '/ /show_card{"card": "x"}',
        # allowed names with other fields than their own
        "/show_card",
        "/show_card{}",
        '/show_card{"card": "x", "last_card": "y"}',
        '/show_card{"kort": "x"}',
        '/ask_capabilities{"introduced": "ja"}',
        '/none_of_them{"card": "x"}',
        # allowed fields with odd values
        '/show_card{"card": 1}',
        '/show_card{"card": null}',
        '/show_card{"card": ["x"]}',
        '/show_card{"card": {"x": 1}}',
        '/show_card{"card": ""}',
        '/show_card{"card": "X"}',
        '/show_card{"card": "x y"}',
        '/show_card{"card": "x\\n"}',
        '/show_card{"card": "' + "a" * 81 + '"}',
        # no JSON, or none that is an object, or something after it
        "/show_card{card: x}",
        "/show_card{}}",
        '/show_card["card"]',
        '/show_card{"card": "x"} hej',
        'hej /show_card{"card": "x"}',
        "/none_of_them{",
    ],
)
def test_any_other_command_is_read_as_plain_words(text: str) -> None:
    assert read(text) == Intake(text.lstrip("/ "))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit cpr er 010190-1234", Intake("mit cpr er [nr]", ("et CPR-nummer",))),
        ("0101\u200b90\u00ad-1234", Intake("[nr]", ("et CPR-nummer",))),
        ("010190\n1234", Intake("[nr]", ("et CPR-nummer",))),
        ("010190 \t 1234", Intake("[nr]", ("et CPR-nummer",))),
        ("/anna@skole.dk", Intake("[mail]", ("en mailadresse",))),
        # "@1" could be a mail address: no command either way.
        ('/show_card@1{"card": "x"}', Intake('[mail]{"card": "x"}', ("en mailadresse",))),
        ("//12345678", Intake("[telefon]", ("et telefonnummer",))),
        ('/show_card{"card": "0101901234"} ', Intake('/show_card{"card": "0101901234"}')),
    ],
)
def test_personal_data_is_masked_however_it_is_hidden(text: str, expected: Intake) -> None:
    assert read(text) == expected


def _assert_fit_for_rasa(text: str) -> None:
    given_on = read(text)
    if given_on.text.startswith("/"):
        unreadable = given_on in (EMPTY, TOO_LONG, NO_WORDS)
        # Whatever button there is: a library that knows our own words tries "/correct_answer", too.
        button = given_on.text.split("{")[0].removeprefix("/") in _PAYLOAD_FIELDS
        assert unreadable or (button and given_on.masked == ())
    else:
        assert any(character.isalnum() for character in given_on.text)
    assert not any(unicodedata.category(character).startswith("C") for character in given_on.text)
    assert given_on.text == " ".join(given_on.text.split())
    # A character may come apart in three, and "a@b.c" is shorter than "[mail]".
    assert len(given_on.text) <= 4 * MAX_CHARACTERS
    given_on.text.encode()


anything = st.text(st.characters(), max_size=60)  # lone surrogates too


@given(anything)
@example("\ufb2c" * MAX_CHARACTERS)
@example("a@b.c " * 160)
def test_whatever_is_typed_what_comes_through_is_fit_for_rasa(text: str) -> None:
    _assert_fit_for_rasa(text)


@given(st.text("/ {}\u200b\t", max_size=5), st.sampled_from([*PAYLOADS, "/greet", "/restart"]), anything)
def test_whatever_is_put_around_a_command_what_comes_through_is_fit_for_rasa(
    before: str, text: str, after: str
) -> None:
    _assert_fit_for_rasa(before + text + after)


@given(st.text(st.characters(), max_size=60))
def test_what_came_through_once_comes_through_unchanged(text: str) -> None:
    once = read(text)
    if not once.text.startswith("/"):
        assert read(once.text) in (Intake(once.text), NO_WORDS)


def test_a_payload_of_a_thousand_brackets_is_read_as_words() -> None:
    text = '/show_card{"card":' + "[" * 980 + "}"
    assert len(text) <= MAX_CHARACTERS
    assert read(text) == Intake(text[1:])


def test_a_cpr_number_cannot_hide_in_digits_of_another_script() -> None:
    assert read("cpr ０１０１９０-１２３４").text == "cpr [nr]"
