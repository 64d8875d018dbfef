"""Ask the question the preparation stands at."""

from rasa_sdk import Tracker

from actions.cards import buttons, offered
from actions.found_cards import parents_cards
from actions.guided.ask import Asked, AskStep, choice, kept_beside, moved_to, plainly, skip, what_was_corrected
from actions.guided.besides import correction, told_beside
from actions.guided.form import COMMANDS, FAILED_ATTEMPTS
from actions.guided.meeting.form import ANSWER_SLOT, PREPARATION, STARTS
from actions.guided.meeting.state import content_of
from actions.message import has_replied, text_of, was_pressed
from actions.nlu_result import for_parents, intent
from actions.reply import Button, Progress, Reply, fixed
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.paper import on_paper
from bot.guided.meeting.talk import Talk
from bot.knowledge.responses import fixed_reply

NO_MORE = "ikke-mere"
_COMES_BACK = {"go_back", "correct_answer", "correct_this"}


class AskTalkStep(AskStep):
    """Rasa's ``action_ask_talk_answer``: the question the preparation stands at."""

    action_name = f"action_ask_{ANSWER_SLOT}"
    own_commands = {*COMMANDS, "next_step", "ask_example", "ask_progress"}

    def asked(self, tracker: Tracker) -> Asked:
        """The question with its choices; to one that may have more answers, what stands there and what is left."""
        talk, step = _asked_at(tracker)
        return Asked(
            conversation=talk.content.title,
            step=step,
            question=plainly(_own_answers(talk, step, tracker), _question(talk, step)),
            new=_corrected(talk, step, tracker) or _said_before(talk, step),
            choices=talk.offered(step),
            more_buttons=_more_buttons(talk, step, tracker),
            progress=_progress(talk, step),
            way_out=talk.content.reply_key("udvej"),
            answered=_just_answered(talk, step, tracker),
            kept=_kept_beside(talk, step, tracker),
        )


def _asked_at(tracker: Tracker) -> tuple[Talk, TalkStep]:
    """The preparation and the question to ask; its first where there is none."""
    talk, step = PREPARATION.stands_at(tracker) or (Talk(content_of(tracker), {}), None)
    return talk, step or talk.content.steps[0]


def _said_before(talk: Talk, step: TalkStep) -> list[str]:
    if not talk.answers:
        return [talk.content.intro]
    return [fixed_reply(talk.content.reply_key("noteret")).text] if _may_have_more(talk, step) else []


def _corrected(talk: Talk, step: TalkStep, tracker: Tracker) -> list[str]:
    if corrected := what_was_corrected(tracker, talk.before(step).title):
        return corrected
    elsewhere = [one for one in talk.content.steps if one.id in _answered_elsewhere(talk, step, tracker)]
    return [moved_to(one.title) for one in elsewhere]


def _answered_elsewhere(talk: Talk, step: TalkStep, tracker: Tracker) -> set[str]:
    """The other questions that the latest message answered."""
    shared = talk.shared_out(step, text_of(tracker)) if not was_pressed(tracker) else {}
    last = {one: given[-1].text for one, given in talk.answers.items() if given}
    return {one for one, said in shared.items() if one != step.id and last.get(one) == said}


def _kept_beside(talk: Talk, step: TalkStep, tracker: Tracker) -> list[str]:
    told, last = told_beside(tracker, talk.content.for_parents), talk.last_answered(step)
    return [kept_beside(told)] if told and last and talk.answers[last.id][-1].text == told else []


def _just_answered(talk: Talk, step: TalkStep, tracker: Tracker) -> str:
    """The question that stands, where more answers are welcome; else the one before."""
    no_answer = has_replied(tracker) or intent(tracker) in {*COMMANDS, *STARTS} or correction(tracker)
    if no_answer or tracker.get_slot(FAILED_ATTEMPTS) or not talk.answers:
        return ""
    return (step if _may_have_more(talk, step) else talk.before(step)).id


def _question(talk: Talk, step: TalkStep) -> str:
    if _may_have_more(talk, step):
        return fixed_reply(talk.content.reply_key("mere")).text.format(title=step.title)
    return f"**{_number(talk, step)} af {len(talk.content.steps)}: {step.text}**"


def _own_answers(talk: Talk, step: TalkStep, tracker: Tracker) -> str:
    """Where somebody came back to a question: what stands there now."""
    given = " ".join(f"»{said}«" for said in on_paper(talk, step)) if intent(tracker) in _COMES_BACK else ""
    return fixed_reply("svar-staar").text.format(answer=given) if given else ""


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
    talk, step = _asked_at(tracker)
    words = {"done": str(_number(talk, step)), "all": str(len(talk.content.steps))}
    return fixed(talk.content.reply_key("hvor-langt"), words=words)


def explained(tracker: Tracker) -> Reply:
    """What the question means."""
    return plainly(_asked_at(tracker)[1].explain)
