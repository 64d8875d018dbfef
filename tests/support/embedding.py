"""The chat on a page of somebody else: the line it is made with, and a sign-in."""

import time
from typing import Literal

import jwt

from bot.sites.content import load_sites
from bot.sites.schema import Role
from tests.support.service import SECRET

ONE_LINE = '<title>Intranet</title><h1>Vores intranet</h1><script src="{script}" defer></script>'


def token(**claims: object) -> str:
    told = {"iss": "https://login.example", "aud": "skolebro", "exp": time.time() + 300, "role": "medarbejder"}
    return jwt.encode({**told, **claims}, SECRET, algorithm="HS256")


def greeting_for(role: Literal["alle"] | Role) -> str:
    """The last line of it, which no other role has."""
    return load_sites()["standard"].greetings[role].text.strip().splitlines()[-1].replace("**", "")
