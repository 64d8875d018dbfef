"""A parent's preparation for a talk at school on Rasa's form: hear an answer, ask on, hand over a list."""

import json
import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.cards import buttons, offered
from actions.guided import (
    MISSES,
    MOVES,
    REQUESTED_SLOT,
    STOP,
    STOPPED,
    TELLS_OF_DANGER,
    Guided,
    has_replied,
    is_meant_as_a_choice,
    stopped,
    text_of,
    was_pressed,
)
from actions.nlu_result import for_parents, intent, nearness, parents_cards
from actions.offers import START_TALK
from actions.parents import PARENT, VOICE, voice
from actions.plan_walk import back_to_the_walk
from actions.reply import Button, Event, Reply, ReplyingAction, fixed
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.guided.answers import SKIPPED, Answer
from bot.guided.free_text import Heard, Said, hear
from bot.guided.meeting.content import TalkStep, talk_content
from bot.guided.meeting.links import DOCUMENT, PAGE, link
from bot.guided.meeting.paper import HEADING, in_chat
from bot.guided.meeting.talk import Talk
from bot.knowledge.responses import fixed_reply
from bot.store import talks

logger = logging.getLogger(__name__)

TALK_SLOT, STEP_SLOT, ANSWER_SLOT = "talk", "talk_step", "talk_answer"

SKIP, NO_MORE = "spring-over", "ikke-mere"
# After an answer these say that there are no more; before one, that it is skipped.
_NO_MORE = {"deny", "next_step"}

# After these it just goes on: nobody has been away.
_OWN_MOVES = {*MOVES, "next_step", "ask_example", "ask_progress"}

_KEEP = Button("Gem min liste", "/keep_talk")
_DELETE = Button("Slet min liste", "/delete_talk")


