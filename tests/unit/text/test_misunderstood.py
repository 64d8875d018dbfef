"""Right after an answer it is said that it was the wrong one."""

import pytest

from bot.text.corrections import corrects
from bot.text.misunderstood import is_misunderstood, was_not_asked_for


@pytest.mark.parametrize(
    "text",
    [
        "nej jeg mente avisen",
        "som sagt er jeg selv leder",
        "det er omvendt, de spørger os",
        "det er NABOEN der larmer, ikke en elev",
        "Jeg ER jo læreren",
        "elever ikke voksne",
        "tavlen, ikke bogen",
        "jeg er altså farmoren",
        "Jeg kender reglerne. Hvad siger jeg?",
        "det er det jeg spørger om",
        "hør nu, jeg spørger for en anden",
    ],
)
def test_who_got_the_wrong_answer_says_so_in_many_ways(text: str) -> None:
    assert is_misunderstood(text)


@pytest.mark.parametrize(
    "text",
    [
        "og hvis hun ikke vil",
        "hvad er SSP",
        "skal SFO med",
        "det er ikke nok",
        "vi har skrevet to gange til forældrene, og ingen af dem svarer. hvad kan SKOLEN så gøre ved det",
        "ny ting: hvad laver en PPR-psykolog",
        "glem det. en anden sag: SKAL han have frugt med",
        "super tak! må jeg så SELV skrive til dem",
        "HVEM BETALER",
        "",
    ],
)
def test_who_asks_on_was_not_misunderstood(text: str) -> None:
    assert not is_misunderstood(text)


def test_a_word_of_the_question_alone_is_said_again() -> None:
    assert is_misunderstood("kontoret", before="hvornår har kontoret åbent i ferien")
    assert not is_misunderstood("hvor længe", before="hvornår har kontoret åbent i ferien")


def test_that_a_child_was_hit_is_no_correction_where_danger_is_looked_for() -> None:
    assert not corrects("han HAR slået hende")


@pytest.mark.parametrize("text", ["det var slet ikke det, jeg spurgte om", "det har jeg da ikke bedt om"])
def test_what_began_by_mistake_was_not_asked_for(text: str) -> None:
    assert was_not_asked_for(text)
    assert not was_not_asked_for("det var ikke nemt at spørge om")
