"""What is said beside "han vil ikke dø" is what is meant."""

import pytest

from bot.text.danger_denied import beyond_denial, only_denies


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("nej han vil ikke dø. de skubber ham i frikvarteret", "de skubber ham i frikvarteret"),
        ("der er ikke noget med vold, han vil bare ikke med hjem", "han vil bare ikke med hjem"),
        ("Det handler ikke om vold. Hvem skal jeg ringe til?", "Hvem skal jeg ringe til?"),
        ("jeg slår ikke mine børn, men læreren tror det", "læreren tror det"),
        ("ingen slår ham, det er i skolen de driller", "det er i skolen de driller"),
        ("hov nej det er slet ikke så slemt, ingen vold. må jeg tale med læreren", "må jeg tale med læreren"),
        ("min far slår ikke mig, men han slår min lillebror", "han slår min lillebror"),
        ("han slå ikke nogen!! må læreren sætte ham ud på gangen", "må læreren sætte ham ud på gangen"),
        ("han er 7 år!! han har ikke våben. han har INGEN venner", "han er 7 år!! . han har INGEN venner"),
        (
            "stop, der er ikke sket noget alvorligt. jeg skal bruge regler til vores hjælpere",
            "jeg skal bruge regler til vores hjælpere",
        ),
        ("der sker ikke noget med ham!! må skolen snakke med jer", "må skolen snakke med jer"),
        ("nej nej ingen slår. jeg spørger kun om gangen", "jeg spørger kun om gangen"),
        ("han er ikke blevet slået men hun har blå mærker", "hun har blå mærker"),
    ],
)
def test_what_stands_beside_the_denial_is_left(text: str, rest: str) -> None:
    assert beyond_denial(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "han trækker ikke vejret",
        "hun vil ikke leve mere",
        "jeg vil ikke dø, men jeg skærer i mig selv",
        "han slår mig ikke længere, men han truer",
        "han kan ikke mere og vil dø",
        "han vil ikke dø alene siger han",
        "hun siger hun ikke er i fare",
        "hvordan siger jeg det til læreren",
        "jeg har underrettet, og der sker ikke noget",
        "der er ikke sket noget slemt endnu",
    ],
)
def test_what_denies_no_danger_is_read_whole(text: str) -> None:
    assert beyond_denial(text) is None
    assert not only_denies(text)


@pytest.mark.parametrize("text", ["det er ikke farligt", "han er ikke i fare", "Nej, der er ikke noget med vold."])
def test_a_bare_denial_says_no(text: str) -> None:
    assert only_denies(text)
    assert beyond_denial(text) is None
