"""What goes wrong, told as problem+json (RFC 9457) with Danish words."""

import logging
from collections.abc import Mapping

from sanic import Request, Sanic, response
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse

from bot.channels import metrics

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

# Each kind's status and title; the type is urn:skolebro:<kind>.
_KINDS: dict[str, tuple[int, str]] = {
    "bad-request": (400, "Det kan ikke læses"),
    "session-expired": (401, "Samtalen er udløbet"),
    "sign-in-required": (401, "Du skal være logget ind"),
    "token-refused": (401, "Login blev ikke godkendt"),
    "origin-refused": (403, "Siden må ikke bruge denne chat"),
    "not-found": (404, "Det findes ikke"),
    "method-not-allowed": (405, "Det kan man ikke her"),
    "too-large": (413, "Det er for stort"),
    "too-many": (429, "Det går lidt for hurtigt"),
    "busy": (503, "Der er mange, der skriver lige nu"),
    "error": (503, "Noget gik galt"),
}
metrics.expect([*(kind for kind in _KINDS if kind != "error"), "too-long"])
_DETAILS = {
    "bad-request": "Prøv igen. Bliver det ved, så sig det til den, der har lagt chatten på siden.",
    "not-found": "Adressen findes ikke, eller også er tiden for den udløbet.",
    "method-not-allowed": "Adressen findes, men tager ikke imod det kald.",
    "too-large": "Skriv det kortere, højst 1000 tegn ad gangen.",
    "busy": "Prøv igen om et øjeblik. Det, du har skrevet, er her stadig.",
    "error": "Prøv igen om lidt. Det, du har skrevet, er her stadig.",
}
# Whoever meets any of these may have been about to write that somebody is in danger.
_HELP = "Er nogen i fare, så ring 112."

# Of what the server itself refuses. A request that came too slowly (408) may well go better next time.
_BY_STATUS = {**{_KINDS[kind][0]: kind for kind in _DETAILS}, 408: "error"}


class Problem(Exception):
    """A request that can't be met, and why, in words for whoever sent it (Danish)."""

    def __init__(self, kind: str, detail: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail or _DETAILS[kind]
        self.headers = dict(headers or {})

    def as_response(self) -> HTTPResponse:
        """The problem as it is sent."""
        status, title = _KINDS[self.kind]
        detail = f"{self.detail} {_HELP}"
        body = {"type": f"urn:skolebro:{self.kind}", "title": title, "status": status, "detail": detail}
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **self.headers}
        return response.json(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def tell_problems(app: Sanic, prefix: str) -> None:
    """Under ``prefix``, errors of the server itself (no such address, too large a body) are problems like any other."""

    def told(request: Request, error: Exception) -> HTTPResponse:
        if not str(request.path).startswith(prefix):
            return app.error_handler.default(request, error)
        if isinstance(error, Problem):
            _count(error)
            return error.as_response()
        status = error.status_code if isinstance(error, SanicException) else 500
        if status >= 500:
            # Only the kind of error: its message could hold the person's words.
            logger.error("A request failed: %s", type(error).__name__)
            metrics.count_error(error)
        kind = _BY_STATUS.get(status, "bad-request" if status < 500 else "error")
        if kind != "error":
            metrics.count_refused(kind)
        allowed = (getattr(error, "headers", None) or {}).get("Allow") if status == 405 else None
        return Problem(kind, headers={"Allow": allowed} if allowed else None).as_response()

    for kind in (Problem, SanicException, Exception):
        app.error_handler.add(kind, told)


def _count(problem: Problem) -> None:
    if problem.kind == "error":
        metrics.count_error(problem.__cause__ or problem)
    else:
        metrics.count_refused(problem.kind)
