"""One message in, its replies out: shared by the channels, so both behave the same when things go wrong."""

import asyncio
import logging
import secrets
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import metrics
from bot.channels.asked_before import to_answer_again
from bot.channels.input_filter import TOO_LONG, Intake
from bot.channels.question_to_editor import question_to_editor
from bot.channels.recent_words import CONFIRM, DENY, Recent, answer_to_check_in
from bot.channels.short_memory import recent_words
from bot.channels.without_actions import reply_to_danger, that_stand_alone
from bot.core.answers_given import JUST_GIVEN
from bot.core.outcomes import NO_ANSWERS, Outcome
from bot.knowledge.responses import fixed_reply
from bot.store.conversations import delete_conversation
from bot.text.misunderstood import is_misunderstood

logger = logging.getLogger(__name__)

# Before the page gives up by itself (30 s): an action server that hangs must not look like no server at all.
_LONGEST_TURN_SECONDS = 20

# A question of a process that has just begun, to see that it answers.
PROBE = "probe"
_PROBE_TEXT = "Hvad kan du hjælpe med?"

# The words for the danger classifier (bot/nlu/danger_classifier.py), which this process need not import.
_NOT_DANGER, _WORDS_BEFORE, _FOLLOWS_DANGER, _TOO_LONG = "not_danger", "words_before", "follows_danger", "too_long"
_CHECK_IN_WAITS, _LAST_KIND, _NEXT_TOLD = "check_in_waits", "last_kind", "next_told"
_ASKED_LATELY, _DENIED_LATELY = "asked_lately", "denied_lately"
# For how many it is believed that there is no danger, but for what is surely some.
_MESSAGES_AFTER_DENIAL = 4
# The last answer's card, or that there was none, and the last few answers' cards, for the ranking
# (bot/nlu/answer_ranker.py).
_TOPIC, _GOT_NO_ANSWER, _GIVEN = "topic", "got_no_answer", "given"
# ... and that the message says that it was the wrong one.
_MISUNDERSTOOD = "misunderstood"
# How many messages a reply to danger is thought of in.
_MESSAGES_AFTER_DANGER = 6
# For how many it is remembered that it was asked whether there is danger: who tells on is not asked the same again.
_MESSAGES_AFTER_CHECK_IN = 3
# Of what is said again and again.
_MOST_WORDS_KEPT = 80

Handler = Callable[[UserMessage], Awaitable[Any]]


class CollectedReplies(CollectingOutputChannel):
    """Collects each reply as one message with its text, buttons and ``custom`` together.

    Attributes:
        understood: what Rasa made of the message, as soon as it has (bot/server/rasa_patches.py).
    """

    def __init__(self) -> None:
        super().__init__()
        self.understood: dict[str, Any] = {}

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what is in ``message``; Rasa's own would divide it in up to three."""
        kept = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        await self._persist_message({"recipient_id": recipient_id, **kept})


async def handle_message(
    handler: Handler, intake: Intake, sender_id: str, channel: str, about: Mapping[str, str | None] | None = None
) -> list[dict[str, Any]]:
    """Hand ``intake`` to Rasa and give the replies, at least one whatever happens.

    The words are never logged, not even when Rasa fails.

    Args:
        about: what the actions should know of where the message comes from: its ``site`` and ``role``.
    """
    before = await recent_words().of(sender_id)
    asked_before = to_answer_again(intake, before)
    told = await _told(handler, intake, sender_id, channel, about or {}, before)
    if before and asked_before:
        # It is asked anew: it must not be read together with itself.
        anew = replace(before, said=Intake(""), topic="", got_no_answer=False)
        await recent_words().keep(sender_id, anew)
        first, *others = await _told(handler, asked_before, sender_id, channel, about or {}, anew)
        told = [{**first, "text": f"{fixed_reply('svar-paa-det-foer').text}\n\n{first['text']}"}, *others]
    if intake.too_long or intake.text == TOO_LONG:
        metrics.count_refused("too-long")
    metrics.count_turn(channel, told)
    return told


