"""The sites of this server: the standard one, and those in the file SKOLEBRO_SITES names."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.core.paths import KNOWLEDGE
from bot.core.settings import settings
from bot.knowledge.loader import read_fields
from bot.knowledge.schema import KnowledgeError, Problem
from bot.sites.schema import Site

STANDARD = "standard"
DEFAULTS = KNOWLEDGE / "chatvindue.yml"

_REASONS = {
    "value_error.missing": "mangler",
    "value_error.extra": "kendes ikke; ret stavemåden, eller slet det",
}


def load_sites(own: Path | None = None, defaults: Path = DEFAULTS) -> dict[str, Site]:
    """Every site by its id; what a site does not say, it has from ``defaults``.

    Args:
        own: the operator's file; without it there is the standard site alone, which no other page may embed.

    Raises:
        KnowledgeError: a file can't be used; every problem found.
    """
    problems: list[Problem] = []
    common = _mapping(defaults, problems)
    written = _mapping(own, problems) if own else {}
    sites: dict[str, Site] = {}
    for site_id, fields in {STANDARD: {}, **written}.items():
        file = own if own and site_id in written else defaults
        if not isinstance(fields, dict):
            problems.append(Problem(file=file, line=1, message=f"'{site_id}' skal have felter som `title: ...`"))
            continue
        try:
            sites[str(site_id)] = Site(**_filled(str(site_id), fields, common, file))
        except ValidationError as error:
            problems.extend(_problem(file, str(site_id), item) for item in error.errors())
    if problems:
        raise KnowledgeError(problems)
    return sites


@lru_cache(maxsize=1)
def sites() -> dict[str, Site]:
    """This installation's sites; read once.

    Raises:
        KnowledgeError: a file can't be used.
    """
    return load_sites(settings().sites)


def site_named(site_id: str) -> Site:
    """The site of this id; the standard one where there is none, or none is named."""
    return sites().get(site_id) or sites()[STANDARD]


def _filled(site_id: str, fields: dict[str, Any], common: dict[str, Any], file: Path) -> dict[str, Any]:
    filled = {**common, **fields, "id": site_id}
    for by_role in ("roles", "greetings"):
        if isinstance(own := fields.get(by_role), dict) and isinstance(common.get(by_role), dict):
            filled[by_role] = {**common[by_role], **own}
    if isinstance(logo := fields.get("logo"), str):
        filled["logo"] = file.parent / logo
    return filled


def _mapping(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        found = read_fields(path) or {}
    except OSError:
        problems.append(Problem(file=path, line=1, message="filen mangler eller kan ikke læses"))
    except UnicodeDecodeError as error:
        problems.append(Problem(file=path, line=1, message=f"filen kan ikke læses som UTF-8: {error}"))
    except KnowledgeError as error:
        problems.extend(error.problems)
    else:
        if isinstance(found, dict):
            return found
        problems.append(Problem(file=path, line=1, message="filen skal have et navn for hvert sted, fx `kommunen:`"))
    return {}


def _problem(path: Path, site_id: str, item: Any) -> Problem:
    field = ".".join(str(part) for part in item["loc"] if part != "__root__")
    plain = item["msg"] if item["type"] == "value_error" else "har ikke den rette form"
    return Problem(file=path, line=1, message=f"{site_id}: feltet '{field}' {_REASONS.get(item['type'], plain)}")
