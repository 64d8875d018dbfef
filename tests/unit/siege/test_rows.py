"""Every attack that was written is tried and told; none is left out of the table or of the document."""

import inspect
import time
from pathlib import Path
from types import ModuleType

import pytest
from sanic import Blueprint

from bot.channels.files import add_files
from bot.core.paths import DOCS
from bot.siege import database, forged, hostile, overload, personal, processes
from bot.siege.hostile import FILES
from bot.siege.report import Finding, Row
from bot.siege.rows import ROWS
from bot.siege.run import attempt, own_service
from bot.siege.service import Service

KINDS = (database, forged, hostile, overload, personal, processes)


def attacks_of(kind: ModuleType) -> set[object]:
    """The functions of a file that attack a service; those with more to choose are helpers."""
    return {
        attack
        for name, attack in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
        and attack.__module__ == kind.__name__
        and inspect.signature(attack).return_annotation is Finding
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_attack_is_a_row(kind: ModuleType) -> None:
    attacks = attacks_of(kind)
    assert attacks
    assert attacks <= {row.attack for row in ROWS}


def test_no_row_stands_twice_and_each_says_something_of_its_own() -> None:
    assert len({row.name for row in ROWS}) == len({row.what for row in ROWS}) == len(ROWS)


def test_the_document_has_a_line_for_each_row() -> None:
    a_run = (DOCS / "siege.md").read_text(encoding="utf-8").partition("## A run")[2]
    told = [line.split("`")[1] for line in a_run.splitlines() if line.startswith("| `")]
    assert told == [row.name for row in ROWS]


def test_the_addresses_that_are_tried_are_all_the_chat_has() -> None:
    routes = Blueprint("files", url_prefix="")
    add_files(routes)
    served = {str(route.uri) for route in routes._future_routes}
    described = ("/document/", "/plan/", "/samtale/")  # these are tried as the API's description has them
    files = {uri.replace("<site_id:str>", "{site_id}") for uri in served if not uri.startswith(described)}
    assert files | {"/openapi.json"} == set(FILES)


def test_a_row_that_there_is_no_time_for_is_not_told_to_have_held(tmp_path: Path) -> None:
    def never(_service: Service) -> Finding:
        raise AssertionError("there was no time for it")

    told = attempt(Row("for sent", never), own_service(tmp_path), deadline=time.monotonic() - 1)
    assert told.finding == Finding(False, "ikke nået")


def test_the_attacked_service_has_nothing_of_the_installations_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://kommunen/skolebro")
    monkeypatch.setenv("PORT", "5005")
    service = own_service(tmp_path)
    assert service.database_url == f"sqlite:///{tmp_path / 'service.sqlite'}"
    assert service.port != 5005
    assert service.url.startswith("http://127.0.0.1:")
