"""What `skolebro check` makes of the content as a whole."""

from datetime import date, timedelta

from bot.checks.check import old_reviews
from tests.support.checks import only_problem, problems_of
from tests.support.content import Content, line_of


def test_a_clean_folder_passes(clean: Content) -> None:
    assert problems_of(clean) == []


def test_the_loaders_problems_are_told_and_nothing_else_is_looked_at(clean: Content) -> None:
    path = clean.card("ssp", theme="begreber", status="gammel", related=["findes-ikke"])
    assert (only_problem(clean).file, only_problem(clean).line) == (path, line_of(path, "status:"))


def test_several_faults_are_told_in_one_go(clean: Content) -> None:
    clean.card("ssp", theme="begreber", title="Om lektiecafe", related=["findes-ikke"], section="Efterskrift")
    clean.cover("| Alt | `ssp` |")
    assert len(problems_of(clean)) == 4


def test_consent_cards_nobody_has_reviewed_for_a_year_are_warned_about(clean: Content) -> None:
    today = date(2026, 11, 22)
    late = clean.card("tavshed", theme="samtykke", reviewed=today - timedelta(days=366))
    clean.card("samtykke-i-tide", theme="samtykke", reviewed=today - timedelta(days=365))
    clean.card("gammelt", theme="begreber", reviewed=date(2015, 1, 1))
    (warning,) = old_reviews(clean.folder, today)
    assert (warning.file, warning.line) == (late, line_of(late, "reviewed:"))
    assert warning.message.startswith("sidst gennemset 2025-11-21")


def test_an_old_review_is_counted_from_today_when_nothing_else_is_said(clean: Content) -> None:
    clean.card("tavshed", theme="samtykke", reviewed=date.today() - timedelta(days=400))
    clean.card("samtykke-i-tide", theme="samtykke", reviewed=date.today() - timedelta(days=300))
    assert [warning.file.name for warning in old_reviews(clean.folder)] == ["tavshed.md"]
