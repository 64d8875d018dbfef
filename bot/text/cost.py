"""How long a text keeps the sentence encoder busy, told from its signs alone."""

import re

# What words of letters come to, measured on Danish, Arabic and Amharic: three or four letters to a token. Everything
# else (a bracket, a digit, an emoji, a sign of Chinese) may be a token of its own.
_LETTERS_A_TOKEN = 3
_WITHOUT_SPACES = (  # Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[^\W\d_{_WITHOUT_SPACES}]+")

# A long sentence: what is above it waits in a queue of its own.
_QUICK_TOKENS = 64
# The encoder reads no more of a text than five times that (bot/nlu/sentence_embedder.py), and then its parts.
_HEAVIEST = 10


def tokens(text: str) -> int:
    """About how many tokens the encoder makes of a text; rather too many than too few."""
    words = [len(word) for word in _WORD.findall(text)]
    others = sum(not sign.isspace() for sign in text) - sum(words)
    return others + sum(-(-length // _LETTERS_A_TOKEN) for length in words)


def weight(text: str) -> int:
    """What a text counts in a limit where an ordinary message counts one."""
    return min(_HEAVIEST, max(1, -(-tokens(text) // _QUICK_TOKENS)))


def is_slow(text: str) -> bool:
    """Whether it takes clearly longer than an ordinary message."""
    return weight(text) > 1
