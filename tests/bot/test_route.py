"""The guided routes: the real ones on every way through, and small faulty ones that must be refused."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.loader import load
from bot.knowledge.route import (
    CONSENT_FORM,
    ROUTES,
    SHARE_ROUTE,
    Answers,
    Conclusion,
    Option,
    Question,
    Route,
    load_route,
)
from bot.knowledge.wording import folded

SHARE = load_route(SHARE_ROUTE)
FORM = load_route(CONSENT_FORM)
QUESTIONS = [*SHARE.questions, *FORM.questions]
OPTIONS = [(question, option) for question in QUESTIONS for option in question.options]
PATHS = list(SHARE.every_path())


def asked(question_id: str) -> Question:
    question = SHARE.question(question_id) or FORM.question(question_id)
    assert question is not None
    return question


def concluded(**answers: str) -> Conclusion:
    conclusion = SHARE.conclusion(answers)
    assert conclusion is not None
    return conclusion


def walked(everything: Answers, given: Answers | None = None) -> Answers:
    """What somebody has answered when the route stops asking: ``everything`` is what they would say."""
    answers = dict(given or {})
    while question := SHARE.next_question(answers):
        assert question.id not in answers, "nobody is asked twice"
        answers[question.id] = everything[question.id]
    return answers


def all_answers() -> Iterator[Answers]:
    """An answer to every question, in every combination."""
    choices = [[option.id for option in question.options] for question in SHARE.questions]
    for chosen in product(*choices):
        yield dict(zip((question.id for question in SHARE.questions), chosen, strict=True))


def first_row(everything: Answers) -> int:
    """The table read as a jurist reads it: from above, all of a row's answers must fit."""
    return next(
        number
        for number, row in enumerate(SHARE.table)
        if all(everything[question] in allowed for question, allowed in row.when.items())
    )


def test_there_are_routes_and_every_one_can_be_used() -> None:
    assert {SHARE_ROUTE, CONSENT_FORM} <= set(ROUTES.glob("*.yml"))
    for path in ROUTES.glob("*.yml"):
        assert load_route(path).questions


def test_every_path_ends_in_a_conclusion_whose_cards_exist() -> None:
    cards = load().cards
    assert len(PATHS) > 100
    for answers in PATHS:
        conclusion = concluded(**answers)
        assert {conclusion.card, *conclusion.also} <= cards.keys(), answers
        assert conclusion.card not in conclusion.also, answers


@pytest.mark.parametrize("route", [SHARE, FORM], ids=lambda route: route.title)
def test_the_cards_a_route_is_offered_after_exist(route: Route) -> None:
    assert route.offered_after
    assert set(route.offered_after) <= load().cards.keys()


def test_every_row_is_the_end_of_some_path() -> None:
    ends = {first_row({**dict.fromkeys((question.id for question in SHARE.questions), ""), **one}) for one in PATHS}
    assert ends == set(range(len(SHARE.table)))


def test_stopping_early_never_changes_what_it_ends_in() -> None:
    for everything in all_answers():
        expected = SHARE.conclusions[SHARE.table[first_row(everything)].then]
        assert SHARE.conclusion(walked(everything)) == expected, everything
        assert SHARE.conclusion(everything) == expected, everything


def test_nothing_is_asked_that_makes_no_difference() -> None:
    for answers in PATHS:
        last = list(answers)[-1]
        before = {name: answer for name, answer in answers.items() if name != last}
        others = {
            concluded(**walked(everything, {**before, last: option.id})).id
            for option in asked(last).options
            for everything in all_answers()
            if before.items() <= everything.items()
        }
        assert len(others) > 1, answers


def test_danger_is_asked_about_before_anything_else() -> None:
    question = SHARE.next_question({})
    assert question is not None and question.id == "danger"


def test_danger_now_ends_at_once() -> None:
    assert SHARE.next_question({"danger": "now"}) is None
    assert concluded(danger="now").crisis
    assert not any(concluded(**answers).crisis for answers in PATHS if answers["danger"] != "now")


