"""The ``bot`` channel: the chat page at ``/chat/`` and what it talks to."""

from asyncio import to_thread
from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from bot.channels.exchange import Handler, exchange
from bot.channels.rest import read_json
from bot.channels.sessions import conversation_of, new_session
from bot.documents.file import File
from bot.documents.render import DOCX, render
from bot.paths import WEB
from bot.plans import links as plan_links
from bot.store.documents import find
from bot.talks import links as talk_links

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

# The picture and the list opened by themselves: they carry their looks with them, and nothing in them may run or be
# fetched.
_ALONE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

_FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "skolebro-chat.js": ("dist/skolebro-chat.js", "text/javascript; charset=utf-8"),
}


_EXPIRED = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Linket virker ikke mere</title>'
    "<h1>Linket virker ikke mere</h1><p>Dokumentet er slettet, fordi tiden er udløbet, eller også er linket ikke "
    "skrevet helt af. Gå tilbage til chatten, og bed om et nyt. Det tager et øjeblik.</p></html>"
)


class ChatChannel(InputChannel):
    """Serves the page and answers it; a conversation belongs to whoever holds its session."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "bot"

    def url_prefix(self) -> str:
        """An absolute path: the chat does not live under ``/webhooks``."""
        return "/chat"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes Rasa mounts under ``/chat``."""
        routes = Blueprint("chat_channel")
        for path, (file_name, content_type) in _FILES.items():
            _serve_file(routes, path, (WEB / file_name).read_bytes(), content_type)

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent: Any = getattr(request.app.ctx, "agent", None)
            ready = agent is not None and agent.is_ready()
            return response.json({"ready": ready}, status=200 if ready else 503)

        @routes.route("/session", methods=["POST"])
        async def open_session(_request: Request) -> HTTPResponse:
            return response.json({"session": new_session()}, status=201)

        @routes.route("/message", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = read_json(request)
            except ValueError as error:
                return _refuse(400, str(error))
            sender_id = conversation_of(body.get("session"))
            if sender_id is None:
                return _refuse(401, "Samtalen er udløbet. Hent en ny.")
            if not isinstance(body.get("message"), str):
                return _refuse(400, '"message" skal være en tekst.')
            replies = await exchange(on_new_message, body["message"], sender_id, self.name())
            for reply in replies:
                reply.pop("recipient_id", None)
            return response.json({"messages": replies})

        @routes.route("/document/<token:str>", methods=["GET"])
        async def fetch_document(_request: Request, token: str) -> HTTPResponse:
            return await _made(lambda: _document(token))

        @routes.route("/plan/<token:str>/<name:str>", methods=["GET"])
        async def fetch_plan(_request: Request, token: str, name: str) -> HTTPResponse:
            return await _made(lambda: plan_links.file(token, name))

        @routes.route("/samtale/<token:str>/<name:str>", methods=["GET"])
        async def fetch_talk(_request: Request, token: str, name: str) -> HTTPResponse:
            return await _made(lambda: talk_links.file(token, name))

        return routes


def _document(token: str) -> File | None:
    document = find(token)
    return document and File(f"{document.kind}.docx", DOCX, render(document.kind, document.fields))


async def _made(make: Callable[[], File | None]) -> HTTPResponse:
    file = await to_thread(make)
    if file is None:
        return response.html(_EXPIRED, status=404, headers=_HEADERS)
    # Nobody between the two may keep a copy that outlives the link.
    headers = {**_HEADERS, "Cache-Control": "no-store"}
    if file.content_type == DOCX:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    if file.content_type.startswith(("image/svg", "text/html")):
        headers["Content-Security-Policy"] = _ALONE_POLICY
    return response.raw(file.content, content_type=file.content_type, headers=headers)


def _serve_file(routes: Blueprint, path: str, content: bytes, content_type: str) -> None:
    @routes.route(f"/{path}", methods=["GET"], name=f"file_{path or 'page'}".replace(".", "_").replace("-", "_"))
    async def file(_request: Request) -> HTTPResponse:
        return response.raw(content, content_type=content_type, headers=_HEADERS)


def _refuse(status: int, reason: str) -> HTTPResponse:
    return response.json({"error": reason}, status=status)
