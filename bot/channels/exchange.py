"""One message in, its replies out: shared by the channels, so both behave the same when things go wrong."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.intake import Intake
from bot.knowledge.fixed_replies import fixed_reply

logger = logging.getLogger(__name__)

# Before the page gives up by itself (30 s): an action server that hangs must not look like no server at all.
_LONGEST_TURN_SECONDS = 20

Handler = Callable[[UserMessage], Awaitable[Any]]


class CollectedReplies(CollectingOutputChannel):
    """Collects each reply as one message with its text, buttons and ``custom`` together."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what is in ``message``; Rasa's own would divide it in up to three."""
        kept = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        await self._persist_message({"recipient_id": recipient_id, **kept})


async def exchange(
    handler: Handler, intake: Intake, sender_id: str, channel: str, about: Mapping[str, str | None] | None = None
) -> list[dict[str, Any]]:
    """Hand ``intake`` to Rasa and give the replies, at least one whatever happens.

    The words are never logged, not even when Rasa fails.

    Args:
        about: what the actions should know of where the message comes from: its ``site`` and ``role``.
    """
    replies = CollectedReplies()
    message = UserMessage(
        intake.text,
        replies,
        sender_id,
        input_channel=channel,
        metadata={"masked": list(intake.masked), **(about or {})},
    )
    try:
        await asyncio.wait_for(handler(message), _LONGEST_TURN_SECONDS)
    except (asyncio.CancelledError, asyncio.TimeoutError):
        logger.error("A turn was given up before it was done.")
    except Exception as error:
        # Only the kind of error: its message could hold the person's words.
        logger.error("A turn failed: %s", type(error).__name__)
    if not replies.messages:
        # An action server that is down leaves an empty list: say so instead.
        return [{"recipient_id": sender_id, **fixed_reply("fejl").as_message()}]
    return list(replies.messages)
