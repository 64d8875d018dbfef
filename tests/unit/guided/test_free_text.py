"""What is heard while an open question stands: an answer, something else, or nothing to make sense of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.guided.answers import Answer
from bot.guided.free_text import InputKind, UserInput, asks, hear
from bot.guided.plan.content import Step, plan_content

INTENTS = [
    next(iter(intent)) if isinstance(intent, dict) else intent for intent in read_yaml(ROOT / "domain.yml")["intents"]
]
STEPS = [step for point in plan_content().points if point.number for step in point.steps]

some_intent = st.sampled_from(INTENTS)
similarity = st.floats(0, 1)


def heard(text: str, intent: str, legal: bool = False, similarity: float = 0.9) -> InputKind:
    return hear(UserInput(text, intent, similarity), legal=legal)


# -- an answer --


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("flere børn skal have en voksen at gå til", "ask_unsure"),
        ("AKT-læreren", "ask"),
        ("hver anden tirsdag kl. 14", "ask_unsure"),
        ("hver gang, der er forældremøde", "ask_unsure"),
        ("hvis skolelederen siger ja, begynder vi i foråret", "ask_unsure"),
        ("hvad vi kan bruge hinanden til, tager vi på det første møde", "ask_unsure"),
        ("hvem der inviterer, aftaler vi fra gang til gang", "ask"),
        ("er der hver onsdag og spiser med", "ask_unsure"),
        ("er lærer på mellemtrinnet", "ask"),
        ("har ti timer om ugen til det", "nlu_fallback"),
        ("kaffe på lærerværelset", "out_of_scope"),
        ("sfo", "nlu_fallback"),
        ("to på opgaven", "choose_second"),
        ("ja nogle gange", "affirm"),
        ("nej det har vi aldrig gjort", "deny"),
        ("vi spørger forældrene først", "parent_asks"),
        ("de unge siger det selv", "child_writes"),
        ("lærerne holder mere på tavshedspligten, end vi gør", "ask_legal"),
        ("kun med forældrenes samtykke", "ask_legal_unsure"),
        ("skolen giver en klasse som eksempel på, hvordan det kan gå", "ask_example"),
        ("det næste skridt er, at vi finder en lærer med lyst til det", "next_step"),
        ("vi siger hej til børnene i skolegården hver eneste morgen", "greet"),
        ("tak for en god start sagde lærerne sidst, og det bygger vi på", "thank"),
        ("vi vil gerne videre med lektiecaféen fra sidste år", "ask"),
        # What sounds like a command, with something else in it.
        ("stop mobning", "stop_route"),
        ("slet ingen konflikter", "delete_plan"),
        ("tilbage til skolen", "go_back"),
        ("bedre start på dagen", "restart_route"),
        ("pause fra skærmen", "stop_route"),
        ("fortsætte i uddannelse", "resume_route"),
        ("næste generation kommer i job", "next_step"),
        ("farvel til de dårlige vaner", "goodbye"),
        ("ro i timerne (måske?)", "ask"),
    ],
)
def test_an_answer_in_own_words_is_heard_whatever_the_gates_make_of_it(text: str, intent: str) -> None:
    assert heard(text, intent) is InputKind.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "vi vil gerne se flere forældre på skolen",
        "vi vil gerne forstå hinandens hverdag bedre",
        "vi vil gerne læse mere med børnene",
        "vi vil gerne høre familiernes egne ønsker",
    ],
)
def test_what_they_want_to_reach_is_an_answer(text: str) -> None:
    assert heard(text, "ask_unsure") is InputKind.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "elever i 4.-6. klasse",
        "lærer i indskolingen",
        "en medarbejder i klubben",
        "når det passer lærerne",
        "efter det første forældremøde",
        "hjælp til lektierne",
        "hjælp til forældrene",
        "går til lærermøderne sammen",
        "gå til lærermøderne sammen",
        "passer hinandens vagter",
    ],
)
def test_a_few_words_that_look_like_a_question_or_an_order_may_be_an_answer(text: str) -> None:
    assert heard(text, "ask_unsure") is InputKind.ANSWER


EXAMPLES = [
    pytest.param(step.legal, text, id=f"{step.id}-{group}") for step in STEPS for group, text in step.examples.items()
]


@pytest.mark.parametrize(("legal", "text"), EXAMPLES)
def test_an_example_of_a_good_answer_is_one(legal: bool, text: str) -> None:
    for intent in ("ask", "ask_unsure", "ask_legal", "nlu_fallback", "out_of_scope"):
        assert heard(text, intent, legal) is InputKind.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "hvis læreren er syg, tager vi over",
        "når der er travlt, kan de ringe til os",
        "stopper en af os, finder skolen en ny",
        "efter mødet er der kaffe, og så går vi",
        "om onsdagen er der fællesspisning",
        "det ved skolelederen, for vi har talt om det",
        "vi mødes hver måned. Er der noget, ringer vi",
    ],
)
def test_a_verb_before_its_subject_is_no_question_where_something_goes_before_it(text: str) -> None:
    assert heard(text, "ask_unsure") is InputKind.ANSWER


def test_one_word_of_law_is_a_question_but_where_law_is_asked_about() -> None:
    for text, intent in (("samtykke", "ask_legal"), ("tavshedspligt", "ask_legal_unsure")):
        assert heard(text, intent) is InputKind.INTERRUPTION
        assert heard(text, intent, legal=True) is InputKind.ANSWER


# -- something else --


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hvad er en helhedsplan", "ask"),
        ("Hvad betyder AKT?", "ask"),
        ("og hvem bestemmer det", "ask"),
        ("hvordan gør de i Vollsmose", "ask"),
        ("hvilken dag er bedst", "ask_unsure"),
        ("hvor mange møder plejer man at holde", "ask_unsure"),
        ("kan vi få et eksempel", "ask_example"),
        ("kan du skrive det for mig", "out_of_scope"),
        ("må jeg sige det til læreren", "ask_legal"),
        ("skal vi skrive navne", "ask_privacy"),
        ("er det farligt at skrive det her", "ask_unsure"),
        ("findes der en skabelon", "ask"),
        ("har i et eksempel", "ask"),
        ("fortæl om sprogtoften", "ask"),
        ("forklar det med rammesætning", "ask"),
        ("vis mig koordinatsystemet", "ask"),
        ("giv os et eksempel", "ask_example"),
        ("hjælp mig", "nlu_fallback"),
        ("uddyb lige", "nlu_fallback"),
        ("jeg vil gerne vide, hvad en AKT-lærer laver", "ask"),
        ("jeg vil høre om lindholm", "ask"),
        ("gad vide om andre gør det", "nlu_fallback"),
        ("mon skolen kan det", "ask_unsure"),
        ("du må gerne forklare spørgsmålet", "nlu_fallback"),
        ("jeg kan ikke finde ud af, hvad der skal stå", "nlu_fallback"),
        ("undskyld, kan du sige det igen", "nlu_fallback"),
        ("koster det noget", "ask_unsure"),
        ("kommer der en tolk", "ask_unsure"),
        ("skolen skal være med eller hvad", "ask_unsure"),
        ("hvad synes du selv", "nlu_fallback"),
        ("gælder tavshedspligten også frivillige", "ask_legal"),
        ("behøver man samtykke", "ask_legal_unsure"),
        ("skal forældrene skrive under", "ask_legal"),
    ],
)
def test_a_question_or_an_order_is_no_answer(text: str, intent: str) -> None:
    assert heard(text, intent) is InputKind.INTERRUPTION


@pytest.mark.parametrize(
    "text",
    [
        "jeg er i tvivl om hvad AKT betyder",
        "jeg er usikker på hvem der bestemmer det",
        "jeg ved ikke hvad integreret betyder",
        "jeg ved ikke om vi må",
    ],
)
def test_being_in_doubt_about_something_is_a_question(text: str) -> None:
    assert asks(text)
    assert heard(text, "ask_unsure") is InputKind.INTERRUPTION


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hvor i loven står det", "ask_legal"),
        ("hvem i kommunen skal jeg ringe til", "ask"),
        ("er der en skabelon til kontrakten", "ask"),
        ("hej hvad er en kontrakt", "ask"),
    ],
)
def test_a_question_that_begins_like_an_answer_is_still_one(text: str, intent: str) -> None:
    assert heard(text, intent) is InputKind.INTERRUPTION


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("stop", "stop_route"),
        ("jeg holder lige en pause", "stop_route"),
        ("fortsæt", "resume_route"),
        ("tilbage", "go_back"),
        ("gå et skridt tilbage", "go_back"),
        ("start forfra", "restart_route"),
        ("lav en samarbejdsplan", "start_plan"),
        ("spring over", "next_step"),
        ("ret mit svar", "correct_answer"),
        ("hvor langt er jeg", "ask_progress"),
        ("et eksempel tak", "ask_example"),
        ("slet min plan", "delete_plan"),
        ("start vejviseren", "start_share_route"),
        ("lav en samtykkeerklæring", "make_consent_form"),
        ("lav et brev til familien", "make_family_notice"),
        ("hej", "greet"),
        ("tusind tak for hjælpen", "thank"),
        ("farvel", "goodbye"),
        ("det hjalp ikke", "not_helped"),
        ("kortere tak", "ask_shorter"),
        ("mere", "ask_more"),
        ("slet", "nlu_fallback"),
        ("hop over", "nlu_fallback"),
        ("hjælp", "out_of_scope"),
        ("gå tilbage", "ask_unsure"),
        ("begynd forfra", "nlu_fallback"),
    ],
)
def test_a_move_or_a_courtesy_is_no_answer(text: str, intent: str) -> None:
    assert heard(text, intent) is InputKind.INTERRUPTION


MOVES = [
    "stop_route", "resume_route", "go_back", "restart_route", "start_plan", "next_step", "correct_answer",
    "ask_progress", "ask_example", "delete_plan", "start_share_route", "make_consent_form", "make_family_notice",
    "greet", "thank", "goodbye", "ask_capabilities", "ask_is_bot", "ask_privacy", "ask_source", "ask_more",
    "ask_shorter", "ask_again", "ask_maker", "ask_person", "local_fact", "not_helped",
]  # fmt: skip


@pytest.mark.parametrize("intent", MOVES)
def test_a_move_is_one_whatever_words_make_it_but_in_a_long_answer(intent: str) -> None:
    assert heard("noget med planen", intent) is InputKind.INTERRUPTION
    assert heard("noget med planen", "ask_unsure") is InputKind.ANSWER
    assert (
        heard("lærerne og den boligsociale medarbejder skriver noget i planen hver eneste uge", intent)
        is InputKind.ANSWER
    )


# A new intent goes here, or among the moves of bot/guided/free_text.py.
TAKEN_AT_ITS_WORD = {
    "ask", "ask_unsure", "ask_legal", "ask_legal_unsure", "ask_parent", "ask_parent_legal", "out_of_scope", "affirm",
    "ask_follow_up", "show_follow_up", "nlu_fallback", "deny", "choose_first", "choose_second", "choose_third",
    "parent_asks", "staff_asks", "wrong_role", "child_writes", "sigh", "tells_plan", "acknowledge", "never_mind",
    "show_card", "none_of_them", "leave_question",
    "send_question", "after_danger", "confirm_danger", "deny_danger", "answer_question", "correct_part", "correct_this",
}  # fmt: skip


def test_any_other_intent_interrupts_an_open_question() -> None:
    assert {one for one in INTENTS if heard("noget med planen", one) is InputKind.ANSWER} == TAKEN_AT_ITS_WORD


def test_a_parent_or_a_child_that_writes_of_itself_is_answered() -> None:
    assert heard("min søn bliver drillet i 3. klasse", "parent_asks") is InputKind.INTERRUPTION
    assert heard("jeg går i 5. klasse og er ked af det", "child_writes") is InputKind.INTERRUPTION


@given(st.text(), some_intent, similarity, st.booleans(), st.sampled_from(["", " ", "\n", "!", "..", "?"]))
def test_nothing_with_a_question_mark_at_its_end_is_an_answer(
    text: str, intent: str, near: float, legal: bool, after: str
) -> None:
    assert asks(f"{text}?{after}")
    assert heard(f"{text}?{after}", intent, legal, near) is not InputKind.ANSWER


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_question_of_the_walk_sent_back_is_no_answer(step: Step) -> None:
    for intent in INTENTS:
        assert heard(step.text, intent) is InputKind.INTERRUPTION


@given(st.text(), some_intent, similarity, st.booleans())
def test_a_payload_is_never_an_answer(text: str, intent: str, near: float, legal: bool) -> None:
    assert heard(f"/{text}", intent, legal, near) is InputKind.INTERRUPTION


@given(st.text(), similarity, st.booleans())
def test_danger_is_never_an_answer(text: str, near: float, legal: bool) -> None:
    assert heard(text, "crisis", legal, near) is InputKind.INTERRUPTION


@pytest.mark.parametrize(
    "text",
    [
        "jeg har lyst til at dø",
        "der er en pige i gruppen, som siger, at hun ikke vil leve mere, og det tager vi op på det første møde med AKT",
        "en af drengene bliver slået derhjemme",
    ],
)
@pytest.mark.parametrize("legal", [True, False])
def test_danger_told_as_an_answer_is_none(text: str, legal: bool) -> None:
    assert heard(text, "crisis", legal) is InputKind.INTERRUPTION


@given(
    st.text(),
    st.sampled_from(["unreadable_empty", "unreadable_too_long", "unreadable_no_words", "other_language"]),
    similarity,
    st.booleans(),
)
def test_what_cannot_be_read_is_told_so(text: str, intent: str, near: float, legal: bool) -> None:
    assert heard(text, intent, legal, near) is InputKind.INTERRUPTION


# -- nothing to make sense of --


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ja", "affirm"),
        ("nej", "deny"),
        ("ja tak", "affirm"),
        ("Ok.", "affirm"),
        ("nej!", "nlu_fallback"),
        ("okay", "out_of_scope"),
        ("den første", "choose_first"),
        ("ved ikke", "nlu_fallback"),
        ("ved ik", "out_of_scope"),
        ("ved det ikke", "nlu_fallback"),
        ("det ved jeg ikke", "nlu_fallback"),
        ("Det ved vi ikke.", "ask_unsure"),
    ],
)
def test_a_yes_or_a_no_or_no_idea_answers_no_open_question(text: str, intent: str) -> None:
    assert heard(text, intent) is InputKind.UNCLEAR


@pytest.mark.parametrize(
    "text",
    ["hvad mener du?", "jeg forstår ikke spørgsmålet", "vi forstår ikke hvad du spørger om", "hva?", "Forstår ikke"],
)
def test_a_question_about_the_question_is_unclear_so_that_it_is_explained(text: str) -> None:
    assert heard(text, "ask_unsure") is InputKind.UNCLEAR


@pytest.mark.parametrize("text", ["", " ", "...", "!!", "7777", "12-15", "😀", "½", "-"])
@pytest.mark.parametrize("intent", ["out_of_scope", "nlu_fallback", "ask_unsure", "ask"])
def test_what_has_no_letter_in_it_is_unclear(text: str, intent: str) -> None:
    assert heard(text, intent, similarity=1.0) is InputKind.UNCLEAR


def test_a_few_words_that_are_like_nothing_at_all_are_unclear_and_more_are_taken_at_their_word() -> None:
    for text in ("asdkjh", "qwerty qwerty", "blå tirsdag gaffel"):
        assert heard(text, "out_of_scope", similarity=0.5) is InputKind.UNCLEAR
        assert heard(text, "out_of_scope", similarity=0.95) is InputKind.ANSWER
    assert heard("drengene fra den gamle klub", "out_of_scope", similarity=0.5) is InputKind.ANSWER


def test_where_nothing_is_known_of_its_nearness_a_word_is_taken_at_its_word() -> None:
    assert hear(UserInput("bydelsmødre", "ask")) is InputKind.ANSWER


# -- anything --


@given(st.text(), some_intent, similarity, st.booleans())
def test_whatever_is_typed_it_is_one_of_the_three_and_white_space_makes_no_difference(
    text: str, intent: str, near: float, legal: bool
) -> None:
    found = heard(text, intent, legal, near)
    assert found in InputKind
    assert heard(f"{text} \n", intent, legal, near) is found


@given(st.text(), some_intent, similarity)
def test_a_question_about_law_only_ever_lets_more_through(text: str, intent: str, near: float) -> None:
    if heard(text, intent, legal=False, similarity=near) is not InputKind.INTERRUPTION:
        assert heard(text, intent, legal=True, similarity=near) is heard(text, intent, legal=False, similarity=near)


@given(st.text(min_size=1))
def test_only_what_is_an_answer_has_letters(text: str) -> None:
    if heard(text, "nlu_fallback", similarity=1.0) is InputKind.ANSWER:
        assert any(letter.isalpha() for letter in text)
        assert not Answer(text=text).skipped