async def answers_probe(handler: Handler) -> bool:
    """Whether a question gets an answer, all the way to the actions and back; it is neither counted nor kept."""
    replies, sender = CollectedReplies(), f"{PROBE}-{secrets.token_hex(8)}"
    done = await _tried(handler, UserMessage(_PROBE_TEXT, replies, sender, input_channel=PROBE, metadata={PROBE: True}))
    try:
        await to_thread(delete_conversation, sender)
    except SQLAlchemyError:
        return False
    outcomes = [reply.get("custom", {}).get("outcome") for reply in replies.messages]
    return done and bool(outcomes) and Outcome.ERROR.value not in outcomes


async def _told(
    handler: Handler,
    intake: Intake,
    sender_id: str,
    channel: str,
    about: Mapping[str, str | None],
    recent: Recent | None,
) -> list[dict[str, Any]]:
    replies = CollectedReplies()
    intake, context = _in_its_place(intake, recent)
    question = question_to_editor(intake, recent, about.get("site"))
    message = UserMessage(
        intake.text,
        replies,
        sender_id,
        input_channel=channel,
        metadata={"masked": list(intake.masked), **about, **context, **question},
    )
    done = await _tried(handler, message)
    # What can't be kept must not look as if it were: the next answer would come to another question.
    told = list(replies.messages) if done else that_stand_alone(replies.understood, replies.messages)
    if not told and (danger := reply_to_danger(replies.understood, about)):
        told = [{"recipient_id": sender_id, **danger}]
    if not told:
        # An action server that is down leaves an empty list: say so instead.
        return [{"recipient_id": sender_id, **fixed_reply("fejl").as_message()}]
    await _remember(intake, sender_id, told, denied=bool(context.get(_NOT_DANGER)))
    return told


async def _tried(handler: Handler, message: UserMessage) -> bool:
    """Whether the turn came to its end, and the conversation was kept."""
    try:
        await asyncio.wait_for(handler(message), _LONGEST_TURN_SECONDS)
    except (asyncio.CancelledError, asyncio.TimeoutError) as error:
        logger.error("A turn was given up before it was done.")
        metrics.count_error(error)
    except Exception as error:
        # Only the kind of error: its message could hold the person's words.
        logger.error("A turn failed: %s", type(error).__name__)
        metrics.count_error(error)
    else:
        return True
    return False


def _in_its_place(intake: Intake, recent: Recent | None) -> tuple[Intake, dict[str, Any]]:
    """What is handed to Rasa, and what the danger classifier should know of it.

    A yes to "Er det det, du skriver om?" becomes its button; a no becomes the words it was asked about, which are then
    answered as if nothing had been asked.
    """
    answer = intake.text if not intake.is_words else None
    if recent and recent.confirm and intake.is_words:
        answer = answer_to_check_in(intake.typed, recent.language)
    if answer == CONFIRM and recent:
        return Intake(recent.confirm), {}
    if answer == DENY and recent and recent.confirm:
        return recent.said, {_NOT_DANGER: True, _TOO_LONG: recent.said.too_long}
    if answer == DENY:
        return Intake(DENY), {}
    if not recent:
        return intake, {_TOO_LONG: intake.too_long}
    # Asked twice, it is not asked again for the same words.
    waits = bool(recent.confirm) and not recent.asked_twice and intake.is_words
    is_read_again = recent.said.text and intake.is_words and (waits or not recent.confirm)
    before = {_WORDS_BEFORE: recent.said.text} if is_read_again else {}
    topic = {_TOPIC: recent.topic} if recent.topic else {_GOT_NO_ANSWER: recent.got_no_answer}
    place = _MESSAGES_AFTER_DANGER + 1 - recent.after_danger if recent.after_danger else 0
    settled = {_LAST_KIND: recent.danger_kind, _NEXT_TOLD: recent.next_told} if place else {}
    danger = {_FOLLOWS_DANGER: place, **settled}
    asked = {
        _CHECK_IN_WAITS: waits,
        _ASKED_LATELY: bool(recent.asked_lately and not recent.confirm),
        _DENIED_LATELY: bool(recent.denied_lately),
    }
    given = {_GIVEN: list(recent.given)} if recent.given else {}
    misunderstood = {_MISUNDERSTOOD: True} if _is_misunderstood(intake, recent) else {}
    return intake, {**before, **topic, **given, **misunderstood, **danger, **asked, _TOO_LONG: intake.too_long}


