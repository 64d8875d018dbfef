"""Ask the question the walk stands at, with what belongs around it."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.card_text import source_line, sources
from actions.guided.ask import Asked, AskStep, correct, kept_beside, plainly, skip, what_was_corrected
from actions.guided.form import COMMANDS, FAILED_ATTEMPTS
from actions.guided.plan.form import ANSWER_SLOT, CORRECT_ONE, PLAN
from actions.guided.plan.progress import can_skip, progress
from actions.guided.plan.state import NOTED_SLOT, PLAN_SLOT, current_step, walk_of
from actions.guided.plan.words import (
    header,
    not_mentioned,
    numbered,
    place_in_words,
    place_shown,
    summary,
    to_read,
    what_was_said,
)
from actions.message import has_replied, was_pressed
from actions.nlu_result import intent
from actions.reply import Button, Reply
from bot.core.settings import settings
from bot.guided.plan.content import PLACE_SHOWN, Point, Step, plan_content
from bot.guided.plan.papers import answer_in_words
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply
from bot.store.answers import find_card

# After these it comes to a question anew, with all that belongs to it.
_COME_TO = {*COMMANDS, "correct_this"}
_EXAMPLE = Button("Giv mig et eksempel", "/ask_example", "help")


class AskPlanStep(AskStep):
    """Rasa's ``action_ask_plan_answer``: the question the walk stands at, with what belongs around it."""

    action_name = f"action_ask_{ANSWER_SLOT}"
    # Somebody who asked for an example has not been away.
    own_commands = {*COMMANDS, "ask_example", "ask_progress", "correct_this", "delete_plan", "get_plan"}

    def asked(self, tracker: Tracker) -> Asked:
        """What was noted, what to think of, and the question with its suggestions."""
        walk = walk_of(tracker) or Walk(plan_content(), {})
        step = current_step(walk, tracker) or walk.content.texts.approval
        return Asked(
            conversation=PLAN.title,
            step=step,
            question=_question(walk, step, tracker),
            new=_said_before(walk, step, tracker),
            choices=walk.offered(step),
            more_buttons=_more_buttons(walk, step),
            progress=progress(walk, step),
            way_out="plan-udvej" if step.open else "rute-udvej",
            answered=tracker.get_slot(NOTED_SLOT) or "",
            kept=_kept_beside(walk, tracker),
            left=bool(walk.answers),
        )


def _said_before(walk: Walk, step: Step, tracker: Tracker) -> list[str]:
    corrected = what_was_corrected(tracker, walk.before(step).title)
    return corrected or _introduction(walk, tracker) or _noted(walk, tracker)


def _introduction(walk: Walk, tracker: Tracker) -> list[str]:
    begins = not walk.answers and tracker.get_slot(NOTED_SLOT) is None
    return [walk.content.texts.intro.format(days=settings().document_days)] if begins else []


def _noted(walk: Walk, tracker: Tracker) -> list[str]:
    noted = walk.step(tracker.get_slot(NOTED_SLOT))
    return [what_was_said(walk, noted, pressed=was_pressed(tracker))] if noted else []


def _kept_beside(walk: Walk, tracker: Tracker) -> list[str]:
    noted = walk.step(tracker.get_slot(NOTED_SLOT))
    return [kept_beside(answer_in_words(walk, noted))] if noted and has_replied(tracker) else []


def _question(walk: Walk, step: Step, tracker: Tracker) -> Reply:
    point = walk.point_of(step)
    # An answer beside a question leads on, too.
    stays = has_replied(tracker) and not tracker.get_slot(NOTED_SLOT)
    whole = not stays or intent(tracker) in _COME_TO
    fresh = not (stays or tracker.get_slot(FAILED_ATTEMPTS))
    begins = fresh and point is not None and step.id == point.steps[0].id and step.id not in walk.answers
    card = find_card(point.card) if begins and point and point.card else None
    asked = plainly(
        *([header(walk, point, source_line(card) if card else "")] if begins and point and point.number else ()),
        *(_with_the_question(walk, step, point) if whole else ()),
        f"**{walk.question(step)}**",
        *_own_answer(walk, step),
    )
    shown, approval = step.id == PLACE_SHOWN and whole, walk.content.texts.approval
    return replace(
        asked,
        sources=sources(card) if card else (),
        reviewed=card.reviewed.isoformat() if card else None,
        attachments=place_shown(walk, str(tracker.get_slot(PLAN_SLOT))) if shown else (),
        line_payloads=[correct(one.id) for one in numbered(walk)] if whole and step.id == approval.id else (),
    )


def _more_buttons(walk: Walk, step: Step) -> list[Button]:
    if step.id == walk.content.texts.approval.id:
        return [CORRECT_ONE]
    point = walk.point_of(step)
    read = to_read(walk, point) if point and step.id == point.more else []
    return [*read, *([_EXAMPLE] if step.examples else []), *([skip(step)] if can_skip(walk, step) else [])]


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
    return [fixed_reply("plan-dit-svar").text.format(answer=answer.text or (option.title if option else ""))]
