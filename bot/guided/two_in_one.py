"""An answer and a question in one message: what of it answers."""

import re

from bot.guided.free_text import InputKind, UserInput, asks, hear
from bot.text.misunderstood import was_not_asked_for
from bot.text.sentences import contrasts_in, sentences_in
from bot.text.wording import folded

_FEWEST_WORDS = 2
# "Hvornår jeg kan tale med lærer": beside a question it is another, whatever its order of words.
_BEGINS_WITH_HV = re.compile(r"\W*(?:og |men )?hv\w+", re.IGNORECASE)
# Before a question these tell what it is about: a certain family, or who asks.
_TELLS_OF_SOMEBODY = re.compile(
    r"\b(?:(?:en|min|den|vores) (?:\w+ )?(?:dreng|pige|elev|mor|far|familie|foraelder|datter|soen|beboer)|"
    r"moren|faren|moderen|faderen|familien|barnet|drengen|pigen|eleven|han|hun|ham|hende|hans|hendes)\b"
)
_TELLS_OF_ONESELF = re.compile(r"^(?:hej |ok |okay |altsaa )?(?:jeg (?:er|har|taenker|taenkte|synes|tror|kan)|mit)\b")


def answer_beside(text: str, personal: bool = False) -> str:
    """The sentences of a message that asks something which answer the question that stands; empty where none does.

    Args:
        text: the message.
        personal: the question is about the person's own child, so whoever speaks of it is answering.
    """
    sentences = [part for sentence in sentences_in(text) for part in _parts(sentence)]
    told = " ".join(one.strip() for one in sentences if not (asks(one) or _BEGINS_WITH_HV.match(one)))
    if not any(map(asks, sentences)) or len(told.split()) < _FEWEST_WORDS or was_not_asked_for(text):
        return ""
    said = folded(told)
    if not personal and (_TELLS_OF_SOMEBODY.search(said) or _TELLS_OF_ONESELF.match(said)):
        return ""
    return told if hear(UserInput(told, intent="ask"), personal=personal) is InputKind.ANSWER else ""


def _parts(sentence: str) -> list[str]:
    return contrasts_in(sentence) if asks(sentence) else [sentence]
