"""Decide what a reading of danger means for one message: by its thresholds, by its words, by what was said before.

The classifier (danger_classifier.py) reads; these are its rules. The figures: docs/decisions/0011-danger.md.
"""

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.danger import ANY_KIND
from bot.knowledge.danger_examples import load_cards_asked_in_worry
from bot.nlu.answer_ranker import ANSWERS, CERTAINTY, PARENTS_ANSWERS
from bot.nlu.confidence_gate import ASK_UNSURE, FALLBACK, LOCAL_FACT, OUT_OF_SCOPE
from bot.nlu.danger_model import DangerReading
from bot.nlu.follow_up_model import FOLLOW_UPS_ASKED
from bot.nlu.importer import ASK, CARD, LEGAL_CARD
from bot.nlu.legal_gate import ASK_LEGAL, ASK_LEGAL_UNSURE
from bot.nlu.moves import REMARKS, TELLS_PLAN
from bot.nlu.parent_gate import ASK_PARENT, ASK_PARENT_LEGAL
from bot.text.corrections import begins_with_no, changes_topic, corrects, denies_danger
from bot.text.language_id import DANISH
from bot.text.questions import asks_whether_allowed, has_question_word
from bot.text.wording import is_question

# What a message may say of the reply to danger just before it, as its examples are labelled.
NOT_ABOUT_IT, DONE, NEXT, JOKE = "other", "done", "next", "joke"
# What the message would be if it is no danger, where that is not surely something else.
_UNSURE = (ASK_UNSURE, FALLBACK, OUT_OF_SCOPE, ASK_LEGAL_UNSURE)
_PARENTS = (ASK_PARENT, ASK_PARENT_LEGAL)
_QUESTIONS = (ASK, ASK_LEGAL, *_PARENTS)
# "Hvem ringer jeg til", "det var ikke faren": moves that are about danger where it was just talked of.
_NEAR_TO_DANGER = ("ask_person", "not_helped", LOCAL_FACT, "sigh")
# A yes or a no in other words than the channel knows: to the check-in it is doubt, unless it begins with a no.
_YES_OR_NO = ("affirm", "deny")
# Guidance on what one may tell whom.
_GUIDANCE = (ASK_LEGAL, ASK_LEGAL_UNSURE, ASK_PARENT_LEGAL)
# What says nothing new, and is not taken for thanks by the model of what follows danger: it leaves nobody without help.
_PARTING = ("thank", "goodbye", *REMARKS)
# A question of so many words can stand alone: "hvem ringer jeg til" is about what was talked of.
_FEWEST_WORDS_OF_A_MATTER = 8
# A word or two tell little.
_FEW_WORDS = 2
# So probable a voice is who writes.
_SURELY_STAFF = 0.9
# The voices of who works with the child, and of the child itself.
_STAFF = "staff"
_CHILD = "child"

# What the channel may say of a message, in Rasa's metadata, beside the words just before: that it was asked about and
# is not about danger; which message after a reply to danger it is (1 is the first); that it is longer than what is
# answered; that it is neither yes nor no to the question whether there is danger; that another message was asked
# about lately, and the answer was not no, or that it was; and after a reply to danger which kind that was, and
# whether what comes next was told since.
NOT_DANGER, FOLLOWS_DANGER, IS_TOO_LONG = "not_danger", "follows_danger", "too_long"
CHECK_IN_WAITS, LAST_KIND, NEXT_TOLD = "check_in_waits", "last_kind", "next_told"
ASKED_LATELY, DENIED_LATELY = "asked_lately", "denied_lately"


