"""`skolebro questions`: the editor reads and deletes what people sent."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.commands.main import app
from bot.core.outcomes import Outcome
from bot.store import left_questions


def run(*arguments: str) -> Result:
    return CliRunner(mix_stderr=False).invoke(app, ["questions", *arguments])


def leave(text: str, site: str = "kommunen", outcome: Outcome = Outcome.UNANSWERED) -> str:
    left_questions.leave(text, site, outcome, days=30)
    return next(one.id for one in left_questions.all_kept() if one.text == text)


def test_each_question_is_shown_with_its_id_day_site_and_what_it_got(database: str) -> None:
    ids = [leave("hvem har nøglen?"), leave("hvad koster en kran?", "skolen", Outcome.OUT_OF_SCOPE)]
    shown = run()
    assert shown.exit_code == 0
    day = str(left_questions.all_kept()[0].left_on)
    assert f"{ids[0]}  {day}  kommunen  vidste det ikke\n    hvem har nøglen?\n" in shown.stdout
    assert f"{ids[1]}  {day}  skolen  uden for emnet\n    hvad koster en kran?\n" in shown.stdout
    assert "2 i alt." in shown.stdout


def test_a_remark_is_shown_with_the_answer_it_is_on(database: str) -> None:
    left_questions.leave("det er gammelt", "kommunen", Outcome.ANSWERED, 30, card_id="ssp")
    assert "  kommunen  om svaret ssp\n    det er gammelt\n" in run().stdout


def test_looking_deletes_nothing_and_deleting_takes_only_what_is_named(database: str) -> None:
    ids = [leave("et"), leave("to"), leave("tre")]
    run()
    assert len(left_questions.all_kept()) == 3
    done = run("--delete", ids[0], "--delete", ids[2])
    assert (done.exit_code, done.stdout) == (0, "Slettet: 2.\n")
    assert [one.id for one in left_questions.all_kept()] == [ids[1]]


def test_where_there_are_none_that_is_said(database: str) -> None:
    assert (run().exit_code, run().stdout) == (0, "Der er ingen spørgsmål eller bemærkninger.\n")


def test_an_id_there_is_not_is_an_error_that_tells_what_to_do(database: str) -> None:
    leave("et")
    refused = run("--delete", "findes-ikke")
    assert refused.exit_code == 1
    assert "findes-ikke" in refused.stderr and "skolebro questions" in refused.stderr
    assert len(left_questions.all_kept()) == 1


def test_a_database_that_is_not_there_yet_is_an_error_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ny.sqlite'}")
    refused = run()
    assert refused.exit_code == 1
    assert "DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr
