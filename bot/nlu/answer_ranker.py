"""Rasa component: which card answers the message or which move it makes, and the gates' scores."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.follow_ups import load_follow_ups
from bot.knowledge.gates import FOLLOW_UP, LEGAL, PARENT
from bot.knowledge.loader import load
from bot.knowledge.schema import PARENTS_CARDS, PARENTS_THEME
from bot.nlu.certainty import certainty
from bot.nlu.importer import ASK, BODY, CARD, GATE, LEGAL_CARD, RELATED, THEME
from bot.nlu.lean import Vectors
from bot.nlu.learned_vectors import LearnedVectors
from bot.nlu.moves import MARK, REMARKS, TELLS_PLAN, is_one_word, may_be_a_follow_up, may_open, move_in, with_its_family
from bot.nlu.ranking_model import CORES, Prediction, Ranked, RankingModel
from bot.nlu.sentence_embedder import EMBEDDING, TUNED, Embeddings, embed_both, embed_tuned
from bot.nlu.thread import FEW_WORDS, After, one_ranking
from bot.nlu.topic import Context, Topic, nearby, passages_of
from bot.nlu.trained_part import keep_trained, read_trained
from bot.text.corrections import begins_anew, only_refuses
from bot.text.meant import what_is_meant
from bot.text.plans import says_what_she_will_do
from bot.text.questions import beyond_opening, beyond_remark, questions_in, says_and_if
from bot.text.wording import is_question

# Where a message carries its ranked cards, best first: [{"card", "theme", "legal", "confidence", "similarity",
# "certainty"}]. The confidence is among the audience's cards and the moves; for the certainty see bot/nlu/certainty.py.
ANSWERS = "answers"
CERTAINTY = "certainty"
# Where it carries the ranked parents' cards, in the same form, and whether each is legal guidance.
PARENTS_ANSWERS = "parents_answers"
# Where it carries how probable the parents' cards are among all cards, 0-1.
PARENTS_SHARE = "parents_share"
# Where it carries the gates' scores: {name: log-odds}.
GATE_SCORES = "gate_scores"

# What the channel says of a message, in Rasa's metadata: the card of the last answer.
TOPIC = "topic"
# ... the cards of the last few answers, and who she has said she is ...
GIVEN, ROLE = "given", "role"
PARENT_ROLE = "foraelder"
# ... or that there was none, and the words just before ...
GOT_NO_ANSWER, WORDS_BEFORE = "got_no_answer", "words_before"
# Where a message carries what is asked in it, where it says besides what is not.
MEANT = "meant"
# ... and, where it is read together with what was said before, how well the cards fit: a bot.nlu.thread.Thread.
THREAD = "thread"
# ... and, for the actions, that it is.
IN_THREAD = "in_thread"
# Where a message carries whether the last answer was guidance on law.
AFTER_GUIDANCE = "after_guidance"
# Where a message carries whether it asks for something in the last answer ...
ABOUT_TOPIC = "about_topic"
# ... the paragraph that it asks for of an answer given lately, where that answer is its own ...
PASSAGE = "passage"
# ... and for each question of one that asks several, its few best cards: [{"answers", "parents_answers"}]; and what it
# asks of the likeliest answers to the message: {card: {"key", "surely"}} (bot/nlu/follow_up_matcher.py).
ALSO_ASKED = "also_asked"
# ... and the embedding of each, by its words.
PARTS = "parts"

PARENT_ASKS = "parent_asks"
CHILD_WRITES = "child_writes"
# Moves that tell a parent from others; any other is made by everybody.
_TELLS_WHO_WRITES = (PARENT_ASKS, CHILD_WRITES, "staff_asks")

# A later question of a message that is no longer than this leans on the first: "kan jeg få tolk? skal jeg betale?".
_MOST_WORDS_OF_A_LEANING_QUESTION = 4
# So many cards are kept for each of several questions.
_FEW = 3

_MODEL_FILE = "ranking_model.pickle"
# Who says no more than this after an answer asks one thing.
_MOST_WORDS_OF_A_FOLLOW_UP = 12
# ... but for "og hvis hun siger nej ...", which goes on from what was said.
_MOST_WORDS_OF_AND_IF = 40
# How much a follow-up's own words count beside its reading with the last answer's question.
_ALONE = 0.5
# What "så spørger jeg ..." adds to the log-probability of a told plan: twenty times as probable.
_PLAN_BY_FORM = 3.0
# Longer examples teach nothing of what a short question is.
_SHORT_QUESTION = 10

# "lav en samtykkeerklæring" is a move in the legal matters, neither for the gate to catch nor to let by.
_ABOUT_THE_LEGAL_ROUTE = ("start_share_route", "make_consent_form", "make_family_notice")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerRanker(IntentClassifier, GraphComponent):
    """Sets ``answers`` (ranked cards), ``intent``, ``intent_ranking``, ``gate_scores`` and ``also_asked``."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: RankingModel,
        themes: dict[str, str],
        legal: set[str],
        topics: dict[str, Topic],
        learned: LearnedVectors,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._themes = themes
        self._legal = legal
        self._topics = topics
        self._learned = learned

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds."""
        return {
            # A message is read together with what was said before, unless it surely makes a move (yes, "fortæl mere").
            "move_from": 0.8,
            # So certain, 0-1, a card answers more than a few words whatever was said before.
            "speaks_for_itself_from": 0.8,
            # The last reply was an answer, so that nothing guided is under way: its commands must be surer, but for
            # a single word.
            "command_from": 0.985,
            # What asks nothing is said of the last answer by its nature: "så skriver jeg til lederen".
            "remark_from": 0.45,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerRanker:
        """An untrained ranker."""
        return cls(config, model_storage, resource, RankingModel(), {}, set(), {}, LearnedVectors())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerRanker:
        """A ranker as it was trained. The file lies in our own model, made on this installation."""
        return cls(config, model_storage, resource, *read_trained(_MODEL_FILE, model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example wording and keep what was learned."""
        examples = training_data.intent_examples
        print(f"  Lærer af {len(examples)} eksempler ...", flush=True)
        to_rank = [message for message in examples if message.get(GATE) is None]
        of_cards = [message for message in to_rank if message.get(CARD)]
        self._themes = {message.get(CARD): message.get(THEME) for message in of_cards}
        self._legal = {message.get(CARD) for message in of_cards if message.get(LEGAL_CARD)}
        labels = [message.get(CARD) or MARK + message.get(INTENT) for message in to_rank]
        self._model.fit(**_views(to_rank), labels=labels, moves={one for one in labels if one.startswith(MARK)})
        self._topics = _topics(of_cards, self._themes)
        self._learn_gates(examples)
        wordings: dict[str, list[str]] = {label: [] for label in self._model.labels}
        for label, message in zip(labels, to_rank, strict=True):
            wordings[label].append(message.get(TEXT))
        titles = {card.id: card.title for card in load().cards.values()}
        self._learned.fit(wordings, load_follow_ups(), titles, embed_tuned)
        trained = self._model, self._themes, self._legal, self._topics, self._learned
        return keep_trained(trained, _MODEL_FILE, self._model_storage, self._resource)

    def _learn_gates(self, examples: list[Message]) -> None:
        views = _views(examples)
        # Most examples are of several gates; their letters are looked up once.
        letters, embeddings = self._model.letters(views["texts"], views["lemmas"]), views["embeddings"]

        def learn(name: str) -> None:
            sides = {at: side for at, message in enumerate(examples) if (side := gate_side(name, message)) is not None}
            rows, yes = list(sides), list(sides.values())
            if len(set(yes)) == 2:  # else there is nothing to tell apart, and the gate has no score
                self._model.fit_gate(name, letters[rows], embeddings[rows], yes)

        # Their solvers let another thread work meanwhile.
        with ThreadPoolExecutor(CORES) as beside:
            list(beside.map(learn, (LEGAL, PARENT, FOLLOW_UP)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank each message that has words."""
        for message in messages:
            if message.get(EMBEDDING) is not None:
                self._understand(message)
        return messages

    def _understand(self, message: Message) -> None:
        text = message.get(TEXT)
        meant = what_is_meant(text, goes_on=bool(topic_of(message) or words_before(message)))
        if topic_of(message) and only_refuses(text):
            meant = ""
        message.set(MEANT, meant)
        message.set(AFTER_GUIDANCE, topic_of(message) in self._legal)
        reading = self._read(message) if meant is None else self._read_part(meant or words_before(message) or text)
        if rest := _beyond(move_in(reading.ranked[0]), text):
            reading = self._read_part(rest)
        given = {str(card) for card in _told(message, GIVEN) or ()}
        topic = "" if begins_anew(text) else topic_of(message)
        context = self._context(topic, message)
        if goes_on := meant != "" and context is not None and not self._is_a_move(message, reading):
            together, speaks_for_itself = reading, self._speaks_for_itself(reading, text, topic)
            if not speaks_for_itself:
                together = self._in_the_light_of(context, meant or text, meant or lemmas(message), reading.scores)
            if topic or not speaks_for_itself:
                reading = self._in_one_ranking(message, topic, reading, together)
        elif meant == "":
            # "Nej, ikke det": which other card the words before it may mean.
            reading = _of_other_cards(reading, {topic, *given})
        self._set_passage(message, topic, given, reading.ranked[0].label)
        self._set(message, reading)
        is_one_question = goes_on and len(text.split()) <= _MOST_WORDS_OF_A_FOLLOW_UP
        message.set(ALSO_ASKED, [] if is_one_question else self._also_asked(message), add_to_output=True)

    def _set_passage(self, message: Message, topic: str, given: set[str], best: str) -> None:
        """Whoever gets the last answer again, or one just before it, asks for something in it, however she asks."""
        asks_of_it = topic in self._topics and best == topic
        stands_above = asks_of_it or (best in self._topics and best in given)
        passage = self._topics[best].passage_for(message.get(TEXT)) if stands_above else ""
        message.set(ABOUT_TOPIC, asks_of_it, add_to_output=True)
        message.set(PASSAGE, passage, add_to_output=True)

    def _is_a_move(self, message: Message, reading: Prediction) -> bool:
        """Whether a message makes a move, whatever was talked about before."""
        move, text = move_in(reading.ranked[0]), message.get(TEXT)
        if not move or says_and_if(text) or (move in REMARKS and is_question(text)):
            return False
        # What is half a command means nothing where nothing is under way: "hvor lang tid" is about the answer.
        is_near = len(text.split()) > 1 and may_be_a_follow_up(move, text)
        return bool(with_its_family(_intents(reading.ranked)) >= self._config[_held_from(move, is_near)])

    def _speaks_for_itself(self, reading: Prediction, text: str, topic: str) -> bool:
        """Whether a card answers so certainly that what was said before changes nothing: it need not be embedded.

        After an answer a few words lean on it whatever they say; after what nobody answered they need not.
        """
        best, words = reading.ranked[0], len(text.split())
        if move_in(best) or (topic and words <= FEW_WORDS):
            return False
        return bool(certainty(best.probability, best.similarity, words) >= self._config["speaks_for_itself_from"])

    def _in_one_ranking(self, message: Message, topic: str, alone: Prediction, together: Prediction) -> Prediction:
        text = message.get(TEXT)
        if topic:
            learned, asked = self._learned.fits_after(topic, text, embed_tuned)
        else:
            learned, asked = self._learned.fits(message.get(TUNED)), {}
        after = After(topic, _is_for_parents(message, topic), learned, asked)
        reading, thread = one_ranking(self._model.labels, alone, together, text, after)
        if not topic:
            # After what nobody answered, nothing need be meant: how near the cards are tells.
            return replace(reading, is_certain=False)
        message.set(THREAD, thread)
        message.set(IN_THREAD, True, add_to_output=True)
        return reading

    def _context(self, topic: str, message: Message) -> Context | None:
        """What a follow-up leans on: the last answer's question and the words it was asked with.

        Args:
            topic: the last answer's card.
            message: the follow-up. Where the words before it still wait for their answer, it leans on them alone.
        """
        before = words_before(message)
        if topic in self._topics:
            last = self._topics[topic]
            return Context(
                f"{last.question} {before}", f"{last.lemmas} {before.lower()}", last.nearness(self._model.labels)
            )
        waits = before and _told(message, GOT_NO_ANSWER)
        return Context(before, before.lower(), 0.0) if waits else None

    def _in_the_light_of(self, context: Context, text: str, own_lemmas: str, alone: Vectors) -> Prediction:
        """What ``text`` asks together with what it leans on; ``alone`` is how each label fits without it."""
        both = f"{context.text.rstrip('?')}? {text}"
        gains = context.gains + _ALONE * alone
        return self._read_text(both, f"{context.lemmas} {own_lemmas.lower()}", gains=gains)

    def _read(self, message: Message) -> Prediction:
        embeddings = message.get(EMBEDDING), message.get(TUNED)
        return self._read_text(message.get(TEXT), lemmas(message), embeddings, self._by_its_form(message))

    def _read_text(
        self, text: str, lemmas: str, embeddings: Embeddings | None = None, gains: Vectors | float = 0.0
    ) -> Prediction:
        embedding, tuned = embeddings or embed_both(text)
        # A word alone is told by its letters: "forældre" is nobody's role.
        learned = None if is_one_word(text) else self._learned.fits(tuned)
        return self._model.read(text, lemmas, embedding, learned, gains)

    def _by_its_form(self, message: Message) -> Vectors | float:
        """What each label gains by how the message begins: where something was just answered, a plan is told so."""
        if not (topic_of(message) and says_what_she_will_do(message.get(TEXT))):
            return 0.0
        return np.array(
            [_PLAN_BY_FORM * (label == MARK + TELLS_PLAN) for label in self._model.labels], dtype=np.float32
        )

    def _read_part(self, text: str) -> Prediction:
        # The lemmas of a part aren't known here; its own words stand in for them.
        return self._read_text(text, text.lower())

    def _also_asked(self, message: Message) -> list[dict[str, Any]]:
        """For each question of a message that asks several: the few best cards, for either audience."""
        parts = questions_in(message.get(TEXT))
        embeddings = [embed_both(part) for part in parts]
        message.set(PARTS, {part: embedding for part, (embedding, _) in zip(parts, embeddings, strict=True)})
        found = []
        for place, (part, of_part) in enumerate(zip(parts, embeddings, strict=True)):
            words = len(part.split())
            # The lemmas of a part aren't known here; its own words stand in for them.
            reading = self._read_text(part, part.lower(), of_part)
            if place and words <= _MOST_WORDS_OF_A_LEANING_QUESTION:
                first = Context(parts[0], parts[0].lower(), 0.0)
                reading = self._in_the_light_of(first, part, part.lower(), reading.scores)
            ours, for_parents = self._by_audience(reading.ranked)
            found.append(
                {
                    ANSWERS: self._answers(ours, words, reading.is_certain)[:_FEW],
                    PARENTS_ANSWERS: self._answers(for_parents, words, reading.is_certain)[:_FEW],
                }
            )
        return found

    def _by_audience(self, ranking: list[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
        """The ranking for staff and the one for parents, each with the moves.

        A card for parents and one for staff on the same topic are no rivals: each is ranked among its own.
        """
        theirs = {ranked.label for ranked in ranking if self._themes.get(ranked.label) == PARENTS_THEME}
        ours = [ranked for ranked in ranking if ranked.label not in theirs]
        return _among(ours), _among([ranked for ranked in ranking if ranked.label in theirs or move_in(ranked)])

    def _set(self, message: Message, reading: Prediction) -> None:
        ours, for_parents = self._by_audience(reading.ranked)
        theirs = {ranked.label for ranked in for_parents if not move_in(ranked)}
        # All that is likely may be parents' cards: then these alone say that something is asked.
        intents = _intents(ours or for_parents)
        words = len(message.get(TEXT).split())
        message.set(ANSWERS, self._answers(ours, words, reading.is_certain), add_to_output=True)
        message.set(PARENTS_ANSWERS, self._answers(for_parents, words, reading.is_certain), add_to_output=True)
        message.set(PARENTS_SHARE, _share(reading.ranked, theirs), add_to_output=True)
        message.set(GATE_SCORES, reading.gate_scores, add_to_output=True)
        message.set(INTENT, _intent(intents[0][0], with_its_family(intents)), add_to_output=True)
        message.set(INTENT_RANKING_KEY, [_intent(*one) for one in intents], add_to_output=True)

    def _answers(self, ranking: list[Ranked], words: int, is_certain: bool) -> list[dict[str, Any]]:
        return [
            {
                CARD: ranked.label,
                THEME: self._themes[ranked.label],
                LEGAL_CARD: ranked.label in self._legal,
                PREDICTED_CONFIDENCE_KEY: share,
                "similarity": ranked.similarity,
                CERTAINTY: share if is_certain else certainty(share, ranked.similarity, words),
            }
            for ranked in ranking
            if not move_in(ranked)
            for share in [ranked.probability]
        ]


def gate_side(name: str, message: Message) -> bool | None:
    """Whether a gate is to catch an example wording; ``None`` if the wording is not for it to learn from."""
    if own := message.get(GATE):
        return bool(own[1]) if own[0] == name else None
    if name == FOLLOW_UP:
        return False if message.get(CARD) and len(message.get(TEXT).split()) <= _SHORT_QUESTION else None
    if name == LEGAL:
        return None if message.get(INTENT) in _ABOUT_THE_LEGAL_ROUTE else bool(message.get(LEGAL_CARD))
    if message.get(INTENT) in _TELLS_WHO_WRITES:
        return bool(message.get(INTENT) == PARENT_ASKS)
    return None if message.get(CARD) is None else bool(message.get(THEME) == PARENTS_THEME)


def _topics(of_cards: list[Message], themes: dict[str, str]) -> dict[str, Topic]:
    near = nearby({message.get(CARD): message.get(RELATED) or [] for message in of_cards}, themes)
    first: dict[str, Message] = {}
    for message in of_cards:
        first.setdefault(message.get(CARD), message)
    return {
        card: Topic(one.get(TEXT), lemmas(one), near[card], passages_of(one.get(BODY) or one.get(TEXT)))
        for card, one in first.items()
    }


def _views(messages: list[Message]) -> dict[str, Any]:
    return {
        "texts": [message.get(TEXT) for message in messages],
        "lemmas": [lemmas(message) for message in messages],
        "embeddings": np.stack([message.get(EMBEDDING) for message in messages]),
    }


def lemmas(message: Message) -> str:
    """The message's lemmas in lower case, as spaCy's tokenizer left them."""
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return " ".join(token.lemma.lower() for token in tokens if any(map(str.isalnum, token.text)))


def _is_for_parents(message: Message, topic: str) -> bool | None:
    """Whether a parent goes on from the last answer, by what she said or by whom it is for; ``None``: not known."""
    if role := _told(message, ROLE):
        return bool(role == PARENT_ROLE)
    return topic.startswith(PARENTS_CARDS) if topic else None


def topic_of(message: Message) -> str:
    """The card of the last answer, as the channel tells it; empty where there was none."""
    return str(_told(message, TOPIC) or "")


def words_before(message: Message) -> str:
    """The words just before it, as the channel tells them; empty where there were none."""
    return str(_told(message, WORDS_BEFORE) or "")


def _told(message: Message, what: str) -> Any:
    """What the channel said of the message; ``None`` where it said nothing."""
    return (message.get("metadata") or {}).get(what)


def log_odds_of(share: float) -> float:
    """The log-odds of a share from 0 to 1; of none and of all they stay finite."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def _beyond(move: str, text: str) -> str:
    """What is asked after a message's opening, where that is what the move was heard in; else nothing."""
    if may_open(move):
        return beyond_opening(text)
    return beyond_remark(text) if move in REMARKS else ""


def _of_other_cards(reading: Prediction, refused: set[str]) -> Prediction:
    """The same reading without the refused cards and the moves: nothing is begun for who refuses an answer."""
    return replace(reading, ranked=[one for one in reading.ranked if one.label not in refused and not move_in(one)])


def _share(ranking: list[Ranked], labels: set[str]) -> float:
    """How probable the ``labels`` are among all that are no move."""
    of_all = sum(ranked.probability for ranked in ranking if not move_in(ranked)) or 1.0
    return sum(ranked.probability for ranked in ranking if ranked.label in labels) / of_all


def _among(ranking: list[Ranked]) -> list[Ranked]:
    """The same ranking, its probabilities brought to a sum of 1."""
    total = sum(ranked.probability for ranked in ranking) or 1.0
    return [replace(ranked, probability=ranked.probability / total) for ranked in ranking]


def _intents(ranking: list[Ranked]) -> list[tuple[str, float]]:
    """Each intent with its best label's probability, best first; all cards are one intent."""
    intents: dict[str, float] = {}
    for ranked in ranking:
        intents.setdefault(move_in(ranked) or ASK, ranked.probability)
    return list(intents.items())


def _intent(name: str, probability: float) -> dict[str, Any]:
    """As Rasa has it."""
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: probability}


def _held_from(move: str, is_near: bool) -> str:
    """The threshold from which a move is one, though something was just answered."""
    if is_near:
        return "command_from"
    return "remark_from" if move in REMARKS else "move_from"
