"""What came of an attack is told as it is: a row that did not hold can't look as if it had."""

import pytest

from bot.siege.report import Finding, Row, Told, danish, judged, line, markdown, summary
from bot.siege.service import Service


def an_attack(_service: Service) -> Finding:
    raise AssertionError("never tried here")


ROW = Row("et angreb", an_attack)
HELD, FELL = Told(ROW, judged([], "3 kald"), 1.4), Told(ROW, judged(["500 på /x"], "3 kald"), 2.0)


def test_where_nothing_went_wrong_it_held() -> None:
    assert judged([], "3 kald") == Finding(True, "3 kald")


def test_what_went_wrong_is_told_the_first_three_of_it_and_how_many_more() -> None:
    assert judged(["a", "b", "c"], "9 kald") == Finding(False, "9 kald. a; b; c")
    assert judged(["a", "b", "c", "d", "e"], "9 kald") == Finding(False, "9 kald. a; b; c og 2 til")


def test_a_row_is_called_what_its_file_and_function_are_called() -> None:
    assert ROW.name == "test_report.an_attack"


@pytest.mark.parametrize(("told", "verdict"), [(HELD, "holdt "), (FELL, "HOLDT IKKE ")])
def test_the_terminal_shows_the_verdict_first_then_what_and_the_figure(told: Told, verdict: str) -> None:
    assert line(told).startswith(verdict)
    assert line(told).endswith(f"et angreb: {told.finding.figure}")


def test_the_table_has_a_line_for_each_row() -> None:
    _, _, *rows = markdown([HELD, FELL]).splitlines()
    assert rows == [
        "| `test_report.an_attack` | et angreb | holdt | 3 kald | 1 |",
        "| `test_report.an_attack` | et angreb | HOLDT IKKE | 3 kald. 500 på /x | 2 |",
    ]


def test_a_figure_can_not_break_the_table() -> None:
    broken = Told(ROW, Finding(False, "a | b\nc"), 1)
    assert markdown([broken]).splitlines()[2] == "| `test_report.an_attack` | et angreb | HOLDT IKKE | a \\| b c | 1 |"


def test_the_summary_counts_those_that_held() -> None:
    assert summary([HELD, FELL, HELD]).startswith("2 af 3 holdt. ")


def test_figures_have_a_danish_comma() -> None:
    assert danish(12.34) == "12,3"
