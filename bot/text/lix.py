"""LIX, the Scandinavian measure of how hard a text is to read (Björnsson 1968).

LIX = words / sentences + 100 * long words / words, where a long word has more than six letters. Below 25 is a
children's book, 25-34 easy, 35-44 a newspaper, 45-54 an official report.
"""

import re

_LONG = 7
_WORD = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]+(?:[-'’][0-9A-Za-zÀ-ÖØ-öø-ÿ]+)*")
# A line of a list is read as a sentence of its own; "kl. 8" and "fx." end none.
_END = re.compile(r"[.!?:]+(?=\s|[*_\"”»)]|$)|\n+")
_ABBREVIATION = re.compile(r"\b(kl|fx|osv|ca|nr|bl\.a|f\.eks)\.", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)


def lix(text: str) -> float:
    """The LIX of a text in our Markdown; 0 for a text without words."""
    plain = _ABBREVIATION.sub(r"\1", _MARKDOWN.sub(lambda match: match[1] or "", text))
    sentences = sum(1 for part in _END.split(plain) if _WORD.search(part))
    words = _WORD.findall(plain)
    if not words:
        return 0.0
    return len(words) / sentences + 100 * sum(len(word) >= _LONG for word in words) / len(words)
