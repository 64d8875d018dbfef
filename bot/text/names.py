"""Names of people in what is written, from lists and from what stands around: so that they can be masked first.

Lists and no language model, because it must happen in the channel, before Rasa sees the message, and must find
"fatima" without a capital letter as well as "Fatima".
"""

import re
from collections.abc import Iterator

from bot.text.forms import words
from bot.text.name_contexts import looks_like_surname, told_names
from bot.text.name_lists import key, name_lists

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;\n])\s*$")
# "Eva-rapporten", "Mia-projektet"
_THING = re.compile(
    r"[A-ZÆØÅ]\w+-(?:skole|projekt|rapport|fond|undersøgelse|time|aften|test|lov|app|klub|kursus|kurs|metode|model|gruppe|"
    r"program|plan|hus|forløb|cent(?:er|r))(?:en|et|ne|erne|r|n|er)?"
)
_PARTICLES = words("al el abu bin ben ibn de van der von da le la af")
_NEXT = re.compile(r" (?P<word>[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?)")
_APART = re.compile(r"['’\-]")
_FIRST_NOT_LATIN = "Ͱ"
_CYRILLIC = re.compile(r"[А-ЯЁІЇЄҐЂ-Я]")
# What grammar hangs on a name in Cyrillic: "Дмитрия", "Іриною".
_CYRILLIC_ENDING = re.compile(r"(?:ою|ею|ою|ом|ем|ой|ей|ій|ові|еві|ого|а|я|у|ю|е|и|і|ы|й)$")
_CYRILLIC_NOMINATIVES = ("", "а", "я", "й", "ий", "ія")
_ARABIC_PREFIXES = ("و", "ل", "ف", "ب")


def find_names(text: str) -> list[tuple[int, int]]:
    """Start and end of each name in ``text``, in order, a first name with its surnames as one."""
    found = sorted({*_listed(text), *told_names(text)})
    harmless = _phrases(text) if found else []
    return [
        (start, end)
        for start, end in _joined(text, found)
        if not any(start < phrase_end and phrase_start < end for phrase_start, phrase_end in harmless)
    ]


def _phrases(text: str) -> list[tuple[int, int]]:
    """Start and end of the phrases with a name in them and nobody to be careful of."""
    lowered = text.lower()
    return [
        match.span()
        for phrase in name_lists().phrases
        if phrase in lowered
        for match in re.finditer(re.escape(phrase), text, re.IGNORECASE)
    ]


def _listed(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        if _is_first_name(text, match) and not _THING.fullmatch(match[0]):
            yield match.span()


def _is_first_name(text: str, match: re.Match[str]) -> bool:
    lists, word = name_lists(), match[0]
    # With marks and small letters it is rather another language's word than one of the kept list, which has no marks.
    without_kept = word.islower() and not word.isascii()
    for form in _forms(word):
        if form not in lists.known:
            continue
        if form in lists.never:
            return False
        if form in lists.words_too:
            return word[0].isupper() and (_is_capital_inside_sentence(text, match) or _has_surname(text, match.end()))
        if form in lists.names or not without_kept:
            return True
    return _is_cyrillic_name(text, match)


def _forms(word: str) -> tuple[str, ...]:
    """What a word may be in the lists: itself, without the s of a genitive, without what other grammars add."""
    first = key(word if word.isalpha() else _APART.split(word, maxsplit=1)[0])
    if first[:1] < _FIRST_NOT_LATIN:
        return first, first.removesuffix("s")
    bare = _CYRILLIC_ENDING.sub("", first)
    nominatives = _CYRILLIC_NOMINATIVES if len(bare) > 2 else ()
    return (
        first,
        *(f"{bare}{ending}" for ending in nominatives),
        *(first[1:] for prefix in _ARABIC_PREFIXES if first.startswith(prefix) and len(first) > 4),
    )


def _is_cyrillic_name(text: str, match: re.Match[str]) -> bool:
    # Neither days nor languages have a capital there.
    return bool(_CYRILLIC.match(match[0])) and _is_capital_inside_sentence(text, match)


def _is_capital_inside_sentence(text: str, match: re.Match[str]) -> bool:
    word, before = match[0], text[max(0, match.start() - 40) : match.start()]
    return word[0].isupper() and not word[1:2].isupper() and not _SENTENCE_ENDS.search(before)


def _has_surname(text: str, end: int) -> bool:
    following = _NEXT.match(text, end)
    if following is None or not following["word"][0].isupper():
        return False
    return looks_like_surname(following["word"].rstrip("."))


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names next to each other, and the surnames after them, are one person."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and end <= joined[-1][1]:
            continue
        end = _with_surnames(text, start, end)
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start, len(text[:end].rstrip(" -"))) for start, end in joined]


def _with_surnames(text: str, start: int, end: int) -> int:
    has_capital, ahead = text[start].isupper(), end
    while following := _NEXT.match(text, ahead):
        word = following["word"].rstrip(".")
        if word.lower() in _PARTICLES:
            ahead = following.start() + 1 + len(word)
        elif _goes_on(word, has_capital):
            end = ahead = following.start() + 1 + len(word)
        else:
            break
    return end


def _goes_on(word: str, after_capital: bool) -> bool:
    """Whether the next word belongs to the name before it."""
    if word[0].isupper():
        return after_capital and (len(word) > 1 or word != "I")
    return looks_like_surname(word) and not word.endswith("ende") if len(word) > 2 else False