def test_worry_ends_in_a_report_once_it_is_known_who_asks() -> None:
    worried = [answers for answers in PATHS if answers["danger"] == "worried"]
    assert {frozenset(answers) for answers in worried} == {frozenset({"danger", "role"})}
    ends = {answers["role"]: concluded(**answers).id for answers in worried}
    assert ends == {
        "school": "report",
        "plan_municipality": "report",
        "plan_housing": "report_as_everyone",
        "volunteer": "report_as_everyone",
    }


def test_worry_goes_before_every_other_answer() -> None:
    for everything in all_answers():
        if everything["danger"] == "worried":
            assert concluded(**everything).id in ("report", "report_as_everyone")


def test_a_little_unease_ends_in_advice_at_once_and_never_in_a_report() -> None:
    assert SHARE.next_question({"danger": "uneasy"}) is None
    assert concluded(danger="uneasy").id == "ask_for_advice"


def test_a_colleague_who_needs_it_does_not_wait_for_the_family() -> None:
    asked_about = {"danger": "no", "role": "school", "kind": "sensitive", "consent": "not_asked"}
    assert concluded(**asked_about, recipient="school").id == "sensitive_colleague"
    assert concluded(**asked_about, recipient="plan").id == "sensitive_wait"


def test_a_cpr_number_never_makes_it_ask_for_consent() -> None:
    with_cpr = [answers for answers in PATHS if answers.get("kind") == "cpr"]
    assert with_cpr
    assert all("consent" not in answers for answers in with_cpr)
    assert {concluded(**answers).card for answers in with_cpr} == {"cpr-numre"}


def test_a_cpr_number_goes_between_authorities_only() -> None:
    for answers in PATHS:
        if answers.get("kind") == "cpr":
            authorities = answers["role"] in ("school", "plan_municipality") and answers["recipient"] in (
                "school",
                "municipality",
            )
            assert (concluded(**answers).id == "cpr_between_authorities") == authorities


# The conclusions that say yes because the family did.
YES_WITH_CONSENT = {
    "outsiders_with_consent",
    "offence_with_consent",
    "sensitive_with_consent",
    "volunteers_with_consent",
    "yes_with_consent",
}


def test_only_a_consent_that_covers_it_ends_in_a_yes_with_consent() -> None:
    asked_for_consent = [answers for answers in PATHS if "consent" in answers]
    assert asked_for_consent
    for answers in asked_for_consent:
        assert (concluded(**answers).id in YES_WITH_CONSENT) == (answers["consent"] == "covers"), answers


def test_a_refusal_is_never_talked_around() -> None:
    refused = {concluded(**answers).id for answers in PATHS if answers.get("consent") == "refused"}
    assert refused <= {"refused", "sensitive_refused", "outsiders_no"}


def test_nothing_about_a_child_goes_to_private_people_without_consent() -> None:
    for answers in PATHS:
        if answers.get("recipient") == "others" and answers.get("kind") != "cpr" and answers["consent"] != "covers":
            assert concluded(**answers).id == "outsiders_no"


def test_the_ssp_rule_is_for_authorities_and_never_for_what_is_sensitive() -> None:
    ends = [answers for answers in PATHS if concluded(**answers).id == "ssp_parties"]
    assert ends
    for answers in ends:
        assert answers["recipient"] == "ssp"
        assert answers["role"] in ("school", "plan_municipality")
        assert answers["kind"] in ("ordinary", "offence")


def test_a_consent_form_is_offered_only_where_consent_is_missing() -> None:
    offered = [answers for answers in PATHS if concluded(**answers).form]
    assert offered
    assert {answers["consent"] for answers in offered} == {"one_parent", "something_else", "not_asked"}


