"""Danger is seen in the words alone, and each kind of it has a reply of its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.danger import kind_of_danger, kinds_of_danger, speaks_of_danger
from bot.knowledge.fixed_replies import load_fixed_replies
from bot.knowledge.loader import load, load_contacts
from bot.outcomes import Outcome

TWO_KINDS = """\
ild:
  - "brænder*"
  - "ild løs"
vand:
  - "drukner"
  - "brænder inde"
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("min far slår mig", "vold"),
        ("SLÅR MIN FAR MIG, ER DET LOVLIGT", "vold"),
        ("et barn bliver slået derhjemme", "vold"),
        ("barnet er blevet slået af sin far", "vold"),
        ("faar taesk af sin far", "vold"),
        ("en elev har blå mærker på armen", "vold"),
        ("jeg så en mor slå sin søn", "vold"),
        ("han truer med en kniv\nlige nu", "vold"),
        ("hun siger at hun ikke vil leve mere, jeg vil bare dø siger hun", "selvskade"),
        ("hun skærer i sig selv", "selvskade"),
        ("han har taget en overdosis", "forgiftning"),
        ("drengen er bevidstløs", "forgiftning"),
        ("pigen fortæller om et seksuelt overgreb", "overgreb"),
        ("hun blev VOLDTAGET", "overgreb"),
        ("han er bange for at gå hjem", "fare"),
        ("de børn får ikke mad derhjemme", "fare"),
    ],
)
def test_danger_and_its_kind_are_recognised_however_it_is_typed(text: str, kind: str) -> None:
    assert speaks_of_danger(text)
    assert kind_of_danger(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vi slår to klasser sammen",
        "hvordan slår vi en stilling op",
        "voldsomt mange elever kommer i lektiecaféen",
        "hvor mange procent er mål om kriminalitet",
        "drengene spiller musik",
        "hvem skærer kagen til sommerfesten",
        "er der fare for dobbeltarbejde",
    ],
)
def test_ordinary_talk_is_no_danger(text: str) -> None:
    assert not speaks_of_danger(text)
    assert kind_of_danger(text) is None


@pytest.fixture
def two_kinds(tmp_path: Path) -> Path:
    path = tmp_path / "akut.yml"
    path.write_text(TWO_KINDS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("det brænder", "ild"),
        ("huset BRAENDERNE", "ild"),
        ("der gik straks helt vild ild løs", "ild"),
        ("ilden er løs", None),
        ("ild der ikke var helt løs", None),
        ("løs ild", None),
        ("ild et to tre løs", "ild"),
        ("ild et to tre fire løs", None),
        ("han drukner", "vand"),
        ("han druknede", None),
        ("han drukner mens det brænder", "ild"),
        ("brænder inde", "ild"),
        ("", None),
    ],
)
def test_a_wording_is_whole_words_in_order_with_at_most_three_between(
    two_kinds: Path, text: str, kind: str | None
) -> None:
    assert kind_of_danger(text, two_kinds) == kind
    assert speaks_of_danger(text, two_kinds) == (kind is not None)


def test_the_kinds_are_those_of_the_file_in_its_order(two_kinds: Path) -> None:
    assert kinds_of_danger(two_kinds) == ["ild", "vand"]


def test_each_kind_has_a_reply_of_its_own_that_says_where_there_is_help() -> None:
    replies = load_fixed_replies()
    numbers = {contact_id.replace("-", "_"): contact.value for contact_id, contact in load_contacts().items()}
    assert len(kinds_of_danger()) == len(set(kinds_of_danger())) >= 5
    for key in ("akut", *(f"akut-{kind}" for kind in kinds_of_danger())):
        said = replies[key].text.format(**numbers)
        assert "112" in said and numbers["underretning"] in said, key
        assert replies[key].outcome is Outcome.CRISIS, key


def test_no_reply_is_left_over_from_a_kind_there_is_not() -> None:
    replies = {key for key in load_fixed_replies() if key.startswith("akut")}
    general = {"akut", "akut-foraelder"}
    assert replies - general == {f"akut-{kind}{voice}" for kind in kinds_of_danger() for voice in ("", "-foraelder")}


def test_no_ordinary_wording_of_a_card_is_taken_for_danger() -> None:
    caught = {card.id for card in load().cards.values() for question in card.questions if speaks_of_danger(question)}
    assert caught <= {"underretning"}


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert speaks_of_danger(text) in (True, False)
    assert kind_of_danger(text) in (None, *kinds_of_danger())
    assert speaks_of_danger(f"{text} min far slår mig")
