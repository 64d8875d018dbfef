"""Getting ready to serve, with content that is broken in different ways."""

from pathlib import Path

import pytest

from bot.core.paths import KNOWLEDGE
from bot.core.settings import settings
from bot.knowledge.schema import Problem
from bot.server import content_in_force, preparation
from bot.server.model_signature import NotSigned, sign
from bot.server.service import Failed
from bot.store.answers import find_card
from tests.support.store import its_own_copy

BROKEN_CARD = Problem(file=KNOWLEDGE / "tal" / "tal-skoleboern.md", line=3, message="feltet 'title' mangler")
SITES = """\
kommunen:
  origins: [https://kommunen.example]
  sign_in: {issuer: https://login.example, audience: skolebro, secret_env: SKOLEBRO_JWT}
"""
BROKEN_REPLIES = Problem(file=KNOWLEDGE / "faste-svar.yml", line=1, message="kan ikke bruges")


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A model from before, so that no test trains one."""
    return model_from_before(monkeypatch, tmp_path)


def model_from_before(patch: pytest.MonkeyPatch, folder: Path) -> Path:
    model = folder / "model"
    model.touch()
    patch.setenv("SKOLEBRO_SECRET", "en nøgle til prøverne, lang nok til det")
    sign(model)
    patch.setattr(preparation, "MODEL", model)
    patch.setattr(content_in_force, "COPIES", folder / "copies")
    patch.setattr(preparation, "ensure_trained", lambda replace_unsigned: model)
    return model


@pytest.fixture(scope="module")
def served_before(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that was got ready with good content. Tests leave it as it is."""
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        model_from_before(patch, folder)
        # Our content as a whole is looked over in tests/evaluation/.
        patch.setattr(preparation, "check", lambda coverage, reading_list: [])
        with its_own_copy(migrated_sqlite, folder / "served.sqlite"):
            preparation.prepare()
    return folder


@pytest.fixture
def served(served_before: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model_from_before(monkeypatch, served_before)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{served_before / 'served.sqlite'}")


def found_wrong(patch: pytest.MonkeyPatch, problem: Problem) -> None:
    """The content was changed, and this is wrong with it."""
    patch.setattr(preparation, "state_of", lambda chosen: "changed")
    patch.setattr(preparation, "check", lambda coverage, reading_list: [problem])


def test_good_content_is_published(served: None) -> None:
    assert find_card("tal-skoleboern") is not None


def test_what_was_found_right_is_not_looked_over_again(served: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "check", lambda coverage, reading_list: pytest.fail("looked over again"))
    preparation.prepare()


def test_a_secret_that_is_gone_is_told_also_where_the_content_was_found_right(
    sqlite: str, trained: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "steder.yml").write_text(SITES, encoding="utf-8")
    monkeypatch.setenv("SKOLEBRO_SITES", str(tmp_path / "steder.yml"))
    monkeypatch.setenv("SKOLEBRO_JWT", "en hemmelighed, der er lang nok til HS256")
    monkeypatch.setattr(preparation, "check", lambda coverage, reading_list: [])
    preparation.prepare()
    assert "SKOLEBRO_JWT" not in capsys.readouterr().out
    monkeypatch.delenv("SKOLEBRO_JWT")
    preparation.prepare()
    assert "SKOLEBRO_JWT" in capsys.readouterr().out


def test_a_broken_card_leaves_the_old_content_in_force_and_says_so(
    served: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = find_card("tal-skoleboern")
    found_wrong(monkeypatch, BROKEN_CARD)
    monkeypatch.setattr(preparation, "publish", lambda knowledge: pytest.fail("published"))
    preparation.prepare()
    assert str(BROKEN_CARD) in capsys.readouterr().out
    after = find_card("tal-skoleboern")
    assert before and after and (after.version, after.body) == (before.version, before.body)


def test_broken_content_with_nothing_from_before_stops_the_start(
    sqlite: str, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained.unlink()
    found_wrong(monkeypatch, BROKEN_CARD)
    with pytest.raises(Failed, match="tidligere indhold"):
        preparation.prepare()


def test_broken_content_lets_no_changed_model_from_before_through(
    database: str, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained.write_bytes(b"changed")
    found_wrong(monkeypatch, BROKEN_CARD)
    with pytest.raises(NotSigned):
        preparation.prepare()


def test_without_the_short_replies_nothing_starts(sqlite: str, trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found_wrong(monkeypatch, BROKEN_REPLIES)
    with pytest.raises(Failed, match="serverne"):
        preparation.prepare()


@pytest.mark.parametrize(
    "name",
    [
        "contacts.yml",
        "fare/svar.yml",
        "sprog/tr.yml",
        "navne.yml",
        "porte/jura.yml",
        "ruter/ny.yml",
        "skabeloner/ny.docx",
        "egne.yml",
    ],
)
def test_a_file_the_servers_read_themselves_stops_the_start(
    sqlite: str, trained: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    found_wrong(monkeypatch, Problem(file=tmp_path / name, line=1, message="i stykker"))
    with pytest.raises(Failed, match="serverne"):
        preparation.prepare()


def test_a_database_that_is_away_stops_the_start_in_danish(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/away")
    with pytest.raises(Failed, match="^Databasen kan ikke bruges"):
        preparation.prepare()


def test_with_a_copy_from_before_a_broken_file_the_servers_read_stops_nothing(
    served: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_in_force.in_force(settings())
    found_wrong(monkeypatch, BROKEN_REPLIES)
    preparation.prepare()
    assert str(BROKEN_REPLIES) in capsys.readouterr().out
    assert before and content_in_force.in_force(settings()) == before
