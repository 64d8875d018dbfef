"""The list of a parent's preparation, from the chat to the files, over the real servers."""

from typing import Any

import pytest
import requests

from bot.knowledge.responses import fixed_reply
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


def test_the_list_is_gone_when_it_was_fetched_in_word(service: Service) -> None:
    page, document = ways(list_of(service, new_sender()))
    assert found(service, page) and found(service, page)
    assert found(service, document)
    assert not found(service, document)
    assert not found(service, page)


def test_a_list_that_is_kept_can_be_fetched_again_until_it_is_deleted(service: Service) -> None:
    sender = new_sender()
    page, document = ways(list_of(service, sender))
    service.say(sender, "/keep_talk")
    assert found(service, document) and found(service, document) and found(service, page)
    service.say(sender, "/delete_talk")
    assert not found(service, document) and not found(service, page)
    assert is_fixed(one_reply(service.say(sender, "/keep_talk")), "samtale-ingen-foraelder")
    assert fixed_reply("samtale-ingen-foraelder").text
