"""Danish dates."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

_DENMARK = ZoneInfo("Europe/Copenhagen")

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip


def danish_day(moment: datetime) -> date:
    """The day it is in Denmark at a moment in UTC, with or without its zone."""
    return moment.replace(tzinfo=timezone.utc).astimezone(_DENMARK).date()


def danish_today() -> date:
    """The day it is in Denmark now."""
    return datetime.now(_DENMARK).date()


def written_out(day: date) -> str:
    """A date in Danish, e.g. "31. juli 2027"."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
