"""Which questions stand in a message."""

import pytest

from bot.text.questions import (
    beyond_opening,
    beyond_remark,
    has_question_word,
    names_a_person,
    questions_in,
    says_and_if,
    speaks_to_us,
)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Hvad er en AKT-lærer?", []),
        ("min søn er syg, hvad gør jeg", []),
        (
            "Hvem betaler for lektiecaféen? Og må vi dele en liste med navne?",
            ["Hvem betaler for lektiecaféen?", "Og må vi dele en liste med navne?"],
        ),
        (
            "hvordan melder jeg ham syg og hvem ser beskeden",
            ["hvordan melder jeg ham syg", "hvem ser beskeden"],
        ),
        (
            "Vi er nye her. Hvor begynder vi? Hvem på skolen skal vi ringe til?",
            ["Vi er nye her. Hvor begynder vi?", "Hvem på skolen skal vi ringe til?"],
        ),
        ("hvorfor? hvem? hvad siger loven om det", []),
        ("Må jeg sige det til læreren, eller skal jeg vente til mødet?", []),
        ("Faren siger, at vi har brudt en aftale. Må han sige det? Har vi det?", []),
        (
            "Hvem betaler for turen? Derudover vil jeg høre om vi må tage billeder",
            ["Hvem betaler for turen?", "Derudover vil jeg høre om vi må tage billeder"],
        ),
    ],
)
def test_each_question_comes_with_what_is_told_before_it(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


def test_there_are_never_more_than_a_few() -> None:
    assert len(questions_in("Hvad er det nu lige? " * 30)) == 3


@pytest.mark.parametrize("text", ["hvordan gør vi", "vi skal i gang, hvad gør vi", "Hej hvor længe", "Hva så"])
def test_a_question_word_at_the_beginning_of_a_clause_is_one(text: str) -> None:
    assert has_question_word(text)


@pytest.mark.parametrize("text", ["lav en plan", "vi ved hvad vi vil", "har du tid", ""])
def test_elsewhere_it_is_none(text: str) -> None:
    assert not has_question_word(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "okay tak det var godt. men så har jeg en familie hvor moren er syg",
            "så har jeg en familie hvor moren er syg",
        ),
        ("fedt men må jeg sige det til læreren", "må jeg sige det til læreren"),
        ("Hej. Hvem betaler for lektiecaféen?", "Hvem betaler for lektiecaféen?"),
        ("tak for hjælpen", ""),
        ("tak. hav det godt", ""),
        ("min søn er syg. hvad gør jeg ved det", ""),
        ("jeg er ikke mor. jeg er pædagog i klubben. hvor finder jeg skolens mål", "hvor finder jeg skolens mål"),
        ("Nej, vi arbejder i helhedsplanen. Kan I sige det igen til os?", "Kan I sige det igen til os?"),
        ("jeg er lærer", ""),
    ],
)
def test_what_follows_thanks_a_greeting_or_who_one_is_is_found(text: str, rest: str) -> None:
    assert beyond_opening(text) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("super, jeg skriver i dag. Hvem skal med til mødet?", "Hvem skal med til mødet?"),
        ("Så prøver jeg det. Jeg vil også gerne vide, hvem der betaler", "Jeg vil også gerne vide, hvem der betaler"),
        ("så skriver jeg til lederen i dag", ""),
        ("Hvem skal med til mødet? Så skriver jeg i dag.", ""),
        ("så ringer jeg til hende. Er det ok?", ""),
        (
            "Godt, så kommer jeg. Men mødet er kl. 13, og jeg har først fri kl. 14",
            "Men mødet er kl. 13, og jeg har først fri kl. 14",
        ),
        ("så skriver jeg i dag. Men tak for det", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_waits_for_an_answer_after_a_plan_is_found(text: str, rest: str) -> None:
    assert beyond_remark(text) == rest


@pytest.mark.parametrize(
    "text", ["og hvis hun siger nej?", "Tak. Men hvad hvis han bliver sur", "ok og hvis de bare skriver hold øje"]
)
def test_who_says_and_if_goes_on(text: str) -> None:
    assert says_and_if(text)


@pytest.mark.parametrize("text", ["hvis far siger nej til samtykke, hvad så", "jeg ved ikke hvad han vil"])
def test_an_if_of_its_own_goes_on_from_nothing(text: str) -> None:
    assert not says_and_if(text)


@pytest.mark.parametrize("text", ["kan jeg tale med et rigtigt menneske", "hvem hos jer kan jeg ringe til"])
def test_who_wants_a_person_names_one(text: str) -> None:
    assert names_a_person(text)


def test_who_would_call_in_to_a_meeting_names_none() -> None:
    assert not names_a_person("min chef giver mig ikke fri, kan jeg ringe ind til mødet")


def test_what_tells_and_what_suggests_an_answer_are_no_second_question() -> None:
    assert questions_in("og så vil bestyrelsen have bevis. hvad giver man dem? vi har ingen tal") == []
    assert questions_in("hvad plejer en lærer at gøre først? ringe til dem?") == []
    assert len(questions_in("hvad gør en lærer først? og hvem betaler turen?")) == 2


def test_who_speaks_to_skolebro_asks_of_it_and_not_of_the_last_answer() -> None:
    assert speaks_to_us("er du chatgpt") and speaks_to_us("hvem har lavet dig")
    assert not speaks_to_us("hvem har skrevet det")
