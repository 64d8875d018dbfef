"""Names of people are found and masked; what only looks like one is left alone."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.yaml_files import read_yaml
from bot.evaluation.gates import LEGAL_GATE
from bot.evaluation.questions import DEVELOPMENT
from bot.guided.share.route import ROUTES, load_route
from bot.knowledge.responses import load_fixed_replies
from bot.text.masking import Masked, mask
from bot.text.name_lists import NAMES
from bot.text.names import find_names

NAMED = ("et navn",)

# As people type: names with and without capitals, words that are names too, and what stands between.
pieces = st.lists(
    st.one_of(
        st.sampled_from(["fatima", "Fatima", "AHMED", "Anne-Marie", "per", "Per", "PER", "Rosa", "Li", "s", "Ø", "İ"]),
        st.sampled_from(["Hansen", "Al-Sayed", "Østergård", "mor", "skolen", "hedder", "navn er", "ved navn", "[NN]"]),
        st.sampled_from([" ", " ", "  ", "-", ".", ". ", ", ", "\n", "'", "’", "s ", "1", "_", "?", "/"]),
        st.sampled_from(["niels ebbesen", "Romeo og Julie", "romeo", "010190-1234", "a@b.dk"]),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize("name", ["fatima", "Fatima", "FATIMA", "ahmed", "Anne-Marie", "anne-marie", "søren", "Oksana"])
@pytest.mark.parametrize(
    "around", ["{}", "{} er ked af det", "jeg er bekymret for {}.", "er det {}?", "({})", "om {},"]
)
def test_a_name_is_masked_with_and_without_capitals(name: str, around: str) -> None:
    assert mask(around.format(name)) == Masked(around.format("[NN]"), NAMED)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ahmed Hassan Ali kom", "[NN] kom"),
        ("jeg talte med Line Østergård i dag", "jeg talte med [NN] i dag"),
        ("det er Mia Kjærsgaard-Lund der ringer", "det er [NN] der ringer"),
        ("mød Fatima Al-Sayed her", "mød [NN] her"),
        ("Maria Holm Bagger Vestervang sagde nej", "[NN] sagde nej"),
        ("ahmed hassan kom", "[NN] kom"),
        ("Anne-Marie Berg kom", "[NN] kom"),
    ],
)
def test_surnames_go_with_the_first_name(text: str, masked: str) -> None:
    assert mask(text) == Masked(masked, NAMED)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("fatimas mor ringede", "[NN] mor ringede"),
        ("Jonas' mor ringede", "[NN]' mor ringede"),
        ("Ahmeds og Fatimas forældre", "[NN] og [NN] forældre"),
        ("jens mor", "[NN] mor"),
    ],
)
def test_a_name_in_the_genitive_is_masked(text: str, masked: str) -> None:
    assert mask(text) == Masked(masked, NAMED)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("hun hedder Xyzta Qvortrup, tror jeg", "hun hedder [NN], tror jeg"),
        ("en dreng ved navn Xyzto kom", "en dreng ved navn [NN] kom"),
        ("hans navn er Ålfgeir-Øtto", "hans navn er [NN]"),
        ("navnet er Xyzte Fatima Ørx", "navnet er [NN]"),
    ],
)
def test_a_name_no_list_has_is_masked_when_it_is_introduced_as_one(text: str, masked: str) -> None:
    assert mask(text) == Masked(masked, NAMED)


def test_what_is_introduced_without_a_capital_is_no_name() -> None:
    assert mask("hvad hedder det kort om lektier") == Masked("hvad hedder det kort om lektier", ())


# Words that are names only where nothing else can be meant: with a capital, inside a sentence.
@pytest.mark.parametrize("word", ["per", "rosa", "dan", "don", "gro", "lykke", "max", "tage", "ben", "rose"])
def test_a_danish_word_is_a_name_only_with_a_capital_inside_a_sentence(word: str) -> None:
    name = word.capitalize()
    assert mask(f"jeg talte med {name} i går") == Masked("jeg talte med [NN] i går", NAMED)
    for ordinary in (
        f"det er {word} her",
        f"{name} er det",
        f"nej. {name} er det",
        f"nå:\n{name}",
        f"DET {word.upper()}",
    ):
        assert mask(ordinary) == Masked(ordinary, ())


@pytest.mark.parametrize("word", ["august", "Jordan", "junior", "imam", "Can", "maj"])
def test_what_is_never_a_name_is_left_alone_also_with_a_capital(word: str) -> None:
    assert mask(f"det sker i {word} igen") == Masked(f"det sker i {word} igen", ())


@pytest.mark.parametrize(
    "text",
    [
        "Niels Ebbesen i Vollsmose",
        "vi spillede romeo og julie",
        "skrevet af Mia Arp Fallow",
        "nej for søren. han er bare syg",
    ],
)
def test_a_phrase_with_nobody_in_it_is_left_alone(text: str) -> None:
    assert mask(text) == Masked(text, ())


@pytest.mark.parametrize("text", ["ـ", "ـــ og ـ", "hun hedder ـ"])
def test_a_letter_that_is_only_a_line_does_no_harm(text: str) -> None:
    mask(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("min søn İsmail", "min søn [NN]"),
        ("ismail, Gokhan og omer", "[NN], [NN] og [NN]"),
        ("fru Hvidberg og familien Rostgaard", "fru [NN] og familien [NN]"),
        ("sofie lundgaard er flyttet", "[NN] er flyttet"),
        ("Mette H. ringer ikke", "[NN]. ringer ikke"),
        ("M.H. slog igen", "[NN] slog igen"),
        ("Мою дочь зовут Катерина", "Мою дочь зовут [NN]"),
        ("ابني اسمه أحمد", "ابني اسمه [NN]"),
        ("hun hedder Oyunbileg", "hun hedder [NN]"),
    ],
)
def test_a_name_is_known_by_its_folded_form_or_by_what_stands_around_it(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "spørg din lærer. Har du brug for tolk, så sig det til lederen. Du kan også skrive",
        "projektet hedder Lær for Livet, og der er noget, der hedder Fritidspas",
        "familien vil ikke, og familien er flyttet",
        "S.U., R.G. og P.S., f.eks. og m.m.",
        "bo hos os i maj, mere liv i klubben",
    ],
)
def test_what_only_stands_like_a_name_is_left_alone(text: str) -> None:
    assert mask(text) == Masked(text, ())


def test_several_people_are_masked_each_and_named_once() -> None:
    assert mask("ahmed, Fatima Hassan og Per slås") == Masked("[NN], [NN] og [NN] slås", NAMED)


def test_a_name_is_masked_beside_other_personal_data() -> None:
    masked = mask("Fatima Hassan, 010190-1234, fatima@skole.dk, ring 12345678")
    assert masked.text == "[NN], [nr], [mail], ring [telefon]"
    assert set(masked.kinds) == {"et navn", "et CPR-nummer", "en mailadresse", "et telefonnummer"}


def changed(texts: list[str]) -> list[str]:
    return [text for text in texts if mask(text).text != text]


def test_the_fixed_replies_are_left_alone() -> None:
    assert changed([reply.text for reply in load_fixed_replies().values()]) == []


@pytest.mark.parametrize("path", sorted(ROUTES.glob("*.yml")), ids=lambda path: path.stem)
def test_what_a_route_says_and_offers_is_left_alone(path: Path) -> None:
    route = load_route(path)
    said = [route.title, route.intro, *(text for one in route.conclusions.values() for text in (one.verdict, one.text))]
    for question in route.questions:
        said += [question.text, question.explain]
        for option in question.options:
            said += [option.title, *option.words, option.in_document or ""]
    assert changed(said) == []


@pytest.mark.parametrize("path", [DEVELOPMENT, LEGAL_GATE.development], ids=lambda path: path.stem)
def test_questions_about_nobody_are_left_alone(path: Path) -> None:
    assert changed([json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines()]) == []


def test_the_exceptions_are_words_in_lower_case() -> None:
    lists = read_yaml(NAMES)
    for name, entries in lists.items():
        assert entries, name
        # YAML reads a bare "no" or "on" as a truth value.
        assert [entry for entry in entries if not isinstance(entry, str) or entry != entry.lower()] == [], name
    words = [
        entry
        for name, entries in lists.items()
        if name in ("flere_navne", "ogsaa_ord", "aldrig_navne")
        for entry in entries
    ]
    assert len(set(words)) == len(words), "a word in two lists contradicts itself"


@given(pieces)
@example("Maria Øst-fatima")
@example("Fatima Al-Sayed Hassan")
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once) == Masked(once, ())


@given(st.one_of(st.text(), pieces))
@example("İ")
@example("hedder İß")
@example("jeg så Li")
def test_spans_are_ordered_apart_and_inside_the_text(text: str) -> None:
    spans = find_names(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
    assert all(text[start:end] == text[start:end].strip(" -") for start, end in spans)


@given(pieces)
def test_a_text_is_named_as_masked_if_and_only_if_it_changed(text: str) -> None:
    masked = mask(text)
    assert bool(masked.kinds) == (masked.text != text)


# Letters right beside a name, or joined to it by a sign ("A'fatima"), make another word of it.
letter = re.compile(r"[^\W\d_]")
around = st.text().filter(
    lambda text: not letter.match(text[:1]) and not letter.match(text[-1:]) and not set("-'’") & set(text)
)


@given(around, st.sampled_from(["fatima", "Fatima", "FATIMA", "fatimas", "Anne-Marie", "ahmed"]), around)
def test_no_listed_name_survives_in_any_text(left: str, name: str, right: str) -> None:
    assert name not in mask(f"{left}{name}{right}").text
