"""What the links of a list lead to."""

import io
import re
from datetime import timedelta

import docx
import pytest

from bot.documents.file import File
from bot.documents.render import DOCX
from bot.guided.meeting import links
from bot.guided.meeting.paper import PRINT_SCRIPT, page
from bot.guided.meeting.talk import Talk
from bot.store import talks
from bot.store.database import now
from tests.support.meeting import CONTENT, bullets, everything, opened, set_times, stored

PAGE, DOCUMENT, _ = links.names(CONTENT)
NAMES = (PAGE, DOCUMENT)


def begun(talk: Talk) -> str:
    token = talks.begin()
    talks.change(token, talk.as_json())
    return token


def test_a_link_has_its_token_and_name_and_nothing_to_escape(sqlite: str) -> None:
    token = talks.begin()
    assert links.link(token, "min-liste.docx") == f"/chat/samtale/{token}/min-liste.docx"
    assert all(re.fullmatch(r"[\w/.-]+", links.link(token, name)) for name in NAMES)


def test_everything_can_be_fetched_again_and_nothing_of_it_changes_the_list(sqlite: str) -> None:
    talk = everything(own="Egne ord.")
    token = begun(talk)
    before = talks.find(token)
    for _ in range(2):
        assert links.file(token, PAGE) == File(PAGE, "text/html; charset=utf-8", page(talk).encode(), PRINT_SCRIPT)
        made = links.file(token, DOCUMENT)
        assert made and (made.name, made.content_type) == (DOCUMENT, DOCX)
        assert bullets(docx.Document(io.BytesIO(made.content))) == bullets(opened(talk))
    after = talks.find(token)
    assert before and after and after.expires_at == before.expires_at


@pytest.mark.parametrize("name", ["", "min-liste", "min-liste.txt", "MIN-LISTE.docx", "../min-liste.docx", "æ", "%"])
def test_a_name_that_is_no_file_gives_nothing_and_deletes_nothing(sqlite: str, name: str) -> None:
    token = begun(everything())
    assert links.file(token, name) is None
    assert stored() == {token}


@pytest.mark.parametrize("token", ["", "x" * 43, "' OR 1=1 --", "%", "æøå"])
def test_an_unknown_token_gives_nothing(sqlite: str, token: str) -> None:
    begun(everything())
    assert [links.file(token, name) for name in NAMES] == [None, None]


def test_what_expired_gives_nothing(sqlite: str) -> None:
    token = begun(everything())
    set_times(token, expires_at=now() - timedelta(seconds=1))
    assert [links.file(token, name) for name in NAMES] == [None, None]
