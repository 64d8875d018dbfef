"""Ask a running server, so that what is measured is what a person reads."""

import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

Replies = list[dict[str, Any]]

_SECONDS = 60
_ASKED_AT_ONCE = 2


def replies_of(url: str, sender: str, text: str) -> Replies:
    """What a server answers in one conversation, over the REST channel of the local profile.

    Raises:
        requests.RequestException: the server does not answer.
    """
    response = requests.post(f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text}, timeout=_SECONDS)
    response.raise_for_status()
    found: Replies = response.json()
    return found


def replies_to_each(url: str, texts: Iterable[str]) -> list[Replies]:
    """What a server answers to each text, said in a conversation of its own; as ``replies_of``, a few at a time."""
    return [first for (first,) in replies_in_conversations(url, ([text] for text in texts))]


def replies_in_conversations(url: str, conversations: Iterable[Iterable[str]]) -> list[list[Replies]]:
    """What a server answers to each turn of each conversation; as ``replies_of``, a few conversations at a time."""

    def held(turns: Iterable[str]) -> list[Replies]:
        sender = uuid.uuid4().hex
        return [replies_of(url, sender, text) for text in turns]

    with ThreadPoolExecutor(max_workers=_ASKED_AT_ONCE) as threads:
        return list(threads.map(held, conversations))
