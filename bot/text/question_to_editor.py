"""What may be sent to the editor, and in which words: a question, or a remark on an answer."""

import re

from bot.text.masking import mask

# What is longer is no question but a story, and its details tell who it is about.
LONGEST = 200
# Of fewer words nobody can tell what was asked.
_FEWEST_WORDS = 3
# What masks a name, a number that is one person's, and a day of birth: without them it is still told of somebody.
_SOMEBODY = ("[NN]", "[nr]", "[dato]")
_STAND_IN = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]{2,}")
# What the chat shows as a form of the text (web/src/markdown.js): what is sent must be what is shown.
_FORM = {"*": "", "_": " ", "](": "] ("}


def as_sent(words: str) -> str | None:
    """What would be sent of what somebody wrote, without personal data.

    Args:
        words: as the understanding got them.

    Returns:
        ``None`` where it must not be sent: too long, about somebody, or with too little left to make sense.
    """
    text = _plain(mask(_plain(words)).text)
    told = _WORD.findall(_STAND_IN.sub(" ", text))
    if len(text) > LONGEST or len(told) < _FEWEST_WORDS or any(one in text for one in _SOMEBODY):
        return None
    return text


def remark_as_sent(words: str) -> str | None:
    """What is kept of a remark on an answer, without personal data.

    Args:
        words: as the understanding would get them.

    Returns:
        ``None`` for what is too long or says nothing. It may be about somebody: what is wrong with an answer is often
        that it does not fit one's own child.
    """
    text = _plain(mask(_plain(words)).text)
    return text if len(text) <= LONGEST and _WORD.search(_STAND_IN.sub(" ", text)) else None


def _plain(text: str) -> str:
    for sign, plain in _FORM.items():
        text = text.replace(sign, plain)
    return " ".join(text.split())
