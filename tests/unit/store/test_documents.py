"""Documents in the store: how long their links live."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.guided.share.papers import CONSENT_DOCUMENT, FAMILY_NOTICE, fields_from
from bot.store import models
from bot.store.database import now, session
from bot.store.documents import delete_expired, find, keep
from tests.support.share_papers import ANSWERS, TODAY, opened, texts_of


def kept() -> set[str]:
    with session() as opened_session:
        return set(opened_session.scalars(select(models.Document.token)))


def test_a_document_is_found_by_its_token_as_it_was_kept(database: str) -> None:
    fields = {**fields_from(ANSWERS, TODAY), "sært": "æøå \"<&>' {{"}
    before = now()
    token = keep(CONSENT_DOCUMENT, fields, days=7)
    document = find(token)
    assert document is not None
    assert (document.kind, document.fields) == (CONSENT_DOCUMENT, fields)
    assert timedelta(days=7) <= document.expires_at - before < timedelta(days=7, minutes=5)


def test_tokens_are_long_and_different_each_time(database: str) -> None:
    tokens = [keep(FAMILY_NOTICE, {}, days=1) for _ in range(50)]
    assert len(set(tokens)) == 50
    for token in tokens:
        # 43 signs of 64: 256 bits, and nothing an address would have to escape.
        assert re.fullmatch(r"[A-Za-z0-9_-]{43,64}", token)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 500, "%", "' OR 1=1 --", "æøå"])
def test_an_unknown_token_gives_nothing(database: str, token: str) -> None:
    keep(CONSENT_DOCUMENT, {}, days=7)
    assert find(token) is None


def test_a_token_is_found_as_it_is_written_only(database: str) -> None:
    token = keep(CONSENT_DOCUMENT, {}, days=7)
    assert find(token.swapcase()) is None
    assert find(token[:-1]) is None
    assert find(f"{token} ") is None


@pytest.mark.parametrize("days", [0, -1])
def test_an_expired_token_gives_nothing_though_it_is_not_deleted_yet(database: str, days: int) -> None:
    token = keep(CONSENT_DOCUMENT, {}, days=days)
    assert find(token) is None
    assert kept() == {token}


def test_expired_documents_are_deleted_and_no_others(database: str) -> None:
    expired = {keep(CONSENT_DOCUMENT, {}, days=days) for days in (0, -1, -400)}
    living = keep(FAMILY_NOTICE, {"dato": "i dag"}, days=1)
    assert kept() == {*expired, living}
    delete_expired()
    assert kept() == {living}
    delete_expired()
    assert find(living) is not None


def test_what_is_kept_makes_the_same_document_again(database: str) -> None:
    fields = fields_from(ANSWERS, TODAY)
    document = find(keep(CONSENT_DOCUMENT, fields, days=7))
    assert document is not None
    assert texts_of(opened(document.kind, document.fields)) == texts_of(opened(CONSENT_DOCUMENT, fields))
