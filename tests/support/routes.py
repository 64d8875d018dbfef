"""Guided routes, as their forms are called: questions, and what is pressed or typed."""

import json
from typing import Any

import pytest

from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, route

SHARE, CONSENT = route(SHARE_ROUTE), route(CONSENT_FORM)
# Each question with the form that asks it and the beginning of its slot.
QUESTIONS = [
    *(("share_route", "share", question) for question in SHARE.questions),
    *(("consent_form", "consent", question) for question in CONSENT.questions),
]
BY_SLOT = pytest.mark.parametrize(
    ("form", "prefix", "question"), QUESTIONS, ids=[f"{prefix}_{question.id}" for _, prefix, question in QUESTIONS]
)


def pressed(question: str, option: str) -> dict[str, Any]:
    fields = {"question": question, "option": option}
    return {"intent": "answer_question", "entities": fields, "text": f"/answer_question{json.dumps(fields)}"}


def typed(text: str, intent: str = "nlu_fallback") -> dict[str, Any]:
    return {"intent": intent, "text": text}
