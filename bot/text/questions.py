"""Find the questions in a message that asks more than one."""

import re

_SENTENCES = re.compile(r"(?<=[?!.])(?<!\bkl\.)\s+|\n+|\s+[-–]\s+|:\s+")
# "Skal ringe til skolen i morgen" tells; "skal børnene med" asks.
_MODAL = (
    r"(?:må|måtte|kan|skal|bør|vil)\s+(?!(?:gerne|lige|bare|ikke|også)\b)"
    r"(?!(?!(?:de|mine|denne|disse|alle|flere|begge|andre|\w+ne)\b)\w+e\b)"
)
_ASKS = (
    r"(?:hvad|hva|hvem|hvordan|hvor|hvornår|hvorfor|hvilken|hvilket|hvilke|findes|gælder|nogen med|"
    rf"{_MODAL}|"
    r"får (?:jeg|vi|man|du|i|de|han|hun)\b|"
    r"(?:er|har|ved|om) (?:jeg|du|vi|i|man|de|det|den|der|han|hun|en|et|min|mit|mine|vores|nogen|ikke helt|\w+e[nt]))\b"
)
# "... og hvem betaler", "..., kan man få det rettet": a second question begins where a word that asks follows. What
# follows "eller" is the other answer to the same one.
_AND_ASKS = re.compile(
    rf"(?:,?\s+(?:og|men|samt|plus)|,(?!\s+eller\b))\s+(?=(?:(?:så|også|omvendt,?)\s+)?{_ASKS})", re.IGNORECASE
)
_BEGINS_A_QUESTION = re.compile(rf"(?:og|men|så|hej|ok|okay)?,?\s*(?:(?:så|også|omvendt,?)\s+)?{_ASKS}", re.IGNORECASE)
# "Og så vil bestyrelsen have bevis" tells: after "så" the verb comes first.
_THEN_TELLS = re.compile(r"(?:(?:og|men|nå),?\s+)?så\s+(?!hv)", re.IGNORECASE)
# "Jeg vil gerne vide, hvem der ...", "derudover ville jeg høre om man ..."
_ASKS_INDIRECTLY = re.compile(
    r"\b(?:vide|høre|spørge)(?: jer| dig)?(?: om)?,? (?:hv(?:ad|em|or\w*|ilke\w*)|om (?:man|jeg|vi|der|de|i|du))\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"(?:^|[.,:;!?]\s*|\b(?:og|men|hej|så)\s+)hv(?:a|ad|em|or\w*|ilke\w*)\b", re.IGNORECASE)
_WHAT_TO_DO = re.compile(
    r"\bhvad (?:skal|kan|bør|må) (?:jeg|vi|man)\b(?: \w+){0,2}? (?:gøre|sige|svare|stille op)\b"
    r"|\bhvad (?:jeg|vi|man) (?:skal|kan|bør|må) (?:gøre|sige|svare)\b"
    r"|\bhvad (?:gør|siger|svarer) (?:jeg|vi|man)\b"
    r"|\bhvad (?:skal|kan|bør) (?:jeg|vi|man)(?: nu| så)?\s*(?:[?.!]|$)"
    r"|\bhvordan (?:skal|bør|kan) (?:jeg|vi|man)\b"
    r"|\bhvad (?:er|betyder) det\s*(?:[?.!]|$)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:de|han|hun|dem|(?:lærer|skole|leder|pædagog|forældre|børne|elever)(?:en|ne|n|ren|rne)?)\b", re.IGNORECASE
)
_TO_US = re.compile(r"\b(?:du|dig|din|dit|jer|chat\w*|\w*bot(?:ten)?|maskine\w*|skolebro|side\w*)\b", re.IGNORECASE)
_WHETHER_ALLOWED = re.compile(r"\b(?:må|maa) (?:jeg|vi|man)\b", re.IGNORECASE)
_AND_IF = re.compile(
    r"(?:^|[.!?,:]\s*|\b(?:ok|okay|ja|tak|haha)\s+)(?:(?:og|men|hvad|hva|ka|så) )+hvis\b", re.IGNORECASE
)
_A_PERSON = re.compile(
    r"\b(?:mennesk\w*|person\w*|levende|rigtig\w*|nogen|medarbejder\w*|rådgiver\w*|vejleder\w*|jer|kollega\w*|telefonnummer|"
    r"nummer|robot\w*|maskine\w*|hvem)\b",
    re.IGNORECASE,
)
# The first words may be thanks, a greeting or who one is; what follows a full stop or "men" is what is meant.
_POLITE = re.compile(
    r"\W*(?:ok|okay|nå|nåh|aha|hej|hejsa|hey|hallo|goddag|dav|fedt|super|perfekt|dejligt|fint|tak|tusind|mange)\b",
    re.IGNORECASE,
)
_TELLS_WHO = re.compile(r"\W*(?:\w+\W+){0,4}?(?:jeg|vi) (?:er|arbejder|spørger|skriver)\b|\W*som \w+", re.IGNORECASE)
_AFTER_OPENING = re.compile(r"\n|[.!:]+\s+(?:(?:nå,?\s+)?men\s+)?|,?\s+(?:nå,?\s+)?men\s+", re.IGNORECASE)
# "men mødet er torsdag kl 13 ...": five words or more.
_IN_THE_WAY = re.compile(r"\s*men(?:\s+\S+){4}", re.IGNORECASE)
_MOST_WORDS_OF_POLITENESS, _MOST_WORDS_OF_WHO, _LEAST_WORDS_BEYOND = 7, 14, 4
# "Har vi det?", "hvad gør jeg så?": what is asked stands before it.
_LEANS_BACK = re.compile(
    r"(?:(?:og|men|så|eller),? )?(?:"
    r"hvad (?:gør|siger|svarer|tænker) (?:jeg|vi|man|du|i)|"
    r"hvad (?:skal|kan|bør|må) (?:jeg|vi|man)(?: gøre| sige| svare)?|"
    r"(?:har|må|kan|skal|gør) (?:jeg|vi|man|de|han|hun) (?:det|ret)(?: altid)?|"
    r"er det (?:rigtigt|ok|okay|i orden|lovligt|tilladt|forkert|normalt|fair|rimeligt|en god idé|sådan.*)|"
    r"hvorfor(?: ikke| det)?|hvordan(?: det)?|"
    # "... skal jeg sige noget eller bare sidde der": two answers to what was asked
    r"(?:skal|må|kan|bør) (?:jeg|vi|man) .{1,60} eller .{1,60}"
    r")(?: så| nu| da| her)?\W*",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_SUGGESTION = 4
# Fewer words than this say nothing by themselves.
_LEAST_WORDS = 3
_MOST = 3


def questions_in(text: str) -> list[str]:
    """The questions of ``text``, each with what is told before it; at most three, and none where there is only one."""
    questions: list[str] = []
    told: list[str] = []
    for sentence in _SENTENCES.split(text):
        for part in _AND_ASKS.split(sentence):
            if questions and _belongs_to_the_one_before(part.strip()):
                questions[-1] = " ".join([questions[-1], *told, part.strip()])
                told = []
                continue
            told.append(part.strip())
            if _is_a_question(part):
                questions.append(" ".join(told))
                told = []
    return questions[:_MOST] if len(questions) > 1 else []


def beyond_opening(text: str) -> str:
    """What follows a greeting, thanks or who one is; else nothing.

    "Tak. Men må jeg sige det?", "jeg er lærer. Må jeg ...".
    """
    opening, *beyond = _AFTER_OPENING.split(text, maxsplit=1)
    rest, words = "".join(beyond), len(opening.split())
    opens = (_POLITE.match(opening) and words <= _MOST_WORDS_OF_POLITENESS) or (
        _TELLS_WHO.match(opening) and words <= _MOST_WORDS_OF_WHO
    )
    if not opens or len(rest.split()) < _LEAST_WORDS_BEYOND:
        return ""
    # "Jeg er ikke mor. Jeg er pædagog. Hvad ..."
    return beyond_opening(rest) or rest


def beyond_remark(text: str) -> str:
    """What follows that waits for an answer: "så skriver jeg i dag. Hvem skal med til mødet?"; else nothing.

    It is a question, or what stands in the way: "Godt, så kommer jeg. Men mødet er kl. 13, hvor jeg arbejder".
    """
    told, *later = [sentence for sentence in _SENTENCES.split(text) if sentence.strip()] or [""]
    asked = next((at for at, one in enumerate(later) if _is_a_question(one) or _IN_THE_WAY.match(one)), None)
    if asked is None or _is_a_question(told) or _belongs_to_the_one_before(later[asked].strip()):
        return ""
    rest = " ".join(later[asked:])
    return rest if len(rest.split()) >= _LEAST_WORDS_BEYOND else ""


def says_and_if(text: str) -> bool:
    """Whether a clause of ``text`` goes on from what was just said: "tak. og hvis hun bliver sur?"."""
    return _AND_IF.search(text) is not None


def names_a_person(text: str) -> bool:
    """Whether ``text`` says whom one would talk with in place of a machine: "en rigtig person", "nogen hos jer"."""
    return _A_PERSON.search(text) is not None


def has_question_word(text: str) -> bool:
    """Whether a clause of ``text`` begins with "hvad", "hvordan" and the like."""
    return _QUESTION_WORD.search(text) is not None


def asks_what_to_do(text: str) -> bool:
    """Whether ``text`` asks what to do or what something is, and not only for a name, a number or a time."""
    return _WHAT_TO_DO.search(text) is not None


def _belongs_to_the_one_before(part: str) -> bool:
    """ "Har vi det?", and an answer that is asked for: "hvad gør man først? ringe til dem?"."""
    is_suggestion = part.endswith("?") and len(part.split()) <= _MOST_WORDS_OF_A_SUGGESTION
    return _LEANS_BACK.fullmatch(part) is not None or (is_suggestion and not _BEGINS_A_QUESTION.match(part))


def speaks_to_us(text: str) -> bool:
    """Whether ``text`` is about Skolebro itself: "hvem har lavet dig", "er du chatgpt"."""
    return _TO_US.search(text) is not None


def speaks_of_others(text: str) -> bool:
    """Whether ``text`` is about somebody who does not take part: "kan de skrive på somali"."""
    return _OF_OTHERS.search(text) is not None


def asks_whether_allowed(text: str) -> bool:
    """Whether ``text`` asks what one may do: "må jeg spørge læreren"."""
    return _WHETHER_ALLOWED.search(text) is not None


def _is_a_question(part: str) -> bool:
    part = part.strip()
    begins = _BEGINS_A_QUESTION.match(part) and not _THEN_TELLS.match(part)
    asks = part.endswith("?") or begins or _ASKS_INDIRECTLY.search(part)
    return bool(asks) and len(part.split()) >= _LEAST_WORDS
