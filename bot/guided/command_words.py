"""The words that commands and politeness are made of: with any other word a message is an answer.

"Stop" is a command; "stop mobning" is what somebody wants of the work. The words are those of the examples in
data/nlu/, so that a new way to say "gå tilbage" is known here, too.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.text.wording import folded

# What the walk itself is about: "tilbage til skolen", "bedre start på dagen" are goals.
_SUBJECTS = {
    "skolen", "skole", "barn", "boern", "boernene", "foraeldre", "foraeldrene", "telefonen", "flere", "bedre", "dagen",
}  # fmt: skip
# As near as two letters that changed places in a word of six.
_SLIP = 0.81
# What moves a guided conversation, whatever intent the understanding found ("stop mobning" is near to many).
CONTROL = (
    "stop_route", "resume_route", "go_back", "restart_route", "next_step", "correct_answer", "ask_progress",
    "ask_example", "delete_plan", "get_plan", "keep_talk", "delete_talk",
)  # fmt: skip


def is_nothing_but(text: str, intent: str) -> bool:
    """Whether ``text`` has no word but those of ``intent`` and of the commands; one word alone is taken at its word."""
    words = folded(text).split()
    return len(words) < 2 or all(_is_among(word, _words_of(intent)) for word in words)


def _is_among(word: str, known: frozenset[str]) -> bool:
    """Whether ``word`` is known, or a slip of the finger away from one that is."""
    return word in known or (word not in _SUBJECTS and bool(get_close_matches(word, known, n=1, cutoff=_SLIP)))


@cache
def _words_of(intent: str) -> frozenset[str]:
    commands = _words_in(CONTROL) - _SUBJECTS
    # "Lav en samarbejdsplan med skolen" asks for the plan: there the subject belongs to the words.
    return commands if intent in CONTROL else commands | _words_in((intent,))


def _words_in(intents: Iterable[str]) -> frozenset[str]:
    examples = _examples()
    known = [wording for name in intents for wording in examples.get(name, [])]
    return frozenset(word for wording in known for word in folded(wording).split())


@cache
def _examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for one in read_yaml(path)["nlu"]:
            lines = str(one["examples"]).splitlines()
            found.setdefault(str(one["intent"]), []).extend(line.removeprefix("- ") for line in lines)
    return found
