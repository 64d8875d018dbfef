"""What stands in the plan and in the draft of a contract: the answers, and what the publication adds to them."""

from datetime import date
from typing import Any

from bot.documents.render import Picture, render
from bot.guided.choice import mentions
from bot.guided.plan.content import COLLABORATION, PlanContent, Point, Roles, Step
from bot.guided.plan.picture import PNG, alternative_text, picture
from bot.guided.plan.positioning import Place, nearest_cases, place_of
from bot.guided.plan.school_year import calendar, month_number, months_of
from bot.guided.plan.walk import Walk
from bot.text.dates import written_out

PLAN_DOCUMENT, CONTRACT = "samarbejdsplan", "samarbejdskontrakt"
PAPERS = (PLAN_DOCUMENT, CONTRACT)
TITLES = {PLAN_DOCUMENT: "Samarbejdsplan", CONTRACT: "Udkast til samarbejdskontrakt"}

_TO_BE_WRITTEN = "______________________________"
_ROLES = (
    ("boligsocial", "Boligsocial medarbejder"),
    ("laerer", "Lærer"),
    ("leder", "Skoleleder"),
    ("oevrige", "Øvrige parter"),
)
# The contract's fields and the questions that fill them. One page has no room for a long answer.
_CONTRACT_FIELDS = {
    "formaal": "formaalet",
    "skolens_udbytte": "skolens-udbytte",
    "helhedsplanens_udbytte": "helhedsplanens-udbytte",
    "hvem_goer_hvad": "hvem-goer-hvad",
    "ressourcer": "ressourcer",
    "skoleaaret": "skoleaaret",
    "moeder": "moeder",
    "kontaktpersoner": "kontaktpersoner",
}
_MOST_IN_A_CONTRACT_FIELD = 250
_CUT = " …"
_MONTHS_FROM = "skoleaaret"
_CONTACTS_FROM = "kontaktpersoner"


def paper(kind: str, walk: Walk, made: date) -> bytes:
    """The finished .docx.

    Args:
        kind: one of ``PAPERS``.
        walk: the answers.
        made: the day that stands on it.
    """
    if kind == CONTRACT:
        return render(CONTRACT, contract_fields(walk, made))
    place = place_of(walk.content, walk.answers)
    cases = nearest_cases(walk.content, walk.answers)
    drawn = Picture(picture(tuple(walk.content.places.cases), place, PNG), alternative_text(place, cases))
    return render(PLAN_DOCUMENT, plan_fields(walk, made), {"billede": drawn})


def answer_in_words(walk: Walk, step: Step) -> str:
    """An answer as it stands on paper; empty where the question was skipped or not reached."""
    answer = walk.answers.get(step.id)
    option = step.option(answer.option) if answer else None
    return (option.in_document or option.title) if option else (answer.text or "" if answer else "")


def plan_fields(walk: Walk, made: date) -> dict[str, Any]:
    """The texts of the plan, by the names its template has."""
    content, place = walk.content, place_of(walk.content, walk.answers)
    points = {point.id: _point_fields(walk, point) for point in content.points if point.number}
    return {
        **points,
        "dato": written_out(made),
        "maalgruppe": content.texts.groups[walk.group].title,
        "samarbejde": _chosen_title(walk, COLLABORATION),
        "placering": _place_fields(content, place),
        "billede": "",
        "roller": _role_rows(content.roles[walk.group]),
        "roller_note": content.roles[walk.group].note,
        "aarshjul": _calendar(walk, made),
        "kontakt": _contact_rows(walk),
        "cases": _case_rows(walk, place),
        "aabne": open_questions(walk),
        "skridt": [{"hvad": step} for step in content.texts.next_steps],
        "kilde": content.texts.source,
        "gennemset": written_out(content.texts.reviewed),
    }


