"""Ask the question the walk stands at, with what belongs around it."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.cards import source_line, sources
from actions.guided.form import COMMANDS, FAILED_ATTEMPTS, STOP, answer_payload, has_replied, was_pressed
from actions.guided.plan.form import ANSWER_SLOT, CORRECT_ONE, NOTED_SLOT, PLAN, PLAN_SLOT, SKIP, current_step, walk_of
from actions.guided.plan.progress import can_skip, progress
from actions.guided.plan.words import (
    header,
    not_mentioned,
    place_in_words,
    place_shown,
    summary,
    to_read,
    what_was_said,
)
from actions.nlu_result import intent
from actions.reply import Button, Reply
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.guided.plan.content import PLACE_SHOWN, Point, Step, plan_content
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply
from bot.store.answers import find_card

# After these the walk just goes on: somebody who asked for an example has not been away.
_OWN_COMMANDS = {*COMMANDS, "ask_example", "ask_progress", "correct_this", "delete_plan", "get_plan"}
# And after these it comes to a question anew, with all that belongs to it.
_COME_TO = {*COMMANDS, "correct_this"}
_EXAMPLE = Button("Giv mig et eksempel", "/ask_example", "help")


class AskPlanStep(ReplyingAction):
    """Rasa's ``action_ask_plan_answer``: the question the walk stands at, with what belongs around it."""

    action_name = f"action_ask_{ANSWER_SLOT}"

    def reply(self, tracker: Tracker) -> Reply:
        """What was noted, what to think of, and the question with its suggestions."""
        walk = walk_of(tracker) or Walk(plan_content(), {})
        step = current_step(walk, tracker) or walk.content.texts.approval
        point = walk.point_of(step)
        interrupted = has_replied(tracker)
        whole = not interrupted or intent(tracker) in _COME_TO
        fresh = not (interrupted or tracker.get_slot(FAILED_ATTEMPTS))
        begins = fresh and point is not None and step.id == point.steps[0].id and step.id not in walk.answers
        card = find_card(point.card) if begins and point and point.card else None
        token = str(tracker.get_slot(PLAN_SLOT))
        paragraphs = [
            *_before_the_question(walk, step, tracker),
            *([header(walk, point, source_line(card) if card else "")] if begins and point and point.number else ()),
            *(_with_the_question(walk, step, point) if whole else ()),
            f"**{walk.question(step)}**",
            *_own_answer(walk, step),
        ]
        return Reply(
            text="\n\n".join(part for part in paragraphs if part),
            outcome=Outcome.WALKTHROUGH,
            sources=sources(card) if card else (),
            reviewed=card.reviewed.isoformat() if card else None,
            attachments=place_shown(walk, token) if step.id == PLACE_SHOWN and whole else (),
            buttons=_buttons(walk, step, tracker),
            progress=progress(walk, step),
            resumes=False,
            counted=not interrupted,
        )


def _before_the_question(walk: Walk, step: Step, tracker: Tracker) -> list[str]:
    failed_attempts = tracker.get_slot(FAILED_ATTEMPTS) or 0
    if has_replied(tracker):
        return (
            []
            if intent(tracker) in _OWN_COMMANDS or not walk.answers
            else [fixed_reply("rute-tilbage").text.format(route=PLAN.title)]
        )
    if failed_attempts:
        return [fixed_reply("plan-udvej" if step.open else "rute-udvej").text if failed_attempts > 1 else step.explain]
    if not walk.answers and tracker.get_slot(NOTED_SLOT) is None:
        return [walk.content.texts.intro.format(days=settings().document_days)]
    noted = walk.step(tracker.get_slot(NOTED_SLOT))
    return [what_was_said(walk, noted, pressed=was_pressed(tracker))] if noted else []


def _with_the_question(walk: Walk, step: Step, point: Point | None) -> list[str]:
    if step.id == PLACE_SHOWN:
        return [place_in_words(walk)]
    if point and step.id == point.more:
        return [not_mentioned(walk, point)]
    if step.id == walk.content.texts.approval.id:
        return [summary(walk)]
    return []


def _own_answer(walk: Walk, step: Step) -> list[str]:
    """To a question that was answered before: what stands there now."""
    answer = walk.answers.get(step.id)
    if answer is None or answer.skipped:
        return []
    option = step.option(answer.option)
    return [fixed_reply("plan-dit-svar").text.format(answer=option.title if option else answer.text)]


def _buttons(walk: Walk, step: Step, tracker: Tracker) -> list[Button]:
    choices = [_choice(step, option.id, option.title) for option in walk.offered(step)]
    way_out = [STOP] if (tracker.get_slot(FAILED_ATTEMPTS) or 0) > 1 and not has_replied(tracker) else []
    if step.id == walk.content.texts.approval.id:
        return [*choices, CORRECT_ONE, *way_out]
    point = walk.point_of(step)
    if point and step.id == point.more:
        choices += to_read(walk, point)
    skip = [Button("Spring over", answer_payload(step.id, SKIP), "skip")] if can_skip(walk, step) else []
    return [*choices, *([_EXAMPLE] if step.examples else []), *skip, *way_out]


def _choice(step: Step, option: str, title: str) -> Button:
    return Button(title, answer_payload(step.id, option))
