"""The contacts straight from the files, for replies that must not depend on the store."""

from collections.abc import Mapping
from functools import lru_cache

from bot.knowledge.loader import load_contacts
from bot.knowledge.schema import Contact
from bot.sites.content import sites


@lru_cache(maxsize=100)
def contacts(site: str = "") -> dict[str, Contact]:
    """All contacts by id: a site's own in the place of the installation's. Read once.

    Args:
        site: the id of the site the conversation is held on; an unknown one has the installation's.
    """
    own = sites()[site].contacts if site in sites() else {}
    return {**load_contacts(), **own}


def numbers(site: str = "") -> dict[str, str]:
    """Each contact's number or place, by the name it has in knowledge/faste-svar.yml: ``{lev_uden_vold}``."""
    return numbers_of(contacts(site))


def numbers_of(known: Mapping[str, Contact]) -> dict[str, str]:
    """As ``numbers``, of these contacts."""
    return {contact_id.replace("-", "_"): contact.value for contact_id, contact in known.items()}
