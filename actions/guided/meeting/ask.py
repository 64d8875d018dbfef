"""Ask the question the preparation stands at."""

from rasa_sdk import Tracker

from actions.cards import buttons, offered
from actions.found_cards import parents_cards
from actions.guided.ask import Asked, AskStep, choice, plainly, skip
from actions.guided.form import COMMANDS, has_replied, was_pressed
from actions.guided.meeting.form import ANSWER_SLOT, NO_MORE, reply_key, stands_at
from actions.nlu_result import for_parents
from actions.reply import Button, Progress, Reply, fixed
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.talk import Talk
from bot.knowledge.responses import fixed_reply


class AskTalkStep(AskStep):
    """Rasa's ``action_ask_talk_answer``: the question the preparation stands at."""

    action_name = f"action_ask_{ANSWER_SLOT}"
    own_commands = {*COMMANDS, "next_step", "ask_example", "ask_progress"}

    def asked(self, tracker: Tracker) -> Asked:
        """The question with its choices; to one that may have more answers, what stands there and what is left."""
        talk, step = stands_at(tracker)
        return Asked(
            conversation=talk.content.title,
            step=step,
            question=plainly(_question(talk, step)),
            new=_said_before(talk, step),
            choices=talk.offered(step),
            more_buttons=_more_buttons(talk, step, tracker),
            progress=_progress(talk, step),
            way_out=reply_key("udvej", talk.content),
        )


def _said_before(talk: Talk, step: TalkStep) -> list[str]:
    if not talk.answers:
        return [talk.content.intro]
    return [fixed_reply(reply_key("noteret", talk.content)).text] if _may_have_more(talk, step) else []


def _question(talk: Talk, step: TalkStep) -> str:
    if _may_have_more(talk, step):
        return fixed_reply(reply_key("mere", talk.content)).text.format(title=step.title)
    return f"**{_number(talk, step)} af {len(talk.content.steps)}: {step.text}**"


def _more_buttons(talk: Talk, step: TalkStep, tracker: Tracker) -> list[Button]:
    onward = choice(step, NO_MORE, "Ikke mere. Gå videre") if _may_have_more(talk, step) else skip(step)
    may_be_answered = talk.content.for_parents and step.questions
    if may_be_answered and not was_pressed(tracker) and not has_replied(tracker) and for_parents(tracker) == "answer":
        # It stands on the list for the school; what Skolebro knows of it is there to be read, legal guidance too.
        return [*buttons(offered(parents_cards(tracker), most=1)), onward]
    return [onward]


def _progress(talk: Talk, step: TalkStep) -> Progress:
    return Progress(
        part=talk.content.title,
        number=_number(talk, step),
        of=len(talk.content.steps),
        can_go_back=talk.before(step) != step,
        can_skip=not _may_have_more(talk, step),
    )


def _number(talk: Talk, step: TalkStep) -> int:
    return 1 + talk.content.steps.index(step)


def _may_have_more(talk: Talk, step: TalkStep) -> bool:
    return step.several and bool(talk.answers.get(step.id))


def how_far(tracker: Tracker) -> Reply:
    """Which of the questions it is."""
    talk, step = stands_at(tracker)
    words = {"done": str(_number(talk, step)), "all": str(len(talk.content.steps))}
    return fixed(reply_key("hvor-langt", talk.content), words=words)


def explained(tracker: Tracker) -> Reply:
    """What the question means."""
    return plainly(stands_at(tracker)[1].explain)
