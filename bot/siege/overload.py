"""More than the service can do at once: is somebody in danger still heard, and how long do others wait."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Literal

import requests

from bot.siege.help_calls import EMERGENCY, HelpCalls, call_for_help
from bot.siege.report import Finding, danish, judged
from bot.siege.service import QUESTION, ChatSession, Service

_SESSIONS = 40
_SECONDS = 12
_SLOW = ("se her " + "[](){}<>" * 120, "我们孩子学校老师家庭帮助" * 80, "Vi vil gerne høre mere om det. " * 31)
_FROM_ONE = 60
_PATIENCE_SECONDS = 60


# An answer; the calm error, or a refusal that names the number; neither.
Got = Literal["answer", "put off", "nothing"]


@dataclass(frozen=True)
class Wait:
    """How long somebody waited for what."""

    seconds: float
    got: Got


def many_sessions(service: Service) -> Finding:
    """Many people at once, a third of whose messages take long; meanwhile somebody is in danger."""
    until = time.monotonic() + _SECONDS
    with HelpCalls(service, patience=30) as help_calls, ThreadPoolExecutor(_SESSIONS) as pool:
        talks = [pool.submit(_talk, service, number, until) for number in range(_SESSIONS)]
        waits = [wait for talk in talks for wait in talk.result()]
    lost, put_off = (sum(wait.got == got for wait in waits) for got in ("nothing", "put off"))
    wrong = [*help_calls.unheard(), *([f"{lost} andre uden svar"] if lost else [])]
    return judged(
        wrong,
        f"{len(help_calls.calls)} om fare, langsomste {danish(help_calls.slowest())} s; {len(waits)} andre, "
        f"langsomste {danish(max((wait.seconds for wait in waits), default=0))} s, {put_off} bedt om at prøve igen",
    )


def one_session(service: Service) -> Finding:
    """One conversation that sends far more than it may; danger told in it is refused with the number at least."""
    session, others = ChatSession(service), ChatSession(service)
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: session.send(QUESTION), range(_FROM_ONE)))
    refused = [response for response in sent if response.status_code == 429]
    wrong = ["intet blev afvist"] if not refused else []
    wrong += [f"{response.status_code} uden 112" for response in refused if EMERGENCY not in response.text]
    if call_for_help(service, session).answer == "silent":
        wrong.append("fare uden svar")
    if others.send(QUESTION).status_code != 200:
        wrong.append("en anden samtale blev afvist")
    return judged(wrong, f"{_FROM_ONE} beskeder, {len(refused)} afvist med 112 i teksten")


def _talk(service: Service, number: int, until: float) -> list[Wait]:
    waits: list[Wait] = []
    session = ChatSession(service)
    for text in islice(cycle((QUESTION, "hej", _SLOW[number % len(_SLOW)])), number % 3, None):
        if time.monotonic() > until:
            break
        begun = time.monotonic()
        got = _got(session, text)
        waits.append(Wait(time.monotonic() - begun, got))
    return waits


def _got(session: ChatSession, text: str) -> Got:
    try:
        response = session.send(text, _PATIENCE_SECONDS)
    except requests.RequestException:
        return "nothing"
    if response.status_code == 200:
        outcomes = [reply["custom"]["outcome"] for reply in response.json()["messages"]]
        return "put off" if "error" in outcomes else "answer"
    return "put off" if EMERGENCY in response.text else "nothing"
