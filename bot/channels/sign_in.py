"""Sign-in passed on by the host page: a JWT that tells the role. Whatever else it says is never looked at."""

import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt

from bot.sites.schema import ROLES, Role, SignIn

logger = logging.getLogger(__name__)

_BY_KEY_SET = ("RS256", "ES256")
_BY_SECRET = "HS256"
_LEEWAY_SECONDS = 60  # clocks differ
_KEYS_KEPT_SECONDS = 300
_SLOWEST_KEYS_SECONDS = 5
_NOT_ASKED_AGAIN_SECONDS = 30
_LONGEST_TOKEN = 8000
_REQUIRED = ["exp", "iss", "aud"]

# What issuers call a role without being told; `roles` in the site's file adds their own words.
_COMMON_WORDS: dict[str, Role] = {**{role: role for role in ROLES}, "forælder": "foraelder"}

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (jwt.ExpiredSignatureError, "Dit login er udløbet. Genindlæs siden, eller log ind igen."),
    (jwt.ImmatureSignatureError, "Dit login gælder ikke endnu. Genindlæs siden om lidt."),
    (jwt.InvalidIssuerError, "Dit login kommer fra et andet sted end det, chatten her kender."),
    (jwt.InvalidAudienceError, "Dit login er til noget andet end chatten her."),
    (jwt.MissingRequiredClaimError, "Dit login mangler noget, chatten skal bruge. Sig det til jeres it-afdeling."),
)
_NOT_GENUINE = "Dit login kan ikke kontrolleres. Genindlæs siden, eller log ind igen."


# Fetching keys takes seconds when the issuer is away: those who wait for it must not hold up everybody else.
SIGN_IN_THREADS = ThreadPoolExecutor(2, thread_name_prefix="sign-in")


class Refused(Exception):
    """The token is not believed; the message says why, for the person (Danish)."""


class KeysAway(Exception):
    """The issuer's keys are not to be had: nobody can say whether the token is genuine."""


def role_from(token: object, rules: SignIn) -> Role | None:
    """The role a token tells; ``None`` where it tells none we know.

    May wait for the issuer's keys: not for the event loop.

    Raises:
        Refused: it is not a token, not genuine, not for us, or too old.
        KeysAway: the keys can't be fetched or read.
    """
    if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
        raise Refused(_NOT_GENUINE)
    try:
        key, algorithm = _key_of(token, rules)
        claims = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=rules.audience,
            issuer=rules.issuer,
            leeway=_LEEWAY_SECONDS,
            options={"require": _REQUIRED, "verify_sub": False, "verify_jti": False},
        )
    # TypeError: the key is not of the kind the token says it is signed with.
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Refused(_reason(error)) from error
    return _role(claims.get(rules.role_claim), rules)


def _key_of(token: str, rules: SignIn) -> tuple[Any, str]:
    """The key and the one algorithm it is for: a token can't choose that its public key be taken for a secret."""
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    if algorithm == _BY_SECRET and rules.secret_env:
        return os.environ[rules.secret_env], algorithm
    if algorithm in _BY_KEY_SET and rules.jwks:
        return _public_key(rules.jwks, str(header.get("kid"))), algorithm
    raise jwt.InvalidAlgorithmError


_away: dict[str, float] = {}  # where keys were not to be had, and until when nobody asks again


def _public_key(place: str, kid: str) -> Any:
    if time.monotonic() < _away.get(place, 0):
        raise KeysAway
    try:
        found = _in_file(place, kid) if place.startswith("/") else _client(place).get_signing_key(kid)
    except (jwt.PyJWKClientConnectionError, jwt.PyJWKSetError, OSError, ValueError, AttributeError) as error:
        # AttributeError: JSON that is no object. Only the operator's own setting is told, nothing of the token.
        logger.error("The keys at %s are not to be had: %s", place, type(error).__name__)
        _away[place] = time.monotonic() + _NOT_ASKED_AGAIN_SECONDS
        raise KeysAway from error
    return found.key


def _in_file(path: str, kid: str) -> jwt.PyJWK:
    keys = jwt.PyJWKSet.from_json(Path(path).read_text(encoding="utf-8")).keys
    found = next((key for key in keys if key.key_id == kid), None)
    if found is None:
        raise jwt.InvalidKeyError
    return found


@lru_cache(maxsize=20)
def _client(address: str) -> jwt.PyJWKClient:
    return jwt.PyJWKClient(address, lifespan=_KEYS_KEPT_SECONDS, timeout=_SLOWEST_KEYS_SECONDS)


def _reason(error: Exception) -> str:
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), _NOT_GENUINE)


def _role(claim: object, rules: SignIn) -> Role | None:
    told = claim if isinstance(claim, list) else [claim]
    words = {**_COMMON_WORDS, **rules.roles}
    return next((words[word] for word in told if isinstance(word, str) and word in words), None)
