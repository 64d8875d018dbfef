"""Whose JWT is believed, and what of it is looked at."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from bot.channels import sign_in
from bot.channels.sign_in import KeysAway, Refused, _client, role_from
from bot.sites.schema import SignIn
from tests.support.machine import free_port

SECRET = "en hemmelighed, der er lang nok til HS256"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)

KEY_SET = json.dumps(
    {
        "keys": [
            {**json.loads(RSAAlgorithm.to_jwk(RSA_KEY.public_key())), "kid": "rsa", "use": "sig"},
            {**json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key())), "kid": "ec", "use": "sig"},
        ]
    }
)


def claims(**other: Any) -> dict[str, Any]:
    told = {"iss": "https://login.example", "aud": "skolebro", "exp": time.time() + 300, "role": "skole", **other}
    return {name: value for name, value in told.items() if value is not None}


def by_secret(secret: str = SECRET, **other: Any) -> str:
    return jwt.encode(claims(**other), secret, algorithm="HS256")


def by_key(key: Any = RSA_KEY, kid: str = "rsa", algorithm: str = "RS256", **other: Any) -> str:
    return jwt.encode(claims(**other), key, algorithm=algorithm, headers={"kid": kid})


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_JWT", SECRET)


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    path = tmp_path / "keys.json"
    path.write_text(KEY_SET)
    return str(path)


@pytest.fixture
def key_server() -> Iterator[str]:
    """The issuer's address of its keys, over HTTP."""

    class Keys(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(KEY_SET.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/keys"
    server.shutdown()


def rules(**other: Any) -> SignIn:
    return SignIn(**{"issuer": "https://login.example", "audience": "skolebro", "secret_env": "SKOLEBRO_JWT", **other})


def by_keys(jwks: str) -> SignIn:
    return rules(secret_env=None, jwks=jwks)


def refusal(token: object, of: SignIn | None = None) -> str:
    with pytest.raises(Refused) as refused:
        role_from(token, of or rules())
    return str(refused.value)


def test_a_token_by_the_shared_secret_tells_the_role() -> None:
    assert role_from(by_secret(), rules()) == "skole"


@pytest.mark.parametrize("signed", [(RSA_KEY, "rsa", "RS256"), (EC_KEY, "ec", "ES256")], ids=["RS256", "ES256"])
def test_a_token_by_a_key_of_the_issuer_tells_the_role(signed: Any, key_file: str, key_server: str) -> None:
    assert role_from(by_key(*signed), by_keys(key_file)) == "skole"
    assert role_from(by_key(*signed), by_keys(key_server)) == "skole"


def test_what_else_it_says_is_not_even_read() -> None:
    assert role_from(by_secret(sub=7, jti=["x"], name={"navn": None}), rules()) == "skole"


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("medarbejder", "medarbejder"),
        ("forælder", "foraelder"),
        ("foraelder", "foraelder"),
        (["noget", "skole"], "skole"),
        ("Laerere", "skole"),
        ("direktør", None),
        (None, None),
        (7, None),
        ([[]], None),
    ],
)
def test_the_issuers_words_are_read_as_our_roles(told: object, role: str | None) -> None:
    assert role_from(by_secret(role=told), rules(roles={"Laerere": "skole"})) == role


def test_the_role_can_stand_in_another_claim() -> None:
    assert role_from(by_secret(role=None, grupper=["medarbejder"]), rules(role_claim="grupper")) == "medarbejder"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"iss": "https://andet.example"}, "et andet sted"),
        ({"aud": "regneark"}, "noget andet"),
        ({"exp": 1}, "udløbet"),
        ({"nbf": 9_999_999_999}, "gælder ikke endnu"),
        ({"exp": None}, "mangler"),
        ({"iss": None}, "mangler"),
        ({"aud": None}, "mangler"),
    ],
)
def test_a_wrong_token_is_refused_and_the_reason_told(other: dict[str, Any], words: str) -> None:
    assert words in refusal(by_secret(**other))


def test_a_token_by_a_stranger_is_refused(key_file: str, key_server: str) -> None:
    assert refusal(by_secret("en helt anden hemmelighed på 32 tegn"))
    for place in (key_file, key_server):
        assert refusal(by_key(STRANGERS_KEY), by_keys(place))
        assert refusal(by_key(STRANGERS_KEY, kid="ukendt"), by_keys(place))


def test_a_public_key_is_never_taken_for_a_secret(key_file: str) -> None:
    public = RSA_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    # What somebody would send who hopes that the key everybody knows is used as the secret.
    header, body, _ = by_secret().split(".")
    signature = jwt.utils.base64url_encode(
        jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(f"{header}.{body}".encode(), public)
    ).decode()
    assert refusal(f"{header}.{body}.{signature}", by_keys(key_file))
    assert refusal(by_secret(), by_keys(key_file)), "no secret is set here"
    assert refusal(by_key(), rules()), "no keys are set here"


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512"])
def test_other_ways_of_signing_are_refused(algorithm: str) -> None:
    key = "" if algorithm == "none" else SECRET
    assert refusal(jwt.encode(claims(), key, algorithm=algorithm))


def test_where_the_keys_cannot_be_fetched_nobody_is_called_a_liar() -> None:
    _client.cache_clear()
    with pytest.raises(KeysAway):
        role_from(by_key(), by_keys(f"http://127.0.0.1:{free_port()}/keys"))


def test_a_key_of_another_kind_than_the_token_says_is_refused(key_file: str) -> None:
    assert refusal(by_key(EC_KEY, "rsa", "ES256"), by_keys(key_file))
    assert refusal(by_key(RSA_KEY, "ec", "RS256"), by_keys(key_file))


@pytest.mark.parametrize("text", ["", "<html>Log ind</html>", "[]", '{"keys": []}', '{"keys": [{"kty": "x"}]}'])
def test_keys_that_cannot_be_read_are_nobodys_fault_and_the_operator_is_told(
    key_file: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    Path(key_file).write_text(text)
    told = by_key()
    with pytest.raises(KeysAway):
        role_from(told, by_keys(key_file))
    assert key_file in caplog.text
    assert told not in caplog.text


def test_an_issuer_that_is_away_is_not_asked_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    place = f"http://127.0.0.1:{free_port()}/keys"
    with pytest.raises(KeysAway):
        role_from(by_key(), by_keys(place))
    monkeypatch.setattr(sign_in, "_client", lambda _place: pytest.fail("asked again"))
    with pytest.raises(KeysAway):
        role_from(by_key(), by_keys(place))
    monkeypatch.setattr(sign_in, "_away", {})
    with pytest.raises(pytest.fail.Exception):
        role_from(by_key(), by_keys(place))


@pytest.mark.parametrize("token", [None, 7, "", "a.b.c", "x" * 10_000, "æ.ø.å", {"alg": "none"}])
def test_what_is_no_token_is_refused(token: object) -> None:
    assert refusal(token)


@given(st.text())
def test_no_text_is_a_token_by_chance(text: str) -> None:
    with pytest.raises(Refused):
        role_from(text, SignIn.construct(issuer="x", audience="y", jwks=None, secret_env="SKOLEBRO_JWT"))
