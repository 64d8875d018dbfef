"""An installation's own contacts, from the file SKOLEBRO_CONTACTS names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge.loader import load_contacts
from bot.knowledge.schema import Contact, KnowledgeError, Problem
from bot.sites.contacts import contacts
from tests.support.content import Content

OWN = """\
dpo:
  label: "Kommunens egen rådgiver"
  value: "dpo@kommune.example"
  note: "Hverdage 9-15."
ny:
  label: "En ny"
  value: "99"
"""

SetOwn = Callable[[str | bytes], Path]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SetOwn:
    """Writes the installation's file and sets it."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "egne-kontakter.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.setenv("SKOLEBRO_CONTACTS", str(path))
        return path

    return write


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKOLEBRO_CONTACTS", raising=False)


def problem_with(content: Content) -> Problem:
    with pytest.raises(KnowledgeError) as refused:
        load_contacts(content.folder)
    (problem,) = refused.value.problems
    return problem


def test_without_a_file_of_its_own_the_contacts_are_those_of_knowledge(content: Content) -> None:
    assert load_contacts(content.folder)["dpo"].label == "Databeskyttelsesrådgiveren"


def test_an_own_contact_takes_the_place_of_the_common_one_and_the_others_stay(content: Content, own: SetOwn) -> None:
    common = load_contacts(content.folder)
    own(OWN)
    found = load_contacts(content.folder)
    assert found["dpo"] == Contact(
        id="dpo", label="Kommunens egen rådgiver", value="dpo@kommune.example", note="Hverdage 9-15."
    )
    assert found["ny"] == Contact(id="ny", label="En ny", value="99")
    assert {key: found[key] for key in common.keys() - {"dpo"}} == {key: common[key] for key in common.keys() - {"dpo"}}
    assert found.keys() == {*common, "ny"}


def test_all_of_the_content_knows_the_own_contacts(content: Content, own: SetOwn) -> None:
    content.card("ssp")
    own(OWN)
    assert content.load().contacts == load_contacts(content.folder)
    assert content.load().contacts["dpo"].value == "dpo@kommune.example"


def test_the_replies_that_need_no_store_know_the_own_contacts(own: SetOwn) -> None:
    own(OWN)
    contacts.cache_clear()
    try:
        assert contacts()["dpo"].value == "dpo@kommune.example"
        assert contacts()["alarm"].value == "112"
    finally:
        contacts.cache_clear()


@pytest.mark.parametrize("text", ["", "# Ingen endnu\n"], ids=["empty", "a comment"])
def test_a_file_with_no_contacts_changes_nothing(content: Content, own: SetOwn, text: str) -> None:
    common = load_contacts(content.folder)
    own(text)
    assert load_contacts(content.folder) == common


def test_a_file_saved_by_notepad_is_read_like_any_other(content: Content, own: SetOwn) -> None:
    own(b"\xef\xbb\xbf" + OWN.encode())
    assert load_contacts(content.folder)["ny"].value == "99"


def test_a_missing_file_is_a_problem_that_names_it(content: Content, own: SetOwn) -> None:
    path = own(OWN)
    path.unlink()
    problem = problem_with(content)
    assert (problem.file, problem.message) == (path, "filen mangler")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("dpo:\n  label: [\n", 3, "kan ikke læses"),
        ("dpo:\n  navn: forkert\n", 1, "filen har ikke den rette form"),
        ("dpo:\n  label: kun et navn\n", 1, "filen har ikke den rette form"),
        ("- dpo\n", 1, "filen har ikke den rette form"),
        ("dpo: tekst\n", 1, "filen har ikke den rette form"),
        ("bare tekst\n", 1, "filen har ikke den rette form"),
        (OWN.encode("latin-1"), 1, "filen kan ikke læses som UTF-8"),
    ],
    ids=["bad yaml", "wrong field", "no value", "a list", "text for an entry", "text", "not utf-8"],
)
def test_a_broken_file_is_a_danish_problem_that_names_it(
    content: Content, own: SetOwn, text: str | bytes, line: int, expected: str
) -> None:
    path = own(text)
    problem = problem_with(content)
    assert (problem.file, problem.line) == (path, line)
    assert problem.message.startswith(expected)


def test_the_problem_is_told_with_those_of_the_content(content: Content, own: SetOwn) -> None:
    card = content.card("ssp", status="gammel")
    path = own("- dpo\n")
    with pytest.raises(KnowledgeError) as refused:
        content.load()
    assert {problem.file for problem in refused.value.problems} == {card, path}
