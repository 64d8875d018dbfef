"""Recognises a message in another language than Danish, on this machine and without a network.

A Danish message taken for another language gets no answer at all, so everything here leans towards Danish:
what is short, mixed or uncertain is Danish. What to answer is in `bot/knowledge/other_languages.py`.

What the library takes for another language, of the wordings of cards that are for staff and so in Danish, is in
docs/decisions/0009-other-languages.md.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Every one has a file in knowledge/sprog/. The last four are only recognised in messages of danger: the library takes
# broken Danish and English for them.
DANISH = "da"
LANGUAGES = ("en", "ar", "tr", "so", "uk", "pl", "de", "fa", "ur", "bs", "ti", "ru", "ro", "fr", "es", "vi")

# Arabic as it is typed in Latin letters is answered in its own.
_WRITTEN_AS = {"ar-latn": "ar"}

# Norwegian and Swedish count as Danish: misspelt Danish looks like them, and whoever writes them reads Danish.
_NORDIC = ("DANISH", "BOKMAL", "NYNORSK", "SWEDISH")
# Bosnian stands for Croatian and Serbian, too: the model can't tell them apart, and whoever reads one reads the others.
_LATIN = {"ENGLISH": "en", "TURKISH": "tr", "SOMALI": "so", "POLISH": "pl", "GERMAN": "de", "BOSNIAN": "bs"}

# The model needs this much to go by. One word is never enough: it takes "tak", "hej" and "nej" for Polish.
_FEWEST_WORDS = 2
_FEWEST_LETTERS = 7

# How many times likelier than Danish, Norwegian and Swedish together the other language must be, by number of words.
# A name or a title of a few words can be eight times likelier Polish ("mia arp falow") or English ("best practice").
_MARGINS = ((6, 1.5), (4, 3.0), (_FEWEST_WORDS, 20.0))

# ... and than the next of the other languages.
_CLEAR_OF_THE_NEXT = 4.0

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Nobody's language: addresses, and what the intake put in for personal data ("[NN]").
_NO_WORDS = re.compile(r"\[[^\[\]]*\]|(?:https?://|www\.)\S+", re.IGNORECASE)
# Arabic in Latin letters writes the sounds that Latin has no letter for as digits ("3ammi", "by7ot"); two such words
# are no accident.
_WITH_ARABIC_DIGITS = re.compile(r"(?i)\b(?:[23579][a-z]{2,}|[a-z]+[23579][a-z]+)\w*")
_ARABIC_DIGIT_WORDS = 2

# What school calls things, which parents write in every language: "what does AKT mean" looked half Danish.
_SCHOOL_NAMES = frozenset({"akt", "aula", "ppr", "sfo", "ssp"})

# The letters of another script are decisive, also in one word. Within a script a few letters tell the languages apart;
# the first that is found decides. "" is a neighbour that has no file: Kurdish and Pashto, Belarusian and Macedonian.
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ETHIOPIC = re.compile(r"[\u1200-\u137f]")
_IN_ARABIC_LETTERS = (
    (re.compile(r"[ۆێڵڕەۀښړځڅېۍ]"), ""),
    (re.compile(r"[ٹڈڑںےہھ]"), "ur"),
    (re.compile(r"[پچژگکی]"), "fa"),
    (re.compile(r""), "ar"),
)
_IN_CYRILLIC_LETTERS = (
    (re.compile(r"[ўѓќѕ]", re.IGNORECASE), ""),
    (re.compile(r"[јљњћђџ]", re.IGNORECASE), "bs"),
    (re.compile(r"[ыэъё]", re.IGNORECASE), "ru"),
    (re.compile(r""), "uk"),
)
_IN_ETHIOPIC_LETTERS = ((re.compile(r""), "ti"),)
_SCRIPTS = (
    (_ARABIC, _IN_ARABIC_LETTERS), (_CYRILLIC, _IN_CYRILLIC_LETTERS), (_ETHIOPIC, _IN_ETHIOPIC_LETTERS),
)  # fmt: skip

_DANISH_LETTERS = re.compile(r"[æøå]", re.IGNORECASE)

# spaCy has no small words of Somali; of the Danish ones this is one ("af soomaali").
_SOMALI_TOO = frozenset({"af"})
# ... and of Bosnian, where "da" is "that".
_BOSNIAN_TOO = frozenset({"da"})

# Somali is written without accents. Kurdish and Vietnamese, which the model does not know, look like it but for them.
_NOT_SOMALI = re.compile(r"[^\Wa-zæøå\d_]", re.IGNORECASE)


def language_of(text: str) -> str | None:
    """The language of a message: one of ``LANGUAGES``, or ``None`` for Danish and for what can't be told.

    The model is loaded the first time it is needed. Safe to call from several threads.
    """
    if text.lstrip().startswith("/"):
        return None
    words = _WORD.findall(_NO_WORDS.sub(" ", text))
    said = " ".join(words)
    letters = sum(map(len, words))
    if (by_script := _by_script(said, letters)) is not None:
        return by_script or None
    if _shows_danish(words):
        return None
    if len(_WITH_ARABIC_DIGITS.findall(text)) >= _ARABIC_DIGIT_WORDS:
        return "ar"
    own = [word for word in words if word.lower() not in _SCHOOL_NAMES]
    if len(own) < _FEWEST_WORDS or sum(map(len, own)) < _FEWEST_LETTERS:
        return None
    return _by_model(" ".join(own), next(margin for fewest, margin in _MARGINS if len(words) >= fewest))


def written_language(text: str, learned: str) -> str:
    """The language to answer a message of danger in: what its letters show, else ``learned``, else ``language_of``.

    Args:
        learned: what the danger model takes it for, a code it has examples of; Danish where it is not sure.
    """
    words = _WORD.findall(_NO_WORDS.sub(" ", text))
    shown = _by_script(" ".join(words), sum(map(len, words)))
    code = shown or _WRITTEN_AS.get(learned, learned)
    if code not in LANGUAGES:
        code = language_of(text) or DANISH
    return code


def _shows_danish(words: list[str]) -> bool:
    """Whether a small word settles it, or in few words a letter; a long English question may name a "kontaktlærer"."""
    few = len(words) < _MARGINS[0][0]
    return any(word.lower() in _danish_alone() or (few and _DANISH_LETTERS.search(word)) for word in words)


def _by_script(said: str, letters: int) -> str | None:
    """The language that most of the letters show; "" if a neighbour's, ``None`` if they are Latin."""
    for script, languages in _SCRIPTS:
        if 2 * len(script.findall(said)) > max(letters, 2):
            return next(language for sign, language in languages if sign.search(said))
    return None


