"""How a list is sent."""

from base64 import b64encode
from hashlib import sha256

import pytest
from sanic.response import HTTPResponse

from bot.channels import chat, files
from bot.core.settings import settings
from bot.documents.file import File
from bot.documents.render import DOCX
from bot.guided.meeting import links
from bot.sites.contacts import contacts
from bot.sites.content import STANDARD, sites
from tests.support.machine import run_async
from tests.support.meeting import CONTENT

PAGE, DOCUMENT, _ = links.names(CONTENT)


def sent(file: File | None, room: str = "samtale") -> HTTPResponse:
    return run_async(files._made(room, lambda: file))


def test_the_page_may_carry_its_style_and_nothing_else() -> None:
    answer = sent(File(PAGE, "text/html; charset=utf-8", b"<p>"))
    assert answer.status == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Content-Disposition" not in answer.headers
    assert answer.content_type == "text/html; charset=utf-8"


def test_the_document_is_saved_and_not_cached() -> None:
    answer = sent(File(DOCUMENT, DOCX, b"PK"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="min-liste.docx"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_one_script_of_a_page_may_run_and_no_other() -> None:
    answer = sent(File(PAGE, "text/html; charset=utf-8", b"<p>", "print()"))
    digest = b64encode(sha256(b"print()").digest()).decode()
    assert answer.headers["Content-Security-Policy"].endswith(f"; script-src 'sha256-{digest}'")


@pytest.mark.parametrize(
    ("room", "why"), [("document", "kan hentes i 7 dage"), ("plan", "gemt i 7 dage"), ("samtale", "gemt i to timer")]
)
def test_a_dead_link_says_why_and_leads_back(room: str, why: str) -> None:
    answer = sent(None, room)
    page = answer.body.decode()
    assert answer.status == 404
    assert "Linket virker ikke mere" in page and why in page
    assert 'href="/chat/"' in page and "/chat/about.css" in page
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("taken", [True, False])
def test_the_page_on_privacy_tells_of_questions_to_the_editor_where_they_are_taken(
    monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    monkeypatch.setenv("QUESTION_DAYS", "17")
    site = sites()[STANDARD].copy(update={"questions_to_editor": taken})
    page = files._rendered("privatliv.html", site=site, settings=settings(), contacts=contacts(site.id)).decode()
    assert page.count("redaktøren") == (3 if taken else 0)
    assert ("17 dage" in page) is taken


def test_the_route_stands_beside_that_of_the_plans() -> None:
    async def never(_message: object) -> None: ...

    routes = chat.ChatChannel().blueprint(never)
    assert "/samtale/<token:str>/<name:str>" in {future.uri for future in routes._future_routes}
