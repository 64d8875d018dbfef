"""Another language is recognised; Danish, however it is written, is not taken for one."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.paths import EVALUATION_SETS, ROOT
from bot.text.language_id import LANGUAGES, language_of, written_language

ROWS = [json.loads(line) for line in (EVALUATION_SETS / "sprog.jsonl").read_text(encoding="utf-8").splitlines()]

# As it comes from a phone: languages mixed, half words, scripts and signs.
pieces = st.lists(
    st.one_of(
        st.sampled_from(["skole", "school", "okul", "szkoła", "Schule", "iskuulka", "школа", "المدرسة", "ssp", "[NN]"]),
        st.sampled_from([" ", "  ", "\n", ".", "?", "'", "’", "[", "]", "/", "_", "1", "http://", "😀", "İ", "\u200f"]),
        st.text(max_size=6),
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what is a parent teacher meeting?", "en"),
        ("WHAT IS A PARENT TEACHER MEETING?", "en"),
        ("ماذا يحدث في الاجتماع", "ar"),
        ("Okul toplantısı nedir", "tr"),
        ("kizim okuldan sonra uzgun", "tr"),
        ("iskuulka xagee ku yaal", "so"),
        ("мій син не хоче до школи", "uk"),
        ("gdzie jest szkola mojego syna", "pl"),
        ("ich verstehe den brief nicht", "de"),
        ("kako da razgovaram sa učiteljicom o svom sinu", "bs"),
        ("پسرم نمی‌خواهد به مدرسه برود", "fa"),
        ("میرا بیٹا سکول نہیں جانا چاہتا", "ur"),
        ("что это за собрание", "ru"),
        ("ወደይ ናብ ቤት ትምህርቲ ክኸይድ ኣይደልን", "ti"),
        ("ibni ma bido yro7 3al madrase 2lyom", "ar"),
    ],
)
def test_a_message_in_another_language_is_recognised(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "hva er skole hjem samtale", "jei ikk forsto brev", "my son he not want go skole", "AKT", "ok", "ssp", "tak",
        "hej", "nej", "hvad er feedback", "el sistema", "el sistema højvangen",
        "i want tale med skoleleder",
    ],
)  # fmt: skip
def test_short_and_broken_danish_stays_danish(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text", ["jeg forstår ikke brevet fra skolen", "vad är ett föräldramöte", "hva skjer på skolen"]
)
def test_norwegian_and_swedish_count_as_danish(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("text", ["مرحبا", "дякую", "ما معنى AKT", "що таке SSP"])
def test_another_script_is_enough_also_in_one_word(text: str) -> None:
    assert language_of(text) is not None


@pytest.mark.parametrize("text", ["zarokê min naçe dibistanê", "کوڕەکەم ناچێتە قوتابخانە", "ќерка ми не сака"])
def test_a_neighbouring_language_does_not_get_the_wrong_sentence(text: str) -> None:
    assert language_of(text) is None


def test_a_foreign_name_in_a_danish_message_changes_nothing() -> None:
    assert language_of("min søn hedder محمد og går i 2. klasse") is None
    assert language_of("[NN] siger at min datter driller [NN]") is None


@pytest.mark.parametrize(
    "text", ["/", "/ask", "  /plan_walk hello my friend how are you", '/choose{"card": "what is it"}']
)
def test_a_payload_has_no_language(text: str) -> None:
    assert language_of(text) is None


@given(st.text(alphabet="0123456789 .,!?-+😀🎉👍🏽❤️🇩🇰"))
def test_digits_signs_and_emoji_have_no_language(text: str) -> None:
    assert language_of(text) is None


@given(st.text(max_size=60).map("/".__add__))
def test_whatever_begins_as_a_payload_has_no_language(text: str) -> None:
    assert language_of(text) is None


@settings(deadline=None)
@given(st.one_of(st.text(), pieces))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    assert language_of(text) in (*LANGUAGES, None)


def test_many_letters_and_brackets_take_no_time() -> None:
    for text in ("a" * 5000, "[" * 5000, "ab " * 2000, "http://" * 800):
        assert language_of(text) in (*LANGUAGES, None)


def test_threads_get_the_same_answer() -> None:
    texts = [row["text"] for row in ROWS]
    alone = [language_of(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(language_of, texts)) == alone


def test_the_model_is_not_loaded_before_it_is_needed() -> None:
    said = (
        "import sys, bot.text.language_id as l; l.language_of('ok'); "
        "l.language_of('مرحبا'); sys.exit('lingua' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", said], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "learned", "language"),
    [
        ("زوجي يضربني", "so", "ar"),  # its letters show it
        ("pomocy", "pl", "pl"),  # too short for the library, but learned
        ("binti ma riji3it", "ar-latn", "ar"),
        ("mon mari me frappe", "fr", "fr"),  # these four are known from what was learned alone
        ("mi marido me pega", "es", "es"),
        ("soțul meu mă bate", "ro", "ro"),
        ("chồng tôi đánh tôi", "vi", "vi"),
        ("muž me tuče", "bs", "bs"),
        ("ሰብኣየይ ይወቅዓኒ", "da", "ti"),
        ("муж меня бьёт", "uk", "ru"),
        ("чоловік мене б'є", "ru", "uk"),
        ("شوهرم مرا کتک می‌زند", "ar", "fa"),
        ("میرے شوہر مجھے مارتے ہیں", "ar", "ur"),
        ("my husband hits me every night and i am afraid", "da", "en"),
        ("min far slår mig", "da", "da"),
        ("nobody knows this one", "sw", "en"),  # learned, but without a file
    ],
)
def test_danger_is_answered_in_the_language_it_was_written_in(text: str, learned: str, language: str) -> None:
    assert written_language(text, learned) == language


@pytest.mark.parametrize("language", sorted({row["language"] for row in ROWS} - {"da"}))
def test_most_longer_messages_are_recognised(language: str) -> None:
    longer = [row["text"] for row in ROWS if row["language"] == language and len(row["text"].split()) >= 4]
    assert sum(language_of(text) == language for text in longer) >= 0.85 * len(longer)


def test_no_message_gets_the_sentence_of_a_third_language() -> None:
    assert not [row for row in ROWS if language_of(row["text"]) not in (row["language"], None)]
