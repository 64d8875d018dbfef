"""A plan as it is made and fetched over the real servers."""

import json
from typing import Any

import requests

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import Service, one_reply, remembered

PAPERS = ["samarbejdsplan.docx", "samarbejdsplan.pdf", "samarbejdskontrakt.docx", "samarbejdskontrakt.pdf"]
TO_THE_OPEN_QUESTIONS = ("/start_plan", *["spring over"] * 4)


def answer(question: str, option: str) -> str:
    return f'/answer_question{{"question": "{question}", "option": "{option}"}}'


def asked(replies: list[dict[str, Any]]) -> str | None:
    """The question the last reply's buttons answer."""
    payloads = [button["payload"] for button in replies[-1].get("buttons", [])]
    answers = [one.removeprefix("/answer_question") for one in payloads if one.startswith("/answer_question")]
    return json.loads(answers[0])["question"] if answers else None


def made(service: Service, sender: str) -> list[str]:
    """Skip what is left, and have the plan made; gives its links."""
    while asked(service.say(sender, "spring over")) != "godkend":
        pass
    reply = one_reply(service.say(sender, answer("godkend", "ja")))
    return [attachment["url"] for attachment in reply["custom"]["attachments"]]


def fetch(service: Service, link: str) -> requests.Response:
    return requests.get(service.url + link, timeout=30)


def kept(service: Service, sender: str) -> dict[str, Any]:
    """The answers of a conversation's plan as the database has them."""
    with session(engine_for(service.database_url)) as opened:
        return dict(opened.get(models.Plan, remembered(service, sender)["plan"]).answers)
