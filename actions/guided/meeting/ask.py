"""Ask the question the preparation stands at."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.cards import buttons, offered
from actions.guided.form import COMMANDS, FAILED_ATTEMPTS, STOP, answer_payload, has_replied, was_pressed
from actions.guided.meeting.form import ANSWER_SLOT, NO_MORE, SKIP, reply_key, stands_at
from actions.nlu_result import for_parents, intent, parents_cards
from actions.reply import Button, Progress, Reply, fixed
from bot.core.outcomes import Outcome
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.talk import Talk
from bot.knowledge.responses import fixed_reply

# After these it just goes on: nobody has been away.
_OWN_COMMANDS = {*COMMANDS, "next_step", "ask_example", "ask_progress"}


class AskTalkStep(ReplyingAction):
    """Rasa's ``action_ask_talk_answer``: the question the preparation stands at."""

    action_name = f"action_ask_{ANSWER_SLOT}"

    def reply(self, tracker: Tracker) -> Reply:
        """The question with its choices; to one that may have more answers, what stands there and what is left."""
        talk, step = stands_at(tracker)
        paragraphs = [*_before_the_question(talk, step, tracker), _question(talk, step)]
        return Reply(
            text="\n\n".join(paragraphs),
            outcome=Outcome.WALKTHROUGH,
            buttons=_buttons(talk, step, tracker),
            progress=_progress(talk, step),
            resumes=False,
            counted=not has_replied(tracker),
        )


def _before_the_question(talk: Talk, step: TalkStep, tracker: Tracker) -> list[str]:
    if has_replied(tracker):
        back = fixed_reply("rute-tilbage").text.format(route=talk.content.title)
        return [] if intent(tracker) in _OWN_COMMANDS else [back]
    if failed_attempts := tracker.get_slot(FAILED_ATTEMPTS):
        return [fixed_reply(reply_key("udvej", talk.content)).text if failed_attempts > 1 else step.explain]
    return [] if talk.answers else [talk.content.intro]


def _question(talk: Talk, step: TalkStep) -> str:
    number = 1 + talk.content.steps.index(step)
    if talk.answers.get(step.id) and step.several:
        return fixed_reply(reply_key("mere", talk.content)).text.format(title=step.title)
    return f"**{number} af {len(talk.content.steps)}: {step.text}**"


def _buttons(talk: Talk, step: TalkStep, tracker: Tracker) -> list[Button]:
    choices = [_choice(step, option.id, option.title) for option in talk.offered(step)]
    may_be_answered = talk.content.for_parents and step.questions
    if may_be_answered and not was_pressed(tracker) and not has_replied(tracker) and for_parents(tracker) == "answer":
        # It stands on the list for the school; what Skolebro knows of it is there to be read, legal guidance too.
        choices += buttons(offered(parents_cards(tracker), most=1))
    skip = Button("Spring over", answer_payload(step.id, SKIP), "skip")
    onward = _choice(step, NO_MORE, "Ikke mere. Gå videre") if _may_have_more(talk, step) else skip
    way_out = [STOP] if (tracker.get_slot(FAILED_ATTEMPTS) or 0) > 1 and not has_replied(tracker) else []
    return [*choices, onward, *way_out]


def _choice(step: TalkStep, option: str, title: str) -> Button:
    return Button(title, answer_payload(step.id, option))


def _progress(talk: Talk, step: TalkStep) -> Progress:
    return Progress(
        part=talk.content.title,
        number=1 + talk.content.steps.index(step),
        of=len(talk.content.steps),
        can_go_back=talk.before(step) != step,
        can_skip=not _may_have_more(talk, step),
    )


def _may_have_more(talk: Talk, step: TalkStep) -> bool:
    return step.several and bool(talk.answers.get(step.id))


def how_far(tracker: Tracker) -> Reply:
    """Which of the questions it is."""
    talk, step = stands_at(tracker)
    steps = talk.content.steps
    words = {"done": str(1 + steps.index(step)), "all": str(len(steps))}
    return fixed(reply_key("hvor-langt", talk.content), words=words)


def explained(tracker: Tracker) -> Reply:
    """What the question means."""
    return Reply(text=stands_at(tracker)[1].explain, outcome=Outcome.WALKTHROUGH)
