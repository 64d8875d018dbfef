"""The servers read a whole copy of the content, never a file somebody is just saving."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.paths import KNOWLEDGE
from bot.core.settings import Settings, settings
from bot.server import content_in_force
from bot.server.content_in_force import (
    beside,
    copy_beside,
    environment_of_content,
    in_force,
    put_in_force,
    state_of,
    was_found_right,
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder of content, and room for its copies."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    shutil.copy(KNOWLEDGE / "chatvindue.yml", folder)
    (folder / "a.yml").write_text("tekst: første\n", encoding="utf-8")
    monkeypatch.setattr(content_in_force, "KNOWLEDGE", folder)
    monkeypatch.setattr(content_in_force, "COPIES", tmp_path / "copies")
    return folder


def read(name: str = "a.yml") -> str:
    return (Path(environment_of_content(in_force(settings()))["SKOLEBRO_KNOWLEDGE"]) / name).read_text(encoding="utf-8")


def bring_in_force(chosen: Settings) -> None:
    assert copy_beside(state_of(chosen), chosen)
    put_in_force(chosen)


def test_without_any_copy_the_servers_read_the_files_themselves(own: Path) -> None:
    assert in_force(settings()) is None and environment_of_content(None) == {}


def test_what_is_saved_afterwards_is_not_read_until_it_is_put_in_force(own: Path) -> None:
    bring_in_force(settings())
    (own / "a.yml").write_text("tekst: [halvt gem", encoding="utf-8")
    assert read() == "tekst: første\n"
    (own / "a.yml").write_text("tekst: anden\n", encoding="utf-8")
    bring_in_force(settings())
    assert read() == "tekst: anden\n"


def test_what_lies_beside_is_not_in_force(own: Path) -> None:
    bring_in_force(settings())
    assert beside(settings()) is None
    (own / "a.yml").write_text("tekst: anden\n", encoding="utf-8")
    assert copy_beside(state_of(settings()), settings())
    assert beside(settings()) not in (None, in_force(settings()))
    assert read() == "tekst: første\n"


def test_what_changed_since_it_was_looked_over_is_not_put_in_force(own: Path) -> None:
    bring_in_force(settings())
    (own / "a.yml").write_text("tekst: set efter\n", encoding="utf-8")
    looked_over = state_of(settings())
    (own / "a.yml").write_text("tekst: ændret imens\n", encoding="utf-8")
    assert not copy_beside(looked_over, settings())
    assert read() == "tekst: første\n"


def test_what_was_found_right_is_known_until_the_content_or_the_program_is_another(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not was_found_right(state_of(settings()))
    bring_in_force(settings())
    assert was_found_right(state_of(settings()))
    with monkeypatch.context() as newer:
        (tmp_path / "check.py").write_text("# looks for more")
        newer.setattr(content_in_force, "_PROGRAM", tmp_path)
        assert not was_found_right(state_of(settings()))
    without_its_file = replace(settings(), contacts=tmp_path / "missing.yml")
    assert not was_found_right(state_of(without_its_file))
    (own / "a.yml").write_text("tekst: anden\n", encoding="utf-8")
    assert not was_found_right(state_of(settings()))


def test_contacts_and_sites_are_copied_with_their_logos(own: Path, tmp_path: Path) -> None:
    (tmp_path / "kontakter.yml").write_text("x", encoding="utf-8")
    (tmp_path / "steder.yml").write_text("kommunen:\n  origins: [https://a.example]\n  logo: billeder/logo.svg\n")
    (tmp_path / "billeder").mkdir()
    (tmp_path / "billeder" / "logo.svg").write_text("<svg/>")
    chosen = replace(settings(), contacts=tmp_path / "kontakter.yml", sites=tmp_path / "steder.yml")
    bring_in_force(chosen)
    told = environment_of_content(in_force(chosen))
    assert Path(told["SKOLEBRO_CONTACTS"]).read_text(encoding="utf-8") == "x"
    assert (Path(told["SKOLEBRO_SITES"]).parent / "billeder" / "logo.svg").read_text() == "<svg/>"


def copies() -> list[Path]:
    return [path for path in content_in_force.COPIES.iterdir() if not path.is_symlink()]


def test_only_a_few_old_copies_are_kept_and_what_another_service_may_have_just_begun_with(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        (own / "a.yml").write_text(f"tekst: {number}\n", encoding="utf-8")
        bring_in_force(settings())
    assert read() == "tekst: 7\n"
    assert len(copies()) == 8
    monkeypatch.setattr(content_in_force, "_KEPT_SECONDS", -1)
    bring_in_force(settings())
    assert read() == "tekst: 7\n"
    assert len(copies()) == 5


def test_a_copy_in_force_outlives_all_that_came_to_nothing_after_it(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_in_force, "_KEPT_SECONDS", -1)
    bring_in_force(settings())
    (own / "kontakter.yml").write_text("x", encoding="utf-8")
    other = replace(settings(), contacts=own / "kontakter.yml")
    for number in range(8):
        (own / "a.yml").write_text(f"tekst: {number}\n", encoding="utf-8")
        bring_in_force(other)
    assert read() == "tekst: første\n"
