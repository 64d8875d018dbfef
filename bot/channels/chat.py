"""The ``bot`` channel: the chat page at ``/chat/``, its files and its API."""

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request, Sanic
from sanic.response import HTTPResponse

from bot.channels.api import Api
from bot.channels.files import add_files
from bot.channels.handle_message import Handler
from bot.channels.metrics import serve_metrics
from bot.channels.origins import allow_origin
from bot.channels.problems import Problem, tell_problems
from bot.core.addresses import chat_path
from bot.core.settings import settings

# A message is at most 1000 characters, a JWT a few thousand; nothing else that is sent is large.
_LARGEST_REQUEST_BYTES = 64_000
# Of any request at all, before it is looked at; Sanic's own is a hundred.
_LARGEST_READ_BYTES = 5_000_000


class ChatChannel(InputChannel):
    """Serves the page and answers it; a conversation belongs to whoever holds its session."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "bot"

    def url_prefix(self) -> str:
        """An absolute path: the chat does not live under ``/webhooks``."""
        return chat_path()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes Rasa mounts under ``/chat``."""
        routes = Blueprint("chat_channel")
        add_files(routes)
        Api(on_new_message, self.name()).add_to(routes)

        @routes.middleware("request")
        async def none_too_large(request: Request) -> None:
            if len(request.body) > _LARGEST_REQUEST_BYTES:
                raise Problem("too-large")

        @routes.middleware("response")
        async def for_other_pages(request: Request, answer: HTTPResponse) -> None:
            allow_origin(request, answer)

        @routes.listener("before_server_start")
        async def set_up(app: Sanic, _loop: object) -> None:
            app.config.REQUEST_MAX_SIZE = _LARGEST_READ_BYTES
            tell_problems(app, chat_path("/"))
            if port := settings().metrics_port:
                serve_metrics(app, port)

        return routes
