"""The JSON API of the chat, as bot/channels/openapi.yml describes it."""

import asyncio
import hashlib
import logging
import re
import secrets
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from functools import cache, partial
from typing import Any, Literal, get_args
from weakref import WeakValueDictionary

from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.capacity import Capacity
from bot.channels.handle_message import Handler, handle_message
from bot.channels.health import NOT_KEPT, Readiness, tell_whether_alive
from bot.channels.input_filter import MAX_CHARACTERS, read
from bot.channels.metrics import open_turn
from bot.channels.origins import site_of
from bot.channels.problems import Problem
from bot.channels.reply_cache import Answer, is_error
from bot.channels.rest import read_json
from bot.channels.sessions import Opened, Session, expiry_of, open_session, read_session
from bot.channels.short_memory import limiter, recent_words, replies
from bot.channels.sign_in import SIGN_IN_THREADS, KeysAway, Refused, role_from
from bot.core.addresses import chat_path
from bot.core.outcomes import Outcome
from bot.core.paths import ROOT
from bot.core.settings import settings
from bot.core.threads import run_in
from bot.core.yaml_files import read_yaml
from bot.knowledge.schema import ID_LENGTH
from bot.sites.content import site_named, sites
from bot.sites.schema import ROLES, Greeting, Role, Site
from bot.store import conversations, left_questions, revoked_sessions
from bot.store.answers import find_card
from bot.store.counts import note_feedback
from bot.store.kept_words import KEPT_WORDS
from bot.store.shared_state import Away
from bot.text.cost import is_slow, weight
from bot.text.question_to_editor import LONGEST, remark_as_sent

logger = logging.getLogger(__name__)

Reason = Literal["forkert", "foraeldet", "svaert", "ikke-spurgt", "mangler"]

OPENAPI = ROOT / "bot" / "channels" / "openapi.yml"

_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CARD_ID = re.compile(rf"[a-z0-9-]{{1,{ID_LENGTH}}}")
_CONVERSATIONS_AT_ONCE = 20
# When something that is away may well be back.
_WAIT_SECONDS = "5"
_PREFLIGHTED = ("/theme", "/session", "/message", "/messages", "/feedback", "/remark")

# Two voices: whoever works here is answered alike, at the school and beside it.
_PAYLOAD_OF_ROLE: dict[Role, str] = {
    "medarbejder": "/staff_asks", "skole": "/staff_asks", "foraelder": "/parent_asks",
}  # fmt: skip

_EXPIRED = "Samtalen er udløbet eller slettet. Begynd en ny."
_SIGN_IN_FIRST = "Log ind på siden, og åbn chatten igen."
_NO_SIGN_IN = "Siden har sendt et login, men chatten er ikke sat op til det. Sig det til dem, der driver siden."
_KEYS_AWAY = "Dit login kan ikke kontrolleres lige nu. Prøv igen om lidt."
_STORE_AWAY = "Det kan ikke gemmes lige nu. Prøv igen om lidt."
_NO_REMARKS = "Her kan man ikke skrive til redaktøren."
_NO_REMARK = f"Skriv med ord, hvad der er galt, og højst {LONGEST} tegn."
_FULL = "Redaktøren har fået så meget, at der ikke er plads til mere lige nu."
_NOT_DELETED = "Samtalen kunne ikke slettes lige nu. Prøv igen om lidt."