async def _remember(intake: Intake, sender_id: str, replies: list[dict[str, Any]], denied: bool) -> None:
    recent = await recent_words().of(sender_id)
    told = [reply.get("custom", {}) for reply in replies]
    left = max(0, recent.after_danger - 1) if recent else 0
    answered = any(custom.get("danger", {}).get("sure") for custom in told)
    if answered:
        left = _MESSAGES_AFTER_DANGER
    elif _asks_on(told) or (intake.is_words and _is_answered(told)):
        left = 0  # what is said from here on answers its questions, or goes on from another answer
    said = intake if intake.is_words else recent.said if recent else Intake("")
    if denied or answered:
        said = Intake("")  # whether they are about danger is settled: they are not read again with what follows
    confirm = _confirm_button(replies)
    if recent and intake.is_words and _goes_with_the_words_before(intake, recent, bool(confirm)):
        said = replace(intake, text=_last_words(f"{recent.said.text} {intake.text}"))
    now = Recent(
        said,
        confirm=confirm,
        asked_twice=bool(confirm and recent and recent.confirm),
        asked_lately=_asked_lately(recent, confirm, settled=denied or answered or _is_answered(told)),
        denied_lately=_MESSAGES_AFTER_DENIAL if denied else max(0, recent.denied_lately - 1) if recent else 0,
        language=str(_of_danger(told, "language")),
        after_danger=left,
        danger_kind=str(_of_danger(told, "kind")) if answered else recent.danger_kind if recent else "",
        next_told=not answered and (_of_danger(told, "after") == "next" or bool(recent and recent.next_told)),
        topic=_topic(replies, recent.topic if recent else ""),
        given=_given(told, recent),
        got_no_answer=_got_no_answer(told),
    )
    await recent_words().keep(sender_id, now)


def _goes_with_the_words_before(intake: Intake, recent: Recent, is_asked: bool) -> bool:
    """Whether a message is kept together with the one before it.

    "Nej" answers all that it was asked about; and what is said again says what was asked the first time.
    """
    return (is_asked and bool(recent.confirm)) or _is_misunderstood(intake, recent)


def _is_misunderstood(intake: Intake, recent: Recent) -> bool:
    """Whether somebody says, right after an answer, that it was the wrong one."""
    return bool(recent.topic) and intake.is_words and is_misunderstood(intake.text, recent.said.text)


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_MOST_WORDS_KEPT:])


def _asked_lately(recent: Recent | None, confirm: str, settled: bool) -> int:
    if settled:
        return 0
    return _MESSAGES_AFTER_CHECK_IN if confirm else max(0, recent.asked_lately - 1) if recent else 0


def _asks_on(told: list[dict[str, Any]]) -> bool:
    """Whether a guided conversation is under way."""
    return any(custom.get("outcome") == Outcome.WALKTHROUGH.value for custom in told)


def _is_answered(told: list[dict[str, Any]]) -> bool:
    """Whether a card answered; guidance on a report is still about the danger."""
    return any(custom.get("outcome") == Outcome.ANSWERED.value and custom.get("card") for custom in told)


def _topic(replies: list[dict[str, Any]], before: str) -> str:
    """The card that was just answered with; what it was before where nothing was asked.

    In a guided conversation none: what is typed there answers its question.
    """
    told = [reply.get("custom", {}) for reply in replies]
    if _asks_on(told):
        return ""
    answered = next((custom["card"] for custom in reversed(told) if custom.get("card")), "")
    return str(answered or ("" if _got_no_answer(told) else before))


def _given(told: list[dict[str, Any]], recent: Recent | None) -> tuple[str, ...]:
    """The cards of the last few answers, the newest first."""
    now = [custom["card"] for custom in told if custom.get("card")]
    before = recent.given if recent else ()
    return tuple(dict.fromkeys([*now, *before]))[:JUST_GIVEN]


def _got_no_answer(told: list[dict[str, Any]]) -> bool:
    """Whether a short message after this leans on the words that got it, not on an older answer."""
    return not _asks_on(told) and any(custom.get("outcome") in NO_ANSWERS for custom in told)


def _of_danger(told: list[dict[str, Any]], what: str) -> Any:
    """What the replies say of the danger they are about; empty where they are about none."""
    return next((custom["danger"].get(what, "") for custom in told if custom.get("danger")), "")


def _confirm_button(replies: list[dict[str, Any]]) -> str:
    payloads = [button["payload"] for reply in replies for button in reply.get("buttons", [])]
    return next((payload for payload in payloads if payload.startswith(CONFIRM)), "")