class TalkForm(Guided):
    """The preparation as a guided conversation; the answers are in the store, the slots say only where it stands."""

    form = "talk_preparation"
    stop_key = "samtale-pause-foraelder"

    @property
    def title(self) -> str:
        """Its title."""
        return talk_content().title

    def begun(self, tracker: Tracker) -> bool:
        """Whether there are questions left of it."""
        talk = talk_of(tracker)
        return bool(talk and talk.next_open())

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The step before; its answers stay until there is another."""
        talk = talk_of(tracker)
        step = talk and current_step(talk, tracker)
        return {STEP_SLOT: talk.before(step).id} if talk and step else {}

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """The answers are deleted."""
        talks.forget(tracker.get_slot(TALK_SLOT))
        return {TALK_SLOT: None, STEP_SLOT: None}


TALK = TalkForm()


def talk_of(tracker: Tracker) -> Talk | None:
    """The preparation as far as this conversation has come; ``None`` if there is none, or its time is up."""
    stored = talks.find(tracker.get_slot(TALK_SLOT))
    return Talk.of(talk_content(), stored.answers) if stored else None


def current_step(talk: Talk, tracker: Tracker) -> TalkStep | None:
    """The step the conversation stands at; the first open one where the file no longer has it."""
    return talk.step(tracker.get_slot(STEP_SLOT)) or talk.next_open()


class HearTalkAnswer(Action):
    """``validate_talk_preparation``: keep the answer and say which question comes next."""

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"validate_{TALK.form}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """The events of an answer; none at all makes the form step aside for whatever else was said."""
        try:
            return self._heard(tracker)
        except Exception as error:
            # The question stands: it is asked again when the store is back. Only the kind is logged, no words.
            logger.error("An answer before a talk was not kept: %s", type(error).__name__)
            pressed = [SlotSet(MISSES, 0)] if intent(tracker) == "answer_question" else []
            return [*pressed, SlotSet(REQUESTED_SLOT, ANSWER_SLOT)]

    def _heard(self, tracker: Tracker) -> list[Event]:
        talk = talk_of(tracker)
        waits = tracker.get_slot(REQUESTED_SLOT) == ANSWER_SLOT and not has_replied(tracker)
        step = current_step(talk, tracker) if talk else None
        if talk is None or (step is None and not waits):
            return _begun_anew(tracker)
        if step is None or not waits:
            return [*_asking(talk, step), SlotSet(STOPPED, None)]
        after = _answered(talk, step, tracker)
        if isinstance(after, Talk):
            talks.change(str(tracker.get_slot(TALK_SLOT)), after.as_json())
            return _asking(after, after.next_open())
        if after is Heard.UNCLEAR:
            return [SlotSet(MISSES, (tracker.get_slot(MISSES) or 0) + 1), SlotSet(REQUESTED_SLOT, ANSWER_SLOT)]
        return []


def _begun_anew(tracker: Tracker) -> list[Event]:
    """A new preparation; the list of an earlier one is not left behind."""
    talks.forget(tracker.get_slot(TALK_SLOT))
    chosen = [] if voice(tracker) else [SlotSet(VOICE, PARENT)]
    begun = Talk(talk_content(), {})
    return [SlotSet(TALK_SLOT, talks.begin()), SlotSet(STOPPED, None), *chosen, *_asking(begun, begun.next_open())]


def _asking(talk: Talk, step: TalkStep | None) -> list[Event]:
    return [
        SlotSet(MISSES, 0),
        SlotSet(STEP_SLOT, step.id if step else None),
        SlotSet(REQUESTED_SLOT, ANSWER_SLOT if step else None),
    ]


def _answered(talk: Talk, step: TalkStep, tracker: Tracker) -> Talk | Heard:
    """The preparation after the latest message, or what else the message was."""
    if was_pressed(tracker):
        return _pressed(talk, tracker)
    if intent(tracker) in TELLS_OF_DANGER:
        return Heard.INTERRUPTION
    if option := talk.chosen(step, text_of(tracker)):
        return talk.with_answer(step, Answer(option=option.id))
    if intent(tracker) in _NO_MORE or (step.open and talk.says_no_more(text_of(tracker))):
        return talk.with_answer(step, SKIPPED)
    said = Said(text_of(tracker), intent(tracker), nearness(tracker))
    heard = hear(said, personal=True, for_questions=step.questions)
    if step.open:
        return talk.with_answer(step, Answer(text=said.text)) if heard is Heard.ANSWER else heard
    meant = heard is Heard.ANSWER and is_meant_as_a_choice(intent(tracker), said.text)
    return Heard.UNCLEAR if meant or heard is Heard.UNCLEAR else Heard.INTERRUPTION


def _pressed(talk: Talk, tracker: Tracker) -> Talk | Heard:
    """After a button, of the question that stands or of an older one, which is corrected by it."""
    step = talk.step(str(next(tracker.get_latest_entity_values("question"), "")))
    option = str(next(tracker.get_latest_entity_values("option"), ""))
    if step is None:
        return Heard.INTERRUPTION
    if option == NO_MORE and step.several:
        return talk.done_with(step)
    if option == SKIP:
        # Pressed twice, or late: what was answered stays answered.
        return talk if step.id in talk.answers else talk.skipped(step)
    return talk.with_answer(step, Answer(option=option)) if step.option(option) else Heard.INTERRUPTION


class AskTalkStep(ReplyingAction):
    """Rasa's ``action_ask_talk_answer``: the question the preparation stands at."""

    action_name = f"action_ask_{ANSWER_SLOT}"

    def reply(self, tracker: Tracker) -> Reply:
        """The question with its choices; to one that may have more answers, what stands there and what is left."""
        talk, step = _stands_at(tracker)
        paragraphs = [*_before_the_question(talk, step, tracker), _question(talk, step)]
        return Reply(
            text="\n\n".join(paragraphs),
            outcome=Outcome.WALKTHROUGH,
            buttons=_buttons(talk, step, tracker),
            resumes=False,
            counted=not has_replied(tracker),
        )


def _before_the_question(talk: Talk, step: TalkStep, tracker: Tracker) -> list[str]:
    if has_replied(tracker):
        return [] if intent(tracker) in _OWN_MOVES else [fixed_reply("rute-tilbage").text.format(route=TALK.title)]
    if misses := tracker.get_slot(MISSES):
        return [fixed_reply("samtale-udvej-foraelder").text if misses > 1 else step.explain]
    return [] if talk.answers else [talk.content.intro]


def _question(talk: Talk, step: TalkStep) -> str:
    number = 1 + talk.content.steps.index(step)
    if talk.answers.get(step.id) and step.several:
        return fixed_reply("samtale-mere-foraelder").text.format(title=step.title)
    return f"**{number} af {len(talk.content.steps)}: {step.text}**"


