"""How a list is sent."""

from base64 import b64encode
from hashlib import sha256

import pytest
from markupsafe import Markup
from sanic.response import HTTPResponse

from bot.channels import chat, files
from bot.checks.readability import HARDEST_FOR_PARENTS
from bot.core.settings import settings
from bot.documents.file import File
from bot.documents.render import DOCX
from bot.guided.meeting import links
from bot.knowledge.schema import Contact
from bot.sites.contacts import contacts
from bot.sites.content import STANDARD, sites
from bot.text.lix import lix
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
    page = privacy(questions_to_editor=taken, remarks_to_editor=False)
    assert ("redaktøren" in page) is taken
    assert ("17 dage" in page) is taken


@pytest.mark.parametrize("taken", [True, False])
def test_the_page_on_privacy_tells_of_remarks_on_an_answer_where_they_are_taken(
    monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    monkeypatch.setenv("QUESTION_DAYS", "17")
    page = privacy(remarks_to_editor=taken)
    assert ("Send til redaktøren" in page) is taken
    assert ("17 dage" in page) is taken


def privacy(**fields: object) -> str:
    site = sites()[STANDARD].copy(update=fields)
    return files._rendered("privatliv.html", site=site, settings=settings(), contacts=contacts(site.id)).decode()


NAMED = {
    key: Contact(id=key, label=f"{key} i Bro", value="12 34 56 78, post@bro.example")
    for key in ("dataansvarlig", "dpo", "tilgaengelighed")
}


@pytest.mark.parametrize(
    ("page", "named"), [("privatliv.html", ["dataansvarlig", "dpo"]), ("tilgaengelighed.html", ["tilgaengelighed"])]
)
def test_the_pages_about_the_chat_name_whom_the_site_names_and_where_to_complain(page: str, named: list[str]) -> None:
    known = {**contacts(), **NAMED}
    text = files._rendered(page, site=sites()[STANDARD], settings=settings(), contacts=known).decode()
    for key in named:
        assert f"{key} i Bro" in text
    assert 'href="tel:12345678"' in text and 'href="mailto:post@bro.example"' in text
    authority = "datatilsynet" if "dpo" in named else "digitaliseringsstyrelsen"
    assert f"tel:{contacts()[authority].value.replace(' ', '')}" in text


def test_parents_are_told_the_most_important_in_plain_danish() -> None:
    told = privacy().partition("Er du forælder?</h2>")[2].partition("<h2")[0]
    text = Markup(told.replace("</li>", ".</li>\n")).striptags()
    assert "dit barn" in text and "Datatilsynet" in text
    assert lix(text) <= HARDEST_FOR_PARENTS


def test_the_route_stands_beside_that_of_the_plans() -> None:
    async def never(_message: object) -> None: ...

    routes = chat.ChatChannel().blueprint(never)
    assert "/samtale/<token:str>/<name:str>" in {future.uri for future in routes._future_routes}
