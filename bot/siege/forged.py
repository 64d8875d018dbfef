"""Sessions, sign-ins and links that nobody was given."""

import base64
import json
import secrets
import time
from typing import Any

import jwt
import requests
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from bot.channels.sessions import open_session
from bot.core.secret import installation_secret
from bot.siege.help_calls import EMERGENCY
from bot.siege.report import Finding, judged
from bot.siege.service import QUESTION, ChatSession, Refused, Service, from_anywhere, processes
from bot.siege.sign_in_site import AUDIENCE, ISSUER, ORIGIN, jwt_secret

_SALT = "skolebro.session"
_CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "message", {"message": QUESTION}),
    ("GET", "messages", {}),
    ("POST", "feedback", {"id": "12345678", "card": "findes-ikke", "helped": True}),
    ("POST", "remark", {"card": "findes-ikke", "words": "det passer ikke"}),
    ("DELETE", "session", {}),
)
_REFUSED = (401, 413)  # 413: a header that long is read by nobody
_GUESSES = 200


def sessions(service: Service) -> Finding:
    """Tokens of sessions that were changed, signed by others, are too old, or were ended."""
    ended = ChatSession(service)
    genuine = ended.say(QUESTION)
    ended.request("DELETE", "session")
    forged = {**_forged_sessions(), "en slettet": str(ended.opened["session"])}
    wrong = [] if genuine else ["en ægte blev afvist"]
    for name, token in forged.items():
        for method, path, body in _CALLS:
            if name == "en slettet" and method == "DELETE":
                continue  # what is ended may be ended again
            known: dict[str, str | bytes] = {**from_anywhere(), "Authorization": _bearer(token)}
            answer = requests.request(method, f"{service.chat}/{path}", headers=known, json=body or None, timeout=30)
            if answer.status_code not in _REFUSED or EMERGENCY not in answer.text:
                wrong.append(f"{name}, {method} {path}: {answer.status_code}")
    return judged(wrong, f"{len(forged) * len(_CALLS) - 1} kald med {len(forged)} forfalskede")


def sign_ins(service: Service) -> Finding:
    """JWTs that the host page never made."""
    wrong = [] if _status(service, _jwt()) == 201 else ["en ægte blev afvist"]
    forged = _forged_sign_ins()
    wrong += [
        f"{name}: {status}" for name, token in forged.items() if (status := _status(service, token)) not in (400, 401)
    ]
    return judged(wrong, f"{len(forged)} forfalskede")


def pages(service: Service) -> Finding:
    """Pages that may not use the chat, with a genuine session and without."""
    origins = [
        "https://fremmed.example",
        "null",
        f"{ORIGIN}.fremmed.example",
        f"{ORIGIN}:8443",
        "http://kommunen.example",
    ]
    session, wrong = ChatSession(service), []
    for origin in origins:
        session.headers["Origin"] = origin
        for answer in (session.send(QUESTION), session.request("POST", "session", json={})):
            allowed = answer.headers.get("Access-Control-Allow-Origin")
            if answer.status_code != 403 or allowed:
                wrong.append(f"{origin}: {answer.status_code}")
    return judged(wrong, f"{len(origins)} fremmede sider")


def links(service: Service) -> Finding:
    """Guesses at what others made."""
    wrong = []
    for number in range(_GUESSES):
        token = secrets.token_urlsafe(8 + number % 32)
        for path in (
            f"document/{token}",
            f"document/{token}/pdf",
            f"plan/{token}/samarbejdsplan.docx",
            f"samtale/{token}/liste",
        ):
            answer = requests.get(f"{service.chat}/{path}", timeout=30)
            if answer.status_code != 404:
                wrong.append(f"{path.split('/')[0]}: {answer.status_code}")
    return judged(wrong, f"{_GUESSES * 4} gæt")


