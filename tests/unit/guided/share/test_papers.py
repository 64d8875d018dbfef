"""What goes into the papers of "Må jeg dele det?", and how easy the notice is to read."""

import re
from datetime import date, timedelta
from itertools import product

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.render import TEMPLATES
from bot.guided.choice import Option
from bot.guided.share.papers import FAMILY_NOTICE, fields_from
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Route, load_route
from bot.text.dates import written_out
from tests.support.share_papers import ANSWERS, TODAY, opened, texts_of

SHARE, FORM = load_route(SHARE_ROUTE), load_route(CONSENT_FORM)

# Which field each answer goes into.
FIELD_OF = {"role": "giver", "recipient": "modtager", "kind": "oplysninger", "purpose": "formaal"}
ROOM_TO_WRITE = "______"


def options(question_id: str) -> list[Option]:
    route: Route = SHARE if SHARE.question(question_id) else FORM
    question = route.question(question_id)
    assert question is not None
    return question.options


# -- what goes into them --


@pytest.mark.parametrize("question_id", FIELD_OF)
def test_each_choice_is_written_as_it_is_called_on_paper(question_id: str) -> None:
    written = set()
    for option in options(question_id):
        text = fields_from({question_id: option.id}, TODAY)[FIELD_OF[question_id]]
        assert text == (option.in_document or option.title)
        written.add(text)
    assert len(written) == len(options(question_id))


def test_every_choice_has_a_name_on_paper() -> None:
    for question_id in FIELD_OF:
        assert [option.id for option in options(question_id) if not option.in_document] == []


def test_what_nobody_answered_leaves_room_to_write() -> None:
    fields = fields_from({}, TODAY)
    assert {name for name, text in fields.items() if ROOM_TO_WRITE in text} == {*FIELD_OF.values(), "slutdato"}
    assert fields["dato"] == "23. november 2026"


def test_a_choice_that_the_routes_no_longer_have_leaves_room_to_write() -> None:
    fields = fields_from(dict.fromkeys([*FIELD_OF, "until"], "gone"), TODAY)
    assert {name for name, text in fields.items() if ROOM_TO_WRITE in text} == {*FIELD_OF.values(), "slutdato"}


@pytest.mark.parametrize(
    ("today", "until", "end"),
    [
        (date(2026, 11, 23), "three_months", "23. februar 2027"),
        (date(2026, 11, 23), "half_a_year", "23. maj 2027"),
        # the last day of a shorter month
        (date(2026, 11, 30), "three_months", "28. februar 2027"),
        (date(2027, 11, 29), "three_months", "29. februar 2028"),
        (date(2027, 11, 30), "three_months", "29. februar 2028"),
        (date(2026, 8, 31), "half_a_year", "28. februar 2027"),
        (date(2026, 3, 31), "three_months", "30. juni 2026"),
        (date(2026, 3, 31), "half_a_year", "30. september 2026"),
        (date(2026, 1, 31), "half_a_year", "31. juli 2026"),
        # over the turn of the year
        (date(2026, 9, 30), "three_months", "30. december 2026"),
        (date(2026, 10, 1), "three_months", "1. januar 2027"),
        (date(2026, 12, 31), "half_a_year", "30. juni 2027"),
        # the school year ends on 31 July
        (date(2026, 7, 31), "school_year", "31. juli 2026"),
        (date(2026, 8, 1), "school_year", "31. juli 2027"),
        (date(2026, 12, 31), "school_year", "31. juli 2027"),
        (date(2027, 1, 1), "school_year", "31. juli 2027"),
    ],
)
def test_the_end_date_is_counted_from_today(today: date, until: str, end: str) -> None:
    assert fields_from({"until": until}, today)["slutdato"] == end


def test_an_end_date_they_write_themselves_is_no_date() -> None:
    (own,) = (option for option in options("until") if option.id == "open")
    assert fields_from({"until": "open"}, TODAY)["slutdato"] == own.in_document
    assert not re.search(r"\d", own.in_document or "")


MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip


def from_writing(text: str) -> date:
    found = re.fullmatch(r"(\d+)\. (\w+) (\d{4})", text)
    assert found
    day, month, year = found.groups()
    return date(int(year), MONTHS.index(month) + 1, int(day))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["three_months", "half_a_year", "school_year"]))
def test_an_end_date_is_a_real_day_to_come_within_the_year(today: date, until: str) -> None:
    end = from_writing(fields_from({"until": until}, today)["slutdato"])
    shortest = {"three_months": 89, "half_a_year": 181, "school_year": 0}[until]
    longest = {"three_months": 92, "half_a_year": 184, "school_year": 365}[until]
    assert timedelta(shortest) <= end - today <= timedelta(longest)
    assert until != "school_year" or (end.day, end.month) == (31, 7)


@given(st.dates())
def test_a_date_is_written_as_danes_write_it(day: date) -> None:
    assert written_out(day).split()[1] == MONTHS[day.month - 1]
    assert written_out(day).startswith(f"{day.day}. ")
    assert written_out(day).endswith(f" {day.year}")


def lix(texts: list[str]) -> float:
    """Läsbarhetsindex: words per sentence, and the share of long words; what stands by itself is a sentence."""
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if re.search(r"[^\W_]", part)]
    words = [word for sentence in sentences for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", sentence)]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


# -- how easy the notice is to read --


def test_the_formula_is_lix() -> None:
    assert lix(["En kat. En hund sover!", "Overskrift", "____"]) == pytest.approx(6 / 3 + 100 * 1 / 6)


def test_whatever_is_chosen_the_notice_to_the_family_is_easy_to_read() -> None:
    template = texts_of(docx.Document(str(TEMPLATES / f"{FAMILY_NOTICE}.docx")))
    choices = [[None, *(option.id for option in options(question))] for question in FIELD_OF]
    for chosen in product(*choices):
        answers = {question: option for question, option in zip(FIELD_OF, chosen, strict=True) if option}
        fields = fields_from({**answers, "until": "school_year"}, TODAY)
        texts = [re.sub(r"{{ *(\w+) *}}", lambda found: fields[found[1]], text) for text in template]  # noqa: B023
        assert lix(texts) <= 30, answers


def test_the_notice_as_it_is_made_is_easy_to_read() -> None:
    for answers in ({}, ANSWERS):
        assert lix(texts_of(opened(FAMILY_NOTICE, fields_from(answers, TODAY)))) <= 30
