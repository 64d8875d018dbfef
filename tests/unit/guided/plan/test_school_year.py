"""The school year: which months an answer speaks of, and what stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import Year, plan_content
from bot.guided.plan.school_year import MONTHS, calendar, month_number, months_of

TEXTS = Year(first="først", during="undervejs", middle="midtvejs", last="til sidst", before="inden", ask="spørg")


def said(text: str) -> list[int]:
    return months_of(Answer(text=text))


def in_month(rows: list[dict[str, str]], number: int) -> list[str]:
    text = rows[number]["indhold"]
    return text.split(". ") if text else []


@pytest.mark.parametrize("number", range(12))
def test_a_month_is_known_by_its_name_however_it_is_written(number: int) -> None:
    name = MONTHS[number]
    for text in (name, name.lower(), name.upper(), f"i {name.lower()}.", f"medio {name.lower()}", f"1. {name.lower()}"):
        assert said(text) == [number], text


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("aug", [0]), ("sept.", [1]), ("sep", [1]), ("okt.", [2]), ("nov.", [3]), ("dec.", [4]), ("jan.", [5]),
        ("feb.", [6]), ("mar.", [7]), ("apr.", [8]),
    ],
)  # fmt: skip
def test_a_month_is_known_by_its_short_name(text: str, months: list[int]) -> None:
    assert said(text) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("august, november og maj", [0, 3, 9]),
        ("maj og august", [0, 9]),
        ("august og august igen", [0]),
        ("aug/sep", [0, 1]),
        ("fra august til december", [0, 1, 2, 3, 4]),
        ("august-december", [0, 1, 2, 3, 4]),
        ("sept. – dec.", [1, 2, 3, 4]),
        ("januar — marts", [5, 6, 7]),
        ("fra og med oktober til og med januar", [2, 3, 4, 5]),
        ("fra august og frem til oktober", [0, 1, 2]),
        ("fra september indtil december", [1, 2, 3, 4]),
        ("slutningen af august til midten af oktober", [0, 1, 2]),
        ("8. august til 20. oktober", [0, 1, 2]),
        ("fra november til februar, over jul", [3, 4, 5, 6]),
        ("august til oktober og igen i marts", [0, 1, 2, 7]),
        ("februar-marts og igen maj-juni", [6, 7, 9, 10]),
        ("august - december - maj", list(range(10))),
        ("august, oktober - december", [0, 2, 3, 4]),
        ("august til juni", list(range(11))),
        ("vi starter efter vinterferien og kører til sommer", [7, 8, 9, 10]),
        ("fra skolestart til efterårsferien", [0, 1, 2]),
        ("efter jul", [5]),
        ("efter sommerferien og igen til påske", [0, 8]),
    ],
)
def test_the_months_of_an_answer_in_own_words(text: str, months: list[int]) -> None:
    assert said(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "!!!", "hver torsdag", "uge 41-45", "tre uger", "før juleferien", "til jul",
        "når skolen har plads", "marsvin", "på et tidspunkt", "5.-6. klasse",
    ],
)  # fmt: skip
def test_where_no_month_is_named_there_is_none(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    ["et decideret forløb", "et separat forløb", "apropos skemaet", "en novelle om ugen", "de er junior", "oktaver"],
)
def test_a_word_that_only_begins_like_a_month_is_none(text: str) -> None:
    assert said(text) == []


def test_a_to_that_is_about_something_else_fills_no_months() -> None:
    assert said("i september til forældremødet og igen i maj") == [1, 9]


@pytest.mark.parametrize(
    ("text", "months"), [("i marts, men ikke i maj", [7]), ("august og september, ikke december", [0, 1])]
)
def test_a_month_it_shall_not_be_is_left_out(text: str, months: list[int]) -> None:
    assert said(text) == months


def test_a_suggestion_means_its_months() -> None:
    assert months_of(Answer(option="hele-aaret")) == list(range(11))
    assert months_of(Answer(option="efteraar")) == [0, 1, 2, 3, 4]
    assert months_of(Answer(option="foraar")) == [5, 6, 7, 8, 9, 10]
    assert months_of(Answer(option="kort-forloeb")) == months_of(Answer(option="findes-ikke")) == []


def test_every_suggestion_with_months_in_its_title_means_them() -> None:
    (step,) = (step for _, step in plan_content().every_step() if step.id == "skoleaaret")
    named = [option for option in step.options if said(option.title)]
    assert named
    for option in named:
        assert months_of(Answer(option=option.id)) == said(option.title)


def test_no_answer_has_no_months() -> None:
    assert months_of(None) == months_of(SKIPPED) == []


words = st.sampled_from([*MONTHS, "til", "-", "og", "fra", "ikke", "sidst i", "i", "aug.", "1."])


@given(st.one_of(st.text(), st.lists(words, max_size=12).map(" ".join)))
def test_whatever_is_said_the_months_are_in_order_and_come_once(text: str) -> None:
    months = said(text)
    assert months == sorted(set(months))
    assert set(months) <= set(range(12))


some_months = st.sets(st.integers(0, 11)).map(sorted)


@given(some_months, st.integers(0, 11))
def test_the_calendar_has_the_twelve_months_from_august(months: list[int], asking: int) -> None:
    rows = calendar(months, TEXTS, asking)
    assert [row["maaned"] for row in rows] == list(MONTHS)
    assert all(row.keys() == {"maaned", "indhold"} for row in rows)


@given(some_months, st.integers(0, 11))
def test_only_the_months_it_happens_in_say_so(months: list[int], asking: int) -> None:
    rows = calendar(months, TEXTS, asking)
    happening = {TEXTS.first, TEXTS.during, TEXTS.middle, TEXTS.last}
    assert [number for number in range(12) if happening & set(in_month(rows, number))] == months


@given(some_months, st.integers(0, 11))
def test_it_begins_and_ends_once_and_the_middle_lies_between(months: list[int], asking: int) -> None:
    rows = calendar(months, TEXTS, asking)
    where = {text: [n for n in range(12) if text in in_month(rows, n)] for text in TEXTS.dict().values()}
    assert where[TEXTS.first] == months[:1]
    assert where[TEXTS.last] == (months[-1:] if len(months) > 1 else [])
    assert len(where[TEXTS.middle]) == (len(months) > 2)
    assert all(months[0] < middle < months[-1] for middle in where[TEXTS.middle])
    assert where[TEXTS.during] == [n for n in months if n not in where[TEXTS.middle]][1:-1]


@given(some_months, st.integers(0, 11))
def test_the_school_is_asked_first_and_about_next_year_at_once(months: list[int], asking: int) -> None:
    rows = calendar(months, TEXTS, asking)
    assert [n for n in range(12) if TEXTS.ask in in_month(rows, n)] == [asking]
    assert [n for n in range(12) if TEXTS.before in in_month(rows, n)] == (
        [months[0] - 1] if months and months[0] else []
    )


def test_a_year_in_which_nothing_is_said_only_has_the_question() -> None:
    assert [row["indhold"] for row in calendar([], TEXTS, 3)] == ["", "", "", "spørg", *[""] * 8]


def test_a_month_may_have_two_things_in_it() -> None:
    assert calendar([2], TEXTS, 1)[1]["indhold"] == "inden. spørg"
    assert calendar([2], TEXTS, 2)[2]["indhold"] == "først. spørg"


def test_a_year_from_october_to_february() -> None:
    assert [row["indhold"] for row in calendar([2, 3, 4, 5, 6], TEXTS, 11)] == [
        "", "inden", "først", "undervejs", "midtvejs", "undervejs", "til sidst", "", "", "", "", "spørg",
    ]  # fmt: skip


@pytest.mark.parametrize(("of_a_date", "name"), [(8, "August"), (12, "December"), (1, "Januar"), (7, "Juli")])
def test_a_date_has_its_month_of_the_school_year(of_a_date: int, name: str) -> None:
    assert MONTHS[month_number(of_a_date)] == name


def test_every_month_of_a_date_is_another_month_of_the_school_year() -> None:
    assert sorted(month_number(month) for month in range(1, 13)) == list(range(12))
