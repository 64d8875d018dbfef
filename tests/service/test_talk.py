"""The list of a parent's preparation, from the chat to the files, over the real servers."""

from datetime import timedelta
from typing import Any

import pytest
import requests

from bot.core.settings import settings
from bot.guided.meeting.content import talk_content
from bot.knowledge.responses import fixed_reply
from bot.store import models
from bot.store.database import engine_for, now, session
from tests.support.service import Service, is_fixed, new_sender, one_reply

pytestmark = pytest.mark.service

STEPS = 5


def list_of(service: Service, sender: str) -> dict[str, Any]:
    """The reply with the list, every question skipped."""
    service.say(sender, "/prepare_talk")
    for _ in range(STEPS - 1):
        service.say(sender, "spring over")
    return one_reply(service.say(sender, "spring over"))


def ways(reply: dict[str, Any]) -> list[str]:
    return [attachment["url"] for attachment in reply["custom"]["attachments"]]


def found(service: Service, way: str) -> bool:
    return requests.get(service.url + way, timeout=30).status_code == 200


# What looks at a link before, or beside, the one who was given it.
LOOKS: list[tuple[str, dict[str, str]]] = [
    ("HEAD", {}),
    ("GET", {"Range": "bytes=0-0"}),
    ("GET", {"Sec-Purpose": "prefetch"}),
    ("GET", {"User-Agent": "Mozilla/5.0 (compatible; MailScanner)"}),
]


def test_the_list_is_there_for_its_two_hours_whoever_looks_at_it(service: Service) -> None:
    sender = new_sender()
    for way in ways(list_of(service, sender)):
        for method, headers in LOOKS:
            looked = requests.request(method, service.url + way, headers=headers, timeout=30)
            assert looked.status_code == 200, (method, headers)
        assert found(service, way) and found(service, way)
    kept = one_reply(service.say(sender, "/keep_talk"))
    assert kept["text"] == talk_content().saved.format(days=settings().document_days)


def test_the_offer_to_keep_the_list_comes_before_its_links(service: Service) -> None:
    text = list_of(service, new_sender())["text"]
    assert 0 < text.index("Gem min liste") < text.index("/chat/samtale/")


def test_a_list_whose_time_is_up_leads_to_a_page_that_leads_back(service: Service) -> None:
    page, *_ = ways(list_of(service, new_sender()))
    token = page.split("/")[3]
    with session(engine_for(service.database_url)) as opened:
        opened.get(models.Talk, token).expires_at = now() - timedelta(seconds=1)
    gone = requests.get(service.url + page, timeout=30)
    assert gone.status_code == 404
    assert "to timer" in gone.text and 'href="/chat/"' in gone.text


def test_a_list_that_is_kept_can_be_fetched_again_until_it_is_deleted(service: Service) -> None:
    sender = new_sender()
    page, document, *_ = ways(list_of(service, sender))
    service.say(sender, "/keep_talk")
    assert found(service, document) and found(service, document) and found(service, page)
    service.say(sender, "/delete_talk")
    assert not found(service, document) and not found(service, page)
    assert is_fixed(one_reply(service.say(sender, "/keep_talk")), "samtale-ingen-foraelder")
    assert fixed_reply("samtale-ingen-foraelder").text
