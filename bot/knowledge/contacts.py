"""The contacts straight from the files, for replies that must not depend on the store."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from bot.knowledge.loader import load_contacts
from bot.knowledge.schema import Contact
from bot.sites.content import sites

_site: ContextVar[str] = ContextVar("site", default="")


@contextmanager
def contacts_of(site: str) -> Iterator[None]:
    """Meanwhile ``contacts`` gives those of this site."""
    token = _site.set(site)
    try:
        yield
    finally:
        _site.reset(token)


def contacts() -> dict[str, Contact]:
    """All contacts by id, as they are on the site the conversation is held on."""
    return contacts_on(_site.get())


@lru_cache(maxsize=100)
def contacts_on(site: str) -> dict[str, Contact]:
    """All contacts by id: a site's own in the place of the installation's. Read once."""
    own = sites()[site].contacts if site in sites() else {}
    return {**load_contacts(), **own}


def numbers() -> dict[str, str]:
    """Each contact's number or place, by the name it has in knowledge/faste-svar.yml: ``{lev_uden_vold}``."""
    return numbers_of(contacts())


def numbers_of(known: Mapping[str, Contact]) -> dict[str, str]:
    """As ``numbers``, of these contacts."""
    return {contact_id.replace("-", "_"): contact.value for contact_id, contact in known.items()}
