"""The last words of each conversation, for a few minutes and in this process' memory.

Where several processes answer, ``bot/channels/shared_words.py`` keeps the same for all of them.

Nothing a person writes is kept in the database. But danger may be told in two messages, neither of which says it
alone; and who answers "Nej, det er noget andet" to "Er det det, du skriver om?" wants the first message answered, not
to type it again. After a restart both just don't happen.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.channels.input_filter import Intake
from bot.knowledge.danger import danger_replies
from bot.knowledge.other_languages import other_languages
from bot.text.danger_denied import only_denies
from bot.text.wording import folded

KEPT_SECONDS = 600
_MOST_CONVERSATIONS = 5000

_YES = ("ja", "jo", "jep", "ja det er det", "det er det", "ja det er", "desvaerre ja", "ja desvaerre", "ja hjaelp")
_NO = (
    "nej", "nej det er noget andet", "noget andet", "nej det er det ikke", "nej nej", "naeh", "nope", "nej da",
    "det er det ikke", "nej slet ikke", "nej overhovedet ikke", "niks", "nej tak",
)  # fmt: skip

CONFIRM, DENY = "/confirm_danger", "/deny_danger"
_ENGLISH = "en"


@dataclass(frozen=True)
class Recent:
    """What was said last.

    Attributes:
        said: the words as they were handed to Rasa.
        confirm: the payload of "Ja", while it is asked whether they are about danger; else empty.
        asked_twice: the question before that was the same one.
        asked_lately: for how many more messages it is known that it was asked and not answered with no.
        denied_lately: for how many more messages it is believed that it was answered with no.
        language: the code of the language it is asked in.
        after_danger: in how many more messages a reply to danger is still thought of.
        danger_kind: the kind of danger it was given for.
        next_told: what comes next was told since.
        topic: the id of the last answer's card; empty where there was none.
        given: the ids of the last few answers' cards, the newest first.
        got_no_answer: what was said got a choice, or that it is not known.
        until: when it is forgotten, by ``time.monotonic``; set where it is kept.
    """

    said: Intake
    confirm: str = ""
    asked_twice: bool = False
    asked_lately: int = 0
    denied_lately: int = 0
    language: str = ""
    after_danger: int = 0
    danger_kind: str = ""
    next_told: bool = False
    topic: str = ""
    given: tuple[str, ...] = ()
    got_no_answer: bool = False
    until: float = 0.0


class RecentWords:
    """By conversation; forgets the oldest when there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Recent] = OrderedDict()

    async def of(self, conversation: str) -> Recent | None:
        """What was said last, unless it is too long ago."""
        recent = self._kept.get(conversation)
        return recent if recent and recent.until > time.monotonic() else None

    async def keep(self, conversation: str, recent: Recent) -> None:
        """Keep what was said, in the place of what was said before, and drop what is kept too long."""
        now = time.monotonic()
        self._kept[conversation] = replace(recent, said=replace(recent.said, typed=""), until=now + KEPT_SECONDS)
        self._kept.move_to_end(conversation)
        # All are kept equally long, so the oldest stand first.
        while self._kept and next(iter(self._kept.values())).until <= now:
            self._kept.popitem(last=False)
        while len(self._kept) > _MOST_CONVERSATIONS:
            self._kept.popitem(last=False)

    async def forget(self, conversation: str) -> None:
        """Keep nothing of a conversation any more."""
        self._kept.pop(conversation, None)


def answer_to_check_in(text: str, language: str = "") -> str | None:
    """``CONFIRM`` or ``DENY`` where typed words are a yes or a no; else ``None``.

    Args:
        language: the language it was asked in; Danish and English count beside it. A no is another language's word:
            "nu" is no in Romanian, and "now" in Danish.
    """
    said = _bare(text)
    buttons = danger_replies().check_in
    if said in {
        _bare(word) for word in (*_YES, buttons.yes_button, *_typed("yes", language), *_typed("yes", _ENGLISH))
    }:
        return CONFIRM
    noes = {_bare(word) for word in (*_NO, buttons.no_button, *_typed("no", language), *_typed("no", _ENGLISH))}
    if said in noes or only_denies(text):
        return DENY
    return None


def _typed(side: str, language: str) -> list[str]:
    other = other_languages().get(language)
    return [getattr(other, f"{side}_button"), *getattr(other, f"{side}_words")] if other else []


def _bare(text: str) -> str:
    # ``folded`` knows Danish letters only: of "sí" and "có" it leaves one.
    said = " ".join(text.lower().strip(" .!?؟。").split())
    return folded(said) if said.isascii() or set(said) & set("æøå") else said
