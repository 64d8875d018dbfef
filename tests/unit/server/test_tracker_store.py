"""Conversations stay small, hold no words, and are not lost when the database is away."""

import asyncio
import json
import threading
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, TypeVar

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.core.paths import ROOT
from bot.server.tracker_store import KEPT_EVENTS, BoundedTrackerStore, bounded_state
from bot.store import conversations
from bot.store.conversations import Overtaken, read_state
from bot.store.database import session
from tests.support.machine import free_port, run_async

Given = TypeVar("Given")

# Turns: a turn has seven events or so, so none of those before is kept any more.
LONG_AGO = KEPT_EVENTS // 2

SAID = "min hemmelige bekymring om Ayse i syvende klasse"
ANSWERED = "svar som botten gav"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def store(domain: Domain, database: str) -> BoundedTrackerStore:
    return BoundedTrackerStore(domain)


@pytest.fixture
def of_one_kind(domain: Domain, sqlite: str) -> BoundedTrackerStore:
    """For what depends on the conversation alone."""
    return BoundedTrackerStore(domain)


def done(work: Coroutine[Any, Any, Given]) -> Given:
    return run_async(work)


def new_conversation(domain: Domain, sender: str = "a") -> DialogueStateTracker:
    tracker = DialogueStateTracker(sender, domain.slots)
    for event in (ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")):
        tracker.update(event, domain)
    return tracker


def take_turn(tracker: DialogueStateTracker, domain: Domain, number: int, intent: str = "ask") -> None:
    """What Rasa adds to a tracker in one turn of a question and its answer."""
    words = f"{SAID} {number}"
    parse_data = {
        "text": words,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [],
        "text_tokens": [(0, 3), (4, 13)],
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
        "answers": [{"card": "ssp", "confidence": 0.9, "similarity": 0.9}],
        "metadata": {"masked": ["et CPR-nummer"], "raw": words},
    }
    for event in (
        UserUttered(words, parse_data["intent"], [], parse_data, input_channel="bot", metadata={"raw": words}),
        ActionExecuted("action_answer_question", policy="RulePolicy", confidence=1.0, metadata={"raw": words}),
        BotUttered(f"{ANSWERED} {number}", {"buttons": [{"title": ANSWERED}]}, {"raw": ANSWERED}),
        SlotSet("last_card", f"kort-{number}"),
        SlotSet("seen_cards", [f"kort-{earlier}" for earlier in range(max(0, number - 20), number)]),
        SlotSet("introduced", True),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event, domain)


def converse(store: BoundedTrackerStore, domain: Domain, turns: int, sender: str = "a") -> DialogueStateTracker:
    """So many turns as Rasa takes them: read, go on, save."""
    for number in range(turns):
        tracker = done(store.retrieve(sender)) or new_conversation(domain, sender)
        take_turn(tracker, domain, number)
        done(store.save(tracker))
    return tracker


def slots_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    return tracker.current_slot_values()


def test_a_new_conversation_is_none(store: BoundedTrackerStore) -> None:
    assert done(store.retrieve("ukendt")) is None


@pytest.mark.parametrize("turns", [1, 4, 5, 6, 7, LONG_AGO])
def test_a_conversation_goes_on_where_it_was(store: BoundedTrackerStore, domain: Domain, turns: int) -> None:
    before = converse(store, domain, turns)
    after = done(store.retrieve("a"))
    assert after is not None
    assert slots_of(after) == slots_of(before)
    assert slots_of(after)["last_card"] == f"kort-{turns - 1}"
    assert after.latest_action_name == before.latest_action_name == "action_listen"
    assert after.latest_message is not None and before.latest_message is not None
    assert after.latest_message.intent_name == before.latest_message.intent_name == "ask"


def test_after_70_turns_the_stored_state_is_as_small_as_after_25(
    of_one_kind: BoundedTrackerStore, domain: Domain
) -> None:
    converse(of_one_kind, domain, 25)
    early = read_state("a")
    before = converse(of_one_kind, domain, 45)
    late = read_state("a")
    assert early is not None and late is not None
    assert len(late) == len(early)
    # The events kept, the start of a session and the slots that are set.
    assert len(late) <= KEPT_EVENTS + 2 + len(domain.slots)
    after = done(of_one_kind.retrieve("a"))
    assert after is not None
    assert slots_of(after) == slots_of(before)
    assert slots_of(after)["last_card"] == "kort-44"
    assert len(slots_of(after)["seen_cards"]) == 20


def test_a_slot_set_long_ago_is_still_set(of_one_kind: BoundedTrackerStore, domain: Domain) -> None:
    tracker = new_conversation(domain)
    tracker.update(SlotSet("offered_cards", ["ssp", "lektiecafe"]), domain)
    done(of_one_kind.save(tracker))
    converse(of_one_kind, domain, LONG_AGO)
    after = done(of_one_kind.retrieve("a"))
    assert after is not None and after.get_slot("offered_cards") == ["ssp", "lektiecafe"]


def test_a_slot_that_was_emptied_stays_empty(of_one_kind: BoundedTrackerStore, domain: Domain) -> None:
    tracker = new_conversation(domain)
    tracker.update(SlotSet("offered_cards", ["ssp"]), domain)
    done(of_one_kind.save(tracker))
    converse(of_one_kind, domain, LONG_AGO)
    tracker = done(of_one_kind.retrieve("a"))
    assert tracker is not None
    tracker.update(SlotSet("offered_cards", None), domain)
    done(of_one_kind.save(tracker))
    converse(of_one_kind, domain, LONG_AGO)
    after = done(of_one_kind.retrieve("a"))
    assert after is not None and after.get_slot("offered_cards") is None


@pytest.mark.parametrize("turns", [1, LONG_AGO])
def test_no_word_that_was_said_is_stored(store: BoundedTrackerStore, domain: Domain, turns: int) -> None:
    converse(store, domain, turns)
    with session() as opened:
        stored = str(opened.execute(text("SELECT state FROM conversation")).scalar_one())
    assert "action_answer_question" in stored, "this is the conversation"
    for word in {*SAID.split(), *ANSWERED.split()} - {"om", "i"}:
        assert word not in stored, word
    assert "CPR" not in stored


def test_a_tracker_read_from_the_store_has_no_words_either(store: BoundedTrackerStore, domain: Domain) -> None:
    converse(store, domain, 3)
    after = done(store.retrieve("a"))
    assert after is not None
    users = [event for event in after.events if isinstance(event, UserUttered)]
    assert len(users) == 3
    assert {event.text for event in users} == {""}
    assert {event.intent_name for event in users} == {"ask"}


def test_a_loop_entered_long_ago_is_still_active(of_one_kind: BoundedTrackerStore, domain: Domain) -> None:
    tracker = new_conversation(domain)
    tracker.update(ActiveLoop("samtykke_form"), domain)
    done(of_one_kind.save(tracker))
    converse(of_one_kind, domain, LONG_AGO)
    after = done(of_one_kind.retrieve("a"))
    assert after is not None and after.active_loop_name == "samtykke_form"


def test_a_loop_left_long_ago_is_not_entered_again(of_one_kind: BoundedTrackerStore, domain: Domain) -> None:
    tracker = new_conversation(domain)
    tracker.update(ActiveLoop("samtykke_form"), domain)
    tracker.update(ActiveLoop(None), domain)
    done(of_one_kind.save(tracker))
    converse(of_one_kind, domain, LONG_AGO)
    after = done(of_one_kind.retrieve("a"))
    assert after is not None and after.active_loop_name is None


def test_what_is_kept_begins_with_a_turn(domain: Domain) -> None:
    tracker = new_conversation(domain)
    for number in range(LONG_AGO):
        take_turn(tracker, domain, number)
    names = [event.get("name") or event["event"] for event in bounded_state(tracker)]
    slots_set = sum(slot.value is not None for slot in tracker.slots.values())
    assert names[:2] == ["action_session_start", "session_started"]
    assert names[2 + slots_set] == "action_listen"
    assert names[3 + slots_set] == "user"


def test_conversations_are_kept_apart(store: BoundedTrackerStore, domain: Domain) -> None:
    converse(store, domain, 2, sender="a")
    converse(store, domain, 5, sender="b")
    assert sorted(done(store.keys())) == ["a", "b"]
    a, b = done(store.retrieve("a")), done(store.retrieve("b"))
    assert a is not None and b is not None
    assert (a.get_slot("last_card"), b.get_slot("last_card")) == ("kort-1", "kort-4")


def test_a_stored_conversation_is_plain_json(store: BoundedTrackerStore, domain: Domain) -> None:
    converse(store, domain, LONG_AGO)
    state = read_state("a")
    assert json.loads(json.dumps(state)) == state


def test_a_turn_whose_conversation_could_not_be_read_does_not_wipe_it_out(
    store: BoundedTrackerStore, domain: Domain, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    converse(store, domain, 3)
    before = read_state("a")
    # As Rasa wraps every store: what goes wrong in it is answered from memory.
    as_rasa_has_it = FailSafeTrackerStore(store)

    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
    with pytest.raises(SQLAlchemyError):
        done(store.retrieve("a"))
    assert done(as_rasa_has_it.retrieve("a")) is None
    fresh = new_conversation(domain)
    take_turn(fresh, domain, 99)
    done(as_rasa_has_it.save(fresh))

    monkeypatch.setenv("DATABASE_URL", database)
    take_turn(fresh, domain, 100)
    done(as_rasa_has_it.save(fresh))
    assert read_state("a") == before, "the database was back before the turn ended"

    after = done(as_rasa_has_it.retrieve("a"))
    assert after is not None and after.get_slot("last_card") == "kort-2"
    take_turn(after, domain, 4)
    done(as_rasa_has_it.save(after))
    again = done(store.retrieve("a"))
    assert again is not None and again.get_slot("last_card") == "kort-4", "and the conversation goes on"


def test_a_turn_that_was_overtaken_is_not_saved_and_what_was_said_meanwhile_stays(
    store: BoundedTrackerStore, domain: Domain
) -> None:
    converse(store, domain, 1)
    stood_still, meanwhile = done(store.retrieve("a")), done(store.retrieve("a"))
    assert stood_still is not None and meanwhile is not None
    for number, tracker in ((1, meanwhile), (2, stood_still)):
        take_turn(tracker, domain, number)
    done(store.save(meanwhile))
    with pytest.raises(Overtaken):
        done(store.save(stood_still))
    after = done(store.retrieve("a"))
    assert after is not None and after.get_slot("last_card") == "kort-1"


def test_a_turn_whose_time_is_up_while_it_is_saved_is_saved(
    store: BoundedTrackerStore, domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, write = threading.Event(), conversations.write_state

    def write_late(*given: Any) -> datetime:
        written.wait()
        return write(*given)

    monkeypatch.setattr(conversations, "write_state", write_late)
    tracker = new_conversation(domain)

    async def given_up_in_the_midst() -> None:
        asyncio.get_running_loop().call_later(0.2, written.set)
        await asyncio.wait_for(store.save(tracker), 0.1)
        await store.save(tracker)

    done(given_up_in_the_midst())
    assert read_state("a") is not None


def test_two_that_begin_one_conversation_at_once_are_not_both_saved(store: BoundedTrackerStore, domain: Domain) -> None:
    first, second = new_conversation(domain), new_conversation(domain)
    done(store.save(first))
    with pytest.raises(Overtaken):
        done(store.save(second))


def test_one_conversation_that_could_not_be_read_is_no_hindrance_to_another(
    store: BoundedTrackerStore, domain: Domain, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
    with pytest.raises(SQLAlchemyError):
        done(store.retrieve("a"))
    monkeypatch.setenv("DATABASE_URL", database)
    converse(store, domain, 1, sender="b")
    assert read_state("b") is not None


@pytest.mark.parametrize("turns", [1, LONG_AGO])
def test_what_came_with_the_first_message_is_not_kept(domain: Domain, turns: int) -> None:
    tracker = new_conversation(domain)
    tracker.update(SlotSet("session_started_metadata", {"question": SAID}), domain)
    for number in range(turns):
        take_turn(tracker, domain, number)
    assert SAID not in json.dumps(bounded_state(tracker), ensure_ascii=False)
