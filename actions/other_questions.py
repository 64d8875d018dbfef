"""The other half of a message that asks two things: named under the answer to the first."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.cards import buttons, offered
from actions.nlu_result import also_asked
from actions.reply import Reply
from bot.core.outcomes import Outcome
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import PARENTS_THEME
from bot.store.answers import find_card

# Replies that answer something, so that there is a rest to name.
_ANSWERS = (Outcome.ANSWERED, Outcome.CLARIFY, Outcome.CONSENT_GUIDANCE)
_MOST = 2


def with_other_questions(reply: Reply, tracker: Tracker) -> Reply:
    """The reply, and under it a button for each other question whose card is known and not shown yet."""
    asked = also_asked(tracker)
    if len(asked) < 2 or reply.outcome not in _ANSWERS:
        return reply
    first = find_card(reply.card) if reply.card else None
    to_parents = first is not None and first.theme == PARENTS_THEME
    theirs = [card for card, theme in asked if card != reply.card and (theme == PARENTS_THEME) == to_parents]
    others = buttons(offered(dict.fromkeys(theirs), most=_MOST))
    if not others:
        return reply
    named = {button.payload for button in others}
    rest = [button for button in reply.buttons if button.payload not in named]
    text = f"{reply.text}\n\n{fixed_reply('spurgte-ogsaa').text}"
    return replace(reply, text=text, buttons=[*others, *rest])
