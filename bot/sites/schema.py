"""The shape of a site, as an operator writes it. Messages to the operator are Danish."""

import os
import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, root_validator, validator

from bot.core.addresses import chat_path
from bot.knowledge.schema import Contact

Role = Literal["medarbejder", "skole", "foraelder"]
ROLES: tuple[Role, ...] = ("medarbejder", "skole", "foraelder")

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}

_LONGEST_TITLE = 60
_LONGEST_GREETING = 900
_LONGEST_ROLE = 40
_SHORTEST_SECRET = 32  # bytes: RFC 7518 asks for as many as the hash has


class _Strict(BaseModel):
    class Config:
        """An unknown field is most often a misspelt one: refuse it."""

        extra = "forbid"
        allow_mutation = False


class Greeting(_Strict):
    """What the chat says first; each button sends its own text as a question."""

    text: str = Field(min_length=1, max_length=_LONGEST_GREETING)
    buttons: list[str] = Field([], max_items=8)


class Asker(_Strict):
    """How a role is called: ``choice`` where somebody chooses it, ``name`` after "Du skriver som"."""

    choice: str = Field(min_length=1, max_length=_LONGEST_ROLE)
    name: str = Field(min_length=1, max_length=_LONGEST_ROLE)


class SignIn(_Strict):
    """Whose JWTs are believed, and which of their claims tells the role.

    ``jwks`` (https address or file) is for RS256 and ES256, ``secret_env`` (the environment variable that holds the
    shared secret) for HS256. ``roles`` reads the issuer's words for a role as ours.
    """

    issuer: str = Field(min_length=1)
    audience: str = Field(min_length=1)
    jwks: str | None = None
    secret_env: str | None = None
    required: bool = False
    role_claim: str = "role"
    roles: dict[str, Role] = {}

    @validator("jwks")
    def _safe_place(cls, value: str | None) -> str | None:
        local = value and re.match(r"http://(127\.0\.0\.1|localhost)[:/]", value)
        if value and not local and not value.startswith(("https://", "/")):
            raise ValueError("skal være en adresse med https:// eller en hel sti til en fil")
        if value and value.startswith("/") and not Path(value).is_file():
            raise ValueError(f"filen {value} findes ikke")
        return value

    @validator("secret_env")
    def _long_enough(cls, value: str | None) -> str | None:
        if value and len(os.environ.get(value, "").encode()) < _SHORTEST_SECRET:
            raise ValueError(f"miljøvariablen {value} skal holde en hemmelighed på mindst {_SHORTEST_SECRET} tegn")
        return value

    @root_validator(skip_on_failure=True)
    def _some_key(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["jwks"] and not values["secret_env"]:
            raise ValueError("skal have jwks eller secret_env, ellers kan intet login kontrolleres")
        return values


class Site(_Strict):
    """One municipality's chat.

    Attributes:
        origins: the pages that may embed it, as ``https://host[:port]``; none unless they are named here.
        roles: those one can choose between; none where the file has none.
        greetings: by role; ``alle`` is for whoever has none.
        contacts: those that take the place of the installation's for conversations held here.
        privacy, accessibility: an https address or a path; the server's own pages by default.
        logo: a picture beside the file.
        accent: the colour of buttons and links, ``#rrggbb``.
        sign_in: ``None`` where nobody signs in.
        questions_to_editor: whether a question that got no answer may be sent to the editor.
        remarks_to_editor: whether somebody may say in her own words what is wrong with an answer.
    """

    id: str = Field(regex=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)
    origins: list[str] = []
    title: str = Field(min_length=1, max_length=_LONGEST_TITLE)
    roles: dict[Role, Asker] = {}
    greetings: dict[Literal["alle", "medarbejder", "skole", "foraelder"], Greeting]
    contacts: dict[str, Contact] = {}
    privacy: str | None = None
    accessibility: str | None = None
    logo: Path | None = None
    accent: str | None = None
    sign_in: SignIn | None = None
    questions_to_editor: bool = False
    remarks_to_editor: bool = True

    @validator("origins", each_item=True)
    def _an_origin(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?", value):
            raise ValueError(f"'{value}' skal være som https://intranet.kommune.dk: små bogstaver, ingen sti, ingen *")
        return value

    @validator("greetings")
    def _one_for_all(cls, value: dict[str, Greeting]) -> dict[str, Greeting]:
        if "alle" not in value:
            raise ValueError("skal have en hilsen til `alle`")
        return value

    @validator("contacts", pre=True)
    def _named_by_their_key(cls, value: Any) -> Any:
        return {key: {"id": key, **contact} for key, contact in value.items()} if isinstance(value, dict) else value

    @validator("privacy", "accessibility")
    def _a_safe_link(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"https://[^\s\\<>\"']+|/(?!/)[^\s\\<>\"']*", value):
            raise ValueError("skal være en adresse med https:// eller en sti, der begynder med /")
        return value

    @validator("logo")
    def _a_picture(cls, value: Path | None) -> Path | None:
        if value and value.suffix.lower() not in LOGO_TYPES:
            raise ValueError(f"skal være et billede: {', '.join(LOGO_TYPES)}")
        if value and not value.is_file():
            raise ValueError(f"filen {value} findes ikke")
        return value

    @validator("accent")
    def _a_colour(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError('skal være en farve som "#0f5c6e"')
        return value

    def questions_for(self, role: Role) -> list[str]:
        """What is offered to whoever has this role: the buttons of its greeting."""
        return self.greetings[role].buttons if role in self.greetings else []

    def privacy_link(self) -> str:
        """Where it says what happens to what one writes."""
        return self.privacy or chat_path(f"/privatliv?site={self.id}")

    def accessibility_link(self) -> str:
        """Where the accessibility statement is."""
        return self.accessibility or chat_path(f"/tilgaengelighed?site={self.id}")
