"""A question that got no answer, sent to the editor: shown as it would be sent first, and only then kept."""

import json
from dataclasses import replace

from rasa_sdk import Tracker

from actions.a_person import A_PERSON
from actions.audience import is_settled
from actions.base import ReplyingAction
from actions.crisis import TOLD
from actions.guided.form import ask_confirmation, form_under_way
from actions.message import named
from actions.nlu_result import told_by_channel
from actions.reply import PENDING_CONFIRMATION, Button, Reply, fixed, site_of
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.sites.content import site_named
from bot.store import left_questions

# What is asked whether, while the question is shown.
SEND = "send_question"
_NOT_SENT = Button("Send det ikke", "/deny", "keep")
# What a question got in place of an answer, where it may be sent.
_NOTHING = {outcome.value: outcome for outcome in (Outcome.UNANSWERED, Outcome.OUT_OF_SCOPE)}


def with_way_to_editor(reply: Reply, tracker: Tracker) -> Reply:
    """A reply that knows no answer, with the button that sends the question on, where it may be sent."""
    if _question(tracker) is None:
        return reply
    way = Button("Send spørgsmålet til redaktøren", _payload("leave_question", reply.outcome), "help")
    return replace(reply, buttons=[*reply.buttons, way])


class ShowQuestion(ReplyingAction):
    """ "Send spørgsmålet til redaktøren"."""

    action_name = "action_show_question"

    def reply(self, tracker: Tracker) -> Reply:
        """What would be sent, word for word, and what happens with it; nothing is kept yet."""
        question, outcome = _question(tracker), _outcome(tracker)
        if question is None or outcome is None:
            return not_sent()
        send = Button("Send det", _payload(SEND, outcome), "delete")
        words = {"question": question, "days": str(settings().question_days)}
        reply = ask_confirmation("spoergsmaal-vis", SEND, [_NOT_SENT, send], words)
        # A later "ja" is not to what was offered beside it.
        return replace(reply, slots={**reply.slots, "offered_cards": None})


class SendQuestion(ReplyingAction):
    """ "Send det"."""

    action_name = "action_send_question"

    def reply(self, tracker: Tracker) -> Reply:
        """Keep what was just shown; where anything came between, nothing."""
        question, outcome = _question(tracker), _outcome(tracker)
        if tracker.get_slot(PENDING_CONFIRMATION) != SEND or question is None or outcome is None:
            return not_sent()
        site, days = site_named(site_of(tracker)).id, settings().question_days
        kept = left_questions.leave(question, site, outcome, days)
        return fixed("spoergsmaal-sendt" if kept else "spoergsmaal-fuldt", buttons=[A_PERSON])


def not_sent(_tracker: Tracker | None = None) -> Reply:
    """There is nothing to send, or it was said in words: what is given away, a button alone gives away."""
    return fixed("spoergsmaal-vaek")


def _question(tracker: Tracker) -> str | None:
    """What would be sent; ``None`` where nothing may be.

    The channel judges the words. Whoever has not said what she is may be a child; and after danger, or in a guided
    conversation, what is typed is no question for the editor.
    """
    if form_under_way(tracker) or tracker.get_slot(TOLD) or not is_settled(tracker):
        return None
    return told_by_channel(tracker, "question") or None


def _outcome(tracker: Tracker) -> Outcome | None:
    return _NOTHING.get(named("outcome", tracker))


def _payload(intent: str, outcome: Outcome) -> str:
    return f"/{intent}{json.dumps({'outcome': outcome.value})}"
