"""Ask a running server, so that what is measured is what a person reads."""

from typing import Any

import requests

_SECONDS = 60


def replies_of(url: str, sender: str, text: str) -> list[dict[str, Any]]:
    """What a server answers in one conversation, over the REST channel of the local profile.

    Raises:
        requests.RequestException: the server does not answer.
    """
    response = requests.post(f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text}, timeout=_SECONDS)
    response.raise_for_status()
    found: list[dict[str, Any]] = response.json()
    return found
