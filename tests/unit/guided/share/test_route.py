"""The guided routes on every way through."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.guided.share.route import CONSENT_FORM, ROUTES, SHARE_ROUTE, Answers, Conclusion, Route, load_route
from tests.support.content import our_content
from tests.support.share_routes import FORM, SHARE, asked, given_answers

PATHS = list(SHARE.every_path())


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


def all_answers(given: Answers | None = None) -> Iterator[Answers]:
    """An answer to every question, in every combination that has those that are ``given``."""
    fixed = given or {}
    choices = (
        [option.id for option in question.options if fixed.get(question.id, option.id) == option.id]
        for question in SHARE.questions
    )
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
    cards = our_content().cards
    assert len(PATHS) > 100
    for answers in PATHS:
        conclusion = concluded(**answers)
        assert {conclusion.card, *conclusion.also} <= cards.keys(), answers
        assert conclusion.card not in conclusion.also, answers


@pytest.mark.parametrize("route", [SHARE, FORM], ids=lambda route: route.title)
def test_the_cards_a_route_is_offered_after_exist(route: Route) -> None:
    assert route.offered_after
    assert set(route.offered_after) <= our_content().cards.keys()


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
        ends = (
            concluded(**walked(everything, {**before, last: option.id})).id
            for option in asked(last).options
            for everything in all_answers(before)
        )
        one = next(ends)
        assert any(other != one for other in ends), answers


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