def _by_model(said: str, margin: float) -> str | None:
    likely = {found.language.name: found.value for found in _detector().compute_language_confidence_values(said)}
    best = max(likely, key=lambda name: likely[name])
    if best not in _LATIN or likely[best] <= margin * sum(likely[name] for name in _NORDIC):
        return None
    if likely[best] < _CLEAR_OF_THE_NEXT * max(likely[name] for name in likely if name != best):
        return None  # better no sentence than one in a third language
    if best == "SOMALI" and _NOT_SOMALI.search(said):
        return None
    return _LATIN[best]


@lru_cache(maxsize=1)
def _danish_alone() -> frozenset[str]:
    """Small words that are Danish and none of the other languages': one of them, and the model need not be asked."""
    from spacy.lang import da, de, en, pl, tr

    others = (language.STOP_WORDS for language in (de, en, pl, tr))
    return frozenset(word for word in da.STOP_WORDS if len(word) > 1).difference(_SOMALI_TOO, _BOSNIAN_TOO, *others)


@lru_cache(maxsize=1)
def _detector() -> "LanguageDetector":
    # Two threads may both come here; the models themselves are loaded once for the process.
    from lingua import Language, LanguageDetectorBuilder

    known = [getattr(Language, name) for name in (*_NORDIC, *_LATIN)]
    return LanguageDetectorBuilder.from_languages(*known).with_low_accuracy_mode().build()