def test_the_consent_form_asks_everything_in_order_and_concludes_nothing() -> None:
    answers: Answers = {}
    for question in FORM.questions:
        assert FORM.next_question(answers) == question
        assert FORM.conclusion(answers) is None
        answers[question.id] = question.options[0].id
    assert FORM.next_question(answers) is None
    assert FORM.conclusion(answers) is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_option_has_an_id_and_a_title_of_its_own(question: Question) -> None:
    assert len({option.id for option in question.options}) == len(question.options)
    assert len({folded(option.title) for option in question.options}) == len(question.options)


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda part: part.id)
def test_an_option_is_understood_by_its_title_however_it_is_typed(question: Question, option: Option) -> None:
    title = option.title
    for typed in (title, title.upper(), folded(title), f"  {title}. ", f"»{title}«", title.replace(",", "")):
        assert question.chosen(typed) is option, typed


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda part: part.id)
def test_an_option_is_understood_by_its_number(question: Question, option: Option) -> None:
    number = question.options.index(option) + 1
    for typed in (f"{number}", f" {number}.", f"0{number}", f"({number})"):
        assert question.chosen(typed) is option, typed


@pytest.mark.parametrize(("question", "option"), OPTIONS, ids=lambda part: part.id)
def test_an_option_is_understood_by_each_of_its_words(question: Question, option: Option) -> None:
    for word in option.words:
        sharing = [other for other in question.options if word in other.words]
        assert question.chosen(word.replace("*", "")) in sharing, word
        assert question.chosen(word.replace("*", "rne")) in sharing or "*" not in word, word


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
@pytest.mark.parametrize("typed", ["", " ", "?!", "0", "9", "99", "-", "xyzzy", "hvad mener du", "rabarber", "½", "٣"])
def test_what_is_no_answer_is_not_taken_for_one(question: Question, typed: str) -> None:
    assert question.chosen(typed) is None


@pytest.mark.parametrize(
    ("question_id", "typed", "option_id"),
    [
        ("danger", "nej men jeg er bekymret for drengen", "worried"),
        ("danger", "jeg er ikke bekymret", "no"),
        ("danger", "barnet er ikke i fare lige nu", "no"),
        ("danger", "måske", "worried"),
        ("danger", "jeg er lidt urolig", "uneasy"),
        ("danger", "jeg er lidt bekymret for ham", "worried"),
        ("role", "jeg er lærer på skolen", "school"),
        ("role", "jeg er frivillig i fodboldklubben", "volunteer"),
        ("recipient", "til hendes klasselaerer", "school"),
        ("recipient", "en socialrådgiver i kommunen", "municipality"),
        ("kind", "jeg er i tvivl", "sensitive"),
        ("kind", "hans cpr-nummer", "cpr"),
        ("consent", "ja", "covers"),
        ("consent", "nej", "not_asked"),
        ("consent", "de har sagt nej", "refused"),
        ("consent", "ja men til noget andet", "something_else"),
        ("consent", "nej vi har ikke spurgt", "not_asked"),
        ("consent", "det ved jeg ikke, ved ikke", "not_asked"),
        ("until", "et halvt år", "half_a_year"),
        ("until", "til sommerferien", "school_year"),
    ],
)
def test_an_answer_in_somebodys_own_words_is_understood(question_id: str, typed: str, option_id: str) -> None:
    chosen = asked(question_id).chosen(typed)
    assert chosen is not None and chosen.id == option_id


@pytest.mark.parametrize(
    "typed",
    [
        "det har de ikke",
        "nej, det har de ikke",
        "de har ikke sagt ja",
        "jeg tror ikke de har sagt ja",
        "nej ikke til netop det",
        "samtykket dækker ikke det her",
    ],
)
def test_a_no_to_consent_is_never_taken_for_a_yes(typed: str) -> None:
    chosen = asked("consent").chosen(typed)
    assert chosen is None or chosen.id != "covers"


@given(st.sampled_from(QUESTIONS), st.text(max_size=1000))
def test_whatever_is_typed_is_an_option_of_the_question_or_unclear(question: Question, typed: str) -> None:
    chosen = question.chosen(typed)
    assert chosen is None or chosen in question.options


wordings = [wording.replace("*", "") for _, option in OPTIONS for wording in [option.title, *option.words]]


