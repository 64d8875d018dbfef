"""The operator's file of sites: what it may set, and what is said of what it may not."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.schema import KnowledgeError
from bot.sites.contacts import contacts
from bot.sites.content import STANDARD, load_sites, sites

OWN = """\
brokoebing:
  origins: [https://intranet.brokoebing.example, "http://localhost:8080"]
  title: Brobyggeren
  accent: "#7a1f5c"
  privacy: https://brokoebing.example/privatliv
  logo: logo.svg
  greetings:
    alle: {text: "Hej fra Brokøbing.", buttons: ["Hvad er SSP?"]}
  contacts:
    doegnvagt: {label: "Vores døgnvagt", value: "12 12 12 12"}
  sign_in: {issuer: https://login.example, audience: skolebro, jwks: https://login.example/keys}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "logo.svg").write_text("<svg/>")
    path = tmp_path / "steder.yml"
    path.write_text(OWN, encoding="utf-8")
    return path


def refusal(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        load_sites(path)
    return str(refused.value)


def test_without_a_file_there_is_one_site_that_no_other_page_may_embed() -> None:
    (standard,) = load_sites().values()
    assert standard.id == STANDARD
    assert standard.origins == []
    assert standard.sign_in is None
    assert standard.questions_to_editor is False
    assert set(standard.greetings) == {"alle", "medarbejder", "skole", "foraelder"}
    assert list(standard.roles) == ["medarbejder", "skole", "foraelder"]
    assert all(3 <= len(standard.questions_for(role)) <= 4 for role in standard.roles)


def test_a_site_has_what_it_says_and_the_rest_from_the_standard(own: Path) -> None:
    site = load_sites(own)["brokoebing"]
    assert (site.title, site.accent, site.greetings["alle"].text) == ("Brobyggeren", "#7a1f5c", "Hej fra Brokøbing.")
    assert site.greetings["skole"] == load_sites()[STANDARD].greetings["skole"]
    assert site.logo and site.logo.read_text() == "<svg/>", "beside the file"
    assert site.privacy_link() == "https://brokoebing.example/privatliv"
    assert site.accessibility_link() == "/chat/tilgaengelighed?site=brokoebing"


def test_a_role_a_site_calls_otherwise_leaves_the_others_as_they_are(own: Path) -> None:
    own.write_text("standard: {roles: {skole: {choice: Jeg er lærer, name: lærer}}}", encoding="utf-8")
    roles = load_sites(own)[STANDARD].roles
    assert roles["skole"].name == "lærer"
    assert roles["foraelder"] == load_sites()[STANDARD].roles["foraelder"]


def test_the_standard_site_can_be_set_too(own: Path) -> None:
    own.write_text("standard: {title: Vores egen, origins: [https://x.example]}", encoding="utf-8")
    (standard,) = load_sites(own).values()
    assert (standard.title, standard.origins) == ("Vores egen", ["https://x.example"])


def test_a_conversation_has_the_contacts_of_its_site(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SITES", str(own))
    for cached in (sites, contacts):
        cached.cache_clear()
    try:
        assert contacts("brokoebing")["doegnvagt"].value == "12 12 12 12"
        assert contacts("brokoebing")["alarm"].value == "112"
        assert contacts()["doegnvagt"].value != "12 12 12 12"
        assert contacts("findes-ikke")["alarm"].value == "112"
    finally:
        monkeypatch.undo()
        for cached in (sites, contacts):
            cached.cache_clear()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("origins: ['*']", "origins"),
        ("origins: ['https://*.kommune.dk']", "ingen *"),
        ("origins: ['https://intranet.kommune.dk/']", "ingen sti"),
        ("origins: ['https://intranet.kommune.dk/side']", "ingen sti"),
        ("origins: ['intranet.kommune.dk']", "https://"),
        ("origins: ['null']", "https://"),
        ("origins: ['https://a.dk; script-src *']", "https://"),
        ("accent: blå", "#0f5c6e"),
        ("accent: 'red;background:url(//x)'", "#0f5c6e"),
        ("privacy: 'javascript:alert(1)'", "https://"),
        ("privacy: '//andet.example'", "https://"),
        ("privacy: 'http://usikker.example'", "https://"),
        ("accessibility: 'data:text/html,x'", "https://"),
        ("logo: mangler.svg", "findes ikke"),
        ("logo: logo.html", "billede"),
        ("titel: Stavefejl", "kendes ikke"),
        ("title: ''", "title"),
        ("greetings: {chef: {text: Hej}}", "greetings"),
        ("roles: {skole: {choice: Jeg er lærer}}", "roles"),
        ("contacts: [112]", "contacts"),
        ("contacts: {dpo: {label: Navn}}", "mangler"),
        ("sign_in: {issuer: x, audience: y}", "jwks eller secret_env"),
        ("sign_in: {issuer: x, audience: y, jwks: 'http://usikker.example/keys'}", "https://"),
        ("sign_in: {issuer: x, audience: y, jwks: /findes/ikke.json}", "findes ikke"),
        ("sign_in: {issuer: x, audience: y, secret_env: SKOLEBRO_IKKE_SAT}", "SKOLEBRO_IKKE_SAT"),
        ("sign_in: {issuer: x, jwks: 'https://x.example'}", "mangler"),
    ],
)
def test_what_would_be_unsafe_or_misspelt_is_refused_with_the_field_named(own: Path, field: str, words: str) -> None:
    message = refusal(own, f"brokoebing:\n  {field}\n")
    assert str(own) in message
    assert words in message


@pytest.mark.parametrize(
    "text", ["- en liste", "bare tekst", "a: [", "a: 7", "Stort Navn: {title: x}", "a: {title: [x]}", "\x00"]
)
def test_a_file_of_another_form_is_refused_and_named(own: Path, text: str) -> None:
    assert str(own) in refusal(own, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="steder.yml.*mangler"):
        load_sites(tmp_path / "steder.yml")


def test_every_fault_is_told_at_once(own: Path) -> None:
    message = refusal(own, "a: {accent: nej}\nb: {logo: nej.exe}\n")
    assert "a: feltet 'accent'" in message and "b: feltet 'logo'" in message


@given(
    st.dictionaries(st.text(max_size=8), st.recursive(st.text(max_size=8), lambda inner: st.lists(inner, max_size=2)))
)
def test_whatever_is_written_there_is_a_site_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, raw: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("sites") / "steder.yml"
    path.write_text(yaml.safe_dump({"a": raw}), encoding="utf-8")
    try:
        assert "a" in load_sites(path)
    except KnowledgeError as error:
        assert error.problems
