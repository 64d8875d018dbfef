"""What `skolebro check` looks for beyond the schema: the content as a whole."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from bot.documents.consent import KINDS, fields_from
from bot.documents.render import fields_of
from bot.knowledge import gates
from bot.knowledge.contacts import numbers_of
from bot.knowledge.danger import DANGER, PLAIN_VOICES, load_danger
from bot.knowledge.danger_examples import AFTERWARDS, EXAMPLES, load_after_examples, load_danger_examples
from bot.knowledge.fixed_replies import PLAIN, load_fixed_replies
from bot.knowledge.languages import SENTENCES, load_languages
from bot.knowledge.lix import lix
from bot.knowledge.loader import load, load_contacts
from bot.knowledge.route import load_route
from bot.knowledge.schema import PARENTS_THEME, Card, Knowledge, KnowledgeError, Problem, is_review_old
from bot.knowledge.wording import normalised, runs, words
from bot.languages import DANISH
from bot.names import load_lists
from bot.paths import DOCS, KNOWLEDGE
from bot.plans.content import load_plan_content
from bot.plans.papers import CONTRACT, PLAN_DOCUMENT, contract_fields, plan_fields
from bot.plans.walk import Walk
from bot.settings import settings
from bot.sites.content import DEFAULTS, STANDARD, load_sites
from bot.talks.content import load_talk
from bot.talks.paper import LIST, fields
from bot.talks.talk import Talk

# A run this long shared with the publication is a copied sentence; shorter ones are set phrases and names.
COPIED_RUN = 8

_COPIED = "skrevet af efter publikationen: “{}”; sig det med egne ord"

# LIX; 25-34 is easy reading.
HARDEST_FOR_PARENTS = 30
_HARD = "teksten er for svær for forældre: LIX er {:.0f}, den må højst være 30; skriv kortere sætninger og kortere ord"

COVERAGE = DOCS / "daekning.md"
_TABLE_ROW = re.compile(r"^\|([^|]*)\|([^|]*)\|\s*$")
_CARD_IN_TABLE = re.compile(r"`([a-z0-9-]+)`")


def check(folder: Path = KNOWLEDGE, coverage: Path | None = COVERAGE, publication: Path | None = None) -> list[Problem]:
    """Every problem in the content, each with file and line; empty when all is well.

    Without ``coverage`` the table of parts and cards is not looked at, without ``publication`` no copied sentences.
    """
    try:
        knowledge = load(folder)
    except KnowledgeError as error:
        return error.problems
    return [
        *_fixed_replies(knowledge, folder),
        *_danger(folder),
        *_names(folder),
        *_gates(folder),
        *_routes(knowledge, folder),
        *_plan(knowledge, folder),
        *_talk(knowledge, folder),
        *_languages(folder),
        *_sites(folder),
        *_templates(folder),
        *_who_decides(knowledge, folder),
        *_hard_to_read(knowledge, folder),
        *_repeated_wordings(knowledge, folder),
        *_unknown_references(knowledge, folder),
        *_repeated_titles(knowledge, folder),
        *_copied_sentences(knowledge, folder, publication),
        *(_coverage(knowledge, coverage) if coverage else ()),
    ]


def old_reviews(folder: Path = KNOWLEDGE, today: date | None = None) -> list[Problem]:
    """Legal cards and routes that nobody has reviewed for a year: a warning, not an error."""
    late = [card for card in load(folder).cards.values() if card.is_legal and is_review_old(card.reviewed, today)]
    late_routes = [
        (path, route)
        for path in sorted((folder / "ruter").glob("*.yml"))
        if is_review_old((route := load_route(path)).reviewed, today)
    ]
    ask = "bed en jurist se på det"
    return [
        *(_problem(folder, card, "reviewed:", f"sidst gennemset {card.reviewed}; {ask}") for card in late),
        *(
            Problem(file=path, line=line_with(path, "reviewed:"), message=f"sidst gennemset {route.reviewed}; {ask}")
            for path, route in late_routes
        ),
    ]


def publication_at_hand() -> Path | None:
    """The publication's text where SKOLEBRO_PUBLICATION names it; it is not part of the repository."""
    given = os.environ.get("SKOLEBRO_PUBLICATION")
    return Path(given) if given else None


