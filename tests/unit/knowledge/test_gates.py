"""The files of the gates: their wordings on both sides."""

from pathlib import Path

import pytest

from bot.knowledge.gates import FOLLOW_UP, LEGAL, NAMES, GateWordings, load_gate
from bot.knowledge.schema import CONSENT_THEME
from bot.text.wording import any_of, folded, normalised
from tests.support.content import our_content

GATE_FILE = """\
ord: ["gdpr", "samtyk*"]
fanger:
  - "må jeg sige det videre"
fanger_ikke:
  - "må jeg låne salen"
"""


def write_gate(folder: Path, text: str) -> Path:
    (folder / "prøve.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_real_gates_have_wordings_on_both_sides_and_none_on_both(name: str) -> None:
    gate = load_gate(name)
    catches, lets_by = ({normalised(text) for text in side} for side in (gate.catches, gate.lets_by))
    # What is no follow-up it learns from the cards' own short questions, too.
    assert len(catches) >= 50 and len(lets_by) >= (30 if name == FOLLOW_UP else 50)
    assert "" not in catches | lets_by
    assert catches & lets_by == set()


def test_the_legal_gate_is_not_taught_against_its_cards() -> None:
    gate, cards = load_gate(LEGAL), our_content().cards.values()
    legal = {normalised(text) for card in cards if card.theme == CONSENT_THEME for text in card.questions}
    ordinary = {normalised(text) for card in cards if card.theme != CONSENT_THEME for text in card.questions}
    assert legal & {normalised(text) for text in gate.lets_by} == set()
    assert ordinary & {normalised(text) for text in gate.catches} == set()


def test_every_word_of_the_legal_gate_is_one_word() -> None:
    words = load_gate(LEGAL).words
    assert words
    assert [word for word in words if len(folded(word.removesuffix("*"))) < 3 or " " in word] == []


def test_a_gate_is_read_as_it_stands(tmp_path: Path) -> None:
    assert load_gate("prøve", write_gate(tmp_path, GATE_FILE)) == GateWordings(
        ord=["gdpr", "samtyk*"], fanger=["må jeg sige det videre"], fanger_ikke=["må jeg låne salen"]
    )


def test_a_gate_need_not_have_words(tmp_path: Path) -> None:
    gate = load_gate("prøve", write_gate(tmp_path, GATE_FILE.split("\n", 1)[1]))
    assert gate.words == []
    assert not any_of(gate.words).search("gdpr og alt muligt andet")


@pytest.mark.parametrize(
    "text",
    [
        GATE_FILE.replace("fanger_ikke", "slipper"),
        GATE_FILE.replace("fanger:", "fangr:"),
        GATE_FILE.replace('["gdpr", "samtyk*"]', "{gdpr: 1}"),
        GATE_FILE.split("fanger_ikke")[0],
        GATE_FILE.replace('- "må jeg låne salen"', "- må: jeg"),
        "- en\n- liste\n",
        "bare tekst",
        "ord: [",
        "",
    ],
)
def test_a_file_that_is_no_gate_is_refused_in_danish(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="^filen har ikke den rette form"):
        load_gate("prøve", write_gate(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("er det i strid med GDPR?", True),
        ("gdprisk", False),
        ("SAMTYKKEERKLÆRING", True),
        ("med samtyk", True),
        ("medsamtykke", False),
        ("noget helt andet", False),
        ("", False),
    ],
)
def test_a_listed_word_is_a_whole_word_unless_a_star_says_so(text: str, found: bool) -> None:
    assert bool(any_of(["gdpr", "samtyk*"]).search(folded(text))) is found