def contract_fields(walk: Walk, made: date) -> dict[str, str]:
    """The texts of the contract, by the names its template has."""
    steps = {step.id: step for _, step in walk.content.every_step()}
    fields = {
        field: _shortened(answer_in_words(walk, steps[step_id])) if step_id in steps else ""
        for field, step_id in _CONTRACT_FIELDS.items()
    }
    known = {field: text or _TO_BE_WRITTEN for field, text in fields.items()}
    return {**known, "dato": written_out(made), "maalgruppe": walk.content.texts.groups[walk.group].title}


def open_questions(walk: Walk) -> list[str]:
    """The questions of the points that nobody has answered."""
    return [
        walk.question(step)
        for point in walk.content.points
        if point.number
        for step in point.steps
        if walk.fits(step.only) and not answer_in_words(walk, step)
    ]


def _point_fields(walk: Walk, point: Point) -> dict[str, Any]:
    more = next((step for one, step in walk.content.every_step() if one is point and step.id == point.more), None)
    rows = [
        {"spoergsmaal": step.title, "svar": answer_in_words(walk, step)} for step in point.steps if walk.fits(step.only)
    ]
    added = walk.answers.get(point.more)
    if more and added and added.text:
        rows.append({"spoergsmaal": "Også aftalt", "svar": added.text})
    return {
        "titel": point.title,
        "hvorfor": point.why,
        "svar": rows,
        "husk": [one.in_plan for one in walk.not_mentioned(point)],
    }


def _place_fields(content: PlanContent, place: Place) -> dict[str, Any]:
    words = place.in_words()
    return {
        "kendt": place.known,
        "kort": f"{words[:1].upper()}{words[1:]}." if words else "",
        "involvering": content.places.involvement.get(place.involvement_level or "", ""),
        "ramme": content.places.framing.get(place.framing_level or "", ""),
    }


def _role_rows(roles: Roles) -> list[dict[str, Any]]:
    return [{"rolle": title, "opgaver": getattr(roles, name)} for name, title in _ROLES]


def _calendar(walk: Walk, made: date) -> list[dict[str, str]]:
    months = months_of(walk.answers.get(_MONTHS_FROM))
    return calendar(months, walk.content.texts.year, month_number(made.month))


def _contact_rows(walk: Walk) -> list[dict[str, str]]:
    """Each party's roles, as far as the answer names them."""
    steps = {step.id: step for _, step in walk.content.every_step()}
    said = answer_in_words(walk, steps[_CONTACTS_FROM]) if _CONTACTS_FROM in steps else ""
    return [
        {"hos": party, "rolle": ", ".join(title for title, words in roles.items() if mentions(words, said))}
        for party, roles in walk.content.texts.contacts.items()
    ]


def _case_rows(walk: Walk, place: Place) -> list[dict[str, str]]:
    return [
        {
            "titel": case.title,
            "hvorfor": _why_alike(case.maalgruppe == walk.group, place.known),
            "kort": case.short,
            "laer": case.learn,
        }
        for case in nearest_cases(walk.content, walk.answers)
    ]


def _why_alike(same_group: bool, by_place: bool) -> str:
    """Why a case was chosen: those of the same target group come first, and among them the nearest."""
    if same_group and by_place:
        return "Valgt, fordi den har samme målgruppe som jer og et sted i koordinatsystemet, I kan sammenligne jer med."
    if same_group:
        return "Valgt, fordi den har samme målgruppe som jer."
    return "Valgt, fordi den ligger i nærheden af jer i koordinatsystemet, selv om målgruppen er en anden."


def _chosen_title(walk: Walk, step_id: str) -> str:
    answer = walk.answers.get(step_id)
    step = walk.step(step_id)
    option = step.option(answer.option) if step and answer else None
    return option.title if option else ""


def _shortened(text: str) -> str:
    if len(text) <= _MOST_IN_A_CONTRACT_FIELD:
        return text
    return text[: _MOST_IN_A_CONTRACT_FIELD - len(_CUT)].rsplit(" ", 1)[0].rstrip(" ,.;:") + _CUT
