"""What Rasa 3.6 does otherwise than a service needs it: on every turn, when something fails, and in a training."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import jsonschema
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.engine.storage import local_model_storage
from rasa.engine.training.hooks import TrainingHook
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.threads import run_in
from bot.text.cost import is_slow

# A person waits: an action that has hung must not take the whole time of a turn (bot/channels/handle_message.py).
_SLOWEST_ACTION_SECONDS = 8


def check_action_schema_once() -> None:
    """Validate what the action server sends with a prepared validator.

    Rasa calls ``jsonschema.validate``, which first checks the schema itself against its meta-schema: more
    than half the time of a turn (docs/decisions/0004-speed.md). The schema never changes; what comes
    back is validated as strictly as before.
    """
    validator = jsonschema.Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        try:
            validator.validate(result)
        except jsonschema.ValidationError as error:
            error.message += " Failed to validate action server response from API, make sure your response is valid."
            raise
        return True

    RemoteAction._validate_action_result = validate


def understand_off_the_loop() -> None:
    """Read messages in threads of their own: one for the quick and one for the slow.

    On the event loop, as Rasa has it, one long message makes everybody wait; in one queue too. Who sent it is told what
    was understood (``CollectedReplies.understood``), so that danger is answered also when what follows fails.
    """
    lanes = {slow: ThreadPoolExecutor(1, thread_name_prefix="slow" if slow else "quick") for slow in (False, True)}

    async def parse_message(
        processor: MessageProcessor,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        tracker = tracker or DialogueStateTracker.from_events(message.sender_id, [])
        read = partial(processor._parse_message_with_graph, message, tracker, only_output_properties)
        parsed: dict[str, Any] = await run_in(lanes[is_slow(message.text)], read)
        processor._check_for_unseen_features(parsed)
        if hasattr(message.output_channel, "understood"):
            message.output_channel.understood = parsed
        return parsed

    MessageProcessor.parse_message = parse_message


def understand_without_the_lock() -> None:
    """Read a message also where its conversation's lock can't be had, so that danger is answered from the files."""
    handle = Agent.handle_message

    async def handle_message(agent: Agent, message: UserMessage) -> Any:
        try:
            return await handle(agent, message)
        except LockError:
            await agent.processor.parse_message(message)
            raise

    Agent.handle_message = handle_message


def wait_shortly_for_actions() -> None:
    """Give a call of the action server seconds; Rasa's own limit is five minutes."""
    action.DEFAULT_REQUEST_TIMEOUT = _SLOWEST_ACTION_SECONDS


def tell_what_is_not_saved() -> None:
    """Let a conversation that can't be saved at the end of its turn fail the turn.

    Rasa would keep it in memory, where it never looks again, and tell the person that all is well. What it saves before
    the message is understood may fail: danger is to be understood all the same.
    """

    async def save_tracker(processor: MessageProcessor, tracker: DialogueStateTracker) -> None:
        store = processor.tracker_store
        await (store._tracker_store if isinstance(store, FailSafeTrackerStore) else store).save(tracker)

    MessageProcessor.save_tracker = save_tracker


def skip_the_training_cache() -> None:
    """Train without Rasa's cache, and without the fingerprints of all that goes in and comes out of every component.

    Nothing is ever taken from it: bot/server/training.py trains anew or not at all, and gives the cache no room.
    Hashing 14,000 examples again after every component took more time than most components do.
    """

    def before(*_: Any, **__: Any) -> dict[str, Any]:
        return {}

    def after(*_: Any, **__: Any) -> None:
        return None

    TrainingHook.on_before_node = before
    TrainingHook.on_after_node = after


def pack_without_compressing() -> None:
    """Write a model as it is: weights hardly shrink, and whoever starts unpacks them twice.

    A third more on the disk, two seconds less of a start's seven (docs/decisions/0023-training-time.md).
    """

    class Uncompressed(local_model_storage.TarSafe):
        @classmethod
        def gzopen(cls, *args: Any, **more: Any) -> Any:
            return super().gzopen(*args, **{"compresslevel": 0, **more})

    local_model_storage.TarSafe = Uncompressed