def _buttons(talk: Talk, step: TalkStep, tracker: Tracker) -> list[Button]:
    choices = [_choice(step, option.id, option.title) for option in talk.offered(step)]
    if step.questions and not was_pressed(tracker) and not has_replied(tracker) and for_parents(tracker) == "answer":
        # It stands on the list for the school; what Skolebro knows of it is there to be read, legal guidance too.
        choices += buttons(offered(parents_cards(tracker), most=1))
    more = step.several and talk.answers.get(step.id)
    onward = _choice(step, NO_MORE, "Ikke mere. Gå videre") if more else _choice(step, SKIP, "Spring over")
    way_out = [STOP] if (tracker.get_slot(MISSES) or 0) > 1 and not has_replied(tracker) else []
    return [*choices, onward, *way_out]


def _choice(step: TalkStep, option: str, title: str) -> Button:
    return Button(title, f"/answer_question{json.dumps({'question': step.id, 'option': option})}")


class HandOverList(ReplyingAction):
    """The end of the preparation: the list in the chat, as a page to print and in Word."""

    action_name = "action_hand_over_list"

    def reply(self, tracker: Tracker) -> Reply:
        """The list and its links; it goes when the Word document is fetched, unless somebody wants to keep it."""
        talk = talk_of(tracker)
        if talk is None:
            return fixed("samtale-ingen-foraelder", buttons=[START_TALK])
        token = str(tracker.get_slot(TALK_SLOT))
        files = [
            {"title": f"{HEADING} ({kind})", "url": link(token, name), "alt": f"{HEADING} ({kind})"}
            for name, kind in ((PAGE, "til at printe"), (DOCUMENT, "Word"))
        ]
        links = "\n".join(f"- **[{one['title']}]({one['url']})**" for one in files)
        return Reply(
            text="\n\n".join([talk.content.done, in_chat(talk), links]),
            outcome=Outcome.WALKTHROUGH,
            attachments=files,
            buttons=[_KEEP, _DELETE],
            events=back_to_the_walk(tracker),
        )


class KeepList(ReplyingAction):
    """ "Gem min liste"."""

    action_name = "action_keep_list"

    def reply(self, tracker: Tracker) -> Reply:
        """Keep it, and say for how long."""
        if talk_of(tracker) is None:
            return fixed("samtale-ingen-foraelder", buttons=[START_TALK])
        days = settings().document_days
        talks.keep(str(tracker.get_slot(TALK_SLOT)), days)
        text = talk_content().saved.format(days=days)
        return Reply(text=text, outcome=Outcome.WALKTHROUGH, buttons=[_DELETE])


class DeleteList(ReplyingAction):
    """ "Slet min liste"."""

    action_name = "action_delete_list"

    def reply(self, tracker: Tracker) -> Reply:
        """Delete it, and say so; what is under way of it stops."""
        if talk_of(tracker) is None:
            return fixed("samtale-ingen-foraelder", buttons=[START_TALK])
        return list_deleted(tracker)


def list_deleted(tracker: Tracker) -> Reply:
    """The list is gone, and the preparation with it."""
    under_way = (tracker.active_loop or {}).get("name") == TALK.form
    return Reply(
        text=talk_content().deleted,
        outcome=Outcome.WALKTHROUGH,
        slots=TALK.emptied(tracker),
        events=stopped(tracker) if under_way else [],
        resumes=not under_way,
    )


def how_far(tracker: Tracker) -> Reply:
    """Which of the questions it is."""
    talk, step = _stands_at(tracker)
    steps = talk.content.steps
    return fixed("samtale-hvor-langt-foraelder", words={"done": str(1 + steps.index(step)), "all": str(len(steps))})


def explained(tracker: Tracker) -> Reply:
    """What the question means."""
    return Reply(text=_stands_at(tracker)[1].explain, outcome=Outcome.WALKTHROUGH)


def _stands_at(tracker: Tracker) -> tuple[Talk, TalkStep]:
    talk = talk_of(tracker) or Talk(talk_content(), {})
    return talk, current_step(talk, tracker) or talk.content.steps[0]
