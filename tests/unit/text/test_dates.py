"""Danish days."""

from datetime import date, datetime

import pytest

from bot.text.dates import danish_day, written_out


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 6, 30, 21, 59), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0), date(2027, 1, 1)),
    ],
    ids=["summer, before", "summer, after", "winter, before", "winter, after"],
)
def test_the_day_is_the_one_it_is_in_denmark(utc: datetime, day: date) -> None:
    assert danish_day(utc) == day


def test_a_date_is_written_out() -> None:
    assert written_out(date(2026, 7, 1)) == "1. juli 2026"
