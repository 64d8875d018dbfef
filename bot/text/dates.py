"""Danish dates."""

from datetime import date

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip


def written_out(day: date) -> str:
    """A date in Danish, e.g. "31. juli 2027"."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
