"""The base of every action: one turn, one reply, one outcome."""

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.a_person import after_two_misses
from actions.audience import VOICE, place_told, told, voice
from actions.heard import Heard, heard
from actions.nlu_result import told_by_channel
from actions.reminder import reminder_of_danger
from actions.reply import PENDING_CONFIRMATION, Event, Reply, fixed, site_of
from bot.core.outcomes import NO_ANSWERS, Outcome
from bot.knowledge.responses import fixed_reply
from bot.store.counts import count_turn

logger = logging.getLogger(__name__)

# A turn that ended so had a question or a story in it.
_ANSWERS = NO_ANSWERS | {Outcome.ANSWERED, Outcome.CONSENT_GUIDANCE}


class ReplyingAction(Action, ABC):
    """An action that ends its turn with one reply. Subclasses say which."""

    action_name: str

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    @abstractmethod
    def reply(self, tracker: Tracker) -> Reply:
        """Decide the reply from the tracker and the store."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """Send the reply, count the turn and remember what the reply asks for."""
        try:
            reply = after_two_misses(self.reply(tracker), tracker)
        except Exception as error:
            # Whatever went wrong, the person gets a calm reply. Only the kind is logged: it may hold words.
            logger.error("%s failed: %s", self.action_name, type(error).__name__)
            reply = fixed("fejl")
        before = heard(tracker, answered=reply.outcome not in NO_ANSWERS) if _answers(reply) else Heard()
        text = _with_notices(reply, before, tracker)
        spoken_to = reply.slots.get(VOICE, voice(tracker))
        dispatcher.utter_message(
            text=text,
            buttons=[button.as_sent() for button in reply.buttons],
            json_message={**reply.custom(), VOICE: place_told(tracker, spoken_to) or spoken_to},
        )
        if reply.counted and not told_by_channel(tracker, "probe"):
            _count(reply)
        answered = {PENDING_CONFIRMATION: None} if tracker.get_slot(PENDING_CONFIRMATION) else {}
        slots = {**answered, **told(tracker), **before.slots, **reply.slots, "introduced": True}
        remembered = [SlotSet(name, value) for name, value in slots.items()]
        return [*remembered, *reply.events, *_back_to_the_route(reply, tracker)]


def _back_to_the_route(reply: Reply, tracker: Tracker) -> list[Event]:
    """Rasa's own form would have to be named after every rule that can interrupt it; this says it once."""
    under_way = (tracker.active_loop or {}).get("name")
    return [FollowupAction(under_way)] if under_way and reply.resumes else []


def _answers(reply: Reply) -> bool:
    """Whether it answers somebody's own words, or says that there is no answer."""
    return reply.outcome in _ANSWERS and reply.counted and reply.danger is None


def _with_notices(reply: Reply, before: Heard, tracker: Tracker) -> str:
    paragraphs = [*before.paragraphs, reply.text]
    masked = told_by_channel(tracker, "masked")
    if masked and reply.counted:
        paragraphs.append(fixed_reply("maskeret").text.format(kinds=" og ".join(masked)))
    if reply.outcome in NO_ANSWERS and reply.danger is None:
        paragraphs += reminder_of_danger(tracker)
    # The chat window says it above everything else.
    if not tracker.get_slot("introduced") and not site_of(tracker):
        paragraphs.append(fixed_reply("praesentation").text)
    return "\n\n".join(paragraphs)


def _count(reply: Reply) -> None:
    try:
        count_turn(reply.outcome, reply.card)
    except Exception as error:
        # The person has the answer; a missing count must not take it away.
        logger.error("A turn was not counted: %s", type(error).__name__)
