"""The page that the attacked service is set up for: it signs its people in with a shared secret."""

import secrets
from functools import cache

ORIGIN = "https://kommunen.example"
ISSUER, AUDIENCE = "https://login.example", "skolebro"

SITES = f"""\
kommunen:
  origins: [{ORIGIN}]
  sign_in: {{issuer: {ISSUER}, audience: {AUDIENCE}, secret_env: SKOLEBRO_JWT}}
"""


@cache
def jwt_secret() -> str:
    """What a genuine page signs with; made anew for every run."""
    return secrets.token_urlsafe(64)
