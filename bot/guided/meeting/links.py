"""What a paper's links lead to: a page to print, Word and PDF, made when they are fetched."""

from bot.core.addresses import chat_path
from bot.documents.file import File
from bot.documents.paper import as_file, names_of
from bot.guided.meeting.content import PREPARATIONS, TalkContent, talk_content
from bot.guided.meeting.paper import PRINT_SCRIPT, document, page
from bot.guided.meeting.talk import Talk
from bot.store import talks

_HTML = "text/html; charset=utf-8"


def names(content: TalkContent) -> tuple[str, str, str]:
    """The file names of the page to print, Word and PDF."""
    word, pdf = names_of([content.paper])
    return f"{content.paper}.html", word, pdf


def link(token: str, name: str) -> str:
    """The address of one of a paper's files, on this server."""
    return chat_path(f"/samtale/{token}/{name}")


def file(token: str, name: str) -> File | None:
    """The file of a link; ``None`` if there is none, or its answers are gone."""
    content = next((one for one in map(talk_content, PREPARATIONS) if name in names(one)), None)
    stored = talks.find(token) if content else None
    if content is None or stored is None:
        return None
    talk = Talk.of(content, stored.answers)
    if name == names(content)[0]:
        return File(name, _HTML, page(talk).encode(), script=PRINT_SCRIPT)
    return as_file(name, lambda: document(talk))
