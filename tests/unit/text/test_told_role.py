"""Who tells what she is, and who only speaks of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.told_role import ToldRole, speaks_of_roles, tells_whether_she_leads, told_role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("jeg er lige startet som boligsocial medarbejder og skal møde skolen, hvordan begynder jeg", "medarbejder"),
        ("hej er ny projektleder her, hvad gør jeg først", "medarbejder"),
        ("jeg er ansat i helhedsplanen, må jeg få elevlister", "medarbejder"),
        ("hvad får jeg ud af det som skoleleder", "skole"),
        ("Skolesekretær her. Må jeg sende klasselisten?", "skole"),
        ("vi lærere har ikke tid til flere møder", "skole"),
        ("jeg arbejder på en skole i Odense", "skole"),
        ("som mor ved jeg ikke, hvem jeg skal ringe til", "foraelder"),
        ("jeg er far til to i 3. klasse", "foraelder"),
        ("Jeg er lærer et andet sted, men spørger som far", "foraelder"),
        ("jeg er pædagog i klubben og en dreng er væk", "medarbejder"),
        ("jeg er pædagog på skolen", "skole"),
    ],
)
def test_what_somebody_says_she_is_is_told_outright(text: str, role: str) -> None:
    told = told_role(text)
    assert told is not None
    assert (told.role, told.outright) == (role, True)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("min søn vil ikke i skole", "foraelder"),
        ("mine to ældste døtre går i 5. og 7.", "foraelder"),
        ("mine elever kommer for sent", "skole"),
        ("jeg underviser i dansk", "skole"),
        ("der er møde på torsdag, og jeg er sendt afsted fra sfoen", "skole"),
        ("nej, det er mig, der kommer fra skolen", "skole"),
        ("jeg kommer fra skolen nu og min søn græder", "foraelder"),
        ("vores beboere kender ikke skolen", "medarbejder"),
    ],
)
def test_what_is_hers_shows_who_she_is_where_nobody_said_so(text: str, role: str) -> None:
    told = told_role(text)
    assert told is not None
    assert (told.role, told.outright) == (role, False)


@pytest.mark.parametrize(
    "text",
    [
        "hvad laver en skoleleder",
        "hvordan får jeg far med til mødet",
        "det er altid mor jeg taler med",
        "Far til en elev i 6. er vred på os",
        "jeg er ikke lærer",
        "min kollegas søn går i klassen",
        "jeg er uvenner med en lærer",
        "jeg er gift med en lærer",
        "en boligsocial medarbejder ringede",
        "mine piger i lektiecaféen skændes",
        "er det rigtigt, at pædagoger har skærpet underretningspligt",
        "jeg er 12 år og min lærer råber",
        "skoleleder",
        "boligsocial?",
    ],
)
def test_who_speaks_of_others_tells_nothing_of_herself(text: str) -> None:
    assert told_role(text) is None


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read(text: str) -> None:
    told = told_role(text)
    assert told is None or isinstance(told, ToldRole)


@pytest.mark.parametrize(
    "text",
    [
        "jeg er altså ikke et barn", "du svarer mig som en forælder", "det er ikke mit barn, jeg er kontaktpædagog",
        "jeg er lærer, ikke forælder", "jeg spørger som ansat ikke som far", "jeg er en voksen mand",
    ],
)  # fmt: skip
def test_who_one_was_taken_for_can_be_what_is_spoken_of(text: str) -> None:
    assert speaks_of_roles(text)


@pytest.mark.parametrize(
    "text", ["jeg er så træt, læreren svarer mig ikke", "læreren svarer mig ikke", "hun hører ikke på min søn"]
)
def test_who_does_not_answer_is_no_talk_of_roles(text: str) -> None:
    assert not speaks_of_roles(text)


def test_who_one_is_may_stand_without_a_verb() -> None:
    told = told_role("hej. er ny her, tredje uge, boligsocial i en provinsby. jeg har lavet noget rod")
    assert told == ToldRole("medarbejder", outright=True)
    assert told_role("Viceleder på en folkeskole. Vi er blevet spurgt") == ToldRole("skole", outright=True)
    assert told_role("jeg er nervøs, skoleleder ringede") is None


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er skoleleder på en lille skole",
        "Jeg ER lederen",
        "det er mig, der er lederen",
        "jeg er som sagt selv leder",
        "Skoleleder her. Hvad koster det?",
        "som ny leder i en helhedsplan, hvad gør jeg først",
    ],
)
def test_who_leads_says_so(text: str) -> None:
    assert tells_whether_she_leads(text) is True


def test_who_says_that_she_does_not_lead_is_believed() -> None:
    assert tells_whether_she_leads("jeg er ikke leder, jeg er ansat") is False


@pytest.mark.parametrize(
    "text", ["jeg leder efter en skabelon", "jeg er læsevejleder", "min leder er syg", "er lederen ansvarlig", ""]
)
def test_who_speaks_of_a_leader_need_not_be_one(text: str) -> None:
    assert tells_whether_she_leads(text) is None
