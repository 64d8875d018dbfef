"""Questions for the editor in the store: kept for their days, linked to nobody, and then gone."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.server import serve
from bot.store import left_questions, models
from bot.store.database import now, session
from tests.support.store import rows

QUESTION = "hvem har nøglen til hallen?"


def leave(text: str = QUESTION, site: str = "kommunen", days: int = 30) -> bool:
    return left_questions.leave(text, site, Outcome.UNANSWERED, days)


def texts() -> list[str]:
    return [question.text for question in left_questions.all_kept()]


def set_days_of(text: str, **days: date) -> None:
    with session() as opened:
        opened.execute(update(models.LeftQuestion).where(models.LeftQuestion.text == text).values(**days))


def end_the_days_of(text: str) -> None:
    set_days_of(text, expires_on=now().date())


def test_a_question_is_found_with_its_day_its_site_and_what_it_got(database: str) -> None:
    before = now().date()
    assert leave()
    (kept,) = left_questions.all_kept()
    assert (kept.text, kept.site, kept.outcome) == (QUESTION, "kommunen", "unanswered")
    assert before <= kept.left_on <= now().date()
    assert kept.expires_on - kept.left_on == timedelta(days=30)


def test_a_row_says_nothing_of_whose_it_is_nor_at_what_time_it_was_sent(database: str) -> None:
    leave()
    (row,) = rows("left_question")
    assert row.keys() == {"id", "left_on", "expires_on", "site", "outcome", "text", "card_id"}
    for day in (row["left_on"], row["expires_on"]):
        assert not isinstance(day, datetime)
        assert date.fromisoformat(str(day))


def test_a_remark_is_kept_with_its_answer_and_goes_as_a_question_does(database: str) -> None:
    assert left_questions.leave("det er gammelt", "kommunen", Outcome.ANSWERED, 30, card_id="ssp")
    (kept,) = left_questions.all_kept()
    assert (kept.text, kept.card_id) == ("det er gammelt", "ssp")
    end_the_days_of("det er gammelt")
    left_questions.delete_expired()
    assert rows("left_question") == []


def test_the_newest_day_stands_first(database: str) -> None:
    for days_ago, text in enumerate(("i dag", "i går", "i forgårs")):
        leave(text)
        set_days_of(text, left_on=now().date() - timedelta(days=days_ago))
    assert texts() == ["i dag", "i går", "i forgårs"]


def test_when_its_days_are_over_a_question_is_neither_read_nor_kept_after_the_hourly_cleaning(database: str) -> None:
    leave("gammelt")
    leave("nyt")
    end_the_days_of("gammelt")
    assert texts() == ["nyt"]
    assert len(rows("left_question")) == 2
    serve._clean(settings())
    assert [row["text"] for row in rows("left_question")] == ["nyt"]


def test_other_days_are_no_longer_promise_to_those_who_sent_before(database: str) -> None:
    leave("kort", days=2)
    leave("langt", days=90)
    kept_for = {kept.text: kept.expires_on - kept.left_on for kept in left_questions.all_kept()}
    assert kept_for == {"kort": timedelta(days=2), "langt": timedelta(days=90)}


def test_the_editor_deletes_some_and_is_told_how_many_there_were(database: str) -> None:
    for text in ("et", "to", "tre"):
        leave(text)
    ids = {question.text: question.id for question in left_questions.all_kept()}
    assert left_questions.forget([ids["et"], ids["tre"], "findes-ikke"]) == 2
    assert texts() == ["to"]
    assert left_questions.forget([ids["et"]]) == 0
    assert left_questions.forget([]) == 0
    assert texts() == ["to"]


def test_a_site_that_is_full_takes_no_more_and_the_others_do(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_questions, "MOST_KEPT", 2)
    assert [leave("et"), leave("to"), leave("tre")] == [True, True, False]
    assert leave("et andet sted", site="nabokommunen")
    assert set(texts()) == {"et", "to", "et andet sted"}
    end_the_days_of("et")
    left_questions.delete_expired()
    assert leave("tre")
