"""Rules become links; each has an address or says why it has none."""

from pathlib import Path

import pytest

from bot.knowledge.laws import LAWS, Law, is_known, linked, load_laws

KNOWN = [
    Law(name="forvaltningsloven", url="https://a.example/1"),
    Law(name="lov 469", url="https://a.example/2"),
    Law(name="lov 469 af 14. maj", url="https://a.example/3"),
    Law(name="lov 409", no_url="afløst"),
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Forvaltningsloven §§ 27-28", "[Forvaltningsloven](https://a.example/1) §§ 27-28"),
        (
            "forvaltningsloven § 8; forvaltningsloven § 9",
            "[forvaltningsloven](https://a.example/1) § 8; forvaltningsloven § 9",
        ),
        ("Lov 469 af 14. maj (tolk)", "[Lov 469 af 14. maj](https://a.example/3) (tolk)"),
        ("Lov 409, afløst", "Lov 409, afløst"),
        ("Noget andet", "Noget andet"),
    ],
)
def test_each_rule_is_a_link_the_first_time_and_the_longest_name_wins(text: str, shown: str) -> None:
    assert linked(text, KNOWN) == shown


def test_without_addresses_the_text_stays() -> None:
    assert linked("Forvaltningsloven § 8", []) == "Forvaltningsloven § 8"


@pytest.mark.parametrize(("text", "known"), [("Lov 409; lov 469 § 1", True), ("Lov 409; en ny lov", False)])
def test_every_rule_of_a_list_must_be_known(text: str, known: bool) -> None:
    assert is_known(text, KNOWN) is known


@pytest.mark.parametrize(
    "entry",
    ['- name: "loven"', '- {name: "loven", url: "http://a.example"}', '- {name: "loven", url: "https://a", vej: 1}'],
)
def test_a_rule_without_a_safe_address_or_a_reason_is_refused(tmp_path: Path, entry: str) -> None:
    (tmp_path / "laws.yml").write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError):
        load_laws(tmp_path / "laws.yml")


def test_ours_can_be_read() -> None:
    assert any(law.url for law in load_laws(LAWS))