class Api:
    """Sessions, messages and what belongs to them.

    Args:
        handler: Rasa's, that a message is given to.
        channel: the channel's name in Rasa.
    """

    def __init__(self, handler: Handler, channel: str) -> None:
        self._handler = handler
        self._channel = channel
        self._turns = replies()
        self._messages = limiter("messages", settings().messages_a_minute)
        self._sessions = limiter("sessions", settings().sessions_a_minute)
        # Many people share an address, but no number of conversations makes one of them a hundred.
        self._addresses = limiter("addresses", settings().messages_a_minute * _CONVERSATIONS_AT_ONCE)
        self._capacity = Capacity()
        self._slow: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def add_to(self, routes: Blueprint) -> None:
        """The API's addresses under ``/chat``."""
        for method, path, query, handler in (
            ("GET", "/health", (), tell_whether_alive),
            ("GET", "/ready", (), Readiness(self._handler).tell),
            ("GET", "/openapi.json", (), _tell_openapi),
            ("GET", "/theme", ("site",), _tell_theme),
            ("POST", "/session", (), self.begin_session),
            ("DELETE", "/session", ("papers",), self.end_session),
            ("POST", "/message", (), self.receive),
            ("GET", "/messages", ("after",), self.tell_missed),
            ("POST", "/feedback", (), self.take_feedback),
            ("POST", "/remark", (), self.take_remark),
        ):
            name = f"{method.lower()}_{path.strip('/').replace('.', '_')}"
            routes.add_route(partial(_strictly, handler, query), path, methods=[method], name=name)
        for path in _PREFLIGHTED:
            routes.add_route(_agree, path, methods=["OPTIONS"], name=f"options_{path.strip('/')}")

    async def begin_session(self, request: Request) -> HTTPResponse:
        """A session for a new conversation."""
        body = _body(request) if request.body else {}
        site = site_of(request, body.get("site"))
        await self._sessions.hit(_address(request))
        asked = _one_of(body, "role", ROLES)
        token = body.get("token")
        if not isinstance(token, str | None):
            raise Problem("bad-request", '"token" skal være en tekst.')
        role = await _signed_in_role(token, site) if token else None
        if not token and site.sign_in and site.sign_in.required:
            raise Problem("sign-in-required", _SIGN_IN_FIRST)
        opened = open_session(site.id, role or asked)
        return response.json(_told(opened, role or asked, signed_in=bool(token)), status=201, headers=NOT_KEPT)

    async def end_session(self, request: Request) -> HTTPResponse:
        """Delete the conversation, and with ``papers=true`` the plan and the list made in it.

        What is ended can be ended again: the first time a part of it may have failed.
        """
        session = _session_of(request)
        papers = {None: False, "true": True, "false": False}.get(_query(request, "papers"))
        if papers is None:
            raise Problem("bad-request", '"papers" skal være true eller false.')
        # To its end, also when the tab that asked for it is closed meanwhile.
        await asyncio.shield(self._end(session, papers))
        return response.empty(headers=NOT_KEPT)

    async def _end(self, session: Session, papers: bool) -> None:
        try:
            await to_thread(revoked_sessions.revoke, session.name, expiry_of(session))
            await self._turns.end(session.conversation)
            await to_thread(_delete, session.conversation, papers)
            await recent_words().forget(session.conversation)
        except (SQLAlchemyError, Away) as error:
            raise Problem("error", _NOT_DELETED) from error

    async def receive(self, request: Request) -> HTTPResponse:
        """One message and its answer; the same id again gets the same answer."""
        session = await self._session(request)
        body = _body(request)
        text = body.get("message")
        if not isinstance(text, str):
            raise Problem("bad-request", '"message" skal være en tekst.')
        message_id = _matching(body, "id", _MESSAGE_ID) if "id" in body else secrets.token_urlsafe(12)
        role = _one_of(body, "role", ROLES) or session.role
        address = _address(request)
        turn = partial(self._in_turn, address, session, role, message_id, text)
        with self._capacity.one():
            if not await self._knows(session, message_id):
                await self._messages.hit(session.name)
                await self._addresses.hit(address, weight(text))
            answer = await self._run(session, message_id, turn)
        return response.json(answer, headers=NOT_KEPT)

    async def _run(self, session: Session, message_id: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            return await self._turns.run(session.conversation, message_id, turn)
        except Away as away:
            # Whether it runs somewhere else is not known, so it does not run here; danger is seen all the same.
            answer = await turn()
            if is_error(answer):
                raise _not_just_now() from away
            return answer

    async def tell_missed(self, request: Request) -> HTTPResponse:
        """The answers of the last minutes, after the message named."""
        session = await self._session(request)
        after = _query(request, "after")
        if after is not None and not _MESSAGE_ID.fullmatch(after):
            raise Problem("bad-request", '"after" skal være et id på en besked.')
        try:
            turns = await self._turns.after(session.conversation, after)
        except Away as away:
            raise _not_just_now() from away
        return response.json({"turns": turns}, headers=NOT_KEPT)

    async def take_feedback(self, request: Request) -> HTTPResponse:
        """Whether one answer helped, and if not, why."""
        session = await self._session(request)
        body = _body(request)
        message_id, card = _matching(body, "id", _MESSAGE_ID), _matching(body, "card", _CARD_ID)
        helped, reason = body.get("helped"), _one_of(body, "reason", get_args(Reason))
        if helped is not None and not isinstance(helped, bool):
            raise Problem("bad-request", '"helped" skal være true, false eller null.')
        await self._messages.hit(f"feedback {session.name}")
        # Tells one press from another, and nothing of whose it is.
        answer = hashlib.sha256(f"{session.name} {message_id} {card}".encode()).hexdigest()
        await _in_store(card, partial(note_feedback, answer, card, helped, None if helped else reason))
        return response.empty(headers=NOT_KEPT)

    async def take_remark(self, request: Request) -> HTTPResponse:
        """What is wrong with an answer, in somebody's own words; kept with nothing that leads to the conversation."""
        session = await self._session(request)
        body = _body(request)
        card, words = _matching(body, "card", _CARD_ID), body.get("words")
        if not site_named(session.site).remarks_to_editor:
            raise Problem("not-found", _NO_REMARKS)
        if not isinstance(words, str):
            raise Problem("bad-request", '"words" skal være en tekst.')
        await self._messages.hit(f"feedback {session.name}")
        if not await _in_store(card, partial(_leave, words, session.site, card)):
            raise Problem("error", _FULL)
        return response.empty(headers=NOT_KEPT)

    async def _knows(self, session: Session, message_id: str) -> bool:
        try:
            return await self._turns.knows(session.conversation, message_id)
        except Away:
            return False

    async def _in_turn(self, address: str, session: Session, role: Role | None, message_id: str, text: str) -> Answer:
        """The answer; an address' slow messages one at a time: others' wait for one of them at most, never for all."""
        with open_turn(self._channel):
            if not is_slow(text):
                return await self._answer(session, role, message_id, text)
            async with self._slow.setdefault(address, asyncio.Lock()):
                return await self._answer(session, role, message_id, text)

    async def _answer(self, session: Session, role: Role | None, message_id: str, text: str) -> Answer:
        intake = read(text)
        about = {"site": session.site, "role": role}
        replies = await handle_message(self._handler, intake, session.conversation, self._channel, about)
        for reply in replies:
            reply.pop("recipient_id", None)
        masked = {"masked": intake.text} if intake.masked else {}
        return {"id": message_id, "messages": replies, **masked}

    async def _session(self, request: Request) -> Session:
        session = _session_of(request)
        try:
            ended = await to_thread(revoked_sessions.is_revoked, session.name)
        except SQLAlchemyError:
            ended = False  # the database is away for a while: the reply says so, calmly
        if ended:
            raise Problem("session-expired", _EXPIRED)
        return session


async def _in_store(card: str, write: Callable[[], Any]) -> Any:
    """What ``write`` gives, where there is such a card."""
    try:
        if await to_thread(find_card, card) is None:
            raise Problem("not-found", "Det svar findes ikke.")
        return await to_thread(write)
    except SQLAlchemyError as error:
        raise Problem("error", _STORE_AWAY) from error


def _leave(words: str, site: str, card: str) -> bool:
    intake = read(words)
    text = remark_as_sent(intake.text) if intake.is_words else None
    if text is None:
        raise Problem("bad-request", _NO_REMARK)
    return left_questions.leave(text, site, Outcome.ANSWERED, settings().question_days, card)


def _not_just_now() -> Problem:
    return Problem("error", headers={"Retry-After": _WAIT_SECONDS})


def _session_of(request: Request) -> Session:
    """The session a request was signed for, whether or not somebody has ended it."""
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    session = read_session(token) if scheme.lower() == "bearer" else None
    if session is None or session.site not in sites():
        raise Problem("session-expired", _EXPIRED)
    # Not from a page that may not use the chat, whatever it has got hold of.
    site_of(request)
    return session


def _query(request: Request, field: str) -> str | None:
    """A field of the address, also when it is empty: ``?papers=`` is not the same as nothing."""
    value: str | None = request.get_args(keep_blank_values=True).get(field)
    return value


async def _strictly(
    handler: Callable[[Request], Awaitable[HTTPResponse]], query: tuple[str, ...], request: Request
) -> HTTPResponse:
    """What ``handler`` gives, unless the address has a field it doesn't know: most often a misspelt one."""
    if unknown := sorted(set(request.get_args(keep_blank_values=True)) - set(query)):
        raise Problem("bad-request", f"Adressen har et felt, der ikke kendes: {unknown[0]!r}.")
    return await handler(request)


async def _agree(_request: Request) -> HTTPResponse:
    """What a browser asks before it lets a page call: the middleware says whether this page may."""
    return response.empty()


async def _tell_openapi(_request: Request) -> HTTPResponse:
    return response.json(_openapi(), headers={"X-Content-Type-Options": "nosniff"})


@cache
def _openapi() -> Any:
    return {**read_yaml(OPENAPI), "servers": [{"url": chat_path()}]}


async def _tell_theme(request: Request) -> HTTPResponse:
    return response.json(theme_of(site_of(request, _query(request, "site"))), headers=NOT_KEPT)


def theme_of(site: Site) -> dict[str, Any]:
    """How the chat looks and what it says first on a site."""
    return {
        "site": site.id,
        "title": site.title,
        "roles": [
            {"role": role, "choice": asker.choice, "name": asker.name, "payload": _PAYLOAD_OF_ROLE[role]}
            for role in ROLES
            if (asker := site.roles.get(role))
        ],
        "greetings": {role: _as_message(greeting, site.title) for role, greeting in site.greetings.items()},
        "contacts": [{"label": contact.label, "value": contact.value} for contact in site.contacts.values()],
        "privacy": site.privacy_link(),
        "accessibility": site.accessibility_link(),
        "logo": chat_path(f"/logo/{site.id}") if site.logo else None,
        "accent": site.accent,
        "sign_in": "required" if site.sign_in and site.sign_in.required else "optional",
        "longest_message": MAX_CHARACTERS,
        "remarks": {"longest": LONGEST, "days": settings().question_days} if site.remarks_to_editor else None,
    }


def _as_message(greeting: Greeting, title: str) -> dict[str, Any]:
    text = greeting.text.strip().replace("{title}", title)
    return {"text": text, "buttons": [{"title": button, "payload": button} for button in greeting.buttons]}


async def _signed_in_role(token: object, site: Site) -> Role | None:
    if site.sign_in is None:
        raise Problem("token-refused", _NO_SIGN_IN)
    try:
        return await run_in(SIGN_IN_THREADS, role_from, token, site.sign_in)
    except Refused as refused:
        raise Problem("token-refused", str(refused)) from refused
    except KeysAway as away:
        raise Problem("error", _KEYS_AWAY) from away


def _told(opened: Opened, role: Role | None, signed_in: bool) -> dict[str, Any]:
    return {
        "session": opened.token,
        "expires_at": opened.expires_at.isoformat(timespec="seconds"),
        "role": role,
        "signed_in": signed_in,
    }


def _delete(conversation: str, papers: bool) -> None:
    state = conversations.read_state(conversation) or []
    slots = {event["name"]: event["value"] for event in state if event.get("event") == "slot"}
    if papers:
        for kept in KEPT_WORDS:
            if slots.get(kept.slot):
                kept.forget(slots[kept.slot])
    conversations.delete_conversation(conversation)


def _body(request: Request) -> dict[str, Any]:
    try:
        return read_json(request)
    except ValueError as error:
        raise Problem("bad-request", str(error)) from error


def _matching(body: dict[str, Any], field: str, pattern: re.Pattern[str]) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Problem("bad-request", f'"{field}" skal være en tekst af formen {pattern.pattern}.')
    return value


def _one_of(body: dict[str, Any], field: str, allowed: tuple[Any, ...]) -> Any:
    value = body.get(field)
    if value is not None and value not in allowed:
        raise Problem("bad-request", f'"{field}" skal være en af: {", ".join(allowed)}.')
    return value


def _address(request: Request) -> str:
    """Who asks, as the proxy in front saw it: the server itself listens to this machine alone."""
    forwarded = str(request.headers.get("x-forwarded-for", ""))
    return forwarded.rpartition(",")[2].strip() or str(request.ip)
