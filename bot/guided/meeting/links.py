"""What a list's links lead to: a page to print, Word and PDF, made when they are fetched."""

from bot.documents.file import File
from bot.documents.paper import as_file, names_of
from bot.guided.meeting.content import talk_content
from bot.guided.meeting.paper import LIST, PRINT_SCRIPT, document, page
from bot.guided.meeting.talk import Talk
from bot.store import talks

PAGE = "min-liste.html"
DOCUMENT, PDF = names_of([LIST])
_HTML = "text/html; charset=utf-8"


def link(token: str, name: str) -> str:
    """The address of one of a list's files, on this server."""
    return f"/chat/samtale/{token}/{name}"


def file(token: str, name: str) -> File | None:
    """The file of a link; ``None`` if there is none, or its list is gone."""
    stored = talks.find(token) if name in (PAGE, DOCUMENT, PDF) else None
    if stored is None:
        return None
    talk = Talk.of(talk_content(), stored.answers)
    if name == PAGE:
        return File(name, _HTML, page(talk).encode(), script=PRINT_SCRIPT)
    return as_file(name, lambda: document(talk))
