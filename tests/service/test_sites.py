"""Two municipalities on one server: each with its own pages, looks, contacts and sign-in."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.support.service import QUESTION, ChatSession, Service, assert_problem, from_anywhere, one_reply

pytestmark = pytest.mark.service

SECRET = "en hemmelighed, der er lang nok til HS256"
BROKOEBING, AADAL = "https://intranet.brokoebing.example", "https://aadal.example:8443"
SILENT = "https://tavs.example"  # its issuer of keys takes calls and says nothing

SITES = f"""\
brokoebing:
  origins: [{BROKOEBING}]
  title: Brobyggeren
  accent: "#7a1f5c"
  logo: logo.svg
  greetings:
    alle: {{text: "Hej <script>alert(1)</script> fra **Brokøbing**."}}
  contacts:
    doegnvagt: {{label: "Vores døgnvagt", value: "12 12 12 12"}}
    dpo: {{label: "Brokøbings <b>rådgiver</b>", value: "dpo@brokoebing.example"}}
  sign_in: {{issuer: https://login.example, audience: skolebro, secret_env: SKOLEBRO_JWT}}
aadal:
  origins: [{AADAL}]
  contacts:
    doegnvagt: {{label: "Ådals døgnvagt", value: "34 34 34 34"}}
  sign_in: {{issuer: https://login.aadal.example, audience: skolebro, secret_env: SKOLEBRO_JWT, required: true}}
tavs:
  origins: [{SILENT}]
  sign_in: {{issuer: https://login.tavs.example, audience: skolebro, jwks: "http://127.0.0.1:{{port}}/keys"}}
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("sites")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    silent = socket.create_server(("127.0.0.1", 0), backlog=20)
    (folder / "steder.yml").write_text(SITES.replace("{port}", str(silent.getsockname()[1])), encoding="utf-8")
    running = Service(
        folder,
        SKOLEBRO_SITES=str(folder / "steder.yml"),
        SKOLEBRO_JWT=SECRET,
        MESSAGES_A_MINUTE="4",
        SESSIONS_A_MINUTE="5",
    ).start()
    yield running
    running.stop()
    silent.close()


def token(issuer: str = "https://login.example", **claims: object) -> str:
    told = {"iss": issuer, "aud": "skolebro", "exp": time.time() + 300, "role": "medarbejder", **claims}
    return jwt.encode(told, SECRET, algorithm="HS256")


def opened(service: Service, origin: str, **body: object) -> requests.Response:
    headers = {"Origin": origin, **from_anywhere()}
    return requests.post(f"{service.url}/chat/session", json=body, headers=headers, timeout=30)


def theme(service: Service, origin: str | None = None, **asked: str) -> requests.Response:
    headers = {"Origin": origin} if origin else {}
    return requests.get(f"{service.url}/chat/theme", params=asked, headers=headers, timeout=30)


def test_each_page_gets_its_own_theme(two: Service) -> None:
    ours = theme(two, BROKOEBING).json()
    assert (ours["site"], ours["title"], ours["accent"], ours["logo"]) == (
        "brokoebing", "Brobyggeren", "#7a1f5c", "/chat/logo/brokoebing",
    )  # fmt: skip
    assert theme(two, AADAL).json()["sign_in"] == "required"
    assert theme(two).json()["site"] == "standard"


def test_a_named_page_may_read_and_call_and_no_cookies_come_along(two: Service) -> None:
    response = theme(two, BROKOEBING)
    assert response.headers["Access-Control-Allow-Origin"] == BROKOEBING
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["Vary"] == "Origin"
    asked = {"Origin": BROKOEBING, "Access-Control-Request-Method": "POST"}
    agreed = requests.options(f"{two.url}/chat/message", headers=asked, timeout=30).headers
    assert agreed["Access-Control-Allow-Headers"] == "Authorization, Content-Type"


def test_a_page_cannot_pass_for_another_municipality(two: Service) -> None:
    assert_problem(theme(two, BROKOEBING, site="aadal"), 404, "not-found")
    assert_problem(theme(two, "https://intranet.brokoebing.example.ond.example"), 403, "origin-refused")
    assert_problem(theme(two, "null"), 403, "origin-refused")
    assert_problem(theme(two, site="findes-ikke"), 404, "not-found")
    assert theme(two, site="aadal").json()["site"] == "aadal", "the server's own page may be any"


@pytest.mark.parametrize(("site", "pages"), [("brokoebing", BROKOEBING), ("aadal", AADAL), ("standard", "")])
def test_the_page_may_be_framed_by_its_own_municipality_alone(two: Service, site: str, pages: str) -> None:
    policy = requests.get(f"{two.url}/chat/", params={"site": site}, timeout=30).headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {pages}".strip())


def test_danger_is_answered_with_the_numbers_of_the_page_one_writes_from(two: Service) -> None:
    told = {}
    for origin, opening in ((BROKOEBING, {}), (AADAL, {"token": token("https://login.aadal.example")})):
        reply = one_reply(ChatSession(two, origin, **opening).say("en dreng i klubben bliver slået af sin far"))
        assert reply["custom"]["outcome"] == "crisis"
        told[origin] = reply["text"]
    assert "12 12 12 12" in told[BROKOEBING] and "34 34 34 34" not in told[BROKOEBING]
    assert "34 34 34 34" in told[AADAL] and "12 12 12 12" not in told[AADAL]


def test_scripts_in_the_file_run_nowhere(two: Service) -> None:
    page = requests.get(f"{two.url}/chat/privatliv", params={"site": "brokoebing"}, timeout=30).text
    assert "<b>rådgiver</b>" not in page and "&lt;b&gt;rådgiver" in page
    logo = requests.get(f"{two.url}/chat/logo/brokoebing", timeout=30)
    assert logo.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in logo.headers["Content-Security-Policy"]
    assert "script-src" not in logo.headers["Content-Security-Policy"], "default-src 'none' stands"
    for site in ("aadal", "findes-ikke", "..%2f..%2fsteder.yml"):
        assert requests.get(f"{two.url}/chat/logo/{site}", timeout=30).status_code == 404


@pytest.mark.parametrize(("role", "card"), [("forælder", "foraelder-ppr"), ("medarbejder", None)])
def test_a_signed_in_person_is_answered_in_the_voice_of_her_role(two: Service, role: str, card: str | None) -> None:
    chat = ChatSession(two, BROKOEBING, token=token(role=role))
    assert chat.opened["signed_in"] is True
    assert chat.opened["role"] == role.replace("æ", "ae")
    reply = one_reply(chat.say("hvad er ppr"))["custom"]
    assert reply["card"] == card if card else not str(reply["card"]).startswith("foraelder")


def test_nothing_of_who_she_is_is_kept(two: Service) -> None:
    who = token(sub="mette.hansen", name="Mette Hansen", email="mette@brokoebing.example")
    ChatSession(two, BROKOEBING, token=who).say(QUESTION)
    database = Path(two.database_url.removeprefix("sqlite:///"))
    for file in (two.log, *database.parent.glob(f"{database.name}*")):
        assert b"mette" not in file.read_bytes().lower()


@pytest.mark.parametrize(
    "wrong", [{"issuer": "https://andet.example"}, {"aud": "andet"}, {"exp": 1}], ids=["issuer", "audience", "expired"]
)
def test_a_wrong_token_is_refused_with_a_reason(two: Service, wrong: dict[str, Any]) -> None:
    problem = assert_problem(opened(two, BROKOEBING, token=token(**wrong)), 401, "token-refused")
    assert "login" in problem["detail"]


def test_a_token_of_another_municipality_is_refused(two: Service) -> None:
    assert_problem(opened(two, AADAL, token=token()), 401, "token-refused")


def test_a_token_nobody_asked_for_is_refused_and_said_to_be_so(service: Service) -> None:
    response = requests.post(f"{service.url}/chat/session", json={"token": token()}, timeout=30)
    assert_problem(response, 401, "token-refused")


def test_an_issuer_that_never_answers_holds_nobody_else_up(two: Service) -> None:
    chat = ChatSession(two, BROKOEBING)
    with ThreadPoolExecutor(max_workers=12) as at_once:
        waiting = [at_once.submit(opened, two, SILENT, token=by_an_unknown_key()) for _ in range(12)]
        assert one_reply(chat.say(QUESTION))["custom"]["outcome"] == "answered"
        assert not waiting[-1].done(), "they were still waiting"
        for answer in waiting:
            assert_problem(answer.result(), 503, "error")


def by_an_unknown_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = {"iss": "https://login.tavs.example", "aud": "skolebro", "exp": time.time() + 300}
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "a"})


def test_who_is_not_signed_in_is_welcome_unless_the_file_says_otherwise(two: Service) -> None:
    assert opened(two, BROKOEBING).json()["signed_in"] is False
    assert_problem(opened(two, AADAL), 401, "sign-in-required")
    # Not by the server's own page either, and not by asking for less.
    response = requests.post(f"{two.url}/chat/session", json={"site": "aadal", "role": "medarbejder"}, timeout=30)
    assert_problem(response, 401, "sign-in-required")


def test_who_writes_too_fast_is_told_how_long_to_wait_and_others_are_not_held_up(two: Service) -> None:
    chat = ChatSession(two, BROKOEBING)
    for number in range(4):
        assert chat.send(QUESTION, id=f"besked-{number}").status_code == 200
    refused = chat.send(QUESTION, id="besked-nummer-5")
    assert "112" in assert_problem(refused, 429, "too-many")["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert chat.send(QUESTION, id="besked-3").status_code == 200, "what was answered can be asked for again"
    assert ChatSession(two, BROKOEBING).send(QUESTION).status_code == 200


def test_who_begins_too_many_conversations_is_told_and_others_are_not_held_up(two: Service) -> None:
    def begin(address: str) -> requests.Response:
        # What came before the last comma was written by whoever asked, and is not believed.
        headers = {"X-Forwarded-For": f"{time.time()}, {address}"}
        return requests.post(f"{two.url}/chat/session", headers=headers, timeout=30)

    answers = [begin("203.0.113.7") for _ in range(6)]
    assert [answer.status_code for answer in answers[:5]] == [201] * 5
    assert_problem(answers[5], 429, "too-many")
    assert begin("203.0.113.8").status_code == 201


def test_a_broken_file_stops_the_start_and_is_named(tmp_path: Path) -> None:
    file = tmp_path / "steder.yml"
    file.write_text("brokoebing: {origins: ['*']}", encoding="utf-8")
    with pytest.raises(RuntimeError, match="steder.yml.*origins"):
        Service(tmp_path, SKOLEBRO_SITES=str(file)).start()