def doors(service: Service) -> Finding:
    """Where the servers listen, and Rasa's ways in that must be shut."""
    listening = {
        connection.laddr.ip
        for process in processes(service)
        for connection in process.net_connections("inet")
        if connection.status == "LISTEN"
    }
    wrong = [f"lytter på {address}" for address in sorted(listening - {"127.0.0.1"})]
    shut = (
        "/webhooks/rest/webhook",
        "/model",
        "/model/parse",
        "/conversations/x/tracker",
        "/domain",
        "/status",
        "/metrics",
    )
    for path in shut:
        for method in ("GET", "POST", "PUT"):
            status = requests.request(
                method, service.url + path, json={"sender": "x", "message": "hej"}, timeout=30
            ).status_code
            if status not in (404, 405):
                wrong.append(f"{method} {path}: {status}")
    return judged(wrong, f"{len(shut) * 3} kald")


def _bearer(token: str) -> bytes:
    return b"Bearer " + token.encode("utf-8", "surrogateescape")


def _forged_sessions() -> dict[str, str]:
    genuine = open_session("kommunen").token
    content, stamp, signature = genuine.rsplit(".", 2)
    payload = ["navn", "standard", None]
    return {
        "tom": "",
        "volapyk": "x.y.z",
        "10 kB": "a" * 10_000,
        "bytes": "\udcff\udcfe",
        "uden underskrift": f"{content}.{stamp}.",
        "en anden underskrift": f"{content}.{stamp}.{signature[::-1]}",
        "andet indhold": f"{_encoded(payload)}.{stamp}.{signature}",
        "en anden tid": f"{content}.{'A' * len(stamp)}.{signature}",
        "en anden nøgle": _signed(payload, key="x" * 43),
        "tom nøgle": _signed(payload, key=""),
        "et andet formål": _signed(payload, salt="andet"),
        "for gammel": _signed(payload, signer=_LongAgo),
        "en side, der ikke findes": open_session("findes-ikke").token,
        "ægte underskrift, andet indhold": _signed({"a": 1}),
        "JWT uden underskrift": jwt.encode({"session": "x"}, "", algorithm="none"),
    }


class _LongAgo(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(time.time()) - 400 * 86_400


def _signed(payload: object, key: str | None = None, salt: str = _SALT, signer: Any = TimestampSigner) -> str:
    key = installation_secret() if key is None else key
    return str(URLSafeTimedSerializer(key, salt=salt, signer=signer).dumps(payload))


def _forged_sign_ins() -> dict[str, object]:
    claims = _claims()
    header, body, signature = _jwt().split(".")
    no_expiry = {name: value for name, value in claims.items() if name != "exp"}
    return {
        "alg none": jwt.encode(claims, "", algorithm="none"),
        "alg None med underskrift": f"{_encoded({'alg': 'None'})}.{body}.{signature}",
        "en anden nøgle": jwt.encode(claims, "x" * 43),
        "HS512": jwt.encode(claims, jwt_secret(), algorithm="HS512"),
        "RS256 uden nøgle": f"{_encoded({'alg': 'RS256', 'kid': '../../etc/passwd'})}.{body}.{signature}",
        "nøgle i hovedet": f"{_encoded({'alg': 'RS256', 'jku': 'http://127.0.0.1:1/'})}.{body}.{signature}",
        "ændret rolle": f"{header}.{_encoded({**claims, 'role': 'skole'})}.{signature}",
        "udløbet": _jwt(exp=int(time.time()) - 3600),
        "endnu ikke": _jwt(nbf=int(time.time()) + 3600),
        "en anden udsteder": _jwt(iss="https://fremmed.example"),
        "til en anden": _jwt(aud="andet"),
        "uden udløb": jwt.encode(no_expiry, jwt_secret()),
        "volapyk": "a.b.c",
        "8 kB": "a" * 8001,
        "ikke en tekst": {"alg": "none"},
    }


def _claims() -> dict[str, Any]:
    return {"iss": ISSUER, "aud": AUDIENCE, "exp": int(time.time()) + 600, "role": "foraelder"}


def _jwt(**other: Any) -> str:
    return jwt.encode({**_claims(), **other}, jwt_secret())


def _status(service: Service, token: object) -> int:
    try:
        ChatSession(service, ORIGIN, site="kommunen", token=token)
    except Refused as refused:
        return refused.response.status_code
    return 201


def _encoded(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