class DangerRules:
    """The rules with one installation's thresholds.

    Args:
        config: ``DangerClassifier.get_default_config()``, with what config.yml says.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config
        self._asked_in_worry = load_cards_asked_in_worry()

    def is_denied(self, message: Message, told: dict[str, Any]) -> bool:
        """Whether a message says that it is not about danger, or what else was meant.

        After a reply to danger a correction may be about it ("nej, jeg mente faren"), unless a card surely answers.
        """
        text = message.get(TEXT)
        if changes_topic(text) and (told.get(FOLLOWS_DANGER) or told.get(CHECK_IN_WAITS)):
            return True
        if told.get(CHECK_IN_WAITS):
            return denies_danger(text)
        if told.get(FOLLOWS_DANGER) and denies_danger(text):
            return True
        return corrects(text) and (not told.get(FOLLOWS_DANGER) or self._is_answered(message))

    def said_after_danger(self, message: Message, told: dict[str, Any], reading: DangerReading) -> str | None:
        """What a message says of the reply to danger just before it; ``None`` where it is about something else."""
        place = told.get(FOLLOWS_DANGER)
        label, likely = reading.after
        text, intent = message.get(TEXT), message.get(INTENT)[INTENT_NAME_KEY]
        if not place:
            return None
        if self._is_ordinary(message, label, reading.score) or self._is_another_matter(text, reading):
            return None
        if self.is_denied(message, told) and reading.score < self.crisis_from(reading, told):
            return None
        if label == DONE and intent == TELLS_PLAN:
            label = NEXT  # "jeg underretter i morgen": it is not done
        # The same text again answers nothing: then the cards on reports do, or it is said that it is not known.
        if told.get(NEXT_TOLD) and (label == NEXT or (label == NOT_ABOUT_IT and is_question(text))):
            return None
        # Whether she may ask or tell somebody is what the guidance answers.
        if asks_whether_allowed(text) and intent in _GUIDANCE and reading.score < self._config["crisis_from"]:
            return None
        if self._only_follows(label, likely, reading.score, len(text.split())):
            return label
        # What is told on may sound like law: "og nu vil hun ik gå hjem, når vi lukker".
        told_on = intent == ASK_LEGAL and not is_question(text)
        unsure = (
            told_on
            or intent in (*_UNSURE, *_NEAR_TO_DANGER, *_PARTING)
            or (intent in _PARENTS and not self._is_answered(message))
        )
        if reading.score >= self._config["perhaps_from"]:
            # The same reply again answers no question: "må jeg beholde ham her på fredag?".
            asks_of_it = has_question_word(text) or is_question(text)
            is_told = told.get(NEXT_TOLD)
            return NEXT if asks_of_it and not is_told and self._is_the_same_danger(reading, told) else None
        return NEXT if unsure and place <= self._config["about_it_for"] else None

    def may_be_about_danger(self, message: Message, reading: DangerReading) -> bool:
        """Whether a message that is neither yes nor no to the check-in may be about danger all the same.

        A move is not, nor what a card surely answers ("hvad spørger de om til mødet på torsdag"), nor a whole question
        that sounds nothing like it; law may be: "skal jeg sige det til forældrene først".

        Args:
            reading: of the message alone.
        """
        if self._is_another_matter(message.get(TEXT), reading):
            return False
        intent = message.get(INTENT)[INTENT_NAME_KEY]
        if intent in (*_QUESTIONS, LOCAL_FACT):
            return not self._is_answered(message)
        return intent in (*_UNSURE, *_NEAR_TO_DANGER) or self.is_in_doubt(message)

    def _is_another_matter(self, text: str, reading: DangerReading) -> bool:
        label, likely = reading.after
        asks_what_next = label == NEXT and likely >= self._config["after_from"]
        stands_alone = len(text.split()) >= _FEWEST_WORDS_OF_A_MATTER and is_question(text)
        return stands_alone and reading.score < self._config["another_matter_below"] and not asks_what_next

    def is_in_doubt(self, message: Message) -> bool:
        """ "Ved ikke. måske": no clear yes, and no no."""
        return message.get(INTENT)[INTENT_NAME_KEY] in _YES_OR_NO and not begins_with_no(message.get(TEXT))

    def crisis_from(self, reading: DangerReading, told: dict[str, Any]) -> float:
        """The score from which somebody is in danger."""
        if told.get(FOLLOWS_DANGER):
            return float(self._config["crisis_from_after_danger"])
        return float(self._config["crisis_from_of_staff" if reading.voice[0] == _STAFF else "crisis_from"])

    def perhaps_from(self, text: str, reading: DangerReading, told: dict[str, Any]) -> float:
        """The score from which somebody may be in danger."""
        if told.get(CHECK_IN_WAITS):
            return float(self._config["perhaps_from"])
        if len(text.split()) <= _FEW_WORDS:
            return float(self._config["perhaps_from_of_two_words"])
        voice, likely = reading.voice
        staff_ask = voice == _STAFF and likely >= _SURELY_STAFF and is_question(text)
        asks_beside = staff_ask and not (told.get(FOLLOWS_DANGER) or told.get(ASKED_LATELY))
        return float(self._config["perhaps_from_of_staffs_questions" if asks_beside else "perhaps_from"])

    def _is_ordinary(self, message: Message, label: str, score: float) -> bool:
        """Whether a message after a reply to danger is about something else, which a card answers.

        What asks nothing must be answered the surer: "læreren siger, det er bare leg, jeg er ikke enig".
        """
        if label == DONE or score >= self._config["ordinary_below"]:
            return False
        return self._is_answered(
            message, self._config["answered_from" if is_question(message.get(TEXT)) else "told_from"]
        )

    def is_plainly_ordinary(self, message: Message, reading: DangerReading, told: dict[str, Any]) -> bool:
        """Whether what only may be danger is surely answered by a card, or asked of one: "må vi sende billeder".

        Not where danger is talked of already, where a child writes, nor by a card that is also asked in worry.
        """
        if told.get(FOLLOWS_DANGER) or told.get(CHECK_IN_WAITS) or reading.voice[0] == _CHILD:
            return False
        asked = message.get(FOLLOW_UPS_ASKED)
        if asked and asked["surely"] and asked["card"] not in self._asked_in_worry:
            return True
        best = [answers[0] for name in (ANSWERS, PARENTS_ANSWERS) if (answers := message.get(name))]
        return any(
            one[CERTAINTY] >= self._config["beyond_doubt_from"] and one[CARD] not in self._asked_in_worry
            for one in best
        )

    def _is_answered(self, message: Message, certain: float | None = None) -> bool:
        """Whether a card surely answers it; from ``certain``, else from where a question is.

        What is law is rarely something else: "får de at vide, at det er mig" is about the report.
        """
        found = [answers[0] for name in (ANSWERS, PARENTS_ANSWERS) if (answers := message.get(name))]
        least = self._config["answered_from"] if certain is None else certain
        return any(best[CERTAINTY] >= least and not best[LEGAL_CARD] for best in found)

    def _only_follows(self, label: str, likely: float, score: float, words: int) -> bool:
        """Whether a message after a reply to danger is about that reply, and no new danger.

        "Jeg har ringet 112" is full of danger; but a question or a denial that is sure to be danger is danger ("hvad
        gør jeg, hun er bevidstløs", "det var ikke for sjov, han slår mig").
        """
        if label == NOT_ABOUT_IT or (score >= self._config["crisis_from"] and label != DONE):
            return False
        if score < self._config["perhaps_from"]:
            return bool(likely >= self._config["done_from" if label == DONE else "after_from"])
        tells_more = label == DONE and words > self._config["done_in_words"]
        return bool(likely >= self._config["after_from_beside_danger"]) and not tells_more

    def is_of_a_kind(self, reading: DangerReading) -> bool:
        """Whether the reply to its kind may be given: the wrong one frightens and misleads."""
        doubtful = reading.score < self._config["doubtful_below"]
        kind, likely = reading.kind
        return bool(kind) and likely >= self._config["kind_from_of_doubtful" if doubtful else "kind_from"]

    def kind(self, reading: DangerReading, last_kind: str) -> str:
        """The kind whose reply is given; ``last_kind`` is the one just answered, which stays unless another is sure."""
        kind, likely = reading.kind
        is_another = likely >= self._config["kind_from_of_doubtful"] and reading.score >= self._config["doubtful_below"]
        if last_kind and not is_another:
            return last_kind
        return kind if self.is_of_a_kind(reading) else ANY_KIND

    def _is_the_same_danger(self, reading: DangerReading, told: dict[str, Any]) -> bool:
        """Whether it would get the very reply that was just given."""
        last = str(told.get(LAST_KIND) or "")
        return bool(last) and self.kind(reading, last) == last

    def is_vague(self, reading: DangerReading) -> bool:
        """Whether neither danger nor its kind is sure: "nu sidder hun bare og kigger ud i luften"."""
        return reading.score < self._config["doubtful_below"] and not self.is_of_a_kind(reading)

    def is_foreign(self, reading: DangerReading) -> bool:
        """Whether it is surely written in another language."""
        language, likely = reading.language
        return language != DANISH and likely >= self._config["language_from"]
