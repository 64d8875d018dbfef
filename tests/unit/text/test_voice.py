"""Who speaks on paper."""

import pytest

from bot.text.voice import from_me, from_you


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("Hvor ofte skal I mødes, og hvem er med?", "Hvor ofte skal vi mødes, og hvem er med?"),
        ("I skal stå med det sammen. Hvad er I vant til?", "Vi skal stå med det sammen. Hvad er vi vant til?"),
        ("Det nye passer jer og jeres børn.", "Det nye passer os og vores børn."),
        ("Læreren er kontaktperson. I helhedsplanen er det en anden.", None),
        ("Bakker tydeligt op om forløbet", None),
    ],
)
def test_what_is_said_to_them_they_say_themselves(said: str, ours: str | None) -> None:
    assert from_you(said) == (ours or said)


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("Jeg ringer til læreren.", "Vi ringer til læreren."),
        ("Min leder og jeg mødes; ring til mig.", "Vores leder og vi mødes; ring til os."),
        ("Mit og mine, i mit hus", "Vores og vores, i vores hus"),
        ("Minut for minut, migræne og jegere", None),
    ],
)
def test_what_one_wrote_of_himself_both_say_together(said: str, ours: str | None) -> None:
    assert from_me(said) == (ours or said)
