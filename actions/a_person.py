"""The way to somebody who can help better: a button, and first of all after two misses."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.guided.form import form_under_way
from actions.nlu_result import told_by_channel
from actions.reply import PENDING_CONFIRMATION, Button, Reply
from bot.core.outcomes import NO_ANSWERS
from bot.knowledge.responses import fixed_reply

A_PERSON = Button("Jeg vil hellere tale med et menneske", "/ask_person")


def after_two_misses(reply: Reply, tracker: Tracker) -> Reply:
    """The same reply; where this and the one before gave no answer, with a person before all other buttons."""
    # To ask whether there is danger is no miss.
    missed_before = told_by_channel(tracker, "got_no_answer") and not told_by_channel(tracker, "check_in_waits")
    if reply.slots.get(PENDING_CONFIRMATION):  # it asks whether something shall be done: no miss
        return reply
    if not missed_before or reply.outcome not in NO_ANSWERS or reply.danger or form_under_way(tracker):
        return reply
    others = [button for button in reply.buttons if button.payload != A_PERSON.payload]
    text = f"{reply.text}\n\n{fixed_reply('to-gange-forbi').text}"
    return replace(reply, text=text, buttons=[A_PERSON, *others])
