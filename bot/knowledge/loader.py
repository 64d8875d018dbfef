"""Read knowledge/ from disk: YAML front matter and Danish Markdown, errors with file and line."""

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.core.paths import KNOWLEDGE
from bot.core.settings import settings
from bot.core.yaml_files import LOADER
from bot.knowledge.schema import HINTS, Card, Contact, Knowledge, KnowledgeError, Problem, Source

Entry = TypeVar("Entry", bound=BaseModel)

# What a redaktør writes; the theme is the folder, and the body stands below.
_FIELDS = Card.__fields__.keys() - {"theme", "body"}

_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)^---[ \t]*\r?\n?(.*)\Z", re.DOTALL | re.MULTILINE)


def load(folder: Path = KNOWLEDGE) -> Knowledge:
    """Load and validate everything under ``folder``.

    Raises:
        KnowledgeError: with every problem in every file, so one run shows all there is to mend.
    """
    problems: list[Problem] = []
    sources = _load_list(folder / "sources.yml", Source, problems)
    contacts = _load_contacts(folder, problems)
    cards: dict[str, Card] = {}
    for path in sorted(folder.glob("*/*.md")):
        try:
            card = load_card(path)
        except KnowledgeError as error:
            problems.extend(error.problems)
            continue
        if card.id in cards:
            problems.append(
                Problem(file=path, line=2, message=f"id '{card.id}' findes allerede i temaet {cards[card.id].theme}")
            )
        cards[card.id] = card
    if not cards and not problems:
        problems.append(Problem(file=folder, line=1, message="mappen indeholder ingen kort"))
    if problems:
        raise KnowledgeError(problems)
    return Knowledge(cards=cards, sources=sources, contacts=contacts)


def load_contacts(folder: Path = KNOWLEDGE) -> dict[str, Contact]:
    """The contacts alone: those of ``folder``, with the installation's own in their place.

    Raises:
        KnowledgeError: the file can't be used.
    """
    problems: list[Problem] = []
    found = _load_contacts(folder, problems)
    if problems:
        raise KnowledgeError(problems)
    return found


def common_contacts(folder: Path = KNOWLEDGE) -> dict[str, Contact]:
    """The contacts of ``folder`` alone, as they are where an installation sets none.

    Raises:
        KnowledgeError: the file can't be used.
    """
    problems: list[Problem] = []
    found = _load_list(folder / "contacts.yml", Contact, problems)
    if problems:
        raise KnowledgeError(problems)
    return found


def load_card(path: Path) -> Card:
    """Load one card file.

    Raises:
        KnowledgeError: the file is not a valid card.
    """
    try:
        match = _FRONT_MATTER.match(_read(path))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            [Problem(file=path, line=1, message=f"filen kan ikke læses som UTF-8: {error}")]
        ) from error
    if not match:
        message = "kortet skal begynde med en linje `---`, så felterne, så en linje `---` og så svaret"
        raise KnowledgeError([Problem(file=path, line=1, message=message)])
    fields, lines = _read_yaml(path, match[1], first_line=2)
    if not isinstance(fields, dict):
        raise KnowledgeError(
            [Problem(file=path, line=2, message="mellem de to `---` skal der stå felter som `id: ...`")]
        )
    for field in (name for name in fields if name not in _FIELDS):
        message = f"feltet '{field}' kendes ikke; ret stavemåden eller slet linjen"
        raise KnowledgeError([Problem(file=path, line=lines.get((str(field),), 2), message=message)])
    lines[("body",)] = match[1].count("\n") + 3
    if fields.get("id") not in (None, path.stem):
        message = f"id er '{fields['id']}', men filen hedder {path.name}; {HINTS['id']}"
        raise KnowledgeError([Problem(file=path, line=lines.get(("id",), 2), message=message)])
    try:
        return Card(**{**fields, "theme": path.parent.name, "body": match[2].strip()})
    except ValidationError as error:
        raise KnowledgeError([_problem(path, lines, item) for item in error.errors()]) from error


def _load_contacts(folder: Path, problems: list[Problem]) -> dict[str, Contact]:
    found = _load_list(folder / "contacts.yml", Contact, problems)
    own = settings().contacts
    return {**found, **_load_list(own, Contact, problems)} if own else found


def _load_list(path: Path, model: type[Entry], problems: list[Problem]) -> dict[str, Entry]:
    try:
        return {key: model(id=key, **value) for key, value in (read_fields(path) or {}).items()}
    except UnicodeDecodeError as error:
        problems.append(Problem(file=path, line=1, message=f"filen kan ikke læses som UTF-8: {error}"))
    except OSError:
        problems.append(Problem(file=path, line=1, message="filen mangler"))
    except KnowledgeError as error:
        problems.extend(error.problems)
    except (ValidationError, TypeError, AttributeError) as error:
        problems.append(Problem(file=path, line=1, message=f"filen har ikke den rette form: {error}"))
    return {}


def read_fields(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        KnowledgeError: it is no YAML; says where.
        UnicodeDecodeError: it is no UTF-8.
        OSError: it can't be read.
    """
    return _read_yaml(path, _read(path), first_line=1)[0]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")  # Notepad begins its files with a mark


def _read_yaml(path: Path, text: str, first_line: int) -> tuple[Any, dict[tuple[str | int, ...], int]]:
    """Parse YAML; also give the line in the file of each top-level key and each of its list items."""
    try:
        loader = LOADER(text)
        node = loader.get_single_node()
        fields = loader.construct_document(node) if node else None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that is not in the calendar
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        message = f'kan ikke læses ({getattr(error, "problem", None) or error}); sæt tekst med kolon eller tegn i "..."'
        raise KnowledgeError([Problem(file=path, line=line, message=message)]) from error
    lines: dict[tuple[str | int, ...], int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(key.value,)] = key.start_mark.line + first_line
            if isinstance(value, yaml.SequenceNode):
                for index, item in enumerate(value.value):
                    lines[(key.value, index)] = item.start_mark.line + first_line
    return fields, lines


def _problem(path: Path, lines: dict[tuple[str | int, ...], int], item: Any) -> Problem:
    location = tuple(item["loc"])
    field = str(location[0])
    line = lines.get(location) or lines.get((field,)) or 2
    if item["type"] == "value_error.missing":
        return Problem(file=path, line=line, message=f"feltet '{field}' mangler; {HINTS[field]}")
    reason = item["msg"] if item["type"] == "value_error" else "har ikke den rette form"
    return Problem(file=path, line=line, message=f"feltet '{field}': {reason}; {HINTS.get(field, '')}")
