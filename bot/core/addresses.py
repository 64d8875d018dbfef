"""The addresses of the chat, as a browser asks for them."""

from bot.core.settings import settings


def chat_path(path: str = "") -> str:
    """A path of the chat, e.g. ``/privatliv``, with all that stands before it on this installation."""
    return f"{settings().path_prefix}/chat{path}"
