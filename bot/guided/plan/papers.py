"""What stands in the plan and in the draft of a contract: the answers, and what the publication adds to them."""

from datetime import date, timedelta
from typing import Any

from bot.documents.render import Picture, render
from bot.guided.answers import SKIPPED
from bot.guided.choice import mentions
from bot.guided.plan.content import COLLABORATION, TARGET_GROUP, NextStep, PlanContent, Point, Roles, Step
from bot.guided.plan.picture import PNG, alternative_text, picture
from bot.guided.plan.positioning import Place, alike_cases, place_of
from bot.guided.plan.school_year import calendar, month_number, months_of
from bot.guided.plan.walk import Walk
from bot.text.dates import written_out
from bot.text.voice import from_me, from_you

PLAN_DOCUMENT, CONTRACT = "samarbejdsplan", "samarbejdskontrakt"
PAPERS = (PLAN_DOCUMENT, CONTRACT)
TITLES = {PLAN_DOCUMENT: "Samarbejdsplan", CONTRACT: "Udkast til samarbejdskontrakt"}

_TO_BE_WRITTEN = "______________________________"
_ROLES = (
    ("worker", "Boligsocial medarbejder"),
    ("teacher", "Lærer"),
    ("leader", "Skoleleder"),
    ("others", "Øvrige parter"),
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
_MOST_IN_A_CONTRACT_FIELD, _MOST_IN_A_HEADING = 170, 60
# The plan's first page: what stands on it, and the questions that say it. It must stay one page.
_ON_PAGE_ONE = {
    "Formål": ("formaalet",),
    "Hvem gør hvad": ("hvem-goer-hvad",),
    "Hvornår": ("skoleaaret",),
    "Møder": ("moeder",),
    "Tid, lokaler og penge": ("ressourcer",),
    "Kontaktpersoner": ("kontaktpersoner",),
}
_FOR_WHOM, _WHOM = "For hvem", "hvem-skal-naas"
_OPEN = "Åbent spørgsmål"
_MOST_ON_PAGE_ONE, _OPEN_ON_PAGE_ONE, _STEPS_ON_PAGE_ONE = 210, 4, 3
_SMALL_MAP, _LARGE_MAP = 53, 72  # millimetres
_CUT, _LOST_FOR_A_SENTENCE = " …", 60
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
    return render(PLAN_DOCUMENT, plan_fields(walk, made), _maps(walk))


def answer_in_words(walk: Walk, step: Step) -> str:
    """An answer as it stands on paper; empty where the question was skipped or not reached."""
    answer = walk.answers.get(step.id, SKIPPED)
    option = step.option(answer.option)
    return answer.text or ((option.in_document or option.title) if option else "")


def plan_fields(walk: Walk, made: date) -> dict[str, Any]:
    """The texts of the plan, by the names its template has."""
    content, place = walk.content, place_of(walk.content, walk.answers)
    points = {point.id: _point_fields(walk, point) for point in content.points if point.number}
    still_open, steps = open_questions(walk), _step_rows(walk, made)
    return {
        **points,
        "dato": written_out(made),
        "maalgruppe": _shortened(_group(walk), _MOST_IN_A_HEADING),
        "samarbejde": _chosen_title(walk, COLLABORATION),
        "forslag": _page_one_rows(walk),
        "placering": _place_fields(content, place),
        "lille_kort": "",
        "stort_kort": "",
        "roller": _role_rows(content.roles[walk.group]),
        "roller_note": from_you(content.roles[walk.group].note),
        "aarshjul": _calendar(walk, made),
        "kontakt": _contact_rows(walk),
        "cases": _case_rows(walk),
        "aabne": still_open[:_OPEN_ON_PAGE_ONE],
        "flere_aabne": still_open[_OPEN_ON_PAGE_ONE:],
        "skridt": steps[:_STEPS_ON_PAGE_ONE],
        "flere_skridt": steps[_STEPS_ON_PAGE_ONE:],
        "kilde": content.texts.source,
        "gennemset": written_out(made),
    }


def contract_fields(walk: Walk, made: date) -> dict[str, str]:
    """The texts of the contract, by the names its template has."""
    steps = {step.id: step for _, step in walk.content.every_step()}
    fields = {
        field: _shortened(_in_our_voice(walk, steps[step_id]), _MOST_IN_A_CONTRACT_FIELD) if step_id in steps else ""
        for field, step_id in _CONTRACT_FIELDS.items()
    }
    known = {field: text or _TO_BE_WRITTEN for field, text in fields.items()}
    return {**known, "dato": written_out(made), "maalgruppe": _shortened(_group(walk), _MOST_IN_A_CONTRACT_FIELD)}


def open_questions(walk: Walk) -> list[str]:
    """The questions of the points that nobody has answered, as those ask who have them."""
    return [
        from_you(walk.question(step))
        for point in walk.content.points
        if point.number
        for step in point.steps
        if walk.fits(step.only) and not answer_in_words(walk, step)
    ]


def _point_fields(walk: Walk, point: Point) -> dict[str, Any]:
    more = next((step for one, step in walk.content.every_step() if one is point and step.id == point.more), None)
    rows = [
        {"spoergsmaal": from_you(step.title), "svar": answer_in_words(walk, step)}
        for step in point.steps
        if walk.fits(step.only)
    ]
    added = walk.answers.get(point.more)
    if more and added and added.text:
        rows.append({"spoergsmaal": "Også nævnt", "svar": added.text})
    return {
        "nummer": point.number,
        "titel": point.title,
        "hvorfor": from_you(point.why),
        "svar": rows,
        "husk": [one.in_plan for one in walk.not_mentioned(point)],
    }


def _maps(walk: Walk) -> dict[str, Picture]:
    place = place_of(walk.content, walk.answers)
    drawn = picture(tuple(walk.content.places.cases), place, PNG)
    said = alternative_text(place, alike_cases(walk.content, walk.answers))
    return {"lille_kort": Picture(drawn, said, _SMALL_MAP), "stort_kort": Picture(drawn, said, _LARGE_MAP)}


def _page_one_rows(walk: Walk) -> list[dict[str, str]]:
    """What is proposed, in short."""
    answers = {title: _said_together(walk, ids) for title, ids in _ON_PAGE_ONE.items()}
    group, whom = _group(walk), _said_together(walk, (_WHOM,))
    first, *others = answers.items()
    rows = [first, (_FOR_WHOM, f"{group.rstrip('.')}. {whom}".removesuffix(" ")), *others]
    return [{"emne": title, "forslag": _shortened(said, _MOST_ON_PAGE_ONE) or _OPEN} for title, said in rows]


def _group(walk: Walk) -> str:
    """For whom it is: in own words, else by the name of the group."""
    own = walk.answers.get(TARGET_GROUP, SKIPPED).text
    return f"{own[:1].upper()}{own[1:]}" if own else walk.content.texts.groups[walk.group].title


def _said_together(walk: Walk, step_ids: tuple[str, ...]) -> str:
    steps = {step.id: step for _, step in walk.content.every_step()}
    said = [_in_our_voice(walk, steps[step_id]) for step_id in step_ids if step_id in steps]
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in said if text)