@given(
    st.sampled_from(QUESTIONS),
    st.lists(st.one_of(st.sampled_from(wordings), st.sampled_from(["ikke", "og", "1", "?"]), st.text(max_size=5))),
)
def test_several_answers_in_one_message_are_one_option_or_unclear(question: Question, pieces: list[str]) -> None:
    chosen = question.chosen(" ".join(pieces))
    assert chosen is None or chosen in question.options


# Also what the file no longer has, and in any order.
given_answers = st.lists(
    st.tuples(
        st.sampled_from([*(question.id for question in SHARE.questions), "gone"]),
        st.sampled_from([*(option.id for _, option in OPTIONS), "gone"]),
    ),
    max_size=8,
).map(dict)
everything_given = st.sampled_from(list(all_answers()))


@given(given_answers, everything_given)
@example({"danger": "gone"}, next(all_answers()))
def test_from_any_answers_the_route_comes_to_an_end(answers: Answers, everything: Answers) -> None:
    begun = dict(answers)
    end = walked(everything, answers)
    assert answers == begun, "what was given is left alone"
    assert len(end.keys() - answers.keys()) <= len(SHARE.questions)
    assert SHARE.conclusion(end) in SHARE.conclusions.values()


@given(st.data(), everything_given)
def test_the_order_of_the_answers_makes_no_difference(data: st.DataObject, everything: Answers) -> None:
    names = data.draw(st.permutations(list(everything)))
    some = {name: everything[name] for name in names[: data.draw(st.integers(0, len(names)))]}
    assert SHARE.conclusion(walked(everything, some)) == SHARE.conclusion(everything)


@given(given_answers)
def test_as_long_as_there_is_something_to_ask_there_is_no_conclusion(answers: Answers) -> None:
    assert (SHARE.conclusion(answers) is None) == (SHARE.next_question(answers) is not None)


SMALL = """\
title: "En rute"
reviewed: 2026-11-23
intro: "Svar på to spørgsmål."
questions:
  - id: animal
    text: "Hvilket dyr?"
    explain: "Vælg et dyr."
    options:
      - {id: cat, title: "En kat", words: ["mis*", "pus"]}
      - {id: dog, title: "En hund", words: ["vov", "tæve*"]}
  - id: size
    text: "Hvor stort?"
    explain: "Vælg en størrelse."
    options:
      - {id: small, title: "Lille"}
      - {id: big, title: "Stor"}
conclusions:
  basket: {card: kurv, verdict: "Kurv.", text: "Den er lille."}
  house: {card: hus, verdict: "Hus.", text: "Den er stor."}
table:
  - {when: {animal: [dog], size: [big]}, then: house}
  - {when: {}, then: basket}
"""


def small(folder: Path, text: str = SMALL) -> Route:
    path = folder / "rute.yml"
    path.write_text(text, encoding="utf-8")
    return load_route(path)


def refusal(folder: Path, text: str) -> str:
    assert text != SMALL
    with pytest.raises(ValueError) as refused:
        small(folder, text)
    return str(refused.value)


def test_a_route_is_read_as_it_stands(tmp_path: Path) -> None:
    route = small(tmp_path)
    assert [question.id for question in route.questions] == ["animal", "size"]
    assert route.conclusions["house"].id == "house"
    assert route.question("size") is route.questions[1]
    assert route.question("colour") is None
    assert route.questions[0].option("dog") is route.questions[0].options[1]
    assert route.questions[0].option("bird") is None


def test_a_route_stops_asking_when_its_row_is_found(tmp_path: Path) -> None:
    route = small(tmp_path)
    assert list(route.every_path()) == [
        {"animal": "cat"},
        {"animal": "dog", "size": "small"},
        {"animal": "dog", "size": "big"},
    ]
    assert route.conclusion({"animal": "cat"}) == route.conclusions["basket"]
    assert route.conclusion({"animal": "dog"}) is None
    assert route.conclusion({"animal": "dog", "size": "big"}) == route.conclusions["house"]
    assert route.next_question({"size": "small"}) is None


