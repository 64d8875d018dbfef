"""Pictures that tell of danger where words are missing."""

# What a picture tells that words would. Skulls and tears are left out: they laugh as often as not.
_SIGNS = {
    "🔪": " kniv ", "🗡": " kniv ", "🔫": " pistol ", "💣": " bombe ", "🩸": " blod ", "🔥": " brand ",
    "💊": " piller ", "🆘": " hjælp ", "🚨": " alarm ", "🚑": " ambulance ", "👊": " slår ", "🤛": " slår ",
    "🤜": " slår ", "☠": " gift ", "🤕": " såret ", "🚒": " brand ",
}  # fmt: skip


def spelt_out(text: str) -> str:
    """The text with the pictures that may tell of danger as words."""
    return "".join(_SIGNS.get(character, character) for character in text).strip()


def has_telling_sign(text: str) -> bool:
    """Whether one of those pictures is in a text."""
    return any(character in _SIGNS for character in text)
