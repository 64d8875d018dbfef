"""What goes into the consent form and the notice to the family: roles and choices, never a person."""

from datetime import date

from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Answers, Question, route
from bot.text.dates import written_out

CONSENT_DOCUMENT = "samtykkeerklaering"
FAMILY_NOTICE = "oplysning-til-familien"

KINDS = (CONSENT_DOCUMENT, FAMILY_NOTICE)

_TITLES = {
    CONSENT_DOCUMENT: "Udkast til samtykkeerklæring",
    FAMILY_NOTICE: "Udkast til oplysning til familien",
}

# What stands where nobody has said anything: there is room to write it by hand.
_TO_BE_WRITTEN = "______________________________"

_SCHOOL_YEAR_ENDS = (7, 31)  # the school year runs from 1 August to 31 July (folkeskoleloven)
_MONTHS_AHEAD = {"three_months": 3, "half_a_year": 6, "year": 12}


def title_of(kind: str) -> str:
    """The document's title, Danish."""
    return _TITLES[kind]


def fields_from(answers: Answers, today: date) -> dict[str, str]:
    """The texts of both documents.

    Args:
        answers: to the route "Må jeg dele det?" and about purpose and end date, as far as they were given.
        today: end dates are counted from here.
    """
    share, form = route(SHARE_ROUTE), route(CONSENT_FORM)
    return {
        "giver": _in_document(share.question("role"), answers),
        "modtager": _in_document(share.question("recipient"), answers),
        "oplysninger": _in_document(share.question("kind"), answers),
        "formaal": _in_document(form.question("purpose"), answers),
        "slutdato": _end_date(form.question("until"), answers, today),
        "dato": written_out(today),
    }


def _in_document(question: Question | None, answers: Answers) -> str:
    option = question.option(answers.get(question.id, "")) if question else None
    return (option.in_document or option.title) if option else _TO_BE_WRITTEN


def _end_date(question: Question | None, answers: Answers, today: date) -> str:
    chosen = answers.get("until", "")
    if chosen in _MONTHS_AHEAD:
        return written_out(_months_later(today, _MONTHS_AHEAD[chosen]))
    if chosen == "school_year":
        this_year = date(today.year, *_SCHOOL_YEAR_ENDS)
        return written_out(this_year if today <= this_year else date(today.year + 1, *_SCHOOL_YEAR_ENDS))
    return _in_document(question, answers)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last: 30 November and three months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
