"""Rasa's REST contract for the local profile, without its traps."""

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Request, response
from sanic.exceptions import InvalidUsage
from sanic.response import HTTPResponse

from bot.channels.handle_message import Handler, handle_message
from bot.channels.input_filter import read
from bot.channels.metrics import open_turn

_LONGEST_SENDER = 150


class RestChannel(RestInput):
    """``POST /webhooks/rest/webhook`` with ``{"sender", "message"}``, as Rasa's own.

    Unlike it: bad input gets a 4xx with a reason, never an empty list or the shared conversation
    "default"; a failing turn gets a reply; and the person's words are not logged.
    """

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes Rasa mounts under ``/webhooks/rest``."""
        routes = Blueprint("rest_channel")

        @routes.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = _read_body(request)
            except ValueError as error:
                return response.json({"error": str(error)}, status=400)
            with open_turn(self.name()):
                return response.json(await handle_message(on_new_message, read(text), sender, self.name()))

        return routes


def _read_body(request: Request) -> tuple[str, str]:
    body: Any = read_json(request)
    sender, text = body.get("sender"), body.get("message")
    if not isinstance(sender, str) or not sender.strip() or not sender.isprintable() or len(sender) > _LONGEST_SENDER:
        raise ValueError(f'"sender" skal være en tekst på 1-{_LONGEST_SENDER} tegn, som er samtalens eget navn.')
    if not isinstance(text, str):
        raise ValueError('"message" skal være en tekst.')
    return sender, text


def read_json(request: Request) -> dict[str, Any]:
    """The JSON object in a request's body.

    Raises:
        ValueError: there is none; the message is for whoever sent it (Danish).
    """
    try:
        body = request.json
    except InvalidUsage:
        body = None
    if not isinstance(body, dict):
        raise ValueError('Indholdet skal være et JSON-objekt, fx {"message": "hej"}.')
    return body
