"""Actions in Rasa's own process, called as Rasa calls them: one that fails or hangs takes nothing with it."""

import asyncio
import threading
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from rasa.core.actions import action as of_rasa
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.core.request_id import REQUEST_ID
from bot.server.action_server import ACTIONS_AT_ONCE
from bot.server.actions_inside import ActionsInside
from tests.support.machine import run_async

RARE_WORD = "grævlingepotpourri"
SOON_SECONDS = 0.2
LATE_SECONDS = 60.0  # only so that what is broken can't make the tests hang

Told = list[dict[str, Any]]


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    """What the hung action waits for."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def inside(go_on: threading.Event) -> ActionsInside:
    def greet(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Told:
        tracker.slots["cards"].append("changed by the action")
        dispatcher.utter_message(text=f"hej, {REQUEST_ID.get()}", json_message={"outcome": "smalltalk"})
        return [{"event": "slot", "name": "cards", "value": ["ny"]}]

    def fail(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Told:
        raise LookupError(RARE_WORD)

    def reject(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Told:
        raise ActionExecutionRejection("reject")

    def hang(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Told:
        go_on.wait(LATE_SECONDS)
        return []

    executor = ActionExecutor()
    for function in (greet, fail, reject, hang):
        executor.register_function(function.__name__, function)
    return ActionsInside(executor)


@pytest.fixture
def tracker() -> DialogueStateTracker:
    return DialogueStateTracker("x", [AnySlot("cards", mappings=[{}], initial_value=["en"])])


async def run(inside: ActionsInside, name: str, tracker: DialogueStateTracker) -> list[Event]:
    spoken = TemplatedNaturalLanguageGenerator({})
    called = of_rasa.RemoteAction(name, inside)
    return await called.run(CollectingOutputChannel(), spoken, tracker, Domain.empty())


def test_rasa_gets_the_replies_and_the_slots(inside: ActionsInside, tracker: DialogueStateTracker) -> None:
    async def asked() -> list[Event]:
        REQUEST_ID.set("fra-proxyen-1")
        return await run(inside, "greet", tracker)

    said, slot = run_async(asked())
    assert isinstance(said, BotUttered)
    assert (said.text, said.data["custom"]) == ("hej, fra-proxyen-1", {"outcome": "smalltalk"})
    assert slot == SlotSet("cards", ["ny"])


def test_what_an_action_changes_of_its_tracker_is_no_change_of_rasas(
    inside: ActionsInside, tracker: DialogueStateTracker
) -> None:
    run_async(run(inside, "greet", tracker))
    assert tracker.get_slot("cards") == ["en"]


def test_of_an_action_that_fails_only_the_kind_of_error_is_told(
    inside: ActionsInside, tracker: DialogueStateTracker
) -> None:
    with pytest.raises(RasaException, match="LookupError") as failed:
        run_async(run(inside, "fail", tracker))
    assert RARE_WORD not in "".join(traceback.format_exception(failed.type, failed.value, failed.tb))


def test_an_action_nobody_has_is_an_error(inside: ActionsInside, tracker: DialogueStateTracker) -> None:
    with pytest.raises(RasaException, match="ActionNotFoundException"):
        run_async(run(inside, "nobody_has_it", tracker))


def test_an_action_may_refuse_to_run(inside: ActionsInside, tracker: DialogueStateTracker) -> None:
    with pytest.raises(of_rasa.ActionExecutionRejection):
        run_async(run(inside, "reject", tracker))


def test_an_action_that_hangs_is_given_up_and_the_others_go_on(
    inside: ActionsInside, tracker: DialogueStateTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_rasa, "DEFAULT_REQUEST_TIMEOUT", SOON_SECONDS)

    async def asked() -> tuple[list[Event], bool]:
        with pytest.raises(asyncio.TimeoutError):
            await run(inside, "hang", tracker)
        return await run(inside, "greet", tracker), await inside.answers()

    events, answers = run_async(asked())
    assert len(events) == 2 and answers


def test_it_answers_no_more_where_all_threads_hang_until_they_go_on(
    inside: ActionsInside, tracker: DialogueStateTracker, go_on: threading.Event
) -> None:
    async def asked() -> tuple[bool, bool]:
        hung = [asyncio.create_task(run(inside, "hang", tracker)) for _ in range(ACTIONS_AT_ONCE)]
        await asyncio.sleep(0)
        before = await inside.answers()
        go_on.set()
        await asyncio.gather(*hung)
        return before, await inside.answers()

    assert run_async(asked()) == (False, True)