@pytest.mark.parametrize(
    ("typed", "option_id"),
    [
        ("mis", "cat"),
        ("misser", "cat"),
        ("en lille tæve", "dog"),
        ("taeven", "dog"),
        ("pus", "cat"),
        ("puslespil", None),
        ("mis og vov", None),
        ("pus vov", None),
        ("en kat 2", "cat"),
        ("1", "cat"),
        ("2", "dog"),
        ("3", None),
        ("12", None),
        ("kanin", None),
    ],
)
def test_the_longest_wording_decides_and_a_draw_is_unclear(tmp_path: Path, typed: str, option_id: str | None) -> None:
    chosen = small(tmp_path).questions[0].chosen(typed)
    assert (chosen.id if chosen else None) == option_id


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("animal: [dog]", "colour: [dog]", ["række 1", "colour", "dog"]),
        ("animal: [dog]", "colour: []", ["colour"]),
        ("animal: [dog]", "animal: [bird]", ["række 1", "animal", "bird"]),
        ("animal: [dog]", "animal: [dog, small]", ["række 1", "animal", "small"]),
        ("then: basket", "then: cage", ["række 2", "'cage'"]),
        ("  - {when: {}, ", "  - {when: {}, then: house}\n  - {when: {}, ", ["række 3", "basket"]),
        ("animal: [dog], size: [big]", "animal: []", ["række 1", "house"]),
        ("  - {when: {animal: [dog], size: [big]}, then: house}\n", "", ["'house'"]),
        ("when: {}", "when: {size: [small]}", ["'animal': 'cat'", "'size': 'big'"]),
    ],
    ids=[
        "an unknown question",
        "an unknown question with nothing allowed",
        "an unknown option",
        "an option of another question",
        "an unknown conclusion",
        "a row behind one that always fits",
        "a row that never fits",
        "a conclusion that is not used",
        "a path that ends in nothing",
    ],
)
def test_a_fault_in_the_table_is_refused_and_named(tmp_path: Path, old: str, new: str, named: list[str]) -> None:
    message = refusal(tmp_path, SMALL.replace(old, new))
    for name in named:
        assert name in message


@pytest.mark.parametrize(
    ("old", "new"),
    [("{id: big,", "{id: small,"), ("- id: size", "- id: animal")],
    ids=["two options with the same id", "two questions with the same id"],
)
def test_an_id_used_twice_is_refused_and_named(tmp_path: Path, old: str, new: str) -> None:
    without_size = SMALL.replace(", size: [big]", "")
    small(tmp_path, without_size)
    assert new.split("id: ")[1].rstrip(",") in refusal(tmp_path, without_size.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title: "En rute"\n', ""),
        ("reviewed: 2026-11-23", "reviewed: i går"),
        ("explain:", "forklar:"),
        ("words: ", "ord: "),
        ("{card: kurv,", "{kort: kurv,"),
        ('      - {id: big, title: "Stor"}\n', ""),
        ("Lille", "x" * 61),
        ("then: basket", "så: basket"),
        (SMALL, ""),
        (SMALL, "- en\n- liste\n"),
        (SMALL, "bare tekst"),
        (SMALL, "title: [\n"),
        (SMALL[SMALL.index("conclusions") :], "conclusions: [basket]\n"),
        (SMALL[SMALL.index("conclusions") :], "conclusions: {basket: kurv}\n"),
    ],
)
def test_a_file_that_is_no_route_is_refused(tmp_path: Path, old: str, new: str) -> None:
    refusal(tmp_path, SMALL.replace(old, new))


def test_a_route_without_a_table_may_have_questions_alone(tmp_path: Path) -> None:
    route = small(tmp_path, SMALL[: SMALL.index("conclusions")])
    assert len(list(route.every_path())) == 4
    assert route.conclusion({"animal": "cat", "size": "big"}) is None


def test_a_route_that_is_not_there_is_an_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        load_route(tmp_path / "findes-ikke.yml")