def _in_our_voice(walk: Walk, step: Step) -> str:
    """An answer as both parties would say it, as a sentence; only the appendix has it word for word."""
    said = from_me(answer_in_words(walk, step))
    return f"{said[:1].upper()}{said[1:]}"


def _step_rows(walk: Walk, made: date) -> list[dict[str, str]]:
    return [
        {"hvad": step.text, "senest": written_out(_working_day(made + timedelta(days=step.days)))}
        for step in walk.content.texts.next_steps
        if _is_still_to_do(walk, step)
    ]


def _is_still_to_do(walk: Walk, step: NextStep) -> bool:
    answered = {step_id for step_id, answer in walk.answers.items() if not answer.skipped}
    return (step.answered is None or step.answered in answered) and step.unanswered not in answered


def _working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _place_fields(content: PlanContent, place: Place) -> dict[str, Any]:
    words = place.in_words()
    return {
        "kendt": place.known,
        "kort": f"{words[:1].upper()}{words[1:]}." if words else "",
        "involvering": from_you(content.places.involvement.get(place.involvement_level or "", "")),
        "ramme": from_you(content.places.framing.get(place.framing_level or "", "")),
    }


def _role_rows(roles: Roles) -> list[dict[str, Any]]:
    return [{"rolle": title, "opgaver": [*map(from_you, getattr(roles, name))]} for name, title in _ROLES]


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


def _case_rows(walk: Walk) -> list[dict[str, str]]:
    return [
        {
            "titel": alike.case.title,
            "hvorfor": f"{alike.why[:1].upper()}{alike.why[1:]}.",
            "kort": alike.case.short,
            "laer": from_you(alike.case.learn),
        }
        for alike in alike_cases(walk.content, walk.answers)
    ]


def _chosen_title(walk: Walk, step_id: str) -> str:
    answer = walk.answers.get(step_id)
    step = walk.step(step_id)
    option = step.option(answer.option) if step and answer else None
    return option.title if option else ""


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    room = text[: most - len(_CUT)]
    sentence = room.rpartition(". ")[0]
    return (
        f"{sentence}." if len(sentence) > most - _LOST_FOR_A_SENTENCE else room.rsplit(" ", 1)[0].rstrip(" ,.;:")
    ) + _CUT