def _fixed_replies(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    path = folder / "faste-svar.yml"
    try:
        replies = load_fixed_replies(path)
    except Exception as error:
        yield _unusable(path, error)
        return
    given = (
        "contact", "value", "kinds", "route", "title", "token", "days", "answer", "missing", "place", "cases",
        "example", "where", "done", "all", "links",
    )  # fmt: skip
    filled_in = {*given, *numbers_of(knowledge.contacts)}
    for key, reply in replies.items():
        for name in re.findall(r"{(.*?)}", reply.text):
            if name not in filled_in:
                yield Problem(file=path, line=1, message=f"svaret “{key}” nævner {{{name}}}, som ikke kan udfyldes")


def _names(folder: Path) -> Iterator[Problem]:
    try:
        load_lists(folder / "navne.yml")
    except (ValueError, OSError) as error:
        yield _unusable(folder / "navne.yml", error)


def _templates(folder: Path) -> Iterator[Problem]:
    """Every field of a Word template is one that gets filled in."""
    for kind, known in _fields_filled_in(folder):
        path = folder / "skabeloner" / f"{kind}.docx"
        try:
            unknown = fields_of(path) - known
        except Exception as error:
            yield _unusable(path, error)
            continue
        for name in sorted(unknown):
            yield Problem(file=path, line=1, message=f"feltet {{{{ {name} }}}} kendes ikke og ville blive tomt")


def _fields_filled_in(folder: Path) -> Iterator[tuple[str, set[str]]]:
    today = date.today()
    for kind in KINDS:
        yield kind, {*fields_from({}, today)}
    with suppress(ValueError, OSError):  # told by _talk
        questions = load_talk(folder / "samtale.yml")
        yield LIST, {*fields(Talk(questions, {}))}
    try:
        nothing_answered = Walk(load_plan_content(folder / "plan"), {})
    except (ValueError, OSError):
        return  # told by _plan
    yield PLAN_DOCUMENT, {*plan_fields(nothing_answered, today)}
    yield CONTRACT, {*contract_fields(nothing_answered, today)}


def _plan(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """The walk can be read, and the cards it names are there."""
    try:
        content = load_plan_content(folder / "plan")
    except (ValueError, OSError) as error:
        yield _unusable(folder / "plan", error)
        return
    for card_id in sorted(content.cards() - knowledge.cards.keys()):
        path = next(path for path in sorted((folder / "plan").glob("*.yml")) if card_id in path.read_text("utf-8"))
        yield Problem(file=path, line=line_with(path, card_id), message=f"kortet '{card_id}' findes ikke")


def _talk(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """The questions before a talk at school can be read, and are plain Danish."""
    path = folder / "samtale.yml"
    try:
        content = load_talk(path)
    except (ValueError, OSError) as error:
        yield _unusable(path, error)
        return
    for card_id in set(content.offered_after) - knowledge.cards.keys():
        yield Problem(file=path, line=line_with(path, card_id), message=f"kortet '{card_id}' findes ikke")
    for near, text in content.texts():
        if (found := lix(text)) > HARDEST_FOR_PARENTS:
            yield Problem(file=path, line=line_with(path, near), message=_HARD.format(found))


def _languages(folder: Path) -> Iterator[Problem]:
    """Every language has its texts, and every reply in it the numbers."""
    path = folder / SENTENCES.name
    try:
        languages = load_languages(path)
    except (ValueError, OSError) as error:
        yield _unusable(path, error)
        return
    for code, language in languages.items():
        file = path / f"{code}.yml"
        texts = {"numbers": language.numbers, "check_in": language.check_in, **language.groups.dict()}
        for name, text in texts.items():
            needed = ("112", "1888", "116 111") if name == "numbers" else ("112",)
            for number in needed:
                if number not in text:
                    yield Problem(file=file, line=line_with(file, f"{name}:"), message=f"»{name}« nævner ikke {number}")


def _sites(folder: Path) -> Iterator[Problem]:
    path = folder / DEFAULTS.name
    try:
        sites = load_sites(settings().sites, path)
    except KnowledgeError as error:
        yield from error.problems
        return
    plain = sites[STANDARD].greetings.get("foraelder")
    if plain and (found := lix(plain.text)) > HARDEST_FOR_PARENTS:
        yield Problem(file=path, line=line_with(path, "foraelder:"), message=_HARD.format(found))


def _gates(folder: Path) -> Iterator[Problem]:
    for name in gates.NAMES:
        try:
            gates.load_gate(name, folder / "porte")
        except (ValueError, OSError) as error:
            yield _unusable(folder / "porte" / f"{name}.yml", error)


def _routes(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Every way through every route ends, and in cards there are."""
    for path in sorted((folder / "ruter").glob("*.yml")):
        try:
            route = load_route(path)
        except (ValueError, OSError) as error:
            yield _unusable(path, error)
            continue
        named = {card for conclusion in route.conclusions.values() for card in (conclusion.card, *conclusion.also)}
        for card_id in sorted({*named, *route.offered_after} - knowledge.cards.keys()):
            yield Problem(file=path, line=line_with(path, card_id), message=f"kortet '{card_id}' findes ikke")


def _hard_to_read(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """What parents read is plain Danish."""
    for card in knowledge.cards.values():
        if card.theme == PARENTS_THEME and (found := lix(card.body)) > HARDEST_FOR_PARENTS:
            yield _problem(folder, card, "---", _HARD.format(found))
    path = folder / "faste-svar.yml"
    try:
        replies = load_fixed_replies(path)
    except Exception:
        return  # told of its own file
    for key in PLAIN:
        if (found := lix(replies[key].text)) > HARDEST_FOR_PARENTS:
            yield Problem(file=path, line=line_with(path, f"{key}:"), message=_HARD.format(found))


def _who_decides(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    for card in knowledge.cards.values():
        if card.decides and card.decides not in knowledge.contacts:
            yield _problem(folder, card, "decides:", f"decides nævner '{card.decides}', som ikke findes i contacts.yml")


def _danger(folder: Path) -> Iterator[Problem]:
    """Every kind of danger has a reply for every reader, plain where it must be, and examples to be known by."""
    path = folder / "fare" / DANGER.name
    try:
        replies = load_danger(path)
        numbers = numbers_of(load_contacts(folder))
        examples = load_danger_examples(folder / "fare" / EXAMPLES.name)
        known = {example.kind for example in examples if example.kind and example.language == DANISH}
        load_after_examples(folder / "fare" / EXAMPLES.name / AFTERWARDS.name)
    except (ValueError, OSError, KnowledgeError) as error:
        yield _unusable(path, error)
        return
    for kind in sorted(replies.kinds.keys() ^ known):
        missing = "eksempler" if kind in replies.kinds else "svar"
        yield Problem(file=path, line=line_with(path, f"{kind}:"), message=f"slagsen »{kind}« har ingen {missing}")
    for name, voice, text in replies.texts():
        where = {"file": path, "line": line_with(path, f"{name}:")}
        try:
            told = replies.filled(text, numbers)
        except (LookupError, ValueError) as error:
            yield Problem(**where, message=f"»{name}« ({voice}) nævner {{{error.args[0]}}}, som ikke kan udfyldes")
            continue
        if name in replies.kinds and numbers["alarm"] not in told.split("\n\n")[0]:
            yield Problem(**where, message=f"»{name}« ({voice}) skal nævne {{alarm}} i første afsnit")
        if voice in PLAIN_VOICES and (found := lix(told)) > HARDEST_FOR_PARENTS:
            yield Problem(**where, message=f"»{name}« ({voice}): {_HARD.format(found)}")


def _repeated_wordings(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for card in knowledge.cards.values():
        for question in card.questions:
            other = first.setdefault(normalised(question), card.id)
            if other != card.id:
                yield _problem(
                    folder, card, question, f"spørgsmålet “{question}” står også i kortet {other}; ret det ene"
                )


def _repeated_titles(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for card in knowledge.cards.values():
        other = first.setdefault(normalised(card.title), card.id)
        if other != card.id:
            yield _problem(
                folder, card, "title:", f"kortet {other} har samme titel; som knap kan de ikke kendes fra hinanden"
            )


def _unknown_references(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    for card in knowledge.cards.values():
        for related in card.related:
            if related not in knowledge.cards or related == card.id:
                yield _problem(folder, card, "related:", f"related nævner '{related}', som ikke er et andet kort")
        source = knowledge.sources.get(card.source)
        if source is None:
            yield _problem(folder, card, "source:", f"kilden '{card.source}' findes ikke i sources.yml")
        elif card.section and card.section not in source.sections:
            yield _problem(
                folder, card, "section:", f"afsnittet “{card.section}” findes ikke under {source.id} i sources.yml"
            )


def _copied_sentences(knowledge: Knowledge, folder: Path, publication: Path | None) -> Iterator[Problem]:
    if publication is None:
        return
    original = runs(publication.read_text(encoding="utf-8"), COPIED_RUN)
    for card in knowledge.cards.values():
        for copied in sorted(runs(card.body, COPIED_RUN) & original)[:1]:
            yield _problem(folder, card, copied, _COPIED.format(" ".join(copied)))
    for path in sorted((folder / "plan").glob("*.yml")):
        for run in sorted(runs(path.read_text(encoding="utf-8"), COPIED_RUN) & original)[:1]:
            yield Problem(file=path, line=1, message=_COPIED.format(" ".join(run)))


def _coverage(knowledge: Knowledge, coverage: Path) -> Iterator[Problem]:
    """The table of parts and cards: every part has cards, every card exists and has a place."""
    if not coverage.exists():
        yield Problem(file=coverage, line=1, message="dækningstabellen mangler")
        return
    placed: set[str] = set()
    for number, line in enumerate(coverage.read_text(encoding="utf-8").splitlines(), start=1):
        row = _TABLE_ROW.match(line)
        if not row or row[1].strip() == "Del" or set(row[1].strip()) <= {"-", ":"}:
            continue
        cards = _CARD_IN_TABLE.findall(row[2])
        if not cards:
            yield Problem(file=coverage, line=number, message=f"“{row[1].strip()}” er ikke dækket af noget kort")
        for card_id in cards:
            if card_id not in knowledge.cards:
                yield Problem(file=coverage, line=number, message=f"kortet '{card_id}' findes ikke")
        placed.update(cards)
    for card_id in sorted(knowledge.cards.keys() - placed):
        yield Problem(file=coverage, line=1, message=f"kortet '{card_id}' mangler i tabellen")


def _problem(folder: Path, card: Card, near: str | tuple[str, ...], message: str) -> Problem:
    """A problem at the line that holds ``near``: a text, or a run of words that may go on over lines."""
    path = folder / card.theme / f"{card.id}.md"
    if isinstance(near, str):
        return Problem(file=path, line=line_with(path, near), message=message)
    lines = path.read_text(encoding="utf-8").splitlines()
    for number in range(1, len(lines) + 1):
        if _begins(near, lines[number - 1 :]):
            return Problem(file=path, line=number, message=message)
    return Problem(file=path, line=1, message=message)


def _unusable(path: Path, reason: object) -> Problem:
    return Problem(file=path, line=1, message=f"kan ikke bruges: {reason}")


def line_with(path: Path, near: str) -> int:
    """The first line of a file that holds ``near``; 1 if none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if near.lower() in line.lower()), 1)


def _begins(run: tuple[str, ...], lines: list[str]) -> bool:
    """Whether a run of words begins in the first of these lines."""
    following = words("\n".join(lines))
    return any(tuple(following[start : start + len(run)]) == run for start in range(len(words(lines[0]))))
