"""A content file that is half saved takes nothing down: no server that is started again, and no start of them all."""

import signal
from pathlib import Path

import pytest

from tests.support.service import (
    CARD,
    QUESTION,
    ChatSession,
    Service,
    answers_again,
    new_sender,
    one_reply,
    server,
    wait_until,
)

pytestmark = pytest.mark.service

CONTACTS = """\
alarm:
  label: "Alarm"
  value: "112 (prøve)"
  note: "Hele døgnet."
  source: "kommune.example"
  checked: 2026-11-28
"""
DANGER = "han truer med at slå mig ihjel lige nu"


def test_the_content_from_before_stays_in_force(tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.yml"
    contacts.write_text(CONTACTS, encoding="utf-8")
    service = Service(tmp_path, SKOLEBRO_CONTACTS=str(contacts)).start()
    try:
        told = one_reply(ChatSession(service).say(DANGER))["text"]
        assert "112 (prøve)" in told
        contacts.write_text(CONTACTS[: len(CONTACTS) // 2], encoding="utf-8")
        died = server(service, "bot.server.rasa_server")
        died.kill()
        wait_until(lambda: not died.is_running(), "it is dead")
        assert answers_again(service, new_sender(), QUESTION)["custom"]["card"] == CARD
        assert one_reply(ChatSession(service).say(DANGER))["text"] == told
        service.stop(signal.SIGTERM)
        service.log.write_text("")
        service.start()
        assert "contacts.yml" in service.log.read_text(encoding="utf-8")
        assert one_reply(ChatSession(service).say(DANGER))["text"] == told
    finally:
        service.stop()
